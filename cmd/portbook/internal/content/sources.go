package content

import (
	"net/url"
	"path"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
)

// A Source is where a statement comes from.
type Source struct {
	Title string `yaml:"title" required:"true"` // what it is called
	URL   string `yaml:"url" required:"true"`   // where it can be read
}

// SourcesOf makes sources of addresses: their title is the address without its scheme.
func SourcesOf(addresses frontmatter.Texts) []Source {
	var list []Source
	for _, a := range addresses {
		list = append(list, NewSource("", a.Source))
	}
	return list
}

// NewSource makes a source; without a title the address, shortened, is the title.
func NewSource(title, address string) Source {
	if title == "" {
		title = sourceTitle(address)
	}
	return Source{Title: title, URL: address}
}

// sourceTitle shortens an address to what tells it from others: "RFC 7605, section 7.8", or the host
// and the last part of the path: "docs.kernel.org: ip-sysctl".
func sourceTitle(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	if number, ok := strings.CutPrefix(u.Path, "/rfc/rfc"); ok && u.Host == "www.rfc-editor.org" {
		if section, ok := strings.CutPrefix(u.Fragment, "section-"); ok {
			return "RFC " + number + ", section " + section
		}
		return "RFC " + number
	}
	host := strings.TrimPrefix(u.Host, "www.")
	if repository := strings.SplitN(strings.Trim(u.Path, "/"), "/", 3); host == "github.com" && len(repository) > 1 {
		host = repository[0] + "/" + repository[1]
	}
	last := strings.TrimSuffix(path.Base(u.Path), path.Ext(u.Path))
	if last == "" || last == "/" || last == "." || strings.HasSuffix(host, last) {
		return host
	}
	return host + ": " + shortened(last)
}

// shortened cuts the last part of a path between two of its words, when it is longer than a line of a
// phone has room for.
func shortened(name string) string {
	const most = 32
	if len(name) <= most {
		return name
	}
	if at := strings.LastIndexAny(name[:most], "-_."); at > 0 {
		return name[:at] + "…"
	}
	return name
}
