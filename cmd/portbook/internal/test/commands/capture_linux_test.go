package commands

import (
	"bytes"
	"net"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A recorder keeps what a running program prints.
type recorder struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (r *recorder) Write(p []byte) (int, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.text.Write(p)
}

func (r *recorder) packets() []string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return slices.DeleteFunc(strings.Split(r.text.String(), "\n"), func(line string) bool {
		return !strings.Contains(line, "127.0.0.1") && !strings.Contains(line, "::1")
	})
}

// testCaptures lets packets of the port and of the decoys pass until a capture has shown one of
// each kind that it is to show, then looks for what it should not have shown.
func testCaptures(t *testing.T, f fence, what string) {
	want := []string{"tcp4", "tcp6", "udp4", "udp6"}
	if what == "tcp" {
		want = want[:2]
	}
	var out, problems recorder
	cmd := capture(f.on(port), &out, &problems)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for deadline := time.Now().Add(20 * time.Second); len(seen) < len(want) && time.Now().Before(deadline); {
		sendToAll()
		time.Sleep(100 * time.Millisecond)
		for _, line := range out.packets() {
			seen[kindOf(line)] = true
		}
	}
	syscall.Kill(-cmd.Process.Pid, syscall.SIGINT)
	cmd.Wait()
	for _, kind := range want {
		if !seen[kind] {
			t.Errorf("%sdid not show %s\n%s", f.on(port), kind, problems.text.String())
		}
	}
	for _, line := range out.packets() {
		if !ofPort.MatchString(line) || !slices.Contains(want, kindOf(line)) {
			t.Errorf("%sshowed %s", f.on(port), line)
		}
	}
}

// capture prepares the command to print each packet at once, in a process group that can be ended.
func capture(code string, out, problems *recorder) *exec.Cmd {
	cmd := shell(regexp.MustCompile(`\b(tcpdump|tshark) `).ReplaceAllString(code, "$1 -l "))
	cmd.Stdout, cmd.Stderr = out, problems
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd
}

// ofPort is the port as one side of a packet, in the way of tcpdump or of tshark.
var ofPort = regexp.MustCompile(`\.` + port + `( >|:)| ` + port + ` →|→ ` + port + ` `)

func kindOf(line string) string {
	transport, version := "udp", "6"
	if strings.Contains(line, "Flags [") || strings.Contains(line, " TCP ") {
		transport = "tcp"
	}
	if strings.Contains(line, "127.0.0.1") {
		version = "4"
	}
	return transport + version
}

// sendToAll sends to the decoys first, so that a capture which shows the port has had its chance
// to show them.
func sendToAll() {
	for _, p := range []string{port + "0", "1" + port, port} {
		for _, network := range []string{"tcp4", "udp4", "tcp6", "udp6"} {
			host := "127.0.0.1"
			if strings.HasSuffix(network, "6") {
				host = "::1"
			}
			connection, err := net.Dial(network, net.JoinHostPort(host, p))
			if err != nil {
				continue // the capture will miss it and say so
			}
			connection.Write([]byte("x"))
			connection.Close()
		}
	}
}
