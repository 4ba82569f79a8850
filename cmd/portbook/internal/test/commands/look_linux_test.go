package commands

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// testFinds compares the processes that a command names with those that are there: on a port with
// servers and clients, on one with dual-stack servers, and on one where nothing is. Without sudo,
// as the pages say, other users' processes stay hidden.
func testFinds(t *testing.T, f fence, scene []actor, what string) {
	for _, p := range []string{port, dual, closed} {
		anyone := expected(scene, "listeners", port)[0]
		code := strings.ReplaceAll(f.on(p), "PID", strconv.Itoa(anyone))
		out, _ := shell(code).Output() // lsof and fuser end with 1 when they find nothing
		if got, want := processes(string(out)), expected(scene, what, p); !slices.Equal(got, want) {
			t.Errorf("%s\nfound %v, want %v\n%s\n%s", code, got, want, out, roles(scene))
		}
		out, _ = shell(strings.ReplaceAll(code, "sudo ", "")).Output()
		if got := processes(string(out)); len(got) > 0 {
			t.Errorf("%s\nfinds %v without sudo", code, got)
		}
	}
}

// pidColumn is where ss, lsof and netstat write a process number.
var pidColumn = regexp.MustCompile(`(?m)pid=(\d+)|^\S+ +(\d+) +\S+ +\d+[a-z]* +IPv[46] |(\d+)/\S+\s*$`)

// processes are the process numbers in what a command printed, each once. fuser prints nothing else.
func processes(out string) []int {
	var pids []int
	add := func(word string) {
		if pid, err := strconv.Atoi(word); err == nil {
			pids = append(pids, pid)
		}
	}
	for _, match := range pidColumn.FindAllStringSubmatch(out, -1) {
		add(match[1] + match[2] + match[3])
	}
	if !strings.ContainsFunc(out, func(r rune) bool { return r > ' ' && (r < '0' || r > '9') }) {
		for _, word := range strings.Fields(out) {
			add(word)
		}
	}
	slices.Sort(pids)
	return slices.Compact(pids)
}

func roles(scene []actor) string {
	var b strings.Builder
	for _, a := range scene {
		b.WriteString(strconv.Itoa(a.pid) + " " + a.role + "\n")
	}
	return b.String()
}

func testTimeWait(t *testing.T, f fence) {
	out, err := shell(f.on(waiting)).Output()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err != nil || slices.ContainsFunc(lines, func(line string) bool {
		return !strings.HasPrefix(line, "TIME-WAIT") || !strings.Contains(line, ":"+waiting+" ")
	}) {
		t.Errorf("%s%v: want connections of port %s in TIME-WAIT\n%s", f.on(waiting), err, waiting, out)
	}
	if out, _ := shell(f.on(closed)).Output(); len(out) > 0 {
		t.Errorf("%sfinds %s", f.on(closed), out)
	}
}

// answers are the words by which the pages explain what a test from elsewhere says.
var answers = map[string]map[string]*regexp.Regexp{
	"tcp": {
		port:     regexp.MustCompile(`succeeded| open `),
		closed:   regexp.MustCompile(`refused| closed `),
		filtered: regexp.MustCompile(`timed out| filtered `),
	},
	"udp": {
		port:     regexp.MustCompile(` open\|filtered `),
		closed:   regexp.MustCompile(` closed `),
		filtered: regexp.MustCompile(` open\|filtered `),
	},
}

func testAnswers(t *testing.T, f fence, transport string) {
	for p, want := range answers[transport] {
		code := strings.ReplaceAll(f.on(p), "HOST", "127.0.0.1")
		out, _ := shell(code).CombinedOutput()
		if !want.Match(out) {
			t.Errorf("%swant %s\n%s", code, want, out)
		}
		for other, pattern := range answers[transport] {
			if other != p && pattern.String() != want.String() && pattern.Match(out) {
				t.Errorf("%sis taken for %s\n%s", code, pattern, out)
			}
		}
	}
}
