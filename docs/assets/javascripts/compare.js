/* Two sections side by side: whoever chooses a passage sees its partner, and what they share.
 *
 * Without this script a passage leads to its partner by a plain link. With it the partner comes into
 * view without losing the place, and of all shared wording that of the chosen link stands out. A
 * press anywhere in a passage that has a partner chooses it; the address says what was chosen.
 */
(() => {
  "use strict"

  const facing = document.querySelector(".facing")
  if (!facing) return

  const calm = matchMedia("(prefers-reduced-motion: reduce)")
  const ties = new Map() // id → its line, its two passages, its marks
  for (const line of facing.querySelectorAll(".evidence[id]")) {
    const marks = [...facing.querySelectorAll("mark")]
      .filter(mark => mark.dataset.ties.split(" ").includes(line.id))
    let one = line.nextElementSibling
    while (one.matches(".evidence")) one = one.nextElementSibling
    const other = document.querySelector(line.querySelector(".tie").hash)
    ties.set(line.id, { line, ends: [one, other], marks })
    for (const end of [one, other]) end.classList.add("tied")
  }

  /* The links of a line, or of a passage, the strongest first. */
  function tiesOf(id) {
    if (ties.has(id)) return [ties.get(id)]
    return [...ties.values()]
      .filter(({ ends }) => ends.some(end => end.id === id))
      .sort((a, b) => b.line.dataset.score - a.line.dataset.score)
  }

  function show(chosen) {
    for (const one of facing.querySelectorAll(".chosen")) one.classList.remove("chosen")
    facing.classList.toggle("choosing", chosen.length > 0)
    for (const { line, ends, marks } of chosen)
      for (const one of [line, ...ends, ...marks]) one.classList.add("chosen")
  }

  function reach(passage) {
    const fold = passage.closest("details")
    if (fold) fold.open = true
    passage.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "nearest" })
  }

  facing.addEventListener("click", event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    const way = event.target.closest(".tie")
    if (!way && (event.target.closest("a, .mark, .gap, summary") || !getSelection().isCollapsed)) return
    const place = event.target.closest(".evidence, .passage")
    const mine = place ? tiesOf(place.id) : []
    const there = way && document.querySelector(way.hash)
    const tie = there ? mine.find(({ ends }) => ends.includes(there)) : mine[0]
    if (!tie) return
    event.preventDefault()
    const partner = there ?? tie.ends.find(end => end !== place)
    history.pushState(null, "", `#${tie.line.id}`)
    show([tie])
    reach(partner)
    if (!way) return
    partner.tabIndex = -1 // a keyboard goes on from there
    partner.focus({ preventScroll: true })
  })

  function arrive() { show(tiesOf(decodeURIComponent(location.hash.slice(1)))) }

  addEventListener("popstate", arrive)
  addEventListener("hashchange", arrive)
  arrive()
})()
