"""Who is in a register and who deals with whom: actors, pairs of states and organisations, alliances."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager

import msgspec
from sqlalchemy import Connection, func, select

from mithaq.model import Entry
from mithaq.register import knowledge
from mithaq.register.alliances import DEALINGS, dealt
from mithaq.register.dyads import Dyad, dyad
from mithaq.register.nameless import called_in
from mithaq.register.parties import find_party
from mithaq.register.portraits import (
    MOST,
    ActorRow,
    Portrait,
    listed_actors,
    names_in,
    portrait,
    timeline,
)
from mithaq.register.selecting import Filter, of_seat
from mithaq.register.tables import entry_actors, entry_pairs


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two codes that stand in entries together, and in how many of each kind."""

    one: str
    other: str
    dealings: dict[str, int]


class Explorer:
    """Questions about who is in a register. ``moment`` is ISO 8601 in UTC: what the register said then."""

    def connect(self) -> AbstractContextManager[Connection]:
        """Return a connection for reading; it sees one state of the register throughout."""
        raise NotImplementedError

    def actors(self, words: str = "", kind: str = "", *, limit: int = 50, offset: int = 0) -> tuple[list[ActorRow], int]:
        """Return a page of the actors in entries, those in most of them first, and how many there are.

        Raises:
            RegisterError: R022 for a kind that no actor has.
        """
        with self.connect() as connection:
            return listed_actors(connection, words, kind, limit=limit, offset=offset)

    def names_in(self, keys: Iterable[str], language: str) -> dict[str, str]:
        """Return the names that reports in a language give to the actors of these ids; those that it gives none to are left out."""
        with self.connect() as connection:
            return names_in(connection, keys, language)

    def called_in(self, keys: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return what the reports of these entries call the actors of each telling: names by the id of the actor, by the telling's id."""
        with self.connect() as connection:
            return called_in(connection, keys)

    def portrait(self, name: str, *, moment: str | None = None, most: int = MOST) -> Portrait:
        """Return the dealings of one actor: what it promised and was promised, the latest of each, whom it met, who acts for it.

        Raises:
            RegisterError: R020 if nobody is known by it, R021 if several are.
        """
        with self.connect() as connection:
            return portrait(connection, find_party(connection, name), moment, most)

    def deeds(self, name: str, *, kinds: tuple[str, ...] = (), limit: int = 50, offset: int = 0, moment: str | None = None) -> list[Entry]:
        """Return a page of what one actor did, said and promised, and what befell it, the latest first.

        Raises:
            RegisterError: R020 if nobody is known by it, R021 if several are.
        """
        with self.connect() as connection:
            return timeline(connection, find_party(connection, name), kinds=kinds, limit=limit, offset=offset, moment=moment)

    def dyad(self, one: str, other: str, *, moment: str | None = None) -> Dyad:
        """Return the events of two sides by month, with the sums of their scores.

        Raises:
            RegisterError: R020 if nobody is known by a name, R021 if several are.
        """
        with self.connect() as connection:
            return dyad(connection, find_party(connection, one), find_party(connection, other), moment)

    def pairs(self, *, limit: int = 50, moment: str | None = None) -> list[Pair]:
        """Return who deals with whom: codes that meet, agree, promise or deliver, the most often first."""
        with self.connect() as connection:
            return _pairs(connection, limit, moment)

    def alliances(self, *, moment: str | None = None) -> dict[str, int]:
        """Return the bodies of states that entries name, with how many do, the most often first."""
        joint, wanted = [code for code, body in knowledge.bodies().items() if body.joint], Filter(moment=moment)
        number = func.count(entry_actors.c.entry_id.distinct())
        query = select(entry_actors.c.code, number).where(entry_actors.c.code.in_(joint), *of_seat(wanted, entry_actors))
        with self.connect() as connection:
            rows = connection.execute(query.group_by(entry_actors.c.code).order_by(number.desc(), entry_actors.c.code)).all()
        return {row[0]: row[1] for row in rows}


def _pairs(connection: Connection, limit: int, moment: str | None) -> list[Pair]:
    """Return the pairs of all entries."""
    wanted = Filter(kinds=DEALINGS, moment=moment)
    pair = (entry_pairs.c.one, entry_pairs.c.other)
    query = select(*pair, *dealt(entry_pairs)).where(*of_seat(wanted, entry_pairs))
    rows = connection.execute(query.group_by(*pair).order_by(func.count().desc(), *pair).limit(limit))
    return [Pair(one=row.one, other=row.other, dealings={kind: row._mapping[kind] for kind in DEALINGS}) for row in rows]
