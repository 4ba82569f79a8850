package markdown

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

func TestHighlightingMarksCommentsStringsKeywordsAndVariables(t *testing.T) {
	tests := []struct{ language, code, want string }{
		{"sh", "a#b # c", "a#b <i class=c># c</i>"},
		{"sh", `x 'a "b"' "c $d \" $(e "f")"`, `x <i class=s>'a "b"'</i> <i class=s>"c </i><i class=v>$d</i><i class=s> \" </i>$(e <i class=s>"f"</i>)<i class=s>"</i>`},
		{"sh", "for i in $x; do y --done; done", "<i class=k>for</i> i in <i class=v>$x</i>; <i class=k>do</i> y --done; <i class=k>done</i>"},
		{"bash", "cat <<'E'\na $b\nE\nc", "cat <i class=s>&lt;&lt;'E'\na $b\nE</i>\nc"},
		{"sh", "a <b >c 2>&1", "a &lt;b &gt;c 2&gt;&amp;1"},
		{"sh", `open "quotation`, `open <i class=s>"quotation</i>`},
		{"powershell", "get-process -Id $_.Id # x", "<i class=k>get-process</i> -Id <i class=v>$_</i>.Id <i class=c># x</i>"},
		{"pwsh", "{Stop-Process 5};If ($true) {}", "{<i class=k>Stop-Process</i> 5};<i class=k>If</i> (<i class=v>$true</i>) {}"},
		{"bat", "REM x\nset a=%b% & echo \"c\"", "<i class=c>REM x</i>\nset a=<i class=v>%b%</i> &amp; echo <i class=s>\"c\"</i>"},
		{"yaml", "a: \"b\" # c", "a: <i class=s>\"b\"</i> <i class=c># c</i>"},
		{"console", "$ a \"b\" # c", "$ a \"b\" # c"},
		{"", "for", "for"},
	}
	for _, test := range tests {
		l, known := languages[test.language]
		if got := l.highlight(test.code); got != test.want || !known {
			t.Errorf("%s:\n%s\ngot\n%s\nwant\n%s", test.language, test.code, got, test.want)
		}
	}
}

var tags = regexp.MustCompile(`</?i[^>]*>`)

// FuzzHighlight promises that without its tags, highlighted code is the code, letter for letter.
func FuzzHighlight(f *testing.F) {
	for _, seed := range []string{"a 'b' \"c $d\" # e", "\"$(", "<<E\nE", "`\"", "%a%!b!", "\r\n\t\\", "if-then ("} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, code string) {
		code = strings.ToValidUTF8(strings.ReplaceAll(code, "\x00", ""), "")
		for _, name := range []string{"sh", "powershell", "bat", "json", "console"} {
			if got := html.UnescapeString(tags.ReplaceAllString(languages[name].highlight(code), "")); got != code {
				t.Fatalf("%s: %q became %q", name, code, got)
			}
		}
	})
}
