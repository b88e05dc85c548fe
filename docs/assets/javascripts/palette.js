/* Day and night, by one button.
 *
 * The theme keeps the choice in radio buttons, and shows what stands after the chosen one: a button
 * (palette.html) that names the next. A press chooses that, and the focus goes to its button.
 */
(() => {
  "use strict"

  const switches = document.querySelector("[data-md-component=palette]")

  switches.addEventListener("click", ({ target }) => {
    const pressed = target.closest("button")
    if (!pressed) return
    document.getElementById(pressed.value).click()
    switches.querySelector("button:not([hidden])").focus()
  })
  for (const button of switches.querySelectorAll("button")) // the theme takes Enter for a press, too
    button.addEventListener("keydown", event => event.stopPropagation())
})()
