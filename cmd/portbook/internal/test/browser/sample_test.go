package browser

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// ports are ports of every class whose pages differ in what stands on them.
func ports() []int {
	return []int{
		0,     // reserved, the first
		22,    // an essay on an assigned port
		225,   // reserved
		443,   // an essay; browsers use it
		512,   // another service for each transport
		855,   // an essay on an unassigned port
		1521,  // assigned, and known for another use
		6000,  // one row for many ports
		20555, // unassigned, in the middle of a block
		50000, // dynamic
		65535, // the last
	}
}

// sample lists files of a site, such as "ports/22.html", so that every kind of page is among them:
// the pages of ports, those with the longest words of the registry, all pages in the root folder, and
// of every other folder and every form of name the first, the last and the largest.
func sample(s *site.Site) []string {
	var list []string
	for _, port := range append(ports(), longWords(s.Registry())...) {
		list = append(list, "ports/"+strconv.Itoa(port)+".html")
	}
	largest := map[string]largestFile{}
	forms := map[string][]string{}
	render := s.NewWorker()
	var page []byte
	for i, name := range s.Paths() {
		f := form(name)
		switch {
		case path.Ext(name) != ".html" || f == "ports/0.html":
		case !strings.Contains(name, "/"):
			list = append(list, name)
		case strings.Contains(name, "/ports/"): // another locale's: far too many to weigh
			forms[f] = append(forms[f], name)
		default:
			forms[f] = append(forms[f], name)
			page = render(i, page[:0])
			if len(page) > largest[f].size {
				largest[f] = largestFile{name, len(page)}
			}
		}
	}
	for f, names := range forms {
		list = append(list, names[0], names[len(names)-1])
		if l := largest[f]; l.size > 0 {
			list = append(list, l.name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

type largestFile struct {
	name string
	size int
}

// form is a path with its numbers and the words between them made equal: pages of one form are made
// by one template.
func form(name string) string {
	folder, file := path.Split(strings.TrimSuffix(name, ".html"))
	digits := strings.IndexFunc(file, unicode.IsDigit)
	switch {
	case file == "index":
	case digits == 0 && strings.Contains(file, "-"):
		file = "0-0"
	case digits == 0:
		file = "0"
	default:
		file = "word"
	}
	return folder + file + ".html"
}

// longWords are the ports whose rows hold the longest words, by column: those that might not fit.
func longWords(r *registry.Registry) []int {
	ports := make([]int, 5)
	longest := make([]int, len(ports))
	for _, a := range r.All() {
		if a.First < 0 {
			continue
		}
		for column, text := range []string{a.Service, a.Description, a.Assignee, a.Unauthorized, a.Notes} {
			if n := longestWord(text); n > longest[column] {
				longest[column], ports[column] = n, a.First
			}
		}
	}
	return ports
}

func longestWord(text string) int {
	words := strings.Fields(text)
	if len(words) == 0 {
		return 0
	}
	return len(slices.MaxFunc(words, func(a, b string) int { return cmp.Compare(len(a), len(b)) }))
}
