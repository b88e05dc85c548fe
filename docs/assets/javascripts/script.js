/* Whoever goes on in the other script goes on at the same place.
 *
 * The link to the same page in the other script is there without this; it leads to the page's
 * beginning. Here it learns the anchor, when it is used: the one in the address as long as that is
 * in sight, else the passage that is being read.
 */
(() => {
  "use strict"

  const link = document.querySelector(".script a")
  if (!link) return

  const header = document.querySelector(".md-header")

  function isInSight(element) {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > header.getBoundingClientRect().bottom && top < innerHeight
  }

  function anchor() {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (named && isInSight(named)) return named.id
    return scrollY && passageBeingRead()?.id || ""
  }

  for (const use of ["click", "auxclick", "contextmenu"])
    link.addEventListener(use, () => { link.hash = anchor() })
})()
