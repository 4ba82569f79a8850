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

// falseClaims lists what claims.yaml says.
var falseClaims = sync.OnceValue(func() []falseClaim {
	var table struct {
		Claims []falseClaim `yaml:"claims,required"`
	}
	if faults := frontmatter.Decode("claims.yaml", 1, claimsYAML, &table); len(faults) > 0 {
		panic(faults)
	}
	return table.Claims
})

type falseClaim struct {
	Claim   regexp.Regexp  `yaml:"claim,required"`
	Instead string         `yaml:"instead,required"`
	Source  string         `yaml:"source,required"`
	Unless  *regexp.Regexp `yaml:"unless"`
}

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
	at := c.Claim.FindStringIndex(sentence)
	if at == nil || denied.MatchString(sentence[:at[0]]) || denied.MatchString(sentence[at[1]:]) ||
		c.Unless != nil && c.Unless.MatchString(sentence) {
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
