/* Size and face of the letters, as the reader left them.
 *
 * Runs in the head, so that a page never shows in one size and then in another. The choice is kept
 * by the theme's __md_get and __md_set, as day and night are; where a browser keeps nothing, it
 * holds for the page. The style sheets know it as data-size and data-face of the root.
 */
(() => {
  "use strict"

  const root = document.documentElement
  let chosen = {}
  try { chosen = __md_get("type") ?? {} } catch { /* nothing is kept, and nothing is lost */ }
  Object.assign(root.dataset, chosen)

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("__type")
    for (const input of form.elements)
      if (input.name in chosen) input.checked = input.value === chosen[input.name]
    form.addEventListener("change", ({ target }) => {
      root.dataset[target.name] = chosen[target.name] = target.value
      __md_set("type", chosen)
    })
  })
})()
