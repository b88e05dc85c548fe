/* Who is led to a folded entry finds it open. */
(() => {
  "use strict"

  function open() {
    const entry = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (entry instanceof HTMLDetailsElement) entry.open = true
  }

  open()
  addEventListener("hashchange", open)
})()
