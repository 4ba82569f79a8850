package browser

import (
	"testing"
)

// TestCrumbsAreStructuredData: search engines read the way to a page from its markup.
func TestCrumbsAreStructuredData(t *testing.T) {
	tab, origin := visit(t)
	for page, want := range map[string]string{
		"/ports/855":        `1 Ports /ports/, 2 System Ports /ranges/system`,
		"/ranges/8000-8999": `1 Ports /ports/, 2 User Ports /ranges/user`,
		"/ranges/dynamic":   `1 Ports /ports/`,
	} {
		open(tab, origin+page)
		got := eval[string](tab, `[...document.querySelectorAll(
			'[vocab="https://schema.org/"][typeof=BreadcrumbList] > [property=itemListElement][typeof=ListItem]')].map(e => [
				e.querySelector('[property=position]').content, e.querySelector('[property=name]').textContent,
				new URL(e.querySelector('[property=item]').href).pathname].join(' ')).join(', ')`)
		if got != want {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
}

// TestEssaysAreArticles: search engines find the headline, who wrote it, when, and a picture of the size
// that they ask for. Other pages do not claim to be articles, and none has markup for questions.
func TestEssaysAreArticles(t *testing.T) {
	tab, origin := visit(t)
	for _, port := range ports() {
		open(tab, portAddress(origin, port))
		got := eval[[]string](tab, articleFaults)
		if isEssay := eval[bool](tab, "document.querySelector('.essay') !== null"); isEssay != (got != nil) {
			t.Errorf("port %d: essay %v, described as an article %v", port, isEssay, got != nil)
		}
		for _, fault := range got {
			t.Errorf("port %d: %s", port, fault)
		}
		if eval[bool](tab, `/FAQPage/.test(document.documentElement.outerHTML)`) {
			t.Errorf("port %d: markup for questions is off by default", port)
		}
	}
}

// articleFaults is null on pages that are no article. Of RDFa it knows what the template uses: typed
// elements, properties, and the value in content, href or text.
const articleFaults = `(async () => {
	const article = document.querySelector('[vocab="https://schema.org/"][typeof=TechArticle]')
	if (!article) return null
	const faults = []
	const own = name => [...article.querySelectorAll('[property=' + name + ']')].filter(e => e.parentElement.closest('[typeof]') === article)
	const value = e => e.content ?? e.href ?? e.textContent.trim()
	const one = name => own(name).length === 1 ? value(own(name)[0]) : faults.push(own(name).length + ' of ' + name)
	if (one('headline') !== document.title || document.title.length > 110) faults.push('headline')
	if (one('description') !== document.querySelector('meta[name=description]').content) faults.push('description')
	if (one('url') !== document.querySelector('link[rel=canonical]').href) faults.push('url')
	if (!/^\d{4}-\d\d-\d\d$/.test(one('dateModified'))) faults.push('dateModified')
	const authors = own('author')
	if (!authors.length) faults.push('no author')
	for (const a of authors) {
		if (!/^(Person|Organization)$/.test(a.getAttribute('typeof')) || !a.querySelector('[property=name]')?.textContent) faults.push('author')
	}
	const image = one('image')
	if (image !== document.querySelector('meta[property="og:image"]').content) faults.push('image')
	for (const e of article.querySelectorAll('[rel]')) faults.push('rel says something of the article: ' + e.outerHTML)
	return faults
})()`

// TestEveryClassHasACard: a picture for social media of the usual size, another one for each class of
// port, and an icon for the browser.
func TestEveryClassHasACard(t *testing.T) {
	tab, origin := visit(t)
	cards := map[string]int{}
	for _, port := range []int{22, 855, 225, 50000} {
		open(tab, portAddress(origin, port))
		card := eval[string](tab, `document.querySelector('meta[property="og:image"]').content`)
		cards[card] = port
		size := eval[string](tab, `(async () => {
			const load = src => new Promise((ok, no) => { const i = new Image(); i.onload = () => ok(i); i.onerror = no; i.src = src })
			const card = await load(new URL(document.querySelector('meta[property="og:image"]').content).pathname)
			const icon = await load(document.querySelector('link[rel=icon]').href)
			return card.naturalWidth + ' by ' + card.naturalHeight + (icon.naturalWidth < 32 || icon.naturalWidth !== icon.naturalHeight ? ', no icon' : '')
		})()`)
		if size != "1200 by 630" {
			t.Errorf("port %d: %s is %s", port, card, size)
		}
	}
	if len(cards) != 4 {
		t.Errorf("classes of ports share cards: %v", cards)
	}
}
