"""Who wrote a report: the agency behind the outlet that prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mithaq.sources.datelines import named_origins, read_dateline, read_signature, signers
from mithaq.sources.words import table

_TAIL_LINES = 4
_LABEL_END = re.compile(r"\s*[:：]\s*")


def origin_of(text: str, publisher: str | None = None, credits: Iterable[str] = ()) -> str:
    """Return the code of the agency or outlet that a report is of, "" where it names none or several.

    Its dateline counts first, then the signature at its end, then a line «المصدر: …», then ``credits`` (the bylines
    of a page), then an agency that publishes itself.

    Args:
        text: the text of the report.
        publisher: the name or address of the outlet.
        credits: who else is named as its source or author.
    """
    dateline = read_dateline(text)
    if dateline is not None:
        return dateline.origin
    for code in (read_signature(text), _stated_source(text), *map(named_origins, credits)):
        if code is not None:
            return code
    return _publishing_agency(publisher)


def _stated_source(text: str) -> str | None:
    """Return the code that one of the last lines states: «المصدر: رويترز»."""
    labels = {row["words"] for row in table("furniture.tsv") if row["kind"] == "source"}
    for line in text.rstrip().split("\n")[-_TAIL_LINES:]:
        label, *rest = _LABEL_END.split(line.strip(), maxsplit=1)
        if rest and label in labels:
            return named_origins(rest[0])
    return None


def _publishing_agency(publisher: str | None) -> str:
    """Return the code of an outlet that is an agency, by its address or its name."""
    if not publisher:
        return ""
    agencies = {signer.code for signer in signers().values() if signer.kind == "agency"}
    parts = publisher.lower().split("/")[0].split(".")
    addresses = (".".join(parts[first:last]) for first in range(len(parts)) for last in range(len(parts), first, -1))
    named = named_origins(publisher)
    return named if named in agencies else next((name for name in addresses if name in agencies), "")
