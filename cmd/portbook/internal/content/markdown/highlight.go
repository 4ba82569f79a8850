package markdown

import (
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"
)

// markup escapes text for element content only, where quotes and plus signs may stand: code is full of them, and every
// byte is paid 65,536 times.
var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\x00", "\uFFFD")

// highlight returns code as HTML with the few classes that get a colour: c comment, s string,
// k keyword or command, v variable. Chroma's own formatter wraps every token, which would
// make the commands the heaviest part of a page.
func (l language) highlight(code string) string {
	var html strings.Builder
	before := ""
	for _, t := range append(l.tokens(code), chroma.Token{}) {
		class := classes[t.Type]
		if before != "" && class != before {
			html.WriteString("</i>")
		}
		if class != "" && class != before {
			html.WriteString("<i class=" + class + ">")
		}
		html.WriteString(markup.Replace(t.Value))
		before = class
	}
	return html.String()
}

var classes = map[chroma.TokenType]string{
	chroma.Comment: "c", chroma.String: "s", chroma.Keyword: "k", chroma.NameBuiltin: "k", chroma.NameVariable: "v",
}

// patience is well below the time (250 ms) after which chroma gives up on a pattern and takes the
// next: by the clock on the wall, so a machine busy elsewhere would change a page's bytes.
const (
	patience = 200 * time.Millisecond
	attempts = 4
)

// tokens cuts code into tokens. Whatever goes wrong, the reader gets the code itself: a wrong
// colour is a blemish, a missing letter in a command is not.
func (l language) tokens(code string) []chroma.Token {
	for attempt := 0; l.lexer != nil && attempt < attempts; attempt++ {
		start := time.Now()
		tokens := lex(l.lexer, code)
		if time.Since(start) > patience {
			continue
		}
		if chroma.Stringify(tokens...) == code {
			return tokens
		}
		break
	}
	return []chroma.Token{{Type: chroma.Text, Value: code}}
}

// lex runs chroma, which reports errors within a text by panicking; it returns nil then.
func lex(lexer *chroma.RegexLexer, code string) (tokens []chroma.Token) {
	defer func() {
		if recover() != nil {
			tokens = nil
		}
	}()
	it, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root"}, code)
	if err != nil {
		return nil
	}
	return it.Tokens()
}
