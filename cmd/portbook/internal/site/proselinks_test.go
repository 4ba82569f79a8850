package site

import (
	"strings"
	"testing"
)

// TestLinksWithPlaceholdersAreChecked: a mistake in one would be wrong on 65,536 pages.
func TestLinksWithPlaceholdersAreChecked(t *testing.T) {
	for _, link := range []string{"/port/{port}", "/ranges/{range}-ports", "/range/{range-slug}", "/ranges/{port}"} {
		t.Run(link, func(t *testing.T) {
			in := tinySite(t)
			writeFile(t, "content/faq/what.md", "---\nquestion: What is it?\n---\nSee [here]("+link+").\n")
			if _, faults := Load(in); !strings.Contains(faults.Error(), "content/faq/what.md") {
				t.Errorf("no fault names it: %v", faults.Err())
			}
		})
	}
}

// TestLinksToWhatExistsAreNoFault: also those with placeholders, and to assets.
func TestLinksToWhatExistsAreNoFault(t *testing.T) {
	in := tinySite(t)
	writeFile(t, "content/faq/what.md", "---\nquestion: See [all](/ports/)?\nwhen: {has: [next]}\n---\n[a](/ports/{next}) [b](/ranges/{range-slug}) [c](/ranges/{thousand}) "+
		"[d](/) [e](/about#why) [f](/assets/style.css) [g](/guides/linux) [h](/ports/65535) [i](https://example.org/x) [j](/ports/{port})\n")
	loadTiny(t, in)
}
