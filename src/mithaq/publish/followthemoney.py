"""Entries as FollowTheMoney entities, one JSON object a line: who, which office, who belongs to what, what happened, where it was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from mithaq.model import Actor, Document, Entry, Event, Evidence, Membership, Office, When
from mithaq.publish import facts
from mithaq.publish.codes import countries, country_name, country_of, english, label
from mithaq.publish.forms import KINDS, Form, Tally, count_lines, counted
from mithaq.publish.tables import evidence_in
from mithaq.publish.titles import title_of

SCHEMATA = {
    "person": "Person", "state": "PublicBody", "government": "PublicBody", "ministry": "PublicBody", "agency": "PublicBody", "armed_force": "PublicBody",
    "igo": "Organization", "alliance": "Organization", "armed_group": "Organization", "party": "Organization", "media": "Organization", "ngo": "Organization",
    "company": "Company", "people": "LegalEntity", "group": "LegalEntity", "document": "Document",
}  # fmt: skip
# former states as FollowTheMoney writes them
_FORMER = {"SUN": "suhh", "YUG": "yucs", "SCG": "csxx", "CSK": "cshh", "DDR": "dd", "ZAR": "zr"}
_LANGUAGES = {"ar": "ara", "en": "eng", "fr": "fra"}
_RELATIONS = (Office, Membership)
# shared by every entity of a data set
Properties = dict[str, list[str]]


def write(entries: Iterable[Entry], path: Path, tally: Tally) -> dict[str, int]:
    """Write the entities of entries, each once, and return how many there are."""
    known: set[str] = set()
    with path.open("wb") as file:
        file.writelines(row + b"\n" for row in counted(entries, tally, lambda entry: _rows(entry, known)))
    return {"rows": count_lines(path)}


def _rows(entry: Entry, known: set[str]) -> Iterator[bytes]:
    """Yield the entities of an entry that did not come before, its own first."""
    for entity in _entities(entry):
        if entity["id"] not in known:
            known.add(entity["id"])
            yield msgspec.json.encode(entity)


def _entities(entry: Entry) -> Iterator[dict[str, Any]]:
    """Yield an entry, whom it names, the reports that tell it, and what in them proves it."""
    if isinstance(entry.record, Office):
        yield from _office(entry, entry.record)
    elif isinstance(entry.record, Membership):
        yield _membership(entry, entry.record)
    else:
        yield _event(entry)
    yield from (_actor(actor) for actor in facts.everyone(entry))
    for document in facts.documents_of(entry):
        yield _article(document)
        yield from (_mention(actor, document) for actor in facts.everyone(entry) if not _is_document(actor))
    if not isinstance(entry.record, _RELATIONS):
        yield from _documentation(entry)


def _entity(schema: str, name: str, properties: dict[str, Iterable[str | None] | str | None]) -> dict[str, Any]:
    """Return an entity; its id is a hash, since ids may not hold all that ours do."""
    held: Properties = {}
    for key, value in properties.items():
        values = [value] if isinstance(value, str) or value is None else value
        if found := list(dict.fromkeys(one for one in values if one)):
            held[key] = found
    return {"id": entity_id(name), "schema": schema, "properties": held}


def entity_id(name: str) -> str:
    """Return the id of the entity that stands for something of ours."""
    return f"mithaq-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


def _actor_id(actor: Actor) -> str:
    """Return the id of an actor's entity."""
    return entity_id(f"actor:{actor.id}")


def _document_id(document: Document) -> str:
    """Return the id of a report's entity."""
    return entity_id(f"document:{document.key}")


def _country(code: str | None) -> str | None:
    """Return a state as FollowTheMoney has it."""
    if code is None or code not in countries():
        return None
    return countries()[code].iso2.lower() or _FORMER.get(code)


def _is_document(actor: Actor) -> bool:
    """Return whether a document speaks: it proves what happened, and has no part in it."""
    return SCHEMATA[actor.kind] == "Document"


def _actor(actor: Actor) -> dict[str, Any]:
    """Return the entity of an actor."""
    schema = SCHEMATA[actor.kind]
    names = [english(actor), *actor.labels.values(), actor.name]
    if schema == "Document":
        return _entity(schema, f"actor:{actor.id}", {"title": actor.name, "country": _country(country_of(actor))})
    told = {"classification": actor.kind} if schema != "Person" else {"position": f"formerly in {actor.sector}" if actor.status == "former" else None}
    return _entity(schema, f"actor:{actor.id}", {"name": names[0], "alias": [name for name in names[1:] if name != names[0]], "country": _country(country_of(actor)), **told})


def _office(entry: Entry, record: Office) -> Iterator[dict[str, Any]]:
    """Yield who holds which post, and the post."""
    place = country_name(record.polity) or label(record.polity)
    post = f"post:{record.post}:{record.polity}:{record.organisation or ''}"
    organisation = [_actor_id(actor) for actor in facts.actors_of(entry, "organisation")]
    since = {"status": record.status, "date": record.as_of, **_sourced(entry)}
    holder = [_actor_id(actor) for actor in facts.actors_of(entry, "person")]
    yield _entity("Occupancy", f"entry:{entry.id}", {"holder": holder, "post": entity_id(post), **since})
    yield _entity("Position", post, {"name": f"{record.post.replace('_', ' ')} ({place})", "country": _country(record.polity), "organization": organisation})


def _membership(entry: Entry, record: Membership) -> dict[str, Any]:
    """Return who belongs to which organisation."""
    member, organisation = (facts.actors_of(entry, field) for field in ("member", "organisation"))
    held = {"member": [_actor_id(actor) for actor in member], "organization": [_actor_id(actor) for actor in organisation], "role": record.role}
    until = record.until.end or record.until.start if record.until else None
    return _entity("Membership", f"entry:{entry.id}", {**held, "startDate": record.since.start if record.since else None, "endDate": until, **_sourced(entry)})


def _sourced(entry: Entry) -> dict[str, Iterable[str | None] | str | None]:
    """Return what proves a relation: it cannot be the object of a Documentation, so it holds its quotations itself."""
    documents = facts.documents_of(entry)
    return {
        "summary": [words.text for telling in entry.tellings for words in telling.record.evidence],
        "proof": [_document_id(document) for document in documents],
        "sourceUrl": [_url(document.article.url) for document in documents],
        "publisher": [document.article.publisher for document in documents],
        "recordId": entry.id,
    }


def _event(entry: Entry) -> dict[str, Any]:
    """Return what happened, was said, agreed or promised as an event; keywords say which of them it is."""
    record, documents = entry.record, facts.documents_of(entry)
    everyone = facts.everyone(entry)
    involved = [_actor_id(actor) for actor in everyone if not _is_document(actor)]
    place = record.place
    proved = [telling.document for telling in entry.tellings]
    found: dict[str, Iterable[str | None] | str | None] = {
        "name": title_of(entry), "keywords": [entry.kind, *_types(entry), record.actuality, *record.contexts], **_times(record.date), "involved": involved,
        "organizer": [_actor_id(actor) for actor in facts.actors_of(entry, "host") if not _is_document(actor)], "location": facts.place_name(place),
        "country": _country(place.country) if place else None, "summary": [words.text for words in record.evidence], "recordId": entry.id,
        "proof": [*(_document_id(document) for document in proved), *(_actor_id(actor) for actor in everyone if _is_document(actor))], "sourceUrl": [_url(document.article.url) for document in documents],
        "publisher": [document.article.publisher for document in documents],
    }  # fmt: skip
    return _entity("Event", f"entry:{entry.id}", found)


def _types(entry: Entry) -> list[str | None]:
    """Return what kind of event, meeting or agreement an entry is."""
    record = entry.record
    names = ("type", "mode") if isinstance(record, Event) else ("type", "kind", "stage", "status", "form")
    return [getattr(record, name, None) for name in names]


def _times(when: When | None) -> dict[str, str | None]:
    """Return a time as one date, or as first and last date."""
    if when is None:
        return {}
    if when.start and when.end and when.start != when.end:
        return {"startDate": when.start, "endDate": when.end}
    return {"date": when.start or when.end}


def _url(url: str | None) -> str | None:
    """Return an address, if it is one of the web."""
    return url if url is not None and url.startswith(("http://", "https://")) else None


def _article(document: Document) -> dict[str, Any]:
    """Return a report, without its text."""
    article = document.article
    published = article.published.start if article.published is not None else None
    return _entity("Article", f"document:{document.key}", {
        "title": article.title, "publishedAt": published, "publisher": article.publisher, "author": document.origin if document.origin != article.publisher else None,
        "sourceUrl": _url(article.url), "language": _LANGUAGES.get(article.language or ""),
    })  # fmt: skip


def _mention(actor: Actor, document: Document) -> dict[str, Any]:
    """Return that a report speaks of an actor."""
    name = f"mention:{document.key}:{actor.id}"
    return _entity("Mention", name, {"document": _document_id(document), "resolved": _actor_id(actor), "name": actor.name, "detectedSchema": SCHEMATA[actor.kind]})


def _documentation(entry: Entry) -> Iterator[dict[str, Any]]:
    """Yield each quotation that proves an entry or one of its fields."""
    for telling in entry.tellings:
        for number, (field, words) in enumerate(evidence_in(telling.record), 1):
            yield _quoted(entry, telling.document, field, words, f"quotation:{telling.id}:{number}")


def _quoted(entry: Entry, document: Document, field: str, words: Evidence, name: str) -> dict[str, Any]:
    """Return one quotation."""
    held = {"document": _document_id(document), "entity": entity_id(f"entry:{entry.id}"), "role": field or "evidence", "summary": words.text}
    return _entity("Documentation", name, {**held, "sourceUrl": _url(document.article.url), "recordId": f"{words.start}-{words.end}"})


FORM = Form("followthemoney", "FollowTheMoney entities (JSON Lines)", write, kinds=KINDS)
