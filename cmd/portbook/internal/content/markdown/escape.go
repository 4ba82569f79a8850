package markdown

// specials maps the bytes that cannot stand as themselves in HTML text or in a quoted attribute to
// what stands for them. It is the table of html/template, so that a value looks the same whether
// a fragment or a template printed it.
var specials = [256]string{
	0:    "\uFFFD",
	'"':  "&#34;",
	'&':  "&amp;",
	'\'': "&#39;",
	'+':  "&#43;",
	'<':  "&lt;",
	'>':  "&gt;",
}

// AppendEscaped appends text to dst, escaped for HTML text and quoted attributes exactly as
// html/template does it.
func AppendEscaped[T string | []byte](dst []byte, text T) []byte {
	done := 0
	for i := range len(text) {
		if s := specials[text[i]]; s != "" {
			dst = append(dst, text[done:i]...)
			dst = append(dst, s...)
			done = i + 1
		}
	}
	return append(dst, text[done:]...)
}

// appendMarkup appends text escaped for element content only, where quotes and plus signs may
// stand: code is full of them, and every byte is paid 65,536 times.
func appendMarkup(dst []byte, text string) []byte {
	for i := range len(text) {
		switch c := text[i]; c {
		case '&', '<', '>', 0:
			dst = append(dst, specials[c]...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
