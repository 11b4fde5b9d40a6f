"""Read the files of a pack into schema classes; broken data raises an error that names the place."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from mithaq.errors import PackError
from mithaq.packs import schema

PACKS = Path(__file__).parent
# states that organisations still name as members of their time
FORMER_STATES = frozenset({"SUN", "YUG", "SCG", "CSK", "DDR", "YMD"})
_TIME = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
# what leads to the name of a list of words in what a wording needs
_LIST = "@"
Row = TypeVar("Row", bound=msgspec.Struct)


@dataclass(frozen=True)
class SharedSource:
    """The language-neutral data: acts, operators, event types, territories, organisations."""

    acts: dict[str, schema.Act]
    operators: dict[str, schema.Operator]
    plover: dict[str, schema.EventType]
    composition: dict[str, schema.Composition]
    territories: list[schema.Territory]
    organisations: list[schema.Organisation]
    outlets: list[schema.Outlet]


@dataclass(frozen=True)
class PackSource:
    """The files of one language, decoded."""

    language: str
    settings: schema.Settings
    frames: list[schema.Frame]
    light: schema.LightVerbs
    topics: schema.Topics
    assessments: schema.Assessments
    particles: dict[str, list[str]]
    dates: dict[str, Any]
    amounts: dict[str, Any]
    territories: list[schema.TerritoryNames]
    organisations: list[schema.OrganisationNames]
    persons: list[schema.Person]
    places: list[schema.PlaceRow]
    roles: list[schema.Role]
    modifiers: list[schema.Modifier]
    honorifics: list[schema.Honorific]
    names: list[schema.NamePart]
    verbs: list[schema.PlainVerb] | list[schema.PlainLemma]
    nouns: list[schema.PlainNoun]


@functools.cache
def languages(root: Path = PACKS) -> tuple[str, ...]:
    """Return the languages that have a pack, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in root.glob("*/language.toml")))


def pack_files(language: str, root: Path = PACKS) -> list[Path]:
    """Return every file a language's pack is made of, in a fixed order."""
    return sorted([*(root / "shared").glob("*.t*"), *(root / language).rglob("*.t*")])


def load_shared(root: Path = PACKS) -> SharedSource:
    """Return the language-neutral data.

    Raises:
        PackError: where a file is missing or does not fit its schema.
    """
    folder = root / "shared"
    shared = SharedSource(
        acts=read_toml(folder / "acts.toml", dict[str, schema.Act]),
        operators=read_toml(folder / "operators.toml", dict[str, schema.Operator]),
        plover=read_toml(folder / "plover.toml", dict[str, schema.EventType]),
        composition=read_toml(folder / "composition.toml", dict[str, schema.Composition]),
        territories=read_tsv(folder / "territories.tsv", schema.Territory),
        organisations=read_tsv(folder / "organisations.tsv", schema.Organisation),
        outlets=read_tsv(folder / "outlets.tsv", schema.Outlet),
    )
    for name, act in shared.acts.items():
        if act.type is not None and (act.type not in shared.plover or act.type not in shared.composition):
            known = ", ".join(shared.plover)
            raise PackError("P010", f"{shown(folder / 'acts.toml')}, {name}.type: {act.type!r} is no event type; expected one of {known}")
    states = {row.code for row in shared.territories} | FORMER_STATES
    for row in shared.organisations:
        _check_organisation(row, states, shown(folder / "organisations.tsv"))
    return shared


def _check_organisation(row: schema.Organisation, states: set[str], where: str) -> None:
    """Raise if an organisation names a state or a time that cannot be."""
    parts = [part.split(":") for part in schema.split(row.members)]
    times = [(row.since, row.until), *((*part[1:], "", "")[:2] for part in parts)]
    wrong = [code for code in (*schema.split(row.country), *(part[0] for part in parts)) if code not in states]
    wrong += [":".join(part) for part in parts if len(part) > 3]
    wrong += [time for pair in times for time in pair if time and not _TIME.fullmatch(time)]
    wrong += [f"{since}–{until}" for since, until in times if since and until and until < since[: len(until)]]
    if wrong:
        raise PackError("P013", f"{where}, {row.code}: {', '.join(wrong)}; expected codes of shared/territories.tsv, members as ISO:since:until, times as 2024 or 2024-05")


def members_on(organisations: Iterable[schema.Organisation], day: str | None) -> dict[str, list[str]]:
    """Return the member states of each organisation on an ISO day; without a day those that have not left."""
    found = {row.code: list(dict.fromkeys(m.state for m in schema.members(row.members) if m.on(day))) for row in organisations if row.members}
    return {code: states for code, states in found.items() if states}


def load_source(language: str, root: Path = PACKS) -> PackSource:
    """Return the decoded files of one language.

    Raises:
        PackError: where a file is missing or does not fit its schema, or the language has no pack.
    """
    folder = root / language
    if not (folder / "language.toml").is_file():
        known = ", ".join(languages(root)) or "none"
        raise PackError("P001", f"language {language!r} has no pack (there are: {known})")
    settings: schema.Settings = read_toml(folder / "language.toml", schema.Settings)
    source = PackSource(
        language=language,
        settings=settings,
        frames=[read_frame(path) for path in sorted((folder / "frames").glob("*.toml"))],
        light=read_toml(folder / "light_verbs.toml", schema.LightVerbs),
        topics=read_toml(folder / "topics.toml", schema.Topics),
        assessments=read_toml(folder / "assessments.toml", schema.Assessments),
        particles=read_toml(folder / "particles.toml", dict[str, list[str]]),
        dates=read_toml(folder / "dates.toml", dict[str, Any]),
        amounts=read_toml(folder / "amounts.toml", dict[str, Any]),
        territories=read_tsv(folder / "territories.tsv", schema.TerritoryNames),
        organisations=read_tsv(folder / "organisations.tsv", schema.OrganisationNames),
        persons=read_tsv(folder / "persons.tsv", schema.Person),
        places=read_tsv(folder / "places.tsv", schema.PlaceRow),
        roles=read_tsv(folder / "roles.tsv", schema.Role),
        modifiers=read_tsv(folder / "modifiers.tsv", schema.Modifier),
        honorifics=read_tsv(folder / "honorifics.tsv", schema.Honorific),
        names=read_tsv(folder / "given_names.tsv", schema.NamePart),
        verbs=_plain_verbs(folder / "verbs.tsv", settings),
        nouns=read_tsv(folder / "nouns.tsv", schema.PlainNoun),
    )
    states = {row.code for row in read_tsv(root / "shared" / "territories.tsv", schema.Territory)}
    for row in source.territories:
        if row.code not in states:
            raise PackError("P011", f"{shown(folder / 'territories.tsv')}: code {row.code!r} is not in shared/territories.tsv; add it there or mend it")
    return source


def _plain_verbs(path: Path, settings: schema.Settings) -> list[schema.PlainVerb] | list[schema.PlainLemma]:
    """Return the verbs that word nothing, by root or by lemma as the language inflects them."""
    return read_tsv(path, schema.PlainLemma) if settings.inflects == "lemma" else read_tsv(path, schema.PlainVerb)


def read_frame(path: Path) -> schema.Frame:
    """Return a frame file, checked to carry the id of its file name."""
    frame: schema.Frame = read_toml(path, schema.Frame)
    if frame.frame.id != path.stem:
        raise PackError(
            "P004", f"{shown(path)}, frame.id: {frame.frame.id!r} is not the file's name; expected {path.stem!r}"
        )
    seen: set[str] = set()
    for example in (*frame.example, *frame.counterexample):
        if example.id in seen:
            raise PackError("P012", f"{shown(path)}: example id {example.id!r} is given twice; expected once")
        seen.add(example.id)
    return msgspec.structs.replace(frame, **{part: tuple(_with_lists(wording, frame.lists, path) for wording in getattr(frame, part)) for part in ("verb", "noun", "phrase")})


def _with_lists(wording: schema.Wording, lists: dict[str, tuple[str, ...]], path: Path) -> schema.Wording:
    """Return a wording whose needs hold the words of the lists that they name."""
    unknown = [word for word in wording.needs if word.startswith(_LIST) and word.removeprefix(_LIST) not in lists]
    if unknown:
        raise PackError("P010", f"{shown(path)}: needs {unknown[0]!r}, which is no list of the file; expected one of {', '.join(lists) or 'none'}")
    return msgspec.structs.replace(wording, needs=tuple(w for word in wording.needs for w in (lists[word.removeprefix(_LIST)] if word.startswith(_LIST) else (word,))))


def read_toml(path: Path, kind: Any) -> Any:
    """Return a TOML file converted to ``kind``."""
    try:
        data = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise PackError("P002", f"{shown(path)}: not TOML: {error}; mend the line it names") from error
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise PackError("P003", f"{shown(path)}: {error}; {_missing(data, kind)}see packs/schema.py for the keys") from error


def _missing(data: dict[str, Any], kind: Any) -> str:
    """Return the keys that a file must have at its top and has not; the converter stops at its first complaint."""
    if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
        return ""
    missing = [field.encode_name for field in msgspec.structs.fields(kind) if field.required and field.encode_name not in data]
    return f"missing: {', '.join(missing)}; " if missing else ""


def read_tsv(path: Path, kind: type[Row]) -> list[Row]:
    """Return the rows of a TSV file: a header, then rows; lines that start with ``# `` are comments."""
    lines = [
        (number, line)
        for number, line in enumerate(read_text(path).split("\n"), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines:
        raise PackError("P005", f"{shown(path)}: empty; expected a header line")
    header = lines[0][1].rstrip("\r").split("\t")
    expected = [field.encode_name for field in msgspec.structs.fields(kind)]
    if header != expected:
        raise PackError("P006", f"{shown(path)}, line {lines[0][0]}: columns {header}; expected {expected}")
    return [_row(path, number, line, header, kind) for number, line in lines[1:]]


def _row(path: Path, number: int, line: str, header: list[str], kind: type[Row]) -> Row:
    """Return one row of a TSV file."""
    cells = line.rstrip("\r").split("\t")
    if len(cells) > len(header):
        raise PackError("P007", f"{shown(path)}, line {number}: {len(cells)} cells; expected {len(header)}")
    cells += [""] * (len(header) - len(cells))
    values = dict(zip(header, (cell.strip() for cell in cells), strict=True))
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        column = str(error).rpartition("$.")[2].rstrip("`")
        found = f"; found {values[column]!r}" if column in values else ""
        raise PackError("P014", f"{shown(path)}, line {number}: {error}{found}; mend the cell") from error


def read_text(path: Path) -> str:
    """Return a pack file's text."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PackError("P008", f"{shown(path)}: missing; every pack needs this file") from error
    except UnicodeDecodeError as error:
        raise PackError("P009", f"{shown(path)}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


def shown(path: Path) -> str:
    """Return a pack file's path as messages show it: from the packs folder down."""
    return "/".join(["packs", *path.parts[-3 if path.parent.name == "frames" else -2 :]])
