/* The page for an unknown address: what may have been meant.
 *
 * The words of the address are looked for, as if they had been typed into the search box: Chinese in a
 * link that somebody wrote, or pinyin. Where the address is one of a text that is there, the text is
 * offered. The form asks the search box. All its words stand in the page (overrides/404.html).
 */
(() => {
  "use strict"

  const AT_MOST = 5
  const OURS = /^(texts|compare|data|search|assets|downloads|index|whole|record|[\d_-]+[a-z]?)$/

  const form = document.querySelector("[data-missing]")
  const own = document.querySelector("[data-missing-text]")
  const found = document.querySelector("[data-missing-found]")
  const input = form.querySelector("input")

  /* The address below this script's tree, in parts. */
  const parts = (() => {
    const { pathname } = location, tree = results.tree.pathname
    const path = pathname.startsWith(tree) ? pathname.slice(tree.length) : pathname
    try { return decodeURIComponent(path).split("/") } catch { return [] }
  })()

  /* What of it may be words: the Chinese, if there is any. */
  const named = parts.map(part => part.replace(/\.\w+$/, "")).filter(part => !OURS.test(part))
    .flatMap(part => part.split(/[-_+.\s]+/)).filter(word => /\p{Script=Han}|[a-z]{2}/iu.test(word))
  const chinese = named.filter(word => /\p{Script=Han}/u.test(word))
  const asked = chinese.length ? chinese : named

  async function offer() {
    const answer = await fetch(new URL("search/search_index.json", results.tree))
    const known = await corpus.read(await answer.json())
    const text = known.find(({ location }) => location === `texts/${parts[1]}/index.html`)
    if (parts[0] === "texts" && text) {
      const link = own.querySelector("a")
      link.href = new URL(text.location, results.tree)
      link.textContent = text.title
      own.hidden = false
    }
    if (words.of(asked.join(" ")).some(pinyin.lacks)) await pinyin.load(results.tree)
    const items = best(known).slice(0, AT_MOST).map(results.item)
    for (const item of items) item.querySelector("a").tabIndex = 0 // here Tab reaches it
    found.querySelector("ol").replaceChildren(...items)
    found.hidden = !items.length
  }

  /* The answers to all words, else to one of them, the last first. */
  function best(known) {
    for (const query of [asked.join(" "), ...asked.toReversed()]) {
      const taken = words.of(query).map(word => pinyin.taken(word, known))
      const { found } = taken.length ? answers.to(taken, known) : { found: [] }
      if (found.length) return found
    }
    return []
  }

  form.addEventListener("submit", event => {
    event.preventDefault()
    const box = document.querySelector("[data-md-component=search-query]")
    const toggle = document.querySelector("[data-md-toggle=search]")
    box.value = input.value
    if (!toggle.checked) toggle.click()
    box.focus()
    box.dispatchEvent(new InputEvent("input", { bubbles: true }))
  })

  input.value = asked.join(" ")
  form.hidden = false
  if (location.protocol !== "file:") offer()
})()
