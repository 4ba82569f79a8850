package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/preview"
)

// previewAddress is where portbook serve listens unless it is told otherwise.
const previewAddress = "localhost:8556"

// serveCommand is portbook serve.
type serveCommand struct {
	inputFlags
	Addr string `help:"Address to listen on." default:"${preview}" placeholder:"HOST:PORT"`
	Open bool   `help:"Open the site in the browser."`
}

// Run serves the site until it is interrupted.
func (c *serveCommand) Run(ctx context.Context) error {
	listener, err := listen(c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	host, _, _ := net.SplitHostPort(c.Addr)
	handler := preview.New(c.inputs(), host, printNews)
	if err := wrongFlag(handler.Faults()); err != nil {
		return err
	}
	go func() {
		if err := handler.Watch(ctx); err != nil {
			fmt.Fprintf(os.Stderr, "warning: the inputs cannot be watched, reload a page to see an edit: %v\n", err)
		}
	}()
	address := shownAddress(host, listener.Addr(), handler.Home())
	fmt.Printf("%s  (edit, and open pages follow; Ctrl-C ends)\n", address)
	if c.Open {
		openBrowser(address)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { server.Close() })
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// printNews says at the terminal what pages say.
func printNews(n preview.News) {
	switch {
	case wrongFlag(n.Faults) != nil:
		return // the command ends with it
	case len(n.Faults) > 0:
		fmt.Fprintf(os.Stderr, "%v\n%s. Pages show them until they are mended.\n", n.Faults, plural(len(n.Faults), "fault"))
	case n.Mended:
		fmt.Fprintln(os.Stderr, "All faults are mended.")
	}
	printWarnings(n.Warnings)
}

// listen listens on an address; the error names a port that is free, if there is one nearby.
func listen(addr string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if err == nil {
		return listener, nil
	}
	for inner := err; inner != nil; inner = errors.Unwrap(inner) {
		err = inner // the reason, without the operation and the address
	}
	advice := "choose another address with --addr"
	if free := freeAfter(addr); free != "" {
		advice = "is a preview running already? --addr " + free + " is free"
	}
	return nil, fmt.Errorf("cannot listen on %s: %w (%s)", addr, err, advice)
}

// freeAfter returns the next address on which this program could listen, or "" when many in a row are taken.
func freeAfter(addr string) string {
	host, port, _ := net.SplitHostPort(addr)
	first, err := strconv.Atoi(port)
	if err != nil {
		return ""
	}
	for n := first + 1; n <= first+20; n++ {
		next := net.JoinHostPort(host, strconv.Itoa(n))
		if listener, err := net.Listen("tcp", next); err == nil {
			listener.Close()
			return next
		}
	}
	return ""
}

// shownAddress is the address of the home page, with the host as the user gave it, since
// http://localhost:8556/ is easier to recognize than http://127.0.0.1:8556/.
func shownAddress(host string, listening net.Addr, home string) string {
	_, port, _ := net.SplitHostPort(listening.String())
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port) + home
}

// openBrowser opens an address in the user's browser, or says that it cannot.
func openBrowser(address string) {
	command := []string{"xdg-open", address}
	switch runtime.GOOS {
	case "darwin":
		command[0] = "open"
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", address}
	}
	cmd := exec.Command(command[0], command[1:]...)
	if err := cmd.Start(); err != nil {
		fmt.Fprintf(os.Stderr, "warning: cannot open the browser: %v\n", err)
		return
	}
	go cmd.Wait() // the browser may live longer than the preview
}
