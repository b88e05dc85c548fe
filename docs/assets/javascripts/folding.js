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
  let keys = new Map()            // each character is folded once

  /* The classes of an index: `发發髮 着著 …`. */
  function learn(classes) {
    keys = new Map()
    representatives = new Map()
    for (const members of classes.split(" ").map(form => [...form]))
      for (const member of members) representatives.set(member, members[0])
  }

  function ofCharacter(character) {
    let key = keys.get(character)
    if (key === undefined) {
      key = [...character.normalize("NFKD").toLowerCase()]
        .filter(part => !SILENT.test(part))
        .map(part => representatives.get(part) ?? part)
        .join("")
      keys.set(character, key)
    }
    return key
  }

  /* A text and the key it is found by. */
  function of(text) {
    const characters = [...text]
    return { text, characters, key: characters.map(ofCharacter).join("") }
  }

  return { learn, of, ofCharacter }
})()
