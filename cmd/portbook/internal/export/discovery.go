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
	f.text("Description", from.Word("opensearch-description"))
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

// Words are the keys of the words that files of this package hold. A % in llms-about stands for the address of
// the page of a port N, one in llms-shard for that of its shard S.
var Words = []string{"opensearch-description", "llms-lead", "llms-about", "llms-data", "llms-shard", "llms-ndjson", "llms-csv",
	"llms-services", "llms-openapi", "llms-pages", "llms-essays", "llms-lists", "llms-changes", "llms-feed"}

// appendLLMs appends a summary of the site for language models, in the form of llmstxt.org: Markdown with
// a title, a quotation that sums it up, and lists of links; those below Optional may be skipped.
func appendLLMs(dst []byte, from *Source) []byte {
	var b strings.Builder
	line := func(texts ...string) { b.WriteString(strings.Join(texts, "") + "\n") }
	link := func(name, url, about string) { line("- [", inLink.Replace(name), "](", url, "): ", about) }
	file := func(path, word string) { link(path, from.URL(path), from.Word(word)) }
	about := func(word, address string) string { return strings.ReplaceAll(from.Word(word), "%", address) }
	port := func(number string) string { return from.Locales[0].Before + number + from.Locales[0].After }
	line("# ", from.Name, "\n\n> ", from.Word("llms-lead"), "\n\n", about("llms-about", port("N")))
	line("\n## ", from.Word("llms-data"), "\n")
	link(shardPath(0), from.URL(shardPath(0)), about("llms-shard", from.URL(apiRoot+"ports/")+"S.json"))
	file("data/ports.ndjson", "llms-ndjson")
	file("data/ports.csv", "llms-csv")
	file("data/services", "llms-services")
	file(apiRoot+"openapi.json", "llms-openapi")
	line("\n## ", from.Word("llms-pages"), "\n")
	for _, p := range from.Pages() {
		if p.Lang == from.Lang && p.Title != "" && p.Path != "" {
			link(p.Title, from.URL(p.Path), p.Description)
		}
	}
	if len(from.Essays) > 0 {
		line("\n## ", from.Word("llms-essays"), "\n")
	}
	for _, e := range from.Essays {
		number := strconv.Itoa(e.Port)
		link(number+" "+e.Name, port(number), e.Tagline)
	}
	line("\n## Optional\n")
	file("ports/", "llms-lists")
	file("changes/", "llms-changes")
	file("feed.atom", "llms-feed")
	return append(dst, b.String()...)
}

// inLink escapes what would end the text of a link.
var inLink = strings.NewReplacer("[", `\[`, "]", `\]`)
