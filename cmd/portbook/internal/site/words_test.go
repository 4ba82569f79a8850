package site

import (
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
)

// TestEveryWordIsMissed: a word that the program needs and content/words.yaml has not is a fault for
// each such word, not an empty heading.
func TestEveryWordIsMissed(t *testing.T) {
	in := tinySite(t)
	words, faults := content.ReadWords("content/words.yaml", []byte(readFile(t, "content/words.yaml")))
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	writeFile(t, "content/words.yaml", "another: word\n")
	_, faults = Load(in)
	said := faults.Error()
	for key := range words.All() {
		if !strings.Contains(said, " "+key+" ") {
			t.Errorf("nobody misses the word %s", key)
		}
	}
}

// TestWordsOfListsHoldOnlyWhatListsHave: a list has no port of its own.
func TestWordsOfListsHoldOnlyWhatListsHave(t *testing.T) {
	for _, line := range []string{`thousand-title: "Around {port}"`, `range-user-lead: "{service}"`, `ports-title: "{prot}"`, `crumb-ports: "{port}"`} {
		t.Run(line, func(t *testing.T) {
			in := tinySite(t)
			key, _, _ := strings.Cut(line, ":")
			var kept []string
			for old := range strings.Lines(readFile(t, "content/words.yaml")) {
				if !strings.HasPrefix(old, key+":") {
					kept = append(kept, old)
				}
			}
			writeFile(t, "content/words.yaml", strings.Join(kept, "")+line+"\n")
			if _, faults := Load(in); !strings.Contains(faults.Error(), "content/words.yaml") {
				t.Errorf("no fault names it: %v", faults.Err())
			}
		})
	}
}

// TestTheStatusOfAWordlessPageIsAFault: every port needs a heading, a lead and a description.
func TestTheStatusOfAWordlessPageIsAFault(t *testing.T) {
	in := tinySite(t)
	writeFile(t, "content/status/any.md", "---\nwhen: {status: [unassigned, reserved]}\nheading: None\ndescription: None of {port}\nlead: None\n---\n")
	_, faults := Load(in)
	if got := faults.Error(); !strings.Contains(got, "content/status: no heading, lead or description for port 49152 and ports like it") {
		t.Errorf("it says %s", got)
	}
}
