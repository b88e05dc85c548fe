"""From the real texts to a site: complete, strict, the same every time, all or nothing."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from threading import Event, Thread
from urllib.parse import unquote, urlsplit

import pytest

import edition
from edition import cli, publish, site, verify
from edition.faults import Faults
from edition.outputs.apparatus import entries
from edition.outputs.record import lines
from edition.script import Script, convert
from tests.project import ROOT, content, copy, copy_ours, settle_at, silent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy(tmp_path_factory.mktemp("project"))
    edition.build(root, silent)
    return root


def test_docs_are_what_a_build_writes() -> None:
    assert differences(ROOT) == [], "run python3 build.py, and commit docs/ and published/"


def differences(root: Path) -> list[str]:
    made = edition.read(root, silent)
    return list(publish.differences(root, edition.render(made), edition.beside(root, made)))


def test_two_builds_are_the_same(built: Path, tmp_path: Path) -> None:
    other = copy(tmp_path / "elsewhere")
    edition.build(other, silent)
    assert content(other / "site") == content(built / "site")
    assert content(other / "docs") == content(built / "docs")


def test_plain_mkdocs_builds_the_same_pages(built: Path, tmp_path: Path) -> None:
    """Without our program: strict, with search, each page as build.py makes it."""
    root = tmp_path / "plain"
    shutil.copytree(built, root, ignore=shutil.ignore_patterns("site"))
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "WARNING" not in run.stderr
    plain = content(root / "site")
    assert b'class="apart"' not in plain["downloads.html"]
    assert b'class="script"' not in b"".join(plain.values()), "no way to a tree that is not there"
    for path, ours in content(built / "site").items():
        # Downloads lists more where there is more, and the page for an unknown address leads there.
        if not path.startswith(
            ("zh-hant/", "downloads", "404.html", "share/", "robots.txt", "assets/")
        ):
            assert bare(plain[path]) == bare(ours), path


LEAN = re.compile(
    rb'<div class="script".*?</div>|<script src="[^"]*assets/[^"]*" defer>'
    rb'|<link rel="stylesheet"[^>]*>',
    re.DOTALL,
)
"""What a plain build has not, or in more pieces: the other script; style sheets, scripts."""


def bare(page: bytes) -> list[bytes]:
    return LEAN.sub(b"", page).replace(b"</script>", b"").split()


def test_a_page_asks_for_few_files(built: Path) -> None:
    """Style sheets and scripts of ours are joined; each is in the site once."""
    site = built / "site"
    page = (site / "index.html").read_text("utf-8")
    assert len(re.findall("<script src=", page)) == 4
    assert len(re.findall('<link rel="stylesheet"', page)) == 4
    for path in (built / "docs" / "assets").rglob("*.css"):
        if path.name not in ("print.css", "cite.css"):
            assert not (site / path.relative_to(built / "docs")).exists()
    joined = (site / "assets/stylesheets/edition.css").read_text("utf-8")
    assert "/*" not in joined and ".passage" in joined


def test_every_page_says_nothing_to_the_outside(built: Path) -> None:
    """No page loads anything from elsewhere, and no raw address can be clicked."""
    for page, parser in pages(built / "site"):
        for tag, name, value in parser.links:
            if value == "javascript:void(0)":  # the theme's, for a button
                continue
            outside = urlsplit(value).scheme in ("http", "https", "javascript") or "//" in value[:2]
            assert not outside, f"{page}: <{tag} {name}={value}>"


def test_every_link_and_anchor_leads_somewhere(built: Path) -> None:
    base = built / "site"
    parsed = dict(pages(base))
    for page, parser in parsed.items():
        if page.name == "404.html":  # its links are absolute: it is shown at any address
            continue
        for tag, name, value in parser.links:
            parts = urlsplit(value)
            if parts.scheme:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.exists(), f"{page}: <{tag} {name}={value}>"
            if parts.fragment and tag == "a" and target in parsed:
                assert unquote(parts.fragment) in parsed[target].ids, f"{page}: {value}"


def test_ids_are_unique_on_a_page(built: Path) -> None:
    for page, parser in pages(built / "site"):
        twice = {one for one in parser.ids if parser.ids.count(one) > 1}
        assert not twice, page


def test_the_whole_text_has_every_anchor(built: Path) -> None:
    for about in sorted((built / "docs" / "data").glob("*.json")):
        if not about.with_suffix(".changes.jsonl").exists():
            continue
        said = json.loads(about.read_text("utf-8"))
        parser = parse(built / "site" / "texts" / said["id"] / "whole.html")
        wanted = {passage["id"] for passage in said["passages"]}
        wanted |= {section["id"] for section in said["sections"] if section["heading"]}
        assert wanted <= set(parser.ids)


@pytest.mark.parametrize("book", [None, "hostile"])
def test_what_is_read_is_the_clean_text(built: Path, tmp_path: Path, book: str | None) -> None:
    """Through Markdown and MkDocs every passage arrives as it is, whatever characters it has.

    On the Traditional pages it arrives converted, and in no other way changed.
    """
    root = built
    if book:
        root = copy(tmp_path / book)
        shutil.copytree(
            ROOT / "tests" / "books" / book / "source_texts",
            root / "source_texts",
            dirs_exist_ok=True,
        )
        edition.build(root, silent)
    for path in (root / "site").rglob("*.html"):
        assert "<script>document" not in path.read_text("utf-8"), f"{path}: a text became code"
    for path in sorted((root / "docs" / "data").glob("*.changes.jsonl")):
        ident = path.name.removesuffix(".changes.jsonl")
        said = json.loads(path.with_name(f"{ident}.json").read_text("utf-8"))
        for script, tree in site.TREES.items():
            wanted = {one["id"]: convert(one["text"], script) for one in said["passages"]}
            texts = root / "site" / tree / "texts" / ident
            assert parse(texts / "whole.html").passages == wanted
            for section in said["sections"]:
                page = parse(texts / section["page"])
                assert page.passages == {one: wanted[one] for one in section["passages"]}


def test_links_are_symmetric_and_their_wording_is_there(built: Path) -> None:
    links = json.loads((built / "docs" / "data" / "links.json").read_text("utf-8"))
    assert links
    pairs = [
        tuple(link[end][key] for end in ("source", "target") for key in ("text", "id"))
        for link in links
    ]
    assert len(pairs) == len(set(pairs))
    for link in links:
        assert link["source"]["text"] < link["target"]["text"]
        assert 0 < link["score"] <= 1
        for words in link["shared"]:
            assert words in link["source"]["quote"] and words in link["target"]["quote"]
        for one, other in (("source", "target"), ("target", "source")):
            page = page_of(built, link[one])
            wanted = f"{page_of(built, link[other]).name}#{link[other]['id']}"
            assert wanted in page.read_text("utf-8"), "linked from both sides"


def page_of(built: Path, end: dict[str, str]) -> Path:
    said = json.loads((built / "docs" / "data" / f"{end['text']}.json").read_text("utf-8"))
    section = next(s for s in said["sections"] if end["id"] in s["passages"])
    return built / "site" / "texts" / end["text"] / str(section["page"])


def test_the_comparison_shows_both_texts_whole(built: Path) -> None:
    """The two columns of the record page, taken together, are the source and the clean text."""
    made = edition.read(built, silent)
    for work in made.works:
        for script in Script:
            found = list(lines(work, entries(work), script))
            raw = "".join(plain(line.raw) for line in found)
            clean = "".join(plain(line.clean) for line in found)
            assert raw == re.sub(r"[\r\n]", "", work.cleaned.source.text)
            gap = convert("〔抄本至此中断〕", script)
            whole = "".join(convert(one, script) for one in work.cleaned.text.split("\n"))
            assert clean.replace(gap, "") == whole


def plain(markup: str) -> str:
    """What one reads of a line of the comparison."""
    return unescape(re.sub(r"<[^>]*>", "", markup)).strip()


def test_the_raw_files_can_be_rebuilt(built: Path) -> None:
    proofs = verify.verify(built)
    assert proofs and all(proof.holds for proof in proofs)


def test_a_tampered_text_does_not_verify(tmp_path: Path) -> None:
    root = copy(tmp_path / "tampered")
    path = root / "docs" / "data" / "huiyi-jianghua.txt"
    path.write_text(path.read_text("utf-8").replace("必须", "应当", 1), "utf-8")
    assert [proof.id for proof in verify.verify(root) if not proof.holds] == ["huiyi-jianghua"]


def test_a_third_text_needs_no_code(tmp_path: Path) -> None:
    root = copy(tmp_path / "third")
    text = (
        "加强基层治理\n各位代表：\n一、为基层减负\n"
        "（一）精简会议文件。大幅减少检查考核，为基层减负，让基层干部安心干事。\n"
        "二、共建共治共享\n完善社会治理格局。\n"
    )
    (root / "source_texts" / "third.txt").write_bytes(text.encode("gb18030"))
    made = edition.build(root, silent)
    assert "third" in [work.id for work in made.works]
    assert (root / "site" / "texts" / "third" / "1-1.html").exists()
    assert "加强基层治理" in (root / "site" / "index.html").read_text("utf-8")
    assert any("third" in (link.source.text, link.target.text) for link in made.links)
    (root / "source_texts" / "third.txt").unlink()
    (root / "published" / "third.tsv").unlink()  # no site ever had it
    edition.build(root, silent)
    assert not (root / "docs" / "texts" / "third").exists(), "a text that is gone leaves no pages"


def test_bad_input_leaves_the_last_good_site(tmp_path: Path) -> None:
    root = copy(tmp_path / "bad")
    edition.build(root, silent)
    before = content(root)
    for name, data in (("empty.txt", b""), ("x.yml", b"title: x")):
        (root / "source_texts" / name).write_bytes(data)
        with pytest.raises(Faults):
            edition.build(root, silent)
        (root / "source_texts" / name).unlink()
    assert content(root) == before


def test_a_page_that_mkdocs_warns_of_stops_the_build(tmp_path: Path) -> None:
    root = copy(tmp_path / "broken")
    edition.build(root, silent)
    before = content(root / "site")
    (root / "docs" / "about.md").write_text("# 说明\n\n[断](nowhere.md)\n", "utf-8")
    with pytest.raises(Faults, match=r"nowhere\.md"):
        edition.build(root, silent)
    assert content(root / "site") == before


def test_both_scripts_settle_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy(tmp_path / "half")
    edition.build(root, silent)
    before = content(root)
    sidecar = root / "source_texts" / "tizhi-jizhi.yml"
    said = sidecar.read_text("utf-8")
    sidecar.write_text(said.replace("健全", "完善", 1), "utf-8")
    make = site.make

    def fails(
        root: Path, docs: Path, place: Path, script: Script, more: Mapping[str, bytes]
    ) -> str:
        if script is Script.HANT:
            raise Faults([])
        return make(root, docs, place, script, more)

    monkeypatch.setattr(site, "make", fails)
    with pytest.raises(Faults):
        edition.build(root, silent)
    monkeypatch.undo()
    publish.recover(root)
    sidecar.write_text(said, "utf-8")
    assert content(root) == before
    sidecar.write_text(said.replace("健全", "完善", 1), "utf-8")
    edition.build(root, silent)
    for tree, title in (("", "完善社会工作"), ("zh-hant", "完善社會工作")):
        assert title in (root / "site" / tree / "index.html").read_text("utf-8")


def test_a_broken_generated_file_is_written_anew(tmp_path: Path) -> None:
    root = copy(tmp_path / "broken")
    (root / "docs" / ".nav.yml").write_text("{", "utf-8")
    edition.build(root, silent)
    assert differences(root) == []


def test_noindex_reaches_every_page_of_its_text_and_the_sitemap(tmp_path: Path) -> None:
    root = copy_ours(tmp_path / "noindex")
    sidecar = root / "source_texts" / "tizhi-jizhi.yml"
    sidecar.write_text(sidecar.read_text("utf-8") + "noindex: true\n", "utf-8")
    settle_at(root, "https://example.org/")
    edition.build(root, silent)
    robots = '<meta name="robots" content="noindex">'
    for path in (root / "site").glob("**/texts/*/*.html"):
        assert (robots in path.read_text("utf-8")) == (path.parent.name == "tizhi-jizhi")
    sitemap = (root / "site" / "sitemap.xml").read_text("utf-8")
    assert "huiyi-jianghua/1-1.html" in sitemap
    assert "tizhi-jizhi" not in sitemap


def test_check_tells_what_differs(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "checked"
    shutil.copytree(built, root)
    monkeypatch.setattr(cli, "ROOT", root)
    assert cli.main(["check"]) == 0
    assert cli.main(["verify"]) == 0
    (root / "docs" / "texts" / "extra.md").write_text("x", "utf-8")
    (root / "docs" / "data" / "links.json").unlink()
    index = root / "docs" / "search" / "search_index.json"
    index.write_text(index.read_text("utf-8").replace("重要论述", "重要言论", 1), "utf-8")
    capsys.readouterr()
    assert cli.main(["check"]) == 1
    said = capsys.readouterr().out
    assert "docs/texts/extra.md: left over" in said
    assert "docs/data/links.json: missing" in said
    assert "重要言论" in said
    assert "重要论述" in said


def test_another_theme_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "THEME", "9.0.0")
    with pytest.raises(Faults, match=r"mkdocs-material 9\.\d+\.\d+ is installed, made for 9\.0\.0"):
        edition.build(copy(tmp_path / "theme"), silent)


@pytest.mark.parametrize("moved", range(7))
def test_an_interrupted_move_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    """Killed after any number of pieces: the next run ends where the first would have."""
    root = tmp_path / "killed"
    (root / "docs" / "texts").mkdir(parents=True)
    (root / "docs" / "texts" / "old.md").write_text("old", "utf-8")
    (root / "docs" / "about.md").write_text("by hand", "utf-8")
    (root / "docs" / "atlas.md").write_text("generated no longer", "utf-8")
    wanted = {
        "texts/new.md": "new",
        "data/x.txt": "x",
        "search/i.js": "i",
        "index.md": "h",
        ".nav.yml": "n",
    }
    _, place = publish.stage(root, {Script.HANS: wanted}, {})
    publish.write(place / "index.html", "site")
    replace = publish._replace
    left = iter(range(moved))

    def dies(new: Path, old: Path, aside: Path) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        replace(new, old, aside)

    monkeypatch.setattr(publish, "_replace", dies)
    if moved < 6:
        with pytest.raises(KeyboardInterrupt):
            publish.settle(root)
    else:
        publish.settle(root)
    monkeypatch.undo()
    publish.recover(root)
    found = {path: data.decode() for path, data in content(root).items()}
    expected = {f"docs/{path}": text for path, text in wanted.items()}
    assert found == {**expected, "docs/about.md": "by hand", "site/index.html": "site"}


def test_what_cannot_be_replaced_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "busy"
    publish.write(root / "docs" / "about.md", "by hand")
    publish.write(root / "site" / "index.html", "old")
    _, place = publish.stage(root, {Script.HANS: {}}, {})
    publish.write(place / "index.html", "new")
    rename = Path.rename

    def busy(self: Path, target: Path) -> Path:
        if self == place:
            raise OSError(errno.EBUSY, "Device or resource busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", busy)
    with pytest.raises(Faults, match="site: cannot be replaced: Device or resource busy"):
        publish.settle(root)
    assert (root / "site" / "index.html").read_text("utf-8") == "old"
    monkeypatch.undo()
    publish.recover(root)
    assert (root / "site" / "index.html").read_text("utf-8") == "new"


def test_of_two_builds_the_second_waits(tmp_path: Path) -> None:
    said: list[str] = []
    waits, ended = Event(), Event()

    def heard(line: str) -> None:
        said.append(line)
        waits.set()

    def second() -> None:
        with publish.alone(tmp_path, heard):
            ended.set()

    with publish.alone(tmp_path, said.append):
        assert said == []
        thread = Thread(target=second)
        thread.start()
        assert waits.wait(30)
        assert not ended.is_set()
    thread.join(30)
    assert ended.is_set()
    assert said == ["another build is running here: waiting for it to end"]


def test_an_interrupted_build_is_undone(tmp_path: Path) -> None:
    root = tmp_path / "killed"
    (root / "docs").mkdir(parents=True)
    publish.stage(root, {Script.HANS: {"texts/new.md": "new"}}, {})
    publish.recover(root)
    assert content(root) == {}


class Page(HTMLParser):
    """What a page links to, which anchors it has, and the text of its passages."""

    OURS = ("pin", "note", "gap", "mark conjecture")
    """Classes of what an editor put into a passage."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.passages: dict[str, str] = {}
        self._passage = ""
        self._ours: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        for name in ("href", "src", "action", "srcset", "poster"):
            if value := said.get(name):
                self.links.append((tag, name, value))
        if said.get("id"):
            self.ids.append(str(said["id"]))
        if said.get("class") == "passage":
            self._passage = str(said["id"])
            self.passages[self._passage] = ""
        elif self._passage and tag != "wbr":
            self._ours.append(said.get("class") in self.OURS)

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self.passages[self._passage] = self.passages.get(self._passage, "").rstrip(" ")
            self._passage = ""
            self.passages.pop("", None)
        elif self._ours:
            self._ours.pop()

    def handle_data(self, data: str) -> None:
        if self._passage and not any(self._ours):
            self.passages[self._passage] += data


def parse(path: Path) -> Page:
    return Page(path.read_text("utf-8"))


def pages(folder: Path) -> Iterator[tuple[Path, Page]]:
    for path in sorted(folder.rglob("*.html")):
        yield path, parse(path)
