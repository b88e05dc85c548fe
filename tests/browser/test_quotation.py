"""The quote checker in a real browser: what it says of quotations, and how it is used.

The quotations with what is to be said of them stand in `tests/quotes.yml`.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from edition.damage import damage
from edition.script import HAN, Script, convert, keep_length
from edition.site import TREES
from edition.words import entries
from tests.browser.test_axe import SCHEMES, complaints
from tests.browser.test_walk import PHONE, SIZES

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "quotes.yml").read_text("utf-8")
)
DRAWN = 200
"""Quotations of each kind that are drawn afresh."""
NEAR = 10
"""Characters: beside an error a quotation may begin or end elsewhere just as well."""
FOREIGN = "春夏秋冬猫狗鱼鸟桃李梅竹"
"""Characters that are in none of the texts: what is exchanged for one of them differs."""

BOX = "#quotation"
SAID = ".verdict"
CHECK = """async pasted => {
    const box = document.querySelector("#quotation"), said = document.querySelector(".verdict")
    said.dataset.kind = "waiting"
    box.value = pasted
    box.dispatchEvent(new InputEvent("input", { bubbles: true }))
    while (said.dataset.kind === "waiting") await new Promise(resolve => setTimeout(resolve, 10))
    const edits = []
    for (const one of document.querySelectorAll(".context > :is(del, ins)")) {
        const before = one.previousSibling
        if (one.matches("del")) edits.push(`${one.textContent}→`)
        else if (before?.matches?.("del")) edits.push(edits.pop() + one.textContent)
        else edits.push(`→${one.textContent}`)
    }
    const shown = [...document.querySelectorAll(".place .where")]
    return {
        verdict: said.dataset.kind,
        at: shown.map(one => one.querySelector("a").getAttribute("href")),
        to: shown.map(one => one.querySelector("a + a")?.getAttribute("href") ?? ""),
        edits,
        said: document.querySelector(".checker").textContent,
    }
}"""
"""Pastes a quotation and gives what the page then shows."""
JUDGE = """async quotations => {
    const rest = () => new Promise(resolve => setTimeout(resolve))
    const found = []
    for (const one of quotations) {
        const { kind, pieces } = await verdict.of(one, rest)
        const places = pieces.flatMap(piece => piece.places)
        found.push({ kind, places: places.map(({ text, start, end }) => [text.url, start, end]) })
    }
    return found
}"""
"""The same for many, without showing it: kind, and where in the clean texts."""


@pytest.fixture(scope="module", params=Script)
def script(request: pytest.FixtureRequest) -> Script:
    return Script(request.param)


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, site: str, file_url: str, script: Script) -> str:
    """The page, from a server and from a disk."""
    return (site if request.param == "http" else file_url) + TREES[script] + "quote.html"


@pytest.fixture
def box(page: Page, address: str) -> Locator:
    page.goto(address)
    box = page.locator(BOX)
    expect(box).to_be_visible()
    return box


@pytest.fixture(scope="module")
def texts(built: Path, script: Script) -> list[dict[str, Any]]:
    """The texts as the page compares with them."""
    file = built / TREES[script] / "search" / "quotation.js"
    said: list[dict[str, Any]] = json.loads(file.read_text("utf-8").split("=", 1)[1])["texts"]
    return said


@pytest.fixture
def dice() -> random.Random:
    """Other quotations in every run; a failure shows how to draw the same again."""
    seed = random.randrange(2**32)
    print(f"drawn with random.Random({seed})")
    return random.Random(seed)


# ---- What is said


def wrong(case: dict[str, Any], shown: dict[str, Any], script: Script) -> Iterator[str]:
    """What a case wants and the page does not show."""

    def said(words: str) -> str:
        return convert(words, script)

    if shown["verdict"] != case["verdict"]:
        yield f"{shown['verdict']}, not {case['verdict']}"
    if shown["at"] != case.get("at", []):
        yield f"at {shown['at']}"
    if "to" in case and shown["to"] != [case["to"]]:
        yield f"to {shown['to']}"
    edits = [edit.partition("→") for edit in case.get("edits", [])]
    if shown["edits"] != [f"{quoted}→{said(read)}" for quoted, _, read in edits]:
        yield f"edits {shown['edits']}"
    own = case.get("hans" if script is Script.HANS else "hant", [])
    for words in [*case.get("says", []), *own]:
        if said(words) not in shown["said"]:
            yield f"does not say {said(words)}"
    for words in case.get("silent", []):
        if said(words) in shown["said"]:
            yield f"says {said(words)}"


def test_every_quotation_is_told_for_what_it_is(page: Page, box: Locator, script: Script) -> None:
    faults = []
    for case in CASES:
        shown = page.evaluate(CHECK, case["quote"])
        faults += [f"{case['quote']}: {fault}" for fault in wrong(case, shown, script)]
    assert not faults


def test_a_case_would_be_told() -> None:
    shown = {"verdict": "none", "at": [], "to": [], "edits": [], "said": "不見於各篇。"}
    case = {"verdict": "none", "says": ["不见于各篇。"]}
    assert list(wrong(case, shown, Script.HANT)) == []
    assert list(wrong(case | {"says": ["一字不差。"]}, shown, Script.HANT))
    assert list(wrong(case | {"at": ["x.html#p1"], "verdict": "verbatim"}, shown, Script.HANT))


class Drawn(NamedTuple):
    """A stretch of a text, and what was made of it."""

    url: str
    start: int
    end: int
    quotation: str


def draw(texts: list[dict[str, Any]], dice: random.Random, least: int, most: int) -> Drawn:
    """From one Han to another, with so many between."""
    while True:
        text = dice.choice(texts)
        han = [match.start() for match in re.finditer(HAN, text["text"])]
        first = dice.randrange(len(han) - most)
        start, end = han[first], han[first + dice.randrange(least, most)] + 1
        if not any(mark["start"] < end and start < mark["end"] for mark in text["marks"]):
            return Drawn(text["url"], start, end, text["text"][start:end])


def restyled(quotation: str, dice: random.Random) -> str:
    """As somebody else would write it, or a mirror would show it."""
    simplified = keep_length(quotation, "t2s")
    style = dice.choice(["s2t", "s2tw", "s2hk", "t2s", "bare", "read"])
    if style == "bare":
        return "".join(re.findall(r"\w", quotation))
    if style != "read":
        return keep_length(simplified if style != "t2s" else quotation, style)
    listed = {host: f"{reading}{dice.choice(['', ' '])}" for host, reading in entries("readings")}
    damaged = damage(simplified, listed)
    is_whole = re.sub(r"\([^()]*\)", "", damaged) == damage(simplified, {}) and "?" not in damaged
    return damaged if is_whole else quotation  # else a character was lost: no longer the text


def mistaken(quotation: str, dice: random.Random) -> str:
    """With one to three characters exchanged, put in, or left out, apart and not at its ends."""
    made = list(quotation)
    inner = [match.start() for match in re.finditer(HAN, quotation)][2:-2]
    places = sorted(dice.sample(inner[::4], dice.randint(1, 3)), reverse=True)
    for number, at in enumerate(places):
        kind = dice.choice(["exchanged", "put in", "left out"]) if number else "exchanged"
        made[at : at + (kind != "put in")] = [] if kind == "left out" else dice.choice(FOREIGN)
    return "".join(made)


def judged(
    page: Page, drawn: list[Drawn], quotations: list[str]
) -> Iterator[tuple[Drawn, str, dict[str, Any]]]:
    """What was drawn, what was made of it, and what the page says of that."""
    return zip(drawn, quotations, page.evaluate(JUDGE, quotations), strict=True)


def test_whatever_stands_in_a_text_is_found_there(
    page: Page, box: Locator, texts: list[dict[str, Any]], dice: random.Random
) -> None:
    drawn = [draw(texts, dice, 6, 60) for _ in range(DRAWN)]
    quotations = [restyled(one.quotation, dice) for one in drawn]
    for one, quotation, found in judged(page, drawn, quotations):
        assert found["kind"] == "verbatim", quotation
        assert [one.url, one.start, one.end] in found["places"], quotation


def test_what_was_miscopied_is_found_where_it_was_copied(
    page: Page, box: Locator, texts: list[dict[str, Any]], dice: random.Random
) -> None:
    drawn = [draw(texts, dice, 20, 120) for _ in range(DRAWN)]
    quotations = [mistaken(one.quotation, dice) for one in drawn]
    for one, quotation, found in judged(page, drawn, quotations):
        assert found["kind"] == "differs", quotation
        assert any(
            url == one.url and abs(start - one.start) < NEAR and abs(end - one.end) < NEAR
            for url, start, end in found["places"]
        ), quotation


def test_however_many_readings_are_left_out(
    page: Page, box: Locator, texts: list[dict[str, Any]]
) -> None:
    quotation, count = re.subn(HAN, "\\g<0>(\u0113)", texts[-1]["text"][:600])
    assert count > 500
    [found] = page.evaluate(JUDGE, [quotation])
    assert found["kind"] == "verbatim"


# ---- How it is used


def test_what_is_said_is_announced(page: Page, box: Locator, script: Script) -> None:
    expect(page.get_by_role("status")).to_have_text("")
    box.fill("春风又绿江南岸，明月何时照我还。")
    expect(page.get_by_role("status")).to_have_text(convert("不见于各篇。", script))
    expect(page.get_by_label("引文")).to_be_editable()


def test_by_keyboard_from_the_quotation_to_its_place(
    page: Page, box: Locator, script: Script
) -> None:
    box.focus()
    page.keyboard.insert_text("要加强对新兴领域、新业态的研究")
    expect(page.locator(".place")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="清空引文")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".where a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"texts/huiyi-jianghua/1-3\.html#p1-3-1$"))
    expect(page.locator("#p1-3-1")).to_be_in_viewport()
    page.go_back()
    expect(page.locator(BOX)).to_have_value("要加强对新兴领域、新业态的研究")
    expect(page.locator(".place")).to_have_count(1)


def test_an_address_is_copied(
    page: Page, box: Locator, context: BrowserContext, address: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    box.fill("要加强对新兴领域、新业态的研究")
    page.locator(".place button").click()
    expect(page.locator(".md-dialog")).to_contain_text(re.compile("已复制|已複製"))
    copied = page.evaluate("navigator.clipboard.readText()")
    tree = address.removesuffix("quote.html")
    assert copied == f"{tree}texts/huiyi-jianghua/1-3.html#p1-3-1"


def test_it_is_emptied(page: Page, box: Locator) -> None:
    box.fill("春风又绿江南岸，明月何时照我还。")
    expect(page.locator(SAID)).not_to_be_empty()
    page.get_by_role("button", name="清空引文").click()
    expect(page.locator(SAID)).to_be_empty()
    expect(box).to_be_focused()
    expect(box).to_have_value("")


def test_an_input_method_is_waited_for(page: Page, box: Locator) -> None:
    box.fill("要加强对新兴领域、新业态")
    said = page.locator(SAID)
    expect(said).to_have_attribute("data-kind", "verbatim")
    ime = page.context.new_cdp_session(page)
    ime.send("Input.imeSetComposition", {"text": "de", "selectionStart": 2, "selectionEnd": 2})
    page.wait_for_timeout(500)
    expect(said).to_have_attribute("data-kind", "verbatim")
    ime.send("Input.insertText", {"text": "猫猫"})
    expect(said).to_have_attribute("data-kind", "differs")


def test_search_on_the_page_does_not_disturb_it(page: Page, box: Locator) -> None:
    search = page.locator("[data-md-component=search-query]")
    page.keyboard.press("/")
    search.fill("社會工作")
    expect(page.locator(".md-search-result__item").first).to_be_attached()
    page.keyboard.press("Escape")
    shown = page.evaluate(CHECK, "把廣大人民群眾團結凝聚在黨的周圍")
    assert shown["verdict"] == "verbatim"


def test_a_long_quotation_lets_the_page_breathe(
    page: Page, box: Locator, texts: list[dict[str, Any]], dice: random.Random
) -> None:
    """10,000 characters with errors all over: other work gets its turn while they are checked."""
    one, other = sorted(texts, key=lambda text: len(text["text"]))[-2:]
    long = (other["text"] + one["text"] + other["text"])[:10_000]
    made = "".join(dice.choice(FOREIGN) if dice.random() < 0.03 else char for char in long)
    page.evaluate("turns = 0; setInterval(() => turns++)")
    before = page.evaluate("turns")
    shown = page.evaluate(CHECK, made)
    assert shown["verdict"] == "parts"
    assert {at.rpartition("/")[0] for at in shown["at"]} == {
        text["url"].rpartition("/")[0] for text in texts
    }
    assert page.evaluate("turns") - before > 10


def test_of_very_many_parts_some_are_shown(page: Page, box: Locator, script: Script) -> None:
    box.fill("社会…" * 1000)
    said = convert("另有 900 部分", script)
    expect(page.locator(".between").filter(has_text=said)).to_be_visible(timeout=30_000)
    assert page.locator(".place").count() == page.locator(".piece").count() == 100


def test_what_is_typed_meanwhile_counts(
    page: Page, box: Locator, texts: list[dict[str, Any]], dice: random.Random
) -> None:
    long = "".join(
        dice.choice(FOREIGN) if dice.random() < 0.03 else char
        for text in texts
        for char in text["text"]
    )
    box.fill(long)
    expect(page.locator(SAID)).to_have_attribute("data-kind", re.compile("waiting|parts"))
    box.fill("春风又绿江南岸，明月何时照我还。")
    expect(page.locator(SAID)).to_have_attribute("data-kind", "none")
    page.wait_for_timeout(1000)
    expect(page.locator(SAID)).to_have_attribute("data-kind", "none")


def test_without_javascript_the_page_says_so(address: str, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    expect(page.locator(".without")).to_contain_text("Ctrl+F")
    expect(page.locator(BOX)).to_be_hidden()
    page.locator(".without a").click()
    expect(page).to_have_url(re.compile(r"/index\.html$"))
    page.close()


def test_texts_that_cannot_be_read(page: Page, site: str, faults: list[str]) -> None:
    page.route("**/search/quotation.js", lambda route: route.abort())
    page.goto(site + "quote.html")
    expect(page.locator(SAID)).to_contain_text("没有读到")
    expect(page.locator(BOX)).to_be_hidden()
    assert len(faults) == 1 and "ERR_FAILED" in faults[0]
    faults.clear()


# ---- How it looks

SHOWN = (
    "当今时代，科技进步日新月异，社会生活变化迅速",
    "社会工作是党的工作的重要组成部分。人民立场是我们党的根本政治立场，这里没有这样一句话",
    "社會(huì )工作是黨的工作,的重要組成部分",
)


@SCHEMES
@SIZES
@pytest.mark.parametrize("quotation", SHOWN)
def test_what_is_shown_is_accessible_and_fits(
    page: Page,
    site: str,
    quotation: str,
    color_scheme: Literal["light", "dark"],
    viewport: ViewportSize,
) -> None:
    page.goto(site + "quote.html")
    page.locator(BOX).fill(quotation)
    expect(page.locator(".place").first).to_be_visible()
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_a_long_word_does_not_widen_the_page(page: Page, site: str, viewport: ViewportSize) -> None:
    page.goto(site + "quote.html")
    page.locator(BOX).fill("人民立场是我们党的根本政治立场" + "x" * 14 + "……" + "y" * 300)
    expect(page.locator(".missing").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
