/* A note beside its place.
 *
 * Without this script a mark leads to its note at the foot of the page. With it the note opens
 * where one reads, in the platform's own popover: Escape or a click elsewhere closes it, and the
 * focus returns to the mark. A keyboard goes on from there too: the card stands at the page's end,
 * where Tab would lose its place.
 */
(() => {
  "use strict"

  const openers = document.querySelectorAll(":is(.passage, .on-heading) .note")
  if (!openers.length || !HTMLElement.prototype.togglePopover) return

  const card = document.createElement("div")
  card.className = "note-card md-typeset"
  card.popover = "auto"
  card.tabIndex = -1
  card.setAttribute("role", "dialog")
  document.body.append(card)

  const GAP = 8
  let opened = null // the mark whose note is shown; a press on it closes the note, and no more

  /* The mark of a place, from what stands before it: the reading, the conjecture, the gap. */
  function openerOf(target) {
    let at = target.closest(":is(.passage, .on-heading) :is(.note, .mark, .gap)")
    while (at && !at.matches(".note")) at = at.nextElementSibling
    return at
  }

  function fill(opener) {
    const note = document.querySelector(opener.hash).closest("li").cloneNode(true)
    for (const one of note.querySelectorAll(".back, [id]")) one.remove()
    card.replaceChildren(...note.childNodes)
    card.setAttribute("aria-label", opener.textContent)
  }

  /* Below its mark where there is room, else above; over the text, not over what stands beside it. */
  function place(opener) {
    const mark = (opener.previousElementSibling ?? opener).getBoundingClientRect()
    const column = opener.closest(".passage, .on-heading").getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = card
    const left = Math.max(column.left, Math.min(mark.left - width / 3, column.right - width))
    const below = mark.bottom + GAP
    const top = below + height < innerHeight ? below : Math.max(GAP, mark.top - height - GAP)
    card.style.left = `${left + scrollX}px`
    card.style.top = `${top + scrollY}px`
  }

  document.addEventListener("pointerdown", () => {
    if (!card.matches(":popover-open")) opened = null
  }, true)

  document.addEventListener("click", event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    const opener = openerOf(event.target)
    if (!opener || !getSelection().isCollapsed) return
    event.preventDefault()
    const again = event.detail && opener === opened // a key press has no detail
    opened = again ? null : opener
    if (again) return card.hidePopover()
    opener.focus({ preventScroll: true })
    fill(opener)
    card.showPopover()
    place(opener)
    card.focus({ preventScroll: true })
  })

  card.addEventListener("keydown", event => {
    const inside = card.querySelectorAll("a")
    const leaves = event.shiftKey || !inside.length || event.target === inside[inside.length - 1]
    if (event.key !== "Tab" || !leaves) return
    card.hidePopover() // the mark has the focus again, and Tab takes it from there
    if (event.shiftKey) event.preventDefault()
  })

  for (const opener of openers) opener.setAttribute("aria-haspopup", "dialog")
})()
