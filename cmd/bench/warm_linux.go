package main

import "golang.org/x/sys/unix"

// takeLargePages takes memory, in bytes, in large pages where there are any. It is given back when the process ends.
func takeLargePages(size int) {
	memory, err := unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return
	}
	_ = unix.Madvise(memory, unix.MADV_HUGEPAGE)
	for i := 0; i < size; i += 4096 {
		memory[i] = 1
	}
}
