// Finding: what people ask for becomes numbers and words, and each thing that can be found is weighed by how
// well it answers them. All rules are general; what is known of single ports is in the index.
//
// A thing is {port, last, names, about, uses, essay} for a port, or for several in a row with the same names;
// {page, title, about} for a page; {name, about} for a service name without a port.
const last = 65535
const hyphened = (text, hyphen) => (text.toLowerCase().match(/[a-z0-9]+/g) || []).join(hyphen)
const lines = text => text ? text.split('\n') : []
const wordSet = key => new Set(index.locales[0].words[key].split(' '))
const small = wordSet('search-small'), inner = wordSet('search-inner')
const same = new Map() // words to others that mean the same
for (const group of index.locales[0].words['search-same'].split(', ')) {
  for (const word of group.split(' ')) same.set(word, group.split(' ').filter(w => w !== word))
}

// What a word is worth, by where it stands: a service's whole name, the name of a program, of an essay or a page,
// a part of these, a word of a description. What a program's parts say to each other is asked for less.
const fields = [10, 10, 8, 10, 5, 6, 5, 5, 3, 2.5, 2.5, 7]
const [whole, nickname, innerNickname, title, part, called, innerCalled, heading, described, told, remark, abbreviation] = fields.keys()

const statusNames = { a: 'assigned', u: 'unassigned', r: 'reserved', d: 'dynamic' }
const statuses = new Uint8Array(last + 1).fill(117) // letters of statusNames
const status = port => statusNames[String.fromCharCode(statuses[port])]

const things = []
const thingAt = new Uint32Array(last + 1) // their numbers by port, counted from 1
const at = port => thingAt[port] ? things[thingAt[port] - 1] : undefined
const none = []
const newThing = thing => {
  thing.id = things.length
  things.push(thing)
  return thing
}
const known = new Map() // words of the index to their numbers
const tokens = [] // words by number
const newest = [], places = [], before = [] // the newest place of a word; what a place is, 16 * thing + field; and the place before it

const put = (word, thing, field) => {
  let i = known.get(word)
  if (i === undefined) {
    known.set(word, i = tokens.length)
    tokens.push(word)
    newest.push(-1)
  }
  const had = newest[i] < 0 ? -1 : places[newest[i]]
  if (had >> 4 === thing && fields[had & 15] >= 4 && fields[had & 15] >= fields[field]) return // a better place of the same thing
  before.push(newest[i])
  newest[i] = places.push(thing * 16 + field) - 1
}

// Words of a text in small letters without accents. Nearly all texts are ASCII, where less has to be done.
const isPlain = text => !/[^\x00-\x7f]/.test(text)
const simple = text => (isPlain(text) ? text : text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')).toLowerCase()
const wordsOf = text => text.match(isPlain(text) ? /[a-z0-9]+/g : /[\p{L}\p{N}]+/gu) || []

// Puts the words of a text into the index, and all of them as one word if it is a name. What stands in brackets
// in capital letters is an abbreviation: Remote Desktop (RDP).
const putAll = (text, thing, field, name = -1) => {
  const words = wordsOf(simple(text))
  if (name >= 0) put(words.join(''), thing, name)
  for (const word of words) put(word, thing, field)
  if (text.includes('(')) for (const [, short] of text.matchAll(/\(([A-Z][A-Z0-9]+)\)/g)) put(short.toLowerCase(), thing, abbreviation)
  return words
}

// Lines of names: see encodePorts in index.go.
const nameIn = line => {
  if (line[0] === '*') return [hyphened(line.slice(1), '-'), line.slice(1)]
  if (line[0] === '^') return [hyphened(line.slice(1), ''), line.slice(1)]
  const space = line.indexOf(' ')
  return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)]
}

// The thing of ports in a row. What is known of single ports has been read before.
const newPorts = (port, end, about) => {
  const had = at(port)
  const thing = port === end && had && had.last === port ? Object.assign(had, { names: [], about })
    : newThing({ port, last: end, names: [], about, uses: none })
  for (let p = port; p <= end; p++) {
    statuses[p] = 97
    if (!thingAt[p] || port === end) thingAt[p] = thing.id + 1
    else if (!at(p).names.length) Object.assign(at(p), { names: thing.names, about })
  }
  return thing
}

let latest = { port: 0, last: -1 } // the thing of the line before
const readPort = line => {
  let port = latest.port + 1, more = 0
  if (line[0] === '=') {
    port--
    line = line.slice(1)
  } else if (line[0] === '+') {
    const space = line.indexOf(' '), [step, count = 0] = line.slice(1, space).split('-')
    port += step - 1
    more = +count
    line = line.slice(space + 1)
  }
  const [name, about] = nameIn(line)
  if (latest.port !== port || latest.last !== port + more) latest = newPorts(port, port + more, about)
  if (!latest.names.includes(name)) latest.names.push(name)
  putAll(name, latest.id, part, whole)
  if (about) putAll(about, latest.id, described)
}

const readStatuses = () => {
  let port = 0
  for (const [, gap, length, letter] of index.statuses.matchAll(/(\d+)(?:x(\d+))?([a-z])/g)) {
    port += +gap
    for (let n = +(length || 1); n > 0; n--) statuses[port++] = letter.charCodeAt(0)
  }
}

// A port as a thing: of several in a row with the same names, the one that is asked for.
const portThing = port => {
  const thing = at(port) || { names: none, about: '' }
  return thing.last === thing.port && thing.id !== undefined ? thing : { port, last: port, names: thing.names, about: thing.about, uses: none }
}

// The same, for a port of which more is known than its names.
const own = port => {
  const thing = portThing(port)
  if (thing.id === undefined) thingAt[port] = newThing(thing).id + 1
  return thing
}

const readUses = () => {
  for (const line of lines(index.uses)) {
    const [port, name, what] = line.split('\t')
    const thing = own(+port)
    thing.uses = [...thing.uses, { name, what }]
    const isInner = putAll(what, thing.id, told).some(w => inner.has(w))
    const words = putAll(name, thing.id, isInner ? innerCalled : called, isInner ? innerNickname : nickname)
    if (words.length > 1 && !isInner) put(words.slice(1).join(''), thing.id, innerNickname) // of Apache Kafka, Kafka
  }
}

const readTexts = () => {
  for (const line of lines(index.essays)) {
    const [port, name, tagline] = line.split('\t')
    const thing = own(+port)
    thing.essay = { name, tagline }
    putAll(name, thing.id, called, nickname)
    putAll(tagline, thing.id, described)
  }
  for (const line of lines(index.pages)) {
    const [page, name, about, headings] = line.split('\t')
    const { id } = newThing({ page, title: name, about })
    putAll(name, id, heading, title)
    put(wordsOf(page.split('/').filter(Boolean).pop()).join(''), id, title) // transports/dccp is called DCCP as well
    putAll(about + ' ' + headings, id, remark)
  }
}

const readName = line => {
  const [name, about] = nameIn(line)
  const { id } = newThing({ name, about })
  putAll(name, id, part, whole)
  if (about) putAll(about, id, described)
}

const sizeOf = ({ title, name, names, uses }) => (title || name || [...names, ...uses.map(u => u.name)].join()).length

// What somebody wrote about, what is known to be used, and low numbers are asked for more.
const likely = thing => {
  if (thing.page !== undefined) return 1
  if (thing.port === undefined) return -5
  return (thing.essay ? 2 : 0) + (thing.uses.length ? .8 + .2 * Math.min(thing.uses.length, 5) : 0) +
    (thing.port < 1024 ? .6 : 0) + .3 * (1 - Math.log2(thing.port + 1) / 16)
}

// Reading takes a slow phone a moment. It is done in steps, what is asked for most first, so that nobody has to
// wait for all of it before there is something to find.
function* reading() {
  statuses.fill(100, 49152)
  readTexts()
  readUses()
  yield
  let count = 0
  for (const [text, readLine] of [[index.ports, readPort], [index.names, readName]]) {
    for (const line of lines(text)) {
      readLine(line)
      if (++count % 50 === 0) yield
    }
  }
  readStatuses()
}
const steps = reading()
const nothing = () => {}
let isRead = false, whenRead = nothing
const readFor = time => {
  const until = performance.now() + time
  do isRead ||= steps.next().done
  while (!isRead && performance.now() < until)
  return isRead
}
const readInSteps = () => {
  if (readFor(8)) whenRead()
  else setTimeout(readInSteps)
}

// The words that are known, in one text: looking through it is much faster than looking at each word. What was
// found is kept, since all words but the last stay the same while somebody types.
let vocabulary = ''
const starts = [], letters = [] // where the words begin in it; which letters each has, as bits of a small number
let prepared = 0 // how many places there were then
const prior = [] // how likely people want a thing whatever they ask
let values // what things are worth, while it is collected
const looked = new Map()
const lettersOf = word => {
  let bits = 0
  for (let i = 0; i < word.length; i++) bits |= 1 << word.charCodeAt(i) % 30
  return bits
}
const prepare = () => {
  if (prepared === places.length) return
  prepared = places.length
  vocabulary = '\n' + tokens.join('\n') + '\n'
  for (let i = starts.length; i < tokens.length; i++) {
    starts.push(i === 0 ? 1 : starts[i - 1] + tokens[i - 1].length + 1)
    letters.push(lettersOf(tokens[i]))
  }
  while (prior.length < things.length) prior.push(likely(things[prior.length]))
  values = new Float64Array(things.length)
  looked.clear()
}

// How many slips of the fingers lead from a word to another one, or to the beginning of it: letters that
// are missing, too many, wrong, or change places with the next. Infinity when there are more than most.
// Cells far from the diagonal would be more than most, and are not looked at.
const rows = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)]
const slips = (word, token, most) => {
  const width = Math.min(token.length, word.length + most)
  let [older, above, row] = rows
  for (let x = 0; x <= most + 1; x++) above[x] = x
  for (let y = 1; y <= word.length; y++) {
    const from = Math.max(1, y - most), to = Math.min(width, y + most), letter = word.charCodeAt(y - 1)
    row[from - 1] = from === 1 ? y : 99
    let least = row[from - 1]
    for (let x = from; x <= to; x++) {
      const other = token.charCodeAt(x - 1)
      let cost = Math.min(above[x - 1] + (letter === other ? 0 : 1), above[x] + 1, row[x - 1] + 1)
      if (letter !== other && x > 1 && y > 1 && letter === token.charCodeAt(x - 2) && word.charCodeAt(y - 2) === other) {
        cost = Math.min(cost, older[x - 2] + 1)
      }
      row[x] = cost
      if (cost < least) least = cost
    }
    if (least > most) return [Infinity, Infinity]
    row[to + 1] = 99
    const free = older
    older = above
    above = row
    row = free
  }
  let begins = Infinity
  for (let x = Math.max(0, word.length - most); x <= width; x++) begins = Math.min(begins, above[x])
  return [width === token.length ? above[width] : Infinity, begins]
}

// Whether two words differ by two neighbouring letters. Of words of three letters no other slips are forgiven.
const swapped = (a, b) => a[1] + a[0] + a[2] === b || a[0] + a[2] + a[1] === b

// Slips are rare at the beginning of a word, and words that begin otherwise need not be looked at closely.
const beginsAlike = (a, b) => a[0] === b[0] || a[1] === b[1] || a[0] === b[1] || a[1] === b[0]

// How well a word that begins or contains what was asked for answers it: 1 when it is the same.
const likeBegun = (word, token) => .5 + .4 * word.length / token.length
const likePart = (word, token) => .4 * word.length / token.length

// The same for a word that is like it but for a few slips: 0 when it is not.
const likeSlipped = (word, token, most) => {
  if (most === 1 && word.length === 3) return token.length === 3 && swapped(word, token) ? .6 : 0
  if (!beginsAlike(word, token)) return 0
  const [all, begins] = slips(word, token, most)
  const first = token[0] === word[0] ? 1 : .8
  if (all <= most) return first * (.85 - .15 * all)
  if (begins <= most && word.length > 4) return first * likeBegun(word, token) * (.85 - .1 * begins)
  return 0
}

// Takes the words that contain a word; of one or two letters, those that begin with it.
const eachWith = (word, take) => {
  const sought = word.length > 2 ? word : '\n' + word, shift = word.length > 2 ? 0 : 1
  let i = 0
  for (let p = vocabulary.indexOf(sought); p >= 0; p = vocabulary.indexOf(sought, starts[i] + tokens[i].length - shift)) {
    const found = p + shift
    let end = starts.length
    while (i + 1 < end) { // half by half
      const middle = i + end >> 1
      if (starts[middle] <= found) i = middle
      else end = middle
    }
    const token = tokens[i]
    take(i, token === word ? 1 : starts[i] === found ? likeBegun(word, token) : likePart(word, token))
  }
}

// Takes the words that may have been meant, had somebody not slipped.
const eachLike = (word, most, take) => {
  const bits = lettersOf(word), least = word.length - most
  for (let i = 0; i < letters.length; i++) {
    let missing = bits & ~letters[i]
    for (let n = 0; n < most; n++) missing &= missing - 1
    const token = tokens[i]
    if (missing !== 0 || token.length < least || token.includes(word)) continue
    const like = likeSlipped(word, token, most)
    if (like > 0) take(i, like)
  }
}

// What a word finds: things, and for each what the best place of the word, or of one like it, is worth.
const look = (word, isSmall, isLast) => {
  const key = word + isLast
  if (looked.has(key)) return looked.get(key)
  if (looked.size > 50) looked.clear()
  values.fill(0)
  const isKnown = known.has(word), found = []
  const take = (i, like) => {
    // What begins like a word that the index has, or like one that is finished, is most often something else. A
    // single letter is the beginning of names only.
    const inName = like < 1 && !isLast ? .7 : 1, inText = like === 1 ? 1 : word.length < 2 ? 0 : isKnown ? .7 : inName
    for (let p = newest[i]; p >= 0; p = before[p]) {
      const thing = places[p] >> 4, field = places[p] & 15, value = like * fields[field] * (field < part ? inName : inText)
      if (value === 0) continue
      const had = values[thing]
      if (had === 0) found.push(thing)
      values[thing] = Math.max(had, value) + (had < 4 && value < 4 ? had / 20 : 0) // said twice in a text
    }
  }
  const takeKnown = (other, like) => { if (known.has(other)) take(known.get(other), like) }
  if (isSmall) takeKnown(word, 1)
  else {
    const cut = Math.max(4, word.length - 3), most = isKnown || word.length < 3 || word.length > 30 ? 0 : word.length < 7 ? 1 : 2
    eachWith(word, take)
    for (let length = cut; length < word.length; length++) takeKnown(word.slice(0, length), .6) // blocked, block
    if (most > 0) eachLike(word, most, take)
  }
  for (const other of same.get(word) || []) takeKnown(other, .7)
  const result = { things: found, values: found.map(thing => values[thing]) }
  looked.set(key, result)
  return result
}

const isPort = n => n <= last
const numberOf = text => /^0x/.test(text) ? parseInt(text, 16) : +text
const isNumber = /^(?:\d{1,20}|0x[0-9a-f]{1,20})$/
const transport = /^(?:tcp|udp|sctp|dccp)$/

const span = /(?<![\w.:-])(0x[0-9a-f]+|\d+)\s*(?:-|–|—|\.\.|\bto\b)\s*(0x[0-9a-f]+|\d+)(?![\w.-])/g
const spellings = [
  /^(?:[a-z+.-]+:\/\/)?(?:\[[^\]]*\]|::|[^:[\]]*):(?:\/\/)?(\d+)(?:[/?#].*)?$/, // localhost:8080, http://[::1]:8080/a
  /^(?:tcp|udp|sctp|dccp|port)[-/_]?(\d+)$/, // tcp/22
  /^(\d+)[-/_](?:tcp|udp|sctp|dccp)(?:[/+](?:tcp|udp|sctp|dccp))*$/, // 53/tcp+udp
  /^(\d+)(?:tcp|udp)$/,
]

// The numbers in a part of a question, as [digits, whether it is surely a port]; before and after are its neighbours.
const numbersIn = (part, before, after) => {
  const bare = part.replace(/^[#.]+|[.:/]+$/g, '')
  if (isNumber.test(bare)) {
    return [[bare, before === undefined && after === undefined || /^0x/.test(bare) || /^ports?$/.test(before) || transport.test(before) || transport.test(after)]]
  }
  for (const spelling of spellings) {
    const [, digits] = spelling.exec(spelling === spellings[0] ? part : bare) || []
    if (digits) return [[digits, true]]
  }
  return /^\d+(?:[/+&]\d+)+$/.test(bare) ? bare.split(/[/+&]/).map(digits => [digits, true]) : [] // 80/443
}

// Understands a question: spans and numbers, those that are surely ports first, and words.
const understand = question => {
  const spans = [], numbers = new Map(), words = []
  const text = simple(question).slice(0, 200).replace(span, (_, first, end) => {
    spans.push([numberOf(first), numberOf(end)])
    return ' '
  })
  const parts = text.split(/[\s,;"'?!()<>|]+/).filter(Boolean)
  parts.forEach((part, i) => {
    const found = numbersIn(part, parts[i - 1], parts[i + 1])
    for (const [digits, sure] of found) if (!numbers.has(numberOf(digits))) numbers.set(numberOf(digits), { n: numberOf(digits), digits, sure })
    const isAddress = /^\d+(?:\.\d+){2,}/.test(part) // of the Internet Protocol
    if (found.length === 0 && !isAddress) words.push(...wordsOf(part))
  })
  return { spans, numbers: [...numbers.values()].sort((a, b) => b.sure - a.sure), words: words.slice(0, 12) }
}

// The things that words find with their scores, as two lists. A thing is worth the mean of what it is to each
// word, rare words counting more and small ones little, and less if it has not all of them.
const weighWords = words => {
  const weights = words.map(word => small.has(word) ? .1 : 1), found = []
  const looks = words.map((word, i) => look(word, weights[i] < 1, i === words.length - 1))
  const sums = new Float64Array(things.length), shares = new Float64Array(things.length)
  looks.forEach((l, i) => { weights[i] *= l.things.length ? 1 - .5 * Math.log(l.things.length) / Math.log(things.length) : .5 })
  const total = weights.reduce((a, b) => a + b, 0)
  const joined = joinedWords(words)
  looks.forEach((l, i) => {
    const better = joined[i]
    const add = (thing, value) => {
      if (shares[thing] === 0) found.push(thing)
      sums[thing] += weights[i] * value
      shares[thing] += weights[i]
    }
    for (let n = 0; n < l.things.length; n++) {
      const thing = l.things[n]
      add(thing, better.size ? Math.max(l.values[n], better.get(thing) || 0) : l.values[n])
    }
    if (better.size) {
      const had = new Set(l.things)
      for (const [thing, value] of better) if (!had.has(thing)) add(thing, value)
    }
  })
  return { found, scores: found.map(thing => sums[thing] / total * (shares[thing] / total) ** 2 * (1 + prior[thing] / 10)) }
}

// Words that make one: open vpn, ms sql. For each word the things whose names are made of it and its neighbours.
const joinedWords = words => {
  const joined = words.map(() => new Map())
  for (let i = 0; i < words.length; i++) {
    for (let j = i + 2; j <= Math.min(i + 4, words.length); j++) {
      const token = known.get(words.slice(i, j).join(''))
      for (let p = token === undefined ? -1 : newest[token]; p >= 0; p = before[p]) {
        const field = places[p] & 15
        if (field < part) for (let k = i; k < j; k++) joined[k].set(places[p] >> 4, fields[field])
      }
    }
  }
  return joined
}

const spanTitle = (first, last) => index.locales[0].words['notfound-ports'].replace('%', first + '–' + last)

// The results for a span of ports: the page or the thing about just these, the ports at its ends and
// those between them that have a name, the list of a thousand.
const weighSpan = ([first, end], add) => {
  if (!isPort(first) || !isPort(end) || first > end) return
  const exact = things.find(t => t.port === first && t.last === end)
  if (exact) add(exact, 100)
  const pageOf = (from, to) => {
    const line = lines(index.spans).find(l => l.endsWith('/' + from + '-' + to) || l.endsWith(' ' + from + '-' + to))
    const page = line && line.split(' ')[0]
    return page && (things.find(t => t.page === page) || { page, title: spanTitle(from, to), about: '' })
  }
  const page = pageOf(first, end)
  if (page) add(page, 99)
  for (const port of new Set([first, end])) if (!exact || port > first) add(portThing(port), 98 - (port - first) / 65536)
  const thousand = Math.floor(first / 1000) * 1000
  const list = pageOf(thousand, Math.min(thousand + 999, last))
  if (first !== thousand || !page) add(list, 97)
  let most = 50
  for (let port = first + 1; port < end && most > 0; port++) {
    if (!at(port) || at(port) === exact || at(port).port !== port) continue
    add(at(port), 90 - port / 65536)
    most--
  }
}

// The results for a number: the port, and those whose number it may be the beginning of.
const weighNumber = ({ n, sure }, isAlone, add) => {
  if (!isPort(n)) return
  add(portThing(n), sure ? 100 : n > 99 ? 18 : 12) // a small one may as well be a version
  for (let first = n * 10, count = 10; isAlone && n > 0 && first <= last; first *= 10, count *= 10) {
    for (let port = first; port < first + count && port <= last; port++) {
      const thing = at(port)
      if (thing && thing.port === port) add(thing, 1 + prior[thing.id])
    }
  }
}

// The words between small words at both ends.
const trimmed = words => {
  const large = words.map(w => !small.has(w))
  return large.includes(true) ? words.slice(large.indexOf(true), large.lastIndexOf(true) + 1) : words
}

// Words that stand side by side tell more, those at the beginning of a text most.
const closeness = (text, phrase) => text.includes('|' + phrase) ? 1.3 : text.includes(phrase) ? 1.2 : 1

// All that is said of a thing, as words in a row.
const said = new Map()
const textOf = thing => {
  if (said.has(thing)) return said.get(thing)
  const texts = [thing.title, ...thing.names || [thing.name], thing.about, ...(thing.uses || []).flatMap(u => [u.what, u.name + ' ' + u.what])]
  if (thing.essay) texts.push(thing.essay.name, thing.essay.tagline)
  const text = texts.map(text => '| ' + wordsOf(simple(text || '')).join(' ')).join(' ')
  if (isRead) said.set(thing, text)
  return text
}

// The least score that is worth being listed: of the first hundred, and not far below the best.
const mostResults = 100
const floor = scores => {
  const sorted = Float64Array.from(scores).sort()
  return Math.max((sorted[sorted.length - mostResults] || 0), (sorted[sorted.length - 1] || 0) / 5)
}

// Finds what a question asks for, the likeliest first: a list of things with a score. tooLarge is a number
// that is no port, if one was asked for; port is the only thing that can have been meant. If little time is
// given, only what has been read by then is found.
const find = (question, time = Infinity) => {
  readFor(time)
  prepare()
  const asked = understand(question)
  const { found, scores } = weighWords(asked.words)
  const byThing = new Map(), enough = floor(scores)
  found.forEach((thing, i) => { if (scores[i] >= enough) byThing.set(things[thing], scores[i]) })
  const add = (thing, score) => byThing.set(thing, (byThing.get(thing) || 0) + score)
  for (const span of asked.spans) weighSpan(span, add)
  asked.numbers.forEach((number, i) => {
    weighNumber(number, asked.numbers.length === 1 && asked.words.length === 0, (thing, score) => add(thing, score - i / 10))
  })
  const better = (a, b) => b.score - a.score || sizeOf(a.thing) - sizeOf(b.thing) || a.thing.port - b.thing.port
  const results = [...byThing].map(([thing, score]) => ({ thing, score })).sort(better).slice(0, mostResults)
  if (asked.words.length > 1) {
    const phrase = ' ' + trimmed(asked.words).join(' ')
    for (const r of results) r.score *= closeness(textOf(r.thing), phrase)
    results.sort(better)
  }
  const isSingle = asked.numbers.length === 1 && asked.spans.length === 0 && asked.words.every(w => transport.test(w) || /^ports?$/.test(w))
  return {
    results: results.map(r => r.thing),
    port: isSingle && asked.numbers[0].sure && isPort(asked.numbers[0].n) ? asked.numbers[0].n : -1,
    tooLarge: [...asked.numbers.map(n => n.digits), ...asked.spans.flat().map(String)].find(n => !isPort(numberOf(n))),
    words: asked.words,
  }
}
