"""The edition's vocabulary: what every stage hands to the next.

Text is a plain string. Whatever is known about it (changes, headings, passages,
shared wording, terms) is a span beside it: `start` and `end` are offsets in characters, end
exclusive, into the string that the docstring names. Only an output puts the
two together. All types are frozen; this module imports nothing of ours.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import sha256


class Certainty(StrEnum):
    """How sure a reading is: one scale everywhere, surest first.

    The first three are applied to the clean text. A conjecture never is: it is
    shown beside what the source has.

    >>> max(Certainty.UNIQUE, Certainty.MECHANICAL, key=Certainty.rank)
    <Certainty.UNIQUE: 'unique'>
    """

    MECHANICAL = "mechanical"
    """Noise by its very form: pinyin, script, punctuation, spacing, litter."""
    UNIQUE = "unique"
    """Only one reading re-simulates to the damage that stands in the source."""
    PROBABLE = "probable"
    """Several readings do; a lexicon or a prior for punctuation decided."""
    CONJECTURE = "conjecture"
    """A person's, without a proof."""

    def rank(self) -> int:
        """0 for the surest."""
        return list(Certainty).index(self)


class FlagKind(StrEnum):
    """Why a place is marked although nothing was changed there."""

    DOUBT = "doubt"
    """Something foreign stands here; what it displaced is not known."""
    DAMAGE = "damage"
    """A character is lost: no reading re-simulates, or too many do, or only a box is left."""
    PLACEHOLDER = "placeholder"
    """The source itself hides a name or number (`XX`)."""
    GAP = "gap"
    """Text is missing; the span is empty."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What supports a repair of damaged bytes."""

    reading: str
    """The repaired reading in the source's own script."""
    bytes: str
    """The same in GBK, hexadecimal, a character at a time."""
    candidates: int
    """How many readings re-simulate to exactly the damage, that have no more characters of
    which no trace is left than the one that was chosen."""
    runner_up: str
    """The next best of them; empty when the reading is the only one."""
    hosts: tuple[tuple[str, str], ...] = ()
    """Characters with their readings that the bytes of two others happened to spell."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a rule proposes: `new` instead of `start:end` of the text it was given."""

    start: int
    end: int
    new: str
    reason: str
    certainty: Certainty = Certainty.MECHANICAL
    evidence: Evidence | None = None
    settles: bool = False
    """A person's word: what rules had made of the place no longer counts."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A place that is marked and left alone.

    A rule yields it at offsets of the text it was given; in `Cleaned` it
    stands at offsets of the raw text, like the record.
    """

    start: int
    end: int
    kind: FlagKind
    note: str
    conjecture: str = ""
    """What a person believes stood here (from the sidecar); empty when nobody ventured one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the record: `old` at `start:end` of the raw text reads `new` in the clean text.

    Where several rules met at one place there is one change, which names them
    all in the order they acted: the record never speaks of a text that nobody
    can see.
    """

    start: int
    end: int
    old: str
    new: str
    rules: tuple[str, ...]
    reasons: tuple[str, ...]
    certainty: Certainty
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Proposal:
    """A person's entry in a sidecar: where `find` stands in the raw text, read `read`."""

    find: str
    read: str
    reason: str
    certainty: Certainty
    start: int
    """Offset of `find` in the raw text."""
    line: int
    """Where the entry stands in the sidecar, counted from 1."""

    @property
    def end(self) -> int:
        """End of `find` in the raw text."""
        return self.start + len(self.find)


@dataclass(frozen=True)
class Metadata:
    """What a sidecar says of its text. Every field may be missing from the sidecar."""

    title: str = ""
    """Empty: the title that stands at the head of the text."""
    title_editorial: bool = False
    """The title is ours, not the source's."""
    author: str = ""
    date: str = ""
    source: str = ""
    source_url: str = ""
    inferred: tuple[tuple[str, str], ...] = ()
    """(field, what it was inferred from), for each field the file does not state itself."""
    witnesses: str = ""
    rights: str = ""
    noindex: bool = False
    script: str = "auto"
    headings: str = "auto"
    corrections: tuple[Proposal, ...] = ()
    conjectures: tuple[Proposal, ...] = ()


@dataclass(frozen=True)
class Source:
    """A text as it was scraped."""

    id: str
    """ASCII; names its files, its pages and its part of every address."""
    file: str
    """The name of the file it was read from."""
    bytes: bytes = field(repr=False)
    encoding: str
    """`text.encode(encoding)` gives the bytes back."""
    text: str = field(repr=False)
    """The raw text: the bytes decoded, nothing else (line ends as they are)."""
    meta: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True)
class Cleaned:
    """A source with its clean text, and the proof."""

    source: Source
    text: str = field(repr=False)
    """The clean text: one paragraph a line."""
    record: Sequence[Change] = field(repr=False)
    """Every change, in order, at offsets of the raw text."""
    flags: tuple[Flag, ...]
    """In order, at offsets of the raw text."""


@dataclass(frozen=True)
class Heading:
    """A heading's place in the clean text, and the two parts it shows."""

    start: int
    end: int
    """Past the heading's own closing mark."""
    label: str
    """Its number as it stands (`一、`), or nothing."""
    title: str
    """Its words, without number and closing mark."""

    def __str__(self) -> str:
        return self.label + self.title


@dataclass(frozen=True)
class Passage:
    """What can be cited and linked: a paragraph, or a numbered point of one."""

    id: str
    """`p1-2-3`: its section's path and its place there."""
    start: int
    end: int
    head: Heading | None = None
    """The run-in heading it opens with: inside `start:end`."""


@dataclass(frozen=True)
class Section:
    """A heading and all that stands below it."""

    path: tuple[int, ...]
    """(1, 2) is the second section of the first; (0,) the opening."""
    heading: Heading | None
    """None for an opening."""
    passages: tuple[Passage, ...]
    """Its own text, before its first child."""
    children: tuple[Section, ...] = ()
    published: str = ""
    """The name it was first published under, where its path would give it another today."""

    @property
    def id(self) -> str:
        """`s1-2`, the anchor."""
        return "s" + self.name

    @property
    def name(self) -> str:
        """`1-2`, the name of its page."""
        return self.published or "-".join(map(str, self.path))

    @property
    def level(self) -> int:
        """1 for 一、, 2 for (一)."""
        return len(self.path)

    @property
    def runs_in(self) -> bool:
        """Whether its first passage opens with what it opens with: a heading, or nothing."""
        return any(self.heading == passage.head for passage in self.passages[:1])

    def units(self) -> Iterator[Unit]:
        """Its heading, unless that is its first passage's, and its own passages."""
        if self.heading and not self.runs_in:
            yield Unit(self.id, self.heading.start, self.heading.end, self)
        for passage in self.passages:
            yield Unit(passage.id, passage.start, passage.end, self)

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Unit:
    """What stands on a line of its own and can be led to: a title, a heading, a passage."""

    id: str
    """The anchor; empty for the title of a text, which has a page."""
    start: int
    end: int
    section: Section | None
    """On whose page it stands; none for a title."""


@dataclass(frozen=True)
class Outline:
    """The order of a clean text."""

    title: Heading | None
    """The title that stands in the text, if one does."""
    sections: tuple[Section, ...]

    def walk(self) -> Iterator[Section]:
        """All sections, in reading order."""
        for section in self.sections:
            yield from section.walk()

    def passages(self) -> Iterator[Passage]:
        """All passages, in reading order."""
        for section in self.walk():
            yield from section.passages

    def units(self) -> Iterator[Unit]:
        """Title, headings and passages, in reading order; a run-in heading is its passage's."""
        if self.title:
            yield Unit("", self.title.start, self.title.end, None)
        for section in self.walk():
            yield from section.units()

    def unit_at(self, offset: int) -> Unit:
        """The unit in which an offset of the clean text stands, or the last before it.

        >>> passages = Passage("p0-1", 0, 3), Passage("p0-2", 4, 6)
        >>> Outline(None, (Section((0,), None, passages),)).unit_at(5).id
        'p0-2'
        """
        return self._units[bisect_right(self._units, offset, key=lambda unit: unit.start) - 1]

    @cached_property
    def _units(self) -> tuple[Unit, ...]:
        return tuple(self.units())


VERSION = 12
"""Hexadecimal digits of a sum that tell one state of a text from another."""


@dataclass(frozen=True)
class Work:
    """One text of the edition: cleaned, and in order."""

    cleaned: Cleaned
    outline: Outline

    @property
    def id(self) -> str:
        """The source's."""
        return self.cleaned.source.id

    @property
    def meta(self) -> Metadata:
        """The sidecar's."""
        return self.cleaned.source.meta

    @property
    def title(self) -> str:
        """The sidecar's title, else the text's own, else the id."""
        own = self.outline.title.title if self.outline.title else ""
        return self.meta.title or own or self.id

    @property
    def sum(self) -> str:
        """SHA-256 of the clean text."""
        return sha256(self.cleaned.text.encode()).hexdigest()

    @property
    def version(self) -> str:
        """What a citation calls this state of the text: a sum, no clock, so anybody can check it.

        It is another as soon as a character of the clean text is.
        """
        return self.sum[:VERSION]

    def quote(self, passage: Passage) -> str:
        """The passage's clean text, with its run-in heading."""
        return self.cleaned.text[passage.start : passage.end]


@dataclass(frozen=True, order=True)
class End:
    """One end of a link."""

    text: str
    """A text's id."""
    passage: str
    """A passage's id."""


class LinkKind(StrEnum):
    """What two passages have in common, or a piece of wording they share.

    A link is of the kind that carries most of its score.
    """

    SUBSTANCE = "substance"
    """The matter itself, in words that not every text has."""
    FORMULA = "formula"
    """A set phrase of such texts: it says what they are, not what they speak of."""
    CITATION = "citation"
    """The same document or slogan, cited: `《…》` or `“…”` in both."""


@dataclass(frozen=True)
class Shared:
    """Wording that stands in both passages of a link."""

    text: str
    kind: LinkKind
    source: int
    """Offset in the clean text of the source's work: where it first stands in the passage."""
    target: int
    """The same in the target's."""


@dataclass(frozen=True)
class Link:
    """Two passages of two texts that speak of the same thing.

    Symmetric: each pair stands once, `source` in the text whose id sorts first.
    """

    source: End
    target: End
    score: float
    """0 to 1."""
    kind: LinkKind
    shared: tuple[Shared, ...]
    """Wording that stands in both passages, most telling first."""


@dataclass(frozen=True)
class Pin:
    """An id that was published, and the place it names for ever."""

    id: str
    """A section's or a passage's."""
    page: str
    """The name of the section on whose page it stood."""
    start: int
    """Of its words in the raw text."""
    end: int


@dataclass(frozen=True)
class Moved:
    """A published address whose words are found elsewhere now."""

    old: End
    page: str
    """The name of the section on whose page it stood."""
    new: End | None
    """None: its words were withdrawn."""
    why: str = ""
    """A person's reason; empty where the words themselves show where they went."""


@dataclass(frozen=True, order=True)
class Stretch:
    """A stretch of one of the texts."""

    text: str
    """A text's id."""
    start: int
    """In its clean text, like `end`."""
    end: int


class TermKind(StrEnum):
    """Why something is taken for a term."""

    NUMBERED = "numbered"
    """It counts: 四个意识, 三会一课."""
    SLOGAN = "slogan"
    """It stands in quotation marks."""
    POLICY = "policy"
    """A person says so."""
    RECURRENT = "recurrent"
    """The texts say it again and again, and not as a part of something longer."""


@dataclass(frozen=True)
class Term:
    """Words that the texts use as a set phrase, and all places where they stand."""

    words: str
    """Simplified."""
    kind: TermKind
    uses: tuple[Stretch, ...]
    """Every place of the string, one inside a longer term too; in the order of the texts."""
    definitions: tuple[Stretch, ...] = ()
    """Sentences in which a text itself says what it is."""
    inside: tuple[tuple[str, int], ...] = ()
    """Longer terms it is a part of, with how many of its uses stand there; longest first."""


@dataclass(frozen=True)
class Citation:
    """A place where a text names a document."""

    place: Stretch
    """With its title marks."""
    name: str
    """The title or short title that stands there, without the outer title marks."""
    defines: bool = False
    """Here the text says what a short title stands for."""


@dataclass(frozen=True)
class Document:
    """What the texts name in title marks, and all places where they do."""

    title: str
    """In full, as far as the texts say it; Simplified."""
    citations: tuple[Citation, ...]
    """In the order of the texts."""
    unexplained: bool = False
    """A short title, and its text does not say what it stands for."""


@dataclass(frozen=True)
class Reuse:
    """Wording that stands in two texts or more, as long as they agree."""

    words: str
    """Simplified, without punctuation and blanks."""
    places: tuple[Stretch, ...]
    """Every place of it, one inside a longer run too; in the order of the texts."""


@dataclass(frozen=True)
class Crossing:
    """A character or mark that the bytes of two neighbours spell across their border."""

    at: int
    """The place of the first of the two in `Damage.letters`."""
    spelt: str
    bytes: str
    """In GBK, hexadecimal: the last of the first, the first of the second."""
    reading: str = ""
    """What a listed character brought along; a mark has none."""


@dataclass(frozen=True)
class Damage:
    """How a text came to look as it does, found by doing it once more."""

    letters: tuple[tuple[str, str], ...]
    """The characters that were hit and the one before them, each with its bytes in GBK."""
    crossings: tuple[Crossing, ...]
    vanished: tuple[str, ...]
    """Pairs of bytes that left no trace, hexadecimal."""


@dataclass(frozen=True)
class Pattern:
    """A kind of noise, or what only looks like it, as the atlas shows it."""

    rule: str
    """The name of the rule that has to do with it; empty where all of them have."""
    name: str
    """ASCII; part of its address. No two of a rule have the same."""
    explained: str
    """One Chinese sentence."""
    context: str
    """What else stands on the page and makes noise of it."""
    raw: str
    clean: str
    """What the program makes of it."""
    record: tuple[Change, ...]
    """At offsets of `raw`, like the flags."""
    flags: tuple[Flag, ...]
    original: str
    """What it was, where the program cannot tell or is known to err."""
    fails: bool
    """It is known that this does not come out as it should."""
    damage: Damage | None = None

    @property
    def certainty(self) -> Certainty | None:
        """That of its least certain change."""
        return max((one.certainty for one in self.record), key=Certainty.rank, default=None)

    @property
    def stays(self) -> bool:
        """Whether it is left alone because nothing is wrong with it."""
        return not (self.record or self.flags or self.fails)


@dataclass(frozen=True)
class Edition:
    """All texts, what links and indexes them, and what is known of such noise."""

    name: str
    works: tuple[Work, ...]
    """In the order of their ids."""
    links: tuple[Link, ...] = ()
    """The strongest first."""
    nearest: tuple[tuple[End, End, float], ...] = ()
    """What each passage comes nearest to, with scores, best first; not all of it is linked."""
    formulas: tuple[str, ...] = ()
    """Phrases that the texts repeat between them."""
    terms: tuple[Term, ...] = ()
    """The most frequent first."""
    documents: tuple[Document, ...] = ()
    """In the order in which they are first named."""
    reuses: tuple[Reuse, ...] = ()
    """The longest first."""
    atlas: tuple[Pattern, ...] = ()
    """In the order of the rules."""
    moved: tuple[Moved, ...] = ()
    """Addresses of former builds that lead elsewhere now, in their order."""
    description: str = ""
    """What the publisher says of it, for those who only see its name."""

    @property
    def version(self) -> str:
        """What tells this state of all texts from another: the sum of what `sha256sum` prints."""
        lines = "".join(f"{work.sum}  {work.id}.txt\n" for work in self.works)
        return sha256(lines.encode()).hexdigest()[:VERSION]
