/* Pinyin: what is typed in letters finds the characters that are read so.
 *
 * How they are read in their place was found out when the site was built; the file with it is fetched
 * when letters are first typed. Letters are taken at their word first: as letters of the text, then as
 * whole syllables (shehui), then as initials (shgz), then as both mixed (shehuigz, shehuigongz). The
 * first of these that finds something is what was meant.
 */
const pinyin = (() => {
  "use strict"

  const FILE = "search/pinyin.js"
  const LETTERS = /[a-z]{2}/

  let usual // character → syllable, once the file is here
  let otherwise // document → place → syllable
  let coming

  /* For each way of taking letters: how many of them from `at` on are a character read `syllable`. */
  const WAYS = [
    (syllable, letters, at) => letters.startsWith(syllable, at) ? [syllable.length] : [],
    (syllable, letters, at) => letters[at] === syllable[0] ? [1] : [],
    (syllable, letters, at) => {
      let shared = 0
      while (shared < syllable.length && letters[at + shared] === syllable[shared]) shared++
      return Array.from({ length: shared }, (_, fewer) => shared - fewer)
    },
  ]

  /* Whether a word must wait for the file; then it is on its way. */
  const lacks = word => !usual && LETTERS.test(word.key)

  function load(base) {
    coming ??= new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = new URL(FILE, base)
      script.onload = () => { learn(__pinyin); resolve() }
      script.onerror = reject
      document.head.append(script)
    })
    return coming
  }

  function learn(file) {
    usual = new Map()
    for (const [syllable, characters] of Object.entries(file.readings))
      for (const character of characters) usual.set(character, syllable)
    otherwise = new Map()
    for (const [document, syllables] of Object.entries(file.otherwise))
      otherwise.set(+document, new Map(Object.entries(syllables)
        .flatMap(([syllable, places]) => places.map(place => [place, syllable]))))
  }

  /* As letters are typed: ü is v. */
  const typed = word => word.normalize("NFC").toLowerCase()
    .replace(/[\u00fc\u01d6\u01d8\u01da\u01dc]/g, "v").replace(/([ln])ue/g, "$1ve")

  /* How each character of a reading's key is read. */
  function syllables(page, reading) {
    if (reading.syllables) return reading.syllables
    const made = reading.origins.map(origin => usual.get(reading.text[origin]))
    const known = page.units.map(unit => otherwise.get(unit.number))
    if (!reading.conjectured && known.some(Boolean))
      for (const [index, origin] of reading.origins.entries()) {
        const number = corpus.unitAt(reading, origin)
        made[index] = known[number]?.get(origin - reading.starts[number]) ?? made[index]
      }
    reading.initials = made.map((syllable, at) => syllable ? syllable[0] : reading.key[at]).join("")
    return reading.syllables = made
  }

  /* Where a word stands, taken in one of the ways. */
  function find(page, reading, letters, way) {
    const read = syllables(page, reading), { key, initials } = reading
    const [first] = letters
    const firsts = /[a-z]/.test(first) ? initials : key
    const hits = []
    for (let from = -1; (from = firsts.indexOf(first, from + 1)) >= 0;) {
      const to = match(key, read, letters, way, from, 0)
      if (to >= 0) hits.push([from, to])
    }
    return hits
  }

  /* Where the letters from `at` on end if they begin at `from`; -1 if they do not. */
  function match(key, read, letters, way, from, at) {
    if (at === letters.length) return from
    if (key[from] === letters[at]) {
      const to = match(key, read, letters, way, from + 1, at + 1)
      if (to >= 0) return to
    }
    if (!read[from]) return -1
    for (const taken of way(read[from], letters, at)) {
      const to = match(key, read, letters, way, from + 1, at + taken)
      if (to >= 0) return to
    }
    return -1
  }

  /* A word with the way in which it is taken; as it is when it can only be taken literally. */
  function taken(word, pages) {
    if (!usual || word.marks || !LETTERS.test(word.key)) return word
    if (pages.some(({ readings }) => readings.some(({ key }) => key.includes(word.key)))) return word
    const letters = folding.of(typed(word.typed)).key
    const found = way => pages.some(page =>
      page.readings.some(reading => find(page, reading, letters, way).length))
    const way = WAYS.find(found)
    return way ? { ...word, letters, way } : word
  }

  return { lacks, load, find, taken }
})()
