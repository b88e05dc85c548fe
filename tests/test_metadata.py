"""What pages say to search engines, catalogues and messengers."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as parser
from markupsafe import Markup
from PIL import Image

import edition
from edition import downloads, sidecar
from edition.downloads import share
from edition.downloads.fitting import fitted
from edition.model import Edition, Metadata
from edition.outputs.map import squares
from edition.outputs.metadata import written
from edition.outputs.texts import _TEASER, _cut
from edition.pages import names, titles
from edition.script import Script, convert
from edition.site import TREES
from edition.sources import of_string
from tests.project import OURS, ROOT, copy_ours, settle_at, silent

SITE = "https://example.org/book/"
HIDDEN = "yinni"
"""A text that asks not to be found."""
OWN_WORDS = '本书 "减负" <后> & 国'
"""What this publisher says of the book."""
CASES = yaml.safe_load((ROOT / "tests" / "metadata.yml").read_text("utf-8"))
SENTENCE = "加强党对社会工作的全面领导\uff0c健全社会工作体制机制\uff0c把握发展方向。"
ASCII = re.compile(r"[!-/:-@\[-`{-~]")


def add(root: Path, ident: str, text: str, said: str = "") -> None:
    (root / "source_texts" / f"{ident}.txt").write_text(text, "utf-8")
    (root / "source_texts" / f"{ident}.yml").write_text(said or "{}", "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that knows its address, with a third text that asks not to be found."""
    root = copy_ours(tmp_path_factory.mktemp("project"))
    settle_at(root, SITE)
    settings = root / "mkdocs.yml"
    said = re.sub(
        "site_description:.*", f"site_description: {OWN_WORDS}", settings.read_text("utf-8")
    )
    settings.write_text(said, "utf-8")
    text = f"一、总论\n{SENTENCE}\n小结\n好。\n二、分论\n{SENTENCE}\n"
    add(root, HIDDEN, text, "title: 隐匿\nnoindex: true\n")
    edition.build(root, silent)
    return root / "site"


class Said:
    """What a page says in its head."""

    def __init__(self, path: Path) -> None:
        head = parser.document_fromstring(path.read_text("utf-8")).find("head")
        assert head is not None
        self.title = (head.findtext("title") or "").strip()
        self.metas = [
            (one.get("name") or one.get("property") or "", one.get("content") or "")
            for one in head.iter("meta")
        ]
        self.meta = dict(self.metas)
        canonical = [one.get("href") for one in head.iterfind("link[@rel='canonical']")]
        self.canonical = canonical[0] if canonical else ""
        data = [one.text for one in head.iterfind("script[@type='application/ld+json']")]
        assert len(data) <= 1
        self.data: dict[str, Any] = json.loads(data[0]) if data and data[0] else {}

    @property
    def nodes(self) -> list[dict[str, Any]]:
        nodes: list[dict[str, Any]] = self.data.get("@graph", [self.data] if self.data else [])
        return nodes


def tree_of(site: Path, tree: str) -> dict[str, Said]:
    """Path below a tree → what the page says, but for the one for an unknown address."""
    pages = {}
    for path in (site / tree).rglob("*.html"):
        name = path.relative_to(site / tree).as_posix()
        if not name.startswith(("zh-hant/", "downloads/")) and name != "404.html":
            pages[name] = Said(path)
    return pages


@pytest.fixture(scope="module")
def trees(built: Path) -> dict[Script, dict[str, Said]]:
    return {script: tree_of(built, tree) for script, tree in TREES.items()}


@pytest.mark.parametrize("script", Script)
def test_no_two_pages_of_a_tree_are_called_or_described_alike(
    trees: dict[Script, dict[str, Said]], script: Script
) -> None:
    pages = trees[script]
    assert len(pages) > 50
    called = [one.title for one in pages.values()]
    described = [one.meta["description"] for one in pages.values()]
    for told in (called, described):
        assert all(told)
        assert [words for words, count in Counter(told).items() if count > 1] == []


@pytest.mark.parametrize("script", Script)
def test_the_book_is_described_in_the_publishers_words(
    trees: dict[Script, dict[str, Said]], script: Script
) -> None:
    home = trees[script]["index.html"]
    said = convert(OWN_WORDS, script)
    assert [home.meta["description"], home.meta["og:description"]] == [said, said]
    [node] = home.nodes
    assert node["description"] == said


def test_who_says_nothing_of_the_book_has_nothing_said(tmp_path: Path) -> None:
    root = copy_ours(tmp_path)
    settle_at(root, SITE)
    settings = root / "mkdocs.yml"
    settings.write_text(re.sub("site_description:.*", "", settings.read_text("utf-8")), "utf-8")
    edition.build(root, silent)
    for tree in TREES.values():
        home = Said(root / "site" / tree / "index.html")
        assert not {"description", "og:description"} & set(home.meta)
        assert all("description" not in node for node in home.nodes)


@pytest.mark.parametrize("script", Script)
def test_descriptions_are_chinese_and_end_well(
    trees: dict[Script, dict[str, Said]], script: Script
) -> None:
    """Full sentences, no ASCII marks, in the page's script."""
    for path, page in trees[script].items():
        words = page.meta["description"]
        if path.startswith(("texts/", "compare/")):
            assert not ASCII.search(words), f"{path}: {words}"
            assert re.search(r"[。\uff01\uff1f…」”]$", words), f"{path}: {words}"
        assert ("与" in words or "这" in words) <= (script is Script.HANS), words


def test_a_long_sentence_ends_with_a_word() -> None:
    words = "各级党委要切实加强对社会工作的领导、把社会工作纳入重要议事日程、定期研究部署、协调解决"
    assert _cut(words).endswith("定期研究部署……")
    assert len(_cut("一" * 99)) <= _TEASER + 2


@pytest.mark.parametrize("script", Script)
def test_json_ld_names_what_is_there(
    built: Path, trees: dict[Script, dict[str, Said]], script: Script
) -> None:
    """Every address of ours leads to a file; what is referred to is said somewhere; no licence."""
    root = SITE + TREES[script]
    known = {node["@id"] for page in trees[script].values() for node in page.nodes if "@id" in node}
    for path, page in trees[script].items():
        own = path.startswith("texts/") or path == "index.html"
        assert bool(page.data) == own, path
        for key, value in walk(page.data):
            assert key != "license"
            if isinstance(value, str) and value.startswith(SITE):
                below = value.removeprefix(SITE).partition("#")[0]
                assert (built / below).is_file(), f"{path}: {value}"
            if key == "isPartOf" or key == "about":
                assert value["@id"] in known
        for node in page.nodes:
            if "inLanguage" in node:
                assert node["inLanguage"] == script
            if node["@type"] == "BreadcrumbList":
                items = node["itemListElement"]
                assert [one["position"] for one in items] == list(range(1, len(items) + 1))
                assert items[0]["item"] == f"{root}index.html"
                assert [one["item"] for one in items[:-1]] == [
                    one["item"] for one in items if "item" in one
                ], "where one is needs no address"
                assert len(items) > 1


def walk(said: object) -> list[tuple[str, Any]]:
    """Every key of JSON with its value, lists taken apart."""
    if isinstance(said, list):
        return [pair for one in said for pair in walk(one)]
    if not isinstance(said, dict):
        return []
    found = []
    for key, value in said.items():
        found += [(key, one) for one in (value if isinstance(value, list) else [value])]
        found += walk(value)
    return found


def test_what_a_section_says_is_small(trees: dict[Script, dict[str, Said]]) -> None:
    """It refers to its text, and does not say it all again."""
    for path, page in trees[Script.HANS].items():
        if re.search(r"/\d[\d-]*\.html$", path):
            said = json.dumps(page.data, ensure_ascii=False, separators=(",", ":"))
            assert len(said.replace(SITE, "../../").encode()) < 1000, path


def test_the_title_page_is_a_collection(trees: dict[Script, dict[str, Said]]) -> None:
    said = trees[Script.HANT]["index.html"].data
    assert said["@type"] == ["WebSite", "Collection"]
    assert said["name"] == "社會工作文稿"
    texts = [one["@id"] for one in said["hasPart"]]
    assert texts == [f"{SITE}zh-hant/texts/{ident}/index.html#text" for ident in OURS], (
        "a text that asks not to be found is not among them"
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_a_text_says_of_itself(case: dict[str, Any]) -> None:
    file = yaml.safe_dump(case["sidecar"], allow_unicode=True)
    read = sidecar.read(file, "text.yml", "")
    assert read.faults == []
    work = edition.edit(of_string("一、甲\n乙。\n", "text", read.meta))
    page = edition.render(Edition("书", (work,)))["texts/text/index.md"]
    front = yaml.safe_load(page.split("\n---\n")[0])
    assert "</script" not in front["about"]
    said = json.loads(front["about"])["@graph"][0]
    assert {key: said.get(key) for key in case["says"]} == case["says"]
    assert set(said).isdisjoint(case.get("silent", ()))
    assert said["version"] == work.version
    assert said["@id"] == "<tree>/texts/text/index.html#text"
    assert said["encoding"][0]["contentUrl"] == "<site>/data/text.txt"


@given(
    st.recursive(
        st.text() | st.integers(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)
    )
)
def test_json_stands_in_a_page_and_in_yaml(said: Any) -> None:
    made = written({"said": said})
    assert json.loads(made) == {"said": said}
    assert not {*"<>&"} & {*made}
    assert yaml.safe_load(f"about: |\n  {made}\n") == {"about": made + "\n"}
    assert written({"a": Markup("<tree>/x")}) == '{"a":"<tree>/x"}'


def test_pages_of_one_name_are_told_apart() -> None:
    text = "一、甲\n（一）小结\n一。\n二、甲\n（一）小结\n二。\n（一）小结\n三。\n"
    work = edition.edit(of_string(text, "a"))
    assert len(set(names(work).values())) == len(list(work.outline.walk()))
    works = [edition.edit(of_string("甲。", ident, Metadata(title="同"))) for ident in ("a", "b")]
    assert list(titles(works).values()) == ["同〔a〕", "同〔b〕"]


@pytest.mark.parametrize("script", Script)
def test_canonical_and_open_graph(
    built: Path, trees: dict[Script, dict[str, Said]], script: Script
) -> None:
    for path, page in trees[script].items():
        assert page.canonical == page.meta["og:url"] == SITE + TREES[script] + path
        assert page.meta["og:description"] == page.meta["description"]
        assert page.meta["og:title"] in page.title
        assert page.meta["og:type"] == ("article" if path.startswith("texts/") else "website")
        locales = ["zh_CN", "zh_TW"] if script is Script.HANS else ["zh_TW", "zh_CN"]
        assert [page.meta["og:locale"], page.meta["og:locale:alternate"]] == locales
        assert page.meta["twitter:card"] == "summary_large_image"
        image = page.meta["og:image"]
        text = path.split("/")[1] + "." if path.startswith("texts/") and HIDDEN not in path else ""
        assert image == f"{SITE}share/{text}{script}.png", path
        with Image.open(built / image.removeprefix(SITE)) as drawn:
            assert drawn.size == (1200, 630)
        size = page.meta["og:image:width"], page.meta["og:image:height"]
        assert size == ("1200", "630")
        assert page.meta["og:image:alt"]
        counted = Counter(name for name, _ in page.metas)
        assert [name for name, count in counted.items() if count > 1] == []


def test_the_page_for_an_unknown_address_has_none(built: Path) -> None:
    said = Said(built / "404.html")
    assert said.canonical == ""
    assert not any(name.startswith(("og:", "twitter:")) for name in said.meta)
    assert said.data == {}


def test_the_site_for_disks_has_nothing_for_messengers(built: Path) -> None:
    with ZipFile(built / "downloads" / "edition-offline.zip") as packed:
        names = packed.namelist()
        assert not [name for name in names if name.endswith((".png", "robots.txt", "sitemap.xml"))]
        for name in names:
            if name.endswith(".html"):
                page = packed.read(name)
                assert b"og:" not in page.split(b"</head>")[0]
                assert b"ld+json" not in page
                assert b"<!--online" not in page
        assert b'rel="canonical"' in packed.read("edition/index.html")


def test_the_sitemap_has_every_page_that_may_be_found(
    built: Path, trees: dict[Script, dict[str, Said]]
) -> None:
    spaces = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    found = {}
    for one in etree.parse(built / "sitemap.xml").iterfind("s:url", spaces):
        links = {link.get("hreflang"): link.get("href") for link in one.iterfind("x:link", spaces)}
        found[one.findtext("s:loc", namespaces=spaces)] = links
    wanted = {
        SITE + TREES[script] + path: path
        for script, pages in trees.items()
        for path, page in pages.items()
        if "robots" not in page.meta
    }
    assert set(found) == set(wanted)
    for address, path in wanted.items():
        assert found[address] == {
            **{str(script): SITE + tree + path for script, tree in TREES.items()},
            "x-default": SITE + path,
        }


def test_robots_txt_names_what_can_say_nothing_itself(built: Path) -> None:
    said = (built / "robots.txt").read_text("utf-8")
    assert f"\nSitemap: {SITE}sitemap.xml\n" in said
    robots = RobotFileParser()
    robots.parse(said.splitlines())
    for path in sorted(built.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(built).as_posix()
        free = robots.can_fetch("*", urljoin(SITE, name))
        if name.startswith(("downloads/", "search/", "zh-hant/search/", f"data/{HIDDEN}.")):
            assert not free, name
        elif re.match(r"data/(links|nearest|terms|documents|reuse)\.", name):
            assert not free, f"{name} quotes a text that asks not to be found"
        else:
            assert free, f"{name} must be fetched for its noindex to be seen, or may be found"


def test_what_shows_a_hidden_text_asks_not_to_be_found(
    trees: dict[Script, dict[str, Said]],
) -> None:
    """Its pages, and those that quote it; no page of another text, and not the title page."""
    indexes = {"terms.html", "documents.html", "reuse.html", "parallels.html", "forms.html"}
    for pages in trees.values():
        for path, page in pages.items():
            hidden = HIDDEN in path or path in indexes
            assert (page.meta.get("robots") == "noindex") == hidden, path


def test_nothing_is_closed_where_every_text_may_be_found(tmp_path: Path) -> None:
    """A site that does not know its address, on a machine without Pango."""
    root = copy_ours(tmp_path / "small")
    for folder in ("source_texts", "published"):
        shutil.rmtree(root / folder)
    (root / "source_texts").mkdir()
    add(root, "a", f"一、甲\n{SENTENCE}\n", "title: </script>&<b>\n")
    heard: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "weasyprint", None)
        edition.build(root, heard.append)
    assert heard.count("no images for sharing: WeasyPrint does not find Pango") == 1
    assert not (root / "site" / "share").exists()
    assert (root / "site" / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow:\n"
    for tree in TREES.values():
        said = Said(root / "site" / tree / "texts" / "a" / "1.html")
        assert not any(name.startswith(("og:", "twitter:")) for name in said.meta)
        assert said.canonical == ""
        assert said.nodes[0]["@id"] == f"../../{'../' if tree else ''}{tree}texts/a/1.html"
        assert said.nodes[1]["itemListElement"][1]["name"] == "</script>&<b>"
        assert "</script>&<b>" in said.title


LONG = (
    "关于深入学习贯彻党的二十届三中全会精神、进一步健全和完善新时代社会工作体制机制、"
    "全面推动基层治理体系和治理能力现代化"
)


@pytest.mark.parametrize("script", Script)
@pytest.mark.parametrize(
    "words",
    [
        "意见",
        LONG,
        LONG * 4,
        "在全市社会工作会议暨基层治理现代化推进会上的讲话",
        "Social Work " * 9,
        "A" * 99,
    ],
)
def test_a_title_fits_its_image(words: str, script: Script) -> None:
    set_ = fitted(words, script, 1040, share._SIZES)
    assert all(squares(line) * set_.size <= 1040 for line in set_.lines)
    assert len(set_.lines) * set_.size * 1.32 <= 290
    assert all(len(line) > 1 for line in set_.lines)
    if len(words) <= 62:
        assert "".join(set_.lines) == convert(words, script), "nothing is cut"
    else:
        assert "".join(set_.lines).endswith("……") or words.isascii()


def test_images_are_the_same_every_time_and_none_is_drawn_of_a_hidden_text() -> None:
    works = tuple(
        edition.edit(of_string("一、甲\n乙。\n", ident, Metadata(title=LONG, noindex=hidden)))
        for ident, hidden in (("a", False), ("b", True))
    )
    made = share.images(Edition("书", works))
    assert sorted(made) == sorted(f"share/{text}{one}.png" for one in Script for text in ("", "a."))
    assert share.images(Edition("书", works)) == made
    for image in made.values():
        colours = Image.open(BytesIO(image)).convert("RGB").getcolors(1 << 20)
        assert colours
        assert {(251, 249, 244), (178, 48, 28)} <= {colour for _, colour in colours}, "paper, seal"


def test_without_a_drawer_there_is_no_image(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    heard: list[str] = []
    assert downloads.images(Edition("书", ()), heard.append) == {}
    assert heard == ["no images for sharing: PDFium cannot be loaded"]
