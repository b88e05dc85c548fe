/* What differs where quotation and text are the same unit by unit: punctuation, script, and other
 * forms of a character. Blanks and what stands around the quotation do not count.
 */
const minor = (() => {
  "use strict"

  const QUOTES = { "\u300c": "\u201c", "\u300d": "\u201d", "\u300e": "\u2018", "\u300f": "\u2019" }
  const UNSEEN = /[\s\p{M}\p{Cc}\p{Cf}]/gu

  const marks = characters => characters.join("").replace(UNSEEN, "")
  const alike = found => found.replace(/[\u300c-\u300f]/g, quote => QUOTES[quote])

  /* Counted: punctuation and forms by what the quotation has and what the text has. */
  function of(quotation, part, string, hunks) {
    const found = { punctuation: new Map(), forms: new Map(), script: 0 }
    for (const { isSame, quoted, text } of hunks) {
      let before, last // the characters of the unit before
      for (let unit = isSame ? quoted.start : quoted.end; unit < quoted.end; unit++) {
        const here = part.origins[unit]
        const there = string.origins[text.start - string.start + unit - quoted.start]
        if (unit > quoted.start) between(before + 1, here, last + 1, there)
        character(quotation.characters[here], string.characters[there])
        before = here
        last = there
      }
    }
    return found

    /* What stands between two characters, in the quotation and in the text. */
    function between(from, to, start, end) {
      if (from >= to && start >= end) return
      if (texts.variants(string, start - 1, end + 1).length) return // its marks are damaged too
      const typed = marks(quotation.characters.slice(from, to)
        .filter((_, at) => quotation.isText(from + at)))
      const own = marks(string.characters.slice(start, end))
      if (alike(typed) !== alike(own)) count(found.punctuation, typed, own)
    }

    function character(typed, own) {
      if (typed.normalize("NFKC").toLowerCase() === own.normalize("NFKC").toLowerCase()) return
      if (texts.isOtherScript(typed, own)) found.script++
      else count(found.forms, typed, own)
    }
  }

  function count(map, typed, own) {
    const name = `${typed}\n${own}`
    const one = map.get(name) ?? { quoted: typed, read: own, count: 0 }
    one.count++
    map.set(name, one)
  }

  return { of }
})()
