/* What only the reader's page knows, put into the holes of a citation (edition/outputs/citation.py).
 *
 * A citation is strings and the names of holes by turns. The strings are escaped already, each in
 * its format's way; what is put between them is escaped here in the same way.
 */
const filling = (() => {
  "use strict"

  const ESCAPES = {
    bibtex: value => value.replace(/[{}\\]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
    csl: value => JSON.stringify(value).slice(1, -1),
  }
  const plainly = value => value

  /* Where this page stands, for ever if it knows: without a place on it, and what was searched for. */
  function page() {
    const address = new URL(document.querySelector("link[rel=canonical]")?.href ?? location.href)
    address.search = address.hash = ""
    return address.href
  }

  /* The day is the reader's own. */
  function today(now = new Date()) {
    const [year, month, date] = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(String)
    const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`
    return { day, year, month, date }
  }

  function fill(citation, values, format = "") {
    const escape = ESCAPES[format] ?? plainly
    return citation.map((piece, at) => at % 2 ? escape(values[piece]) : piece).join("")
  }

  return { page, today, fill, escaped: (value, format) => (ESCAPES[format] ?? plainly)(value) }
})()
