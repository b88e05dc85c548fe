/* The pieces of a verdict with their places: where, the words there, what differs, and what the
 * edition has to say of them.
 */
const shown = (() => {
  "use strict"

  const { made } = templates
  const PIECES = 100 // that are shown
  const PLACES = 12 // of a piece that are shown; of each of more pieces than that, one
  const AROUND = 24 // characters before and after, of the same passages

  function of({ kind, pieces, quotation }) {
    if (kind === "none") return []
    const drawn = []
    const most = pieces.length > PLACES ? 1 : PLACES
    let before
    for (const { start, end, places, edits } of pieces.slice(0, PIECES)) {
      const [first] = places
      const between = first?.string === before?.string && first?.key.start - before?.key.end
      if (between > 0) drawn.push(made("between", { count: between }))
      if (pieces.length > 1) {
        const words = quotation.characters.slice(start, end).join("")
        drawn.push(made(!first ? "missing" : edits ? "altered" : "piece", { words }))
      }
      drawn.push(...places.slice(0, most).map(drawPlace))
      if (places.length > most) drawn.push(made("more", { count: places.length - most }))
      before = first
    }
    if (pieces.length > PIECES) drawn.push(made("more-pieces", { count: pieces.length - PIECES }))
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
      remarks: remarks.length ? fragment(remarks.map(one => element("li", one))) : undefined,
    })
    const links = drawn.querySelectorAll(".where a")
    links[0].href = first.url
    if (last !== first) links[1].href = last.url
    drawn.querySelector("button").dataset.clipboardText = new URL(first.url, location.href).href
    return drawn
  }

  /* A place by its section and number; the section is not said twice. */
  function named(text, place, before) {
    const section = place.section === before?.section ? undefined : text.sections[place.section]
    return { section, number: place.name || undefined }
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
    all.push(words(text, from, start))
    let at = start
    for (const hunk of hunks) {
      if (hunk.isSame) continue
      all.push(same(text, at, hunk.start))
      if (hunk.quoted) all.push(element("del", hunk.quoted))
      if (hunk.end > hunk.start) all.push(element("ins", words(text, hunk.start, hunk.end)))
      at = hunk.end
    }
    all.push(same(text, at, end))
    all.push(words(text, end, to))
    if (to < last.end) all.push(made("cut"))
    return fragment(all)
  }

  const words = (text, start, end) => text.characters.slice(start, end).join("")

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
      marked.append(words(text, at, Math.max(at, mark.start)))
      const span = element("span", words(text, Math.max(at, mark.start), stop))
      span.className = `mark ${mark.style}`
      marked.append(span)
      if (mark.conjecture && stop === mark.end)
        marked.append(made("supplied", { words: mark.conjecture }))
      at = stop
    }
    marked.append(words(text, at, end))
    return marked
  }

  /* ---- Remarks ----------------------------------------------------------- */

  function remarksOn(place) {
    const differing = place.hunks.filter(hunk => !hunk.isSame)
    const { punctuation, forms, script } = place.minor
    return [
      ...differing.map(({ quoted, read }) => difference("", { quoted, read })),
      ...(differing.some(({ quoted, read }) => quoted && read) ? [made("legend")] : []),
      ...[...punctuation.values()].map(one => difference("punctuation-", one)),
      ...[...forms.values()].map(one => difference("forms-", one)),
      ...(script ? [made("script-changed", { count: script })] : []),
      ...notes(place),
    ]
  }

  function difference(what, { quoted, read, count }) {
    const kind = !read ? "added" : !quoted ? "lacking" : "changed"
    return made(what + kind, { quoted, read, count })
  }

  /* What the edition has to say of the place. */
  function notes({ text, start, end, variants }) {
    const isMet = mark => mark.start === mark.end
      ? start < mark.start && mark.start <= end
      : start < mark.end && mark.start < end
    return text.marks.filter(isMet).map(mark => {
      const used = variants.find(one => one.mark === mark)
      const note = made(`note-${used ? used.kind : mark.style}`, {
        read: words(text, mark.start, mark.end),
        raw: mark.raw,
        words: used?.words,
        link: "",
      })
      note.querySelector("a").href = mark.url
      if (mark.conjecture && !used) note.append(made("note-supplied", { words: mark.conjecture }))
      return note
    })
  }

  return { of }
})()
