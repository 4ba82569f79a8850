// The browser's half of the preview: keeps an open page as a reload would show it now, and lays the
// faults over it. What the page was served with stands in the attributes of this script; the server
// sends the same for the inputs as they are (type state in reply.go). A block, so that names are its own.
{
  const { page, style, files } = document.currentScript.dataset
  const shown = { page, style, files, faults: '' }

  // Scroll position and open answers outlive a reload that we cause; browsers leave it to chance when
  // the address names a place in the page.
  const kept = 'preview-place'
  const all = selector => [...document.querySelectorAll(selector)]
  const reload = () => {
    source?.close()
    sessionStorage[kept] = JSON.stringify({ x: scrollX, y: scrollY, open: all('details').map(d => d.open) })
    history.scrollRestoration = 'manual'
    location.reload()
  }
  const restore = ({ x, y, open }) => {
    all('details').forEach((d, i) => { d.open = open[i] ?? d.open })
    scrollTo({ left: x, top: y, behavior: 'instant' })
  }
  if (sessionStorage[kept]) {
    const place = JSON.parse(sessionStorage[kept])
    delete sessionStorage[kept]
    restore(place)
    addEventListener('load', () => { restore(place); history.scrollRestoration = 'auto' })
  }

  // The old style sheet goes when the new one is there, so that the page is never bare.
  const restyle = () => {
    for (const old of all('link[rel=stylesheet]:not([data-old])')) {
      const sheet = old.cloneNode()
      const address = new URL(old.href)
      address.searchParams.set('preview', shown.style)
      sheet.href = address
      sheet.onload = () => all('link[data-old]').forEach(l => { if (new URL(l.href).pathname === address.pathname) l.remove() })
      old.dataset.old = ''
      old.after(sheet)
    }
  }

  // Faults lie in a shadow tree, which the site's style sheet does not reach. Escape closes them until
  // others appear.
  let dialog
  const build = () => {
    const shadow = document.documentElement.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
    shadow.innerHTML = '<link rel=stylesheet href=/_preview/preview.css>' +
      '<dialog role=alertdialog aria-labelledby=what><button autofocus>Close</button><div aria-live=polite></div></dialog>'
    dialog = shadow.querySelector('dialog')
    dialog.querySelector('button').onclick = () => dialog.close()
    return new Promise(done => { shadow.querySelector('link').onload = done })
  }
  const lay = async () => {
    if (shown.faults && !dialog) await build()
    if (!dialog) return
    dialog.querySelector('div').innerHTML = shown.faults
    if (!shown.faults) dialog.close()
    else if (!dialog.open) dialog.showModal()
  }

  const show = now => {
    const old = { ...shown }
    Object.assign(shown, now)
    if (now.page !== old.page || now.files !== old.files) return reload()
    if (now.style !== old.style) restyle()
    if (now.faults !== old.faults) lay()
  }

  // Only pages that are seen listen: browsers open a handful of connections to a server, and a
  // page that is seen again is told how things are now.
  let source
  const listen = () => {
    source?.close()
    if (document.hidden) return
    source = new EventSource('/_preview/events?page=' + encodeURIComponent(location.pathname))
    source.onmessage = e => show(JSON.parse(e.data))
    source.onerror = () => { if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000) }
  }
  addEventListener('visibilitychange', listen)
  addEventListener('pageshow', e => { if (e.persisted) listen() }) // back from the browser's cache of pages
  listen()
}
