"""What a register answers: counts, searches, timelines, who met whom, partnerships, alliances; all as values."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from contextlib import AbstractContextManager

import msgspec
from sqlalchemy import Connection

from mithaq.model import Entry
from mithaq.register.alliances import Alliance, alliance
from mithaq.register.carding import Card, card
from mithaq.register.counting import Counts, counts, marker, states
from mithaq.register.faceting import Facets, facets
from mithaq.register.listing import Listing
from mithaq.register.matrix import Matrix, met, times_met
from mithaq.register.moments import load_standing
from mithaq.register.ordering import first_keys
from mithaq.register.parties import Party, find_party
from mithaq.register.partnerships import Partnership, partnership
from mithaq.register.reports import ReportFilter, ReportOrder, Reports, list_reports
from mithaq.register.searching import found, page, search
from mithaq.register.selecting import Filter, Order
from mithaq.register.stated import Stated, stated


class Answers:
    """The questions of a register. ``as_of`` is a moment, ISO 8601 in UTC: what the register said then."""

    def connect(self) -> AbstractContextManager[Connection]:
        """Return a connection for reading; it sees one state of the register throughout."""
        raise NotImplementedError

    def stats(self, *, as_of: str | None = None) -> Counts:
        """Return how many reports and entries there are, by kind, language, outlet and review state."""
        with self.connect() as connection:
            return counts(connection, as_of)

    def states(self) -> dict[str, int]:
        """Return how many entries there are in each review state."""
        with self.connect() as connection:
            return states(connection)

    def marker(self) -> str:
        """Return what changes whenever the register does: answers may be kept as long as it stays."""
        with self.connect() as connection:
            return marker(connection)

    def party(self, name: str, *, day: str | None = None) -> Party:
        """Return whom a code, a name or the id of a card means; members of a body of states as of an ISO day, today's without.

        Raises:
            RegisterError: if nobody or several are known by it.
        """
        with self.connect() as connection:
            return find_party(connection, name, day)

    def search(self, words: str = "", wanted: Filter | None = None, *, limit: int = 50, offset: int = 0, order: Order | None = None) -> Listing:
        """Return the entries that hold words and fit a filter; the best hits first, or in an order.

        Words are found in any spelling of hamza and with glued letters, «words in quotation marks» as they stand.
        """
        with self.connect() as connection:
            return search(connection, words, wanted or Filter(), limit=limit, offset=offset, order=order)

    def first(self, wanted: Filter, limit: int, *, order: Order = "-date") -> list[Entry]:
        """Return the first entries of an order that fit a filter, without counting how many do."""
        with self.connect() as connection:
            return load_standing(connection, first_keys(connection, wanted, order, limit), moment=wanted.moment)

    def facets(self, words: str = "", wanted: Filter | None = None) -> Facets:
        """Return how many of the entries that a search finds have each kind, type, actor, country, outlet and state."""
        with self.connect() as connection:
            return facets(connection, found(connection, words, wanted or Filter(), None))

    def found(self, words: str, wanted: Filter, order: Order | None = None) -> list[int]:
        """Return the row keys of the first entries that a search finds, for :meth:`page` and :meth:`facets_of`: they hold until the register changes."""
        with self.connect() as connection:
            return found(connection, words, wanted, order)

    def page(self, keys: Sequence[int], words: str, wanted: Filter, *, limit: int = 50, offset: int = 0) -> Listing:
        """Return a page of what :meth:`found` found."""
        with self.connect() as connection:
            return page(connection, words, wanted, keys, limit=limit, offset=offset)

    def facets_of(self, keys: Sequence[int]) -> Facets:
        """Return the facets of what :meth:`found` found."""
        with self.connect() as connection:
            return facets(connection, keys)

    def reports(
        self, words: str = "", wanted: ReportFilter | None = None, *, limit: int = 50, offset: int = 0, order: ReportOrder = "-published"
    ) -> Reports:
        """Return reports as rows, the latest first or in another order; with words, those whose text holds them."""
        with self.connect() as connection:
            return list_reports(connection, words, wanted or ReportFilter(), limit=limit, offset=offset, order=order)

    def timeline(self, *names: str, wanted: Filter | None = None, limit: int = 1_000) -> Listing:
        """Return what one actor did, said and promised, or what two have to do with each other, in the order of days."""
        parties = tuple(self.party(name) for name in names)
        return self.search("", msgspec.structs.replace(wanted or Filter(), parties=parties), limit=limit, order="date")

    def matrix(self, wanted: Filter | None = None) -> Matrix:
        """Return who met whom."""
        with self.connect() as connection:
            return met(connection, wanted or Filter())

    def times_met(self, wanted: Filter | None = None) -> dict[tuple[str, str], int]:
        """Return how often each pair of codes met, those most often first."""
        with self.connect() as connection:
            return times_met(connection, wanted or Filter())

    def places(self, wanted: Filter | None = None) -> list[Stated]:
        """Return the places that reports state with their coordinates, those with most entries first."""
        with self.connect() as connection:
            return stated(connection, wanted or Filter())

    def partnership(self, one: str, other: str, *, as_of: str | None = None, today: str | None = None, most: int | None = None) -> Partnership:
        """Return the whole relation of two sides, or the latest ``most`` of each kind; ``today`` (ISO day) decides what is overdue."""
        day = today or (as_of[:10] if as_of else datetime.datetime.now(datetime.UTC).date().isoformat())
        with self.connect() as connection:
            sides = find_party(connection, one, day), find_party(connection, other, day)
            return partnership(connection, *sides, today=day, moment=as_of, most=most)

    def alliance(self, name: str, *, day: str | None = None, as_of: str | None = None, most: int | None = None) -> Alliance:
        """Return an alliance as of an ISO day: members and roles, organs and forces, partners, who speaks for it, all its offices or the latest ``most``."""
        with self.connect() as connection:
            return alliance(connection, find_party(connection, name, day), day=day, moment=as_of, most=most)

    def card(self, name: str, *, day: str | None = None, as_of: str | None = None, most: int | None = None) -> Card:
        """Return the card of an actor as of an ISO day, today's without: all its names, offices, memberships, whom it deals with.

        With ``most`` the offices are told from so many entries, the latest by their days.

        Raises:
            RegisterError: if nobody or several are known by the name.
        """
        on = day or (as_of[:10] if as_of else datetime.datetime.now(datetime.UTC).date().isoformat())
        with self.connect() as connection:
            return card(connection, find_party(connection, name, on, as_of), day=on, moment=as_of, most=most)
