/* The least that must be changed in a quotation for it to stand in a text: edit distance, with
 * what is changed where (Levenshtein's, by dynamic programming in a band of diagonals).
 *
 * A diagonal is the place in the text less the place in the quotation. The quotation is aligned as
 * a whole; the stretch of the text begins and ends where that is best.
 */
const alignment = (() => {
  "use strict"

  const FAR = 1 << 29
  const BOTH = 0, QUOTED = 1, TEXT = 2 // what a step goes over

  /* `quoted` against `text` from `start` to `end`, on the diagonals `low` to `high`.
   *
   * Gives the number of edits, the stretch of the text, and hunks in order: what is the same
   * and what differs, each with its stretch of both.
   */
  function align(quoted, text, { start, end, low, high }) {
    const wide = high - low + 1
    const steps = new Uint8Array((quoted.length + 1) * wide)
    let above = new Int32Array(wide), row = new Int32Array(wide)
    for (let column = 0; column < wide; column++)
      above[column] = isWithin(low + column) ? 0 : FAR

    function isWithin(there) { return there >= start && there <= end }

    for (let here = 1; here <= quoted.length; here++) {
      const unit = quoted.charCodeAt(here - 1)
      for (let column = 0; column < wide; column++) {
        const there = here + low + column
        let least = FAR, step = BOTH
        if (isWithin(there)) {
          if (there > start)
            least = above[column] + (unit === text.charCodeAt(there - 1) ? 0 : 1)
          if (column + 1 < wide && above[column + 1] + 1 < least) {
            least = above[column + 1] + 1
            step = QUOTED
          }
          if (column && row[column - 1] + 1 < least) {
            least = row[column - 1] + 1
            step = TEXT
          }
        }
        row[column] = least
        steps[here * wide + column] = step
      }
      [above, row] = [row, above]
    }

    const last = best(above, steps.subarray(quoted.length * wide))
    return { edits: above[last], ...traced(quoted, text, steps, wide, low, last) }
  }

  /* Of equally good ends the first on which the quotation's last unit has its counterpart. */
  function best(row, steps) {
    let found = 0
    for (let column = 1; column < row.length; column++)
      if (row[column] < row[found]
        || (row[column] === row[found] && steps[found] !== BOTH && steps[column] === BOTH))
        found = column
    return found
  }

  function traced(quoted, text, steps, wide, low, last) {
    const hunks = []
    let here = quoted.length, column = last
    const end = here + low + last
    while (here) {
      const there = here + low + column
      const step = steps[here * wide + column]
      const isSame = step === BOTH && quoted[here - 1] === text[there - 1]
      let hunk = hunks.at(-1)
      if (hunk?.isSame !== isSame) {
        hunk = { isSame, quoted: { start: here, end: here }, text: { start: there, end: there } }
        hunks.push(hunk)
      }
      if (step !== TEXT) hunk.quoted.start = --here
      if (step !== QUOTED) hunk.text.start = there - 1
      if (step === QUOTED) column++
      if (step === TEXT) column--
    }
    return { start: low + column, end, hunks: hunks.reverse() }
  }

  return { align }
})()
