package check

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/draft"
)

// sources reports essays that name none, and sources that cannot be looked up.
func sources(t *text, say say) {
	if t.essay != nil && len(t.essay.Sources) == 0 {
		say(t.file, t.lineOf("sources"), "the essay has no sources", "list at least one page that states what the essay says")
	}
	for _, f := range t.fields {
		if f.key == "source" && !isWebAddress(f.Source) {
			say(t.file, f.Line, fmt.Sprintf("the source %q is no address", f.Source), "write where it can be read: https://…")
		}
	}
}

func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && strings.Contains(u.Host, ".") && !strings.ContainsAny(s, " \t")
}

// related reports ports to which an essay sends its readers in vain.
func related(t *text, say say) {
	if t.essay == nil {
		return
	}
	seen := map[string]bool{t.name: true}
	for _, r := range t.essay.Related {
		switch {
		case r.Source == t.name:
			say(t.file, r.Line, "port "+r.Source+" is related to itself", "take it out of related")
		case seen[r.Source]:
			say(t.file, r.Line, "port "+r.Source+" stands in related twice", "")
		}
		seen[r.Source] = true
	}
}

// unwritten reports what was left as portbook new wrote it.
func unwritten(t *text, say say) {
	for i, line := range strings.Split(string(t.src), "\n") {
		if draft.IsUnwritten(line) {
			say(t.file, i+1, "still to be written", "")
		}
	}
}

// maxTagline is how many characters fit beside the name in a title.
const maxTagline = 70

func taglines(t *text, say say) {
	tagline := t.field("tagline")
	said := tagline.Source
	if said == "" || draft.IsUnwritten(said) {
		return
	}
	name := t.field("name").Source + t.field("heading").Source
	switch {
	case utf8.RuneCountInString(said) > maxTagline:
		say(t.file, tagline.Line, fmt.Sprintf("a tagline of %d characters", utf8.RuneCountInString(said)), fmt.Sprintf("at most %d fit into a title", maxTagline))
	case strings.HasSuffix(said, ".") && !strings.HasSuffix(said, "…"):
		say(t.file, tagline.Line, "a tagline with a full stop", "it is a part of the title, not a sentence")
	case repeats(said, name):
		say(t.file, tagline.Line, "the tagline repeats the name "+name, "both stand side by side: say what the name does not")
	}
}

// repeats reports whether a tagline says the name again, as a word of its own.
func repeats(tagline, name string) bool {
	if len(name) < 2 || strings.Contains(name, "{") {
		return false
	}
	word := regexp.MustCompile(`(?i)(^|\W)` + regexp.QuoteMeta(name) + `(\W|$)`)
	return word.MatchString(tagline)
}

// Characters of titles and descriptions that search engines show.
const maxTitle, minDescription, maxDescription = 70, 70, 155

func titles(t *text, say say) {
	title := t.field("title")
	shown := title.Source
	switch {
	case t.essay != nil:
		title = t.field("name")
		shown = fmt.Sprintf("Port %s: %s — %s", t.name, t.field("name").Source, t.field("tagline").Source)
	case t.folder != "pages" && t.folder != "guides":
		return
	}
	if n := utf8.RuneCountInString(shown); n > maxTitle && n <= maxTitle+maxTagline && !draft.IsUnwritten(shown) {
		say(t.file, title.Line, fmt.Sprintf("a title of %d characters: %s", n, shown), fmt.Sprintf("search engines cut at about %d", maxTitle))
	}
}

func descriptions(t *text, say say) {
	d := t.field("description")
	if t.essay != nil {
		d = t.field("summary")
	}
	if d.Source == "" || strings.Contains(d.Source, "{") || draft.IsUnwritten(d.Source) {
		return // with placeholders the length differs from port to port
	}
	said := d.Source
	if o := markdown.NewPlainText(d.Line, []byte(said)); t.essay != nil && len(o.Blocks) == 1 {
		said = o.Blocks[0].Text
	}
	n := utf8.RuneCountInString(said)
	switch {
	case n < minDescription:
		say(t.file, d.Line, fmt.Sprintf("a description of %d characters", n), fmt.Sprintf("it is the answer that search engines show: %d to %d", minDescription, maxDescription))
	case n > maxDescription:
		say(t.file, d.Line, fmt.Sprintf("a description of %d characters", n), fmt.Sprintf("search engines cut at about %d", maxDescription))
	}
}
