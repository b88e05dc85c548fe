"""Search in a real browser: whatever stands in a text is found, in and from either script."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from edition.readings import read, readings_of
from edition.script import HAN, QUOTES, Script, convert, keep_length
from edition.site import TREES

MARKS = "、。\uff0c\uff1b\uff1a\uff1f\uff01“”《》\uff08\uff09…—·"
DIRECTIONS = ("s2t", "s2tw", "s2hk", "t2s", "tw2s", "hk2s")
PHRASES = 100
LAPTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}

BOX = "[data-md-component=search-query]"
STATED = "[data-search-status]"
RESULTS = "[data-search-list] > li"
ASK = r"""async queries => {
    const box = document.querySelector("[data-md-component=search-query]")
    const status = document.querySelector("[data-search-status]")
    const list = document.querySelector("[data-search-list]")
    const answers = []
    for (const query of queries) {
        const said = new Promise((resolve, reject) => {
            new MutationObserver((_, observer) => {
                observer.disconnect()
                resolve()
            }).observe(status, { childList: true })
            setTimeout(() => reject(new Error(`no answer to ${query}`)), 5000)
        })
        box.value = query
        box.dispatchEvent(new InputEvent("input", { bubbles: true }))
        await said
        answers.push({
            stated: parseInt(status.textContent.match(/\d+/)?.[0] ?? "0"),
            apart: status.textContent.split(/\d/)[0] === status.dataset.apart.split("#")[0],
            marks: [...list.querySelectorAll("li:first-child mark")].map(mark => mark.textContent),
        })
    }
    return answers
}"""
"""Types one query after the other and says how many results the list states, whether their words
only stand apart, and what is marked in the first."""
CROSSING = """marks => marks.map(mark => {
    const passage = mark.closest(".passage").cloneNode(true)
    for (const one of passage.querySelectorAll(".note, .pin, .conjecture")) one.remove()
    const text = passage.textContent, at = text.indexOf(mark.textContent)
    const end = at + mark.textContent.length
    return [mark.closest(".passage").id, text.slice(Math.max(0, at - 9), end + 9).trim()]
})"""
"""Each passage with a mark, and its wording around the mark."""


class Index:
    """The index of the built site, and what search is to find by it."""

    def __init__(self, tree: Path) -> None:
        data = json.loads((tree / "search" / "search_index.json").read_text("utf-8"))
        forms = data["config"]["fold"].split()
        self._same = str.maketrans({char: form[0] for form in forms for char in form})
        self.passages = [one for one in data["docs"] if "#" in one["location"]]
        self.pages: list[Shown] = []
        text = ""
        for one in data["docs"]:
            said = [one["text"], conjectured(one)]
            if "#" not in one["location"]:
                text = one["title"] if one["location"].endswith("/index.html") else text
                self.pages.append(Shown(self.key(f"{one['title']}\n{text}")))
                said = ["" if one.get("runs_in") else f"{one['title']}\n{one['text']}"] * 2
            for units, words in zip(self.pages[-1].readings, said, strict=True):
                units.append(self.key(words))

    def key(self, text: str) -> str:
        """What is compared: neither punctuation nor script."""
        return "".join(re.findall(r"\w|\n", text.lower())).translate(self._same)

    def count(self, *phrases: str) -> int:
        """How many headings and passages have them all, or stand below what has the others."""
        keys = [self.key(phrase) for phrase in phrases]
        return sum(len(page.having(keys)) for page in self.pages)

    def count_apart(self, *phrases: str) -> int:
        """How many pages have them all."""
        keys = [self.key(phrase) for phrase in phrases]
        return sum(page.has(keys) for page in self.pages)


@dataclass
class Shown:
    """A page as search has it."""

    above: str
    """The key of what stands over all that stands on it."""
    readings: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    """The keys of its headings and passages, as they stand and with conjectures."""

    def having(self, keys: list[str]) -> set[int]:
        """The units in which a phrase begins; the others begin there too, or stand above."""
        return {
            unit
            for units in self.readings
            for begin in [[{unit_of(at, units) for at in places(key, units)} for key in keys]]
            for unit in chain.from_iterable(begin)
            if all(unit in own or key in self.above for key, own in zip(keys, begin, strict=True))
        }

    def has(self, keys: list[str]) -> bool:
        """Whether all stand on it, wherever; not all of them above."""
        return any(
            all(key in text or key in self.above for key in keys)
            and any(key in text for key in keys)
            for text in map("".join, self.readings)
        )


def conjectured(document: dict[str, Any]) -> str:
    """A passage as persons believe that it was."""
    text, at = "", 0
    for start, end, words in document.get("conjectures", ()):
        text += document["text"][at:start] + words
        at = end
    return text + str(document["text"])[at:]


def places(key: str, units: list[str]) -> list[int]:
    """Where a key begins in units read one after the other."""
    return [match.start() for match in re.finditer(f"(?={re.escape(key)})", "".join(units))]


def unit_of(at: int, units: list[str]) -> int:
    """The unit in which a place lies."""
    return next(number for number, end in enumerate(accumulate(map(len, units))) if at < end)


@pytest.fixture(scope="module", params=Script)
def script(request: pytest.FixtureRequest) -> Script:
    """The script of the pages that are searched."""
    return Script(request.param)


@pytest.fixture(scope="module")
def index(built: Path, script: Script) -> Index:
    return Index(built / TREES[script])


@pytest.fixture(scope="module")
def lines(built: Path) -> list[str]:
    """The lines of the clean texts, as the site publishes them."""
    return [line for text in clean_texts(built) for line in text.read_text("utf-8").split()]


def clean_texts(built: Path) -> list[Path]:
    """The clean texts alone: those to be read by themselves have apparatus in them."""
    return sorted(text for text in built.glob("data/*.txt") if "." not in text.stem)


@pytest.fixture
def dice() -> random.Random:
    """Other phrases in every run; a failure shows how to draw the same again."""
    seed = random.randrange(2**32)
    print(f"drawn with random.Random({seed})")
    return random.Random(seed)


@pytest.fixture(params=["http", "file"])
def home(request: pytest.FixtureRequest, site: str, file_url: str, script: Script) -> str:
    """The front page, from a server and from a disk."""
    return (site if request.param == "http" else file_url) + TREES[script] + "index.html"


@pytest.fixture
def box(page: Page, home: str) -> Locator:
    """The search box, ready to answer and empty."""
    page.goto(home)
    box = page.locator(BOX)
    box.click()
    box.fill("的")
    expect(page.locator(RESULTS).first).to_be_visible()
    box.fill("")
    expect(page.locator(RESULTS)).to_have_count(0)
    return box


def draw(lines: list[str], dice: random.Random) -> list[str]:
    """Phrases of 1 to 12 Han that stand on a line, with their punctuation."""
    phrases: list[str] = []
    while len(phrases) < PHRASES:
        line = dice.choice(lines)
        han = [match.start() for match in re.finditer(HAN, line)]
        if han:
            first = dice.randrange(len(han))
            last = min(first + dice.randrange(12), len(han) - 1)
            phrases.append(line[han[first] : han[last] + 1])
    return phrases


def forms(phrase: str, dice: random.Random) -> Iterator[str]:
    """A phrase as somebody else would write it: script, punctuation."""
    yield phrase
    yield from (keep_length(phrase, direction) for direction in DIRECTIONS)
    bare = re.sub(rf"[{MARKS}]", "", phrase)
    yield bare
    at = dice.randrange(len(bare) + 1)
    yield bare[:at] + dice.choice(MARKS) + bare[at:]


def test_every_phrase_is_found(
    page: Page, box: Locator, index: Index, lines: list[str], dice: random.Random
) -> None:
    queries = {form: phrase for phrase in draw(lines, dice) for form in forms(phrase, dice)}
    answers = page.evaluate(ASK, list(queries))
    for (query, phrase), answer in zip(queries.items(), answers, strict=True):
        marks = [index.key(mark) for mark in answer["marks"]]
        assert answer["stated"] == index.count(phrase) > 0, (query, phrase)
        assert any(index.key(phrase) in mark for mark in marks), (query, phrase)


def test_nothing_else_is_found(
    page: Page, box: Locator, index: Index, lines: list[str], dice: random.Random
) -> None:
    queries = list({phrase[::-1] for phrase in draw(lines, dice) if phrase != phrase[::-1]})
    for query, answer in zip(queries, page.evaluate(ASK, queries), strict=True):
        assert answer["stated"] == index.count(query), query


def test_what_crosses_a_border_is_found(
    page: Page, box: Locator, index: Index, built: Path, dice: random.Random
) -> None:
    """From one point of a paragraph into the next, and over a place that was repaired."""
    drawn = [one for text in clean_texts(built) for one in over_repairs(text, dice)]
    for one, other in pairwise(index.passages):
        if not one["text"].endswith("\n"):
            before, after = one["text"][-8:], other["text"][:8]
            drawn += [before[dice.randrange(6) :] + after[: dice.randint(2, 8)] for _ in range(5)]
    queries = {form: phrase for phrase in set(drawn) for form in forms(phrase, dice)}
    assert len(queries) > 100
    for query, answer in zip(queries, page.evaluate(ASK, list(queries)), strict=True):
        assert answer["stated"] == index.count(query) > 0, query
        assert index.key(query) in index.key("".join(answer["marks"])), query


def over_repairs(text: Path, dice: random.Random) -> Iterator[str]:
    """Wording of a clean text around each place that was read anew, not only stripped."""
    clean, moved = text.read_text("utf-8"), 0
    record = text.with_suffix(".changes.jsonl").read_text("utf-8").splitlines()
    for change in map(json.loads, record):
        at = change["start"] + moved
        moved += len(change["clean"]) - len(change["raw"])
        if change["certainty"] != "mechanical":
            assert clean.startswith(change["clean"], at)
            before = clean[:at].split("\n")[-1][-dice.randint(1, 5) :]
            after = clean[at + len(change["clean"]) :].split("\n")[0][: dice.randint(1, 5)]
            yield before + change["clean"] + after


def test_several_words_must_stand_together(
    page: Page, box: Locator, index: Index, lines: list[str], dice: random.Random
) -> None:
    pairs = [re.findall(HAN + "{1,3}", dice.choice(lines) + dice.choice(lines)) for _ in range(50)]
    drawn = [tuple(dice.sample(words, 2)) for words in pairs if len(words) > 1]
    queries = [two for two in dict.fromkeys(drawn) if index.key(two[0]) != index.key(two[1])]
    answers = page.evaluate(ASK, [" ".join(words) for words in queries])
    for words, answer in zip(queries, answers, strict=True):
        together = index.count(*words)
        assert answer["stated"] == (together or index.count_apart(*words)), words
        assert answer["apart"] == (not together and answer["stated"] > 0), words


def test_what_is_closer_comes_first_and_headings_before_text(
    page: Page, box: Locator, script: Script
) -> None:
    box.fill("社会 工作")
    marks = page.locator(RESULTS).first.locator("mark")
    expect(marks).to_have_text([convert("社会工作", script)])
    page.locator(BOX).fill("理论创新")
    heads = page.locator(RESULTS).first.locator("b mark, mark b")
    expect(heads.first).to_have_text(convert("理论创新", script))


def test_between_quotation_marks_punctuation_counts(
    page: Page, box: Locator, index: Index, dice: random.Random
) -> None:
    """The quotation marks of one script are those of the other."""
    same = {other: one for one, other in QUOTES.items()}
    pages: dict[str, str] = {}
    for one in index.passages:
        on = one["location"].split("#")[0]
        pages[on] = pages.get(on, "") + one["text"].translate(same)
    standing = {
        found
        for text in pages.values()
        for found in re.findall(rf"(?=({HAN}[{MARKS}]{HAN}))", text)
    }
    drawn = dice.sample(sorted(standing), 20)
    wrong = [two[0] + dice.choice(MARKS.replace(two[1], "")) + two[2] for two in drawn]
    both = [*drawn, *(two for two in wrong if two not in standing)]
    asked = [two.join(dice.choice(['""', "「」"])) for two in both]
    for two, answer in zip(both, page.evaluate(ASK, asked), strict=True):
        assert (answer["stated"] > 0) == (two in standing), two
        assert [mark.translate(same) for mark in answer["marks"][:1]] in ([two], []), two


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_conjecture_is_found_and_shown_as_one(
    page: Page, box: Locator, script: Script, direction: str
) -> None:
    sign = page.locator(f"{RESULTS} .hit__sign")
    for query in ("日新月异", "科技进步日新月异，社会发展"):
        box.fill(keep_length(query, direction))
        expect(page.locator(RESULTS)).to_have_count(1)
        expect(sign).to_have_count(1)
        expect(page.locator(f"{RESULTS} .conjecture")).to_have_text(convert("日新月异", script))
    box.fill(keep_length("科技进步最新讲话系列，社会", direction))
    expect(page.locator(RESULTS)).to_have_count(1)
    expect(sign).to_have_count(0)
    page.locator(BOX).fill("日新月异 智能化")
    expect(sign).to_have_count(1)
    page.locator(f"{RESULTS} a").click()
    page.wait_for_url("**/texts/huiyi-jianghua/1-3.html?*#p1-3-1")
    marked = page.locator(".conjecture mark[data-md-highlight]")
    expect(marked).to_have_text(convert("日新月异", script))


def test_what_comes_without_a_key_is_searched_for(page: Page, box: Locator, script: Script) -> None:
    page.keyboard.insert_text("社會")  # as paste, dictation and a phone's keyboard do
    expect(page.locator(RESULTS).first).to_contain_text(convert("社会", script))


def test_an_input_method_is_waited_for(page: Page, box: Locator, script: Script) -> None:
    stated = page.locator(STATED)
    before = stated.inner_text()
    ime = page.context.new_cdp_session(page)
    for typed in ("she", "shehui"):
        ime.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
        box.dispatch_event("keyup", {"isComposing": True})
    expect(box).to_have_value("shehui")
    expect(stated).to_have_text(before)
    ime.send("Input.insertText", {"text": "社会"})
    expect(box).to_have_value("社会")
    expect(page.locator(RESULTS).first).to_contain_text(convert("社会", script))


def test_the_box_is_emptied(page: Page, box: Locator) -> None:
    box.fill("社会")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.locator("[name=search] [type=reset]").click()
    expect(page.locator(RESULTS)).to_have_count(0)
    expect(box).to_have_value("")


@pytest.mark.parametrize(("enter", "direction"), [(True, "s2t"), (False, "t2s")])
def test_a_result_leads_to_its_passage(
    page: Page, box: Locator, index: Index, enter: bool, direction: str
) -> None:
    address, phrase = next(
        (one["location"], phrase)
        for one in reversed(index.passages)
        for phrase in re.findall(HAN + "{7}(?=。)", one["text"])
        if phrase not in one["title"]
        and index.count(phrase) == 1
        and keep_length(phrase, "s2t") != keep_length(phrase, "t2s")
    )
    box.fill(keep_length(phrase, direction))
    links = page.locator(f"{RESULTS} a")
    expect(links).to_have_count(1)
    if enter:
        box.press("Enter")
    else:
        links.first.click()
    file, anchor = address.split("#")
    page.wait_for_url(lambda url: file in url and url.endswith("#" + anchor))
    expect(page.locator("#" + anchor)).to_be_in_viewport()
    expect(page.locator("mark[data-md-highlight]").first).to_have_text(phrase)


@pytest.mark.parametrize("query", ["社會", "社会"])
def test_a_search_can_be_linked_to(page: Page, home: str, script: Script, query: str) -> None:
    page.goto(home + "?q=" + query)
    expect(page.locator(RESULTS).first).to_contain_text(convert("社会", script))


def test_the_link_to_a_search_is_copied_as_it_is(page: Page, box: Locator) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.insert_text("社会")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.locator("[data-md-component=search-share]").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('?q='))")
    copied = unquote(page.evaluate("navigator.clipboard.readText()"))
    assert copied == unquote(page.url.split("?")[0]) + "?q=社会"


def test_a_result_names_text_section_and_passage(page: Page, box: Locator, script: Script) -> None:
    box.fill(convert("顺应时代发展潮流，推动", script))
    where = page.locator(f"{RESULTS} .hit__where span")
    title = convert("副部长在2025年市委社会工作会议上的讲话", script)
    expect(where).to_have_text([title, "1-3-1"])  # the section is quoted
    box.fill(convert("理论创新是实践创新的先导", script))
    section = convert("（三）把握发展方向，推动创新发展", script)
    expect(where).to_have_text([title, section, "1-3-2"])
    expect(page.locator(f"{RESULTS} b")).to_have_text(convert("二是加强理论实践创新", script))


def test_a_heading_leads_to_the_top_of_its_page(page: Page, box: Locator, script: Script) -> None:
    for heading in ("（三）把握发展方向，推动创新发展", "党的社会工作理论创新发展"):
        page.locator(BOX).fill(convert(heading, script))
        link = page.locator(f"{RESULTS} a").first
        expect(link.locator("mark")).to_have_text(convert(heading.strip("（"), script))
        assert "#" not in str(link.get_attribute("href"))


def test_pinyin_finds_what_is_read_so(
    page: Page, box: Locator, built: Path, dice: random.Random
) -> None:
    """Syllables, initials and both mixed, with Han among them; each read as it is there."""
    passages = [(one["text"], read(one["text"])) for one in Index(built).passages]

    def count(phrase: str, syllables: list[str]) -> int:
        """How many passages have it, read so."""
        return sum(
            any(read_so[at : at + len(phrase)] == syllables for at in places(phrase, [text]))
            for text, read_so in passages
        )

    queries: dict[str, int] = {}
    while len(queries) < 3 * PHRASES:
        text, read_so = dice.choice(passages)
        start, length = dice.randrange(len(text)), dice.randint(3, 6)
        phrase, syllables = text[start : start + length], read_so[start : start + length]
        if len(phrase) < length or not all(syllables):
            continue
        initials, cut = [one[0] for one in syllables], dice.randrange(1, length)
        least = count(phrase, syllables)
        queries["".join(syllables)] = least
        queries["".join([*phrase[:cut], *syllables[cut:]])] = least
        if not set(initials) & set("aeo"):  # no syllables by themselves
            queries["".join(initials)] = least
        queries["".join([*syllables[:cut], *initials[cut:]])] = 1
    for (query, least), answer in zip(queries.items(), page.evaluate(ASK, [*queries]), strict=True):
        assert answer["stated"] >= least > 0, query
        # One that runs over the end of a heading is cut there, where another one is shown in full.
        marks = answer["marks"]
        assert any(is_read_so(mark, query) for mark in marks), (query, marks)


def is_read_so(phrase: str, typed: str) -> bool:
    """Whether letters and Han are a phrase's, each by itself or by a beginning of its reading."""
    pattern = ""
    for char in re.findall(r"\w", phrase):
        starts = {one[:end] for one in readings_of(char) for end in range(1, len(one) + 1)}
        pattern += f"(?:{HAN}|{'|'.join(sorted(starts))})"
    return re.fullmatch(pattern, typed) is not None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("shehui gongzuo", "社会工作"),
        ("shèhuì gōngzuò", "社会工作"),
        ("shgz", "社会工作"),
        ("社会gongzuo", "社会工作"),
        ("shehui工作", "社会工作"),
        ("hangyexiehui", "行业协会"),
        ("xingdong", "行动"),
        ("falv", "法律"),
        ("fǎlǜ", "法律"),
        ("zhanlue", "战略"),
    ],
)
def test_pinyin(page: Page, box: Locator, script: Script, query: str, found: str) -> None:
    box.fill(query)
    first = page.locator(RESULTS).first.locator("mark").first
    expect(first).to_have_text(convert(found, script))


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_one_text_can_be_chosen_by_keys(
    page: Page, home: str, index: Index, script: Script, viewport: ViewportSize
) -> None:
    page.goto(home + "?q=" + convert("社会工作", script))
    status, choice = page.locator(STATED), page.get_by_role("combobox")
    expect(choice).to_be_visible()
    everywhere = index.count("社会工作")
    expect(status).to_contain_text(str(everywhere))
    for _ in range(3):
        if choice.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(choice).to_be_focused()
    page.keyboard.press("ArrowDown")
    options = choice.locator("option").all_inner_texts()
    assert convert("副部长在2025年市委社会工作会议上的讲话", script) in options[1]
    some = int(re.findall(r"\d+", options[1])[-1])
    expect(status).to_contain_text(str(some))
    assert 0 < some < everywhere
    page.locator(BOX).fill("党")  # the choice stays
    expect(choice).to_have_value("texts/huiyi-jianghua/index.html")
    page.keyboard.press("Escape")
    expect(choice).to_be_hidden()


def test_the_keys_go_through_all_results(page: Page, box: Locator, index: Index) -> None:
    box.fill("的")
    results = page.locator(RESULTS)
    expect(results).to_have_count(20)
    for _ in range(index.count("的")):
        page.keyboard.press("ArrowDown")
    expect(results).to_have_count(index.count("的"))
    expect(results.last.locator("a")).to_be_focused()


@pytest.mark.parametrize(
    ("query", "proposed"),
    [
        ("社慧工做", "社会工作"),
        ("社会主义事业的建设者们", "社会主义"),
        ("智能化 乡村振新", "智能化 乡村振兴"),
        ('"社会、工作"', "社会、工作"),
        ("鑫鑫鑫鑫", ""),
    ],
)
def test_what_is_nearest_is_proposed(
    page: Page, box: Locator, script: Script, query: str, proposed: str
) -> None:
    box.fill(convert(query, script))
    expect(page.locator(STATED)).to_have_text(convert("没有找到", script))
    if not proposed:
        page.wait_for_timeout(500)
        expect(page.locator(RESULTS)).to_have_count(0)
        return
    proposal = page.locator(f"{RESULTS} a")
    expect(proposal.locator("b")).to_have_text(convert(proposed, script))
    page.keyboard.press("ArrowDown")
    expect(proposal).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_have_value(convert(proposed, script))
    expect(page.locator(STATED)).to_contain_text(re.compile(r"\d"))


def test_what_crosses_marks_is_highlighted(page: Page, home: str, script: Script) -> None:
    """And nothing of the apparatus is."""
    page.goto(home.replace("index.html", "texts/tizhi-jizhi/whole.html"))
    marks = page.locator(".passage .mark.probable")
    passages = marks.evaluate_all(CROSSING)
    assert len(passages) > 3
    for passage, words in passages:
        page.goto(home + "?q=" + words)
        page.locator(f"{RESULTS} a").first.click()
        page.wait_for_url(lambda url: "?h=" in url)
        there = page.locator(f"[id='{passage}'] mark[data-md-highlight]")
        assert "".join(there.all_inner_texts()) == words
        assert page.locator(f"[id='{passage}'] .mark mark").count()
        for apparatus in (".notes", ".note", ".pin", ".parallels"):
            assert page.locator(f"{apparatus} mark[data-md-highlight]").count() == 0
        shown = page.locator(f"[id='{passage}']").inner_text()
        page.goto(page.url.split("?")[0])
        assert page.locator(f"[id='{passage}']").inner_text() == shown
