/* The words of the page: templates that stand in it, since scripts have none of their own. */
const templates = (() => {
  "use strict"

  /* A template with its slots filled; a slot for which there is nothing goes. */
  function made(name, slots = {}) {
    const content = document.querySelector(`template[data-name="${name}"]`).content.cloneNode(true)
    for (const element of content.querySelectorAll("[data-slot]")) {
      const value = slots[element.dataset.slot]
      if (value === undefined) element.remove()
      else element.append(value)
    }
    return content
  }

  return { made }
})()
