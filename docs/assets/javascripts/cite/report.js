/* What is known of a passage, for who finds it wrong: as text, and as the address of a form in the
 * publisher's repository that is filled in with it.
 */
const report = (() => {
  "use strict"

  const LONGEST = 8000 // characters of an address that GitHub takes
  const here = document.currentScript.src
  let coming

  function load() {
    coming ??= new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = new URL(`../../../data/${__cite.text}.report.js`, here)
      script.onload = () => resolve(__report)
      script.onerror = () => { coming = undefined; reject() }
      document.head.append(script)
    })
    return coming
  }

  /* As much of some lines as a limit allows, and a word where something was left out. */
  function cut(lines, limit, word) {
    const text = lines.join("\n")
    if (text.length <= limit) return text
    const kept = [...text.slice(0, limit)]
    if (/[\ud800-\udbff]$/.test(kept.at(-1))) kept.pop() // half a character
    return `${kept.join("")}${word}`
  }

  function text(said, passage, values, limit = Infinity) {
    const parts = Object.entries(said.headings).map(([field, heading]) => {
      const words = cut([passage[field]].flat(), limit, said.cut)
      return words && `\n${heading}\n\n${passage.fence}text\n${words}\n${passage.fence}\n`
    })
    return filling.fill(said.intro, values) + parts.join("")
  }

  /* The form of an issue that is not yet written: GitHub and Gitea ask for it alike, GitLab not. */
  function form(repository, title, body) {
    const base = repository.replace(/\/+$/, "")
    const isGitLab = /^gitlab\b/.test(new URL(base).hostname)
    const fields = isGitLab
      ? { "issue[title]": title, "issue[description]": body }
      : { title, body }
    return `${base}${isGitLab ? "/-" : ""}/issues/new?${new URLSearchParams(fields)}`
  }

  /* The longest of all texts whose address is not too long. */
  function address(repository, said, passage, values) {
    const title = filling.fill(said.title, values)
    const made = limit => form(repository, title, text(said, passage, values, limit))
    if (made(Infinity).length <= LONGEST) return made(Infinity)
    let low = 0, high = LONGEST
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (made(middle).length <= LONGEST) low = middle
      else high = middle
    }
    return made(low)
  }

  async function of(id, values) {
    const said = await load()
    const passage = said.passages[id]
    const known = { ...values, record: new URL(passage.record, filling.page()).href }
    const { report: repository } = document.documentElement.dataset
    const sends = repository && location.protocol !== "file:"
    return {
      text: text(said, passage, known),
      address: sends ? address(repository, said, passage, known) : "",
    }
  }

  return { of, form }
})()
