/* The page of the quote checker: reads what is typed or pasted, shows what is to be said of it.
 *
 * Long quotations are checked a little at a time, and what is typed meanwhile begins anew.
 */
(() => {
  "use strict"

  const PAUSE = 200  // milliseconds without a key before it is checked
  const AT_ONCE = 12 // milliseconds of work before the page may breathe
  const LONG = 500   // milliseconds after which one is told to wait

  const { made } = templates
  const form = document.querySelector("form.quotation")
  const box = form.querySelector("textarea")
  const said = document.querySelector(".verdict")
  const findings = document.querySelector(".findings")

  const SUPERSEDED = Symbol("something else was typed")
  let latest = 0 // the number of the check that counts

  async function check() {
    const number = ++latest
    let since = performance.now()
    async function rest() {
      if (performance.now() - since < AT_ONCE) return
      await new Promise(resolve => setTimeout(resolve))
      if (number !== latest) throw SUPERSEDED
      since = performance.now()
    }

    said.dataset.kind = "waiting"
    const waiting = setTimeout(() => say("waiting", [made("waiting")], []), LONG)
    try {
      const found = await verdict.of(box.value, rest)
      say(found.kind, sentence.of(found), shown.of(found))
    } catch (error) {
      if (error !== SUPERSEDED) throw error
    } finally {
      clearTimeout(waiting)
    }
  }

  function say(kind, words, places) {
    said.dataset.kind = kind
    said.replaceChildren(...words)
    findings.replaceChildren(...places)
  }

  let pending
  function soon() {
    clearTimeout(pending)
    pending = setTimeout(check, PAUSE)
  }

  box.addEventListener("input", event => { if (!event.isComposing) soon() })
  box.addEventListener("compositionend", soon)
  form.addEventListener("reset", () => { box.focus(); soon() })
  form.addEventListener("submit", event => event.preventDefault())

  const data = document.createElement("script")
  data.src = "search/quotation.js" // this page stands where the folder does
  data.onload = () => {
    texts.learn(__quotation)
    form.hidden = false
  }
  data.onerror = () => say("unread", [made("unread")], [])
  document.head.append(data)
  addEventListener("pageshow", () => { if (box.value) soon() }) // the browser kept it
})()
