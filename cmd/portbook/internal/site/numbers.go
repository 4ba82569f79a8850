package site

import (
	"strconv"
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A table holds texts of equal length, one a port, in one string, so that giving a port's text costs
// no memory and no time.
type table struct {
	text  string
	width int
}

func (t table) at(i int) string { return t.text[i*t.width : (i+1)*t.width] }

// numbers are the spellings of all ports.
type numbers struct {
	decimal []string
	hex     table // 0x0357
	bytes   table // 03 57
}

// allNumbers are those of all ports: every site has the same.
var allNumbers = sync.OnceValue(func() numbers { return newNumbers(registry.Ports) })

func newNumbers(count int) numbers {
	var dec, hex, two strings.Builder
	n := numbers{decimal: make([]string, count)}
	dec.Grow(5 * count)
	hex.Grow(6 * count)
	two.Grow(5 * count)
	const digits = "0123456789abcdef"
	var room [5]byte
	for i := range count {
		start := dec.Len()
		dec.Write(strconv.AppendInt(room[:0], int64(i), 10))
		n.decimal[i] = dec.String()[start:]
		a, b, c, d := digits[i>>12], digits[i>>8&15], digits[i>>4&15], digits[i&15]
		hex.Write([]byte{'0', 'x', a, b, c, d})
		two.Write([]byte{a, b, ' ', c, d})
	}
	n.hex, n.bytes = table{hex.String(), 6}, table{two.String(), 5}
	return n
}

// thousands writes a number with separators: 42,444.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
