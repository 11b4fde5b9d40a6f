"""Evidence as W3C Web Annotations (JSON-LD): one per span, selected by position and by quotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from mithaq.model import Article, Entry, Evidence, Telling
from mithaq.publish.forms import KINDS, Form, Tally, count_lines, counted, misfit

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# code points before and behind a span that let it be found again in a page that has changed
AROUND = 32


def write(entries: Iterable[Entry], path: Path, tally: Tally) -> dict[str, int]:
    """Write a collection of annotations, one a line within it, and return how many it holds."""
    head = {"@context": CONTEXT, "id": "urn:mithaq:annotations", "type": "AnnotationCollection", "label": tally.name}
    with path.open("wb") as file:
        file.write(msgspec.json.encode(head)[:-1] + b',"first":{"id":"urn:mithaq:annotations:1","type":"AnnotationPage","startIndex":0,"items":[')
        for number, row in enumerate(counted(entries, tally, _rows)):
            file.write((b",\n" if number else b"\n") + row)
        file.write(b'\n]},"total":%d}\n' % tally.rows["rows"])
    # the first line and the last hold the collection
    return {"rows": count_lines(path) - 2}


def _rows(entry: Entry) -> Iterator[bytes]:
    """Yield an annotation for each span that proves a telling of an entry."""
    for telling in entry.tellings:
        for number, words in enumerate(telling.record.evidence, 1):
            yield msgspec.json.encode(_annotation(entry, telling, number, words))


def _annotation(entry: Entry, telling: Telling, number: int, words: Evidence) -> dict[str, Any]:
    """Return the annotation of one span: its body is the record, its target the words of the report."""
    article, key = telling.document.article, telling.document.key
    return {
        "id": f"urn:mithaq:annotation:{telling.id}:{number}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {
            "id": f"urn:mithaq:entry:{entry.id}",
            "type": "TextualBody",
            "purpose": "identifying",
            "format": "application/json",
            "value": msgspec.json.encode({"entry": entry.id, "kind": entry.kind, **msgspec.to_builtins(telling.record)}).decode(),
        },
        "target": {"source": article.url or f"urn:mithaq:document:{key}", "selector": _selectors(entry, article, words)},
    }


def _selectors(entry: Entry, article: Article, words: Evidence) -> list[dict[str, Any]]:
    """Return a span by position (code points, logical order) and by its words with those around.

    Raises:
        PublishError: X005 if the report has other words there.
    """
    text, start, end = article.text, words.start, words.end
    if text[start:end] != words.text:
        raise misfit(entry, f"evidence [{start}, {end})", words.text, f"the report's words there, {text[start:end]!r}")
    around = {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {"type": "TextQuoteSelector", "exact": words.text, **around},
    ]


FORM = Form("annotations", "W3C Web Annotations of the evidence (JSON-LD)", write, kinds=KINDS)
