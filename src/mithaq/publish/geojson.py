"""Entries that have a stated place, as GeoJSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from mithaq.model import ACTOR_FIELDS, Entry, Event, Place
from mithaq.publish import facts
from mithaq.publish.codes import english, quad, scale
from mithaq.publish.forms import KINDS, Form, LeftOut, Tally, count_lines, counted, misfit
from mithaq.publish.titles import title_of


def write(entries: Iterable[Entry], path: Path, tally: Tally) -> dict[str, int]:
    """Write a collection of features, one a line, and return how many it holds."""
    with path.open("wb") as file:
        file.write(b'{"type":"FeatureCollection","name":' + msgspec.json.encode(tally.name) + b',"features":[')
        for number, row in enumerate(counted(entries, tally, _rows)):
            file.write((b",\n" if number else b"\n") + row)
        file.write(b"\n]}\n")
    return {"rows": count_lines(path) - 2}


def _rows(entry: Entry) -> Iterator[bytes]:
    """Yield an entry as a feature; a place whose position is not known has no geometry.

    Raises:
        LeftOut: if the entry states no place.
    """
    place = entry.record.place
    if place is None:
        raise LeftOut("without a place")
    yield msgspec.json.encode({"type": "Feature", "id": entry.id, "geometry": _geometry(entry, place), "properties": _properties(entry, place)})


def _geometry(entry: Entry, place: Place) -> dict[str, Any] | None:
    """Return a place as a point.

    Raises:
        PublishError: X005 if it does not lie on the Earth.
    """
    if place.lat is None or place.lon is None:
        return None
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        raise misfit(entry, "place", (place.lat, place.lon), "degrees within ±90 and ±180")
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _properties(entry: Entry, place: Place) -> dict[str, Any]:
    """Return what a map shows of an entry."""
    record, when, article, words = entry.record, entry.record.date, facts.first_article(entry), facts.evidence_of(entry)
    found: dict[str, Any] = {
        "kind": entry.kind, "title": title_of(entry), "date": when.start or when.end if when else None, "enddate": when.end if when else None,
        "date_precision": when.precision if when else None, "actuality": record.actuality, "place": facts.place_name(place), "place_as_told": place.name,
        "country": place.country, "place_precision": place.precision, "contexts": record.contexts, "sources": entry.sources, "confidence": record.confidence,
    }  # fmt: skip
    for field in ACTOR_FIELDS[entry.kind]:
        actors = facts.actors_of(entry, field)
        found |= {field: [english(actor) for actor in actors], f"{field}_codes": [actor.code for actor in actors]} if actors else {}
    if isinstance(record, Event):
        found |= {"type": record.type, "mode": record.mode, "quad": quad(record), "score": scale(record)}
    return found | {"evidence": words.text if words else None, "url": article.url if article else None, "publisher": article.publisher if article else None}


FORM = Form("geojson", "GeoJSON of entries that state a place (events unless asked)", write, kinds=KINDS, usual=("events",))
