"""Events as the ICEWS coded event data have them: a row per pair of actors, 20 columns."""

from __future__ import annotations

from collections.abc import Iterator

from mithaq.model import Actor, Entry
from mithaq.publish import facts, tsv
from mithaq.publish.codes import cameo_text, country_name, country_of, english
from mithaq.publish.dyads import Coded, coded, sentence_of
from mithaq.publish.forms import Form, write_lines

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name", "Target Sectors",
    "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
# what ICEWS calls the sectors; a state itself has none
SECTORS = {
    "GOV": "Government", "MIL": "Military", "COP": "Police", "SPY": "Intelligence", "JUD": "Judicial", "LEG": "Legislative", "PTY": "Parties",
    "OPP": "Opposition", "REB": "Rebel", "PRM": "Paramilitary", "UAF": "Unidentified Forces", "CRM": "Criminals", "CVL": "General Population", "BUS": "Business",
    "LAB": "Labor", "AGR": "Agricultural", "EDU": "Education", "JRN": "News", "MED": "Medical", "REF": "Refugees", "REL": "Religious", "SOC": "Social",
    "ELI": "Elite", "PRE": "Partially Recognized", "IGO": "International Government Organization", "NGO": "Nongovernmental Organization",
}  # fmt: skip


def lines(entry: Entry, name: str) -> Iterator[bytes]:
    """Yield an event as rows.

    Raises:
        LeftOut: if neither its date nor that of its report is known.
    """
    for one in coded(entry):
        yield tsv.row([*_event(one), *_story(entry), *_place(entry)], COLUMNS)


def _event(one: Coded) -> list[object]:
    """Return number, date, source, act and target."""
    done = [cameo_text(one.code), one.code, one.score]
    return [one.number, one.dates.first.isoformat(), *_actor(one.source), *done, *_actor(one.target)]


def _actor(actor: Actor | None) -> list[object]:
    """Return the name, sectors and country of an actor."""
    if actor is None:
        return [None] * 3
    return [english(actor), None if actor.kind == "state" else SECTORS.get(actor.sector), country_name(country_of(actor))]


def _story(entry: Entry) -> list[object]:
    """Return which report tells it, in which sentence, and who published it."""
    documents = facts.documents_of(entry)
    return [facts.number(documents[0].key), sentence_of(entry), documents[0].article.publisher] if documents else [None] * 3


def _place(entry: Entry) -> list[object]:
    """Return the six cells of where it was done."""
    place = entry.record.place
    told = facts.located(place)
    return [*told.values(), place.lat if place is not None else None, place.lon if place is not None else None]


FORM = Form("icews", "ICEWS coded events (tab-separated, 20 columns)", write_lines(lines, tsv.header(COLUMNS)), kinds=("events", "statements"), usual=("events",))
