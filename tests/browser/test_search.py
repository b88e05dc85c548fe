"""Search in a real browser: whatever stands in a text is found, in and from either script."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from edition.script import HAN, Script, convert, keep_length
from edition.site import TREES

MARKS = "、。\uff0c\uff1b\uff1a\uff1f\uff01“”《》\uff08\uff09…—·"
DIRECTIONS = ("s2t", "s2tw", "s2hk", "t2s", "tw2s", "hk2s")
PHRASES = 100

BOX = "[data-md-component=search-query]"
STATED = ".md-search-result__meta"
RESULTS = ".md-search-result__item"
ASK = r"""async queries => {
    const box = document.querySelector("[data-md-component=search-query]")
    const result = document.querySelector("[data-md-component=search-result]")
    const answers = []
    for (const query of queries) {
        const drawn = new Promise((resolve, reject) => {
            new MutationObserver((_, observer) => {
                observer.disconnect()
                resolve()
            }).observe(result, { childList: true, subtree: true })
            setTimeout(() => reject(new Error(`no answer to ${query}`)), 5000)
        })
        box.value = query
        box.dispatchEvent(new InputEvent("input", { bubbles: true }))
        await drawn
        const [first] = result.querySelectorAll(".md-search-result__item")
        answers.push({
            stated: parseInt(result.firstElementChild.textContent.match(/\d+/)?.[0] ?? "0"),
            marks: [...first?.querySelectorAll("mark") ?? []].map(mark => mark.textContent),
        })
    }
    return answers
}"""
"""Types one query after the other and says how many results the list states, and what is marked
in the first."""


class Index:
    """The index of the built site, and what search is to find by it."""

    def __init__(self, tree: Path) -> None:
        data = json.loads((tree / "search" / "search_index.json").read_text("utf-8"))
        forms = data["config"]["fold"].split()
        self._same = str.maketrans({char: form[0] for form in forms for char in form})
        self.passages = [one for one in data["docs"] if "#" in one["location"]]
        self._pages: list[str] = []
        for one in data["docs"]:
            if "#" in one["location"]:
                self._pages[-1] += self.key(one["text"])
            else:
                self._pages.append(self.key(one["title"] + "\n"))

    def key(self, text: str) -> str:
        """What is compared: neither punctuation nor script."""
        return "".join(re.findall(r"\w|\n", text.lower())).translate(self._same)

    def count(self, *phrases: str) -> int:
        """How many pages have them all."""
        return sum(all(self.key(phrase) in page for phrase in phrases) for page in self._pages)


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
    texts = sorted((built / "data").glob("*.txt"))
    return [line for text in texts for line in text.read_text("utf-8").split()]


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


def test_several_words_must_stand_on_one_page(
    page: Page, box: Locator, index: Index, lines: list[str], dice: random.Random
) -> None:
    pairs = [re.findall(HAN + "{1,3}", dice.choice(lines) + dice.choice(lines)) for _ in range(50)]
    drawn = [tuple(dice.sample(words, 2)) for words in pairs if len(words) > 1]
    queries = list(dict.fromkeys(drawn))  # the theme does not answer the same twice in a row
    answers = page.evaluate(ASK, [" ".join(words) for words in queries])
    for words, answer in zip(queries, answers, strict=True):
        marked = "".join(map(index.key, answer["marks"]))
        assert answer["stated"] == index.count(*words), words
        assert all(index.key(word) in marked for word in words) or not answer["stated"], words


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
    expect(links).to_have_count(2)  # the page's own leads there too
    if enter:
        box.press("Enter")
    else:
        links.first.click()
    file, anchor = address.split("#")
    page.wait_for_url(lambda url: file in url and url.endswith("#" + anchor))
    expect(page.locator("#" + anchor)).to_be_in_viewport()
    expect(page.locator("mark[data-md-highlight]").first).to_have_text(phrase)


def test_a_search_can_be_linked_to(page: Page, home: str, script: Script) -> None:
    page.goto(home + "?q=社會")
    expect(page.locator(RESULTS).first).to_contain_text(convert("社会", script))


def test_a_result_names_its_text_and_nothing_twice(
    page: Page, box: Locator, script: Script
) -> None:
    box.fill(convert("导语", script))
    for title in ("〔健全社会工作体制机制〕", "副部长在2025年市委社会工作会议上的讲话"):
        whole = convert(title + "〔导语〕", script)
        expect(page.locator(f"{RESULTS} h1", has_text=whole)).to_have_count(1)
    box.fill(convert("党的社会工作理论创新发展", script))
    result = page.locator(RESULTS).first
    expect(result.locator("h1")).to_contain_text(convert("党的社会工作理论创新发展", script))
    expect(result.locator("h2:visible")).to_have_count(0)
