/* The texts a quotation is compared with, as search/quotation.js brings them
 * (edition/outputs/quotation.py).
 *
 * All of them make one key, in which neither punctuation nor script counts; each
 * of its units knows its character. A text that was emended, or has conjectures,
 * stands there again: as it would read with the conjectures, and with what the source
 * has at the emended places. So a quotation of such a reading is found, and told from
 * the text: nothing else is looked for there.
 */
const texts = (() => {
  "use strict"

  const BORDER = "\n" // in no key: nothing runs on from one text to the next

  /* Readings that are not the text's own: what they are, and which a mark has. */
  const VARIANTS = [
    ["conjecture", mark => mark.conjecture],
    ["source", mark => ["unique", "probable"].includes(mark.style) ? mark.raw : ""],
  ]

  let strings = []
  let key = ""
  let pairs = new Set()
  let classes = ""

  /* ---- Keys -------------------------------------------------------------- */

  const rare = new Map() // characters of two units, each with one that stands for it

  function unit(part) {
    if (part.length === 1) return part
    if (!rare.has(part)) rare.set(part, String.fromCharCode(0xe000 + rare.size))
    return rare.get(part)
  }

  /* The key of characters, and the character that each of its units comes from. */
  function keyed(characters, from = 0, to = characters.length, counts = () => true) {
    let made = ""
    const origins = []
    for (let at = from; at < to; at++) {
      if (characters[at] === BORDER || !counts(at)) continue
      for (const part of folding.ofCharacter(characters[at])) {
        made += unit(part)
        origins.push(at)
      }
    }
    return { key: made, origins }
  }

  /* ---- The texts --------------------------------------------------------- */

  function learn(data) {
    classes = data.fold
    refold()
    pairs = new Set(data.pairs.split(" "))
    strings = []
    key = ""
    for (const text of data.texts) {
      text.characters = [...text.text]
      add({ text, characters: text.characters, variants: [], clean: at => at })
    }
    for (const text of data.texts)
      for (const [kind, reading] of VARIANTS) {
        const marks = text.marks.filter(reading)
        if (marks.length) add(varied(text, kind, marks, reading))
      }
  }

  /* The page's search folds with the same script, and learns its own index. */
  const refold = () => folding.learn(classes)

  function add(string) {
    const { key: own, origins } = keyed(string.characters)
    strings.push({ ...string, origins, start: key.length, end: key.length + own.length })
    key += own + BORDER
  }

  /* A text with other readings at some of its places, and the way back to where it has none. */
  function varied(text, kind, marks, reading) {
    const characters = [], offsets = [], variants = []
    let at = 0
    function goOn(end) {
      for (; at < end; at++) {
        characters.push(text.characters[at])
        offsets.push(at)
      }
    }
    for (const mark of marks) {
      goOn(mark.start)
      const start = characters.length
      for (const character of reading(mark)) {
        offsets.push(characters.length === start ? mark.start : mark.end)
        characters.push(character)
      }
      variants.push({ kind, mark, start, end: characters.length })
      at = mark.end
    }
    goOn(text.characters.length)
    offsets.push(at)
    return { text, characters, variants, clean: at => offsets[at] }
  }

  /* ---- Places in the key ------------------------------------------------- */

  function stringAt(at) {
    let low = 0, high = strings.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (strings[middle].start <= at) low = middle
      else high = middle - 1
    }
    return strings[low]
  }

  /* The characters of a stretch of the key, in the string it stands in. */
  function characters(string, start, end) {
    const first = start - string.start, last = end - 1 - string.start
    if (end > start) return [string.origins[first], string.origins[last] + 1]
    const at = first ? string.origins[first - 1] + 1 : 0 // right behind what it follows
    return [at, at]
  }

  /* Whether a stretch may be looked for where it stands. */
  function counts(start, end) {
    const string = stringAt(start)
    return !string.variants.length || variants(string, ...characters(string, start, end)).length > 0
  }

  /* The readings not the text's own that stand in a stretch of a string's characters. */
  const variants = (string, first, last) =>
    string.variants.filter(one => one.start < last && first < one.end)

  /* Where a key stands, in reading order; first where it is the text's own. */
  function occurrences(wanted) {
    const found = []
    for (let at = -1; (at = key.indexOf(wanted, at + 1)) >= 0;)
      if (counts(at, at + wanted.length)) found.push(at)
    return found
  }

  /* Whether two characters are one in the two scripts, as the texts have them. */
  const isOtherScript = (one, other) => pairs.has(one + other) || pairs.has(other + one)

  return {
    get key() { return key },
    learn, refold, keyed, stringAt, characters, variants, counts, occurrences, isOtherScript,
  }
})()
