"""The proof: the raw file, rebuilt from what is published and nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from edition.faults import Fault, Faults
from edition.model import Certainty, Change
from edition.record import replay, undo


@dataclass(frozen=True)
class Proof:
    """What came of one text."""

    id: str
    raw: str
    """SHA-256 of the raw file."""
    rebuilt: str
    """SHA-256 of the raw file as rebuilt from clean text and record."""
    clean: str
    """SHA-256 of the published clean text."""
    replayed: str
    """SHA-256 of the clean text as replayed from raw text and record."""
    published: tuple[str, str]
    """Both sums as the edition publishes them."""

    @property
    def holds(self) -> bool:
        """Whether both ways lead to exactly what is published."""
        made = (self.rebuilt, self.replayed)
        return (self.raw, self.clean) == made == self.published

    def __str__(self) -> str:
        def line(name: str, published: str, made: str) -> str:
            return f"  {name}  {published}  {'=' if published == made else '≠'}  {made}"

        return "\n".join(
            [
                f"{self.id}: {'holds' if self.holds else 'DOES NOT HOLD: run python3 build.py'}",
                line("raw    = undo(clean, record)", self.raw, self.rebuilt),
                line("clean  = replay(raw, record)", self.clean, self.replayed),
            ]
        )


def verify(root: Path) -> list[Proof]:
    """Prove every text that docs/data/ publishes.

    Raises Faults when nothing is published, or files of a text are missing.
    """
    published = sorted(root.glob("docs/data/*.changes.jsonl"))
    faults = (
        [] if published else [Fault("docs/data", 0, "nothing is published", "python3 build.py")]
    )
    proofs = []
    for path in published:
        ident = path.name.removesuffix(".changes.jsonl")
        try:
            proofs.append(_prove(root, ident))
        except (OSError, ValueError, LookupError, TypeError) as error:
            faults.append(
                Fault(
                    f"docs/data/{ident}",
                    0,
                    f"cannot be verified: {error}",
                    "python3 build.py",
                )
            )
    if faults:
        raise Faults(faults)
    return proofs


def _prove(root: Path, ident: str) -> Proof:
    data = root / "docs" / "data"
    about = json.loads((data / f"{ident}.json").read_text("utf-8"))
    clean = (data / f"{ident}.txt").read_bytes().decode("utf-8")
    record = [
        _change(json.loads(line))
        for line in (data / f"{ident}.changes.jsonl").read_text("utf-8").split("\n")
        if line
    ]
    raw = (root / "source_texts" / about["file"]).read_bytes()
    encoding = about["raw"]["encoding"]
    rebuilt = undo(clean, record).encode(encoding)
    replayed = replay(raw.decode(encoding), record)
    return Proof(
        ident,
        _sum(raw),
        _sum(rebuilt),
        _sum(clean.encode()),
        _sum(replayed.encode()),
        (about["raw"]["sha256"], about["clean"]["sha256"]),
    )


def _change(said: dict[str, Any]) -> Change:
    """A line of the record, read back; why and how sure does not matter to the proof."""
    start, end, raw, clean = (said[key] for key in ("start", "end", "raw", "clean"))
    return Change(int(start), int(end), raw, clean, (), (), Certainty.MECHANICAL)


def _sum(data: bytes) -> str:
    return sha256(data).hexdigest()
