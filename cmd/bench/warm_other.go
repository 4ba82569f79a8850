//go:build !linux

package main

// takeLargePages does nothing where nobody asks for large pages.
func takeLargePages(int) {}
