"""What is not mechanical is marked where it is read."""

from __future__ import annotations

from pathlib import Path

import edition
from tests.project import silent

SIDECAR = """\
corrections:
  - {find: 题木, read: 题目, reason: 据别本, certainty: probable}
  - {find: 贾, read: 甲, reason: 据别本, certainty: unique}
  - {find: 己。二, read: 已。二, reason: 据别本, certainty: probable}
conjectures:
  - {find: 丙, read: 丁, reason: 文义}
"""


def rendered(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "mkdocs.yml").write_text("site_name: 书\n", "utf-8")
    texts = tmp_path / "source_texts"
    texts.mkdir()
    (texts / "a.txt").write_text("题木\n一、贾\n一是自己。二是乙。\n丙。\n", "utf-8")
    (texts / "a.yml").write_text(SIDECAR, "utf-8")
    return edition.render(edition.read(tmp_path, silent))


def test_what_meets_two_passages_is_marked_in_both(tmp_path: Path) -> None:
    files = rendered(tmp_path)
    for page, first in (("whole", 3), ("1", 2)):
        made = files[f"texts/a/{page}.md"]
        assert f'自<span class="mark probable">已。</span><a class="note" href="#n{first}"' in made
        assert f'<span class="mark probable">二</span><a class="note" href="#n{first + 1}"' in made
        numbers = range(1, first + 3)
        assert all(made.count(f'id="{side}{n}"') == 1 for side in "nr" for n in numbers)
        assert f"n{numbers.stop}" not in made


def test_what_meets_a_heading_has_its_note_below_it(tmp_path: Path) -> None:
    files = rendered(tmp_path)
    whole = files["texts/a/whole.md"]
    below = '<p class="on-heading">标题有校记 <a class="note" href="#n{0}" id="r{0}">'
    assert [whole.count(below.format(n)) for n in (1, 2, 3)] == [1, 1, 0]
    assert files["texts/a/1.md"].count(below.format(1)) == 1
