// The map of all ports: its caption tells of the port under the pointer or the cursor, and a click or Enter leads there. Without this
// script each part of the map leads to the list of its ports.
{
  const figure = document.querySelector('.space'), plane = figure.querySelector('.plane'), svg = plane.firstElementChild
  const here = document.currentScript.src, caption = figure.querySelector('output'), { to, label, hint, rest } = figure.dataset
  const side = 256, last = side * side - 1
  const address = port => /\.html$/.test(to) ? to.replace('index.html', port + '.html') : to + port

  // The paths draw runs of cells: m is a move from the end of the run before, h the length of a run.
  const statuses = []
  for (const path of svg.querySelectorAll(':scope > path')) {
    let port = 0
    for (const [, x, y, length] of path.getAttribute('d').matchAll(/m(-?\d+) (\d+)h(\d+)/g)) {
      port += +x + side * y
      for (const end = port + +length; port < end; port++) statuses[port] = path
    }
  }

  // Names are loaded when somebody wants to know.
  let names
  const load = () => {
    if (names) return
    names = []
    const script = document.createElement('script')
    script.src = here.replace('map.js', 'names.js')
    script.onload = () => {
      let port = 0
      for (const name of portNames) typeof name === 'number' ? port += name : names[port++] = name
      if (at >= 0) tell()
    }
    document.head.append(script)
  }

  const cursor = document.createElementNS(svg.namespaceURI, 'rect')
  for (const [name, value] of Object.entries({ class: 'cursor', width: 5, height: 5, x: -9 })) cursor.setAttribute(name, value)
  svg.append(cursor)

  let at = -1
  const tell = () => {
    const link = document.createElement('a'), status = document.createElement('em')
    link.href = address(at)
    link.textContent = at
    status.className = statuses[at] ? statuses[at].getAttribute('class') : 'unassigned'
    status.textContent = statuses[at] ? statuses[at].dataset.word : rest
    caption.replaceChildren(link, ` ${names[at] || ''} `, status)
  }
  const show = port => {
    load()
    at = port
    cursor.setAttribute('x', port % side - 2)
    cursor.setAttribute('y', Math.floor(port / side) - 2)
    tell()
  }

  plane.tabIndex = 0
  plane.role = 'application'
  plane.setAttribute('aria-label', label)
  caption.textContent = hint

  // A click is the link's own business: so it can open a tab, too. A finger is too broad to hit a cell
  // at once; it chooses, and the caption leads on.
  let finger = false
  plane.onpointermove = plane.onpointerdown = e => {
    finger = e.pointerType === 'touch'
    const box = svg.getBoundingClientRect()
    const cell = offset => Math.min(Math.max(Math.floor(offset * side / box.width), 0), side - 1)
    caption.ariaLive = 'off'
    show(cell(e.clientY - box.top) * side + cell(e.clientX - box.left))
    const link = e.target.closest('a')
    if (link) link.setAttribute('href', address(at))
  }
  plane.onclick = e => { if (finger) e.preventDefault() }
  plane.onfocus = () => { if (plane.matches(':focus-visible')) show(Math.max(at, 0)) }
  plane.onkeydown = e => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -side, ArrowDown: side, PageUp: -16 * side, PageDown: 16 * side, Home: -at, End: last - at }[e.key]
    if (e.ctrlKey || e.altKey || e.metaKey) return
    if (e.key === 'Enter') location.href = address(at)
    if (step === undefined) return
    e.preventDefault()
    caption.ariaLive = 'polite'
    if (at + step >= 0 && at + step <= last) show(at + step)
  }
}
