"""Find the dates and periods a text names and say which days they mean.

One pass over the words: a word that may begin a date starts the rules of the pack that can begin with it,
the longest match wins, neighbours that word one date are joined, and the calendar says which days are meant.
The patterns are data (``packs/<language>/dates.toml``); no language is known here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from mithaq.annotate.date_grammar import DateGrammar, Rule, Start
from mithaq.annotate.date_patterns import GAP, MARK, NUMBER
from mithaq.annotate.date_values import Expression, period_of
from mithaq.annotate.periods import Clock, Period, cut
from mithaq.model.when import Precision

__all__ = ["DateGrammar", "DateHit", "dated", "find_dates", "find_expressions", "infer_published"]

Kind = Literal["date", "deadline", "duration_before", "after"]

# how many characters apart a word like «yesterday» and the date it speaks of stand at most
_BESIDE = 160
_TOKEN = re.compile(r"(\d+(?:[.,\u066b\u066c/:\-]\d+)*)|[^\W\d_]+")
_GAP = re.compile(r"[^\S\n]*")
_NEXT = re.compile(rf"{GAP}(?:(\d)|([^\W\d_]+))?")
_SPACE = re.compile(r"[^\S\n]+")
_CLOSING = re.compile(r"[^\S\n]*\)")
# wordings of a day, the more telling one last
_RANKS = ("weekday", "relative_day", "hijri", "calendar")
# which wording may stand before which for the same day, and which others if the second is in parentheses
_SAME_DAY = frozenset(
    (first, second)
    for first in _RANKS
    for second in _RANKS
    if _RANKS.index(first) < _RANKS.index(second) and second not in ("weekday", "relative_day")
) | {("relative_day", "weekday"), ("calendar", "hijri")}
_SAME_DAY_ASIDE = frozenset((first, second) for first in _RANKS for second in _RANKS if first != second)
# what a wording keeps beside a more telling one
_TOLD = frozenset({"weekday", "offset"})
# code points between two expressions, or before one, that may still join them
_FAR = 24
# what says which year a day or month is of
_YEARS = frozenset({"year", "relative_year", "relative"})
# stands where nobody looks: dates that are stated in full do not depend on it
_NO_CLOCK = Clock(datetime.date(2000, 1, 1))


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date or period that a text names.

    ``start_date`` and ``end_date`` are ISO 8601, cut to what is known; ``end_date`` is None for a single day,
    month or year. With ``precision`` "before" only the end is known, with "after" only the start.
    ``kind`` is "deadline" for by, until, within; "duration_before" for what is counted back from publication
    (two days ago, the last three months); "after" for what is counted forward or begins at a date.
    ``weekday_conflict`` says that the weekday or the relative word contradicts the calendar;
    ``unresolved`` that the date of publication is missing. Vague words («days ago») are never dated:
    their precision is "unknown".
    ``offset`` (days from publication) and ``weekday`` (0 is Monday) are what the words themselves say.

    Offsets: code points into the folded text, half-open, glued conjunctions and prepositions left out.
    """

    start: int
    end: int
    start_date: str | None
    end_date: str | None
    precision: Precision
    basis: Literal["explicit", "relative"]
    rule: str
    weekday_conflict: bool = False
    unresolved: bool = False
    kind: Kind = "date"
    offset: int | None = None
    weekday: int | None = None


def find_dates(text: str, grammar: DateGrammar, published: datetime.date | None) -> list[DateHit]:
    """Return the dates and periods of a folded text, in reading order, without overlap.

    Args:
        text: the folded view of an article or a part of it.
        grammar: the date expressions of the text's language.
        published: the day that «yesterday» and the like are counted from, if it is known.
    """
    return dated(find_expressions(text, grammar), grammar, published)


def find_expressions(text: str, grammar: DateGrammar) -> list[Expression]:
    """Return what in a folded text words a date or period, in reading order, whatever days it means."""
    view = grammar.view(text)
    return _with_stated_years(_joined(_scan(view, grammar), view, grammar))


def dated(expressions: Iterable[Expression], grammar: DateGrammar, published: datetime.date | None) -> list[DateHit]:
    """Return the days that expressions mean in a text that was published on a day."""
    clock = None if published is None else Clock(published, grammar.week_start)
    return [hit for expression in expressions for hit in _hits(expression, clock)]


def infer_published(hits: Iterable[DateHit], text: str) -> tuple[datetime.date, int, int] | None:
    """Return the day of publication that the hits give away, and the words (start, end) that do.

    «Yesterday, Thursday» and 3 April 2025, a Thursday, beside it make 4 April 2025; «yesterday (3 April 2025)»
    says it alone. Of several days that fit, the latest counts; words that lead to different days, or that
    contradict the calendar, give None. Further away a day has that weekday by chance.

    Args:
        hits: what :func:`find_dates` returned, with or without a date of publication.
        text: the text of the hits.
    """
    found = [hit for hit in hits if hit.end <= len(text)]
    stated = [hit for hit in found if _is_stated_day(hit)]
    guesses: dict[datetime.date, DateHit] = {}
    for hit in found:
        if hit.offset is None:
            continue
        day = _day_of(hit, stated)
        if day is not None:
            guesses.setdefault(day - datetime.timedelta(days=hit.offset), hit)
    if len(guesses) != 1 or any(hit.weekday_conflict and hit.offset is not None for hit in found):
        return None
    published, hit = guesses.popitem()
    return published, hit.start, hit.end


def _is_stated_day(hit: DateHit) -> bool:
    """Return whether a hit is one day stated in full."""
    return hit.basis == "explicit" and hit.precision == "day" and hit.kind == "date"


def _day_of(hit: DateHit, stated: list[DateHit]) -> datetime.date | None:
    """Return the day that a relative word speaks of: its own date, or the latest with its weekday beside it."""
    if _is_stated_day(hit):
        return datetime.date.fromisoformat(hit.start_date or "")
    beside = (datetime.date.fromisoformat(one.start_date or "") for one in stated if abs(one.start - hit.start) <= _BESIDE)
    return max((day for day in beside if day.weekday() == hit.weekday), default=None)


# ---------------------------------------------------------------- words into expressions


def _scan(view: str, grammar: DateGrammar) -> Iterator[Expression]:
    """Yield the expressions of a text from left to right, each the longest at its place."""
    position = 0
    starts = grammar.starts
    for token in _TOKEN.finditer(view):
        found = starts.get(NUMBER if token.lastindex else token.group())
        if found is None or token.start() < position:
            continue
        expression = _longest(view, token, found, grammar, None)
        if expression is None:
            continue
        position = expression.end
        if expression.means != "none" and not grammar.blocked(
            expression.rule, view, expression.start, expression.end
        ):
            yield expression


def _longest(
    view: str, token: re.Match[str], starts: tuple[Start, ...], grammar: DateGrammar, behind: str | None
) -> Expression | None:
    """Return the longest expression that begins in a token; of equals, the first in the data."""
    best: Expression | None = None
    at, following = token.start(), _following(view, token)
    for start in starts:
        text = view
        if start.patch:
            begin = at + start.offset
            text = view[:begin] + start.patch + view[begin + len(start.patch) :]
        for rule in start.rules.all if following is None else start.rules.before(following):
            if rule.after and behind not in rule.after:
                continue
            match = rule.match(text, at + start.offset)
            expression = _read(rule, match, text, grammar) if match else None
            if expression is not None and (best is None or expression.end > best.end):
                best = expression
    return best


def _following(view: str, token: re.Match[str]) -> str | None:
    """Return the word behind a token, or that a number or a mark stands there; None where a date may end within the token: «3/4»."""
    if token.lastindex and not token.group().isdigit():
        return None
    behind = _NEXT.match(view, token.end())
    return MARK if behind is None or not behind.lastindex else behind[2] or NUMBER


def _read(rule: Rule, match: re.Match[str], view: str, grammar: DateGrammar) -> Expression | None:
    """Return what a rule reads in a match of its pattern, or None where a word has no value."""
    values = rule.values(match)
    if values is None:
        return None
    start, end = match.span()
    if rule.nested:
        follower = _follower(view, end, grammar, rule.means)
        if follower is None:
            return None
        name = f"{rule.id}({follower.rule})"
        return Expression(
            start, follower.end, name, rule.means, rule.kind, values, (follower,), rule.closes_range
        )
    if rule.marked:
        # the word looked at («in») must not hide a longer date behind it
        start = match.start("mark")
        follower = _follower(view, start, grammar, "")
        if follower is not None and follower.end >= end:
            return follower
    return Expression(start, end, rule.id, rule.means, rule.kind, values)


def _follower(view: str, end: int, grammar: DateGrammar, behind: str) -> Expression | None:
    """Return the expression right behind words that speak of a date."""
    gap = _GAP.match(view, end)
    token = _TOKEN.match(view, gap.end() if gap else end)
    if token is None:
        return None
    found = grammar.starts.get(NUMBER if token.lastindex else token.group())
    expression = _longest(view, token, found, grammar, behind) if found else None
    if (
        expression is None
        or expression.means in ("vague", "none")
        or grammar.blocked(expression.rule, view, expression.start, expression.end)
    ):
        return None
    return expression


# ---------------------------------------------------------------- neighbours into one


def _joined(expressions: Iterable[Expression], view: str, grammar: DateGrammar) -> list[Expression]:
    """Return expressions with those joined that word one day, or the two ends of one period."""
    joined: list[Expression] = []
    for expression in expressions:
        while joined:
            whole = _one_day(joined[-1], expression, view, grammar) or _one_range(
                joined[-1], expression, view, grammar
            )
            if whole is None:
                break
            joined.pop()
            expression = whole
        if joined and grammar.joins.both.fullmatch(view, joined[-1].end, expression.start):
            joined[-1] = _with_year(joined[-1], expression)
        joined.append(expression)
    return joined


def _one_day(first: Expression, second: Expression, view: str, grammar: DateGrammar) -> Expression | None:
    """Return two wordings of one day as one: a weekday and a date, Hijri and Gregorian, «yesterday, Thursday»."""
    if first.means == "range":
        stop = _one_day(first.inner[1], second, view, grammar)
        if stop is None:
            return None
        return replace(first, end=stop.end, inner=(_with_year(first.inner[0], stop), stop), rule=f"{first.inner[0].rule}–{stop.rule}")
    if first.means == "bound":
        inner = _one_day(first.inner[0], second, view, grammar)
        if inner is None:
            return None
        return replace(first, end=inner.end, inner=(inner,), rule=f"{first.rule.split('(')[0]}({inner.rule})")
    if not (_is_day(first) and _is_day(second)) or second.start - first.end > _FAR:
        return None
    gap = grammar.joins.same.fullmatch(view, first.end, second.start)
    pairs = _SAME_DAY_ASIDE if gap and "(" in gap.group() else _SAME_DAY
    told_twice = _TOLD & first.values.keys() & second.values.keys()
    if gap is None or told_twice or (first.means, second.means) not in pairs:
        return None
    less, more = sorted((first, second), key=lambda expression: _RANKS.index(expression.means))
    values = {name: value for name, value in less.values.items() if name in _TOLD} | dict(more.values)
    closing = _CLOSING.match(view, second.end) if pairs is _SAME_DAY_ASIDE else None
    end = closing.end() if closing else second.end
    return Expression(first.start, end, f"{first.rule}+{second.rule}", more.means, "date", values)


def _is_day(expression: Expression) -> bool:
    """Return whether an expression names one day."""
    if expression.means not in _RANKS or {"day2", "weekday2"} & expression.values.keys():
        return False
    return expression.means in ("relative_day", "weekday") or "day" in expression.values


def _one_range(first: Expression, second: Expression, view: str, grammar: DateGrammar) -> Expression | None:
    """Return the two ends of a period as one expression."""
    start, stop = _unbound(first, "after"), _unbound(second, "before")
    if not (_is_end(start) and _is_end(stop)):
        return None
    before = (view, max(0, start.start - _FAR), start.start)
    if second.closes_range:
        opened = first.means == "bound" or grammar.joins.since.search(*before)
        fits = bool(opened and _SPACE.fullmatch(view, first.end, second.start))
    elif second.means == "bound":
        fits = False
    elif grammar.joins.range.fullmatch(view, first.end, second.start):
        fits = True
    else:
        joined = grammar.joins.both.fullmatch(view, first.end, second.start)
        fits = bool(joined and grammar.joins.between.search(*before))
    if not fits:
        return None
    ends = (_with_year(start, stop), stop)
    return Expression(start.start, second.end, f"{start.rule}–{stop.rule}", "range", "date", {}, ends)


def _unbound(expression: Expression, side: str) -> Expression:
    """Return the date inside «since …» or «until …»."""
    if expression.means == "bound" and expression.values["side"] == side:
        return expression.inner[0]
    return expression


def _is_end(expression: Expression) -> bool:
    """Return whether an expression may be one end of a period."""
    if expression.means not in (*_RANKS, "edge", "period", "season", "decade"):
        return False
    return not {"day2", "weekday2", "year2", "month2"} & expression.values.keys()


def _with_year(first: Expression, second: Expression) -> Expression:
    """Return the first of two dates with the year, or the word for it, that only the second has."""
    month, last_month = first.number("month"), second.number("month")
    if first.means != "calendar" or month is None or _YEARS & first.values.keys():
        return first
    lent = {name: value for name, value in second.values.items() if name in _YEARS}
    if last_month is not None and month > last_month:
        lent |= {
            name: value - 1 for name, value in lent.items() if name != "relative" and isinstance(value, int)
        }
    return replace(first, values={**first.values, **lent})


def _with_stated_years(expressions: list[Expression]) -> list[Expression]:
    """Return expressions where a day without year has the year that the text states for it elsewhere."""
    years: dict[tuple[int, int], set[int]] = {}
    for expression in expressions:
        values = expression.values
        if expression.means == "calendar" and {"day", "month", "year"} <= values.keys():
            key = (expression.number("day") or 0, expression.number("month") or 0)
            years.setdefault(key, set()).add(expression.number("year") or 0)
    return [_with_stated_year(expression, years) for expression in expressions] if years else expressions


def _with_stated_year(expression: Expression, years: dict[tuple[int, int], set[int]]) -> Expression:
    """Return a day without year with the one year that ``years`` has for it, or as it is."""
    if expression.inner:
        return replace(expression, inner=tuple(_with_stated_year(inner, years) for inner in expression.inner))
    values = expression.values
    stated = years.get((expression.number("day") or 0, expression.number("month") or 0), ())
    if expression.means != "calendar" or len(stated) != 1 or _YEARS & values.keys() or "day2" in values:
        return expression
    return replace(expression, values={**values, "year": next(iter(stated))})


# ---------------------------------------------------------------- expressions into hits


def _hits(expression: Expression, clock: Clock | None) -> list[DateHit]:
    """Return the hit of an expression; the two ends of a period that runs backwards stand for themselves."""
    hit = _hit(expression, clock)
    if hit is None and expression.means == "range":
        return [end for inner in expression.inner for end in _hits(inner, clock)]
    return [] if hit is None else [hit]


def _hit(expression: Expression, clock: Clock | None) -> DateHit | None:
    """Return the hit of an expression, or None where the calendar has no such day."""
    relative = expression.is_relative
    plain = DateHit(
        start=expression.start,
        end=expression.end,
        start_date=None,
        end_date=None,
        precision="unknown",
        basis="relative" if relative else "explicit",
        rule=expression.rule,
        kind=_kind(expression),
        unresolved=True,
        offset=expression.number("offset"),
        weekday=expression.number("weekday"),
    )
    if relative and clock is None:
        return plain
    if expression.means == "vague":
        return replace(plain, unresolved=False)
    period = period_of(expression, clock or _NO_CLOCK)
    return None if period is None else _dated(plain, expression, period, clock)


def _kind(expression: Expression) -> Kind:
    """Return how an expression relates to time: a date, a deadline, counted back or forward."""
    if expression.means == "window" and expression.kind == "date":
        return "duration_before" if (expression.number("relative") or 0) < 0 else "deadline"
    kinds: dict[str, Kind] = {"deadline": "deadline", "duration_before": "duration_before", "after": "after"}
    return kinds.get(expression.kind, "date")


def _dated(plain: DateHit, expression: Expression, period: Period, clock: Clock | None) -> DateHit:
    """Return a hit with its dates, precision and conflicts."""
    start, end = period.iso()
    precision: Precision = period.unit if start == end else "range"
    side = expression.values.get("side")
    told = expression.inner[0] if expression.means == "bound" else expression
    plain = replace(plain, weekday_conflict=_conflicts(told, period, clock), unresolved=False)
    if side == "after":
        return replace(plain, start_date=start, precision="after")
    if side == "before":
        if expression.inner[0].means == "edge":
            end = cut(period.last, "day")
        return replace(plain, end_date=end, precision="before")
    return replace(
        plain,
        start_date=start,
        end_date=None if start == end else end,
        precision=precision,
    )


def _conflicts(expression: Expression, period: Period, clock: Clock | None) -> bool:
    """Return whether weekday or relative word contradict the day that the expression means."""
    if expression.means not in ("calendar", "hijri", "relative_day"):
        return False
    weekday, offset = expression.number("weekday"), expression.number("offset")
    if weekday is not None and period.first.weekday() != weekday:
        return expression.means != "hijri"
    if offset is None or clock is None:
        return False
    return period.first != clock.today + datetime.timedelta(days=offset)
