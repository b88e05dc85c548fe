/* What is to be said of a quotation: whether it stands in the texts, where, and what differs.
 *
 * A verdict has a `kind`:
 *   empty, short   nothing, or too little to be judged
 *   verbatim       it stands in a text, unit by unit; punctuation and script may differ
 *   variant        it does so only with a reading that is not the text's own: what the source had
 *                  before it was emended, or what a person believes stood there
 *   differs        it stands there but for some units
 *   parts          only parts of it do, or they stand in several places
 *   none           it does not stand in the texts
 * and `pieces`, in the order of the quotation: stretches of its characters, each with its places.
 * A piece without places stands nowhere.
 */
const verdict = (() => {
  "use strict"

  const SHORT = 5    // fewer units are no quotation
  const SURE = 8     // fewer are found as they are, or not at all
  const EDITS = 1 / 4 // of the units may differ, at most
  const PIECE = 10   // units of a part that is recognised although the whole is not
  const LONG = 20    // such a part is worth naming even if it is but a small part
  const HALF = 1 / 2 // else the parts must make up so much of the whole
  const JOIN = 8     // another place costs as much as so many units that differ
  const ALIGNED = 20 // the places, the likeliest, that are aligned with the whole
  const SLACK = 64   // diagonals on either side of a chain, at most

  async function of(pasted, rest) {
    corpus.refold()
    const quotation = quoted.read(pasted)
    const { whole, bare, parts, readings } = quotation
    if (!whole.key) return { kind: "empty", pieces: [] }
    if (bare.key.length < SHORT) return { kind: "short", least: SHORT, pieces: [] }

    // A text may have its own readings and dots: then nothing is left out.
    for (const key of readings ? [whole, bare] : [whole]) {
      const found = exactly(quotation, key)
      if (found) return finish(quotation, [[found]], key === whole ? 0 : readings)
    }
    const judged = []
    for (const part of parts) judged.push(await pieces(quotation, part, rest))
    if (judged.every(([piece, more]) => !more && piece.isWhole && !piece.edits))
      keepOrder(judged.map(([piece]) => piece))
    return finish(quotation, judged, readings)
  }

  /* ---- Finding ----------------------------------------------------------- */

  function exactly(quotation, key) {
    const found = corpus.occurrences(key.key)
    if (!found.length) return null
    const places = found.map(at => {
      const same = { isSame: true, quoted: { start: 0, end: key.key.length } }
      same.text = { start: at, end: at + key.key.length }
      return place(quotation, key, 0, { edits: 0, start: at, end: same.text.end, hunks: [same] })
    })
    return piece(key, 0, key.key.length, places, 0)
  }

  /* A part of the quotation, as the one piece or the pieces it is made of. */
  async function pieces(quotation, part, rest) {
    const exact = exactly(quotation, part)
    if (exact) return [exact]
    const length = part.key.length
    if (length < SURE) return [piece(part, 0, length, [], 0)]

    const chains = await candidates.chains(part.key, rest)
    const whole = []
    for (const chain of chains.slice(0, ALIGNED)) {
      if (chain.worth < chains[0].worth * HALF) break
      await rest()
      whole.push(aligned(part, 0, length, chain))
    }
    const least = Math.min(...whole.map(one => one.edits))
    const chosen = candidates.chosen(chains, JOIN)
    const several = cut(quotation, part, chosen)
    if (least <= length * EDITS && least <= several.edits) {
      const best = whole.filter(one => one.edits === least)
      const places = unique(best).map(one => place(quotation, part, 0, one))
      return [piece(part, 0, length, places, least)]
    }
    return several.pieces
  }

  /* A part cut at what was recognised of it; edits are what all this costs. */
  function cut(quotation, part, chains) {
    const found = []
    let at = 0, edits = JOIN * (chains.length - 1), held = 0, longest = 0
    for (const chain of chains) {
      const { start, end } = chain.quoted
      const one = aligned(part, start, end, chain)
      if (end - start < PIECE || one.edits > (end - start) * EDITS) continue
      if (start > at) found.push(piece(part, at, start, [], 0))
      const exact = one.edits ? [one] : corpus.occurrences(part.key.slice(start, end))
        .map(there => aligned(part, start, end, { low: there - start, high: there - start, text: { start: there } }))
      found.push(piece(part, start, end, exact.map(one => place(quotation, part, start, one)), one.edits))
      edits += one.edits + start - at
      held += end - start
      longest = Math.max(longest, end - start)
      at = end
    }
    edits += part.key.length - at
    if (held < part.key.length * HALF && longest < LONG)
      return { edits: Infinity, pieces: [piece(part, 0, part.key.length, [], 0)] }
    if (at < part.key.length) found.push(piece(part, at, part.key.length, [], 0))
    return { edits, pieces: found }
  }

  /* Units of a part on about the diagonals of a chain. */
  function aligned(part, start, end, chain) {
    const slack = Math.min(SLACK, Math.ceil((end - start) * EDITS) + 1)
    const string = corpus.stringAt(chain.text.start)
    return alignment.align(part.key.slice(start, end), corpus.key, {
      start: string.start,
      end: string.end,
      low: chain.low + start - slack,
      high: chain.high + start + slack,
    })
  }

  /* Of alignments that end alike, one. */
  const unique = all => [...new Map(all.map(one => [one.end, one])).values()]
    .filter(one => corpus.counts(one.start, one.end))
    .sort((one, other) => one.start - other.start)

  /* Parts between omissions stand in a text in their order, as close as may be; where they do not,
   * each keeps all its places. */
  function keepOrder(all) {
    let best = null
    for (const first of all[0].places) {
      const run = [first]
      for (const { places } of all.slice(1)) {
        const last = run.at(-1)
        const next = places.find(({ string, key }) =>
          string === last.string && key.start >= last.key.end)
        if (!next) break
        run.push(next)
      }
      const reach = run.at(-1).key.end - first.key.start
      if (run.length === all.length && (!best || reach < best.reach)) best = { run, reach }
    }
    if (best) all.forEach((one, number) => { one.places = [best.run[number]] })
  }

  /* ---- Telling ----------------------------------------------------------- */

  function piece(part, start, end, places, edits) {
    const first = part.origins[start], last = part.origins[end - 1] + 1
    const isWhole = start === 0 && end === part.key.length
    return { start: first, end: last, places, edits, isWhole }
  }

  /* An alignment in characters: of the quotation, and of the clean text. */
  function place(quotation, part, from, { start, end, hunks }) {
    const string = corpus.stringAt(start)
    const [first, last] = corpus.characters(string, start, end)
    const clean = at => string.clean(at)
    const told = hunks.map(hunk => {
      const here = { start: hunk.quoted.start + from, end: hunk.quoted.end + from }
      const [one, other] = corpus.characters(string, hunk.text.start, hunk.text.end)
      return {
        isSame: hunk.isSame,
        quoted: words(quotation, part, here),
        read: string.characters.slice(one, other).join(""),
        start: clean(one),
        end: clean(other),
      }
    })
    const variants = corpus.variants(string, first, last).map(one => ({
      ...one,
      words: string.characters.slice(Math.max(first, one.start), Math.min(last, one.end)).join(""),
    }))
    return {
      text: string.text,
      string,
      key: { start, end },
      start: clean(first),
      end: clean(last),
      hunks: told,
      variants,
      minor: minor.of(quotation, part, from, string, hunks),
    }
  }

  /* The characters of some units of a part, without readings that do not count. */
  const words = ({ characters, isText }, { origins }, { start, end }) => start === end ? ""
    : characters.slice(origins[start], origins[end - 1] + 1)
      .filter((_, at) => isText(origins[start] + at)).join("")

  function finish(quotation, judged, readings) {
    const all = judged.flat()
    all.forEach((one, number) => number && preferNext(one, all[number - 1]))
    return { kind: kindOf(judged), pieces: all, readings, isOmitting: judged.length > 1, quotation }
  }

  /* Of the places of a piece those first that can follow the piece before. */
  function preferNext(piece, { places: [before] }) {
    const follows = place => before && place.text === before.text && place.start >= before.end
    piece.places = [...piece.places.filter(follows), ...piece.places.filter(one => !follows(one))]
  }

  function kindOf(judged) {
    const all = judged.flat()
    if (all.every(one => !one.places.length)) return "none"
    const isOne = judged.every(one => one.length === 1 && one[0].places.length) && isInOrder(all)
    if (!isOne) return "parts"
    if (all.some(one => one.edits)) return "differs"
    if (all.some(one => one.places.every(place => place.variants.length))) return "variant"
    return "verbatim"
  }

  /* Whether each piece can follow the one before, in one text. */
  const isInOrder = all => all.every((one, number) => !number || all[number - 1].places.some(
    before => one.places.some(({ text, start }) => text === before.text && start >= before.end)))

  return { of }
})()
