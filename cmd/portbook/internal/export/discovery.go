package export

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// appendOpenSearch appends the description by which browsers add the site to their search engines:
// OpenSearch 1.1.
func appendOpenSearch(dst []byte, from *Source) []byte {
	f := feed{xml: append(dst, xml.Header...)}
	f.open("OpenSearchDescription", "xmlns", "http://a9.com/-/spec/opensearch/1.1/")
	f.text("ShortName", shortName(from.Name))
	f.text("Description", "Search "+from.Name+" for a port by number, service or program.")
	f.text("InputEncoding", "UTF-8")
	f.text("Language", from.Lang)
	f.tag("Url", []string{"type", "text/html", "method", "get", "template", from.URL("search") + "?q={searchTerms}"})
	f.xml = append(f.xml, "/>\n"...)
	f.tag("Url", []string{"type", "application/opensearchdescription+xml", "rel", "self", "template", from.URL("opensearch.xml")})
	f.xml = append(f.xml, "/>\n"...)
	f.close("OpenSearchDescription")
	return f.xml
}

// shortName cuts a name to the 16 characters that OpenSearch allows.
func shortName(name string) string {
	if runes := []rune(name); len(runes) > 16 {
		return strings.TrimSpace(string(runes[:16]))
	}
	return name
}

// appendRobots appends the rules for crawlers (RFC 9309): everything may be read. What search engines
// should not list says so itself; a page that they may not read could not.
func appendRobots(dst []byte, from *Source) []byte {
	return append(dst, "User-agent: *\nAllow: /\n\nSitemap: "+from.URL("sitemap.xml")+"\n"...)
}

// appendLLMs appends a summary of the site for language models, in the form of llmstxt.org: Markdown with
// a title, a quotation that sums it up, and lists of links.
func appendLLMs(dst []byte, from *Source) []byte {
	var b strings.Builder
	line := func(texts ...string) { b.WriteString(strings.Join(texts, "") + "\n") }
	link := func(name, path, about string) { line("- [", inLink.Replace(name), "](", from.URL(path), "): ", about) }
	line("# ", from.Name, "\n")
	line("> A reference with one page for every TCP and UDP port number, 0 to 65535, made from IANA's Service Name and",
		" Transport Protocol Port Number Registry of ", from.Date, ".\n")
	line("The page of port N is at ", from.Locales[0].Before, "N", from.Locales[0].After, ". For facts about many ports read the data below",
		" instead of the pages: they say the same. Each port has a status: assigned (to a service), unassigned (open to applications),",
		" reserved (held back by IANA) or dynamic (never assigned). An assignment does not tell what really runs on a port.\n")
	line("## Data\n")
	link("Description of the data", "data-files", "fields, formats and examples")
	link("One port", shardPath(0), "JSON; the object of port N is in "+from.URL(apiRoot+"ports/")+"S.json, S being N divided by 256 and rounded down, at place N modulo 256")
	link("All ports, one JSON object a line", "data/ports.ndjson", "large: some ten megabytes")
	link("All ports, one row each", "data/ports.csv", "CSV")
	link("Services", "data/services", "in the format of /etc/services")
	link("OpenAPI", apiRoot+"openapi.json", "description of the files above")
	line("\n## Pages\n")
	for _, p := range from.Pages() {
		if p.Lang == from.Lang && p.Title != "" && p.Path != "" {
			link(p.Title, p.Path, p.Description)
		}
	}
	if len(from.Essays) > 0 {
		line("\n## Essays about single ports\n")
	}
	for _, e := range from.Essays {
		l := from.Locales[0]
		line("- [Port ", strconv.Itoa(e.Port), ": ", inLink.Replace(e.Name), "](", l.Before, strconv.Itoa(e.Port), l.After, "): ", e.Tagline)
	}
	line("\n## Optional\n")
	link("Lists of ports", "ports/", "by range and by thousands")
	link("What changed in the registry", "feed.atom", "Atom feed")
	return append(dst, b.String()...)
}

// inLink escapes what would end the text of a link.
var inLink = strings.NewReplacer("[", `\[`, "]", `\]`)
