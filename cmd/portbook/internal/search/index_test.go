package search

import (
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

const header = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n"

func parse(t *testing.T, rows ...string) *registry.Registry {
	t.Helper()
	r, faults := registry.Parse("registry.csv", []byte(header+strings.Join(rows, "\n")+"\n"))
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	return r
}

// TestNamesAreWrittenOnce: by port, the primary one first, in as few letters as possible.
func TestNamesAreWrittenOnce(t *testing.T) {
	r := parse(t,
		",0,tcp,Reserved,,,,,,,,",
		"ssh,22,tcp,The Secure Shell,,,,,,,,", "ssh,22,udp,The Secure Shell,,,,,,,,",
		"telnet,23,tcp,Telnet,,,,,,,,",
		"exec,512,tcp,remote execution,,,,,,,,", "comsat,512,udp,Comsat,,,,,,,,", "biff,512,udp,Comsat,,,,,,,,", "exec,512,udp,by another way,,,,,,,,",
		"any-net,513,tcp,Any Net!,,,,,,,,", "anynet,514,tcp,Any Net,,,,,,,,",
		"x11,6000-6063,tcp,X Window System,,,,,,,,", "own,6005,tcp,within it,,,,,,,,",
		"nothing,,tcp,Without a Port,,,,,,,,", "nothing,,udp,Without a Port,,,,,,,,")
	want := strings.Join([]string{
		"+22 ssh The Secure Shell", "telnet", "+489 exec remote execution", "=comsat", "=biff", "=exec by another way",
		"*Any Net!", "^Any Net", "+5486-63 x11 X Window System", "+5 own within it",
	}, "\n")
	if got := encodePorts(r); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := encodeNames(r); got != "nothing Without a Port" {
		t.Errorf("got %s", got)
	}
	if got := encodeStatuses(r); got != "0r" {
		t.Errorf("statuses %s", got)
	}
}

// TestLongDescriptionsAreCutBetweenWords.
func TestLongDescriptionsAreCutBetweenWords(t *testing.T) {
	for text, want := range map[string]string{
		"short": "short", strings.Repeat("word ", 30): strings.TrimSpace(strings.Repeat("word ", 20)) + "…",
		strings.Repeat("é", 60): strings.Repeat("é", 50) + "…", strings.Repeat("x", 120): strings.Repeat("x", 100) + "…",
	} {
		if got := shorten(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// TestTextsStayTexts: nothing in the index is code.
func TestTextsStayTexts(t *testing.T) {
	if got := inTemplate.Replace("a`b${c}\\d\r\n"); got != "a\\`b\\${c}\\\\d\\r\n" {
		t.Errorf("got %s", got)
	}
}
