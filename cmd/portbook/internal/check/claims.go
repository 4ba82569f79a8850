package check

import (
	"regexp"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
)

// A claim is something about ports that many pages on the web say and that is not true, or not true as
// it is said. Its pattern must fit the claim and nothing else: a false alarm is worse than a miss.
type claim struct {
	pattern *regexp.Regexp
	instead string         // what is true
	source  string         // where it is stated
	except  *regexp.Regexp // what else in the sentence makes it true; nil for nothing
}

func newClaim(pattern, instead, source string) claim {
	return claim{pattern: regexp.MustCompile("(?i)" + pattern), instead: instead, source: source}
}

// unless adds what makes the claim true.
func (c claim) unless(pattern string) claim {
	c.except = regexp.MustCompile(pattern)
	return c
}

const anyPort = `(?:\d{1,5}|\{port\}|N|PORT)`

// falseClaims lists them.
var falseClaims = []claim{
	newClaim(`\bIANA (?:has )?(?:kept|keeps|holds|held) (?:ports? )?[\w{}–-]+ in reserve|\bunassigned[^.]{0,30}\b(?:kept|held|set aside) in reserve`,
		"reserved is a status of its own; an unassigned port is open to applications", "https://www.rfc-editor.org/rfc/rfc6335#section-6"),
	newClaim(`\b(?:has|have) never been (?:allocated|assigned|registered)\b|\bhas never (?:allocated|assigned) (?:it|them|port)`,
		"the registry lists the present, not the past: say what it lists now", "https://www.rfc-editor.org/rfc/rfc6335#section-6"),
	newClaim(`\b65,?536 (?:available|usable) ports\b|\b65,?535 (?:available |different )?(?:possible )?ports? numbers? exist`,
		"there are 65,536 values for each transport, and 0 is reserved", "https://www.rfc-editor.org/rfc/rfc6335#section-6"),
	newClaim(`\b(?:0|1)\s*(?:-|–|to)\s*1023\b[^.]{0,40}\breserved for (?:the |operating )?system`,
		"System Ports are assigned under stricter rules; they are not reserved as a whole", "https://www.rfc-editor.org/rfc/rfc6335#section-8.1.2"),
	newClaim(`\b(?:binding|listening|bind|listen)\b[^.]{0,50}\b(?:always )?requires? (?:root|administrat\w+)\b|\brequires? (?:root|administrat\w+) (?:privileges?|rights?|access) to (?:bind|listen|use)\b`,
		"that depends on the system: name the one you mean", "https://www.rfc-editor.org/rfc/rfc7605#section-7.3").unless(`Linux|macOS|BSD|Unix|Windows|systems?\b`),
	newClaim(`\b(?:set aside|reserved) decades ago when\b|\bwhen the port system was designed\b|\bwell-known range was (?:sized|designed)\b`,
		"the list ended at 255 until 1990 and reached 1023 in 1992", "https://www.rfc-editor.org/rfc/rfc1340"),
	newClaim(`\bproof that the (?:designers|engineers|inventors)\b`,
		"the stated principle is to conserve a small space", "https://www.rfc-editor.org/rfc/rfc6335#section-7.2"),
	newClaim(`\bport 443 (?:handles|carries|encrypts) (?:every|all)\b`,
		"443 is the default of https, not the only port, and HTTP/3 uses UDP", "https://www.rfc-editor.org/rfc/rfc9114#section-3.1"),
	newClaim(`\b(?:delivering|carried|carrying) e?-?mail since 1982\b`,
		"SMTP stands at 25 in RFC 790 of September 1981 already", "https://www.rfc-editor.org/rfc/rfc790"),
	newClaim(`\bport `+anyPort+` is (?:free|available) (?:to use|for use|for your|for any)\b|\bavailable for over (?:forty|40) years\b`,
		"unassigned means available for assignment; use without it is not authorised", "https://www.rfc-editor.org/rfc/rfc7605#section-7.8"),
	newClaim(`\b(?:choose|choosing|pick|picking|use|using) an unassigned (?:port|number)\b[^.]{0,40}\bavoids? conflicts?\b|\bto avoid conflicts?\b[^.]{0,40}\b(?:choose|pick|use) an unassigned\b`,
		"the number may be assigned later: make it configurable, or apply for one", "https://www.rfc-editor.org/rfc/rfc7605#section-7.8"),
	newClaim("`[^`]*\\bkill (?:-\\w+ )?\\$\\(lsof -t[^`)]* -?i ?:"+anyPort,
		"that kills the clients of the port too: select the listener with -sTCP:LISTEN", "https://manpages.debian.org/bookworm/lsof/lsof.8.en.html"),
	newClaim("`[^`|]*\\b(?:ss|netstat) [^`|]*\\| *grep (?:-\\w+ )?[\"']?:"+anyPort+"[\"']?`",
		"the pattern also finds longer numbers, such as :8550 for :855", "https://manpages.debian.org/bookworm/iproute2/ss.8.en.html"),
	newClaim("`[^`|]*\\bnetstat [^`|]*\\| *findstr (?:/\\w+ )*[\"']?:"+anyPort+"[\"']?`",
		"the pattern also finds longer numbers and foreign addresses", "https://learn.microsoft.com/windows-server/administration/windows-commands/netstat"),
	newClaim(`\bdynamic ports?\b[^.]{0,40}\bare reserved for clients?\b|\breserved for (?:client|ephemeral) (?:use|connections)\b`,
		"dynamic ports are never assigned and anyone may use a free one; systems choose client ports from ranges of their own", "https://www.rfc-editor.org/rfc/rfc6335#section-8.1.2"),
}

// denied is a sentence that speaks of a claim without making it.
var denied = regexp.MustCompile(`(?i)\b(?:not|no|nor|wrong|false|myth|mistake|hardly|cannot|nothing)\b|n['’]t\b|\?$`)

// claims reports sentences that make a false claim, in prose and in commands. The patterns are English.
func claims(t *text, report report) {
	for _, b := range t.blocks {
		for i, sentence := range sentences(b) {
			for _, c := range falseClaims {
				claim := c.in(sentence)
				if t.locale != "" || claim == "" {
					continue
				}
				line := b.Line
				if b.Kind == markdown.Code {
					line += i
				}
				report(line, "a common claim that is not true: "+strings.Trim(claim, "`"), c.instead+"; see "+c.source)
			}
		}
	}
}

// in returns the part of a sentence that makes the claim, or "".
func (c claim) in(sentence string) string {
	at := c.pattern.FindStringIndex(sentence)
	if at == nil || denied.MatchString(sentence[:at[0]]) || denied.MatchString(sentence[at[1]:]) || c.except != nil && c.except.MatchString(sentence) {
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
