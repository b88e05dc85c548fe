/* Folding: what counts as the same character, whatever the script and the hand that typed it.
 *
 * Loaded before whatever looks for wording: a text and a question to it are compared by their keys.
 * Which characters are one is not known here; the index says it (edition/fold.py).
 */
const folding = (() => {
  "use strict"

  /* What is not heard when a phrase is read aloud is not asked for in a match.
   * The tilde is the one such mark that Unicode takes for a symbol; the end of
   * a line is the end of a paragraph, which no match crosses. */
  const SILENT = /(?!\n)[\p{P}\p{Z}\p{M}\p{Cc}\p{Cf}~]/u

  let representatives = new Map() // for 髮 and 發 it is 发
  let keys = new Map()            // each character is folded once,
  let signs = new Map()           // also with its marks

  /* The classes of an index: `发發髮 着著 …`. */
  function learn(classes) {
    keys = new Map()
    signs = new Map()
    representatives = new Map()
    for (const members of classes.split(" ").map(form => [...form]))
      for (const member of members) representatives.set(member, members[0])
  }

  /* What a character is made of: one of full width is its plain self, ㎡ is two. */
  const parts = character => [...character.normalize("NFKD").toLowerCase()]

  function kept(known, character, make) {
    let key = known.get(character)
    if (key === undefined) known.set(character, key = make())
    return key
  }

  /* A character stands for its class. */
  const represent = part => representatives.get(part) ?? part

  const ofCharacter = character => kept(keys, character, () =>
    parts(character).filter(part => !SILENT.test(part)).map(represent).join(""))

  /* The quotation marks of one script are those of the other. */
  const QUOTES = { "\u300c": "\u201c", "\u300d": "\u201d", "\u300e": "\u2018", "\u300f": "\u2019" }

  /* The same where marks count, as between quotation marks: of whatever script and width. */
  const withMarks = character => kept(signs, character, () =>
    parts(QUOTES[character] ?? character).map(represent).join(""))

  /* A text and the key it is found by. */
  function of(text) {
    const characters = [...text]
    return { text, characters, key: characters.map(ofCharacter).join("") }
  }

  return { learn, of, ofCharacter, withMarks }
})()
