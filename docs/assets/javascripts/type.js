/* Size and face of the letters, as the reader chooses them.
 *
 * The style sheets know the choice as data-size and data-face of the root, where a script in the
 * head (furniture.js) puts what was kept, so that a page never shows in one size and then in
 * another. It is kept by the theme's __md_set, as day and night are; where a browser keeps nothing,
 * it holds for the page.
 */
(() => {
  "use strict"

  const { dataset } = document.documentElement
  const form = document.getElementById("__type")
  for (const input of form.elements)
    if (input.name in dataset) input.checked = input.value === dataset[input.name]
  form.addEventListener("change", ({ target }) => {
    dataset[target.name] = target.value
    const { size, face } = dataset
    __md_set("type", { size, face })
  })
})()
