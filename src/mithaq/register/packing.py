"""Readings into the values the store keeps, and back: spans without their words, refilled from the document's text.

Pure functions: worker processes pack, so that the process that writes only inserts.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from mithaq.errors import ReadingError
from mithaq.model import Article, Evidence, Reading, When
from mithaq.model.entry import ACTOR_FIELDS, RECORD_TYPES, actors_in
from mithaq.model.reading import RECORD_FIELDS
from mithaq.model.records import Record
from mithaq.register.cards import Card, cards_of
from mithaq.register.gists import Gist, gist_of
from mithaq.register.hashing import short_hash
from mithaq.register.words import folded_words
from mithaq.sources.duplicates import band_keys, signature

_KIND_LETTERS = {"statements": "s", "meetings": "m", "agreements": "a", "commitments": "c", "deliveries": "d", "offices": "o", "memberships": "b", "events": "e"}
_ABSENT: tuple[Any, ...] = (None, [], {})
_SIMPLE = (str, int, float)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder().decode
AnyRecord = TypeVar("AnyRecord", bound=Record)


class PackedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record as its row holds it."""

    number: str
    key: str
    kind: str
    state: str
    payload: bytes


class PackedReading(msgspec.Struct, frozen=True, kw_only=True):
    """A reading as its rows hold it; ``title_words`` and ``text_words`` are what word search looks through."""

    key: str
    article: Article
    payload: bytes
    records: list[PackedRecord]
    title_words: str
    text_words: str
    # the reading itself, quickly decoded, without mentions and issues: nothing is made of them
    raw: bytes
    # the card that each of its actors would have by itself
    cards: dict[str, Card]
    # what the words of each of its records say
    gists: list[Gist]
    # the reader and packs that made it, where they are known
    reader: str = ""
    # what copies are told by, and found by
    signature: bytes = b""
    bands: list[int] = []


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """A packed reading with where it came from: ``source`` names it for people, ``origin`` the agency behind it."""

    packed: PackedReading
    source: str = ""
    origin: str = ""


def document_key(article: Article) -> str:
    """Return what a report is known by: its text, address, outlet and stated day, as received."""
    stated = article.published is not None and article.published.basis != "inferred"
    day = (article.published.start or "") if stated and article.published else ""
    return short_hash("document", article.text, article.url or "", article.publisher or "", day)


@functools.lru_cache(1 << 12)
def entry_key(kind: str, telling: str) -> str:
    """Return the id of the entry that a telling founds; it never changes, whatever joins later."""
    return f"{_KIND_LETTERS[kind]}-{short_hash('entry', kind, telling)}"


def telling_id(document: str, record: str) -> str:
    """Return the id of a document's record outside the register."""
    return f"{document}-{record}"


def pack(reading: Reading, reader: str = "") -> PackedReading:
    """Return a reading as the store keeps it; ``reader`` names what made it.

    Raises:
        ReadingError: if evidence differs from the article's words, a record names an actor the reading lacks, or the
            article holds a character that cannot be stored.
    """
    article = _storable(reading.article.identified())
    copied = signature(article.text)
    rest = {name: getattr(reading, name) for name in ("schema", "actors", "mentions", "issues")}
    return PackedReading(
        key=document_key(article),
        article=article,
        payload=_encode({name: plain(value, article.text, where=article.id) for name, value in rest.items()}),
        records=list(_pack_records(reading, article)),
        title_words=folded_words(article.title or ""),
        text_words=folded_words(article.text),
        raw=msgspec.msgpack.encode(msgspec.structs.replace(reading, mentions=[], issues=[])),
        cards=cards_of(reading),
        gists=[gist_of(kind, record, article.language) for kind in RECORD_FIELDS for record in getattr(reading, kind)],
        reader=reader,
        signature=bytes(copied),
        bands=band_keys(copied),
    )


def _storable(article: Article) -> Article:
    """Return an article that every database can keep as it is.

    Raises:
        ReadingError: if it holds a zero or half of a surrogate pair.
    """
    for name in ("text", "id", "title", "publisher", "url"):
        if (found := _UNSTORABLE.search(getattr(article, name) or "")) is not None:
            raise ReadingError("D006", f"article {article.id!r}, {name}, character {found.start()}: {found[0]!r} cannot be stored; take it out of the source")
    return article


def _pack_records(reading: Reading, article: Article) -> Iterator[PackedRecord]:
    """Yield the rows of a reading's records, numbers and keys unique within it."""
    actors = {actor.id for actor in reading.actors}
    numbers: set[str] = set()
    keys: set[str] = set()
    for kind in RECORD_FIELDS:
        for record in getattr(reading, kind):
            missing = sorted(set(actor_ids(kind, record)) - actors)
            if missing:
                raise ReadingError("D002", f"article {article.id}, record {record.id or kind}: actors {', '.join(missing)} are not among the reading's; expected their ids in «actors»")
            yield PackedRecord(
                number=_unique(record.id or kind, numbers),
                key=_unique(record_key(kind, record), keys),
                kind=kind,
                state=record.review.state,
                payload=_encode(plain(record, article.text, where=article.id)),
            )


def _unique(name: str, taken: set[str]) -> str:
    """Return a name that is not taken, with a number behind it where it must be, and take it."""
    chosen, count = name, 1
    while chosen in taken:
        count += 1
        chosen = f"{name}-{count}"
    taken.add(chosen)
    return chosen


def record_key(kind: str, record: Record) -> str:
    """Return what a record is told by: its kind and type and the words that prove it.

    Actors, dates and confidence are left out: a better pack names them better, and the record stays the same.
    """
    spans = ",".join(f"{e.start}:{e.end}" for e in sorted(record.evidence))
    return short_hash("record", kind, record_type(kind, record) or "", spans)[:8]


def record_type(kind: str, record: Record) -> str | None:
    """Return what its kind is divided by: the type of events and agreements, the kind of meetings and commitments, a post, a role."""
    name = {"meetings": "kind", "commitments": "kind", "offices": "post", "memberships": "role"}.get(kind, "type")
    value = getattr(record, name, None)
    return str(value) if value is not None else None


def actor_ids(kind: str, record: Record) -> Iterator[str]:
    """Yield the ids of all actors that a record names, those that act first."""
    yield from actors_in(record, *ACTOR_FIELDS[kind])
    yield from (rung.actor for rung in record.attribution if rung.actor)


def with_actors(kind: str, record: AnyRecord, new: Callable[[str], str]) -> AnyRecord:
    """Return a record that names its actors by other ids; two that become one are named once."""
    changes: dict[str, Any] = {}
    for name in ACTOR_FIELDS[kind]:
        value = getattr(record, name)
        if isinstance(value, list):
            changes[name] = list(dict.fromkeys(map(new, value)))
        elif value:
            changes[name] = new(value)
    changes["attribution"] = [msgspec.structs.replace(rung, actor=new(rung.actor)) if rung.actor else rung for rung in record.attribution]
    return msgspec.structs.replace(record, **changes)


def plain(value: Any, text: str, *, strict: bool = True, where: str = "") -> Any:
    """Return structs as plain values, spans without the words that stand at their offsets, and without what is absent.

    What is absent is None, an empty list or an empty table, where that is the field's default.

    Args:
        strict: words that differ from the text's are an error; else they are kept beside their offsets.

    Raises:
        ReadingError: if they differ and must not.
    """
    if isinstance(value, Evidence):
        return _plain_evidence(value, text, strict, where)
    if isinstance(value, list):
        return [plain(one, text, strict=strict, where=where) for one in value]
    if not isinstance(value, msgspec.Struct):
        return value
    found: dict[str, Any] = {}
    for name, may_lack in _fields(type(value)):
        one = getattr(value, name)
        if not (may_lack and one in _ABSENT):
            found[name] = one if isinstance(one, _SIMPLE) else plain(one, text, strict=strict, where=where)
    return found


def _plain_evidence(value: Evidence, text: str, strict: bool, where: str) -> dict[str, Any]:
    """Return a span as plain values, its words only where they are not the text's."""
    if text[value.start : value.end] == value.text:
        return {"start": value.start, "end": value.end}
    if strict:
        raise ReadingError("D001", f"article {where}: evidence [{value.start}, {value.end}) says «{value.text}», the article «{text[value.start : value.end]}»; offsets count code points of the text as received")
    return {"start": value.start, "end": value.end, "text": value.text}


@functools.cache
def _fields(type_: type[msgspec.Struct]) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a class, each with whether it is None or empty where nothing is given."""
    return tuple((field.name, not field.required and (field.default is None or field.default_factory in (list, dict))) for field in msgspec.structs.fields(type_))


def with_words(value: Any, text: str) -> Any:
    """Return plain values, now with the words of their spans: the way back from :func:`plain`."""
    if isinstance(value, dict) and len(value) == 2 and isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
        value["text"] = text[value["start"] : value["end"]]
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            if isinstance(one, dict | list):
                with_words(one, text)
    return value


def unpack_record(kind: str, payload: bytes, text: str) -> Record:
    """Return the record that a row holds, with its words from the document's text."""
    return msgspec.convert(with_words(_decode(payload), text), RECORD_TYPES[kind])


def unpack_reading(article: Article, payload: bytes, records: list[tuple[str, bytes]]) -> Reading:
    """Return the reading that rows hold: the same bytes as JSON as when it was packed."""
    rest = with_words(_decode(payload), article.text)
    found: dict[str, list[Any]] = {kind: [] for kind in RECORD_FIELDS}
    for kind, raw in records:
        found[kind].append(with_words(_decode(raw), article.text))
    return msgspec.convert({**rest, **found, "article": article}, Reading)


def pack_entry_record(record: Record, text: str) -> bytes:
    """Return an entry's record as its row holds it; words stay that come from another document than ``text``."""
    return _encode(plain(record, text, strict=False))


def seated_payload(kind: str, payload: bytes, card_of: Mapping[str, str]) -> bytes:
    """Return the payload of a record's row with the ids of cards for those of its reading: that of an entry which it alone tells."""
    held = _decode(payload)
    for name in ACTOR_FIELDS[kind]:
        if (ids := held.get(name)) is not None:
            held[name] = list(dict.fromkeys(card_of.get(one, one) for one in ids)) if isinstance(ids, list) else card_of.get(ids, ids)
    for rung in held.get("attribution", ()):
        if rung.get("actor"):
            rung["actor"] = card_of.get(rung["actor"], rung["actor"])
    return _encode(held)


def pack_when(when: When | None) -> str | None:
    """Return a publication date as its column holds it."""
    return _encode(when).decode() if when is not None else None


def unpack_when(value: str | None) -> When | None:
    """Return the publication date that a column holds."""
    return msgspec.json.decode(value, type=When) if value else None
