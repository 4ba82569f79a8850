package check

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/draft"
)

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

func unwritten(t *text, report report) {
	for i, line := range strings.Split(t.src, "\n") {
		if draft.IsUnwritten(line) {
			report(i+1, "still to be written", "")
		}
	}
}

func taglines(t *text, report report) {
	tagline, name := t.field("tagline"), t.field("name").Source+t.field("heading").Source
	again := regexp.MustCompile(`(?i)(^|\W)` + regexp.QuoteMeta(name) + `(\W|$)`)
	n := utf8.RuneCountInString(tagline.Source)
	switch {
	case draft.IsUnwritten(tagline.Source):
	case n > 70:
		report(tagline.Line, fmt.Sprintf("a tagline of %d characters", n), "at most 70 fit into a title")
	case strings.HasSuffix(tagline.Source, "."):
		report(tagline.Line, "a tagline with a full stop", "it is a part of the title, not a sentence")
	case len(name) > 1 && !strings.Contains(name, "{") && again.MatchString(tagline.Source):
		report(tagline.Line, "the tagline repeats the name "+name, "both stand side by side: say what the name does not")
	}
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
	n := utf8.RuneCountInString(shown)
	if n > 70 && n <= 140 && !draft.IsUnwritten(shown) { // beyond that it is the tagline that is too long
		report(title.Line, fmt.Sprintf("a title of %d characters: %s", n, shown), "search engines cut at about 70")
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
	shown := d.Source
	if len(d.blocks) == 1 {
		shown = d.blocks[0].Text // without the marks of Markdown
	}
	n := utf8.RuneCountInString(shown)
	switch problem := fmt.Sprintf("a description of %d characters", n); {
	case n < 70:
		report(d.Line, problem, "it is the answer that search engines show: 70 to 155")
	case n > 155:
		report(d.Line, problem, "search engines cut at about 155")
	}
}
