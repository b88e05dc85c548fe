/* Where one left a text.
 *
 * When a page of a text is left, the passage at its head is kept: a place a text, the latest. It is
 * offered, not gone to: on the title page, on the text's overview, and on the page itself, each of
 * which has an element for it (data-place names the text). Kept by the theme's __md_get and
 * __md_set, which know the site's address; where a browser keeps nothing, nothing is offered.
 */
(() => {
  "use strict"

  const HEADINGS = "h1, h2, h3, .head"
  const BEFORE = Node.DOCUMENT_POSITION_PRECEDING | Node.DOCUMENT_POSITION_CONTAINED_BY
  const passages = [...document.querySelectorAll(".passage")]
  const path = location.href.split(/[?#]/)[0].slice(new URL(".", __md_scope).href.length)

  function kept(text) {
    try { return __md_get(`place.${text}`) } catch { return null }
  }

  function offer(element) {
    const place = kept(element.dataset.place)
    if (!place) return
    const here = passages.length > 0
    if (here && (place.path !== path || place.id === passages[0].id || location.hash)) return
    element.querySelector("b").textContent = place.name
    const link = document.createElement("a")
    link.href = new URL(`${place.path}#${place.id}`, __md_scope)
    link.append(...element.childNodes)
    element.append(link)
    element.hidden = false
  }

  /* The heading a passage opens with, or the last one before it; without its full stop. */
  function nameOf(passage) {
    const before = [...document.querySelectorAll(HEADINGS)]
      .filter(heading => passage.compareDocumentPosition(heading) & BEFORE)
    return before.at(-1).textContent.replace(/\u3002$/, "")
  }

  function keep(text) {
    const top = document.querySelector(".md-header").offsetHeight
    const current = passages.find(passage => passage.getBoundingClientRect().bottom > top + 40)
    const whole = path.endsWith("/whole.html")
    if (whole && passages.at(-1).getBoundingClientRect().bottom <= innerHeight)
      return __md_set(`place.${text}`, null) // read to its end
    if (!current || (whole && current === passages[0])) return
    __md_set(`place.${text}`, { path, id: current.id, name: nameOf(current) })
  }

  const places = document.querySelectorAll("[data-place]")
  places.forEach(offer)
  if (!passages.length || !places.length) return
  addEventListener("pagehide", () => keep(places[0].dataset.place))
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep(places[0].dataset.place)
  })
})()
