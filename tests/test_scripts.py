"""The Traditional tree: right characters, and the same edition as the Simplified one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis.strategies import characters, sampled_from, text
from markdown import Markdown  # type: ignore[import-untyped]

import edition
from edition import forms, markdown
from edition.faults import Fault, Faults
from edition.outputs.forms import choices
from edition.script import DECISIONS, HAN, Script, convert, keep_length
from edition.site import MISSING, TREES
from edition.words import entries
from tests import dictionaries
from tests.project import ROOT, copy, settle_at, silent

TREE = TREES[Script.HANT]
OWN = {char: made.split() for char, made in entries("forms")}
"""Simplified character → its Traditional forms; it may be among them."""
CONVERTED = [
    ("指明了前进方向", "指明了前進方向"),
    ("把握发展", "把握發展"),
    ("相匹配制度", "相匹配制度"),
    ("头发与发展，后天与皇后，表面与面条", "頭髮與發展，後天與皇后，表面與麵條"),
    ("干部擦干头发，不干涉内政", "幹部擦乾頭髮，不干涉內政"),
    ("一只猫只吃鱼，公里里程在这里", "一隻貓只吃魚，公里里程在這裡"),
    ("复杂的复制恢复了，关系到系统的联系", "複雜的複製恢復了，關係到系統的聯繫"),
    ("着力原著", "著力原著"),
    ("他说“先‘破’后立”", "他說「先『破』後立」"),
    ("John’s “书”", "John’s 「書」"),
    ("后人", "後人"),
    ("詩云：余嘗謂里仁為美", "詩云：余嘗謂里仁為美"),
    ("只卖三斗米", "只賣三斗米"),
    ("XX特色 2025 p1-2-3 `x`", "XX特色 2025 p1-2-3 `x`"),
    ("", ""),
]
PAGES = [
    ("头发 `头发` ``头`发``", "頭髮 `头发` ``头`发``"),
    ('[头发](头发.md#发) ![发](发.png "发")', '[頭髮](头发.md#发) ![發](发.png "發")'),
    ("[头发][发]\n\n[发]: 发.md\n", "[頭髮][發]\n\n[發]: 发.md\n"),
    ("## 头发 { #发 .发 }", "## 頭髮 { #发 .发 }"),
    ('<b class="发" title="发">发</b>', '<b class="发" title="发">發</b>'),
    ('<span lang="zh-Hans">发</span>发', '<span lang="zh-Hans">发</span>發'),
    ("<code>发</code><!-- 发 --><https://x.cn/发>", "<code>发</code><!-- 发 --><https://x.cn/发>"),
    ("---\n发: 发\n---\n发: 发\n", "---\n发: 發\n---\n發: 發\n"),
    ("发\n\n```发\n发\n\n发\n```\n发\n", "發\n\n```发\n发\n\n发\n```\n發\n"),
    ("发\n\n    发\n\n    发\n\n发\n", "發\n\n    发\n\n    发\n\n發\n"),
    ("发\n    发\n", "發\n    發\n"),
    ("- 发\n\n    发\n\n        发\n\n发\n", "- 發\n\n    發\n\n        发\n\n發\n"),
    ("| 发 | `发` |\n|---|---|\n| “发” | 发 |\n", "| 發 | `发` |\n|---|---|\n| 「發」 | 發 |\n"),
]
WRONG = [
    (("理发", "理髪", "x"), "髪 is no form of 发", "write one of 發 髮"),
    (("人", "仁", "x"), "仁 is no form of 人", "write 人"),
    (("理发", "理"), "2 columns instead of 3", "separate phrase, Traditional and why"),
    (("理发",), "1 column instead of 3", "separate phrase, Traditional and why"),
    (
        ("理发", "理髮店", "x"),
        "理发 has 2 characters, 理髮店 has 3",
        "write one character for each",
    ),
    (("理发", "理髮", ""), "an empty column", "give phrase, Traditional and why"),
    (("理发 ", "理髮", "x"), "blanks around a column", "remove them"),
]


@pytest.mark.parametrize(("hans", "hant"), CONVERTED)
def test_a_string(hans: str, hant: str) -> None:
    assert convert(hans, Script.HANT) == hant
    assert convert(hans, Script.HANS) == hans


@pytest.mark.parametrize(("hans", "hant"), PAGES)
def test_a_page_written_by_hand(hans: str, hant: str) -> None:
    assert markdown.converted(hans, Script.HANT) == hant
    assert markdown.converted(hans, Script.HANS) == hans


@pytest.mark.parametrize("name", ["about", "method"])
def test_a_page_written_by_hand_keeps_its_bones(name: str) -> None:
    """What Markdown makes of it has the same tags, attributes and code."""
    hans = (ROOT / "docs" / f"{name}.md").read_text("utf-8").split("---\n", 2)[2]
    made = [
        Seen(Markdown(extensions=["attr_list", "tables"]).convert(text))
        for text in (hans, markdown.converted(hans, Script.HANT))
    ]
    assert made[0].bones == made[1].bones
    assert made[0].code == made[1].code


def test_the_forms_are_those_of_opencc(tmp_path: Path) -> None:
    known = {char: made for char, made in dictionaries.rows("STCharacters", tmp_path) if made[1:]}
    assert {char: made.split() for char, made in entries("forms")} == known


@pytest.mark.parametrize(("line", "what", "remedy"), WRONG)
def test_a_wrong_decision_is_named_with_its_line(
    line: tuple[str, ...],
    what: str,
    remedy: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It stops a build before anything is written."""
    monkeypatch.setattr(forms, "numbered", lambda name: iter([(9, line)]))
    root = copy(tmp_path / "wrong")
    with pytest.raises(Faults) as caught:
        edition.build(root, silent)
    assert not (root / "site").exists()
    (fault,) = caught.value.faults
    assert (fault.file, fault.line, fault.what) == (f"edition/data/{DECISIONS}.txt", 9, what)
    assert fault.remedy.startswith(remedy)


def test_a_decision_is_made_once() -> None:
    lines = [(number, ("理发", "理髮", "x")) for number in (3, 8)]
    again = "理发 is decided on line 3 already"
    remedy = "keep one of the two lines, or quote more words"
    file = f"edition/data/{DECISIONS}.txt"
    assert list(forms._faults(lines)) == [Fault(file, 8, again, remedy)]


def test_decisions_decide() -> None:
    """None of them says what would stand there anyway."""
    for phrase, made, _ in entries(DECISIONS):
        assert convert(phrase, Script.HANT) == made
        assert "".join(convert(char, Script.HANT) for char in phrase) != made


def test_every_choice_in_the_texts_is_listed() -> None:
    works = edition.read(ROOT, silent).works
    text = "".join(work.quote(one) for work in works for one in work.outline.passages())
    listed = {one.char: one for one in choices(works)}
    assert set(listed) >= set(text) & set(forms.forms())
    for char, one in listed.items():
        assert one.count >= text.count(char)
        assert {*(taken.form for taken in one.taken), *one.left} == set(forms.forms()[char])
        assert all(char in convert_back(taken.form) for taken in one.taken)


def convert_back(form: str) -> str:
    return form + keep_length(form, "t2s")


class Seen(HTMLParser):
    """What of a page is the same in every script, and what is read on it."""

    WORDS = ("data-done", "data-failed", "title", "aria-label", "content", "placeholder", "alt")
    """Attributes that are read."""
    AS_IT_STANDS = ("code", "s", "del", "style", "script")
    RAW = ("raw", "bytes")
    EMPTY = ("meta", "link", "input", "img", "br", "wbr", "hr")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang = ""
        self.links: list[str] = []
        self.bones: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.code: list[str] = []
        self.read: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "html":
            self.lang = said["lang"] or ""
        self.links += [str(said[name]) for name in ("href", "src") if said.get(name)]
        own = tag in self.AS_IT_STANDS or said.get("class") in self.RAW
        own = own or said.get("lang") == "zh-Hans" or (said.get("class") or "").startswith("mark ")
        stands = tag != "html" and (own or any(stands for _, stands in self._open))
        if tag != "wbr":
            self.bones.append((tag, [one for one in attrs if one[0] not in self.WORDS]))
        if not stands:
            self.read += [str(said[name]) for name in self.WORDS if said.get(name)]
        if tag not in self.EMPTY:
            self._open.append((tag, stands))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        stands = self._open and self._open[-1][1]
        if stands and self._open[-1][0] == "code":
            self.code.append(data)
        if not stands:
            self.read.append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy(tmp_path_factory.mktemp("scripts"))
    edition.build(root, silent)
    return root / "site"


def pairs(site: Path) -> Iterator[tuple[Path, Path]]:
    """Each Simplified page with its Traditional one."""
    for hans in sorted(site.rglob("*.html")):
        path = hans.relative_to(site).as_posix()
        if not path.startswith((TREE, "downloads/")) and path != MISSING:
            yield hans, site / TREE / path


def test_both_trees_have_the_same_pages(site: Path) -> None:
    hant = set((site / TREE).rglob("*.html")) - {site / TREE / MISSING}
    assert {hant for _, hant in pairs(site)} == hant
    assert {path.name for path in (site / TREE).iterdir() if path.is_dir()} == {
        "compare",
        "search",
        "texts",
    }


def test_what_is_no_script_is_the_same(site: Path) -> None:
    """Tags, ids, addresses, code: all but the words, the switch, the note and the way up."""
    for hans, hant in pairs(site):
        one, other = (Seen(inner(path)) for path in (hans, hant))
        assert one.code == other.code
        assert bones(one, hans, site, "") == bones(other, hant, site, TREE), hans


def inner(path: Path) -> str:
    """What a page shows."""
    return path.read_text("utf-8").split('id="__text"')[1].split('class="source"')[0]


def bones(seen: Seen, path: Path, site: Path, tree: str) -> list[object]:
    """Tags and attributes; addresses from the tree's root, or the site's for what is shared."""

    def absolute(value: str | None) -> str | None:
        if not value or value.startswith("#") or urlsplit(value).scheme:
            return value
        target = (path.parent / value.split("#")[0]).resolve()
        assert target.is_file(), f"{path}: {value}"
        to = target.relative_to(site.resolve()).as_posix()
        return to.removeprefix(tree) + value[len(value.split("#")[0]) :]

    def said(attrs: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
        return [(name, absolute(value) if name == "href" else value) for name, value in attrs]

    return [(tag, said(attrs)) for tag, attrs in seen.bones]


def test_raw_readings_are_the_same(site: Path) -> None:
    raw = re.compile(r'<p class="raw" lang=.*?</p>|<s>.*?</s>|<del>.*?</del>')
    for hans, hant in pairs(site):
        found = [raw.findall(path.read_text("utf-8")) for path in (hans, hant)]
        assert found[0] == found[1]
        assert found[0] or hans.name != "record.html"


def test_data_stands_once(site: Path) -> None:
    assert (site / "data" / "links.json").exists()
    overview = (site / TREE / "texts" / "tizhi-jizhi" / "index.html").read_text("utf-8")
    assert 'href="../../../data/tizhi-jizhi.txt"' in overview


def test_each_page_says_its_script(site: Path) -> None:
    for pair in pairs(site):
        for path, script in zip(pair, Script, strict=True):
            assert Seen(path.read_text("utf-8")).lang == script


def test_nothing_simplified_is_left(site: Path) -> None:
    """What is read on a Traditional page is Traditional, or a person decided otherwise."""
    decided = re.compile("|".join(re.escape(made) for _, made, _ in entries(DECISIONS)))
    for _, hant in pairs(site):
        for words in Seen(hant.read_text("utf-8")).read:
            for char in decided.sub("", words):
                assert char not in "“”‘’" and not is_simplified(char), (hant, char, words)


def is_simplified(char: str) -> bool:
    """Whether a character is in no Traditional text; 群 is, and OpenCC's 羣 beside it."""
    if not re.match(HAN, char) or char in OWN.get(char, ()):
        return False
    return keep_length(char, "s2tw") != char


def test_each_page_leads_to_the_same_in_the_other_script(site: Path) -> None:
    for hans, hant in pairs(site):
        for here, there, script in ((hans, hant, Script.HANT), (hant, hans, Script.HANS)):
            (switch,) = re.findall(r'<div class="script".*?</div>', here.read_text("utf-8"), re.S)
            (link,) = re.findall(r"<a [^>]*>", switch)
            assert f'hreflang="{script}" lang="{script}"' in link
            (href,) = re.findall(r'href="([^"]*)"', link)
            assert (here.parent / href).resolve() == there.resolve()


def test_no_head_names_the_other_script(site: Path) -> None:
    """The theme's script would go and fetch it."""
    for path in site.rglob("*.html"):
        assert "alternate" not in path.read_text("utf-8").split("</head>")[0]


def test_each_traditional_text_page_says_what_it_is_made_from(site: Path) -> None:
    for hans, hant in pairs(site):
        assert 'class="converted"' not in hans.read_text("utf-8")
        is_text = "texts" in hant.relative_to(site).parts
        assert ('class="converted"' in hant.read_text("utf-8")) == is_text


def test_what_was_written_in_traditional_is_shown_as_it_is(tmp_path: Path) -> None:
    root = copy(tmp_path / "written")
    book = ROOT / "tests" / "books" / "scripts" / "source_texts"
    for name in ("hant.txt", "hant.yml"):
        shutil.copy2(book / name, root / "source_texts")
    edition.build(root, silent)
    for tree in TREES.values():
        page = (root / "site" / tree / "texts" / "hant" / "1.html").read_text("utf-8")
        assert "余嘗謂「里仁為美」" in page
        assert 'id="__text" lang="zh-Hant"' in page
        assert 'class="converted"' not in page


@given(text(sampled_from("头发复里只面着后干“”‘’`[](){}<>#-\n a:/|") | characters(codec="utf-8")))
def test_a_conversion_keeps_length_and_signs(string: str) -> None:
    """What is beside a text stays true, and what speaks to a program stays."""
    for made in (convert(string, Script.HANT), markdown.converted(string, Script.HANT)):
        assert len(made) == len(string)
        for one, other in zip(string, made, strict=True):
            assert one == other or re.match(HAN + "|[“”‘’]", one)


def test_without_an_address_of_its_own_the_site_names_none(site: Path) -> None:
    assert not list(site.glob("sitemap*"))
    for path in site.rglob("*.html"):
        assert 'rel="canonical"' not in path.read_text("utf-8")


def test_the_sitemap_has_both(tmp_path: Path) -> None:
    root = copy(tmp_path / "named")
    settle_at(root, "https://example.org/")
    edition.build(root, silent)
    site = root / "site"
    name = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = ElementTree.parse(site / "sitemap.xml").getroot().findall("url", name)
    base = "https://example.org/"
    found = {str(url.findtext("loc", "", name)): [dict(one.attrib) for one in url] for url in urls}
    wanted = {path.relative_to(site).as_posix() for pair in pairs(site) for path in pair}
    assert {loc.removeprefix(base) for loc in found} == wanted
    for loc, children in found.items():
        own = loc.removeprefix(base).removeprefix(TREE)
        said = {one["hreflang"]: one["href"] for one in children if one}
        counterparts = {str(script): f"{base}{tree}{own}" for script, tree in TREES.items()}
        assert said == {**counterparts, "x-default": f"{base}{own}"}
    for loc in found:
        page = (site / loc.removeprefix(base)).read_text("utf-8")
        assert f'<link rel="canonical" href="{loc}">' in page
        assert f"<br>{loc}</p>" in page, "on paper too"
