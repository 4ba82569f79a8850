// What a page gains with a script: a theme switch, tabs for systems, copy buttons, the search, and
// an answer to the three faces without leaving the page. Everything is readable without it.
const root = document.documentElement
const script = document.currentScript
const [copyWord, copiedWord, ...themeWords] = script.dataset.words.split('|') // written by templates/parts/top.html
const all = (selector, from = document) => [...from.querySelectorAll(selector)]

const make = (tag, properties, ...children) => {
  const e = Object.assign(document.createElement(tag), properties)
  e.append(...children)
  return e
}

const keep = (key, value) => {
  try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key) } catch {}
}

// Says something to those who do not see the page.
const live = make('p', { className: 'live' })
live.setAttribute('aria-live', 'polite')
document.body.append(live)
const say = text => { live.textContent = ''; setTimeout(() => { live.textContent = text }, 50) }

// Theme: system, light, dark, and round again.
const themes = ['', 'light', 'dark']
const button = make('button', { type: 'button', className: 'theme' })
const browserColor = make('meta', { name: 'theme-color' }) // of the browser's own bars
document.head.append(browserColor)
const showTheme = () => {
  const name = themeWords[themes.indexOf(root.dataset.theme || '')]
  button.title = name
  button.setAttribute('aria-label', name)
  browserColor.content = getComputedStyle(document.body).backgroundColor
}
matchMedia('(prefers-color-scheme: dark)').onchange = showTheme
button.onclick = () => {
  const next = themes[(themes.indexOf(root.dataset.theme || '') + 1) % 3]
  if (next) root.dataset.theme = next
  else delete root.dataset.theme
  keep('theme', next)
  showTheme()
}
showTheme()
document.querySelector('header.site').append(button)

// Systems: links become tabs (ARIA tabs pattern), and the choice holds for every page.
const bar = document.querySelector('.tabs')
if (bar) {
  const tabs = all('a', bar)
  const panel = tab => document.getElementById(tab.hash.slice(1))
  const choose = (chosen, focus) => {
    for (const tab of tabs) {
      tab.ariaSelected = tab === chosen
      tab.tabIndex = tab === chosen ? 0 : -1
      panel(tab).classList.toggle('on', tab === chosen)
    }
    root.dataset.system = panel(chosen).id
    if (focus) { chosen.focus(); keep('system', panel(chosen).id) }
  }
  bar.role = 'tablist'
  bar.setAttribute('aria-label', document.getElementById('check').textContent)
  tabs.forEach((tab, i) => {
    tab.role = 'tab'
    tab.id = 'tab-' + panel(tab).id
    tab.setAttribute('aria-controls', panel(tab).id)
    panel(tab).role = 'tabpanel'
    panel(tab).setAttribute('aria-labelledby', tab.id)
    tab.onclick = e => { e.preventDefault(); choose(tab, true) }
    tab.onkeydown = e => {
      const to = { ArrowRight: i + 1, ArrowLeft: i - 1 + tabs.length, Home: 0, End: tabs.length - 1, ' ': i }[e.key]
      if (to !== undefined) { e.preventDefault(); choose(tabs[to % tabs.length], true) }
    }
  })
  const linked = tabs.find(t => t.hash === location.hash)
  choose(linked || tabs.find(t => panel(t).id === root.dataset.system) || tabs[0])
  if (linked) panel(linked).scrollIntoView()
}

// Copying a command.
for (const code of navigator.clipboard ? all('pre:not(.out) > code') : []) {
  const copy = make('button', { type: 'button', className: 'copy' }, copyWord)
  copy.onclick = async () => {
    await navigator.clipboard.writeText(code.textContent)
    copy.textContent = copiedWord
    say(copiedWord)
    setTimeout(() => { copy.textContent = copyWord }, 2000)
  }
  code.parentNode.append(copy)
}

// The search: its script holds all names, so it is loaded when somebody is about to use it. It then takes
// the forms over; a question that was sent before that is asked again.
let search
const loadSearch = () => search ||= new Promise((onload, onerror) => {
  document.head.append(make('script', { src: script.src.replace('site.js', 'search.js'), onload, onerror }))
})
for (const form of all('header.site form, .go')) {
  form.q.ariaKeyShortcuts = '/ Control+K'
  form.q.onfocus = form.q.oninput = loadSearch
  form.onsubmit = e => {
    e.preventDefault()
    loadSearch().then(() => form.requestSubmit(), () => form.submit())
  }
}
addEventListener('keydown', e => {
  const command = e.ctrlKey || e.metaKey
  if (e.altKey || (command ? e.key !== 'k' : e.key !== '/' || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName))) return
  e.preventDefault()
  all('header.site input, main .go input').pop().select()
})
if (document.getElementById('results')) loadSearch()

// The three faces, when there is somebody to send them to.
const faces = document.querySelector('form.faces')
if (faces) {
  faces.onsubmit = async e => {
    e.preventDefault()
    try {
      const answer = new URLSearchParams(new FormData(faces, e.submitter))
      await fetch(faces.action, { method: 'post', body: answer, mode: 'no-cors' })
    } catch { // let the browser try
      faces.onsubmit = null
      return e.submitter.click()
    }
    faces.replaceChildren(make('p', {}, faces.dataset.thanks))
    say(faces.dataset.thanks)
  }
}

// What scrolls sideways can be reached by keyboard; what is printed is open.
for (const e of all('pre.out > code, .essay table')) if (e.scrollWidth > e.clientWidth) e.tabIndex = 0
addEventListener('beforeprint', () => { for (const d of all('details')) d.open = true })
