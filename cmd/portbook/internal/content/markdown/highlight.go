package markdown

import (
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"
)

// highlight returns code as HTML with the few classes that get a colour: c comment, s string,
// k keyword or command, v variable. Chroma's own formatter wraps every token, which would
// make the commands the heaviest part of a page.
func (l language) highlight(code string) string {
	tokens := l.tokens(code)
	var html []byte
	for len(tokens) > 0 {
		class := classOf(tokens[0].Type)
		n := slices.IndexFunc(tokens, func(t chroma.Token) bool { return classOf(t.Type) != class })
		if n < 0 {
			n = len(tokens)
		}
		html = appendClassed(html, class, tokens[:n])
		tokens = tokens[n:]
	}
	return string(html)
}

func appendClassed(dst []byte, class string, tokens []chroma.Token) []byte {
	if class != "" {
		dst = append(dst, "<i class="+class+">"...)
	}
	for _, t := range tokens {
		dst = appendMarkup(dst, t.Value)
	}
	if class != "" {
		dst = append(dst, "</i>"...)
	}
	return dst
}

func classOf(t chroma.TokenType) string {
	switch t {
	case chroma.Comment:
		return "c"
	case chroma.String:
		return "s"
	case chroma.Keyword, chroma.NameBuiltin:
		return "k"
	case chroma.NameVariable:
		return "v"
	}
	return ""
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
	plain := []chroma.Token{{Type: chroma.Text, Value: code}}
	if l.lexer == nil {
		return plain
	}
	for range attempts {
		start := time.Now()
		tokens := lex(l.lexer(), code)
		if time.Since(start) > patience {
			continue
		}
		if join(tokens) == code {
			return tokens
		}
		break
	}
	return plain
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

func join(tokens []chroma.Token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.Value)
	}
	return b.String()
}
