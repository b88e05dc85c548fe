"""A digital edition of noisy Chinese texts: the program in one screen.

raw bytes → source → clean text with its record → outline → addresses
          → parallels, terms, documents, shared wording → pages → books, site

This module is the only one that knows every stage; a stage knows the model and
what comes before it (tests/test_architecture.py has the order). Everything the
command line does can be done from here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from edition import addresses, cff, downloads, hosting, publish, robots, settings, site
from edition.atlas import atlas
from edition.clean import clean
from edition.clean import faults as faults_of
from edition.documents import documents
from edition.downloads import offline
from edition.faults import Faults
from edition.forms import faults as faults_of_forms
from edition.model import Edition, Source, Work
from edition.outline import outline
from edition.outputs import OUTPUTS
from edition.parallels import Comparison
from edition.reuse import reuses
from edition.script import Script
from edition.sources import read_sources
from edition.terms import faults as faults_of_terms
from edition.terms import terms

SOURCES = "source_texts"

Report = Callable[[str], None]
"""Told what is going on, a line at a time."""


def build(root: Path, report: Report = print) -> Edition:
    """Make docs/ and site/ of a project out of its source_texts/.

    Raises Faults when anything is wrong with the input; then nothing has changed.
    """
    edition = read(root, report)
    with publish.alone(root, report):
        report("writing pages")
        files = {script: render(edition, script) for script in Script}
        docs, place = publish.stage(root, files, beside(root, edition))
        report("making books")
        books = downloads.books(edition, report)
        report("drawing images for sharing")
        images = downloads.images(edition, report)
        for script in Script:
            report(f"making the site in {script}")
            more = downloads.on_site(edition, script, files[script], books) | images
            address = site.make(root, docs[script], place, script, more)
        publish.write(place / "robots.txt", robots.txt(edition, files, address))
        report("packing the site for disks")
        offline.pack(place, address)
        for fault in hosting.faults(place):
            report(f"GitHub Pages would not take this: {fault}")
        publish.settle(root)
    return edition


def read(root: Path, report: Report = print) -> Edition:
    """The edition of a project's texts.

    Raises Faults with all that is wrong with them.
    """
    faults = list(settings.faults(root))
    name, description = ("", "") if faults else site.presented(root)
    sources, wrong = read_sources(root / SOURCES)
    before, lost = addresses.read(root)
    faults += [*wrong, *faults_of_forms(), *lost]
    works = []
    for source in sources:
        report(f"cleaning {source.id} ({len(source.text):,} characters)")
        work = edit(source, report)
        faults += faults_of(work.cleaned, SOURCES)
        works.append(work)
    faults += faults_of_terms(works)
    if faults:
        raise Faults(faults)
    settled, moved, faults = addresses.settle(works, before)
    if faults:
        raise Faults(faults)
    report("looking for parallels")
    compared = Comparison(settled)
    links, nearest = compared.links(), compared.nearest()
    report("looking for terms, documents and shared wording")
    indexes = terms(settled), documents(settled), reuses(settled)
    report("running the cases of the atlas")
    return Edition(
        name,
        settled,
        links,
        nearest,
        compared.formulas,
        *indexes,
        atlas(root),
        moved,
        description,
    )


def beside(root: Path, edition: Edition) -> dict[str, str]:
    """What is written beside docs/: the published addresses, and how the edition is cited.

    Path below the root → content.
    """
    before, _ = addresses.read(root)
    pins = addresses.files(edition.works, before)
    return {f"{addresses.FOLDER}/{name}": text for name, text in pins.items()} | cff.files(edition)


def edit(source: Source, report: Report = lambda line: None) -> Work:
    """One text, cleaned and in order.

    >>> from edition.sources import of_string
    >>> edit(of_string("一、甲\\n乙。")).title
    'text'
    """
    cleaned = clean(source, report)
    return Work(cleaned, outline(cleaned))


def render(edition: Edition, script: Script = Script.HANS) -> dict[str, str]:
    """Every generated file: path below docs/ → content."""
    files: dict[str, str] = {}
    for output in OUTPUTS:
        files |= output(edition, script)
    files |= downloads.in_docs(edition, script, files)
    return dict(sorted(files.items()))
