"""Records that people enter: the words of a report that prove them, their fields, and the entry they come into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from mithaq.errors import RegisterError
from mithaq.model import Actor, Article, Mention, Reading
from mithaq.model.entry import ACTOR_FIELDS, RECORD_TYPES, Document
from mithaq.model.records import Attribution, Record, Review
from mithaq.model.span import Evidence, quote_span
from mithaq.register import knowledge
from mithaq.register.cards import cards_of
from mithaq.register.database import allocate
from mithaq.register.identifying import Arrived, Seat, actor_of, identify
from mithaq.register.loading import load_reading
from mithaq.register.packing import actor_ids, plain, record_key
from mithaq.register.parties import find_party
from mithaq.register.placing import AddedDocument, AddedRecord, settle_in
from mithaq.register.rereading import withdraw
from mithaq.register.tables import actors, documents, identities, readings, records

Words = str | tuple[int, int]
# what is never given by hand: it follows from the words, or from who enters them
_FIXED = frozenset({"id", "evidence", "review", "confidence", "rule", "attribution", "source_record"})
_BY_HAND = "by-hand-"
# a table of a person, body or state whom neither the packs nor the register know
_NEW_ACTOR = frozenset({"name", "kind", "code", "sector"})


class OpenReading:
    """A record that is being entered in a report's reading: its words found, its actors given ids of the reading."""

    def __init__(self, connection: Connection, document: Row[Any], reading_id: int, reading: Reading) -> None:
        self.connection, self.document, self.reading_id, self.reading = connection, document, reading_id, reading
        self.fresh: list[Actor] = []
        self.rows: list[dict[str, Any]] = []
        self.seats = _seats(connection, reading_id)

    def words(self, given: Words, within: Sequence[Evidence] = ()) -> Evidence:
        """Return words of the report as evidence; those that stand in it more than once are looked for ``within`` others first."""
        return found_words(self.reading.article, self.document.key, given, within)

    def actor(self, asked: Any) -> str:
        """Return the reading's id of an actor that is given by code, name, id of a card, or as a table of a new one."""
        if isinstance(asked, Mapping):
            return self._new(_described(asked))
        if not isinstance(asked, str):
            raise RegisterError("R036", f"{asked!r} is no actor; expected a code, a name, the id of a card, or a table with name, kind and code")
        if any(asked == actor.id for actor in self.reading.actors):
            return asked
        party = find_party(self.connection, asked)
        known = next((local for local, seat in sorted(self.seats.items()) if seat.actor.id == (party.card or party.code)), None)
        if known is not None:
            return known
        row = self.connection.execute(select(actors).where(actors.c.key == (party.card or party.code))).first()
        if row is None:
            body = knowledge.bodies()[party.code]
            kind = body.kind if body.kind in ("igo", "alliance", "group") else "state"
            return self._new(Actor(id="", kind=kind, name=party.name, code=party.code, sector="GOV" if kind == "state" else "IGO"))  # type: ignore[arg-type]
        card = actor_of(row)
        return self._keep(msgspec.structs.replace(card, id=self._free_id()), Seat(row.id, card))

    def _free_id(self) -> str:
        """Return an id that the reading's actors have not."""
        taken = {actor.id for actor in (*self.reading.actors, *self.fresh)}
        return next(name for n in range(1, len(taken) + 2) if (name := f"{_BY_HAND}{n}") not in taken)

    def _keep(self, actor: Actor, seat: Seat) -> str:
        """Take an actor into the reading, with its card."""
        self.fresh.append(actor)
        self.seats[actor.id] = seat
        self.rows.append({"reading_id": self.reading_id, "local": actor.id, "actor_id": seat.id})
        return actor.id

    def _new(self, actor: Actor) -> str:
        """Take an actor into the reading whose card may not be there yet; a person is named."""
        actor = msgspec.structs.replace(actor, id=self._free_id())
        self.fresh.append(actor)
        self.seats[actor.id] = Seat(0, actor)
        return actor.id

    def seat(self, now: str) -> None:
        """Write which cards the new actors are."""
        unknown = [actor for actor in self.fresh if self.seats[actor.id].id == 0]
        if self.rows:
            self.connection.execute(insert(identities), [{**row, "since": now} for row in self.rows])
        if unknown:
            mentions = [Mention(actor=actor.id, start=0, end=0, form="name") for actor in unknown if actor.kind == "person"]
            reading = Reading(article=self.reading.article, actors=unknown, mentions=mentions)
            arrived = Arrived(self.document.id, self.reading_id, reading, cards_of(reading))
            self.seats |= identify(self.connection, [arrived], now)[self.document.id]


def add_record(
    connection: Connection, document: str, kind: str, words: Sequence[Words], fields: Mapping[str, Any], *, by: str, now: str
) -> tuple[int, str]:  # fmt: skip
    """Write a record that a person enters in a report, and return the key of its row and its telling's id.

    Raises:
        RegisterError: R009 for an unknown report, R036 for a kind, field or value that does not fit, R037 for words that
            do not stand in the report, or more than once, R020 and R021 for an actor whom nobody or several are known by.
    """
    draft = opened(connection, document)
    if kind not in RECORD_TYPES:
        raise RegisterError("R036", f"kind {kind!r}: expected one of {', '.join(RECORD_TYPES)}")
    if not words:
        raise RegisterError("R037", f"{document}: no words prove the record; expected words that stand in the report, or their offsets")
    evidence = sorted(draft.words(one) for one in words)
    record = _record(draft, kind, evidence, fields, by, now)
    draft.seat(now)
    if draft.fresh:
        _write_actors(connection, draft.reading_id, [*draft.reading.actors, *draft.fresh], draft.reading)
    return _write(draft, kind, record, now)


def opened(connection: Connection, document: str) -> OpenReading:
    """Return a draft in the newest reading of a report.

    Raises:
        RegisterError: R009.
    """
    row = connection.execute(select(documents).where(documents.c.key == document)).first()
    reading = load_reading(connection, row.id) if row is not None else None
    if row is None or reading is None:
        raise RegisterError("R009", f"no report {document!r}; mithaq search and mithaq show tell the keys of reports")
    key = connection.execute(select(readings.c.id).where(readings.c.document_id == row.id, readings.c.until.is_(None))).scalar_one()
    return OpenReading(connection, row, int(key), reading)


def _seats(connection: Connection, reading: int) -> dict[str, Seat]:
    """Return the cards of the actors of a reading."""
    query = select(identities.c.local, actors).join(actors, actors.c.id == identities.c.actor_id).where(identities.c.reading_id == reading, identities.c.until.is_(None))
    return {row.local: Seat(row.id, actor_of(row)) for row in connection.execute(query)}


def found_words(article: Article, key: str, given: Words, within: Sequence[Evidence]) -> Evidence:
    """Return words of a report as evidence.

    Raises:
        RegisterError: R037 if they do not stand in it, or more than once, or offsets reach beyond it.
    """
    text = article.text
    if not isinstance(given, str):
        start, end = given
        if not 0 <= start < end <= len(text):
            raise RegisterError("R037", f"{key}: offsets {start} to {end} are no words of the report; expected 0 <= start < end <= {len(text)}, in code points")
        return quote_span(text, start, end)
    inside = [at for one in within for at in _places(text[: one.end], given, one.start)]
    at = inside if len(inside) == 1 else _places(text, given)
    if len(at) != 1:
        why = f"stand {len(at)} times in the report, at {', '.join(map(str, at[:5]))}" if at else "do not stand in the report"
        raise RegisterError("R037", f"{key}: the words «{given}» {why}; give words that stand in it exactly once, as they stand, or their offsets START:END")
    return quote_span(text, at[0], at[0] + len(given))


def _places(text: str, words: str, start: int = 0) -> list[int]:
    """Return where words begin in a text."""
    found = []
    at = text.find(words, start) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _described(asked: Mapping[str, Any]) -> Actor:
    """Return the new actor that a table describes.

    Raises:
        RegisterError: R036.
    """
    if not str(asked.get("name", "")).strip() or not asked.keys() <= _NEW_ACTOR:
        raise RegisterError("R036", f"{dict(asked)!r} is no actor; expected name, kind, code and sector, the name at least")
    try:
        return msgspec.convert({"kind": "person", **asked, "id": "new"}, Actor)
    except msgspec.ValidationError as error:
        raise RegisterError("R036", f"{dict(asked)!r}: {error}") from error


def _record(draft: OpenReading, kind: str, evidence: list[Evidence], fields: Mapping[str, Any], by: str, now: str) -> Record:
    """Return the record that fields make.

    Raises:
        RegisterError: R036.
    """
    known = {field.name: field for field in msgspec.structs.fields(RECORD_TYPES[kind]) if field.name not in _FIXED}
    unknown = sorted(fields.keys() - known.keys())
    if unknown:
        raise RegisterError("R036", f"{kind} have no field {', '.join(unknown)} that is given by hand; expected some of: {', '.join(known)}")
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name in fields:
            values[name] = _value(draft, kind, name, field.type, fields[name], evidence)
        elif field.required and field.type is Evidence:
            # what the record says is what proves it, unless it is told more closely
            values[name] = evidence[0]
    article = draft.reading.article
    ladder = [Attribution(role="publisher", name=article.publisher)] if article.publisher else []
    fixed = {"evidence": evidence, "attribution": ladder, "rule": "added", "confidence": 1.0, "review": Review("added", by, now)}
    try:
        return msgspec.convert(msgspec.to_builtins({**values, **fixed}), RECORD_TYPES[kind])
    except (msgspec.ValidationError, ValueError) as error:
        raise RegisterError("R036", f"{kind}: {error}; fields are: {', '.join(known)}") from error


def _value(draft: OpenReading, kind: str, name: str, type_: Any, value: Any, evidence: Sequence[Evidence]) -> Any:
    """Return a field's value as the record holds it: actors by the reading's ids, words with their offsets."""
    if name in ACTOR_FIELDS[kind]:
        many = type_ == list[str]
        given = value if isinstance(value, list) else [value]
        return [draft.actor(one) for one in given] if many else draft.actor(value)
    if type_ in (Evidence, Evidence | None) and isinstance(value, str | list | tuple):
        return draft.words(value if isinstance(value, str) else _offsets(name, value), evidence)
    return value


def words_in(document: Document, name: str, given: Any, within: Sequence[Evidence]) -> Evidence:
    """Return words of a report for a field, given as they stand in it or by their offsets; see :meth:`OpenReading.words`.

    Raises:
        RegisterError: R036 for what is neither, R037 for words that do not stand in the report once.
    """
    return found_words(document.article, document.key, given if isinstance(given, str) else _offsets(name, given), within)


def _offsets(name: str, value: Sequence[Any]) -> tuple[int, int]:
    """Return two offsets that a field is given.

    Raises:
        RegisterError: R036.
    """
    if not isinstance(value, list | tuple) or len(value) != 2 or not all(isinstance(one, int) for one in value):
        raise RegisterError("R036", f"{name}: {value!r} are no offsets; expected [start, end]")
    return value[0], value[1]


def _write_actors(connection: Connection, id: int, kept: Sequence[Actor], reading: Reading) -> None:
    """Write the actors of a reading anew."""
    payload = {name: getattr(reading, name) for name in ("schema", "mentions", "issues")} | {"actors": list(kept)}
    raw = msgspec.json.encode({name: plain(value, reading.article.text) for name, value in payload.items()}, order="deterministic")
    connection.execute(update(readings).where(readings.c.id == id).values(payload=raw))


def _write(draft: OpenReading, kind: str, record: Record, now: str) -> tuple[int, str]:
    """Write a record's row and its entry, and return the row's key and the telling's id."""
    connection = draft.connection
    # a record that a person looked at stands on though a new reading does not tell it
    standing = (records.c.document_id == draft.document.id) & records.c.until.is_(None)
    held = connection.execute(select(records.c.number, records.c.key).where((records.c.reading_id == draft.reading_id) | standing)).all()
    record = msgspec.structs.replace(record, id=_free(f"{_BY_HAND}{kind}", {row.number for row in held}))
    key = _free(record_key(kind, record), {row.key for row in held})
    (id,) = allocate(connection, records, 1)
    connection.execute(insert(records).values(
        id=id, reading_id=draft.reading_id, document_id=draft.document.id, number=record.id, key=key, kind=kind,
        payload=msgspec.json.encode(plain(record, draft.reading.article.text), order="deterministic"), state="added", since=now,
    ))  # fmt: skip
    document = AddedDocument(draft.document.id, draft.document.key, draft.reading_id, draft.document.group_id, draft.document.origin, draft.reading)
    added = AddedRecord(id, key, kind, record, document)
    settle_in(connection, [added], {draft.document.id: draft.seats}, now)
    return id, added.telling


def _free(name: str, taken: set[str]) -> str:
    """Return a name that is not taken, with a number behind it where it must be."""
    return name if name not in taken else next(other for n in range(2, len(taken) + 3) if (other := f"{name}-{n}") not in taken)


def take_back(connection: Connection, id: int, now: str) -> None:
    """Let a record that a person entered count no more; actors that it alone brought into the reading go with it."""
    row = connection.execute(select(records).where(records.c.id == id)).one()
    if row.until is not None:
        # a new reading tells it by itself
        return
    withdraw(connection, [id], now)
    reading = load_reading(connection, row.document_id)
    current = connection.execute(select(readings.c.id).where(readings.c.document_id == row.document_id, readings.c.until.is_(None))).scalar()
    if reading is not None and current == row.reading_id:
        named = {name for kind in RECORD_TYPES for record in getattr(reading, kind) for name in actor_ids(kind, record)}
        kept = [actor for actor in reading.actors if actor.id in named or not actor.id.startswith(_BY_HAND)]
        _end(connection, current, {actor.id for actor in reading.actors} - {actor.id for actor in kept}, now)
        _write_actors(connection, current, kept, reading)


def _end(connection: Connection, reading: int, gone: Iterable[str], now: str) -> None:
    """Write that actors are no longer of a reading."""
    connection.execute(update(identities).where(identities.c.reading_id == reading, identities.c.local.in_(list(gone)), identities.c.until.is_(None)).values(until=now))
