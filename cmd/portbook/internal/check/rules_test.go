package check

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestTrueSentencesAreNoFalseClaims: each claim with what a careful writer says of the same thing.
func TestTrueSentencesAreNoFalseClaims(t *testing.T) {
	checkNotes(t, "claims", map[string]bool{
		"IANA has kept ports 855-859 in reserve.":                                       true,
		"Does IANA keep port 855 in reserve?":                                           false,
		"The port has never been allocated.":                                            true,
		"A dynamic port is never assigned.":                                             false,
		"There are 65,536 available ports.":                                             true,
		"There are 65,536 values.":                                                      false,
		"Ports 0-1023 are reserved for system services.":                                true,
		"Binding it requires root.":                                                     true,
		"On Linux, binding it requires root or a capability.":                           false,
		"It was set aside decades ago when the port system was designed.":               true,
		"Port 443 handles every encrypted page.":                                        true,
		"Port {port} is available for use.":                                             true,
		"Port {port} is available for assignment.":                                      false,
		"Choose an unassigned port to avoid conflicts.":                                 true,
		"Choosing an unassigned port avoids no conflicts; it is not meant to.":          false,
		"Stop it with `kill -9 $(lsof -t -i :855)`.":                                    true,
		"Stop it with `kill $(lsof -t -nP -iTCP:855 -sTCP:LISTEN)`.":                    false,
		"See `sudo ss -tulpn | grep :855`.":                                             true,
		"See `ss -tulpn | grep ':855 '`.":                                               false,
		"Never write `kill $(lsof -t -i :{port})`: it is wrong, and kills clients too.": false,
		"It is wrong to write `kill $(lsof -t -i :{port})`.":                            false,
	}, func(found []string) bool { return len(found) == 1 })
}

// checkNotes checks a site with a note of each text, and compares what a rule finds in it with what is wanted.
func checkNotes[T any](t *testing.T, rule string, texts map[string]T, result func(problems []string) T) {
	t.Helper()
	in := tinySite(t)
	problems, written := map[string][]string{}, slices.Sorted(maps.Keys(texts))
	name := func(i int) string { return fmt.Sprintf("content/notes/note-%d.md", i) }
	for i, text := range written {
		writeFile(t, name(i), []byte("---\ntitle: A note\n---\n"+text+"\n"))
	}
	_, found := Run(in)
	for _, f := range found {
		switch f.Rule {
		case rule:
			problems[f.File] = append(problems[f.File], f.Problem)
		case "load":
			t.Error(f)
		}
	}
	for i, text := range written {
		if got := result(problems[name(i)]); !reflect.DeepEqual(got, texts[text]) {
			t.Errorf("%q: got %v, want %v", text, got, texts[text])
		}
	}
}

func TestCommandsNamePorts(t *testing.T) {
	checkNotes(t, "command-port", map[string]string{
		"    ssh -p 8022 user@host":            "a command with port 8022",
		"    ssh -p8022 user@host":             "a command with port 8022",
		"    sudo ufw allow 8022/tcp":          "a command with port 8022",
		"    curl http://localhost:8080/x":     "a command with port 8080",
		"    nc -vz -w 3 HOST 22":              "a command with port 22",
		"    nc -vz -w 3 HOST {port}":          "",
		"    ss -ltn 'sport = :855'":           "a command with port 855",
		"    tcpdump -n port 53":               "a command with port 53",
		"    echo > /dev/tcp/localhost/25":     "a command with port 25",
		"    date +%H:%M:%S 12:34:56":          "",
		"    nmap -p 1-1000 HOST":              "",
		"    docker run -p 127.0.0.1:8080:80 ": "",
		"    mkdir -p 99999 a:0 -p 022":        "",
		"    tcp.port == 443":                  "a command with port 443",
	}, func(found []string) string { return strings.Join(found, ", ") })
}

// TestRulesAreDescribed: each has a name of its own and says what it finds.
func TestRulesAreDescribed(t *testing.T) {
	seen := map[string]bool{"load": true}
	for _, r := range rules {
		if seen[r.name] || r.finds == "" || r.find == nil || r.level != Error && r.level != Warning {
			t.Errorf("rule %+v", r)
		}
		seen[r.name] = true
	}
}
