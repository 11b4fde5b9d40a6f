"""What a date expression means on the calendar: expressions in, periods out. No language in here."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from mithaq.annotate.periods import (
    Clock,
    Period,
    Unit,
    date_of,
    first_from,
    last_before,
    month_of,
    nth_century,
    season_of,
    shifted,
    slice_of,
    week_at,
    week_in,
    years_of,
)

Value = int | str

# A day and month without year are of the publication's year, unless that is further ahead or back than this.
AHEAD_DAYS = 180
BEHIND_DAYS = 300
# The weekday may name another year, if the date is no further away than this.
WEEKDAY_DAYS = 270

_HOURS_A_DAY = 24
# what half of a unit is
_HALVES = {"month": ("day", 15), "year": ("month", 6), "decade": ("year", 5)}
# from the longest to the shortest
_UNITS = ("century", "decade", "year", "quarter", "month", "week", "day", "hour")
_STATED = frozenset({"year", "hijri_year", "century", "decade"})


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression as the grammar read it. Offsets: code points into the folded text."""

    start: int
    end: int
    rule: str
    means: str
    kind: str
    values: Mapping[str, Value]
    inner: tuple[Expression, ...] = ()
    closes_range: bool = False

    def number(self, name: str) -> int | None:
        """Return a value that is a number, or None."""
        value = self.values.get(name)
        return value if isinstance(value, int) else None

    @property
    def is_relative(self) -> bool:
        """Return whether the date of publication is needed to know which day is meant."""
        if self.inner:
            return any(expression.is_relative for expression in self.inner)
        return not _STATED & self.values.keys()


def period_of(expression: Expression, clock: Clock, lean: int = 0) -> Period | None:
    """Return the days that an expression means, or None where the calendar has no such day.

    ``lean`` is -1 where the context asks for the past, 1 where it asks for the future.
    """
    try:
        return _MEANINGS[expression.means](expression, clock, lean)
    except (ValueError, OverflowError, IndexError):
        # the calendar itself says no: 31 April, the year 0 or one before it, a Hijri year beyond the tables
        return None


# ---------------------------------------------------------------- calendar dates


def _calendar(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return what day, month and year say, as far as they are given."""
    if expression.number("day") is not None:
        return _days(expression, clock, lean)
    if expression.number("month") is not None:
        return _months(expression, clock, lean)
    year = expression.number("year") or 0
    last = expression.number("year2") or year
    return years_of(year, last) if last >= year else None


def _days(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return a day, or a run of days within a month."""
    day = expression.number("day") or 0
    last_day = expression.number("day2") or day
    month = expression.number("month")
    if month is None:
        there = shifted(clock.today.replace(day=1), "month", expression.number("relative_month") or 0)
        if expression.number("weekday") is not None and expression.number("relative_month") is None:
            there = _fitting_month(there, day, expression.number("weekday"))
        year, month = there.year, there.month
    else:
        year = _year(expression, clock, lean, month, day)
    first, last = date_of(year, month, day), date_of(year, month, last_day)
    return Period(first, last, "day") if first and last and first <= last else None


def _fitting_month(there: datetime.date, day: int, weekday: int | None) -> datetime.date:
    """Return the month, of this one and its neighbours, whose day is such a weekday; this one if none is."""
    for distance in (0, -1, 1):
        month = shifted(there, "month", distance)
        date = date_of(month.year, month.month, day)
        if date is not None and date.weekday() == weekday:
            return month
    return there


def _months(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return a month, or a run of months; a year behind two months is the year of the second."""
    month = expression.number("month") or 0
    month2 = expression.number("month2") or month
    if "adjacent" in expression.values and month2 != month % 12 + 1:
        return None
    year = _year(expression, clock, lean, month, None)
    wraps = month2 < month
    if wraps and expression.number("year") is not None:
        return Period(month_of(year - 1, month).first, month_of(year, month2).last, "month")
    return Period(month_of(year, month).first, month_of(year + wraps, month2).last, "month")


def _year(expression: Expression, clock: Clock, lean: int, month: int, day: int | None) -> int:
    """Return the year that is given, or the one the context asks for. ``day`` is None for a month."""
    given, relative = expression.number("year"), expression.number("relative_year")
    if given is not None:
        # «mai 68», «June '98»
        return given if given > 99 else given + 1900
    if relative is not None:
        return clock.today.year + relative
    today = clock.today if day else clock.today.replace(day=1)
    options = {
        year: date
        for year in range(today.year - 2, today.year + 3)
        if (date := date_of(year, month, day or 1)) is not None
    }
    relative = expression.number("relative")
    if relative:
        return _nth_year(options, today, relative)
    if relative == 0:
        return today.year
    if lean:
        near = [year for year, date in options.items() if (date - today).days * lean >= 0]
        return max(near) if lean < 0 else min(near)
    return _nearest_year(options, today, expression.number("weekday"))


def _nth_year(options: Mapping[int, datetime.date], today: datetime.date, count: int) -> int:
    """Return the year of the first, second … such date before (negative count) or after today."""
    if count < 0:
        return sorted(year for year, date in options.items() if date < today)[max(count, -2)]
    return sorted(year for year, date in options.items() if date > today)[min(count, 2) - 1]


def _nearest_year(options: Mapping[int, datetime.date], today: datetime.date, weekday: int | None) -> int:
    """Return the year of publication, or the next one over where that is nearer; a weekday may decide."""
    away = {year: (date - today).days for year, date in options.items()}
    fitting = [year for year, days in away.items() if -BEHIND_DAYS <= days <= AHEAD_DAYS]
    usual = min(fitting or away, key=lambda year: abs(year - today.year))
    if weekday is None or usual not in options or options[usual].weekday() == weekday:
        return usual
    others = [
        year
        for year, days in away.items()
        if abs(days) <= WEEKDAY_DAYS and options[year].weekday() == weekday
    ]
    return min(others, key=lambda year: abs(away[year])) if others else usual


# ---------------------------------------------------------------- Hijri


def _hijri(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return a Hijri day, month or year on the Gregorian calendar, by the Umm al-Qura tables."""
    year, month, day = (expression.number(name) for name in ("hijri_year", "hijri_month", "day"))
    if year is not None:
        return _hijri_period(year, month, day)
    from hijridate import Gregorian

    now = Gregorian(*clock.today.timetuple()[:3]).to_hijri().year
    options = [period for year in (now - 1, now, now + 1) if (period := _hijri_period(year, month, day))]
    sign = (expression.number("relative") or 0) or lean
    if sign < 0:
        options = [period for period in options if period.last < clock.today][-1:]
    elif sign > 0:
        options = [period for period in options if period.first > clock.today][:1]
    return min(options, key=lambda period: abs((period.first - clock.today).days), default=None)


def _hijri_period(year: int, month: int | None, day: int | None) -> Period | None:
    """Return a Hijri day, month or year."""
    # imported here: the tables take longer to load than all the rest of the reader
    from hijridate import Hijri

    first = Hijri(year, month or 1, day or 1)
    if day is not None:
        last = first
    else:
        last = Hijri(year, month or 12, 1)
        last = Hijri(year, month or 12, last.month_length())
    start, end = first.to_gregorian(), last.to_gregorian()
    return Period(datetime.date(*start.datetuple()), datetime.date(*end.datetuple()), "day")


# ---------------------------------------------------------------- days and weeks


def _relative_day(expression: Expression, clock: Clock, lean: int) -> Period:
    """Return yesterday, today, tomorrow …"""
    day = clock.today + datetime.timedelta(days=expression.number("offset") or 0)
    return Period(day, day, "day")


def _weekday(expression: Expression, clock: Clock, lean: int) -> Period:
    """Return the day a weekday names: bare, the latest one up to today."""
    weekday = expression.number("weekday") or 0
    week = expression.number("relative_week")
    relative, weeks, count = (expression.number(name) for name in ("relative", "weeks", "count"))
    if count is not None:
        relative = count * (expression.number("sign") or 1)
    if weeks is not None:
        first = first_from(clock.today, weekday, 0) + datetime.timedelta(weeks=weeks)
    elif week is not None or relative == 0:
        start = week_at(clock, week or 0).first
        first = start + datetime.timedelta(days=(weekday - start.weekday()) % 7)
    elif relative is None:
        first = first_from(clock.today, weekday, 0) if lean > 0 else last_before(clock.today, weekday, 0)
    elif relative > 0:
        first = first_from(clock.today, weekday, 1) + datetime.timedelta(weeks=relative - 1)
    else:
        first = last_before(clock.today, weekday, 1) + datetime.timedelta(weeks=relative + 1)
    second = expression.number("weekday2")
    return Period(first, first if second is None else first_from(first, second, 0), "day")


# ---------------------------------------------------------------- periods and distances


def _period(expression: Expression, clock: Clock, lean: int) -> Period:
    """Return this, the last or the next week, month, quarter, year, decade or century."""
    unit, count = expression.values["unit"], expression.number("relative") or 0
    if unit == "week":
        return week_at(clock, count)
    if unit == "weekend":
        last = week_at(clock, count).last
        return Period(last - datetime.timedelta(days=1), last, "day")
    if unit == "month":
        there = shifted(clock.today.replace(day=1), "month", count)
        return month_of(there.year, there.month)
    if unit == "quarter":
        first = shifted(clock.today.replace(month=(clock.today.month - 1) // 3 * 3 + 1, day=1), "quarter", count)
        return Period(first, shifted(first, "quarter", 1) - datetime.timedelta(days=1), "month")
    if unit == "decade":
        begun = (clock.today.year // 10 + count) * 10
        return years_of(begun, begun + 9)
    if unit == "century":
        return nth_century((clock.today.year - 1) // 100 + 1 + count)
    return years_of(clock.today.year + count, clock.today.year + count)


def _century(expression: Expression, clock: Clock, lean: int) -> Period:
    """Return a century by its number."""
    return nth_century(expression.number("century") or 0)


def _decade(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return a decade of a century, of the twentieth where none is named."""
    century = expression.number("century") or 20
    first = (century - 1) * 100 + (expression.number("decade") or 0)
    return years_of(first, first + 9)


def _season(expression: Expression, clock: Clock, lean: int) -> Period:
    """Return a season: three months from the one its value names."""
    month = expression.number("season") or 0
    year = expression.number("year") or clock.today.year + (expression.number("relative_year") or 0)
    relative = expression.number("relative") or 0
    if relative < 0 and season_of(year, month).last >= clock.today:
        year -= 1
    elif relative > 0 and season_of(year, month).first <= clock.today:
        year += 1
    return season_of(year, month)


def _amounts(expression: Expression) -> list[tuple[str, int]]:
    """Return units and counts of «three months», «two years», «a week», «a year and a half», «a year and two months».

    Hours count as days, and less than a day of them as nothing.
    """
    amounts: list[tuple[str, int]] = []
    for number in ("", "2"):
        counts = (("units", expression.number(f"count{number}") or 1), ("dual", 2), ("single", 1))
        amounts += [(str(expression.values[name + number]), count) for name, count in counts if name + number in expression.values][:1]
    if "half" in expression.values and amounts and amounts[0][0] in _HALVES:
        amounts.append(_HALVES[amounts[0][0]])
    days = [("day", round(count / _HOURS_A_DAY)) for unit, count in amounts if unit == "hour" and count >= _HOURS_A_DAY]
    return [(unit, count) for unit, count in amounts if unit != "hour"] + days


def _moved(day: datetime.date, amounts: list[tuple[str, int]], sign: int) -> datetime.date:
    """Return a day moved by amounts of units."""
    for unit, count in amounts:
        day = shifted(day, unit, count * sign)
    return day


def _distance(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return the day, month or year that lies a number of units before or after today."""
    amounts = _amounts(expression)
    if not amounts:
        return None
    day = _moved(clock.today, amounts, expression.number("sign") or 1)
    unit = max((unit for unit, _ in amounts), key=_UNITS.index)
    if unit in ("day", "week"):
        return Period(day, day, "day")
    return month_of(day.year, day.month) if unit == "month" else years_of(day.year, day.year)


def _window(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return the days between today and a number of units before or after."""
    sign, amounts = expression.number("sign") or expression.number("relative") or 1, _amounts(expression)
    if not amounts:
        return None
    day = _moved(clock.today, amounts, 1 if sign > 0 else -1)
    return Period(min(day, clock.today), max(day, clock.today), "day")


def _week_of(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return the week in which a day lies."""
    period = _days(expression, clock, lean)
    return None if period is None else week_at(Clock(period.first, clock.week_start), 0)


# ---------------------------------------------------------------- what is said about a date


def _edge(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return the first, middle or last third of a period; a day stays a day."""
    period = period_of(expression.inner[0], clock, lean)
    if period is None or period.first == period.last:
        return period
    place = {"start": 0, "middle": 1, "end": 2}[str(expression.values["edge"])]
    return slice_of(period, 3, place)


def _part(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return a half, third, quarter or week of a period."""
    period = period_of(expression.inner[0], clock, lean)
    order, parts = expression.number("order") or 0, expression.values["part_unit"]
    if period is None or period.first == period.last:
        return None
    if isinstance(parts, int):
        place = order - 1 if order > 0 else parts - 1
        return slice_of(period, parts, place) if place < parts else None
    return week_in(period, order, clock)


def _rest(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return what is left of a period from today on."""
    period = period_of(expression.inner[0], clock, lean)
    return None if period is None or period.last < clock.today else Period(max(clock.today, period.first), period.last, "day")


def _elapsed(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return what has passed of a period up to today."""
    period = period_of(expression.inner[0], clock, lean)
    return None if period is None or period.first > clock.today else Period(period.first, min(clock.today, period.last), "day")


def _nth(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return the first, second … last day of a period, or its first, second … last Monday, Tuesday …

    Without a period it is of this month. «Wednesday the second of April» names a day of the month if the calendar agrees, else the second Wednesday.
    """
    period = period_of(expression.inner[0], clock, lean) if expression.inner else month_of(clock.today.year, clock.today.month)
    order, weekday = expression.number("order") or 0, expression.number("weekday")
    if period is None or period.first == period.last:
        return None
    day = period.first + datetime.timedelta(days=order - 1) if order > 0 else period.last
    if weekday is not None and (day.weekday() != weekday or "reversed" in expression.values):
        ahead = first_from(period.first, weekday, 0) + datetime.timedelta(weeks=order - 1)
        day = ahead if order > 0 else last_before(period.last, weekday, 0)
    return Period(day, day, "day") if period.first <= day <= period.last else None


def _bound(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return the period that a deadline or beginning names."""
    return period_of(expression.inner[0], clock, expression.number("lean") or 0)


def _range(expression: Expression, clock: Clock, lean: int) -> Period | None:
    """Return the days from the beginning of one date to the end of another; a weekday alone is the next one."""
    start, stop = expression.inner
    first = period_of(start, clock, lean)
    if first is not None and stop.means == "weekday" and not {"relative", "relative_week"} & stop.values.keys():
        last = period_of(stop, Clock(first.last, clock.week_start), 1)
    else:
        last = period_of(stop, clock, lean)
    if first is not None and last is not None and first.first > last.last and start.means == "calendar" and start.number("month"):
        # «from 20 July to 22 October next»: of the year of its end
        earlier = (start.number("month") or 0) > last.last.month
        values = {**start.values, "year": last.last.year - earlier}
        first = period_of(replace(start, values=values), clock, lean)
    if first is None or last is None or first.first > last.last:
        return None
    units: tuple[Unit, ...] = ("day", "month", "year")
    return Period(first.first, last.last, min(first.unit, last.unit, key=units.index))


_MEANINGS: dict[str, Callable[[Expression, Clock, int], Period | None]] = {
    "calendar": _calendar,
    "hijri": _hijri,
    "relative_day": _relative_day,
    "weekday": _weekday,
    "period": _period,
    "century": _century,
    "decade": _decade,
    "season": _season,
    "distance": _distance,
    "window": _window,
    "week_of": _week_of,
    "rest": _rest,
    "elapsed": _elapsed,
    "nth": _nth,
    "edge": _edge,
    "part": _part,
    "bound": _bound,
    "range": _range,
}
