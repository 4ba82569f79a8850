package markdown

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// The grammars are our own, run by chroma's engine. Chroma's package of ready lexers registers
// some 300 of them whenever a program starts (14 ms, even for `portbook show`) and compiles
// far more than the four classes that our style sheet colours (another 17 ms for three shells).

// A language is one way in which code blocks are shown.
type language struct {
	class string             // of its element pre, as an attribute
	lexer *chroma.RegexLexer // nil for one without colours; it compiles on first use
}

// languageAdvice says which languages there are.
func languageAdvice(info string) string {
	names := slices.Sorted(maps.Keys(languages))
	return cmp.Or(fault.DidYouMean(info, names), "known are "+strings.TrimPrefix(strings.Join(names, ", "), ", "))
}

// languages maps info strings to languages. Commands, of which pages are full, go without a class; what programs print
// has one.
var languages = func() map[string]language {
	out, plain := language{class: " class=out"}, language{}
	sh := grammar(shRules, false)
	powershell := grammar(powershellRules, true)
	bat := grammar(batRules, true)
	data := grammar(dataRules, false)
	return map[string]language{
		"": out, "console": out, "text": out, "http": plain,
		"sh": sh, "bash": sh, "shell": sh, "zsh": sh,
		"powershell": powershell, "pwsh": powershell, "ps1": powershell,
		"bat": bat, "batch": bat, "cmd": bat,
		"conf": data, "ini": data, "json": data, "toml": data, "yaml": data,
	}
}()

func grammar(rules func() chroma.Rules, caseless bool) language {
	return language{"", chroma.MustNewLexer(&chroma.Config{CaseInsensitive: caseless}, rules)}
}

// words matches text that no rule of a grammar wants: what separates commands, or a word that is none of
// these, with the blanks after it. Every grammar asks for it first, since the engine pays for
// every rule that it tries and for every token.
func words(none string) chroma.Rule {
	return chroma.Rule{
		Pattern: `[{}\[\];|&>,=!?*]+[ \t]*|(?!(?:` + none + `)(?![\w./:=-]))[\w./:+^~-]+[ \t]*|\s+`,
		Type:    chroma.Text,
	}
}

// anything is one character of text: the last rule, so that no letter is ever lost.
var anything = chroma.Rule{Pattern: `[\s\S]`, Type: chroma.Text}

// shell returns the rules of a language whose strings hold variables and commands in parentheses, which nest.
func shell(root []chroma.Rule, variable, escape string) chroma.Rules {
	return chroma.Rules{
		"root": root,
		"string": {
			{Pattern: `"`, Type: chroma.String, Mutator: chroma.Pop(1)},
			{Pattern: `(?:` + escape + `[\s\S]|[^"` + escape + `$])+`, Type: chroma.String},
			{Pattern: variable, Type: chroma.NameVariable},
			{Pattern: `\$\(`, Type: chroma.Text, Mutator: chroma.Push("group")},
			{Pattern: `.`, Type: chroma.String},
		},
		"group": {
			{Pattern: `\)`, Type: chroma.Text, Mutator: chroma.Pop(1)},
			chroma.Include("root"),
		},
	}
}

func shRules() chroma.Rules {
	const variable = `\$(?:\w+|\{[^}\n]*\}|[#$?!*@-])`
	const keywords = `if|then|elif|else|fi|for|while|until|do|done|case|esac`
	return shell([]chroma.Rule{
		words(keywords),
		{Pattern: `'[^']*'`, Type: chroma.String},
		{Pattern: `"`, Type: chroma.String, Mutator: chroma.Push("string")},
		{Pattern: variable, Type: chroma.NameVariable},
		{Pattern: `\$?\(`, Type: chroma.Text, Mutator: chroma.Push("group")},
		{Pattern: `(?<!\S)#.*`, Type: chroma.Comment},
		{Pattern: `<<-?[ \t]*(['"]?)((?>\w+))\1[\s\S]*?\n\2\b`, Type: chroma.String},
		{Pattern: `(?:` + keywords + `)\b`, Type: chroma.Keyword},
		{Pattern: `\\[\s\S]`, Type: chroma.Text},
		anything,
	}, variable, `\\`)
}

func powershellRules() chroma.Rules {
	const variable = `\$(?:[\w:]+|\{[^}\n]*\})`
	const keywords = `if|elseif|else|foreach|for|while|do|switch|function|return|try|catch|finally|throw`
	const command = `[a-z]+-[a-z]\w*`
	return shell([]chroma.Rule{
		words(keywords + `|` + command),
		{Pattern: command, Type: chroma.NameBuiltin},
		{Pattern: `'[^']*'`, Type: chroma.String},
		{Pattern: `"`, Type: chroma.String, Mutator: chroma.Push("string")},
		{Pattern: variable, Type: chroma.NameVariable},
		{Pattern: `[$@]?\(`, Type: chroma.Text, Mutator: chroma.Push("group")},
		{Pattern: `<#[\s\S]*?#>|(?<!\S)#.*`, Type: chroma.Comment},
		{Pattern: `(?:` + keywords + `)\b`, Type: chroma.Keyword},
		{Pattern: "`[\\s\\S]", Type: chroma.Text},
		anything,
	}, variable, "`")
}

func batRules() chroma.Rules {
	const keywords = `if|else|for|do|goto|call|exit`
	return chroma.Rules{
		"root": {
			{Pattern: `(?<=^[ \t@]*)(?:rem\b|::).*`, Type: chroma.Comment},
			{Pattern: `%[a-z_]\w*%|%%?~?\w|![a-z_]\w*!`, Type: chroma.NameVariable},
			words(keywords),
			{Pattern: `"[^"\n]*"`, Type: chroma.String},
			{Pattern: `(?:` + keywords + `)\b`, Type: chroma.Keyword},
			anything,
		},
	}
}

// dataRules serve all formats of keys and values: comments and quoted strings are what they share.
func dataRules() chroma.Rules {
	const keywords = `true|false|null`
	return chroma.Rules{
		"root": {
			{Pattern: `(?<!\S)(?:#|;|//).*`, Type: chroma.Comment},
			words(keywords),
			{Pattern: `"(?:\\.|[^"\\\n])*"|(?<!\w)'[^'\n]*'`, Type: chroma.String},
			{Pattern: `(?:` + keywords + `)\b`, Type: chroma.Keyword},
			anything,
		},
	}
}

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
