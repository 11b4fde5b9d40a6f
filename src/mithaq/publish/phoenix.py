"""Events as the Phoenix data have them: a row per pair of actors, 26 columns without a header."""

from __future__ import annotations

from collections.abc import Iterator

from mithaq.model import Actor, Entry
from mithaq.publish import facts, tsv
from mithaq.publish.codes import cameo_actor, cameo_country, country_name, group_code, role
from mithaq.publish.dyads import Coded, coded, sentence_of
from mithaq.publish.forms import Form, write_lines

_ACTOR = ("Full", "Entity", "Role", "Attribute")
COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", *(f"SourceActor{name}" for name in _ACTOR), *(f"TargetActor{name}" for name in _ACTOR),
    "EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName", "CountryName",
    "SentenceID", "URLs", "NewsSources",
)  # fmt: skip


def lines(entry: Entry, name: str) -> Iterator[bytes]:
    """Yield an event as rows.

    Raises:
        LeftOut: if neither its date nor that of its report is known.
    """
    issues = ";".join(f"{context.upper()},1" for context in entry.record.contexts)
    for one in coded(entry):
        done = [one.code, one.code[:2], one.quad if entry.kind == "events" else 0, one.score, issues]
        yield tsv.row([*_dates(one), *_actor(one.source), *_actor(one.target), *done, *_place(entry), *_story(entry)], COLUMNS)


def _dates(one: Coded) -> list[object]:
    """Return number and date."""
    day = one.dates.first
    return [one.number, f"{day:%Y%m%d}", day.year, day.month, day.day]


def _actor(actor: Actor | None) -> list[object]:
    """Return the four cells of an actor: its whole code, its state or kind of body, its role, its group."""
    if actor is None:
        return [None] * len(_ACTOR)
    own = role(actor)
    entity = cameo_country(actor) or own
    return [cameo_actor(actor), entity, own if own != entity else None, group_code(actor)]


def _place(entry: Entry) -> list[object]:
    """Return the five cells of where it was done."""
    place = entry.record.place
    if place is None:
        return [None] * 5
    told = facts.located(place)
    return [place.lat, place.lon, told["city"] or told["district"], told["province"], country_name(place.country)]


def _story(entry: Entry) -> list[object]:
    """Return the sentence that tells it, and addresses and publishers of all reports that do."""
    documents = facts.documents_of(entry)
    if not documents:
        return [None] * 3
    urls = [document.article.url.replace(";", "%3B") for document in documents if document.article.url]
    publishers = dict.fromkeys(document.article.publisher.replace(";", ",") for document in documents if document.article.publisher)
    return [f"{documents[0].key}_{sentence_of(entry) or 1}", ";".join(urls), ";".join(publishers)]


FORM = Form("phoenix", "Phoenix events (tab-separated, 26 columns, no header)", write_lines(lines), kinds=("events", "statements"), usual=("events",))
