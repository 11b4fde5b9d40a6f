"""Events as PLOVER JSON Lines: the exchange record of the PLOVER manual, one object a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from mithaq.model import Actor, Amount, Entry, Event, Place
from mithaq.publish import facts
from mithaq.publish.codes import cameo, country_name, country_of, english, label, quad, scale
from mithaq.publish.forms import Form, write_lines

# the contexts of the manual; others have no place there
CONTEXTS = frozenset(
    ["military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy", "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression", "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking"]
)
# how an act is put, where the manual keeps it as a context
_STATUS = {
    "historical": "historical", "hypothetical": "hypothetical", "conditional": "hypothetical", "denied": "negation",
    "planned": "future", "promised": "future", "offered": "future", "agreed": "future", "requested": "future",
}  # fmt: skip
_KOSOVO = {"XKX": "KOS"}
_BODIES = {"IGO:UN": "UNO", "IGO:EU": "EUR"}
_ARMED = ("REB", "UAF", "PRM")


def plover_country(actor: Actor) -> str:
    """Return what PLOVER has for an actor's country: a state, or the kind of body that belongs to none."""
    found = country_of(actor)
    if found is not None:
        return _KOSOVO.get(found, found)
    if actor.code.startswith("IGO:"):
        return _BODIES.get(actor.code, "IGO")
    if actor.code.startswith("ORG:"):
        return "MNC" if actor.sector == "BUS" else "NGO"
    return ("IMG" if actor.sector in _ARMED else "ISM") if actor.code.startswith("NSA:") else "UNK"


def lines(entry: Entry, name: str) -> Iterator[bytes]:
    """Yield an event as a line of JSON.

    Raises:
        LeftOut: if neither its date nor that of its report is known.
    """
    yield msgspec.json.encode({key: value for key, value in _record(entry, facts.event_of(entry), name).items() if value not in (None, [], {})})


def _record(entry: Entry, event: Event, name: str) -> dict[str, Any]:
    """Return an event as PLOVER's exchange record; what is not known is none."""
    dates = facts.dated(entry)
    actors, recipients = facts.sides(entry)
    first = entry.tellings[0] if entry.tellings else None
    words = facts.evidence_of(entry)
    return {
        "id": entry.id,
        "has_event": True,
        "date": dates.first.isoformat(),
        "enddate": dates.last.isoformat() if dates.last != dates.first else None,
        "actor": [_entity(actor) for actor in actors] or [{"code": "UNK", "sector": "UNK"}],
        "recipient": [_entity(actor) for actor in recipients],
        "event": [event.type],
        "mode": [event.mode] if event.mode else None,
        "context": [*(one for one in event.contexts if one in CONTEXTS), *filter(None, [_STATUS.get(event.actuality)])],
        "quad_code": quad(event),
        "event_scale": scale(event),
        "event_loc": _location(event.place),
        "event_text": list(dict.fromkeys(telling.record.trigger.text for telling in entry.tellings if isinstance(telling.record, Event))),
        "size": _size(event),
        "text": words.text if words else None,
        "text_info": {"sequence": 0, "start": words.start, "end": words.end} if words and first else None,
        "cite_info": _citation(entry, name),
        "coder": event.review.by or "mithaq",
        "comment": _comment(event, dates),
    }


def _entity(actor: Actor) -> dict[str, Any]:
    """Return an actor as PLOVER's entity."""
    shared = actor.code not in ("UNK", country_of(actor))
    return {
        "code": plover_country(actor), "sector": actor.sector, "entity_text": actor.name,
        "identifier_text": f"{label(actor.code)} ({actor.code})" if shared and actor.kind != "person" else english(actor),
    }  # fmt: skip


def _location(place: Place | None) -> dict[str, Any] | None:
    """Return a place as PLOVER's location."""
    if place is None:
        return None
    told = facts.located(place)
    found = {
        "extracted_place": place.name, "resolved_place": facts.place_name(place), "lat": place.lat, "lon": place.lon, "city": told["city"],
        "district": told["district"], "province": told["province"], "country": country_name(place.country), "country_code": place.country,
        "resolution": place.precision,
    }  # fmt: skip
    return {key: value for key, value in found.items() if value is not None}


def _size(event: Event) -> dict[str, float] | None:
    """Return how many people an act befell."""
    if event.casualties is None:
        return None
    told: dict[str, Amount | None] = {"dead": event.casualties.killed, "injured": event.casualties.injured, "arrested": event.casualties.detained}
    return {key: amount.value for key, amount in told.items() if amount is not None}


def _citation(entry: Entry, name: str) -> dict[str, Any] | None:
    """Return where an event was read, of its first telling."""
    article = facts.first_article(entry)
    if article is None:
        return None
    found = {"corpus": name, "url": article.url, "title": article.title, "language": article.language, "publication": article.publisher, "coder": "mithaq"}
    return {key: value for key, value in found.items() if value is not None}


def _comment(event: Event, dates: facts.Dates) -> str | None:
    """Return what has no field of its own: the CAMEO code, how the act is put, and whose day the date is."""
    parts = [f"CAMEO {cameo(event)}"] if cameo(event) else []
    parts += [f"actuality {event.actuality}"] if event.actuality != "done" else []
    parts += ["date of the report"] if dates.told else [] if dates.exact else ["date not known to the day"]
    return "; ".join(parts) or None


FORM = Form("plover", "PLOVER JSON Lines of events", write_lines(lines), kinds=("events",), usual=("events",))
