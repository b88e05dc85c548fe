/* What stands in the texts and is nearest to what was looked for and does not.
 *
 * A phrase that shares characters with the query, each about where the query has it, lies on one diagonal
 * with it. Of all diagonals the one that shares most is taken, of several such the commonest wording; where
 * half of the characters are not shared, the longest piece of the query that stands in the texts is.
 */
const nearest = (() => {
  "use strict"

  const LONGEST = 40 // characters of a query that are looked at
  const PROPER = 2 // fewer characters are no phrase
  const LOOSE = 6 // a query shorter than this has no pairs to go by

  /* A phrase of the texts, or nothing. */
  function to(word, pages) {
    const key = word.key.slice(0, LONGEST)
    const readings = pages.map(page => page.readings[0])
    return key.length < PROPER ? "" : similar(key, readings) || piece(key, readings)
  }

  function similar(key, readings) {
    const size = key.length < LOOSE ? 1 : 2
    const most = { shared: 0, times: 0, text: "" }
    const times = new Map()
    for (const reading of readings)
      for (const start of diagonals(key, reading.key, size)) {
        const phrase = reading.key.substr(start, key.length)
        const shared = alike(key, phrase)
        if (shared < most.shared || shared * 2 < key.length || phrase.includes("\n")) continue
        times.set(phrase, (times.get(phrase) ?? 0) + 1)
        if (shared === most.shared && times.get(phrase) <= most.times) continue
        const { start: from, end } = corpus.place(reading, start, start + phrase.length)
        Object.assign(most, { shared, times: times.get(phrase), text: reading.text.slice(from, end) })
      }
    return most.text
  }

  /* Where a phrase would begin that has some part of the query at its place. */
  function diagonals(key, text, size) {
    const starts = new Set()
    for (let at = 0; at + size <= key.length; at++) {
      const part = key.substr(at, size)
      for (let from = -1; (from = text.indexOf(part, from + 1)) >= 0;)
        if (from >= at && from - at + key.length <= text.length) starts.add(from - at)
    }
    return starts
  }

  function alike(one, other) {
    let shared = 0
    for (let at = 0; at < one.length; at++) if (one[at] === other[at]) shared++
    return shared
  }

  function piece(key, readings) {
    let longest = "", text = ""
    for (let from = 0, to = PROPER; to <= key.length;) {
      const part = key.slice(from, to)
      const found = readings.find(reading => reading.key.includes(part))
      if (!found) {
        from++
        to = Math.max(to, from + PROPER)
        continue
      }
      if (part.length > longest.length) {
        const start = found.key.indexOf(part)
        const { start: at, end } = corpus.place(found, start, start + part.length)
        longest = part
        text = found.text.slice(at, end)
      }
      to++
    }
    return text
  }

  return { to }
})()
