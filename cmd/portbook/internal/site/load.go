package site

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A loader turns inputs into a site. It goes on after faults as long as anything can be learned
// from going on, so that a writer hears of all of them at once.
type loader struct {
	kept     *kept
	inputs   loading
	faults   fault.List
	warnings fault.List
	config   Config
	source   RegistryConfig
	registry *registry.Registry
	misread  fault.List // of the registry
	content  tree
	features *features
	toCheck  []linked
	gaps     map[gap]bool    // reported already
	wrong    map[linked]bool // links with placeholders, likewise
	unsure   bool            // the registry has faults: what texts say of it cannot be checked
}

// loading is Inputs and what follows from them.
type loading struct {
	Inputs
	otherRegistry bool // not the one that content/registry.yaml is about
}

// A linked is a link inside the site whose goal has to exist.
type linked struct {
	file string
	line int
	path string // without the slash in front
}

// Load reads all inputs. When it returns faults, the site must not be used.
func Load(in Inputs) (*Site, fault.List) {
	s, l := load(in, nil)
	return s, l.tried(s)
}

// load is Load without the trial of pages. Kept is what is kept from one load to the next; nil for nothing.
func load(in Inputs, kept *kept) (*Site, *loader) {
	l := &loader{kept: kept, inputs: loading{Inputs: in}, features: newFeatures(), gaps: map[gap]bool{}, wrong: map[linked]bool{}}
	s := &Site{inputs: in, byPath: map[string]int{}, pages: map[string]bool{}}
	alongside(func() { l.readWords(s) }, func() { l.readRegistry(s) })
	l.faults = append(l.faults, l.misread...)
	if len(s.locales) > 0 {
		l.site(s)
	}
	l.faults.Sort()
	l.warnings.Sort()
	s.Warnings = l.warnings
	return s, l
}

// alongside does two things that do not touch each other at the same time: a preview waits for its first page, and
// a build for its first file, half as long.
func alongside(one, other func()) {
	var running sync.WaitGroup
	running.Go(other)
	one()
	running.Wait()
}

// tried returns all faults: those of loading or, when there are none, those of rendering.
func (l *loader) tried(s *Site) fault.List {
	if len(l.faults) == 0 {
		l.try(s)
	}
	return l.faults
}

// contentFolders are the folders of content/, besides those of locales.
var contentFolders = []string{"ports", "pages", "guides", "status", "checks", "notes", "faq", "facts", "changes", "schema"}

// checkPlaces reports files that nothing would read.
func (l *loader) checkPlaces() {
	locales := map[string]bool{}
	for _, c := range l.config.Locales {
		locales[c.Value.Dir] = true
	}
	for _, name := range l.content.names {
		folder, below, nested := strings.Cut(name, "/")
		switch {
		case !nested && !slices.Contains([]string{"site.yaml", "registry.yaml", "words.yaml"}, name):
			l.faults.Add(l.content.file(name), 0, "nothing reads this file", "move it into one of the folders beside it")
		case nested && locales[folder] && below != "words.yaml":
			if _, ok := l.content.files[below]; !ok {
				l.faults.Add(l.content.file(name), 0, "the first locale has no such file", "write "+l.content.file(below)+" first, or take this one out")
			}
		case nested && !locales[folder] && !slices.Contains(contentFolders, folder):
			l.faults.Add(l.content.file(name), 0, "nothing reads files in the folder "+folder, fault.DidYouMean(folder, contentFolders))
		}
	}
}

// configure reads site.yaml and registry.yaml.
func (l *loader) configure() {
	for _, name := range []string{"site.yaml", "registry.yaml"} {
		if _, ok := l.content.files[name]; !ok {
			l.faults.Add(l.content.file(name), 0, "there is no such file", "every site has one")
		}
	}
	var faults fault.List
	l.config, faults = loadConfig(l.content.file("site.yaml"), l.content.files["site.yaml"])
	l.faults = append(l.faults, faults...)
	l.source, faults = loadRegistryConfig(l.content.file("registry.yaml"), l.content.files["registry.yaml"])
	l.faults = append(l.faults, faults...)
	l.inputs.otherRegistry = !samePath(l.inputs.Registry, filepath.Join(filepath.Dir(filepath.Clean(l.inputs.Content)), l.source.File))
}

// samePath reports whether two paths name the same place. The file that registry.yaml speaks of lies
// beside the folder content; one of the same name elsewhere is another registry, with another date.
func samePath(a, b string) bool {
	a, errA := filepath.Abs(a)
	b, errB := filepath.Abs(b)
	return errA == nil && errB == nil && a == b
}

// readWords reads everything but the registry, and compiles the texts that know nothing of it.
func (l *loader) readWords(s *Site) {
	content, faults := readTree(l.inputs.Content)
	l.content, l.faults = content, faults
	if len(faults) == 0 {
		l.configure()
	}
	l.checkPlaces()
	s.static, faults = readTree(l.inputs.Static)
	l.faults = append(l.faults, faults...)
	s.config, s.source = l.config, l.source
	l.address(s)
	s.facts = l.loadFacts()
	l.systems(s)
	for i := range l.config.Locales {
		l.locale(s, l.config.Locales[i].Value)
	}
}

// readRegistry reads the registry, and spells out what pages say of many ports. It touches nothing of the loader but
// the fields that it sets.
func (l *loader) readRegistry(s *Site) {
	src, err := os.ReadFile(l.inputs.Registry)
	if err != nil {
		l.misread.Add(l.inputs.Registry, 0, "cannot be read: "+reason(err), "name the registry with --registry FILE")
	}
	if err != nil {
		src = []byte("Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n")
	}
	r, faults := l.kept.parse(l.inputs.Registry, src)
	if err == nil {
		l.misread = faults
	}
	l.unsure = len(l.misread) > 0
	l.registry, s.registry, s.numbers = r, r, allNumbers()
	s.describePorts()
}

// link notes the links of a text, to be checked when it is known which pages there are. Links that
// hold placeholders are checked with the values of ports (see checkGaps).
func (l *loader) link(file string, f *markdown.Fragment) {
	for _, link := range f.Links() {
		if path, ok := strings.CutPrefix(link.Dest, "/"); ok && !strings.Contains(path, "{") {
			l.toCheck = append(l.toCheck, linked{file, link.Line, path})
		}
	}
}

// site joins the registry and the words to a site.
func (l *loader) site(s *Site) {
	s.date, s.note = l.source.Date.Source, l.source.Note
	if l.inputs.otherRegistry {
		s.date, s.note = l.registry.Newest(), ""
	}
	s.makeViews()
	alongside(func() { l.settle(s) }, s.parse)
	var faults fault.List
	alongside(func() {
		l.classify(s)
		for _, loc := range s.published() {
			s.addPorts(loc)
		}
		s.fillCells()
	}, func() { faults = s.compile() })
	l.faults = append(l.faults, faults...)
	l.checkLinks(s)
}

// settle reads the texts that make statements about the registry, and settles which files the site has.
func (l *loader) settle(s *Site) {
	l.checkRelations(s.facts)
	for _, loc := range s.locales {
		loc.essays = l.loadEssays(loc)
	}
	if s.inputs.Locale != "" && len(s.published()) == 0 {
		l.faults.Add("--locale", 0, fmt.Sprintf("there is no locale %q in %s", s.inputs.Locale, l.content.file("site.yaml")), "")
	}
	s.remark()
	s.updates = l.loadUpdates(s.locales[0])
	s.countAll()
	l.enumerate(s)
}

// address settles how links look.
func (l *loader) address(s *Site) {
	base, links := l.config.BaseURL.Source, l.config.Links.Source
	if l.inputs.BaseURL != "" {
		base = l.inputs.BaseURL
		if _, _, err := parseBase(base); err != nil {
			l.faults.Add("--base-url", 0, err.Error(), "")
		}
	}
	if l.inputs.Links != "" {
		links = l.inputs.Links
		if _, err := ParseLinkStyle(links); err != nil {
			l.faults.Add("--links", 0, err.Error(), "")
		}
	}
	s.origin, s.basePath, _ = parseBase(base)
	s.links, _ = ParseLinkStyle(links)
}

// A systemConfig is one system of content/checks/systems.yaml.
type systemConfig struct {
	ID   string `yaml:"id" required:"true"`   // its folder beside the file, and its guide
	Name string `yaml:"name" required:"true"` // as readers know it
}

func (l *loader) systems(s *Site) {
	const name = "checks/systems.yaml"
	faults := frontmatter.Decode(l.content.file(name), 1, l.content.files[name], &s.systems)
	l.faults = append(l.faults, faults...)
	for _, file := range l.content.below("checks", ".md") {
		folder := path.Base(path.Dir(file))
		if !slices.ContainsFunc(s.systems, func(c systemConfig) bool { return c.ID == folder }) {
			l.faults.Add(l.content.file(file), 0, "the system "+folder+" is not known", "add it to content/checks/systems.yaml")
		}
	}
}

// locale loads the words and texts of one locale.
func (l *loader) locale(s *Site, c LocaleConfig) {
	loc := &locale{LocaleConfig: c, views: map[string]*view{}}
	if c.Dir != "" {
		loc.dir = c.Dir + "/"
		loc.fallback = s.locales[0]
	}
	loc.ports, _ = c.published()
	loc.compiler = markdown.Compiler{Vocabulary: vocabulary(), Link: func(path string) string { return l.resolve(s, loc, path) }}
	l.kept.remember(l, loc)
	for _, name := range l.content.below(loc.dir+"ports", ".md") {
		if port, err := registry.ParsePort(strings.TrimSuffix(path.Base(name), ".md")); err == nil {
			loc.ports.Add(port, port)
		}
	}
	l.words(loc, s.facts)
	loc.status = l.loadPieces(loc, "status")
	loc.notes = l.loadPieces(loc, "notes")
	loc.questions = l.loadPieces(loc, "faq")
	loc.checks = l.loadPieces(loc, "checks")
	loc.pages = l.loadContentPages(loc)
	s.locales = append(s.locales, loc)
}

// resolve gives a link in a text the form that it has in this build: in the locale if that has the
// page, and in the site's style.
func (l *loader) resolve(s *Site, loc *locale, path string) string {
	page, _, _ := strings.Cut(path, "#")
	switch {
	case loc.dir == "":
	case l.hasOwn(loc, page):
		path = loc.dir + path
	case portNamed(page) != "": // it differs from port to port
		return "{" + localeOf(portNamed(page)) + "}" + s.links.shown(path)
	}
	return s.links.shown(path)
}

// portNamed is the placeholder that is the port in a path such as ports/{next}; "" if there is none.
func portNamed(page string) string {
	for _, v := range portValues {
		if name := placeholders[v].Name.Name; page == "ports/{"+name+"}" {
			return name
		}
	}
	return ""
}

// hasOwn reports whether a locale other than the first has a page of its own at a path.
func (l *loader) hasOwn(loc *locale, page string) bool {
	if number, ok := strings.CutPrefix(page, "ports/"); ok {
		port, err := registry.ParsePort(number)
		return err == nil && loc.publishes(port)
	}
	for _, name := range []string{"pages/" + page + ".md", page + ".md"} {
		if _, ok := l.content.files[loc.dir+name]; ok {
			return true
		}
	}
	return page == ""
}

// words loads a locale's words, and those of the first locale for what it lacks.
func (l *loader) words(loc *locale, known *facts) {
	name := loc.dir + "words.yaml"
	w, faults := loadWords(l.content.file(name), l.content.files[name])
	l.faults = append(l.faults, faults...)
	if loc.fallback != nil {
		w.first, w.last = loc.fallback.words.file, loc.fallback.words.last
		for key, text := range loc.fallback.words.texts {
			if _, ok := w.texts[key]; !ok {
				w.texts[key] = text
			}
		}
	}
	loc.words = w
	loc.phrases = w.phrases(loc.compiler, &l.faults)
	for status, slug := range statusSlugs {
		loc.statuses[status] = &Status{Slug: slug, Word: w.must("status-"+slug, &l.faults)}
	}
	for i, slug := range rangeSlugs {
		loc.ranges[i] = w.must("range-"+slug, &l.faults)
	}
	for i, key := range append(slices.Clone(transportKeys), "unstated") {
		loc.names[i] = w.must("transport-"+key, &l.faults)
	}
	l.checkWords(loc)
	l.checkListWords(loc)
	and := w.must("and", &l.faults)
	loc.describeUses(known, and, w.must("others", &l.faults))
	for set := range loc.joins {
		var names []string
		for t := range registry.Transports {
			if set&(1<<t) != 0 {
				names = append(names, loc.names[t])
			}
		}
		loc.joins[set] = enumeration(names, and)
	}
}

// listWords are the words of pages that list ports: they may hold the ends of the list.
var listWords = []string{"thousand-title", "thousand-description", "ports-title", "ports-description", "ports-lead",
	"range-system-title", "range-system-description", "range-system-lead", "range-user-title", "range-user-description",
	"range-user-lead", "range-dynamic-title", "range-dynamic-description", "range-dynamic-lead",
	"changes-title", "changes-description", "changes-lead", "update-title", "update-description"}

// plainWords are the words that the program uses as they are.
var plainWords = []string{"crumb-ports", "crumb-port", "transport-all", "helpful-yes", "helpful-partly", "helpful-no",
	"change-assigned", "change-removed", "change-renamed", "change-status",
	"change-assigned-note", "change-removed-note", "change-renamed-note", "change-status-note"}

// checkWords reports words that the program misses, and placeholders in them that have no value there.
func (l *loader) checkWords(loc *locale) {
	check := func(key string, allowed ...int) {
		loc.words.must(key, &l.faults)
		text := loc.words.texts[key]
		f, faults := loc.compiler.Plain(loc.words.file, text.Line, text.Source)
		l.faults = append(l.faults, faults...)
		loc.phrases[key] = f
		for _, v := range f.Uses() {
			if v < vSite && !slices.Contains(allowed, v) {
				l.faults.Add(loc.words.file, text.Line, "{"+placeholders[v].Name.Name+"} has no meaning in "+key, "")
			}
		}
	}
	for _, key := range slices.Concat(plainWords, export.Words, searchWords()) {
		check(key)
	}
	for _, key := range listWords {
		check(key, vRange, vRangeFirst, vRangeLast, vThousand)
	}
}

// enumeration joins names as a sentence does: TCP, UDP and SCTP.
func enumeration(names []string, and string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + and + " " + names[len(names)-1]
}

// checkLinks reports links in texts that lead to no page.
func (l *loader) checkLinks(s *Site) {
	for _, link := range l.toCheck {
		page, _, _ := strings.Cut(link.path, "#")
		if err := s.mustExist(page); err != nil {
			l.faults.Add(link.file, link.line, err.Error(), "")
		}
	}
}

// mustExist returns an error that says what to do when the site has no such page or asset.
func (s *Site) mustExist(path string) error {
	page, _, _ := strings.Cut(path, "#")
	if isAsset(page) {
		if _, ok := s.byPath[page]; !ok {
			return fmt.Errorf("the link /%s leads to no file (assets lie in %s)", path, s.inputs.Static)
		}
		return nil
	}
	if s.hasPage(page) {
		return nil
	}
	var known []string
	for p := range s.pages {
		known = append(known, p)
	}
	slices.Sort(known)
	if near := fault.Nearest(page, known); near != "" {
		return fmt.Errorf("the link /%s leads to no page (did you mean /%s?)", path, near)
	}
	return fmt.Errorf("the link /%s leads to no page", path)
}
