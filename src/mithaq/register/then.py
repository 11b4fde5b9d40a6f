"""Which entries stood at a moment, and which lists showed then, as conditions that indexes answer."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal_column, or_, select
from sqlalchemy.sql.selectable import ScalarSelect

from mithaq.register.facts import NOT_REAL
from mithaq.register.reviewed import STATES
from mithaq.register.tables import entries, reviews

_REJECTED = "rejected"


def standing(moment: str | None) -> ColumnElement[bool]:
    """Return the condition that an entry stood at a moment; without one, that it stands now."""
    ended = entries.c.until
    return ended.is_(None) if moment is None else and_(entries.c.id <= _last(moment), or_(ended.is_(None), ended > moment))


def shown(moment: str | None, *, walked: bool = False) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions that an entry is real and was not rejected at a moment, or now.

    With ``walked`` in the words by which the indexes of what lists show are found (``tables.SHOWN``), else so that they are not.
    """
    write = (lambda value: literal_column(f"'{value}'")) if walked else (lambda value: value)
    real = entries.c.actuality.not_in([write(value) for value in NOT_REAL])
    return real, entries.c.state != write(_REJECTED) if moment is None else entries.c.id.not_in(_rejected(moment))


def seated(moment: str, entry: ColumnElement[int], seat_shown: ColumnElement[int]) -> list[ColumnElement[bool]]:
    """Return the conditions that lists showed an entry at a moment, by a row of whom entries name: those that ended since have none."""
    # no index of entries leads here, but one of whom they name
    entry = entry + 0
    return [entry <= _last(moment), or_(seat_shown == 1, entry.in_(restored(moment))), entry.not_in(_rejected(moment))]


def restored(moment: str) -> Select[int]:
    """Return the entries that are rejected now and were not at a moment."""
    one = entries.alias()
    return select(one.c.id).where(one.c.state == _REJECTED, one.c.until.is_(None), one.c.actuality.not_in(NOT_REAL), one.c.id.not_in(_rejected(moment)))


def state_at(moment: str | None, entry: ColumnElement[int] = entries.c.id) -> ColumnElement[str]:
    """Return an entry's review state, at a moment that of the last decision that stood then."""
    if moment is None:
        return entries.c.state
    made, undoing = reviews.alias(), reviews.alias()
    stood = made.c.undone_by.is_(None) | ~exists().where(undoing.c.id == made.c.undone_by, undoing.c.at <= moment)
    last = (
        select(case(STATES, value=made.c.decision))
        .where(made.c.subject == "entry", made.c.subject_id == entry, made.c.decision.in_(STATES), made.c.at <= moment, stood)
        .order_by(made.c.id.desc())
        .limit(1)
    )
    return func.coalesce(last.scalar_subquery(), "machine")


def _rejected(moment: str) -> Select[int]:
    """Return the entries that were rejected at a moment; people reject few, so that they are looked up once for all."""
    made = reviews.alias()
    return select(made.c.subject_id).where(made.c.subject == "entry", made.c.decision == "reject", made.c.at <= moment, state_at(moment, made.c.subject_id) == _REJECTED)


def _last(moment: str) -> ScalarSelect[int]:
    """Return the entry that was written last by a moment: keys rise with time."""
    one = entries.alias()
    return select(one.c.id).where(one.c.since <= moment).order_by(one.c.since.desc(), one.c.id.desc()).limit(1).scalar_subquery()
