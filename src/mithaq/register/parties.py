"""Whom a question means: a code, an id of a card, or a name in any spelling that the packs or the register know."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, select

from mithaq.errors import RegisterError
from mithaq.register import knowledge
from mithaq.register.facts import NAMED
from mithaq.register.same import eldest
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


def find_party(connection: Connection, asked: str, day: str | None = None, moment: str | None = None) -> Party:
    """Return whom ``asked`` means; ``day`` (ISO) is when its members are wanted.

    Args:
        moment: ISO 8601 in UTC: of cards that are one, those count that people had joined by then.

    Raises:
        RegisterError: R020 if nobody is known by it, R021 if several are.
    """
    found = _by_code(asked) or _by_card(connection, asked, moment) or _by_name(connection, asked, moment) or _by_family(connection, asked, moment)
    if found is None:
        if several := knowledge.codes_of_names().get(folded_words(asked)):
            raise _several(asked, [Party(knowledge.label(code), code) for code in several])
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


def _by_card(connection: Connection, asked: str, moment: str | None) -> Party | None:
    """Return the card with an id, or the one to which it was joined."""
    id = connection.execute(select(actors.c.id).where(actors.c.key == asked.strip())).scalar()
    return next(iter(_standing(connection, [id], moment)), None) if id is not None else None


def _by_name(connection: Connection, asked: str, moment: str | None) -> Party | None:
    """Return the card that is known by a name.

    Raises:
        RegisterError: if several cards are.
    """
    ids = connection.execute(select(actor_names.c.actor_id).where(actor_names.c.folded == folded_words(asked)).distinct()).scalars()
    return _only(asked, _standing(connection, ids, moment))


def _by_family(connection: Connection, asked: str, moment: str | None) -> Party | None:
    """Return the named person whose name ends as asked: by the family name alone.

    Raises:
        RegisterError: R021 if several do.
    """
    if not (end := folded_words(asked)):
        return None
    query = select(actor_names.c.actor_id).join(actors, actors.c.id == actor_names.c.actor_id).where(actors.c.key.startswith(NAMED, autoescape=True), actor_names.c.folded.endswith(f" {end}", autoescape=True))
    return _only(asked, _standing(connection, connection.execute(query.distinct()).scalars(), moment))


def _only(asked: str, found: Sequence[Party]) -> Party | None:
    """Return the only one who is meant, None if there is none.

    Raises:
        RegisterError: R021 if there are several.
    """
    if len(found) > 1:
        raise _several(asked, found)
    return found[0] if found else None


def _several(asked: str, found: Sequence[Party]) -> RegisterError:
    """Return the question whom of several a name means."""
    listed = ", ".join(f"{party.card or party.code} ({party.name}{f', {party.code}' if party.card else ''})" for party in found[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return RegisterError("R021", f"actor {asked!r}: {len(found)} are known by this name: {listed}{more}; give one of these ids, or more of the name")


def _standing(connection: Connection, ids: Iterable[int], moment: str | None) -> list[Party]:
    """Return the cards that stand for some cards, in the order of their ids."""
    stand = set(eldest(connection, ids, moment).values())
    rows = connection.execute(select(actors.c.key, actors.c.name, actors.c.code).where(actors.c.id.in_(stand)).order_by(actors.c.key))
    return [Party(row.name, row.code, row.key) for row in rows]


def _near(connection: Connection, asked: str) -> list[str]:
    """Return names that are spelled much like the one asked for."""
    names = {*knowledge.codes_by_name(), *connection.execute(select(actor_names.c.folded).distinct()).scalars()}
    return difflib.get_close_matches(folded_words(asked), sorted(names), n=_SHOWN, cutoff=0.75)
