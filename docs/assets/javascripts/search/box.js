/* The search box: the theme's, with our answers.
 *
 * The theme leaves searching to a web worker. This script, loaded before the theme's bundle, stands in for
 * that worker and is given the index and what is typed; box, keys and `?q=` stay the theme's own, its list
 * stays empty. It runs in the page, because a page opened from file:// may not start a worker.
 */
(() => {
  "use strict"

  const PATIENCE = 200 // milliseconds without a key before something else is proposed

  let pages // a promise of them, from the first question on: not while the page is coming up
  let index
  let query = ""
  let waiting

  async function ask(typed) {
    query = typed
    clearTimeout(waiting)
    if (!query.trim()) return results.clear()
    const known = await (pages ??= corpus.read(index)) // only now is known which characters are one
    const wanted = words.of(typed)
    if (wanted.some(pinyin.lacks)) await pinyin.load(results.tree)
    if (query !== typed) return // something else has been typed since
    if (!wanted.length) return results.clear()
    const taken = wanted.map(word => pinyin.taken(word, known))
    const { found, apart } = answers.to(taken, known)
    results.show(found, apart)
    if (!found.length) waiting = setTimeout(() => results.propose(instead(taken, known)), PATIENCE)
  }

  /* What would be found: the same without quotation marks; else with what is nearest to each word that is
   * nowhere; else each word by itself. */
  function instead(taken, known) {
    const plain = taken.map(word => ({ ...word, marks: undefined }))
    const nowhere = plain.filter(word => !answers.to([word], known).found.length)
    const near = plain.map(word => nowhere.includes(word) ? nearest.to(word, known) : word.typed)
    const query = near.filter(Boolean).join(" ")
    const finds = query => query && answers.to(words.of(query), known).found.length
    if (finds(query)) return [query]
    return [...new Set(near)].filter(finds)
  }

  /* ---- In place of the theme's worker ------------------------------------ */

  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3 // as the theme numbers its messages

  class SearchWorker extends EventTarget {
    /* Answers later, as a worker does: the theme begins to listen after it has spoken. */
    postMessage({ type, data }) {
      setTimeout(() => {
        if (type === SETUP) {
          index = data
          this.answer({ type: READY })
        }
        if (type === QUERY) {
          ask(data)
          this.answer({ type: RESULT, data: { items: [] } })
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

  /* ---- What else is in the dialog ---------------------------------------- */

  const dialog = results.root.closest("[data-md-component=search]")
  const toggle = document.querySelector("[data-md-toggle=search]")

  /* The theme's link to a search is copied as it was one letter ago. */
  dialog.addEventListener("click", ({ target }) => {
    const share = target.closest("[data-md-component=search-share]")
    if (share) share.dataset.clipboardText = share.href
  }, true)

  /* A proposal is a link, for it can be shared; here it is looked for at once. */
  dialog.addEventListener("click", event => {
    const proposed = event.target.closest("[data-query]")
    if (!proposed || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    const box = dialog.querySelector(BOX)
    box.value = proposed.dataset.query
    box.focus()
    read(box)
  }, true)

  /* The theme closes the dialog at Tab, for it has nothing to go to but results. */
  window.addEventListener("keydown", event => {
    if (event.key === "Tab" && toggle.checked && dialog.contains(event.target)) event.stopPropagation()
  }, true)
  dialog.addEventListener("focusout", ({ relatedTarget }) => {
    if (toggle.checked && relatedTarget && !dialog.contains(relatedTarget)) toggle.click()
  })
})()
