/* What a part of a quotation is made of: one stretch of a text as far as that will do, else
 * several, with what stands nowhere between them.
 *
 * A piece is a stretch of the part's units with its alignments, one for each place where it
 * stands equally well; none where it stands nowhere.
 */
const pieces = (() => {
  "use strict"

  const SURE = 8      // units; fewer are found as they are, or not at all
  const EDITS = 1 / 4 // of the units may differ, at most
  const PIECE = 10    // units of what is recognised although the whole is not
  const LONG = 20     // such a piece is worth naming even if it is but a small part
  const HALF = 1 / 2  // else the pieces must make up so much of the whole
  const JOIN = 8      // another place costs as much as so many units that differ
  const LIKELY = 20   // places that are compared in full, the likeliest
  const SLACK = 64    // diagonals on either side of a chain, at most
  const FEW = 3       // units between two pieces are the first one's

  const piece = (start, end, alignments) =>
    ({ start, end, alignments, edits: alignments[0]?.edits ?? 0 })

  /* A stretch as it stands. */
  function exactly({ key }, start = 0, end = key.length) {
    const wanted = key.slice(start, end)
    return texts.occurrences(wanted).map(at => {
      const text = { start: at, end: at + wanted.length }
      return { edits: 0, ...text, hunks: [{ isSame: true, quoted: { start, end }, text }] }
    })
  }

  /* A stretch as it may stand about where a chain is. */
  function roughly({ key }, start, end, chain) {
    const slack = Math.min(SLACK, Math.ceil((end - start) * EDITS) + 1)
    const string = texts.stringAt(chain.text.start)
    const found = alignment.align(key.slice(start, end), texts.key, {
      start: string.start,
      end: string.end,
      low: chain.low + start - slack,
      high: chain.high + start + slack,
    })
    for (const { quoted } of found.hunks) {
      quoted.start += start
      quoted.end += start
    }
    return found
  }

  async function of(part, rest) {
    const length = part.key.length
    const exact = exactly(part)
    if (exact.length || length < SURE) return [piece(0, length, exact)]

    const chains = await candidates.chains(part.key, rest)
    const one = piece(0, length, await closest(part, chains, rest))
    const several = cut(part, candidates.chosen(chains, JOIN))
    const isEnough = one.alignments.length && one.edits <= length * EDITS
    return isEnough && one.edits <= several.cost ? [one] : several.pieces
  }

  /* All of a part where it differs least. */
  async function closest(part, chains, rest) {
    const found = new Map() // by their ends
    for (const chain of chains.slice(0, LIKELY)) {
      if (chain.worth < chains[0].worth * HALF) break
      await rest()
      const one = roughly(part, 0, part.key.length, chain)
      if (texts.counts(one.start, one.end)) found.set(one.end, one)
    }
    const all = [...found.values()].sort((one, other) => one.start - other.start)
    const least = Math.min(...all.map(one => one.edits))
    return all.filter(one => one.edits === least)
  }

  /* A part cut at what can be recognised of it, and what all this costs in units that differ. */
  function cut(part, chains) {
    const length = part.key.length
    const next = [...chains.slice(1).map(chain => chain.quoted.start), length]
    const recognised = chains
      .map((chain, number) => {
        const { start, end } = closed(chain.quoted, next[number])
        const exact = exactly(part, start, end)
        return piece(start, end, exact.length ? exact : [roughly(part, start, end, chain)])
      })
      .filter(({ start, end, edits }) => end - start >= PIECE && edits <= (end - start) * EDITS)

    const lengths = recognised.map(({ start, end }) => end - start)
    const held = sum(lengths)
    if (held < length * HALF && Math.max(0, ...lengths) < LONG)
      return { cost: Infinity, pieces: [piece(0, length, [])] }

    const all = []
    let at = 0
    for (const one of [...recognised, piece(length, length, [])]) {
      if (one.start > at) all.push(piece(at, one.start, []))
      if (one.end > one.start) all.push(one)
      at = one.end
    }
    const cost = sum(recognised.map(one => one.edits)) + length - held + JOIN * (chains.length - 1)
    return { cost, pieces: all }
  }

  /* A stretch with the few units that are left before the first and between it and the next. */
  const closed = ({ start, end }, next) =>
    ({ start: start > FEW ? start : 0, end: next - end > FEW ? end : next })

  const sum = numbers => numbers.reduce((one, other) => one + other, 0)

  return { of, exactly, piece }
})()
