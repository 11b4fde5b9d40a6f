"""Entries in the reader's language, where a report of that language tells them: its words are quoted, persons have the name it gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from mithaq.faces.web.asking import Ask
from mithaq.model import Actor, Entry, Record
from mithaq.model.entry import Telling
from mithaq.register import knowledge
from mithaq.register.cards import body_called
from mithaq.register.loading import with_words_of
from mithaq.register.nameless import nameless

# what a person wrote is quoted as it was written
_BY_HAND = ("corrected", "added")


def in_tongue(ask: Ask, entries: Iterable[Entry], *, quoted: bool = True) -> list[Entry]:
    """Return entries as the reader's language tells them, to be shown alone: what they say stays the same.

    Args:
        quoted: whether their words too are those of a report in that language.
    """
    found, language = list(entries), ask.words.language
    cards = {card.id: card for card in cards_in_tongue(ask, {card.id: card for entry in found for card in entry.actors}.values())}
    called = called_in(ask, found)
    shown = []
    for entry in found:
        told = told_in_tongue(entry.tellings, language)
        actors = as_called([cards[card.id] for card in entry.actors], called.get(told.id, {}) if told else {}, language)
        shown.append(msgspec.structs.replace(entry, actors=actors, record=_record(entry, language) if quoted else entry.record))
    return shown


def called_in(ask: Ask, entries: Iterable[Entry]) -> Mapping[str, Mapping[str, str]]:
    """Return what each telling of entries calls those whom it does not name, by the id of their card, by that of the telling."""
    keys = [entry.id for entry in entries if any(map(nameless, entry.actors))]
    return ask.register.called_in(keys) if keys else {}


def as_called(cards: Iterable[Actor], names: Mapping[str, str], language: str) -> list[Actor]:
    """Return cards of which those that many share have the name a report gives to whom it means."""
    return [msgspec.structs.replace(card, labels={language: names[card.id]}) if nameless(card) and names.get(card.id, card.code) != card.code else card for card in cards]


def cards_in_tongue(ask: Ask, cards: Iterable[Actor]) -> list[Actor]:
    """Return cards with a name in the reader's language, where a report of that language gives one or it is a body that every state has."""
    found, language = list(cards), ask.words.language
    lacking = [card.id for card in found if language not in card.labels and not knowledge.is_known(card) and not nameless(card)]
    names: Mapping[str, str] = ask.register.names_in(lacking, language) if lacking else {}
    called = {card.id: names.get(card.id) or body_called(card, language) for card in found if card.id in lacking}
    return [msgspec.structs.replace(card, labels={**card.labels, language: name}) if (name := called.get(card.id)) else card for card in found]


def told_in_tongue(tellings: Sequence[Telling], language: str) -> Telling | None:
    """Return the first telling in a language, the first of all where there is none."""
    return next((one for one in tellings if one.document.article.language == language), next(iter(tellings), None))


def _record(entry: Entry, language: str) -> Record:
    """Return an entry's record with the words of the telling that its reader reads."""
    telling = told_in_tongue(entry.tellings, language)
    if telling is None or telling is entry.tellings[0] or entry.review.state in _BY_HAND:
        return entry.record
    known = {card.id for card in entry.actors}
    quoted = with_words_of(_placed(entry.record, telling.record, language), telling.record)
    # the ladder stays where it names somebody whom the entry does not
    return quoted if all(rung.actor in known for rung in quoted.attribution if rung.actor) else msgspec.structs.replace(quoted, attribution=entry.record.attribution)


def _placed(record: Record, other: Record, language: str) -> Record:
    """Return a record whose place, where it has no name in a language, has that of another telling of the same place."""
    here, there = record.place, other.place
    if here is None or there is None or language in here.labels or (here.lat, here.lon) != (there.lat, there.lon) or here.lat is None:
        return record
    return msgspec.structs.replace(record, place=msgspec.structs.replace(here, labels={**here.labels, language: there.name}))
