/* A verdict in one sentence or two, as it is read out. */
const sentence = (() => {
  "use strict"

  const { made } = templates
  const list = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" })

  function of(verdict) {
    const { kind, pieces, isOmitting, readings } = verdict
    const found = pieces.filter(piece => piece.places.length)
    const [variant] = found.flatMap(({ places: [first] }) => first.variants)
    const count = found[0]?.places.length
    const reasons = reasonsOf(found)
    const isPieced = found.length === pieces.length && !found.some(piece => piece.edits)
    const opening = {
      empty: () => "",
      short: () => made("short", { least: verdict.least }),
      verbatim: () => reasons.length
        ? made("words", { reasons: list.format(reasons) })
        : made("verbatim"),
      variant: () => made(variant.kind),
      differs: () => made("differs", { count: sum(pieces.map(piece => piece.edits)) }),
      parts: () => isPieced ? made("pieced", { count: found.length }) : made("parts"),
      none: () => made("none"),
    }
    const said = [opening[kind]()]
    if (kind === "verbatim" && !isOmitting) said.push(made("count", { count }))
    if (kind === "differs" && count > 1) said.push(made("equally", { count }))
    if (kind === "differs" && variant) said.push(made(`with-${variant.kind}`))
    if (isOmitting && kind !== "parts" && kind !== "none") said.push(made("omitting"))
    if (readings) said.push(made("readings", { count: readings }))
    return said
  }

  const sum = numbers => numbers.reduce((one, other) => one + other, 0)

  /* What differs even in the place of each piece that has the least of it. */
  function reasonsOf(pieces) {
    const differs = (name, { minor }) => minor[name].size ?? minor[name]
    return ["punctuation", "script", "forms"]
      .filter(name => pieces.some(({ places }) => places.every(place => differs(name, place))))
      .map(name => made(name).textContent)
  }

  return { of }
})()
