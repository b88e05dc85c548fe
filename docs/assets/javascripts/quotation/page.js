/* The page of the quote checker: reads what is typed or pasted, shows what is to be said of it.
 *
 * All words stand in the page, as templates; what is said in one sentence is a live region. Long
 * quotations are checked a little at a time, and what is typed meanwhile begins anew.
 */
(() => {
  "use strict"

  const PAUSE = 200  // milliseconds without a key before it is checked
  const AT_ONCE = 12 // milliseconds of work before the page may breathe
  const LONG = 500   // milliseconds after which one is told to wait
  const PLACES = 12  // that are shown in full
  const AROUND = 24  // characters before and after, from the same place

  const form = document.querySelector("form.quotation")
  const box = form.querySelector("textarea")
  const said = document.querySelector(".verdict")
  const findings = document.querySelector(".findings")
  const list = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" })

  /* ---- Templates --------------------------------------------------------- */

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

  function item(...content) {
    const element = document.createElement("li")
    element.append(...content)
    return element
  }

  /* ---- What is said in one sentence --------------------------------------- */

  function sentence(verdict) {
    const { kind, pieces, isOmitting, readings } = verdict
    const found = pieces.filter(piece => piece.places.length)
    const [variant] = found.flatMap(({ places: [first] }) => first.variants)
    const count = found[0]?.places.length
    const reasons = reasonsOf(found)
    const isPieced = found.length === pieces.length && !found.some(piece => piece.edits)
    const opening = {
      empty: () => "",
      short: () => made("short", { least: verdict.least }),
      verbatim: () => reasons.length ? made("words", { reasons: list.format(reasons) }) : made("verbatim"),
      variant: () => made(variant.kind),
      differs: () => made("differs", { count: sum(pieces.map(piece => piece.edits)) }),
      parts: () => isPieced ? made("pieced", { count: found.length }) : made("parts"),
      none: () => made("none"),
    }
    const said = [opening[kind]()]
    if (kind === "verbatim" && !isOmitting) said.push(made("count", { count }))
    if (kind === "differs" && count > 1) said.push(made("equally", { count }))
    if (kind === "differs" && variant) said.push(made(`with-${variant.kind}`))
    if (isOmitting && kind !== "parts" && kind !== "none") said.push(made("omitting"))
    if (readings) said.push(made("readings", { count: readings }))
    return said
  }

  const sum = numbers => numbers.reduce((one, other) => one + other, 0)

  /* What differs even in the place of each piece that has the least of it. */
  function reasonsOf(pieces) {
    const differs = (name, { minor }) => minor[name].size ?? minor[name]
    return ["punctuation", "script", "forms"]
      .filter(name => pieces.some(({ places }) => places.every(place => differs(name, place))))
      .map(name => made(name).textContent)
  }

  /* ---- Places ------------------------------------------------------------ */

  function draw({ kind, pieces, quotation }) {
    if (kind === "none") return []
    const drawn = []
    let before
    for (const { start, end, places, edits } of pieces) {
      const [first] = places
      const between = first?.string === before?.string && first?.key.start - before?.key.end
      if (between > 0) drawn.push(made("between", { count: between }))
      if (pieces.length > 1) {
        const words = quotation.characters.slice(start, end).join("")
        drawn.push(made(!first ? "missing" : edits ? "altered" : "piece", { words }))
      }
      drawn.push(...places.slice(0, PLACES).map(drawPlace))
      if (places.length > PLACES) drawn.push(made("more", { count: places.length - PLACES }))
      before = first
    }
    return drawn
  }

  function drawPlace(place) {
    const { text, start, end } = place
    const met = text.places.filter(one => one.start < end && start < one.end)
    const [first, last] = [met[0], met.at(-1)]
    const remarks = remarksOn(place)
    const drawn = made("place", {
      from: made("where", { text: text.title, ...named(text, first) }),
      to: last === first ? undefined : made("until", named(text, last, first)),
      copy: "",
      context: context(place, first, last),
      remarks: remarks.length ? fragment(remarks) : undefined,
    })
    const links = drawn.querySelectorAll(".where a")
    links[0].href = first.url
    if (last !== first) links[1].href = last.url
    drawn.querySelector("button").dataset.clipboardText = new URL(first.url, location.href).href
    return drawn
  }

  /* A place by its section and number; the section is not said twice. */
  function named(text, place, before) {
    return {
      section: place.section < 0 || place.section === before?.section ? undefined : text.sections[place.section],
      number: place.name || undefined,
    }
  }

  function fragment(nodes) {
    const all = document.createDocumentFragment()
    all.append(...nodes)
    return all
  }

  /* The text where the quotation stands, with a little around it, and what differs. */
  function context(place, first, last) {
    const { text, start, end, hunks } = place
    const from = Math.max(first.start, start - AROUND), to = Math.min(last.end, end + AROUND)
    const all = []
    if (from > first.start) all.push(made("cut"))
    all.push(text.characters.slice(from, start).join(""))
    let at = start
    for (const hunk of hunks) {
      if (hunk.isSame) continue
      all.push(same(text, at, hunk.start))
      if (hunk.quoted) all.push(element("del", hunk.quoted))
      if (hunk.end > hunk.start) all.push(element("ins", text.characters.slice(hunk.start, hunk.end).join("")))
      at = hunk.end
    }
    all.push(same(text, at, end))
    all.push(text.characters.slice(end, to).join(""))
    if (to < last.end) all.push(made("cut"))
    return fragment(all)
  }

  function element(name, content) {
    const made = document.createElement(name)
    made.append(content)
    return made
  }

  /* A stretch of the text that the quotation has too, with the marks that stand in it. */
  function same(text, start, end) {
    if (start >= end) return ""
    const marked = document.createElement("mark")
    let at = start
    for (const mark of text.marks) {
      if (mark.start >= end || mark.end <= at || mark.start === mark.end) continue
      const stop = Math.min(mark.end, end)
      marked.append(text.characters.slice(at, Math.max(at, mark.start)).join(""))
      const span = element("span", text.characters.slice(Math.max(at, mark.start), stop).join(""))
      span.className = `mark ${mark.style}`
      marked.append(span)
      if (mark.conjecture && stop === mark.end) marked.append(made("supplied", { words: mark.conjecture }))
      at = stop
    }
    marked.append(text.characters.slice(at, end).join(""))
    return marked
  }

  /* ---- Remarks ----------------------------------------------------------- */

  function remarksOn(place) {
    const differing = place.hunks.filter(hunk => !hunk.isSame)
    const { punctuation, forms, script } = place.minor
    return [
      ...differing.map(({ quoted, read }) => item(difference("", quoted, read))),
      ...(differing.some(({ quoted, read }) => quoted && read) ? [item(made("legend"))] : []),
      ...[...punctuation.values()].map(one => item(difference("punctuation-", one.quoted, one.read, one.count))),
      ...[...forms.values()].map(one => item(difference("forms-", one.quoted, one.read, one.count))),
      ...(script ? [item(made("script-changed", { count: script }))] : []),
      ...notes(place),
    ]
  }

  function difference(what, quoted, read, count) {
    const kind = !read ? "added" : !quoted ? "lacking" : "changed"
    return made(what + kind, { quoted, read, count })
  }

  /* What the edition has to say of the place. */
  function notes({ text, start, end, variants }) {
    const isMet = mark => mark.start < end && start < mark.end
      || mark.start === mark.end && start < mark.start && mark.start <= end
    return text.marks.filter(isMet).map(mark => {
      const used = variants.find(one => one.mark === mark)
      const note = made(`note-${used ? used.kind : mark.style}`, {
        read: text.characters.slice(mark.start, mark.end).join(""),
        raw: mark.raw,
        words: used?.words,
        link: "",
      })
      note.querySelector("a").href = mark.url
      return mark.conjecture && !used
        ? item(note, made("note-supplied", { words: mark.conjecture }))
        : item(note)
    })
  }

  /* ---- Reading ----------------------------------------------------------- */

  const SUPERSEDED = Symbol("something else was typed")
  let latest = 0 // the number of the check that counts

  async function check() {
    const number = ++latest
    let since = performance.now()
    async function rest() {
      if (performance.now() - since < AT_ONCE) return
      await new Promise(resolve => setTimeout(resolve))
      if (number !== latest) throw SUPERSEDED
      since = performance.now()
    }

    said.dataset.kind = "waiting"
    const waiting = setTimeout(() => said.replaceChildren(made("waiting")), LONG)
    try {
      const found = await verdict.of(box.value, rest)
      say(found.kind, sentence(found), draw(found))
    } catch (error) {
      if (error !== SUPERSEDED) throw error
    } finally {
      clearTimeout(waiting)
    }
  }

  function say(kind, words, places) {
    said.dataset.kind = kind
    said.replaceChildren(...words)
    findings.replaceChildren(...places)
  }

  let pending
  function soon() {
    clearTimeout(pending)
    pending = setTimeout(check, PAUSE)
  }

  box.addEventListener("input", event => { if (!event.isComposing) soon() })
  box.addEventListener("compositionend", soon)
  form.addEventListener("reset", () => { box.focus(); soon() })
  form.addEventListener("submit", event => event.preventDefault())

  const data = document.createElement("script")
  data.src = "search/quotation.js" // this page stands where the folder does
  data.onload = () => {
    corpus.learn(__quotation)
    form.hidden = false
    if (box.value) check() // the browser kept it
  }
  data.onerror = () => say("unread", [made("unread")], [])
  document.head.append(data)
})()
