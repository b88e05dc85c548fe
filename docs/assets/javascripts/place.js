/* Where one left a text.
 *
 * When a page of a text is left, the passage at its head is kept: a place a text, the latest. It is
 * offered, not gone to: on the title page, on the text's overview, and on the page itself, each of
 * which has an element for it (data-place names the text). It is kept with its name in both scripts,
 * which its passage carries: the reader may come back in the other. Kept by the theme's __md_get and
 * __md_set, which know the site's address; where a browser keeps nothing, nothing is offered.
 */
(() => {
  "use strict"

  const script = document.documentElement.lang.endsWith("Hant") ? "hant" : "hans"
  const passages = [...document.querySelectorAll(".passage")]
  const { base } = JSON.parse(document.getElementById("__config").textContent)
  const tree = new URL(base.replace(/\/?$/, "/"), location) // of this script's pages
  const path = location.href.split(/[?#]/)[0].slice(tree.href.length)

  function kept(text) {
    try { return __md_get(`left.${text}`) } catch { return null }
  }

  function offer(element) {
    const place = kept(element.dataset.place)
    if (!place) return
    const here = passages.length > 0
    if (here && (place.path !== path || place.id === passages[0].id || location.hash)) return
    element.querySelector("b").textContent = place.names[script]
    const link = document.createElement("a")
    link.href = new URL(`${place.path}#${place.id}`, tree)
    link.append(...element.childNodes)
    element.append(link)
    element.hidden = false
  }

  function keep(text) {
    const current = passageBeingRead()
    const whole = path.endsWith("/whole.html")
    if (whole && passages.at(-1).getBoundingClientRect().bottom <= innerHeight)
      return __md_set(`left.${text}`, null) // read to its end
    if (!current || (whole && current === passages[0])) return
    __md_set(`left.${text}`, { path, id: current.id, names: { ...current.dataset } })
  }

  const places = document.querySelectorAll("[data-place]")
  places.forEach(offer)
  if (!passages.length || !places.length) return
  addEventListener("pagehide", () => keep(places[0].dataset.place))
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep(places[0].dataset.place)
  })
})()
