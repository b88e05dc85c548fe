/* A quotation as it was pasted: its characters, and the parts of it that must stand in a text.
 *
 * Omissions part it. Readings that a page put behind its characters (edition/annotation.py) can
 * be left out: 工(gōng)作, 會(huì ), 學(xue)(xue).
 */
const quoted = (() => {
  "use strict"

  const LETTER = "[a-z\u00e0-\u00fc\u0101-\u01dc\u01f9\\p{M}]"
  const READINGS = new RegExp(
    `(?<=\\p{Script=Han})(?:[(\uff08] ?${LETTER}{1,9} ?[)\uff09])+`, "gu")
  const DOTS = "(?:[\u2026\u22ef]+|\\.{3,}|\u3002{3,}|\u00b7{3,})"
  const OMISSION = new RegExp(`[[(\uff08\u3014\uff3b]?${DOTS}[\\])\uff09\u3015\uff3d]?`, "gu")

  /* Which characters of a string match, one flag for each, and how many matches there are. */
  function matching(string, pattern) {
    const units = new Uint8Array(string.length)
    let count = 0
    for (const { 0: match, index } of string.matchAll(pattern)) {
      units.fill(1, index, index + match.length)
      count++
    }
    const flags = []
    let at = 0
    for (const character of string) {
      flags.push(units[at])
      at += character.length
    }
    return { flags, count }
  }

  function read(pasted) {
    const string = pasted.normalize("NFC").replace(/\s/gu, " ")
    const characters = [...string]
    const readings = matching(string, READINGS)
    const omissions = matching(string, OMISSION)
    const isText = at => !readings.flags[at]
    return {
      characters,
      readings: readings.count,
      whole: texts.keyed(characters),
      bare: texts.keyed(characters, 0, characters.length, isText),
      parts: parts(characters, omissions.flags, isText),
      isText,
    }
  }

  /* What stands between omissions, each with its key. */
  function parts(characters, omitted, isText) {
    const found = []
    let from = 0
    for (let at = 0; at <= characters.length; at++) {
      if (at < characters.length && !omitted[at]) continue
      const part = texts.keyed(characters, from, at, isText)
      if (part.key) found.push(part)
      from = at + 1
    }
    return found
  }

  return { read }
})()
