// On the page for addresses that do not exist: reads the address and says which page may have been
// meant. Nothing of the address is ever read as HTML: it becomes text, or a number.
{ // a block, since all scripts of a page share their names
  const guess = document.getElementById('guess')
  const words = guess.dataset // and settings, written by templates/notfound.html; % is what was asked for
  const root = new URL('..', document.currentScript.src) // scripts lie in assets/
  const last = 65535

  const make = (tag, text) => Object.assign(document.createElement(tag), { textContent: text })
  const fill = (word, asked) => word.split('%').join(asked.length > 40 ? asked.slice(0, 40) + '…' : asked)
  const link = (path, text) => Object.assign(make('a', text), { href: new URL(path, root) })
  const say = (text, links) => {
    const list = document.createElement('ul')
    for (const a of links) list.appendChild(document.createElement('li')).append(a)
    guess.append(make('p', text), ...links.length ? [list] : [])
  }

  // The parts of the address below the site's root: ports, tcp, 22.
  const parts = (() => {
    let path = location.pathname
    if (path.startsWith(root.pathname)) path = path.slice(root.pathname.length)
    try { path = decodeURIComponent(path) } catch {} // what cannot be decoded stays as it is
    return path.toLowerCase().split('/').map(p => p.trim().replace(/\.(html?|php|md|txt|json)$/, '')).filter(Boolean)
  })()

  // Locales have the pages of some ports: "tl 0-1023,3306|fr 0-65535".
  const folders = new Map(words.folders.split('|').map(f => f.split(' ')))
  const spans = (folders.has(parts[0]) ? folders.get(parts[0]) : '').split(',').map(s => s.split('-'))
  const folder = folders.has(parts[0]) ? parts.shift() + '/' : ''
  const inFolder = port => folder && spans.some(([a, b = a]) => port >= +a && port <= +b)
  const port = n => link((inFolder(n) ? folder : '') + 'ports/' + n + words.ending, fill(words.port, String(n)))
  const thousand = n => {
    const first = Math.floor(n / 1000) * 1000
    const name = first + '-' + Math.min(first + 999, last)
    return link('ranges/' + name + words.ending, fill(words.ports, name))
  }

  // What is asked for, without words that only say that it is a port: 22 of tcp-22, port22, :22, 22/tcp.
  const asked = parts.filter(p => !/^(ports?|services?|tcp|udp|sctp|dccp|numbers?|ranges?|index)$/.test(p))
    .flatMap(p => p.split(/[,;+ ]+/))
    .map(p => p.replace(/^(ports?|tcp|udp|sctp|dccp)?[-_:=]*(?=\d)/, '').replace(/(\d)[-_:]?(tcp|udp|sctp|dccp)$/, '$1'))
    .filter(Boolean).slice(0, 8)

  // Numbers, also 0855 and 0x357, and spans of them. Of a number that is too large, the first digits
  // may be what was meant.
  const number = /^(\d+|0x[\da-f]+)(?:(?:-|–|\.\.)(\d+|0x[\da-f]+))?$/
  const ports = [] // links
  for (const [, ...ends] of asked.map(a => a.match(number)).filter(Boolean)) {
    const numbers = ends.filter(Boolean).map(text => {
      let n = Number(text.replace(/^0+(?=\d)/, '').slice(0, 20)) // more digits would be infinite
      if (n > last) say(fill(words.large, text), [])
      while (n > last) n = Math.floor(n / 10)
      return n
    })
    ports.push(...numbers.map(port))
    if (numbers.length > 1) ports.push(thousand(numbers[0]))
  }

  // Names are for the search: it is where the form at the top of the page leads.
  const names = asked.filter(a => !number.test(a)).join(' ')
  if (names && !ports.length) {
    const search = new URL(document.querySelector('header.site form').action)
    search.searchParams.set('q', names)
    ports.push(link(search, fill(words.search, names)))
  }
  if (ports.length) say(words.maybe, ports)
}
