/* The texts as search sees them: made of the index that the build writes (edition/outputs/search.py).
 *
 * A phrase may run on from one point of a paragraph to the next, so a page is searched as one text, in
 * which each unit (a heading on a line of its own, a passage) knows its place. Where a person has
 * ventured a conjecture the page has a second reading, with the conjectures in their places.
 */
const corpus = (() => {
  "use strict"

  const SLICE = 20 // milliseconds of work between two looks at what is typed

  const idle = () => new Promise(resolve => setTimeout(resolve))

  /* All pages, in reading order. They are made a few at a time. */
  async function read({ config, docs }) {
    folding.learn(config.fold)
    const pages = []
    let until = performance.now() + SLICE
    for (const group of groups(docs)) {
      pages.push(page(group, pages.at(-1)))
      if (performance.now() < until) continue
      await idle()
      until = performance.now() + SLICE
    }
    return pages
  }

  /* The documents of each page: its title and its passages, each with its number in the index. */
  function groups(docs) {
    const found = []
    for (const [number, doc] of docs.entries())
      if (doc.location.includes("#")) found.at(-1).push({ ...doc, number })
      else found.push([{ ...doc, number }])
    return found
  }

  function page([own, ...passages], before) {
    const made = { location: own.location, title: own.title, order: own.number }
    made.text = own.location.endsWith("/index.html") ? made : before.text // known by its first page
    made.titleKey = folding.of(own.title).key
    made.units = passages.map(passage => unit(passage, passage.title, passage.text))
    if (own.runs_in) runIn(made.units[0], made.titleKey)
    else made.units.unshift(unit(own, own.title, `${own.title}\n${own.text}`))
    made.readings = [reading(made, false)]
    if (made.units.some(one => one.conjectures.length)) made.readings.push(reading(made, true))
    return made
  }

  /* A passage that says the page's title first, before its own heading or as that. */
  function runIn(first, titleKey) {
    if (!first.headKey.startsWith(titleKey)) first.headKey = titleKey + first.headKey
  }

  function unit({ location, number, conjectures = [] }, head, words) {
    return { location, number, words, conjectures, headKey: head && folding.of(head).key }
  }

  /* A page's text, where its units begin in it, and the key it is found by. */
  function reading({ units, titleKey }, conjectured) {
    const starts = [], conjectures = []
    let text = ""
    for (const { words, conjectures: ventured } of units) {
      starts.push(text.length)
      let at = 0
      for (const [from, to, said] of conjectured ? ventured : []) {
        text += words.slice(at, from)
        conjectures.push({ start: text.length, end: text.length + said.length })
        text += said
        at = to
      }
      text += words.slice(at)
    }
    const made = { text, starts, conjectures, conjectured, ...folded(text, folding.ofCharacter) }
    made.headEnds = units.map((one, number) => headEnd(made, starts[number], one.headKey))
    made.titleEnd = headEnd(made, 0, titleKey) // where the first unit says the page's title
    return made
  }

  /* Where the heading ends that a unit opens with. */
  function headEnd(made, start, headKey) {
    const first = last(made.origins, start - 1) + 1
    return headKey && made.key.startsWith(headKey, first)
      ? place(made, first, first + headKey.length).end
      : start
  }

  /* A key, and for each of its characters where in the text it comes from. */
  function folded(text, fold) {
    const origins = []
    let key = "", at = 0
    for (const character of text) {
      const part = fold(character)
      for (let count = 0; count < part.length; count++) origins.push(at)
      key += part
      at += character.length
    }
    return { key, origins }
  }

  /* A stretch of a key as a stretch of its text. */
  function place({ text, origins }, from, to) {
    const last = origins[to - 1]
    return { start: origins[from], end: last + String.fromCodePoint(text.codePointAt(last)).length }
  }

  /* The same text where punctuation counts; made when it is asked for. */
  function withMarks(reading) {
    reading.withMarks ??= { text: reading.text, ...folded(reading.text, folding.withMarks) }
    return reading.withMarks
  }

  /* The number of the unit in which a place of a reading lies. */
  const unitAt = ({ starts }, at) => last(starts, at)

  /* The index of the last of rising numbers that is not above a limit; -1 if there is none. */
  function last(numbers, limit) {
    let low = -1, high = numbers.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (numbers[middle] <= limit) low = middle
      else high = middle
    }
    return low
  }

  return { read, place, withMarks, unitAt }
})()
