package site

import "testing"

// TestPagesMayLieInFolders: at any depth, in both styles of links, a page is rendered and linked, or
// refused by its name.
func TestPagesMayLieInFolders(t *testing.T) {
	for _, links := range []string{"clean", "html"} {
		t.Run(links, func(t *testing.T) {
			in := tinySite(t)
			in.Links = links
			const file = "content/pages/a/b/c.md"
			writeFile(t, file, "---\ntitle: Deep\ndescription: Deep\n---\nGo [home](/), to [port 1](/ports/1).\n")
			s, faults := Load(in)
			if len(faults) == 1 && faults[0].File == file {
				return
			}
			if len(faults) > 0 {
				t.Fatal(faults.Err())
			}
			want := map[string]string{"clean": `<a href="/ports/1">`, "html": `<a href="../../ports/1.html">`}[links]
			contains(t, s, "a/b/c.html", want)
		})
	}
}
