"""The complaints of ``mithaq packs check``: data that loads and is wrong all the same, and what is said about it."""

import functools
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from mithaq.packcheck import check_files
from mithaq.packcheck.coverage import Coverage
from mithaq.packcheck.examples import run_examples
from mithaq.packcheck.forms import lost_forms, lost_phrases
from mithaq.packcheck.patterns import unsafe, unsafe_patterns
from mithaq.packs import loader, schema
from mithaq.packs.pack import Entry, Lexeme, Pack
from mithaq.packs.store import open_pack
from mithaq.reader import Reader

Edit = Callable[[str], str]
FRAME, OTHER = "ar/frames/condemn.toml", "ar/frames/praise.toml"
STATES, PERSONS, PLACES, ROLES = "ar/territories.tsv", "ar/persons.tsv", "ar/places.tsv", "ar/roles.tsv"
ORGANISATIONS = "ar/organisations.tsv"


def end(line: str) -> Edit:
    """Return an edit that adds a line."""
    return lambda text: text.rstrip("\n") + f"\n{line}\n"


def last_cell(text: str, code: str, column: int, value: str) -> str:
    """Return a table with one cell of one row in place of another."""
    rows = text.split("\n")
    at = next(i for i, row in enumerate(rows) if row.startswith(f"{code}\t"))
    cells = rows[at].split("\t")
    cells[column] = value
    return "\n".join([*rows[:at], "\t".join(cells), *rows[at + 1 :]])


def without(tables: str, keep: int) -> Edit:
    """Return an edit that leaves the first ``keep`` tables of a kind."""

    def edit(text: str) -> str:
        parts = text.split(f"[[{tables}]]")
        tail = parts[-1].partition("\n[[")
        rest = f"\n[[{tail[2]}" if tail[2] else "\n"
        return f"[[{tables}]]".join(parts[: keep + 1]) + rest

    return edit


def person(since: str = "", until: str = "", code: str = "EGY", sector: str = "GOV", name: str = "فلان الفلاني", en: str = "Somebody") -> str:
    return f"{name}\t\t{code}\t{sector}\thead_of_state\t{since}\t{until}\t{en}\town knowledge"


# file, how it is broken, what the message must hold
WRONG: dict[str, tuple[str, Edit, list[str]]] = {
    "not-composed": (FRAME, end("# e\u0301"), ["condemn.toml:", "NFC", "composed"]),
    "tatweel": (FRAME, end("# مصـر"), ["condemn.toml:", "ARABIC TATWEEL", "column 5", "take it out"]),
    "presentation-form": (STATES, end("# \ufefb"), ["territories.tsv:", "ISOLATED FORM", "take it out"]),
    "mark-of-direction": (FRAME, end("# a\u200f"), ["RIGHT-TO-LEFT MARK"]),
    "no-break-space": (FRAME, end("# a\u00a0b"), ["NO-BREAK SPACE"]),
    "cyrillic-letter": (FRAME, end("# \u0430"), ["CYRILLIC SMALL LETTER A"]),
    "space-at-the-end": (FRAME, end("# a "), ["a space at the end"]),
    "comment-behind-arabic": (FRAME, end('[[noun]]\nword = "إدانة" # why'), ["a comment behind right-to-left text", "line of its own"]),
    "example-id-elsewhere": (OTHER, lambda t: t.replace('id = "ar-praise-1"', 'id = "ar-condemn-1"'), ["'ar-condemn-1'", "condemn.toml", "praise.toml", "expected once"]),
    "example-id-not-ascii": (FRAME, lambda t: t.replace('"ar-condemn-1"', '"ar-إدانة-1"'), ["condemn.toml", "expected ASCII"]),
    "example-expects-nothing": (FRAME, end('[[example]]\nid = "ar-x"\ntext = "x"'), ["'ar-x' expects nothing", "give «expect» or «not»"]),
    "too-few-examples": (FRAME, without("example", 1), ["condemn.toml: examples: 1; expected at least 2"]),
    "no-counterexample": (FRAME, without("counterexample", 0), ["condemn.toml: counterexamples: 0; expected at least 1"]),
    "frame-of-nothing": ("shared/operators.toml", lambda t: t.replace("[condemn]", "[condemned]"), ["condemn.toml: no such act or operator", "add it there"]),
    "state-twice": ("shared/territories.tsv", end("EGY\tstate\tx\tx\tx\tx\t1\t1"), ["shared/territories.tsv: code 'EGY' is given 2 times"]),
    "state-off-the-globe": ("shared/territories.tsv", lambda t: last_cell(t, "EGY", 6, "130"), ["EGY: lat '130'", "expected degrees"]),
    "name-of-two-states": (STATES, lambda t: last_cell(t, "TUR", 1, "مصر"), ["'مصر' means EGY and TUR", "put it under «weak»"]),
    "names-twice": (STATES, end("EGY\tx\t\t\t\t\t"), ["territories.tsv: code 'EGY' is given 2 times"]),
    "organisation-unknown": (ORGANISATIONS, end("IGO:NOPE\tIGO\tigo\tمنظمة لا أحد\t\t\t\t"), ["IGO:NOPE: not in shared/organisations.tsv", "add it there"]),
    "organisation-sector": (ORGANISATIONS, lambda t: last_cell(t, "IGO:UN", 1, "XYZ"), ["IGO:UN: sector 'XYZ'", "expected one of"]),
    "name-of-two-organisations": (ORGANISATIONS, lambda t: last_cell(t, "IGO:AU", 3, "الأمم المتحدة"), ["'الأمم المتحدة' means IGO:UN and IGO:AU"]),
    "person-from-after-to": (PERSONS, end(person("2020-05", "2019")), ["Somebody: from 2020-05 to 2019", "expected from to lie before to"]),
    "person-time": (PERSONS, end(person("5/2020")), ["Somebody: '5/2020' is no time", "expected 2024, 2024-05"]),
    "person-code": (PERSONS, end(person(code="XXX")), ["Somebody: code 'XXX' is no state or organisation"]),
    "person-sector": (PERSONS, end(person(sector="gov")), ["Somebody: sector 'gov'"]),
    "person-of-two-names": (PERSONS, end(person() + "\n" + person(en="Another")), ["'فلان الفلاني' means Somebody and Another"]),
    "place-country": (PLACES, end("مكان\t\tPlace\tXXX\t1\t1\tcity"), ["Place: country 'XXX' is no state"]),
    "place-coordinates": (PLACES, end("مكان\t\tPlace\tEGY\t95\t1\tcity"), ["Place: lat '95'", "expected degrees"]),
    "role-sector": (ROLES, end("فلان\t\t\t\tperson\tABC\tother"), ["sector 'ABC'"]),
    "role-twice": (ROLES, end("فلان\t\t\t\tperson\tGOV\tother\nفلان\t\t\t\tperson\tGOV\tother"), ["role 'فلان' is given 2 times"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("packs") / "packs"
    return shutil.copytree(loader.PACKS, root, ignore=shutil.ignore_patterns("*.py", "__pycache__"))


def complaints(root: Path) -> list[str]:
    return list(check_files(loader.load_shared(root), loader.load_source("ar", root), root))


@pytest.mark.parametrize(("file", "edit", "parts"), WRONG.values(), ids=WRONG.keys())
def test_wrong_data_is_told(copy: Path, file: str, edit: Edit, parts: list[str]) -> None:
    path = copy / file
    before = path.read_text(encoding="utf-8")
    path.write_text(edit(before), encoding="utf-8")
    try:
        found = complaints(copy)
    finally:
        path.write_text(before, encoding="utf-8")
    assert any(all(part in one for part in parts) for one in found), found


def test_untouched_files_are_in_order(copy: Path) -> None:
    assert not complaints(copy)


@functools.cache
def pack() -> Pack:
    return open_pack("ar")


def frame(**parts: object) -> schema.Frame:
    return msgspec.convert({"frame": {"id": "condemn"}, **parts}, schema.Frame)


def test_form_that_is_never_found_is_told() -> None:
    compiled = pack().compiled
    lost = Entry("وقحطب", "verb", len(compiled.lexemes))
    # filed under letters that its own do not lead to
    broken = msgspec.structs.replace(
        compiled, lexemes=[*compiled.lexemes, Lexeme("قحطب", (0,))], entries={**compiled.entries, "نقحطب": [lost]}
    )
    (told,) = lost_forms(Pack(broken))
    assert "the form 'وقحطب' of 'قحطب' is never found" in told


def test_every_form_of_the_packs_is_found_again() -> None:
    assert not list(lost_forms(pack()))
    assert not list(lost_phrases(pack(), loader.load_source("ar")))


def test_phrase_that_no_text_can_hold_is_told() -> None:
    source = loader.load_source("ar")
    broken = frame(phrase=[{"words": ["ندد ب، شدة"]}])
    (told,) = lost_phrases(pack(), msgspec_source(source, broken))
    assert "condemn.toml: the phrase 'ندد ب، شدة' is never found" in told


def msgspec_source(source: loader.PackSource, only: schema.Frame) -> loader.PackSource:
    import dataclasses

    return dataclasses.replace(source, frames=[only])


@pytest.mark.parametrize("regex", ["(a+)+", "(?:[ab]*c?)*", "((?:x|y)+ ?)+z"])
def test_pattern_that_can_run_away_is_told(regex: str) -> None:
    (told,) = unsafe(regex, "here")
    assert told.startswith("here: an open repeat inside another") and "bound one of them" in told


@pytest.mark.parametrize("regex", ["(a+)b", "(?:ab){2,5}", "(a{1,3})+", "[a-z]+ [0-9]*"])
def test_pattern_that_cannot_run_away_is_none(regex: str) -> None:
    assert not list(unsafe(regex, "here"))


def test_pattern_that_does_not_compile_is_told() -> None:
    (told,) = unsafe("[z-a]", "ar/language.toml, letters")
    assert told.startswith("ar/language.toml, letters: '[z-a]' is no pattern")


def test_patterns_of_the_packs_are_safe() -> None:
    assert not list(unsafe_patterns(pack()))


CONDEMNED = {"id": "ar-x", "text": "أدانت مصر الهجوم على تركيا."}


@pytest.mark.parametrize(
    ("example", "problems"),
    [
        ({**CONDEMNED, "expect": [{"event": "ACCUSE", "actor": ["EGY"]}]}, []),
        ({**CONDEMNED, "expect": [{"event": "AID"}]}, ["condemn.toml: example ar-x: missed {'event': 'AID'}"]),
        ({**CONDEMNED, "not": ["ACCUSE"]}, ["condemn.toml: example ar-x: read ACCUSE, which it must not"]),
        ({**CONDEMNED, "expect": [{"event": "AID"}], "known_failure": "so"}, []),
        ({**CONDEMNED, "expect": [{"event": "ACCUSE"}], "known_failure": "so"}, ["condemn.toml: example ar-x passes: take its known_failure out"]),
    ],
    ids=["met", "missed", "forbidden", "known", "known-no-more"],
)
def test_examples_are_read(example: dict[str, object], problems: list[str]) -> None:
    assert run_examples(frame(example=[example]), Reader(["ar"]), "ar").problems == problems


def test_coverage_counts_what_the_examples_hold() -> None:
    row = Coverage(pack()).frame(frame(example=[CONDEMNED]), 0)
    assert row.frame == "condemn" and 0 < row.shown < row.wordings < row.forms and row.examples == 1
