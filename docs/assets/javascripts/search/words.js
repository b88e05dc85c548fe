/* What is asked for: the words of a query, and where they stand.
 *
 * Words are separated by blanks. A word is any stretch of text, its punctuation left aside; between
 * quotation marks the punctuation counts.
 */
const words = (() => {
  "use strict"

  /* A quotation is a word by itself: one that goes on is a phrase that begins with a quotation. */
  const WORD = /(?<!\S)(?:"([^"]+)"|\uff02([^\uff02]+)\uff02|\u201c([^\u201c\u201d]+)\u201d|\u300c([^\u300c\u300d]+)\u300d)(?!\S)|\S+/gu

  /* Each word once. */
  function of(query) {
    const found = new Map()
    for (const [typed, ...quoted] of query.matchAll(WORD)) {
      const said = quoted.find(Boolean)
      const marks = said && [...said].map(folding.withMarks).join("")
      const { key } = folding.of(said ?? typed)
      if (key || marks) found.set(marks ?? key, { typed: said ?? typed, key, marks })
    }
    return [...found.values()]
  }

  /* Where a word stands in a reading of a page: places in its text. */
  function find(page, reading, word) {
    const layer = word.marks ? corpus.withMarks(reading) : reading
    const hits = word.way
      ? pinyin.find(page, reading, word.letters, word.way)
      : [...occurrences(layer.key, word.marks ?? word.key)]
    return hits.map(([from, to]) => ({ ...corpus.place(layer, from, to), word }))
  }

  function* occurrences(key, wanted) {
    for (let from = -1; (from = key.indexOf(wanted, from + 1)) >= 0;)
      yield [from, from + wanted.length]
  }

  return { of, find }
})()
