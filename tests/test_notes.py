"""What is not mechanical is marked where it is read."""

from __future__ import annotations

from pathlib import Path

import edition
from tests.project import silent

SIDECAR = """\
corrections:
  - {find: 己。二, read: 已。二, reason: 据别本, certainty: probable}
conjectures:
  - {find: 丙, read: 丁, reason: 文义}
"""


def test_what_meets_two_passages_is_marked_in_both(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: 书\n", "utf-8")
    texts = tmp_path / "source_texts"
    texts.mkdir()
    (texts / "a.txt").write_text("一、甲\n一是自己。二是乙。\n丙。\n", "utf-8")
    (texts / "a.yml").write_text(SIDECAR, "utf-8")
    files = edition.render(edition.read(tmp_path, silent))
    for page in ("whole", "1"):
        made = files[f"texts/a/{page}.md"]
        assert '自<span class="mark probable">已。</span><a class="note" href="#n1"' in made
        assert '<span class="mark probable">二</span><a class="note" href="#n2"' in made
        assert '<a class="note" href="#n3"' in made
        assert [made.count(f'id="{side}{n}"') for side in "nr" for n in (1, 2, 3, 4)] == [
            *(1, 1, 1, 0),
            *(1, 1, 1, 0),
        ]
