package check

import (
	"slices"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
)

// TestTrueSentencesAreNoFalseClaims: each claim with what a careful writer says of the same thing.
func TestTrueSentencesAreNoFalseClaims(t *testing.T) {
	for said, want := range map[string]bool{
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
	} {
		found := false
		x := text{}
		x.claimsIn(markdown.Block{Line: 1, Text: said}, func(string, int, string, string) { found = true })
		if found != want {
			t.Errorf("%q: found is %v", said, found)
		}
	}
}

func TestCommandsNamePorts(t *testing.T) {
	for line, want := range map[string][]string{
		"ssh -p 8022 user@host":            {"8022"},
		"ssh -p8022 user@host":             {"8022"},
		"sudo ufw allow 8022/tcp":          {"8022"},
		"curl http://localhost:8080/x":     {"8080"},
		"nc -vz -w 3 HOST 22":              {"22"},
		"nc -vz -w 3 HOST {port}":          nil,
		"ss -ltn 'sport = :855'":           {"855"},
		"tcpdump -n port 53":               {"53"},
		"echo > /dev/tcp/localhost/25":     {"25"},
		"date +%H:%M:%S 12:34:56":          nil,
		"nmap -p 1-1000 HOST":              nil,
		"docker run -p 127.0.0.1:8080:80 ": nil,
		"mkdir -p 99999 a:0 -p 022":        nil,
		"tcp.port == 443":                  {"443"},
	} {
		if got := portsIn(line); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", line, got, want)
		}
	}
}

// TestRulesAreDescribed: each has a name of its own and says what it finds.
func TestRulesAreDescribed(t *testing.T) {
	seen := map[string]bool{"load": true, "slow": true}
	for _, r := range rules {
		if seen[r.name] || r.finds == "" || r.find == nil || r.level != Error && r.level != Warning {
			t.Errorf("rule %+v", r)
		}
		seen[r.name] = true
	}
}
