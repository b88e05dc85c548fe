/* The contents on a narrow page, by keyboard.
 *
 * The theme opens them with a hidden checkbox and its label. The button in the header (header.html)
 * does it for a keyboard and for a screen reader: it says what it opens, the focus goes there, and
 * comes back with Escape.
 */
(() => {
  "use strict"

  const toggle = document.getElementById("__drawer")
  const button = document.querySelector(".drawer")
  const contents = document.getElementById(button.getAttribute("aria-controls"))

  const leave = () => { if (toggle.checked) toggle.click() }

  button.addEventListener("click", () => toggle.click())
  toggle.addEventListener("change", () => {
    button.setAttribute("aria-expanded", toggle.checked)
    if (toggle.checked) contents.querySelector("a").focus()
  })
  contents.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return
    leave()
    button.focus()
  })
  contents.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !contents.contains(relatedTarget)) leave()
  })
})()
