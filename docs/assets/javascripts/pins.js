/* A passage's address, and what opens there: the ways to cite, copy and correct it.
 *
 * Without this script it is a link. What opens, with its words, is fetched when it is first asked
 * for (edition/outputs/menu.py), by scripts: from a disk nothing else can be read.
 */
(() => {
  "use strict"

  const PARTS = ["filling.js", "copying.js", "report.js", "menu.js"]
  const here = document.currentScript.src
  const pins = document.querySelectorAll("a.pin[href^='#']")
  let coming

  function fetched(tag, attributes) {
    return new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement(tag), attributes)
      element.onload = resolve
      element.onerror = reject
      document.head.append(element)
    })
  }

  /* In this order: the menu is made of what comes before it. */
  function load() {
    const scripts = [new URL("cite.js", location), ...PARTS.map(name => new URL(`cite/${name}`, here))]
    const style = { rel: "stylesheet", href: new URL("../stylesheets/cite.css", here) }
    coming ??= Promise.all([
      fetched("link", style),
      ...scripts.map(src => fetched("script", { src, async: false })),
    ])
    return coming
  }

  document.addEventListener("click", async event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const pin = event.target.closest("a.pin[href^='#']")
    if (!pin) return
    event.preventDefault()
    try {
      await load()
    } catch {
      location.hash = pin.hash // what could not be fetched leaves the link
      return
    }
    menu.toggle(pin, event.detail > 0)
  })

  for (const pin of pins) pin.setAttribute("aria-haspopup", "dialog")
})()

/* An address that leads elsewhere now is followed to its end. */
function followAddress() {
  const place = document.getElementById(location.hash.slice(1))
  const way = place?.matches(".led *") && place.querySelector("a")
  if (way) location.replace(way.href)
}
addEventListener("hashchange", followAddress)
followAddress()
