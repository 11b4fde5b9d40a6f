"""Which column or key of a table holds which field of an article: `text=body,published=date`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from mithaq.errors import SourceError

FIELDS = ("text", "id", "language", "title", "publisher", "url", "published")
# what a column is called where nobody says which is which; the first that is there counts
_USUAL = {
    "text": ("text", "body", "content"),
    "published": ("published", "date", "published_at", "publication_date"),
    "publisher": ("publisher", "outlet", "source"),
    "url": ("url", "link"),
    "title": ("title", "headline"),
    "language": ("language", "lang"),
    "id": ("id",),
}
# a comma within a column's name ends no pair
_PAIRS = re.compile(r",(?=\s*\w+\s*=)")


def parse_columns(mapping: str) -> dict[str, str]:
    """Return which column holds which field, of `field=column` pairs joined by commas.

    Raises:
        SourceError: for a pair without «=», a field that articles do not have, or one named twice.
    """
    columns: dict[str, str] = {}
    for pair in _PAIRS.split(mapping):
        name, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column:
            raise SourceError("S017", f"column mapping {mapping!r}: {pair.strip()!r} is no pair; expected field=column, as in text=body,published=date")
        if name not in FIELDS:
            raise SourceError("S017", f"column mapping {mapping!r}: no field {name!r}; expected one of: {', '.join(FIELDS)}")
        if name in columns:
            raise SourceError("S017", f"column mapping {mapping!r}: {name!r} stands twice; name one column for it")
        columns[name] = column
    return columns


def chosen_columns(names: Iterable[str], mapping: Mapping[str, str], where: str) -> dict[str, str]:
    """Return which of the columns ``names`` holds which field; those that ``mapping`` does not name have usual names.

    Raises:
        SourceError: where a column of ``mapping`` is missing, or none holds the text.
    """
    known = list(names)
    missing = [column for column in mapping.values() if column not in known]
    if missing:
        raise SourceError("S018", f"{where}: no column {', '.join(map(repr, missing))}; found the columns {_listed(known)}; mend --map")
    by_name = {name.strip().casefold(): name for name in reversed(known)}
    chosen = dict(mapping)
    for field, usual in _USUAL.items():
        column = next((by_name[name] for name in usual if name in by_name), None)
        if field not in chosen and column is not None and column not in chosen.values():
            chosen[field] = column
    if "text" not in chosen:
        raise SourceError("S018", f"{where}: no column for the text; found the columns {_listed(known)}; name it: --map text=COLUMN")
    return chosen


def renamed(data: dict[str, Any], mapping: Mapping[str, str], where: str) -> dict[str, Any]:
    """Return an object with its keys named as fields; without a mapping as it is.

    Raises:
        SourceError: where the key that is to hold the text is missing.
    """
    if not mapping:
        return data
    if mapping.get("text", "text") not in data:
        raise SourceError("S018", f"{where}: no key {mapping.get('text', 'text')!r}; found the keys {_listed(data)}; mend --map")
    taken = set(mapping.values())
    kept = {key: value for key, value in data.items() if key not in taken}
    return kept | {field: data[key] for field, key in mapping.items() if key in data}


def _listed(names: Iterable[str]) -> str:
    """Return names for a message."""
    listed = [repr(name) for name in names]
    return ", ".join(listed[:30]) + (f" and {len(listed) - 30} more" if len(listed) > 30 else "") or "none"
