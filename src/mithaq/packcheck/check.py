"""The check of one pack: all complaints of all checks, and what the pack covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mithaq.packcheck.coverage import Coverage, FrameCoverage
from mithaq.packcheck.examples import run_examples
from mithaq.packcheck.forms import lost_forms, lost_phrases
from mithaq.packcheck.lacking import lacking
from mithaq.packcheck.patterns import unsafe_patterns
from mithaq.packcheck.spelling import misspelt
from mithaq.packcheck.tables import wrong_rows
from mithaq.packs import loader, schema
from mithaq.packs.pack import Pack
from mithaq.reader import Reader

_EXAMPLES, _COUNTEREXAMPLES = 2, 1


@dataclass(slots=True)
class Report:
    """What a check found: problems as «file: what; what was expected», what the pack lacks, and what each frame covers."""

    language: str
    problems: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    known: int = 0
    passed: int = 0
    coverage: list[FrameCoverage] = field(default_factory=list)


def check_pack(pack: Pack, reader: Reader, root: Path = loader.PACKS) -> Report:
    """Return what is wrong with a pack that loads and compiles, and what it covers.

    Raises:
        PackError: where a file does not fit its schema.
    """
    report = Report(pack.language)
    shared, source = loader.load_shared(root), loader.load_source(pack.language, root)
    report.problems += check_files(shared, source, root)
    report.lacks += lacking(shared, source, root)
    report.problems += lost_forms(pack)
    report.problems += lost_phrases(pack, source)
    report.problems += unsafe_patterns(pack)
    coverage = Coverage(pack)
    for frame in source.frames:
        run = run_examples(frame, reader, pack.language)
        report.problems += run.problems
        report.passed += run.passed
        report.known += run.known
        report.coverage.append(coverage.frame(frame, run.known))
    return report


def check_files(shared: loader.SharedSource, source: loader.PackSource, root: Path = loader.PACKS) -> Iterator[str]:
    """Yield what is wrong with the files of a language as they are written, without reading a sentence."""
    yield from misspelt(loader.pack_files(source.language, root), root, source.settings.letters)
    yield from wrong_rows(shared, source)
    yield from _frames(shared, source)


def _frames(shared: loader.SharedSource, source: loader.PackSource) -> Iterator[str]:
    """Yield frames that word nothing known or prove too little, and example ids given twice."""
    seen: dict[str, str] = {}
    for frame in source.frames:
        name = frame.frame.id
        if name not in shared.acts and name not in shared.operators:
            yield f"{name}.toml: no such act or operator; expected one of shared/acts.toml or operators.toml: add it there"
        if len(frame.example) < _EXAMPLES:
            yield f"{name}.toml: examples: {len(frame.example)}; expected at least {_EXAMPLES}: add sentences that word it"
        if len(frame.counterexample) < _COUNTEREXAMPLES:
            yield f"{name}.toml: counterexamples: {len(frame.counterexample)}; expected at least {_COUNTEREXAMPLES}: add a sentence that only looks like it"
        for example in (*frame.example, *frame.counterexample):
            yield from _example(name, example, seen)


def _example(frame: str, example: schema.Example, seen: dict[str, str]) -> Iterator[str]:
    """Yield an id that is not ASCII or stands elsewhere too, and an example that expects nothing."""
    if seen.setdefault(example.id, frame) != frame:
        yield f"{frame}.toml: example id {example.id!r} stands in {seen[example.id]}.toml too; expected once: give it another"
    if not example.id.isascii():
        yield f"{frame}.toml: example id {example.id!r}: expected ASCII, since test reports escape other letters"
    if not example.expect and not example.forbid:
        yield f"{frame}.toml: example {example.id!r} expects nothing; give «expect» or «not»"
