/* Into the clipboard: by the browser's own means, or, where it has none for such a page, as a
 * reader would do it by hand. Whether it worked is what the promise says.
 */
const copying = (() => {
  "use strict"

  async function copy(words) {
    try {
      await navigator.clipboard.writeText(words)
      return true
    } catch {
      return byHand(words)
    }
  }

  function byHand(words) {
    const place = document.querySelector("[popover]:popover-open") ?? document.body
    const focused = document.activeElement
    const box = document.createElement("textarea")
    box.value = words
    box.readOnly = true
    box.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0"
    place.append(box)
    box.select()
    const done = document.execCommand("copy")
    box.remove()
    focused?.focus({ preventScroll: true })
    return done
  }

  return { copy }
})()
