"""What a second reader answers becomes a reading of the same schema; words that the report does not hold are dropped with what rests on them."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from typing import Any

import msgspec

from mithaq.errors import ReadingError
from mithaq.model import Actor, Article, Issue, Reading
from mithaq.model.entry import ACTOR_FIELDS, RECORD_TYPES
from mithaq.model.reading import RECORD_FIELDS
from mithaq.model.records import Record, Review
from mithaq.model.span import quote_span
from mithaq.packs import loader

# what stands for words that were not found
_GONE = object()
_WORDS = frozenset({"text", "start", "end"})


def checked(article: Article, answer: bytes, model: str) -> Reading:
    """Return the reading that an answer proposes, and as issues what of it was dropped and why.

    Offsets are made here from the words; those of the answer count for nothing. The rule of each record names the model,
    so that it is never taken for one of the reader's.

    Raises:
        ReadingError: D011 for an answer that is no JSON object.
    """
    data, article = _object(answer), article.identified()
    actors = {actor.id: actor for actor in _actors(data.get("actors"), article.text)}
    issues: list[Issue] = []
    found = {kind: list(_records(kind, data.get(kind), article, actors, model, issues)) for kind in RECORD_FIELDS}
    kinds: dict[str, Any] = found
    return Reading(article=article, actors=list(actors.values()), issues=issues, **kinds)


def _object(answer: bytes) -> dict[str, Any]:
    """Return the JSON object of an answer, also where it stands in a fence."""
    text = answer.decode("utf-8", "replace")
    begin, end = text.find("{"), text.rfind("}")
    try:
        data = json.loads(text[begin : end + 1])
    except (ValueError, RecursionError) as error:
        raise ReadingError("D011", f"the second reader's answer is no JSON: {str(error) or 'nested too deeply'}; try another model") from error
    if not isinstance(data, dict):
        raise ReadingError("D011", "the second reader's answer is no JSON object; try another model")
    return data


def _actors(rows: Any, text: str) -> Iterator[Actor]:
    """Yield the actors whose names stand in the report; a code that is none becomes UNK."""
    seen: set[str] = set()
    for row in rows if isinstance(rows, list) else []:
        kept = {name: row[name] for name in ("id", "kind", "name", "code") if name in row} if isinstance(row, dict) else {}
        try:
            actor = msgspec.convert(kept, Actor)
        except msgspec.ValidationError:
            continue
        if actor.name and actor.name in text and actor.id not in seen:
            seen.add(actor.id)
            yield actor if actor.code in _codes() else msgspec.structs.replace(actor, code="UNK")


@functools.cache
def _codes() -> frozenset[str]:
    """Return the codes that an actor may have."""
    shared = loader.load_shared()
    return frozenset({row.code for row in shared.territories} | {row.code for row in shared.organisations})


def _records(kind: str, rows: Any, article: Article, actors: dict[str, Actor], model: str, issues: list[Issue]) -> Iterator[Record]:
    """Yield the records of a kind that hold; add to ``issues`` why another does not."""
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        gone: list[str] = []
        filled = _filled(row, article.text, gone)
        issues += [Issue(code="words-not-in-report", message=f"{kind} {number}: «{words}» does not stand in the report") for words in gone]
        if not isinstance(filled, dict):
            continue
        try:
            record = msgspec.convert(_with_known(kind, filled, actors), RECORD_TYPES[kind])
        except msgspec.ValidationError as error:
            issues.append(Issue(code="record-dropped", message=f"{kind} {number}: {error}"))
            continue
        if record.evidence:
            yield msgspec.structs.replace(record, id=f"second-{kind}-{number}", rule=f"second:{model}", confidence=0.5, review=Review(), attribution=[])
        else:
            issues.append(Issue(code="record-dropped", message=f"{kind} {number}: no words prove it"))


def _filled(value: Any, text: str, gone: list[str]) -> Any:
    """Return plain values with the offsets of their words; words that do not stand in the text are put into ``gone``."""
    if isinstance(value, list):
        return [one for one in (_filled(item, text, gone) for item in value) if one is not _GONE]
    if not isinstance(value, dict):
        return value
    if "text" in value and set(value) <= _WORDS:
        words = value["text"]
        at = text.find(words) if isinstance(words, str) and words.strip() else -1
        if at < 0:
            gone.append(str(words)[:80])
            return _GONE
        return msgspec.to_builtins(quote_span(text, at, at + len(words)))
    return {name: one for name, one in ((name, _filled(item, text, gone)) for name, item in value.items()) if one is not _GONE and one is not None}


def _with_known(kind: str, row: dict[str, Any], actors: dict[str, Actor]) -> dict[str, Any]:
    """Return a record's values without actors that are not listed; a place needs words, and nothing may name its own source."""
    kept = {name: value for name, value in row.items() if name not in ("attribution", "review", "rule", "confidence", "id")}
    for name in ACTOR_FIELDS[kind]:
        value = kept.get(name)
        if isinstance(value, list):
            kept[name] = [one for one in value if one in actors]
            if value and not kept[name]:
                del kept[name]
        elif value is not None and value not in actors:
            del kept[name]
    if isinstance(kept.get("place"), dict) and "evidence" not in kept["place"]:
        del kept["place"]
    return kept
