"""Events as the POLECAT releases have them: a row per event, several actors in one cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mithaq.model import Actor, Entry
from mithaq.publish import facts, tsv
from mithaq.publish.codes import QUADS, countries, country_of, english, quad, scale
from mithaq.publish.forms import Form, write_lines
from mithaq.publish.plover import plover_country

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW",
    "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW",
    "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District",
    "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_MISSING = "None"
_PEOPLE = ("person",)


def lines(entry: Entry, name: str) -> Iterator[bytes]:
    """Yield an event as a row.

    Raises:
        LeftOut: if neither its date nor that of its report is known.
    """
    event = facts.event_of(entry)
    actors, recipients = facts.sides(entry)
    kind = quad(event)
    cells: list[object] = [
        entry.id, facts.dated(entry).first.isoformat(), event.type, event.mode, scale(event), QUADS.get(kind) if kind else None, joined(event.contexts),
    ]  # fmt: skip
    yield tsv.row([*cells, *_side(actors), *_side(recipients), *_place(entry), *_story(entry, name)], COLUMNS, _MISSING)


def joined(values: Sequence[str]) -> str | None:
    """Return values in one cell; a semicolon within one becomes a comma, since it parts them."""
    return "; ".join(value.replace(";", ",") for value in values) or None


def _side(actors: list[Actor]) -> list[object]:
    """Return the eight cells of those who act, or of those whom they act on."""

    def each(of: Callable[[Actor], str | None]) -> str | None:
        return joined([found for actor in actors if (found := of(actor))])

    sectors = list(dict.fromkeys(actor.sector for actor in actors))
    return [each(english), each(plover_country), each(cow), sectors[0] if sectors else None, joined(sectors), None, each(lambda actor: actor.name), None]


def cow(actor: Actor) -> str | None:
    """Return the Correlates of War number of the state an actor belongs to."""
    found = country_of(actor)
    return (countries()[found].cow or None) if found else None


def _place(entry: Entry) -> list[object]:
    """Return the ten cells of where an event took place."""
    place = entry.record.place
    told = facts.located(place)
    lat, lon, raw, precision = (place.lat, place.lon, place.name, place.precision) if place is not None else (None, None, None, None)
    return [facts.place_name(place), told["city"], told["district"], told["province"], told["country"], lat, lon, None, raw, precision]


def _story(entry: Entry, name: str) -> list[object]:
    """Return the seven cells of the report an event was read in."""
    article = facts.first_article(entry)
    people = [english(actor) for actor in facts.everyone(entry) if actor.kind in _PEOPLE]
    bodies = [english(actor) for actor in facts.everyone(entry) if actor.kind not in _PEOPLE]
    place = facts.place_name(entry.record.place)
    source, language = (article.publisher, article.language) if article is not None else (None, None)
    return [source, facts.published_day(entry), joined(people), joined(bodies), joined([place] if place else []), language, name]


FORM = Form("polecat", "POLECAT table of events (tab-separated, 40 columns)", write_lines(lines, tsv.header(COLUMNS)), kinds=("events",), usual=("events",))
