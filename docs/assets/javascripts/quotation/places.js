/* An alignment told in characters: of the quotation as it was pasted, and of the clean text.
 *
 * A place has its text; `start` and `end` in its clean text; hunks with the characters of both
 * sides; the readings that are not the text's own; and what differs without counting (minor.js).
 */
const places = (() => {
  "use strict"

  function of(quotation, part, { start, end, hunks }) {
    const string = texts.stringAt(start)
    const [first, last] = texts.characters(string, start, end)
    return {
      text: string.text,
      string,
      key: { start, end },
      start: string.clean(first),
      end: string.clean(last),
      hunks: hunks.map(hunk => told(quotation, part, string, hunk)),
      variants: texts.variants(string, first, last).map(one => ({
        ...one,
        words: read(string, Math.max(first, one.start), Math.min(last, one.end)),
      })),
      minor: minor.of(quotation, part, string, hunks),
    }
  }

  function told(quotation, part, string, { isSame, quoted, text }) {
    const [start, end] = texts.characters(string, text.start, text.end)
    return {
      isSame,
      quoted: typed(quotation, part, quoted),
      read: read(string, start, end),
      start: string.clean(start),
      end: string.clean(end),
    }
  }

  const read = ({ characters }, start, end) => characters.slice(start, end).join("")

  /* The characters of some units, without the readings that do not count. */
  function typed({ characters, isText }, { origins }, { start, end }) {
    if (start === end) return ""
    const first = origins[start], last = origins[end - 1]
    return characters.slice(first, last + 1).filter((_, at) => isText(first + at)).join("")
  }

  return { of }
})()
