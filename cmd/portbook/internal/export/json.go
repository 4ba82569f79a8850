package export

import (
	"strconv"
	"unicode/utf8"
)

// JSON is written by appending: 65,536 objects take too long by way of reflection.

// object writes one JSON object. Members that are empty are left out, so that an object says what is known
// and nothing else.
type object struct {
	json  []byte
	begun bool
}

// newObject begins an object behind what has been written.
func newObject(dst []byte) object { return object{json: append(dst, '{')} }

// end ends the object and returns what has been written.
func (o *object) end() []byte { return append(o.json, '}') }

// key writes the name of a member. Names are ours and need no escaping.
func (o *object) key(name string) {
	if o.begun {
		o.json = append(o.json, ',')
	}
	o.begun = true
	o.json = append(append(append(o.json, '"'), name...), '"', ':')
}

func (o *object) number(name string, n int) {
	o.key(name)
	o.json = strconv.AppendInt(o.json, int64(n), 10)
}

// text writes a string, unless it is empty.
func (o *object) text(name, value string) {
	if value != "" {
		o.key(name)
		o.json = AppendString(o.json, value)
	}
}

// is writes true, or nothing.
func (o *object) is(name string, value bool) {
	if value {
		o.key(name)
		o.json = append(o.json, "true"...)
	}
}

// texts writes an array of strings, unless it is empty.
func (o *object) texts(name string, values []string) {
	if len(values) > 0 {
		list(o, name, values, AppendString)
	}
}

// object writes an object that begins behind the name; the caller ends it with close.
func (o *object) object(name string) object {
	o.key(name)
	return newObject(o.json)
}

// close ends an object within this one.
func (o *object) close(inner *object) { o.json = inner.end() }

// list writes an array, each value by a function, unless there are no values.
func list[T any](o *object, name string, values []T, write func(dst []byte, value T) []byte) {
	if len(values) == 0 {
		return
	}
	o.key(name)
	o.json = append(o.json, '[')
	for i, v := range values {
		if i > 0 {
			o.json = append(o.json, ',')
		}
		o.json = write(o.json, v)
	}
	o.json = append(o.json, ']')
}

// AppendString appends a JSON string (RFC 8259 section 7). Bytes that are no UTF-8 become U+FFFD, as
// encoding/json has it.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' {
				i++
				continue
			}
			dst = appendEscape(append(dst, s[start:i]...), c)
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			dst = append(append(dst, s[start:i]...), "\uFFFD"...)
			start = i + size
		}
		i += size
	}
	return append(append(dst, s[start:]...), '"')
}

// appendEscape appends the escape of a quotation mark, a backslash or a control character.
func appendEscape(dst []byte, c byte) []byte {
	const digits = "0123456789abcdef"
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\n':
		return append(dst, '\\', 'n')
	}
	return append(dst, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
}
