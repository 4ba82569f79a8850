package markdown

import (
	"bytes"
	"html/template"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

var (
	ids    = regexp.MustCompile(` id="[^"]*"`)
	setOff = strings.NewReplacer("<b>", "", "</b>", "")
)

// FuzzMarkdown promises: no text makes the compiler panic, no mark leaks into a page, nothing that
// a browser would run gets through without a fault, and filling in a value gives what
// compiling the text with that value gives.
func FuzzMarkdown(f *testing.F) {
	for _, seed := range []string{
		"Port {port}", testCommands, "| a |\n|--|\n| {port} |\n\n[^1]\n\n[^1]: {service}", "[x](/ports/{port} \"{port}\")",
		"# {{port}} `{x}` ![{port}](/a)", "<script>{port}</script>", "[x](javascript:{port})", "[r]\n\n[r]: /{port}", "- {port}\n\n      {port}", "\\{port}*{port}*_{port}_",
	} {
		f.Add(seed)
	}
	c := testCompiler()
	number := "555555555555" // as long as a mark, so that tables and lists see no difference
	values := testValues()
	values[0] = number
	f.Fuzz(func(t *testing.T, src string) {
		fragment, faults := c.Markdown("f.md", 1, src)
		html, text := string(fragment.AppendHTML(nil, values)), string(fragment.AppendText(nil, values))
		if prefix := stencil.NewMarkers([]byte(src)).Marker(0)[:8]; strings.Contains(html+text, prefix) {
			t.Fatalf("a mark leaked: %s", html)
		}
		if lower := strings.ToLower(html); len(faults) == 0 && (strings.Contains(lower, "<script") || strings.Contains(lower, `="javascript:`)) {
			t.Fatalf("a script got through: %s", html)
		}
		checkFaultLines(t, src, faults)
		if strings.Contains(src, "{{") || !utf8.ValidString(src) {
			return // double braces have no counterpart in the text written by hand
		}
		byHand, _ := c.Markdown("f.md", 1, strings.ReplaceAll(src, "{port}", number))
		want := ids.ReplaceAllString(setOff.Replace(string(byHand.AppendHTML(nil, values))), "")
		if got := ids.ReplaceAllString(setOff.Replace(html), ""); got != want {
			t.Fatalf("%q\nfilled in: %q\nby hand:   %q", src, got, want)
		}
	})
}

func checkFaultLines(t *testing.T, src string, faults fault.List) {
	t.Helper()
	for _, f := range faults {
		if f.Line < 1 || f.Line > 1+strings.Count(src, "\n") {
			t.Fatalf("%q: fault on line %d: %v", src, f.Line, f)
		}
	}
}

var written = regexp.MustCompile(`\{\{([a-z][a-z0-9-]*)\}\}|\{port\}|\{service\}`)

// FuzzPlain promises that a plain text is filled in and escaped as html/template would do it.
func FuzzPlain(f *testing.F) {
	for _, seed := range []string{"Port {port}: {service}", "{{port}}{{{port}}}", "a & <b> \x00 \xff + '\"", "{", "}{port", "{pört}"} {
		f.Add(seed)
	}
	c, values := testCompiler(), testValues()
	page := template.Must(template.New("").Parse("{{.}}"))
	f.Fuzz(func(t *testing.T, src string) {
		fragment, faults := c.Plain("f.md", 1, src)
		checkFaultLines(t, src, faults)
		if strings.Contains(src, "{previous}") || strings.Contains(src, "{next}") || strings.Contains(src, "{range-slug}") {
			return
		}
		filled := written.ReplaceAllStringFunc(src, func(p string) string {
			switch p {
			case "{port}":
				return string(values[0])
			case "{service}":
				return string(values[4])
			}
			return p[1 : len(p)-1]
		})
		var want bytes.Buffer
		if err := page.Execute(&want, filled); err != nil {
			t.Fatal(err)
		}
		if got := string(fragment.AppendHTML(nil, values)); got != want.String() {
			t.Fatalf("%q: got %q, want %q", src, got, want.String())
		}
		text := string(fragment.AppendText(nil, values))
		if strings.Contains(text, "  ") || strings.TrimSpace(text) != text && utf8.ValidString(text) && !strings.ContainsAny(text, "\u0085\u00a0\u2028\u2029") {
			t.Fatalf("%q: white space in %q", src, text)
		}
	})
}
