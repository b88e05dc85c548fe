/* Where in the texts a quotation may stand that stands nowhere as it is.
 *
 * Runs are what quotation and text have in common on one diagonal, at least a few units long. Runs
 * that follow one another in both, with little between them, make a chain: the place of the
 * quotation, or of a part of it that was taken from there. A chain is worth the units it has in
 * common less those that would have to be changed between its runs.
 */
const candidates = (() => {
  "use strict"

  const REACH = 30  // units between two runs of a chain, at most
  const LEAST = 6   // what a chain is worth, at least
  const MOST = 400  // chains that are looked at, the best
  const A_WHILE = 2000 // steps between two looks at the clock

  /* Short quotations are looked for by shorter runs: they have no others when something differs. */
  const gram = length => length <= 60 ? 2 : length <= 400 ? 3 : 5

  /* In the order of the text. */
  async function runs(key, rest) {
    const length = gram(key.length)
    const heres = new Map()
    for (let here = 0; here + length <= key.length; here++) {
      const wanted = key.slice(here, here + length)
      if (heres.has(wanted)) heres.get(wanted).push(here)
      else heres.set(wanted, [here])
    }
    const found = [], latest = new Map() // diagonal → its latest run
    const text = texts.key
    for (let there = 0; there + length <= text.length; there++) {
      if (there % A_WHILE === 0) await rest()
      for (const here of heres.get(text.slice(there, there + length)) ?? []) {
        const run = latest.get(there - here)
        if (run && run.here + run.length === here + length - 1) run.length++
        else {
          const begun = { here, there, length }
          latest.set(there - here, begun)
          found.push(begun)
        }
      }
    }
    return found
  }

  /* The best chain that ends in each run: what it is worth, and the run before. */
  async function link(runs, rest) {
    let near = [], border = 0 // of the text that is gone through
    for (let number = 0; number < runs.length; number++) {
      if (number % A_WHILE === 0) await rest()
      const run = runs[number]
      if (run.there >= border) {
        near = []
        border = texts.stringAt(run.there).end
      }
      run.worth = run.length
      near = near.filter(one => one.there + one.length + REACH >= run.there)
      for (const one of near) {
        const here = run.here - one.here - one.length, there = run.there - one.there - one.length
        const overlap = Math.max(0, -here, -there)
        if (overlap >= run.length || Math.max(here, there) + overlap > REACH) continue
        const worth = one.worth + run.length - overlap - Math.max(here, there) - overlap
        if (worth > run.worth) {
          run.worth = worth
          run.before = one
        }
      }
      if (run.before && run.worth > run.before.worth) run.before.goesOn = true
      near.push(run)
    }
  }

  /* The chains of a key, the best first: where they stand in it and in the texts. */
  async function chains(key, rest) {
    const found = await runs(key, rest)
    await link(found, rest)
    return found
      .filter(run => run.worth >= LEAST && !run.goesOn)
      .sort((one, other) => other.worth - one.worth)
      .slice(0, MOST)
      .map(chain)
      .filter(({ text }) => texts.counts(text.start, text.end))
  }

  function chain(last) {
    let low = Infinity, high = -Infinity, first
    for (let run = last; run; run = run.before) {
      first = run
      low = Math.min(low, run.there - run.here)
      high = Math.max(high, run.there - run.here)
    }
    return {
      worth: last.worth,
      quoted: { start: first.here, end: last.here + last.length },
      text: { start: first.there, end: last.there + last.length },
      low,
      high,
    }
  }

  /* The chains that together account for most of a key, in its order. Each further one must be
   * worth more than `cost`. Where two overlap a little, the second gives way. */
  function chosen(chains, cost) {
    const order = [...chains].sort((one, other) => one.quoted.end - other.quoted.end)
    const sums = []
    let best = null
    for (const one of order) {
      const sum = { one, start: one.quoted.start, worth: one.worth - cost, before: null }
      const alone = sum.worth
      for (const before of sums) {
        const overlap = Math.max(0, before.one.quoted.end - one.quoted.start)
        if (before.one.quoted.start >= one.quoted.start || overlap > cost) continue
        const worth = before.worth + alone - overlap
        if (worth > sum.worth)
          Object.assign(sum, { worth, before, start: one.quoted.start + overlap })
      }
      sums.push(sum)
      if (!best || sum.worth > best.worth) best = sum
    }
    const found = []
    for (let sum = best; sum; sum = sum.before)
      found.unshift({ ...sum.one, quoted: { start: sum.start, end: sum.one.quoted.end } })
    return found
  }

  return { chains, chosen }
})()
