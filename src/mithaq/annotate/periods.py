"""Days, weeks, months and longer periods of the calendar, and steps between them. No language in here."""

from __future__ import annotations

import calendar
import datetime
from typing import Literal, NamedTuple

Unit = Literal["day", "month", "year"]

_STEPS = {"day": 1, "week": 7, "month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


class Clock(NamedTuple):
    """When the text was published, and on which weekday (0 is Monday) its weeks begin."""

    today: datetime.date
    week_start: int = 0


class Period(NamedTuple):
    """Days from ``first`` to ``last``, both included, known to the given unit."""

    first: datetime.date
    last: datetime.date
    unit: Unit

    def iso(self) -> tuple[str, str]:
        """Return both ends in ISO 8601, cut to the unit."""
        return cut(self.first, self.unit), cut(self.last, self.unit)


def cut(day: datetime.date, unit: Unit) -> str:
    """Return a day in ISO 8601, cut to ``unit``."""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]]


def date_of(year: int, month: int, day: int) -> datetime.date | None:
    """Return a day, or None where the calendar has none."""
    if 1 <= year <= 9999 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return datetime.date(year, month, day)
    return None


def month_of(year: int, month: int) -> Period:
    """Return a month."""
    last = calendar.monthrange(year, month)[1]
    return Period(datetime.date(year, month, 1), datetime.date(year, month, last), "month")


def years_of(first: int, last: int) -> Period:
    """Return a run of years."""
    return Period(datetime.date(first, 1, 1), datetime.date(last, 12, 31), "year")


def shifted(day: datetime.date, unit: str, count: int) -> datetime.date:
    """Return the day ``count`` units later; the end of a shorter month stands for days it lacks."""
    if unit in ("day", "week"):
        return day + datetime.timedelta(days=_STEPS[unit] * count)
    year, month = divmod(day.year * 12 + day.month - 1 + _STEPS[unit] * count, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def first_from(day: datetime.date, weekday: int, least: int) -> datetime.date:
    """Return the first such weekday at least ``least`` days after ``day``."""
    return day + datetime.timedelta(days=(weekday - day.weekday() - least) % 7 + least)


def last_before(day: datetime.date, weekday: int, least: int) -> datetime.date:
    """Return the last such weekday at least ``least`` days before ``day``."""
    return day - datetime.timedelta(days=(day.weekday() - weekday - least) % 7 + least)


def week_at(clock: Clock, count: int) -> Period:
    """Return this week, or one ``count`` weeks on."""
    first = last_before(clock.today, clock.week_start, 0) + datetime.timedelta(weeks=count)
    return Period(first, first + datetime.timedelta(days=6), "day")


def nth_century(number: int) -> Period:
    """Return a century."""
    return years_of(number * 100 - 99, number * 100)


def season_of(year: int, month: int) -> Period:
    """Return the season that begins in a month of ``year``."""
    first = month_of(year, month).first
    last = shifted(first, "month", 2)
    return Period(first, month_of(last.year, last.month).last, "month")


def week_in(period: Period, order: int, clock: Clock) -> Period | None:
    """Return a week of a period: of months the weeks that lie wholly in it, of years those with most days in it.

    The months of other calendars count their weeks from the first day, and the last one to the last day.
    """
    if period.unit == "day":
        start = period.first + datetime.timedelta(weeks=order - 1) if order > 0 else period.last - datetime.timedelta(days=6)
        return Period(start, start + datetime.timedelta(days=6), "day")
    spare = 3 if (period.last - period.first).days > 31 else 0
    first = first_from(period.first - datetime.timedelta(days=spare), clock.week_start, 0)
    last = last_before(period.last + datetime.timedelta(days=spare), (clock.week_start - 1) % 7, 0) - datetime.timedelta(days=6)
    start = first + datetime.timedelta(weeks=order - 1) if order > 0 else last
    return Period(start, start + datetime.timedelta(days=6), "day") if first <= start <= last else None


def slice_of(period: Period, parts: int, place: int) -> Period:
    """Return one of ``parts`` equal parts of a period; the last one takes what is over."""
    first, last = period.first, period.last
    is_last = place == parts - 1
    years = last.year - first.year + 1
    if period.unit == "year" and years >= parts:
        year = first.year + place * (years // parts)
        return years_of(year, last.year if is_last else year + years // parts - 1)
    months = (years - 1) * 12 + last.month - first.month + 1
    if period.unit != "day" and months >= parts:
        size = months // parts
        start = shifted(first, "month", place * size)
        end = last if is_last else shifted(start, "month", size) - datetime.timedelta(days=1)
        return Period(start, end, "month")
    size = ((last - first).days + 1) // parts
    if not size:
        return period
    start = first + datetime.timedelta(days=place * size)
    return Period(start, last if is_last else start + datetime.timedelta(days=size - 1), "day")
