/* What opens at a passage's end: one menu for the page, the platform's own popover, made when it is
 * first asked for. Escape or a press elsewhere closes it, and the focus returns. Where it stands, the
 * style sheet says: on a phone at the window's foot.
 */
const menu = (() => {
  "use strict"

  const GAP = 6
  const OURS = ".pin, .note, .conjecture, span.gap" // what is not the text

  const card = document.createElement("div")
  card.className = "cite-menu"
  card.popover = "auto"
  card.setAttribute("role", "dialog")
  card.innerHTML = __cite.menu
  document.body.append(card)

  const views = card.querySelectorAll("[data-view]")
  const [ways] = views
  const slot = name => card.querySelector(`[data-slot=${name}]`)
  const status = card.querySelector("[role=status]")
  const send = card.querySelector(".cite-send")
  const section = document.querySelector("h1[id^=s]")?.id // the page of a section has one

  let pin = null
  let closed = null // whose menu the press that is going on has closed
  let number = 0    // of the opening: what was asked for in another comes too late

  card.querySelector("[data-choice=part]").hidden = !section

  const passage = () => pin.closest(".passage")

  function values(part) {
    const id = part === "section" ? section : passage().id
    return { ...filling.today(), address: id.slice(1), url: `${filling.page()}#${id}` }
  }

  function words() {
    const copy = passage().cloneNode(true)
    for (const one of copy.querySelectorAll(OURS)) one.remove()
    return copy.textContent.trim()
  }

  function citation(part = ways.elements.part.value, format = ways.elements.format.value) {
    return filling.fill(__cite.citations[part][format], values(part), format)
  }

  const COPIES = {
    link: () => values("passage").url,
    passage: () => `${words()}\n\n${citation("passage", "plain")}`,
    citation: () => citation(),
    "report-copy": () => slot("report").value,
  }

  function show() {
    slot("citation").textContent = citation()
  }

  function view(name) {
    for (const one of views) one.hidden = one.dataset.view !== name
    status.textContent = ""
    place()
  }

  /* Below its pin where there is room, else above; where there is none either, as low as it goes. */
  function place() {
    const mark = pin.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = card
    const below = mark.bottom + GAP
    const above = mark.top - height - GAP
    const fits = below + height + GAP <= innerHeight
    const top = fits || above < GAP ? Math.min(below, innerHeight - height - GAP) : above
    const right = document.documentElement.clientWidth - width - GAP
    const left = Math.max(GAP, Math.min(mark.left, right))
    card.style.setProperty("--left", `${left + scrollX}px`)
    card.style.setProperty("--top", `${Math.max(GAP, top) + scrollY}px`)
  }

  async function copy(button) {
    const done = await copying.copy(COPIES[button.dataset.does]())
    status.textContent = done ? button.dataset.done : status.dataset.failed
  }

  async function tell() {
    const asked = number
    try {
      const made = await report.of(passage().id, values("passage"))
      if (asked !== number) return
      slot("report").value = made.text
      slot("report").readOnly = Boolean(made.address)
      send.hidden = !made.address
      slot("sent").hidden = !send.hidden
      if (made.address) send.href = made.address
      view("report")
      const line = made.text.indexOf("\n") + 1 // where a reader says what is wrong
      slot("report").setSelectionRange(line, line)
      const first = send.hidden ? slot("report") : send
      first.focus()
      slot("report").scrollTop = 0
    } catch {
      if (asked === number) status.textContent = status.dataset.unread
    }
  }

  card.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-does]")
    if (!button) return
    const { does } = button.dataset
    if (does === "report") return tell()
    if (does !== "back") return copy(button)
    view("ways")
    ways.querySelector("[data-does=report]").focus()
  })
  card.addEventListener("submit", event => event.preventDefault())
  card.addEventListener("change", show)

  /* A press on a pin closes what is open before it is a click. */
  document.addEventListener("pointerdown", () => { closed = null }, true)
  card.addEventListener("toggle", ({ newState }) => {
    pin?.setAttribute("aria-expanded", newState === "open")
  })
  card.addEventListener("beforetoggle", ({ newState }) => {
    if (newState === "closed") closed = pin
  })

  /* A keyboard goes on in the text: the menu stands at the page's end, where Tab would lose its place. */
  card.addEventListener("keydown", event => {
    if (event.key !== "Tab") return
    const stops = [...card.querySelectorAll("button, input:checked, pre, textarea, a[href]")]
      .filter(one => one.checkVisibility())
    const last = event.shiftKey ? stops[0] : stops.at(-1)
    if (event.target !== last) return
    card.hidePopover()
    if (event.shiftKey) event.preventDefault()
  })

  function toggle(opener, isPressed) {
    if (isPressed && closed === opener) return void (closed = null)
    pin?.removeAttribute("aria-expanded")
    pin = opener
    number++
    pin.focus({ preventScroll: true }) // where the focus returns to
    slot("address").textContent = pin.textContent
    card.setAttribute("aria-label", `${pin.title} ${pin.textContent}`)
    ways.elements.part.value = "passage"
    show()
    card.showPopover()
    view("ways")
    ways.querySelector("button").focus({ preventScroll: true })
  }

  return { toggle }
})()
