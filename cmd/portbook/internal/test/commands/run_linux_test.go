package commands

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// packages names what to install for each tool that the pages mention.
var packages = map[string]string{
	"ss": "iproute2", "ip": "iproute2", "lsof": "lsof", "fuser": "psmisc", "netstat": "net-tools",
	"nc": "netcat-openbsd", "nmap": "nmap", "tcpdump": "tcpdump", "tshark": "tshark", "nft": "nftables",
	"ufw": "ufw", "firewall-cmd": "firewalld", "sysctl": "procps", "nsenter": "util-linux",
	"kill": "procps", "systemctl": "systemd",
}

const insideVariable = "PORTBOOK_TEST_NAMESPACE"

// TestLinuxCommandsFindWhatThePageSays runs every Linux command of the site as root in a network
// namespace of its own, among listeners, clients and decoys, and compares what it finds or does
// with what its fence says.
func TestLinuxCommandsFindWhatThePageSays(t *testing.T) {
	all := fences(t, "checks/linux/*.md", "guides/linux.md")
	if os.Getenv(insideVariable) != "" {
		testInNamespace(t, all)
		return
	}
	if os.Geteuid() != 0 {
		unable(t, "must run as root")
	}
	for _, tool := range []string{"ip", "nft"} { // the scene is set with them
		if _, err := exec.LookPath(tool); err != nil {
			unable(t, "apt-get install "+packages[tool])
		}
	}
	for _, f := range all {
		requireTool(t, f)
	}
	cmd := exec.Command("/proc/self/exe", "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), insideVariable+"=yes")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	out, err := cmd.CombinedOutput()
	t.Log(string(out))
	if err != nil {
		t.Error(err)
	}
}

// unable ends a test that cannot run here: on a machine of a developer that is no failure.
func unable(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// requireTool reports a tool that is not installed under its own name.
func requireTool(t *testing.T, f fence) {
	pkg, known := packages[f.tool()]
	if !known {
		t.Errorf("%s: the test does not know the package of %q (add it to packages)", f.name(), f.tool())
	}
	if f.runnable() || f.says["runs"] == "elsewhere" {
		return
	}
	t.Run(f.tool(), func(t *testing.T) { unable(t, "apt-get install "+pkg) })
}

// tool is the program of a fence's first command.
func (f fence) tool() string {
	words := strings.Fields(strings.TrimPrefix(f.code, "sudo "))
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

func (f fence) runnable() bool {
	_, err := exec.LookPath(f.tool())
	return err == nil && f.says["runs"] != "elsewhere"
}

// testInNamespace is the test on the stage: first what only looks, all at once, then what changes things.
func testInNamespace(t *testing.T, all []fence) {
	root(t, "ip link set lo up")
	// From some ports, such as 37008, tshark takes a packet for another protocol's and does not print the ports. From
	// these it takes none for anything.
	root(t, "echo 50000 53999 > /proc/sys/net/ipv4/ip_local_port_range")
	root(t, `nft -f - <<<'table inet scene { chain input { type filter hook input priority -5
		meta l4proto { tcp, udp } th dport `+filtered+` drop; }; }'`)
	scene := startAll(t)
	leaveTimeWait(t)
	t.Run("look", func(t *testing.T) {
		for _, f := range all {
			if look := looks(f, scene); look != nil && f.runnable() {
				t.Run(f.name(), func(t *testing.T) { t.Parallel(); look(t) })
			}
		}
	})
	firewalld := firewalldCopy(t)
	for _, f := range all {
		if change := changes(f, scene, firewalld); change != nil && f.runnable() {
			t.Run(f.name(), change)
		}
	}
	for _, f := range all {
		checkAttributes(t, f)
	}
}

// checkAttributes makes sure that no command goes untested for want of a word or because of a wrong one.
func checkAttributes(t *testing.T, f fence) {
	switch {
	case f.language == "console":
	case f.says["runs"] == "elsewhere" && !f.sourced:
		t.Errorf("%s: what runs elsewhere needs its source in the front matter", f.name())
	case f.says["runs"] == "elsewhere":
	case f.language != "sh" || len(f.says) != 1 || looks(f, nil) == nil && changes(f, nil, "") == nil:
		t.Errorf("%s: the fence does not say what its command does (see doc.go)", f.name())
	}
}

// looks is the test of a command that changes nothing; nil for others.
func looks(f fence, scene []actor) func(*testing.T) {
	for attribute, what := range f.says {
		switch attribute + "=" + what {
		case "finds=tcp-listeners", "finds=udp-listeners", "finds=listeners", "finds=tcp-connections":
			return func(t *testing.T) { testFinds(t, f, scene, what) }
		case "finds=time-wait":
			return func(t *testing.T) { testTimeWait(t, f) }
		case "answers=tcp", "answers=udp":
			return func(t *testing.T) { testAnswers(t, f, what) }
		case "captures=tcp", "captures=tcp-and-udp":
			return func(t *testing.T) { testCaptures(t, f, what) }
		}
	}
	return nil
}

// changes is the test of a command that changes the system; nil for others.
func changes(f fence, scene []actor, firewalld string) func(*testing.T) {
	for attribute, what := range f.says {
		switch attribute + "=" + what {
		case "rule=accept", "rule=drop", "rule=none":
			return func(t *testing.T) { testRule(t, f, what, firewalld) }
		case "reserves=port":
			return func(t *testing.T) { testReserves(t, f) }
		case "ends=listener":
			return func(t *testing.T) { testEnds(t, f, scene) }
		}
	}
	return nil
}

// shell prepares a page's commands: sudo means root, everything else runs as nobody.
func shell(code string) *exec.Cmd {
	cmd := exec.Command("bash", "-c", `sudo() { "$@"; }; `+code)
	cmd.Dir = "/"
	if !strings.Contains(code, "sudo ") {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	return cmd
}

// root runs commands of the test's own and returns what they print.
func root(t *testing.T, code string) string {
	t.Helper()
	out, err := exec.Command("bash", "-c", code).CombinedOutput()
	if err != nil {
		t.Fatalf("%s\n%v: %s", code, err, out)
	}
	return string(out)
}

func testReserves(t *testing.T, f fence) {
	out, err := shell(f.on(port)).CombinedOutput()
	got := root(t, "cat /proc/sys/net/ipv4/ip_local_reserved_ports")
	if err != nil || got != port+"\n" {
		t.Errorf("%s%v %s\nreserved: %s", f.on(port), err, out, got)
	}
}

func testEnds(t *testing.T, f fence, scene []actor) {
	a := start(t, actor{role: "listen tcp4 127.0.0.1:" + victim})
	code := strings.ReplaceAll(f.on(victim), "PID", strconv.Itoa(a.pid))
	out, err := shell(code).CombinedOutput()
	select {
	case <-a.done:
	case <-time.After(10 * time.Second):
		t.Errorf("%s%v %s\nleft the process alive", code, err, out)
	}
	for _, other := range scene {
		if syscall.Kill(other.pid, 0) != nil {
			t.Errorf("%salso ended: %s", code, other.role)
		}
	}
}
