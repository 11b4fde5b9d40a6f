"""A new language's folder: every file that a pack needs, begun after the pack of a like language and without its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from mithaq.errors import PackError
from mithaq.packs import loader, schema

_CODE = re.compile(r"[a-z]{2,3}")
_TABLES: dict[str, type[msgspec.Struct]] = {
    "persons.tsv": schema.Person,
    "places.tsv": schema.PlaceRow,
    "roles.tsv": schema.Role,
    "modifiers.tsv": schema.Modifier,
    "honorifics.tsv": schema.Honorific,
    "given_names.tsv": schema.NamePart,
    "nouns.tsv": schema.PlainNoun,
}
_DATES = """\
# Dates and periods. How patterns read stands at the top of packs/ar/dates.toml; figures are here, words are yet to come.

[view]
ignore_case = true

[clitics]

[glue]
slash = "[/.\\\\-–]"

# what stands between two wordings of one day, and between the two ends of a period
[joins]
same = '[^\\S\\n]*[,(]?[^\\S\\n]*'
range = '[^\\S\\n]*[-–—][^\\S\\n]*'
and = '(?!)'
between = '(?!)'
from = '(?!)'

[slot.day]
digits = "0?[1-9]|[12]\\\\d|3[01]"

[slot.month]
digits = "0?[1-9]|1[0-2]"

[slot.year]
digits = "1[6-9]\\\\d\\\\d|20\\\\d\\\\d"

[[rule]]
id = "numeric"
means = "calendar"
patterns = ["{day} <slash> {month} <slash> {year}", "{year} <slash> {month} <slash> {day}"]
examples = ["<3/4/2025>", "<2025-04-03>"]
"""
_AMOUNTS = """\
# Money, quantities and counts of people. How the tables read stands at the top of packs/ar/amounts.toml.

[view]
ignore_case = true

[words]

[number]

[follows]

[sign]
"$" = "USD"
"€" = "EUR"
"£" = "GBP"
"%" = "percent"

[[unit]]
id = "percent"
kind = "share"
words = ["%"]

[[currency]]
id = "EUR"
words = ["€"]
"""


def begin_pack(language: str, like: str, root: Path = loader.PACKS) -> list[Path]:
    """Write the files of a new language and return them; names of states and bodies have their rows, all words are missing.

    Args:
        language: the code of the language (ISO 639), which is its folder.
        like: a language that has a pack, whose settings and lists of function words are taken over.
        root: the folder of packs.

    Raises:
        PackError: if the code is none, the language has a folder, or ``like`` has no pack.
    """
    if not _CODE.fullmatch(language):
        raise PackError("P016", f"{language!r} is no code of a language; expected two or three small letters, as in ISO 639")
    folder = root / language
    if folder.exists():
        raise PackError("P017", f"packs/{language} is there already; `mithaq packs check {language}` says what it lacks")
    source, shared = loader.load_source(like, root), loader.load_shared(root)
    files = {
        "language.toml": _settings(language, (root / like / "language.toml").read_text(encoding="utf-8")),
        "territories.tsv": _rows(schema.TerritoryNames, (row.code for row in shared.territories if row.kind == "state")),
        "organisations.tsv": _organisations(shared),
        **{name: _header(kind) for name, kind in _TABLES.items()},
        "verbs.tsv": _header(schema.PlainLemma if source.settings.inflects == "lemma" else schema.PlainVerb),
        "particles.toml": "# Function words by class, and lists of words that rules ask for.\n\n" + "".join(f"{name} = []\n" for name in source.particles),
        "topics.toml": _topics(source.topics),
        "light_verbs.toml": "# Verbs that hand their subject to the noun after them.\n",
        "assessments.toml": "# Words by which somebody judges what another does.\n\n[negative]\nadjectives = []\nnouns = []\n\n[positive]\nadjectives = []\nnouns = []\n",
        "dates.toml": _DATES,
        "amounts.toml": _AMOUNTS,
    }
    (folder / "frames").mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def _settings(language: str, text: str) -> str:
    """Return another language's settings under a new name, without its lists of words and endings."""
    text = re.sub(r'(?m)^name = ".*"$', f'name = "{language}"', text)
    text = re.sub(r"(?ms)^(\w+) = \[.*?\]$", r"\1 = []", text)
    return re.sub(r"(?ms)\n(#[^\n]*\n)?\[contractions\].*", "", text)


def _header(kind: type[msgspec.Struct]) -> str:
    """Return the first lines of an empty table."""
    return "\t".join(field.encode_name for field in msgspec.structs.fields(kind)) + "\n# Source:\n"


def _rows(kind: type[msgspec.Struct], codes: Iterable[str]) -> str:
    """Return a table with the first cell of each row filled."""
    spare = "\t" * (len(msgspec.structs.fields(kind)) - 1)
    return _header(kind) + "".join(f"{code}{spare}\n" for code in codes)


def _organisations(shared: loader.SharedSource) -> str:
    """Return the table of organisations with the rows of those between states."""
    rows = dict.fromkeys((row.code, row.sector, row.kind) for row in shared.organisations if row.code.startswith("IGO:"))
    return _header(schema.OrganisationNames) + "".join("\t".join(row) + "\t\t\t\t\t\n" for row in rows)


def _topics(topics: schema.Topics) -> str:
    """Return the topics of another language without their words."""
    lines = ["# Words that tell what something is about, and how it was said.", "", "[contexts]", *(f"{name} = []" for name in topics.contexts)]
    lines += ["", "[media]", *(f"{name} = []" for name in topics.media), "", "[words]", "conditions = []", "invitations = []", "ordinals = []"]
    return "\n".join(lines) + "\n"
