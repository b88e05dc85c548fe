/* Which units answer a query, best first.
 *
 * All words must stand in a unit; some may stand in the headings above it instead. Where no unit has them
 * all, pages do on which they stand apart.
 */
const answers = (() => {
  "use strict"

  /* The answers, and whether the words only stand apart. */
  function to(wanted, pages) {
    const together = pages.flatMap(page => onPage(page, wanted, true))
    const apart = !together.length && wanted.length > 1
    const found = apart ? pages.flatMap(page => onPage(page, wanted, false)) : together
    return { found: found.sort((one, other) => other.score - one.score), apart }
  }

  function onPage(page, wanted, together) {
    const found = new Map() // unit → answer: as the text has it, else as it is conjectured
    for (const reading of page.readings) {
      const hits = wanted.flatMap(word => words.find(page, reading, word))
      if (!hits.length) continue
      hits.sort((one, other) => one.start - other.start)
      const lists = together ? byUnit(reading, hits) : [[0, hits]]
      for (const [number, own] of lists) {
        const conjectured = own.some(hit => reading.conjectures.some(it => overlap(hit, it)))
        if (reading.conjectured && !conjectured) continue
        const stretch = shortest(own)
        if (found.has(number) || !isComplete(page, wanted, own)) continue
        const at = corpus.unitAt(reading, stretch[0].start)
        const answer = { page, number: at, reading, hits: own, stretch, conjectured }
        found.set(number, { ...answer, score: score(answer) })
      }
    }
    return [...found.values()]
  }

  const overlap = (one, other) => one.start < other.end && other.start < one.end

  /* A hit belongs to the unit in which it begins. */
  function byUnit(reading, hits) {
    const lists = new Map()
    for (const hit of hits) {
      const number = corpus.unitAt(reading, hit.start)
      if (!lists.has(number)) lists.set(number, [])
      lists.get(number).push(hit)
    }
    return lists
  }

  function isComplete(page, wanted, hits) {
    const own = new Set(hits.map(hit => hit.word))
    return wanted.every(word => own.has(word) ||
      !word.marks && (page.titleKey.includes(word.key) || page.text.titleKey.includes(word.key)))
  }

  /* ---- Ranking: what ties stays in reading order -------------------------- */

  function score({ number, reading, stretch, conjectured }) {
    const headed = stretch.filter(hit => hit.end <= reading.headEnds[number])
    const asTyped = stretch.filter(({ start, end, word }) =>
      reading.text.slice(start, end) === word.typed)
    return closeness(stretch)
      + headed.length / stretch.length
      + length(headed) / 100
      + asTyped.length / stretch.length / 4
      - (conjectured ? 2 : 0)
  }

  /* How much of a stretch is words: 1 where they touch. */
  const closeness = stretch => Math.min(1, length(stretch) / reach(stretch))

  const length = hits => hits.reduce((sum, { start, end }) => sum + end - start, 0)

  const reach = stretch => Math.max(...stretch.map(({ end }) => end)) - stretch[0].start

  /* Of the stretches that have each word once, the shortest. */
  function shortest(hits) {
    const count = new Set(hits.map(hit => hit.word)).size
    const latest = new Map()
    let found
    for (const hit of hits) {
      latest.delete(hit.word)
      latest.set(hit.word, hit)
      if (latest.size < count) continue
      const stretch = [...latest.values()]
      if (!found || reach(stretch) < reach(found)) found = stretch
    }
    return found
  }

  return { to }
})()
