package site

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
)

// falseClaims are statements that pages about ports copy from each other and that are wrong or
// cannot be known, in lower case; N is the port of the page. A page may warn of a wrong command.
var falseClaims = []struct{ claim, why string }{
	{"netstat -tulpn | grep", "macOS netstat takes no -tulpn, and grep finds 8550 for 855"},
	{"| findstr :N", "finds 8550 for 855, and remote ports"},
	{"| grep :N", "finds 8550 for 855"},
	{"| grep N", "finds 18550 for 855, and process numbers"},
	{"sudo lsof -i :N", "lists clients of remote ports, too"},
	{"lsof -i tcp:N", "lists clients of remote ports, too"},
	{"lsof -i :N", "lists clients of remote ports, too"},
	{"lsof -i:N", "lists clients of remote ports, too"},
	{"netstat -an | grep", "finds 8550 for 855, and the other end of connections"},
	{"in reserve,", "unassigned is not reserved"},
	{"in reserve but", "unassigned is not reserved"},
	{"kept in reserve", "unassigned is not reserved"},
	{"open a port in the application firewall", "it decides by program"},
	{"set aside decades ago", "nobody set it aside"},
	{"has never been allocated", "the registry shows the present"},
	{"never allocated", "the registry shows the present"},
	{"65,536 available ports", "0 is not available"},
	{"65,535 available ports", "not all of them are"},
	{"reserved for system services", "assigned one by one"},
	{"requires administrative privileges", "that is up to the operating system"},
	{"requires admin", "that is up to the operating system"},
	{"needs root", "that is up to the operating system"},
	{"only root can", "that is up to the operating system"},
	{"requires root", "that is up to the operating system"},
	{"root privileges are required", "that is up to the operating system"},
	{"room for 1,024", "the list ended at 255"},
	{"misconfigured", "a listener may be all right"},
	{"avoid conflicts", "a number that is unassigned may be assigned tomorrow"},
	{"proof that the", "unsupported"},
	{"sized generously", "the list ended at 255"},
	{"designed in the early 1980s", "the list is older"},
	{"a few dozen core services", "System Ports are mostly taken"},
	{"the designers built", "unsupported"},
	{"every encrypted web page", "443 is a default"},
	{"delivering email since 1982", "25 is in RFC 790 of 1981"},
	{"port N is available.", "available for assignment is not free to use"},
	{"port N is safe", "a number is neither safe nor dangerous"},
	{"port N is free", "available for assignment is not free to use"},
	{"port N is available for", "available for assignment is not free to use"},
	{"over 40 years", "in the managed range since 1992"},
	{"for over forty years", "in the managed range since 1992"},
	{"all but guarantees", "unsupported"},
}

// TestNoFalseClaimStandsOnAnyPage of the site.
func TestNoFalseClaimStandsOnAnyPage(t *testing.T) {
	s := wholeSite(t)
	wrong := newComplaints(t)
	everyFile(s, func() func(int, []byte) {
		var text []byte
		return func(i int, page []byte) {
			loc, port := s.portAt(i)
			if !strings.HasSuffix(s.paths[i], ".html") {
				return
			}
			number := "port"
			if loc != nil {
				number = strconv.Itoa(port)
			}
			text = lower(appendText(text[:0], page))
			for _, c := range falseClaims {
				if at := bytes.Index(text, claimAbout(c.claim, number)); at >= 0 {
					wrong.addf("%s says %q: %s\n…%s…", s.paths[i], c.claim, c.why, text[max(at-40, 0):min(at+80, len(text))])
				}
			}
		}
	})
}

// claimAbout is a claim about one port.
func claimAbout(claim, number string) []byte {
	if before, after, ok := strings.Cut(claim, "N"); ok {
		return []byte(before + number + after)
	}
	return []byte(claim)
}

// lower changes ASCII letters in place.
func lower(text []byte) []byte {
	for i, b := range text {
		if b >= 'A' && b <= 'Z' {
			text[i] = b + 'a' - 'A'
		}
	}
	return text
}
