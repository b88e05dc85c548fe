/* What is to be said of a quotation: whether it stands in the texts, where, and what differs.
 *
 * A verdict has a `kind`:
 *   empty, short   nothing, or too little to be judged
 *   verbatim       it stands in a text, unit by unit; punctuation and script may differ
 *   variant        it does so only with a reading that is not the text's own: what the source had
 *                  before it was emended, or what a person believes stood there
 *   differs        it stands there but for some units
 *   parts          only parts of it do, or they do not follow one another in a text
 *   none           it does not stand in the texts
 * and `pieces`, in the order of the quotation: stretches of its characters, each with its places
 * and how many units differ there. A piece without places stands nowhere.
 */
const verdict = (() => {
  "use strict"

  const SHORT = 5 // fewer units are no quotation

  async function of(pasted, rest) {
    texts.refold()
    const quotation = quoted.read(pasted)
    const { whole, bare, readings } = quotation
    if (!whole.key) return { kind: "empty", pieces: [] }
    if (bare.key.length < SHORT) return { kind: "short", least: SHORT, pieces: [] }

    // A text may have readings and dots of its own: then they are no noise, and nothing is left out.
    for (const part of readings ? [whole, bare] : [whole]) {
      const exact = pieces.exactly(part)
      if (!exact.length) continue
      const piece = told(quotation, part, pieces.piece(0, part.key.length, exact))
      return judged(quotation, [[piece]], part === bare ? readings : 0)
    }
    const parts = []
    for (const part of quotation.parts) {
      await rest()
      const found = await pieces.of(part, rest)
      parts.push(found.map(piece => told(quotation, part, piece)))
    }
    keepTogether(parts.flat())
    return judged(quotation, parts, readings)
  }

  /* A piece told in characters. */
  function told(quotation, part, { start, end, edits, alignments }) {
    return {
      start: part.origins[start],
      end: part.origins[end - 1] + 1,
      edits,
      places: alignments.map(one => places.of(quotation, part, one)),
    }
  }

  /* `parts` has the pieces of each part between omissions. */
  function judged(quotation, parts, readings) {
    const isOmitting = parts.length > 1
    return { kind: kindOf(parts), pieces: parts.flat(), isOmitting, readings, quotation }
  }

  function kindOf(parts) {
    const all = parts.flat()
    if (!all.some(piece => piece.places.length)) return "none"
    if (all.length > parts.length || !isInOrder(all)) return "parts"
    if (all.some(piece => piece.edits)) return "differs"
    const isVariant = piece => piece.places.every(place => place.variants.length)
    return all.some(isVariant) ? "variant" : "verbatim"
  }

  const follows = (place, before) => place.text === before.text && place.start >= before.end

  /* Whether each piece has a place, and can follow the one before. */
  const isInOrder = all => all.every(({ places }, number) => places.some(place =>
    !number || all[number - 1].places.some(before => follows(place, before))))

  /* Where pieces can stand in a text in their order, they are shown there, as close as may be;
   * where they cannot, each keeps its places, those first that follow the piece before. */
  function keepTogether(all) {
    let best = null
    for (const first of all.length > 1 ? all[0].places : []) {
      const run = [first]
      for (const { places } of all.slice(1)) {
        const next = places.find(place => follows(place, run.at(-1)))
        if (!next) break
        run.push(next)
      }
      const reach = run.at(-1).end - first.start
      if (run.length === all.length && (!best || reach < best.reach)) best = { run, reach }
    }
    all.forEach((piece, number) => {
      if (best) piece.places = [best.run[number]]
      else if (number) preferNext(piece, all[number - 1])
    })
  }

  function preferNext(piece, { places: [before] }) {
    const isNext = place => Boolean(before) && follows(place, before)
    piece.places.sort((one, other) => isNext(other) - isNext(one))
  }

  return { of }
})()
