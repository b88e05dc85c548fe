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
  function of(quotation, part, from, string, hunks) {
    const found = { punctuation: new Map(), forms: new Map(), script: 0 }
    for (const { isSame, quoted, text } of hunks) {
      if (!isSame) continue
      for (let unit = 0; unit < quoted.end - quoted.start; unit++) {
        const here = part.origins[quoted.start + from + unit]
        const there = string.origins[text.start - string.start + unit]
        if (unit) between(unit, here, there, quoted.start + from, text.start - string.start)
        character(quotation.characters[here], string.characters[there])
      }
    }
    return found

    function between(unit, here, there, quotedFrom, textFrom) {
      const before = part.origins[quotedFrom + unit - 1]
      const last = string.origins[textFrom + unit - 1]
      if (here <= before + 1 && there <= last + 1) return
      if (corpus.variants(string, last, there + 1).length) return // their marks are damaged too
      const typed = quotation.characters.slice(before + 1, here)
        .filter((_, at) => quotation.isText(before + 1 + at))
      const own = marks(string.characters.slice(last + 1, there))
      if (alike(marks(typed)) !== alike(own)) count(found.punctuation, marks(typed), own)
    }

    function character(typed, own) {
      if (typed === own || typed.normalize("NFKC") === own.normalize("NFKC")) return
      if (corpus.isOtherScript(typed, own)) found.script++
      else if (typed.toLowerCase() !== own.toLowerCase()) count(found.forms, typed, own)
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
