/* Search that finds what Ctrl+F finds, in both scripts.
 *
 * The theme leaves searching to a web worker and draws what comes back. This
 * script, loaded before the theme's bundle, stands in for that worker and
 * answers the same messages; box, list, keyboard and highlighting stay the
 * theme's own. It runs in the page, because a page opened from file:// may not
 * start a worker. What counts as the same character is known to folding.js.
 *
 * Search is for substrings: Chinese has no blanks between words, and an index
 * of words finds only what it happened to cut alike. Several words, separated
 * by blanks, must all stand on one page.
 */
(() => {
  "use strict"

  /* ---- The index --------------------------------------------------------- */

  let pages = [] // in reading order

  function setUp({ config, docs }) {
    folding.learn(config.fold)

    pages = []
    let overview // a text's first page; sections of two texts may bear one title
    for (const { location, title, text } of docs) {
      const entry = { location, title: folding.of(title), ...folding.of(text) }
      if (location.includes("#")) pages.at(-1).passages.push(entry)
      else {
        if (location.endsWith("/index.html")) overview = entry
        pages.push({ ...entry, of: entry === overview ? "" : overview.title.text, passages: [] })
      }
    }
    for (const page of pages) join(page)
  }

  /* A phrase may run on from one point of a paragraph to the next, so a page is
   * searched as one text, in which each passage knows its place. */
  function join(page) {
    for (const passage of page.passages) {
      passage.start = page.key.length
      passage.first = page.characters.length
      page.key += passage.key
      page.characters = page.characters.concat(passage.characters)
    }
  }

  /* ---- Matching ---------------------------------------------------------- */

  /* Where the words stand in a key, in order. */
  function find(key, words) {
    const hits = []
    for (const word of words)
      for (let start = 0; (start = key.indexOf(word.key, start)) >= 0;) {
        const end = start + word.key.length
        hits.push({ start, end, word })
        start = end
      }
    return hits.sort((one, other) => one.start - other.start)
  }

  /* The same places as characters of the text, overlaps as one. The way back is
   * made where there is a hit only: most texts never have one. */
  function places(text, hits) {
    text.origins ??= text.characters.flatMap((character, at) =>
      Array(folding.ofCharacter(character).length).fill(at))

    const merged = []
    for (const hit of hits) {
      const start = text.origins[hit.start], end = text.origins[hit.end - 1] + 1
      const last = merged.at(-1)
      if (start < last?.end) last.end = Math.max(last.end, end)
      else merged.push({ start, end })
    }
    return merged
  }

  /* ---- Ranking ----------------------------------------------------------- */

  const WORD = 5 // outweighs all that is added to it

  /* How well a page's title or a passage answers. Above all, how many of the
   * words it has; then whether they stand in a heading, and how much of it they
   * are; whether they touch; whether they are spelled as typed. What ties stays
   * in reading order. */
  function judge(entry, inTitle, inText) {
    const headed = new Set(inTitle.map(hit => hit.word))
    const found = new Set([...headed, ...inText.map(hit => hit.word)])
    if (!found.size) return { entry, found, score: 0 }

    let worth = 0
    for (const { key } of headed) worth += 2 + key.length / entry.title.key.length
    for (const { typed } of found)
      if (entry.title.text.includes(typed) || entry.text.includes(typed)) worth += .5
    const near = Math.max(closeness(inTitle, found), closeness(inText, found))
    return { entry, inTitle, inText, found, score: found.size * WORD + worth / found.size + near }
  }

  /* How much of the shortest stretch that has all words is words: 1 where they touch. */
  function closeness(hits, words) {
    const stretch = shortest(hits)
    if (stretch.length < words.size) return 0
    return Math.min(1, stretch.reduce((sum, { word }) => sum + word.key.length, 0) / reach(stretch))
  }

  /* Of the stretches that have each word once, the shortest. */
  function shortest(hits) {
    const words = new Set(hits.map(hit => hit.word))
    const latest = new Map()
    let found = []
    for (const hit of hits) {
      latest.delete(hit.word)
      latest.set(hit.word, hit)
      const stretch = [...latest.values()]
      if (latest.size === words.size && (!found.length || reach(stretch) < reach(found)))
        found = stretch
    }
    return found
  }

  const reach = stretch => Math.max(...stretch.map(({ end }) => end)) - stretch[0].start

  const byScore = (one, other) => other.score - one.score

  /* A page's title and passages, as far as they answer, best first. */
  function answers(page, words) {
    const all = find(page.key, words)
    const judged = page.passages.map(passage => {
      const end = passage.start + passage.key.length
      const inText = all.filter(({ start }) => start >= passage.start && start < end)
      return judge(passage, find(passage.title.key, words), inText)
    })
    return [judge(page, find(page.title.key, words), []), ...judged]
      .filter(({ found }) => found.size)
      .sort(byScore)
  }

  function search(query) {
    const words = []
    for (const typed of query.split(/\s+/)) {
      const { key } = folding.of(typed)
      if (key && !words.some(word => word.key === key)) words.push({ typed, key })
    }
    if (!words.length) return []

    const results = []
    for (const page of pages) {
      const hits = answers(page, words)
      if (new Set(hits.flatMap(hit => [...hit.found])).size === words.length)
        results.push(draw(page, hits, words))
    }
    return results.sort(([one], [other]) => byScore(one, other))
  }

  /* ---- Results, as the theme draws them ---------------------------------- */

  const BEFORE = 24, AFTER = 72 // characters of context around a hit

  /* One entry of the list: a page and its passages, best first. The theme folds
   * away what scores less than the best; passages with as many of the words as
   * that one are not to be folded away. It expects the page in every entry. */
  function draw(page, hits, words) {
    const [best] = hits
    const everywhere = []
    const items = hits.map(({ entry, inTitle, inText, found, score }) => {
      const titled = places(entry.title, inTitle), quoted = places(page, inText)
      const spelled = [...quote(entry.title, titled), ...quote(page, quoted)]
      const lacking = words.filter(word => !found.has(word)).map(word => word.typed)
      everywhere.push(...spelled)
      const title = mark(entry.title, titled) || escape(opening(entry.text))
      const said = entry !== page && entry.title.text === page.title.text
      return {
        location: entry.location,
        title: entry === page ? named(page, title) : said ? "" : title,
        text: extract(entry, page, quoted, places(page, shortest(inText))),
        score: found.size === best.found.size ? best.score : score,
        terms: { ...terms(lacking, false), ...terms(spelled, true) },
      }
    })
    if (!hits.some(({ entry }) => entry === page))
      items.push({
        location: best.entry.location, // found below its title; the theme takes the last for the page
        title: named(page, escape(page.title.text)),
        text: "",
        score: 0,
        terms: terms(everywhere, true),
      })
    return items
  }

  const named = (page, title) => page.of ? `<small>${escape(page.of)}</small>${title}` : title

  /* What the theme is to highlight on the page, in the page's spelling; or to call missing. */
  const terms = (words, found) => Object.fromEntries(words.map(word => [word, found]))

  const quote = ({ characters }, places) =>
    places.map(({ start, end }) => characters.slice(start, end).join(""))

  /* A passage without a heading is known by its opening words. */
  const opening = text => text.match(/^.[^\u3002\uff0c\uff1a\uff1b\uff01\uff1f]*/su)[0]

  /* Of a passage, the places to show in their context; whatever is found there is marked. */
  function extract(passage, page, found, shown) {
    const end = passage.first + passage.characters.length
    let drawn = "", at = passage.first
    for (const place of shown) {
      const from = Math.max(at, place.start - BEFORE)
      const to = Math.max(place.end, Math.min(end, place.start + AFTER))
      drawn += (from > at ? "…" : "") + mark(page, found, from, to)
      at = to
    }
    return drawn && at !== end ? drawn + "…" : drawn
  }

  function mark({ characters }, places, from = 0, to = characters.length) {
    const slice = (start, end) => escape(characters.slice(start, end).join(""))
    let drawn = "", shown = from
    for (const place of places) {
      const start = Math.max(place.start, from), end = Math.min(place.end, to)
      if (start >= end) continue
      drawn += `${slice(shown, start)}<mark>${slice(start, end)}</mark>`
      shown = end
    }
    return drawn + slice(shown, to)
  }

  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;" }
  const escape = text => text.replace(/[&<>"]/g, character => ENTITIES[character])

  /* ---- In place of the theme's worker ------------------------------------ */

  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3 // as the theme numbers its messages

  class SearchWorker extends EventTarget {
    /* Answers later, as a worker does: the theme begins to listen after it has spoken. */
    postMessage({ type, data }) {
      setTimeout(() => {
        if (type === SETUP) {
          this.index = data
          this.answer({ type: READY })
        }
        if (type === QUERY) {
          if (this.index) setUp(this.index) // not while the page is coming up
          this.index = null
          this.answer({ type: RESULT, data: { items: search(data) } })
        }
      })
    }

    answer(data) {
      this.dispatchEvent(new MessageEvent("message", { data }))
    }
  }

  window.Worker = new Proxy(window.Worker, {
    construct: (Native, [url, ...options]) =>
      /\/workers\/search\./.test(url) ? new SearchWorker() : new Native(url, ...options)
  })

  /* ---- Typing ------------------------------------------------------------ */

  /* The theme reads the box when a key is let go. Paste, dictation, the reset
   * button and the candidates of an input method change it without any key; and
   * while an input method is composing, keys are let go that mean nothing yet. */
  const BOX = "[data-md-component=search-query]"
  const isBox = target => target instanceof Element && target.matches(BOX)
  const read = box => box.dispatchEvent(new Event("keyup"))

  window.addEventListener("keyup", event => {
    if (event.isComposing && isBox(event.target)) event.stopPropagation()
  }, true)
  window.addEventListener("input", event => {
    if (!event.isComposing && isBox(event.target)) read(event.target)
  }, true)
  window.addEventListener("compositionend", event => {
    if (isBox(event.target)) read(event.target)
  }, true)
  window.addEventListener("reset", event => {
    const box = event.target.querySelector(BOX)
    if (box) setTimeout(() => read(box)) // it is emptied after the event
  }, true)
})()
