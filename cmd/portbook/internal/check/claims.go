package check

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
)

//go:embed claims.yaml
var claimsYAML []byte

// A falseClaim is an entry of claims.yaml, which says what the keys mean.
type falseClaim struct {
	Claim   string `yaml:"claim" required:"true"`
	Instead string `yaml:"instead" required:"true"`
	Source  string `yaml:"source" required:"true"`
	Unless  string `yaml:"unless"`

	claim, unless *regexp.Regexp
}

var falseClaims = sync.OnceValue(func() []falseClaim {
	var table struct {
		Claims []falseClaim `yaml:"claims"`
	}
	if faults := frontmatter.Decode("claims.yaml", 1, claimsYAML, &table); len(faults) > 0 {
		panic(faults)
	}
	for i := range table.Claims {
		c := &table.Claims[i]
		c.claim, c.unless = regexp.MustCompile("(?i)"+c.Claim), regexp.MustCompile(c.Unless)
	}
	return table.Claims
})

// denied is a sentence that speaks of a claim without making it.
var denied = regexp.MustCompile(`(?i)\b(?:not|no|nor|wrong|false|myth|mistake|hardly|cannot|nothing)\b|n['’]t\b|\?$`)

// claims reports sentences that make a false claim, in prose and in commands.
func claims(t *text, report report) {
	if t.locale != "" {
		return // the patterns are English
	}
	for _, f := range t.fields {
		for _, b := range f.blocks {
			claimsIn(b, report)
		}
	}
}

func claimsIn(b markdown.Block, report report) {
	for i, sentence := range sentences(b) {
		if b.Kind != markdown.Code {
			i = 0 // it is all on one line
		}
		for _, c := range falseClaims() {
			if claim := c.in(sentence); claim != "" {
				report(b.Line+i, "a common claim that is not true: "+strings.Trim(claim, "`"), c.Instead+"; see "+c.Source)
			}
		}
	}
}

// in returns the part of a sentence that makes the claim, or "".
func (c *falseClaim) in(sentence string) string {
	at := c.claim.FindStringIndex(sentence)
	if at == nil || denied.MatchString(sentence[:at[0]]) || denied.MatchString(sentence[at[1]:]) ||
		c.Unless != "" && c.unless.MatchString(sentence) {
		return ""
	}
	return sentence[at[0]:at[1]]
}

// sentences parts what a block says; of code every line counts as one, in backticks as in Markdown.
func sentences(b markdown.Block) []string {
	if b.Kind == markdown.Code {
		return strings.Split("`"+strings.ReplaceAll(strings.TrimRight(b.Text, "\n"), "\n", "`\n`")+"`", "\n")
	}
	return strings.SplitAfter(strings.NewReplacer(". ", ".\n", "! ", "!\n", "? ", "?\n").Replace(b.Text), "\n")
}
