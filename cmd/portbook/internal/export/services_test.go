package export_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// serviceLine is a line as services(5) describes it.
var serviceLine = regexp.MustCompile(`^(\S+)\s+([0-9]+)/(tcp|udp|sctp|dccp)((?:\s+[^\s#]+)*)(?:\s+# (\S.*))?$`)

// TestServicesHaveTheFormOfServices5, one line a port and transport, with every service that the registry
// names for a transport.
func TestServicesHaveTheFormOfServices5(t *testing.T) {
	services, _ := named(t)
	seen := map[string]bool{}
	list, _ := facts(t)
	for i, line := range lines(t, file(t, wholeSite(t), "data/services")) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		m := serviceLine.FindStringSubmatch(line)
		if m == nil {
			t.Errorf("line %d: %q", i+1, line)
			continue
		}
		place := m[2] + "/" + m[3]
		if seen[place] {
			t.Errorf("line %d: %s again", i+1, place)
		}
		seen[place] = true
		names := append([]string{m[1]}, strings.Fields(m[4])...)
		for _, name := range names {
			if len(name) > 15 {
				t.Errorf("line %d: the name %s is too long", i+1, name)
			}
		}
		f := list[number(t, m[2])]
		if want := services[f.Number][m[3]]; !slices.Equal(slices.Sorted(slices.Values(names)), slices.Sorted(slices.Values(want))) {
			t.Errorf("line %d: %q, the registry has %q", i+1, names, want)
		}
	}
	for port := range registry.Ports {
		for transport, names := range services[port] {
			if transport != "unstated" && len(names) > 0 && !seen[place(port, transport)] {
				t.Errorf("no line for %s", place(port, transport))
			}
		}
	}
}

// TestGetentReadsTheServices in place of /etc/services, in a mount namespace of its own.
func TestGetentReadsTheServices(t *testing.T) {
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("needs root on Linux")
	}
	dir := t.TempDir()
	services := filepath.Join(dir, "services")
	if err := os.WriteFile(services, []byte(file(t, wholeSite(t), "data/services")), 0o644); err != nil {
		t.Fatal(err)
	}
	asked := []struct{ key, want string }{
		{"853/tcp", "domain-s 853/tcp"},
		{"ssh", "ssh 22/tcp"},
		{"80/tcp", "http 80/tcp www www-http"},
		{"www", "http 80/tcp www www-http"},
		{"514/udp", "syslog 514/udp"},
		{"514/tcp", "shell 514/tcp"},
		{"22/sctp", "ssh 22/sctp"},
		{"6063/udp", "x11 6063/udp"},
		{"856/tcp", ""},
		{"minecraft", ""},
	}
	for _, c := range asked {
		cmd := exec.CommandContext(t.Context(), "unshare", "-m", "sh", "-c", `mount --bind "$1" /etc/services && exec getent -s files services "$2"`, "sh", services, c.key)
		out, err := cmd.CombinedOutput()
		if got := strings.Join(strings.Fields(string(out)), " "); got != c.want {
			if strings.Contains(got, "unshare") || strings.Contains(got, "mount:") {
				t.Skipf("no mount namespaces here: %s", got)
			}
			t.Errorf("getent services %s: %q (%v), want %q", c.key, got, err, c.want)
		}
	}
}
