package commands

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// The ports of the scene. Adding a digit to the first at either end gives the decoys, which lie
// outside the numbers that Linux gives to connections.
const (
	port     = "2155" // a listener for each transport and IP version, and clients of each
	dual     = "2255" // a listener for each transport that serves both IP versions
	closed   = "2355" // nothing
	filtered = "2455" // the firewall drops what comes in
	victim   = "2555" // a listener that may be ended
	waiting  = "2655" // connections in TIME-WAIT
)

// An actor is a process of its own with one socket. What finds must name is who is here.
type actor struct {
	role  string // as play understands it
	port  string
	found []string // by commands that find one of these, on its port
	pid   int
	done  chan error // gets what Wait returned
}

var cast = []actor{
	{role: "listen tcp4 0.0.0.0:" + port, port: port, found: []string{"tcp-listeners", "listeners", "tcp-connections"}},
	{role: "listen tcp6 [::]:" + port, port: port, found: []string{"tcp-listeners", "listeners", "tcp-connections"}},
	{role: "listen udp4 0.0.0.0:" + port, port: port, found: []string{"udp-listeners", "listeners"}},
	{role: "listen udp6 [::]:" + port, port: port, found: []string{"udp-listeners", "listeners"}},
	{role: "dial tcp4 127.0.0.1:" + port, port: port, found: []string{"tcp-connections"}},
	{role: "dial tcp6 [::1]:" + port, port: port, found: []string{"tcp-connections"}},
	{role: "dial udp4 127.0.0.1:" + port},
	{role: "dial udp6 [::1]:" + port},
	{role: "listen tcp :" + dual, port: dual, found: []string{"tcp-listeners", "listeners"}},
	{role: "listen udp :" + dual, port: dual, found: []string{"udp-listeners", "listeners"}},
	{role: "listen tcp :" + port + "0"},
	{role: "listen udp :" + port + "0"},
	{role: "listen tcp :1" + port},
	{role: "listen udp :1" + port},
	{role: "dial tcp4 127.0.0.1:1" + port},
	{role: "dial tcp4 127.0.0.1:" + port + "0"},
}

const roleVariable = "PORTBOOK_TEST_ROLE"

func TestMain(m *testing.M) {
	if role := os.Getenv(roleVariable); role != "" {
		if err := play(role); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// play is the life of an actor: it opens its socket, says so, and keeps it until its input ends.
func play(role string) error {
	words := strings.Fields(role)
	verb, network, address := words[0], words[1], words[2]
	var socket any // kept, so that it stays open
	var err error
	switch {
	case verb == "dial":
		socket, err = net.Dial(network, address)
	case strings.HasPrefix(network, "udp"):
		socket, err = net.ListenPacket(network, address)
	default:
		var listener net.Listener
		listener, err = net.Listen(network, address)
		socket = listener
		if err == nil {
			go acceptAll(listener)
		}
	}
	if err != nil {
		return err
	}
	fmt.Println("ready")
	_, err = io.Copy(io.Discard, os.Stdin)
	runtime.KeepAlive(socket)
	return err
}

// acceptAll owns every connection until the other side closes it.
func acceptAll(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			io.Copy(io.Discard, connection)
			connection.Close()
		}()
	}
}

// start lets an actor enter, and leave when the test is over.
func start(t *testing.T, a actor) actor {
	t.Helper()
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = append(os.Environ(), roleVariable+"="+a.role)
	stdin, err1 := cmd.StdinPipe()
	stdout, err2 := cmd.StdoutPipe()
	if err := cmd.Start(); err1 != nil || err2 != nil || err != nil {
		t.Fatal(err1, err2, err)
	}
	line, _ := bufio.NewReader(stdout).ReadString('\n')
	if line != "ready\n" {
		t.Fatalf("%s: %s", a.role, line)
	}
	a.pid, a.done = cmd.Process.Pid, make(chan error, 1)
	go func() { a.done <- cmd.Wait() }()
	t.Cleanup(func() { stdin.Close() })
	return a
}

func startAll(t *testing.T) []actor {
	t.Helper()
	var scene []actor
	for _, a := range cast {
		scene = append(scene, start(t, a))
	}
	return scene
}

// expected are the process numbers that a command which finds what must name on a port.
func expected(scene []actor, what, port string) []int {
	var pids []int
	for _, a := range scene {
		if a.port == port && slices.Contains(a.found, what) {
			pids = append(pids, a.pid)
		}
	}
	slices.Sort(pids)
	return pids
}

// leaveTimeWait makes a connection and closes it on the server's side first.
func leaveTimeWait(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:"+waiting)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	client, err := net.Dial("tcp4", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	server, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	server.Close()
	io.Copy(io.Discard, client) // until the server's end arrives
	client.Close()
}
