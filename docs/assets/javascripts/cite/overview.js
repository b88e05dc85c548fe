/* How a text is cited, on its own page: the holes filled, and each citation to be copied. */
(() => {
  "use strict"

  const values = { ...filling.today(), url: filling.page() }
  for (const one of document.querySelectorAll(".citation")) {
    const text = one.querySelector("pre"), button = one.querySelector("button")
    for (const hole of text.querySelectorAll("[data-hole]"))
      hole.replaceWith(filling.escaped(values[hole.dataset.hole], one.dataset.format))
    button.hidden = false
    button.addEventListener("click", async () => {
      const said = document.querySelector(".citations [role=status]")
      said.textContent = await copying.copy(text.textContent) ? button.dataset.done : said.dataset.failed
    })
  }
})()
