// Showing: the boxes in the head and on the home page offer what was found while somebody types (the combobox
// pattern of the ARIA Authoring Practices), the page of the search lists it. make, all and say are those of
// site.js, which loads this script.
const place = new URL('..', document.currentScript.src) // scripts lie in assets/
const folder = location.href.slice(place.href.length)
const locale = index.locales.slice(1).find(l => folder.startsWith(l.dir)) || index.locales[0]
const spans = locale.ports.split(',').map(span => span.split('-'))
const isHere = port => spans.some(([first, end = first]) => port >= +first && port <= +end)
const fill = (key, text) => locale.words[key].split('%').join(text)

const shown = path => index.ending ? path.replace(/(^|\/)$/, '$1index') + index.ending : path
const portAddress = port => new URL((isHere(port) ? locale.dir : '') + 'ports/' + port + index.ending, place).href
const address = thing => thing.port !== undefined ? portAddress(thing.port)
  : new URL(shown(thing.page !== undefined ? thing.page : 'services/without-port'), place).href

// What a thing is called and what is said of it, the part that was asked for first.
const describe = (thing, words) => {
  if (thing.page !== undefined) return [thing.title, thing.about]
  if (thing.port === undefined) return [thing.name, thing.about]
  const uses = [...new Set(thing.uses.map(u => u.name))]
  const asked = thing.uses.find(u => words.some(w => w.length > 1 && !small.has(w) && simple(u.name).includes(w)))
  const name = thing.names.slice(0, 3).join(', ') || (thing.essay ? thing.essay.name : uses.join(', '))
  const use = asked && (asked.name === name ? '' : asked.name + ': ') + asked.what
  const about = use || (thing.essay ? thing.essay.tagline : thing.about)
  return [name, about || (thing.names.length ? uses.join(', ') : '')]
}

const line = (thing, words, properties) => {
  const [name, about] = describe(thing, words)
  const a = make('a', { href: address(thing), ...properties })
  if (thing.port !== undefined) a.append(make('b', {}, thing.last > thing.port ? thing.port + '–' + thing.last : String(thing.port)), ' ')
  a.append(make('span', {}, name, ' ', make('small', {}, about)), ' ')
  const state = isRead && thing.port !== undefined && status(thing.port)
  if (state) a.append(make('em', { className: state }, locale.words[state]))
  else if (thing.page === undefined && thing.port === undefined) a.append(make('small', {}, locale.words['list-no-port']))
  return a
}

// What there is to say when nothing is found, or besides.
const remarkOn = ({ results, tooLarge }, question) => tooLarge ? fill('notfound-large', tooLarge.slice(0, 20))
  : results.length ? '' : fill('search-none', question.slice(0, 60))

// Whoever types while the index is being read sees after so many milliseconds what is known by then, and the rest
// when it has been read.
const patience = 8

let telling
const tell = text => {
  clearTimeout(telling)
  telling = setTimeout(() => say(text), 500) // not at every letter
}

const searchPage = document.getElementById('results')

// A box whose results hang below it.
const hang = (form, number) => {
  const input = form.q, most = 8
  const list = make('div', { id: 'found' + number, role: 'listbox' })
  const frame = make('div', { className: 'found', tabIndex: -1 })
  let chosen = -1
  list.setAttribute('aria-label', locale.words['search-label'])
  form.append(frame)
  input.role = 'combobox'
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-controls', list.id)
  input.setAttribute('aria-expanded', 'false')
  const options = () => [...list.children]
  const choose = i => {
    chosen = i
    options().forEach((option, n) => option.setAttribute('aria-selected', String(n === i)))
    if (i < 0) return input.removeAttribute('aria-activedescendant')
    input.setAttribute('aria-activedescendant', options()[i].id)
    options()[i].scrollIntoView({ block: 'nearest' })
  }
  const open = content => {
    whenRead = nothing
    frame.setAttribute('aria-busy', 'false')
    frame.replaceChildren(...content)
    input.setAttribute('aria-expanded', String(content.includes(list)))
    choose(-1)
  }
  const show = () => {
    const question = input.value.trim()
    if (!question) return open([])
    const found = find(question, patience)
    const option = n => ({ id: list.id + '-' + n, role: 'option', tabIndex: -1 })
    const { results, words } = found, text = isRead ? remarkOn(found, question) : ''
    list.replaceChildren(...results.slice(0, most).map((thing, n) => line(thing, words, option(n))))
    if (isRead && results.length > most) list.append(make('a', { href: allOf(question), ...option(most) }, make('span', {}, fill('search-all', results.length))))
    open([...text ? [make('p', {}, text)] : [], ...results.length ? [list] : []])
    if (isRead) return tell(text || fill('search-results', results.length))
    whenRead = showRest
    frame.setAttribute('aria-busy', 'true')
  }
  const allOf = question => {
    const address = new URL(form.action)
    address.searchParams.set('q', question)
    return address.href
  }
  const showRest = () => {
    const { href } = options()[chosen] || {}
    show()
    if (href) choose(options().findIndex(option => option.href === href)) // what somebody was about to take
  }
  input.oninput = show
  input.onfocus = () => { if (input.value && !frame.children.length) show() }
  input.onkeydown = e => {
    const count = list.isConnected ? list.children.length : 0
    if (e.isComposing || e.ctrlKey || e.metaKey) return
    if (e.key === 'Escape') {
      e.preventDefault()
      if (!frame.children.length) input.value = ''
      open([])
    } else if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault()
      if (!count) show()
      else choose(e.key === 'ArrowDown' ? (chosen + 1) % count : (chosen < 1 ? count : chosen) - 1)
    }
  }
  frame.onmousedown = e => e.preventDefault() // the box keeps the focus
  form.addEventListener('focusout', e => { if (!form.contains(e.relatedTarget)) open([]) })
  form.onsubmit = e => {
    const { port, results } = find(input.value)
    if (chosen < 0 && port < 0 && results.length) return // to the page of the search
    e.preventDefault()
    if (chosen >= 0) options()[chosen].click()
    else if (port >= 0) location.href = portAddress(port)
    else show()
  }
  if (input.value && document.activeElement === input) show()
}

// The page of the search.
const listAll = form => {
  const input = form.q
  const links = () => all('a', searchPage)
  const show = () => {
    const question = input.value.trim()
    const found = find(question)
    const text = question ? remarkOn(found, question) : ''
    const items = found.results.map(thing => make('li', {}, line(thing, found.words)))
    searchPage.replaceChildren(...items)
    searchPage.previousElementSibling.textContent = text
    tell(question ? text || fill('search-results', found.results.length) : '')
  }
  const keep = () => {
    const address = new URL(location)
    if (input.value.trim()) address.searchParams.set('q', input.value.trim())
    else address.searchParams.delete('q')
    try { history.replaceState(null, '', address) } catch {} // browsers allow only so many in a second
  }
  const walk = (e, from) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key]
    if (!step || e.ctrlKey || e.metaKey || e.altKey) return
    e.preventDefault()
    const to = [input, ...links()][from + step]
    if (to) to.focus()
  }
  input.oninput = () => { show(); keep() }
  input.onkeydown = e => {
    if (e.key === 'Escape') { e.preventDefault(); input.value = ''; input.oninput() }
    walk(e, 0)
  }
  searchPage.onkeydown = e => {
    if (e.key === 'Escape') input.focus()
    walk(e, links().indexOf(document.activeElement) + 1)
  }
  form.onsubmit = e => {
    e.preventDefault()
    const { port, results } = find(input.value)
    if (port >= 0) location.href = portAddress(port)
    else if (results.length) location.href = address(results[0])
  }
  if (!input.value) input.value = new URLSearchParams(location.search).get('q') || ''
  if (input.value) show()
  else input.focus({ preventScroll: true })
}

all('header.site form, .go').forEach((form, i) => searchPage && form.matches('main *') ? listAll(form) : hang(form, i))
setTimeout(readInSteps, 30) // what somebody has asked already is painted first

// For tests, and for whoever looks.
portSearch = (question, time) => find(question, time).results.map(thing => ({ ...thing, address: address(thing) }))
portSearch.status = port => { readFor(Infinity); return status(port) }
