// Runs before the first paint, so that neither the theme nor the reader's system changes under
// their eyes: both become attributes of the page, which the style sheet reads.
(root => {
  let kept = {}
  try { kept = localStorage } catch {}
  const is = (navigator.userAgentData?.platform || navigator.platform || '').toLowerCase()
  const guess = /^win/.test(is) ? 'windows' : /^(mac|ip)/.test(is) ? 'macos' : /bsd/.test(is) ? 'bsd' : 'linux'
  root.dataset.system = kept.system || guess
  if (kept.theme) root.dataset.theme = kept.theme
})(document.documentElement)
