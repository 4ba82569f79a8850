package export

import (
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"path"
	"strings"
	"sync"
	"text/template"

	"github.com/portbook/portbook/cmd/portbook/internal/facts"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// Words are the keys of the words that the files hold. A % in llms-about stands for the address of the page of a port N,
// one in llms-shard for that of its shard S.
var Words = []string{
	"opensearch-description", "llms-lead", "llms-about", "llms-data", "llms-shard", "llms-ndjson", "llms-csv",
	"llms-services", "llms-openapi", "llms-pages", "llms-essays", "llms-lists", "llms-changes", "llms-feed",
}

// The templates make the small files of a Data. feed.atom has no clock in it: the feed was updated when its newest update
// of the registry was, and its ids are addresses without .html, so that another style of links does not make them new.
// In pages.xml, the sitemap of what is no port's page, there are no dates: nobody records when a page last changed, and
// an invented date would be worse than none. robots.txt allows everything: what search engines should not list says so
// itself, and a page that they may not read could not.
//
//go:embed templates
var templateFiles embed.FS

var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"json": inJSON, "link": markdownLink, "midnight": midnight, "ranges": registry.Ranges, "replace": strings.ReplaceAll,
		"shardPath": shardPath, "shardSpan": shardSpan, "trim": strings.TrimSpace, "trimSuffix": strings.TrimSuffix, "xml": escaped,
		"statuses": func() []registry.Status { // that a port can have as a whole
			return []registry.Status{registry.Assigned, registry.Unassigned, registry.Reserved, registry.Dynamic}
		},
	}).ParseFS(templateFiles, "templates/*"))
})

// filled is the file that a template makes.
func (d *Data) filled(name string) File {
	return File{name, 1, func(dst []byte, _ int) []byte {
		b := bytes.NewBuffer(dst)
		if err := templates().ExecuteTemplate(b, path.Base(name), d); err != nil {
			panic(err) // they are ours, and take whatever a Data holds
		}
		return b.Bytes()
	}}
}

// escaped is a text as it stands in XML.
func escaped(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a bytes.Buffer does not fail
	return b.String()
}

// A History is what changed in the registry, as the feed has it. All texts are plain.
type History struct {
	Title, Subtitle string
	Path            string   // of the page of all updates
	Updates         []Update // the newest first
}

// An Update is what changed between two states of the registry.
type Update struct {
	Date    string // of the newer state, YYYY-MM-DD
	Path    string // of its page
	Title   string
	Summary string
}

// midnight is the beginning of a day as RFC 3339 writes it, as Atom wants dates; the registry gives no time.
// Where a date has no day, or is not there at all, it is as old as it can be.
func midnight(date string) string { return date + "1970-01-01"[len(date):] + "T00:00:00Z" }

// inLink escapes what would end the text of a link.
var inLink = strings.NewReplacer("[", `\[`, "]", `\]`)

func markdownLink(name, url, about string) string {
	return fmt.Sprintf("- [%s](%s): %s", inLink.Replace(name), url, about)
}

// PortURL is the address of a port's page.
func (d *Data) PortURL(number any) string {
	return fmt.Sprint(d.Locales[0].Before, number, d.Locales[0].After)
}

// NotedPorts lists the ports of which more is known than what the registry says.
func (d *Data) NotedPorts() []facts.Port {
	list := make([]facts.Port, 0, d.Noted.Len())
	for port := range registry.Ports {
		if d.Noted.Has(port) {
			list = append(list, d.Facts(port))
		}
	}
	return list
}
