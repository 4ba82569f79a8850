package check

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/draft"
)

// sources reports essays that name none, and sources that cannot be looked up.
func sources(t *text, report report) {
	if t.essay != nil && len(t.essay.Sources) == 0 {
		report(t.lineOf("sources"), "the essay has no sources", "list at least one page that states what the essay says")
	}
	for _, s := range t.sources {
		if strings.TrimSpace(s.Source) != "" && !isWebAddress(s.Source) {
			report(s.Line, fmt.Sprintf("the source %q is no address", s.Source), "write where it can be read: https://…")
		}
	}
}

func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && strings.Contains(u.Host, ".") && !strings.ContainsAny(s, " \t")
}

// related reports ports to which an essay sends its readers in vain.
func related(t *text, report report) {
	if t.essay == nil {
		return
	}
	seen := map[string]bool{}
	for _, r := range t.essay.Related {
		switch {
		case r.Source == t.name:
			report(r.Line, "port "+r.Source+" is related to itself", "take it out of related")
		case seen[r.Source]:
			report(r.Line, "port "+r.Source+" stands in related twice", "")
		}
		seen[r.Source] = true
	}
}

// unwritten reports what was left as portbook new wrote it.
func unwritten(t *text, report report) {
	for i, line := range strings.Split(t.src, "\n") {
		if draft.IsUnwritten(line) {
			report(i+1, "still to be written", "")
		}
	}
}

// maxTagline is how many characters fit beside the name in a title. The others are characters of titles and
// descriptions that search engines show.
const maxTagline, maxTitle, minDescription, maxDescription = 70, 70, 70, 155

func taglines(t *text, report report) {
	tagline, name := t.field("tagline"), t.field("name").Source+t.field("heading").Source
	n := utf8.RuneCountInString(tagline.Source)
	switch {
	case draft.IsUnwritten(tagline.Source):
	case n > maxTagline:
		report(tagline.Line, fmt.Sprintf("a tagline of %d characters", n), fmt.Sprintf("at most %d fit into a title", maxTagline))
	case strings.HasSuffix(tagline.Source, "."):
		report(tagline.Line, "a tagline with a full stop", "it is a part of the title, not a sentence")
	case repeats(tagline.Source, name):
		report(tagline.Line, "the tagline repeats the name "+name, "both stand side by side: say what the name does not")
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

func titles(t *text, report report) {
	title := t.field("title")
	shown := title.Source
	switch {
	case t.essay != nil:
		title = t.field("name")
		shown = fmt.Sprintf("Port %s: %s — %s", t.name, title.Source, t.field("tagline").Source)
	case t.folder != "pages" && t.folder != "guides":
		return
	}
	if n := utf8.RuneCountInString(shown); n > maxTitle && n <= maxTitle+maxTagline && !draft.IsUnwritten(shown) {
		report(title.Line, fmt.Sprintf("a title of %d characters: %s", n, shown), fmt.Sprintf("search engines cut at about %d", maxTitle))
	}
}

func descriptions(t *text, report report) {
	d := t.field("description")
	if t.essay != nil {
		d = t.field("summary")
	}
	if d.Source == "" || strings.Contains(d.Source, "{") || draft.IsUnwritten(d.Source) {
		return // with placeholders the length differs from port to port
	}
	said := d.Source
	if len(d.blocks) == 1 {
		said = d.blocks[0].Text // without the marks of Markdown
	}
	n := utf8.RuneCountInString(said)
	problem := fmt.Sprintf("a description of %d characters", n)
	switch {
	case n < minDescription:
		report(d.Line, problem, fmt.Sprintf("it is the answer that search engines show: %d to %d", minDescription, maxDescription))
	case n > maxDescription:
		report(d.Line, problem, fmt.Sprintf("search engines cut at about %d", maxDescription))
	}
}
