"""Bad input: everything that is wrong is said at once, each with its place and its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

import edition
from edition import settings
from edition.cli import main
from edition.faults import Faults

TEXT = "一、标题\n这是一段话，里面有些字，里面又有些字。\n"


def project(root: Path, **files: bytes | str) -> Path:
    """A project whose source_texts holds these files; `__` in a name stands for the dot."""
    folder = root / "source_texts"
    folder.mkdir()
    (root / "mkdocs.yml").write_text("site_name: 书\n", "utf-8")
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name.replace("__", ".")).write_bytes(data)
    return root


def faults(root: Path) -> list[str]:
    with pytest.raises(Faults) as raised:
        edition.read(root, lambda line: None)
    return [str(fault).splitlines()[0] for fault in raised.value.faults]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        ("\ufeff\u3000\n".encode(), "the file is empty"),
        (TEXT.encode("utf-16"), "this is UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "this is not text but binary data"),
        (TEXT.encode("utf-32"), "this is UTF-32"),
        ("café déjà vu".encode("latin-1"), "its encoding is not known"),
        (("我們的國家" * 20).encode("big5"), "its encoding is not known"),
        (
            "关于我们 联系我们 网站地图\n".encode(),
            "nothing but litter: no text is left",
        ),
        ("\u200b\u200d\n".encode(), "nothing that can be seen: no text is left"),
        (b"\x07\x08\n", "nothing that can be seen: no text is left"),
    ],
)
def test_a_file_that_is_no_text(tmp_path: Path, data: bytes, what: str) -> None:
    assert faults(project(tmp_path, a__txt=data)) == [f"source_texts/a.txt: {what}"]


def test_a_torn_byte_is_named_with_its_place(tmp_path: Path) -> None:
    whole = (TEXT * 9).encode()
    data = whole + "坏了。".encode()[:-1] + b"\n"
    at = len(whole) + 6
    expected = f"source_texts/a.txt:19: byte 0xE3 at {at} is not UTF-8, as the rest is"
    assert faults(project(tmp_path, a__txt=data)) == [expected]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends_that_are_read(tmp_path: Path, encoding: str, end: str) -> None:
    data = TEXT.replace("\n", end).encode(encoding)
    made = edition.read(project(tmp_path, a__txt=data), lambda line: None)
    assert made.works[0].cleaned.text == TEXT
    assert made.works[0].cleaned.source.encoding == encoding


def test_what_does_not_belong_in_the_folder(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        a__txt=TEXT,
        b__yml="title: 乙",
        c__html="<p>",
        README__md="x",
        __keep="",
    )
    (root / "source_texts" / "d.txt").mkdir()
    assert faults(root) == [
        "source_texts/b.yml: a sidecar without a text",
        "source_texts/c.html: not a text or a sidecar",
        "source_texts/d.txt: this is a directory",
    ]


def test_names_that_cannot_be_addresses(tmp_path: Path) -> None:
    root = project(tmp_path, a__txt=TEXT, B__txt=TEXT, 讲话__txt=TEXT, c__txt=TEXT, c__yml="id: a")
    assert faults(root) == [
        "source_texts: two texts have the id 'a'",
        "source_texts/B.txt: 'B' cannot name a text: its pages' addresses are made of it",
        "source_texts/讲话.txt: '讲话' cannot name a text: its pages' addresses are made of it",
    ]


def test_no_texts(tmp_path: Path) -> None:
    assert faults(project(tmp_path)) == ["source_texts: no texts here"]


@pytest.mark.parametrize(
    ("sidecar", "expected"),
    [
        ("autor: 某人", "1: unknown key 'autor'"),
        ("title: 甲\ntitle: 乙", "2: 'title' stands twice"),
        ("noindex: maybe", "1: noindex: 'maybe' is not known"),
        ("date: 2025\nscript: klingon", "2: script: 'klingon' is not known"),
        ("title: [甲]", "1: a text is expected here"),
        ('title: "\\ud800"', "1: U+D800 is no character of a text"),
        ("source_url: javascript:alert(1)", "1: 'javascript:alert(1)' is no address of a page"),
        ("- title", "1: `key: value` lines are expected here"),
        ("title: 'open", "1: not YAML: found unexpected end of stream"),
        ("a: b: c", "1: not YAML: mapping values are not allowed here"),
        ("corrections: x", "1: corrections: a list is expected"),
        (
            "corrections:\n - find: 没有\n   read: x\n   reason: y\n   certainty: unique",
            "2: '没有' is not found in the raw text",
        ),
        (
            "conjectures:\n - find: 里面\n   read: x\n   reason: y",
            "2: '里面' is found 2 times in the raw text",
        ),
        ("conjectures:\n - find: 标题\n   read: x", "2: 'reason' is missing"),
        ("title_editorial: true", "1: title_editorial without a title"),
        ("inferred:\n - field: date\n   from: x", "2: 'date' is not given"),
        ("title: " + "[" * 3000, "not YAML: nested too deeply"),
        (
            'conjectures:\n - {find: "标题\\n这", read: x, reason: y}',
            "2: 'find' runs over the end of a line",
        ),
        (
            "corrections:\n - {find: 标题, read: x, reason: y, certainty: conjecture}",
            "2: certainty: 'conjecture' is not known",
        ),
        ("inferred:\n - field: colour\n   from: x", "2: field: 'colour' is not known"),
        (
            "conjectures:\n - {find: 一段话, read: x, reason: y}\n"
            " - {find: 段话, read: x, reason: y}",
            "3: the entries for '一段话' and '段话' overlap in the raw text",
        ),
    ],
)
def test_a_sidecar_with_a_fault(tmp_path: Path, sidecar: str, expected: str) -> None:
    [found] = faults(project(tmp_path, a__txt=TEXT, a__yml=sidecar))
    assert found.removeprefix("source_texts/a.yml:").strip() == expected


def test_a_person_and_the_rules_at_one_place(tmp_path: Path) -> None:
    text = "第一段\u200b\u200b甲。\n具有XX特色。\n"
    sidecar = (
        'corrections:\n - {find: "\u200b甲", read: 乙, reason: y, certainty: unique}\n'
        " - {find: 有XX特, read: 有海滨特, reason: y, certainty: unique}\n"
    )
    root = project(tmp_path, a__txt=text, a__yml=sidecar)
    assert faults(root) == [
        "source_texts/a.yml:2: '\\u200b甲' cuts through a place that was changed"
    ]
    (root / "source_texts" / "a.yml").write_text(sidecar.replace('"\u200b甲"', "甲"), "utf-8")
    [work] = edition.read(root, lambda line: None).works
    assert work.cleaned.text == "第一段乙。\n具有海滨特色。\n"
    assert work.cleaned.flags == (), "what a person settled is in doubt no more"


def test_corrections_are_applied_and_conjectures_are_not(tmp_path: Path) -> None:
    sidecar = (
        "corrections:\n - {find: 又有, read: 还有, reason: 据别本, certainty: unique}\n"
        "conjectures:\n - {find: 标题, read: 题目, reason: 臆测}\n"
    )
    [work] = edition.read(project(tmp_path, a__txt=TEXT, a__yml=sidecar), lambda line: None).works
    assert work.cleaned.text == TEXT.replace("又有", "还有")
    assert [(c.rules, c.certainty) for c in work.cleaned.record] == [(("correction",), "unique")]
    assert [(f.conjecture, f.note) for f in work.cleaned.flags] == [("题目", "臆测")]


def test_a_correction_that_leaves_no_text(tmp_path: Path) -> None:
    sidecar = 'corrections:\n - {find: 甲, read: "", reason: y, certainty: unique}'
    root = project(tmp_path, a__txt="甲\n", a__yml=sidecar)
    assert faults(root) == ["source_texts/a.txt: its corrections leave no text"]


def test_all_faults_together(tmp_path: Path) -> None:
    root = project(tmp_path, a__txt=b"", b__txt=TEXT, b__yml="x: 1\ny: 2", c__yml="")
    assert len(faults(root)) == 4


@pytest.mark.parametrize("command", ["clean", "outline"])
def test_commands_on_a_bad_file(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (tmp_path / "none.txt", tmp_path):
        assert main([command, str(file)]) == 1
        said = capsys.readouterr()
        assert not said.out and str(file) in said.err and "Traceback" not in said.err


def test_commands_take_a_file_of_any_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "某 文.txt"
    file.write_text("一、甲\n话,话。\n", "utf-8")
    assert main(["clean", str(file)]) == 0
    assert capsys.readouterr().out == "一、甲\n话\uff0c话。\n"
    assert main(["outline", "--json", str(file)]) == 0
    assert capsys.readouterr().out.split() == ["[", "[", "1,", '"一、甲"', "]", "]"]


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        (
            "site_url: ",
            ["https://name.github.io", "https://name.github.io/repo/", "http://localhost:8000/a"],
            ["name.github.io", "https://a.b/?c=d", "https://a.b/index.html", "javascript:alert(1)"],
        ),
        (
            "extra:\n  report: ",
            ["https://github.com/a/b", "https://codeberg.org/a/b/", "https://gitlab.com/a/b/c"],
            [
                *("javascript:alert(1)", "github.com/a/b", "git@github.com:a/b.git"),
                *("https://github.com/a/b.git", "https://github.com/a", "https://x.org/a/b/issues"),
                """'https://github.com/a/b"><script>'""",
            ],
        ),
        (
            "extra:\n  contact: ",
            ["a@b.org", "mailto:a@b.org", "https://b.org/contact?to=a"],
            ["javascript:alert(1)", "call me", "b.org/contact", "[a@b.org]"],
        ),
    ],
)
def test_addresses_of_the_publisher(
    tmp_path: Path, key: str, good: list[str], bad: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path, a__txt=TEXT)

    def told(said: str) -> list[str]:
        (root / "mkdocs.yml").write_text(f"site_name: 书\n{key}{said}\n", "utf-8")
        return [str(one) for one in settings.faults(root)]

    line = 2 + key.count("\n")
    for one in ["", '""', *good]:
        assert told(one) == []
    for one in bad:
        [said] = told(one)
        assert said.startswith(f"mkdocs.yml:{line}: ") and " is no" in said
    monkeypatch.setenv("THERE", "nonsense")
    assert told('!ENV [ELSEWHERE, ""]') == []
    [said] = told('!ENV [THERE, ""]')
    assert "(THERE): 'nonsense' is no" in said
    assert [said.splitlines()[0]] == faults(root)


def test_settings_that_are_not_yaml_are_named_with_their_line(tmp_path: Path) -> None:
    root = project(tmp_path, a__txt=TEXT)
    (root / "mkdocs.yml").write_text("site_name: 书\nextra: [a\nb: c\n", "utf-8")
    [said] = faults(root)
    assert said.startswith("mkdocs.yml:3: not YAML: ")
