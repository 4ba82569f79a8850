package markdown

import (
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
	"github.com/portbook/portbook/cmd/portbook/internal/stencil"
)

// testCompiler knows a few placeholders and gives links inside the site an ending.
func testCompiler() Compiler {
	return Compiler{
		Vocabulary: placeholder.Vocabulary{
			{Name: "port", Safe: true},
			{Name: "previous", Safe: true},
			{Name: "next", Safe: true},
			{Name: "range-slug", Safe: true},
			{Name: "service"},
			{Name: "root", Safe: true, Hidden: true},
		},
		Link: func(path string) string {
			page, anchor, found := strings.Cut(path, "#")
			if page == "" || strings.Contains(page, ".") {
				return path
			}
			if found {
				anchor = "#" + anchor
			}
			return page + ".html" + anchor
		},
	}
}

func testValues() []string {
	return []string{"855", "854", "856", "system", `a & "b"+`, "../"}
}

func TestEveryFaultOfATextIsReportedAtItsLine(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"unknown placeholder", "one\n{prot} two", `f.md:11: unknown placeholder {prot} (did you mean "port"?)`},
		{"far from any name", "{zzzzzz}", "f.md:10: unknown placeholder {zzzzzz} (write {{zzzzzz}} to show the braces)"},
		{"hidden placeholder", "{root}", "f.md:10: unknown placeholder {root} (did you mean \"port\"?)"},
		{"unknown in a link", "a\n[x](/ports/{prt})", `f.md:11: unknown placeholder {prt} (did you mean "port"?)`},
		{"unknown in code is code", "`{prot}`\n\n    {prot}\n\n```sh\n{prot}\n```\n", ""},
		{"raw block", "a\n\n<div>\nx\n</div>", "f.md:12: raw HTML is not allowed (write Markdown; to show a tag, put it in `code`)"},
		{"raw inline", "a\nb <b>c</b>", "f.md:11: raw HTML is not allowed (write Markdown; to show a tag, put it in `code`)"},
		{"comment", "<!-- c --> <b>", "f.md:10: raw HTML is not allowed (write Markdown; to show a tag, put it in `code`)"},
		{"title of the page", "\n# A", "f.md:11: heading of level 1 (the page's title is its only one; begin with ##)"},
		{"image without text", "a\n![](/x.png)", "f.md:11: image without a text (say what it shows: ![text](destination))"},
		{"link without text", "a\n[](/x)", "f.md:11: link without text (say where it leads: [text](destination))"},
		{"free text in a link", "[x](/services/{service})", "f.md:10: {service} cannot stand in a link (its value is free text; link by number or by a -slug)"},
		{"unknown language", "a\n\n```shh\nx\n```", `f.md:12: unknown language "shh" of a code block (did you mean "sh"?)`},
		{"two faults", "{prot}\n\n<b>", "f.md:10: unknown placeholder {prot} (did you mean \"port\"?)\n" +
			"f.md:12: raw HTML is not allowed (write Markdown; to show a tag, put it in `code`)"},
		{"braces around another", "{a{port}}, {{a{{zzz}}}} and {a-{port}}", ""},
		{"all is well", "{port} and {{zzz}}", ""},
	}
	for _, test := range tests {
		f, faults := testCompiler().Markdown("f.md", 10, test.src)
		if got := faults.Error(); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, got, test.want)
		}
		if f == nil {
			t.Errorf("%s: nil fragment", test.name)
		}
	}
}

func TestLinksLeadIntoTheSiteOrCertainlyOut(t *testing.T) {
	good := map[string]string{
		"/ports/{next}":          "../ports/856.html",
		"/ports/{next}#a-{port}": "../ports/856.html#a-855",
		"/":                      "../",
		"/a%20b":                 "../a%20b.html",
		"#here":                  "#here",
		"https://example.org/":   "https://example.org/",
		"HTTP://example.org":     "HTTP://example.org",
		"mailto:a@example.org":   "mailto:a@example.org",
	}
	for dest, want := range good {
		f, faults := testCompiler().Inline("f.md", 1, "[x]("+dest+")")
		if got := string(f.AppendHTML(nil, testValues())); got != `<a href="`+want+`">x</a>` || len(faults) > 0 {
			t.Errorf("%s: %s %v", dest, got, faults)
		}
		if l := f.Links(); len(l) != 1 || l[0].Dest != dest {
			t.Errorf("%s: links %v", dest, l)
		}
	}
	for _, dest := range []string{
		"about", "../about", "//example.org", "javascript:alert(1)", "JaVaScRiPt:1", "data:text/html,x",
		"ftp://example.org", "example.org/x", "https:example.org", "https:///x", "http:/x", "mailto:", "", "?q", "&#106;avascript:1",
	} {
		_, faults := testCompiler().Markdown("f.md", 1, "text\n\nmore\n[x]("+dest+")")
		if len(faults) != 1 || faults[0].Line != 4 {
			t.Errorf("%q: got faults %v, want one on line 4", dest, faults)
		}
	}
}

func TestLinksWithoutARootBeginWithASlash(t *testing.T) {
	c := Compiler{Vocabulary: placeholder.Vocabulary{{Name: "port", Safe: true}}}
	f, _ := c.Inline("f.md", 1, "[x](/ports/{port}#a)")
	if got := string(f.AppendHTML(nil, []string{"855"})); got != `<a href="/ports/855#a">x</a>` {
		t.Error(got)
	}
}

func TestInlineTakesOneParagraphOnly(t *testing.T) {
	tests := []struct{ src, html, faults string }{
		{"Port **{port}**", "Port <strong>855</strong>", ""},
		{"\n  {port} `{x}`\nb", "855 <code>{x}</code>\nb", ""},
		{"", "", ""},
		{" \n ", "", ""},
		{"a\n\nb", "a", "f.md:5: this place takes one paragraph only"},
		{"- a", "", "f.md:3: this place takes running text only (write one paragraph without headings, lists or code blocks)"},
		{"\n\n## a", "", "f.md:5: this place takes running text only (write one paragraph without headings, lists or code blocks)"},
	}
	for _, test := range tests {
		f, faults := testCompiler().Inline("f.md", 3, test.src)
		if got := string(f.AppendHTML(nil, testValues())); got != test.html || faults.Error() != test.faults {
			t.Errorf("%q: got %q and %v", test.src, got, faults)
		}
		if f.Empty() != (test.html == "") {
			t.Errorf("%q: Empty is %v", test.src, f.Empty())
		}
	}
}

func TestPlainKnowsPlaceholdersAndNothingElse(t *testing.T) {
	tests := []struct{ src, html, text string }{
		{"*{port}* & <b>", "*855* &amp; &lt;b&gt;", "*855* & <b>"},
		{"{service}", "a &amp; &#34;b&#34;&#43;", `a & "b"+`},
		{"{{port}} {{{port}}} {}", "{port} {{port}} {}", "{port} {{port}} {}"},
		{" a \n {port}  b ", " a \n 855  b ", "a 855 b"},
		{"{port}{next}", "855856", "855856"},
		{"a+b 'c'", "a&#43;b &#39;c&#39;", "a+b 'c'"},
	}
	for _, test := range tests {
		f, faults := testCompiler().Plain("f.md", 1, test.src)
		html, text := string(f.AppendHTML(nil, testValues())), string(f.AppendText(nil, testValues()))
		if html != test.html || text != test.text || len(faults) > 0 {
			t.Errorf("%q: got %q, %q, %v", test.src, html, text, faults)
		}
	}
	_, faults := testCompiler().Plain("f.md", 7, "a\n{prot} `{zzzz}`")
	if len(faults) != 2 || faults[0].Line != 8 {
		t.Errorf("unknown placeholders: %v", faults)
	}
}

func TestFragmentsKnowTheirPlaceholdersHeadingsAndLinks(t *testing.T) {
	c := testCompiler()
	c.IDPrefix = "q-"
	f, faults := c.Markdown("f.md", 5, "## Is {service} safe?\n\nNo {port}, {port}.\n[x](/ports/{next})\n![y](/z.png)\n")
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if got := f.Uses(); !slices.Equal(got, []int{0, 2, 4, 5}) {
		t.Errorf("uses %v", got)
	}
	h := f.Headings()
	if len(h) != 1 || h[0].ID != "q-is-safe" {
		t.Fatalf("headings %+v", h)
	}
	if got := string(h[0].Text.AppendText(nil, testValues())); got != `Is a & "b"+ safe?` {
		t.Errorf("heading says %q", got)
	}
	want := []Link{{"/ports/{next}", 8, false}, {"/z.png", 9, true}}
	if got := f.Links(); !slices.Equal(got, want) {
		t.Errorf("links %v", got)
	}
}

func TestTheNilFragmentIsEmpty(t *testing.T) {
	var f *Fragment
	html, text := f.AppendHTML([]byte("a"), nil), f.AppendText([]byte("b"), nil)
	if string(html) != "a" || string(text) != "b" || !f.Empty() || len(f.Uses()) > 0 || f.Headings() != nil || f.Links() != nil {
		t.Error("the nil fragment says something")
	}
}

func TestCodeBlocksKeepTheirPlaceholders(t *testing.T) {
	got := CodeBlocks([]byte("a\n\n```sh x\nss :{port}\n\n```\n\n- b\n  ```console\n  {port}\n  ```\n\n      c\n"))
	want := []Block{
		{Kind: Code, Info: "sh", Line: 4, Text: "ss :{port}\n\n"},
		{Kind: Code, Info: "console", Line: 10, Text: "{port}\n"},
		{Kind: Code, Line: 13, Text: "c\n"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestDigitsOfATextAreNeverTakenForAPlaceholder(t *testing.T) {
	prefix := stencil.NewMarkers().Marker(0)[:8]
	src := prefix + "0000 {port} " + prefix[1:] + "{port}0001"
	f, _ := testCompiler().Plain("f.md", 1, src)
	if got, want := string(f.AppendHTML(nil, testValues())), strings.ReplaceAll(src, "{port}", "855"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAppendingAllocatesNothing(t *testing.T) {
	f, _ := testCompiler().Markdown("f.md", 1, "Port {port}, {service}: [{next}](/ports/{next})")
	dst, values := make([]byte, 0, 1024), testValues()
	if n := testing.AllocsPerRun(100, func() { f.AppendHTML(dst, values); f.AppendText(dst, values) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
