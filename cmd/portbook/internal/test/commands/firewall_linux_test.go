package commands

import (
	"net"
	"regexp"
	"strings"
	"testing"
	"time"
)

// testRule runs a firewall's command, or its dry form where the real one would reach beyond the
// namespace, and checks which rule the port has afterwards.
func testRule(t *testing.T, f fence, want, firewalld string) {
	switch f.tool() {
	case "ufw":
		testUfw(t, f, want)
	case "firewall-cmd":
		testFirewalld(t, f, want, firewalld)
	case "nft":
		testNft(t, f, want)
	default:
		t.Errorf("no way to test a rule of %s", f.tool())
	}
}

func testUfw(t *testing.T, f fence, want string) {
	code := strings.ReplaceAll(f.on(port), "ufw ", "ufw --dry-run ")
	out, err := shell(code).CombinedOutput()
	got := "none"
	if rule := regexp.MustCompile(`(?m)^-A ufw-user-input -p tcp --dport ` + port + ` .*-j (\w+)$`).FindSubmatch(out); rule != nil {
		got = strings.ToLower(string(rule[1]))
	}
	if err != nil || got != want {
		t.Errorf("%s%v: rule %s, want %s\n%s", code, err, got, want, out)
	}
}

// firewalldCopy is a folder with firewalld's configuration for the commands to change.
func firewalldCopy(t *testing.T) string {
	dir := t.TempDir()
	root(t, "cp -r /etc/firewalld/. "+dir+" 2>/dev/null || true")
	return dir
}

func testFirewalld(t *testing.T, f fence, want, dir string) {
	offline := "firewall-offline-cmd --system-config=" + dir
	code := strings.ReplaceAll(f.on(port), "firewall-cmd --permanent", offline)
	out, err := shell(code).CombinedOutput()
	got := "none"
	switch rules := root(t, offline+" --list-all"); {
	case strings.Contains(rules, "\n  ports: "+port+"/tcp\n"):
		got = "accept"
	case strings.Contains(rules, `rule port port="`+port+`" protocol="tcp" drop`):
		got = "drop"
	}
	if err != nil || got != want {
		t.Errorf("%s%v: rule %s, want %s\n%s", code, err, got, want, out)
	}
}

// testNft runs the command for real: the namespace has a firewall of its own.
func testNft(t *testing.T, f fence, want string) {
	if want == "accept" { // needs a firewall that drops what it does not know
		root(t, `nft -f - <<<'table inet filter { chain input { type filter hook input priority 0; policy drop
			ct state established accept; }; }'`)
	}
	if want != "none" && connects(port) != (want == "drop") {
		t.Fatal("the port's state before the command proves nothing")
	}
	code := strings.ReplaceAll(f.on(port), "HANDLE", handle(t))
	out, err := shell(code).CombinedOutput()
	if err != nil {
		t.Errorf("%s%v: %s", code, err, out)
	}
	if want != "none" && connects(port) != (want == "accept") {
		t.Errorf("%sdid not make the firewall %s connections\n%s", code, want, root(t, "nft list ruleset"))
	}
	if want == "none" && handle(t) != "" {
		t.Errorf("%sleft a rule\n%s", code, root(t, "nft list ruleset"))
	}
}

// handle is the number that nft gave to the rule for the port; "" when there is no such rule.
func handle(t *testing.T) string {
	t.Helper()
	rule := regexp.MustCompile(`tcp dport ` + port + ` .*# handle (\d+)`).FindStringSubmatch(root(t, "nft -a list ruleset"))
	if rule == nil {
		return ""
	}
	return rule[1]
}

func connects(port string) bool {
	connection, err := net.DialTimeout("tcp4", "127.0.0.1:"+port, time.Second)
	if err == nil {
		connection.Close()
	}
	return err == nil
}
