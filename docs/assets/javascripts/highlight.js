/* What was searched for, marked on the page that a result leads to.
 *
 * The address carries the wording as the page has it (`?h=`). It may begin in a heading and end in a
 * passage, and cross marks and notes: what is read is the running text, what is wrapped are its pieces. The
 * apparatus is no part of it. A conjecture is looked into where the text itself does not have the wording.
 */
(() => {
  "use strict"

  const wanted = new URLSearchParams(location.search).getAll("h")
    .map(words => folding.of(words).key).filter(Boolean)
  if (!wanted.length) return

  const READ = "article h1, article .passage"
  const APPARATUS = ".note, .pin"
  const CONJECTURE = ".mark.conjecture"

  /* The pieces of the running text: as it stands, or with conjectures for what they stand beside. */
  function pieces(conjectured) {
    const found = []
    for (const block of document.querySelectorAll(READ)) {
      const nodes = document.createNodeIterator(block, NodeFilter.SHOW_TEXT)
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        const around = node.parentElement
        const mark = around.closest(".mark")
        const other = conjectured ? mark?.nextElementSibling?.matches(CONJECTURE) : mark?.matches(CONJECTURE)
        if (!around.closest(APPARATUS) && !other) found.push(node)
      }
    }
    return found
  }

  /* Each character of the pieces' key, with the number of its piece and its place there. */
  function letters(nodes) {
    const origins = []
    let key = ""
    for (const [number, node] of nodes.entries()) {
      let at = 0
      for (const character of node.data) {
        const part = folding.ofCharacter(character)
        for (let count = 0; count < part.length; count++) origins.push([number, at, at + character.length])
        key += part
        at += character.length
      }
    }
    return { nodes, key, origins }
  }

  /* Where a wording stands: what of each piece from its first character to its last. */
  function stretches({ nodes, key, origins }, words) {
    const found = []
    for (let from = 0; (from = key.indexOf(words, from)) >= 0; from += words.length) {
      const [first, start] = origins[from], [last, , end] = origins[from + words.length - 1]
      for (const [index, node] of nodes.slice(first, last + 1).entries())
        if (node.data.trim())
          found.push({
            node,
            start: index ? 0 : start,
            end: first + index < last ? node.data.length : end,
          })
    }
    return found
  }

  function wrap(node, places) {
    places.sort((one, other) => other.start - one.start) // from the end: what is before stays in place
    let before = node.data.length
    for (const { start, end } of places) {
      if (start >= before) continue
      const range = document.createRange()
      range.setStart(node, start)
      range.setEnd(node, Math.min(end, before))
      const mark = document.createElement("mark")
      mark.dataset.mdHighlight = "" // as the theme calls it
      range.surroundContents(mark)
      before = start
    }
  }

  const texts = [letters(pieces(false)), letters(pieces(true))]
  const places = wanted.flatMap(words =>
    texts.map(text => stretches(text, words)).find(found => found.length) ?? [])
  for (const [node, own] of Map.groupBy(places, ({ node }) => node)) wrap(node, own)
})()
