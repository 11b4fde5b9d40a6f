"""Whom a question means: a code, an id of a card, or a name in any spelling that the packs or the register know."""

from __future__ import annotations

import difflib

import msgspec
from sqlalchemy import Connection, select

from mithaq.errors import RegisterError
from mithaq.register import knowledge
from mithaq.register.tables import actor_names, actors
from mithaq.register.words import folded_words

_SHOWN = 5


class Party(msgspec.Struct, frozen=True):
    """One side of a question: all who carry a code, or one card.

    ``members`` are the codes of the states that belong to a body of states on the day asked for.
    """

    name: str
    code: str
    card: str | None = None
    members: tuple[str, ...] = ()

    def acts_in(self, found: set[str]) -> bool:
        """Return whether this side is among some codes: itself, or at least two of its members together."""
        return self.code in found or len(found.intersection(self.members)) > 1


def find_party(connection: Connection, asked: str, day: str | None = None) -> Party:
    """Return whom ``asked`` means; ``day`` (ISO) is when its members are wanted.

    Raises:
        RegisterError: R020 if nobody is known by it, R021 if several are.
    """
    found = _by_code(asked) or _by_card(connection, asked) or _by_name(connection, asked)
    if found is None:
        near = _near(connection, asked)
        advice = f"did you mean {', '.join(near)}?" if near else "give a code (RUS, IGO:AES), a name as reports write it, or the id of a card"
        raise RegisterError("R020", f"actor {asked!r}: neither the packs nor this register know it; {advice}")
    if found.card is None:
        return msgspec.structs.replace(found, members=tuple(dict.fromkeys(m.state for m in knowledge.members_on(found.code, day))))
    return found


def _by_code(asked: str) -> Party | None:
    """Return the state or organisation with a code, or with a name of the packs."""
    code = asked.strip().upper() if asked.strip().upper() in knowledge.bodies() else knowledge.codes_by_name().get(folded_words(asked))
    return Party(knowledge.label(code), code) if code else None


def _by_card(connection: Connection, asked: str) -> Party | None:
    """Return the card with an id."""
    row = connection.execute(select(actors.c.key, actors.c.name, actors.c.code).where(actors.c.key == asked.strip())).first()
    return Party(row.name, row.code, row.key) if row else None


def _by_name(connection: Connection, asked: str) -> Party | None:
    """Return the card that is known by a name.

    Raises:
        RegisterError: if several cards are.
    """
    joined = actors.join(actor_names, actor_names.c.actor_id == actors.c.id)
    query = select(actors.c.key, actors.c.name, actors.c.code).select_from(joined).where(actor_names.c.folded == folded_words(asked)).distinct()
    rows = connection.execute(query.order_by(actors.c.key)).all()
    if len(rows) > 1:
        listed = ", ".join(f"{row.key} ({row.name}, {row.code})" for row in rows[:_SHOWN])
        raise RegisterError("R021", f"actor {asked!r}: {len(rows)} are known by this name: {listed}; give one of these ids")
    return Party(rows[0].name, rows[0].code, rows[0].key) if rows else None


def _near(connection: Connection, asked: str) -> list[str]:
    """Return names that are spelled much like the one asked for."""
    names = {*knowledge.codes_by_name(), *connection.execute(select(actor_names.c.folded).distinct()).scalars()}
    return difflib.get_close_matches(folded_words(asked), sorted(names), n=_SHOWN, cutoff=0.75)
