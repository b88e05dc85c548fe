/* The list of results, in the theme's dress.
 *
 * The theme's own counts pages, and knows neither texts to choose from nor conjectures. What is said in
 * words comes with the box (overrides/partials/search.html).
 */
const results = (() => {
  "use strict"

  const BEFORE = 24, AFTER = 56 // characters of context around a hit
  const MARK = /[\u3001\u3002\uff0c\uff1a\uff1b\uff01\uff1f](?![\u300d\u300f\u2019\u201d])/ // ends a clause
  const AT_ONCE = 20
  const QUOTED = 8 // wordings that a page is told to highlight, at most

  const root = document.querySelector("[data-search]")
  const [status, hint, filter, list] =
    ["status", "hint", "filter", "list"].map(part => root.querySelector(`[data-search-${part}]`))
  const choice = filter.querySelector("select")
  const said = status.dataset
  const place = root.closest(".md-search__scrollwrap")
  const { base } = JSON.parse(document.getElementById("__config").textContent)
  const tree = new URL(base.replace(/\/?$/, "/"), location)

  let found = [], apart = false // the answers, and whether the words only stand apart
  let shown = [] // those of the text that was chosen
  let chosen // the text that is looked into; none: all

  /* ---- What is shown ----------------------------------------------------- */

  /* Nothing is asked. */
  function clear() {
    found = []
    status.textContent = said.initial
    hint.hidden = false
    filter.hidden = true
    list.replaceChildren()
  }

  function show(answers, standApart) {
    found = answers
    apart = standApart
    hint.hidden = true
    offerTexts()
    choose()
  }

  function choose() {
    shown = found.filter(({ page }) => !chosen || page.text === chosen)
    const words = !shown.length ? said.none : apart ? said.apart : shown.length === 1 ? said.one : said.other
    status.textContent = words.replace("#", shown.length)
    list.replaceChildren()
    place.scrollTo({ top: 0 })
    more()
  }

  function more() {
    list.append(...shown.slice(list.childElementCount).slice(0, AT_ONCE).map(item))
  }

  /* Nothing is found: what would be. The words of the query, each as it stands or as it would. */
  function propose(queries) {
    list.replaceChildren(...queries.map(query => {
      const words = create("p", "hit__words", said.nearest)
      words.append(create("b", "", query))
      const url = new URL(location)
      url.search = new URLSearchParams({ q: query })
      const made = entry(url, words)
      made.dataset.query = query
      return made
    }))
  }

  /* ---- Which text ------------------------------------------------------- */

  /* The texts with results, when there are several; and the one that was chosen. */
  function offerTexts() {
    const counts = new Map(chosen ? [[chosen, 0]] : [])
    for (const { page: { text } } of found) counts.set(text, (counts.get(text) ?? 0) + 1)
    const texts = [...counts.keys()].sort((one, other) => one.order - other.order)
    const [all] = choice.options
    choice.replaceChildren(all, ...texts.map(text =>
      new Option(said.text.replace("#", counts.get(text)).replace("@", text.title), text.location)))
    choice.value = chosen?.location ?? ""
    filter.hidden = texts.length < 2 && !chosen
  }

  /* ---- An answer --------------------------------------------------------- */

  function item(answer) {
    const where = create("p", "hit__where")
    where.append(...whereabouts(answer).map(words => create("span", "", words)))
    if (answer.conjectured) where.append(create("span", "hit__sign", said.conjecture))
    return entry(address(answer), where, quotation(answer))
  }

  /* Text, section and passage, as far as they are not what is quoted. */
  function whereabouts({ page, number, reading }) {
    const named = []
    if (page !== page.text) named.push(page.text.title)
    if (number > 0 || !reading.titleEnd) named.push(page.title)
    const [, passage] = page.units[number].location.split("#p")
    return passage ? [...named, passage] : named
  }

  /* The unit's heading, and what was found, in its context. */
  function quotation(answer) {
    const { number, reading: { text, starts, headEnds, conjectures }, hits } = answer
    const from = starts[number], headEnd = headEnds[number]
    const to = starts[number + 1] ?? text.length
    const windows = excerpts(answer)
    if (windows[0].start >= headEnd && headEnd > from) windows.unshift({ start: from, end: headEnd })
    const layers = [
      [conjectures, "span", "mark conjecture"],
      [merged(hits), "mark", ""],
      [[{ start: from, end: headEnd }], "b", ""],
    ]
    const quoted = create("p", "hit__words")
    let at = from
    for (const { start, end } of windows) {
      if (text.slice(at, start).trim()) quoted.append("\u2026")
      draw(quoted, text, start, end, layers)
      at = end
    }
    if (text.slice(at, to).trim()) quoted.append("\u2026")
    return quoted
  }

  /* The stretch that answers, in its context: places of the text, in order. */
  function excerpts({ number, reading: { text, starts }, stretch }) {
    const limit = starts[number + 1] ?? text.length
    const windows = []
    for (const hit of stretch) {
      const start = opening(text, starts[number], hit.start)
      const end = Math.max(hit.end, Math.min(limit, hit.end + AFTER))
      const last = windows.at(-1)
      if (last && start <= last.end) last.end = Math.max(last.end, end)
      else windows.push({ start, end })
    }
    for (const one of windows) one.end = whole(text, one.end)
    return windows
  }

  /* Where context begins: with the unit, else behind a mark, else anywhere. */
  function opening(text, start, hit) {
    const from = hit - BEFORE
    if (from <= start) return start
    const mark = text.slice(from, hit).search(MARK)
    return mark < 0 ? whole(text, from) : from + mark + 1
  }

  /* Not between the halves of a rare character. */
  const whole = (text, at) => /^[\udc00-\udfff]/.test(text.slice(at, at + 1)) ? at + 1 : at

  /* Overlapping places as one. */
  function merged(places) {
    const made = []
    for (const { start, end } of places) {
      const last = made.at(-1)
      if (last && start <= last.end) last.end = Math.max(last.end, end)
      else made.push({ start, end })
    }
    return made
  }

  /* Text with layers around it; what of a layer lies outside of an outer one is cut there. */
  function draw(parent, text, from, to, [layer, ...inner]) {
    if (!layer) return parent.append(text.slice(from, to))
    const [places, tag, name] = layer
    let at = from
    for (const place of places) {
      const start = Math.max(place.start, at), end = Math.min(place.end, to)
      if (start >= end) continue
      if (at < start) draw(parent, text, at, start, inner)
      const around = create(tag, name)
      draw(around, text, start, end, inner)
      parent.append(around)
      at = end
    }
    if (at < to) draw(parent, text, at, to, inner)
  }

  /* Where an answer leads, with what is to be highlighted there. What is found in the heading of a page
   * is read at its top. */
  function address({ page, number, reading, hits }) {
    const atTop = hits.every(hit => hit.end <= reading.titleEnd)
    const url = new URL(atTop ? page.location : page.units[number].location, tree)
    const quoted = new Set(hits.map(({ start, end }) => reading.text.slice(start, end)))
    url.search = new URLSearchParams([...quoted].slice(0, QUOTED).map(wording => ["h", wording]))
    return url
  }

  /* In the theme's list every entry is a link, which its keys know how to reach. */
  function entry(url, ...content) {
    const article = create("article", "md-search-result__article md-typeset")
    article.dataset.mdScore = 0
    article.append(...content)
    const link = create("a", "md-search-result__link")
    link.href = url
    link.tabIndex = -1
    link.append(article)
    const made = create("li", "md-search-result__item")
    made.append(link)
    return made
  }

  function create(tag, name, text = "") {
    const made = document.createElement(tag)
    if (name) made.className = name
    made.textContent = text
    return made
  }

  /* ---- What a reader does ------------------------------------------------ */

  choice.addEventListener("change", () => {
    chosen = found.find(({ page }) => page.text.location === choice.value)?.page.text
    choose()
  })
  choice.addEventListener("keydown", event => {
    if (event.key !== "Escape") event.stopPropagation() // the theme would take the keys for the box
  })
  place.addEventListener("scroll", () => {
    if (place.scrollTop + 2 * place.clientHeight > place.scrollHeight) more()
  })
  list.addEventListener("focusin", ({ target }) => {
    if (!target.closest("li").nextElementSibling) more()
  })

  return { clear, show, propose, item, tree, root }
})()
