package markdown

import (
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/fault"
)

// A Memory keeps what texts were compiled to, for whoever compiles the same texts again and again: a
// preview loads everything after each edit, and nearly all texts are as they were. It may be used by several
// goroutines at once. A nil Memory keeps nothing.
type Memory struct {
	mutex       sync.Mutex
	before, now map[memo]compiled
}

// A memo is all that a compiled text depends on, but for the vocabulary, which is that of the program.
type memo struct {
	kind     byte // which method of Compiler
	links    string
	idPrefix string
	shift    int
	file     string
	line     int
	text     string
}

type compiled struct {
	fragment *Fragment
	faults   fault.List
}

// Begin forgets what was not asked for since the last Begin.
func (m *Memory) Begin() {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.before, m.now = m.now, map[memo]compiled{}
}

// recall returns what a text was compiled to, or compiles it.
func (c Compiler) recall(kind byte, file string, line int, text string, compile func() (*Fragment, fault.List)) (*Fragment, fault.List) {
	m := c.Memory
	if m == nil {
		return compile()
	}
	key := memo{kind, c.LinkState, c.IDPrefix, c.Shift, file, line, text}
	m.mutex.Lock()
	result, ok := m.before[key]
	m.mutex.Unlock()
	if !ok {
		result.fragment, result.faults = compile()
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.now[key] = result
	return result.fragment, result.faults
}
