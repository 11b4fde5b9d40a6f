"""The date patterns of every pack written left to right: what each rule's own examples hold, and what holds no date."""

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import mithaq.packs
from mithaq.annotate.dates import DateGrammar, find_dates
from mithaq.text.fold import fold

PACKS = Path(mithaq.packs.__file__).parent
FILES = {path.parent.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(PACKS.glob("*/dates.toml")) if path.parent.name != "ar"}
GRAMMARS = {language: DateGrammar.from_data(data) for language, data in FILES.items()}
# a Friday
PUBLISHED = datetime.date(2025, 4, 4)


def entries(*, silent: bool) -> list[tuple[str, dict[str, Any], str]]:
    """Return language, entry and example of what yields a date, or of what does not."""
    return [
        (language, entry, text)
        for language, data in FILES.items()
        for entry in (*data["rule"], *data.get("block", ()))
        if (entry.get("means", "none") == "none") == silent
        for text in entry["examples"]
    ]


@pytest.mark.parametrize(("language", "rule", "example"), entries(silent=False), ids=lambda part: part["id"] if isinstance(part, dict) else None)
def test_rule_reads_its_example(language: str, rule: dict[str, Any], example: str) -> None:
    text = fold(example.replace("<", "").replace(">", "")).text
    words = fold(example[example.index("<") + 1 : example.index(">")]).text
    found = {(text[hit.start : hit.end], name) for hit in find_dates(text, GRAMMARS[language], PUBLISHED) for name in re.findall(r"\w+", hit.rule)}
    assert (words, rule["id"]) in found


@pytest.mark.parametrize(("language", "entry", "example"), entries(silent=True), ids=lambda part: str(part.get("id", "block")) if isinstance(part, dict) else None)
def test_what_is_no_date_is_not_read(language: str, entry: dict[str, Any], example: str) -> None:
    assert not find_dates(fold(example).text, GRAMMARS[language], PUBLISHED), entry


@pytest.mark.parametrize("language", FILES)
def test_rules_have_examples_and_blocks_name_rules(language: str) -> None:
    data = FILES[language]
    assert all(entry["examples"] for entry in (*data["rule"], *data.get("block", ())))
    assert {name for block in data.get("block", ()) for name in block["rules"]} <= {rule["id"] for rule in data["rule"]}
