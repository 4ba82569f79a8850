package browser

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A finder asks the search in a browser.
type finder struct {
	*Tab
	t      *testing.T
	origin string
}

func newFinder(t *testing.T) finder {
	t.Helper()
	tab, origin := visit(t)
	f := finder{tab, t, origin}
	f.Do(chromedp.Navigate(f.origin + "/search"))
	f.Wait("window.portSearch")
	return f
}

// ask returns, for each question, the paths of the first results, at most some.
func (f finder) ask(questions []string, most int) [][]string {
	f.t.Helper()
	list, err := json.Marshal(questions)
	if err != nil {
		f.t.Fatal(err)
	}
	return eval[[][]string](f.Tab, fmt.Sprintf(`%s.map(q => portSearch(q).slice(0, %d).map(r => r.address.slice(%d)))`,
		list, most, len(f.origin)+1))
}

// TestTheScriptIsSmall: a reader on a slow line does not wait for it long.
func TestTheScriptIsSmall(t *testing.T) {
	script, ok := realSite(t).Render("assets/search.js")
	if !ok {
		t.Fatal("there is none")
	}
	var packed bytes.Buffer
	z, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	z.Write(script)
	z.Close()
	t.Logf("%d bytes, %d gzipped", len(script), packed.Len())
	if packed.Len() > 110_000 {
		t.Errorf("it has %d bytes gzipped, at most 110000 are promised", packed.Len())
	}
}

// A question of a file in testdata.
type question struct {
	file   string
	line   int
	asked  string
	wanted []string
}

func questions(t *testing.T) []question {
	t.Helper()
	var list []question
	for _, file := range []string{"questions.tsv", "more-questions.tsv"} {
		list = append(list, questionsIn(t, file)...)
	}
	return list
}

func questionsIn(t *testing.T, file string) []question {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	var list []question
	n := 0
	for line := range strings.Lines(string(src)) {
		n++
		if line = strings.TrimSuffix(line, "\n"); line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			t.Fatalf("%s:%d: %d columns", file, n, len(cells))
		}
		list = append(list, question{file, n, cells[0], strings.Split(cells[1], "|")})
	}
	return list
}

// TestQuestionsLeadToTheWantedPage: of the questions that people ask, 97 in a hundred find the page they
// want in the first place.
func TestQuestionsLeadToTheWantedPage(t *testing.T) {
	list := questions(t)
	if len(list) < 200 {
		t.Errorf("only %d questions", len(list))
	}
	var asked []string
	for _, q := range list {
		asked = append(asked, q.asked)
	}
	var missed []string
	for i, results := range newFinder(t).ask(asked, 3) {
		q := list[i]
		if len(results) == 0 || !slices.Contains(q.wanted, results[0]) {
			missed = append(missed, fmt.Sprintf("%s:%d: %s leads to %q, wanted %s", q.file, q.line, q.asked, results, strings.Join(q.wanted, " or ")))
		}
	}
	right := len(list) - len(missed)
	t.Logf("%d of %d questions lead to the wanted page; missed:\n%s", right, len(list), strings.Join(missed, "\n"))
	if right*100 < len(list)*97 {
		t.Errorf("that is %.1f in a hundred, 97 are promised", float64(right)*100/float64(len(list)))
	}
}

// TestQuestionsWantPagesThatExist: a question whose page is gone would be a miss for ever.
func TestQuestionsWantPagesThatExist(t *testing.T) {
	s := realSite(t)
	for _, q := range questions(t) {
		for _, page := range q.wanted {
			if _, ok := s.PageAt(page); !ok {
				t.Errorf("%s:%d: there is no page %s", q.file, q.line, page)
			}
		}
	}
}

// TestNumbersAreUnderstoodInEverySpelling.
func TestNumbersAreUnderstoodInEverySpelling(t *testing.T) {
	wanted := map[string]string{
		"8080, please": "ports/8080", "#8080": "ports/8080", "port:8080": "ports/8080", "https://localhost:8443/path?x=1": "ports/8443",
		"[fe80::1]:22": "ports/22", "*:631": "ports/631", "8080/tcp open": "ports/8080", "UDP 53": "ports/53", "0X50": "ports/80",
		"000080": "ports/80", "6000–6063": "ports/6000", "6000 to 6063": "ports/6000", "0-1023": "ranges/system", "8000-8999": "ranges/8000-8999", "49152-65535": "ranges/dynamic",
		"5000 mac": "ports/5000", "49152": "ports/49152", "mac port 5000": "ports/5000", "80/443": "ports/80",
	}
	for _, port := range []int{0, 1, 22, 855, 1024, 6005, 20555, 65535} {
		n := strconv.Itoa(port)
		for _, form := range []string{"%s", " %s ", ":%s", "port %s", "tcp/%s", "%s/udp", "sctp %s", "localhost:%s", "10.0.0.1:%s", "0%s", "port%s", "tcp%s"} {
			wanted[strings.Replace(form, "%s", n, 1)] = "ports/" + n
		}
		wanted["0x"+strconv.FormatInt(int64(port), 16)] = "ports/" + n
	}
	var asked []string
	for q := range wanted {
		asked = append(asked, q)
	}
	for i, results := range newFinder(t).ask(asked, 1) {
		if len(results) == 0 || results[0] != wanted[asked[i]] {
			t.Errorf("%q leads to %q, want %s", asked[i], results, wanted[asked[i]])
		}
	}
}

// TestNamesLeadToTheirPorts: every fifth service name, every program and every essay is among the first when
// it is asked for by its name.
func TestNamesLeadToTheirPorts(t *testing.T) {
	data := realSite(t).Data()
	var asked []string
	ports := map[string]map[string]bool{} // wanted, by what is asked
	add := func(name string, port int) {
		if ports[name] == nil {
			ports[name] = map[string]bool{}
			asked = append(asked, name)
		}
		ports[name]["ports/"+strconv.Itoa(port)] = true
	}
	all := data.Registry.All()
	for i := range all {
		if a := &all[i]; a.Service != "" && a.First >= 0 && (i%5 == 0 || ports[a.Service] != nil) {
			add(a.Service, a.First)
		}
	}
	for _, p := range data.NotedPorts() {
		for _, u := range p.Uses {
			add(u.Name, p.Number)
		}
		if p.Essay != nil {
			add(p.Essay.Name, p.Number)
		}
	}
	wrong := 0
	for i, results := range newFinder(t).ask(asked, 5) {
		found := false
		for _, r := range results {
			found = found || ports[asked[i]][r]
		}
		if !found {
			t.Errorf("%s leads to %q, not to %v", asked[i], results, ports[asked[i]])
			if wrong++; wrong > 20 {
				t.Fatal("and more")
			}
		}
	}
}

// TestKnownProgramsAreFoundBeforeAllIsRead: who types as soon as the script is there does not wait for all names.
func TestKnownProgramsAreFoundBeforeAllIsRead(t *testing.T) {
	f := newFinder(t)
	got := eval[[]string](f.Tab, `new Promise((found, fail) => document.head.append(make('script', {
		src: '/assets/search.js?again', onerror: fail,
		onload: () => found(['minecraft', 'what is a port', '8080', 'ssh', 'qwertzuiop'].map(q => (portSearch(q, 0)[0] || {}).address || '')) })))`)
	for i, want := range []string{"ports/25565", "what-is-a-port", "ports/8080", "ports/22"} {
		if got[i] != f.origin+"/"+want {
			t.Errorf("question %d leads to %s at once, want %s", i, got[i], want)
		}
	}
	if got[4] != "" {
		t.Errorf("nonsense leads to %s", got[4])
	}
}

// TestEveryResultExists: whatever is asked, no result leads to a page that is missing.
func TestEveryResultExists(t *testing.T) {
	s := realSite(t)
	var asked []string
	for _, q := range questions(t) {
		asked = append(asked, q.asked)
	}
	for _, c := range "abcdefghijklmnopqrstuvwxyz" {
		asked = append(asked, string(c), string(c)+"e")
	}
	asked = append(asked, "1", "80", "0-1", "100-20000", "5000-5999", "29170-29998", "40000-50000", "dns-sd", "_http._tcp")
	for i, results := range newFinder(t).ask(asked, 100) {
		for _, r := range results {
			if _, ok := s.PageAt(r); !ok {
				t.Errorf("%q leads to %s, which does not exist", asked[i], r)
			}
		}
	}
}

// TestEveryStatusIsKnown: the index knows the status of all ports.
func TestEveryStatusIsKnown(t *testing.T) {
	got := eval[string](newFinder(t).Tab, `Array.from({length: 65536}, (_, port) => portSearch.status(port)[0]).join('')`)
	r := realSite(t).Registry()
	for port := range registry.Ports {
		if want := r.Headline(port).String()[0]; port >= len(got) || got[port] != want {
			t.Fatalf("port %d is %c, want %c", port, got[port], want)
		}
	}
}

// TestOddQuestionsDoNoHarm: whatever is typed, there is an answer, if an empty one.
func TestOddQuestionsDoNoHarm(t *testing.T) {
	f := newFinder(t)
	wrong := eval[[]string](f.Tab, `(() => {
		const pieces = ['', ' ', '0', '22', '65535', '65536', '99999999999999999999999', '-', '–', '..', ':', '::', '[', ']', '/', 'tcp', 'port', '0x', '0xfffff', 'ssh',
			'%', '%41', '\\', '"', "'", '<b>', '$&', '$1', '(', ')', '*', '+', '?', '.', '^', '|', '\u0000', '\ud800', '\u00df', '\u0130', '\u0663', '\u{1f600}', 'é', 'ﬁ',
			'constructor', '__proto__', 'toString', 'a'.repeat(70), 'z'.repeat(1000), 'minecraft', 'to', ',', '_', '\n', '\t', '\u202e', '你好']
		let seed = 1
		const next = n => (seed = seed * 48271 % 2147483647) % n
		const wrong = []
		for (let i = 0; i < 1500; i++) {
			const question = Array.from({ length: 1 + next(6) }, () => pieces[next(pieces.length)]).join('')
			try {
				const results = portSearch(question)
				if (!results.every(r => new URL(r.address).origin === location.origin)) wrong.push(question)
			} catch (e) { wrong.push(question + ': ' + e.stack) }
		}
		return wrong
	})()`)
	for _, w := range wrong {
		t.Errorf("%q", w)
	}
	if said := f.Messages(); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}
}
