package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/portbook/portbook/cmd/portbook/internal/preview"
)

// serveCommand is portbook serve.
type serveCommand struct {
	inputFlags
	Addr string `help:"Address to listen on." default:"localhost:8556" placeholder:"HOST:PORT"`
}

// Run serves the site until it is interrupted. Pages are rendered when they are asked for, from the
// inputs as they are then.
func (c *serveCommand) Run(ctx context.Context) error {
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w (choose another address with --addr)", c.Addr, err)
	}
	server := &http.Server{Handler: preview.New(c.inputs()), ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { server.Close() })
	fmt.Printf("http://%s/  (edit, then reload the page; Ctrl-C ends)\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
