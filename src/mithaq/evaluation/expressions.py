"""Score dates against two public collections of date and time expressions (Duckling, Recognizers-Text).

Files are ``timex_COLLECTION_LANGUAGE.jsonl``: an expression or a sentence, the moment it is said, and what it means.
The collections were made for assistants that keep calendars. Of what they hold, news needs dates, periods and
durations up to a date; by rule these are left out:

- *clock time*: anything finer than a day, «now» included;
- *recurring*: sets such as «every Monday»;
- *holiday*: days known by a name only;
- *bare duration*: how long, without from or until when;
- *time zone*;
- *bare number*: a number alone as a day of the month («on the 27th»), and numbers without a year of four digits
  («4.22», «22-4»): in news these are amounts, scores and shares;
- *told before*: «the following day», «two weeks later» lean on a day told before; an assistant takes now;
- *vague*: «a few days ago»: an assistant takes three;
- *no moment*: the collection does not say when the words are said, and they do not name the years they mean;
- *reckoned*: «two days after tomorrow», «four business days», «week 31»: sums that calendars do;
- *bare unit*: «the week», «my day»: in news any week, or the one of the story;
- *notation*: «<=2019», «EOY»: what tables and chats write;
- *no value*: the collection gives none, or the words it names are not in the text.

What is said to hold no date is right when none is found. An expression is **missed** when nothing that covers half
of its words is found, or nothing that is dated; else it is **right** or **wrong** by these rules:

- the first day must be equal, and the last where the collection gives one (it writes the last day or the one after);
- a weekday alone or with «this» and a day without year point both ways: the collections look ahead, news looks back,
  and the same weekday one week away, or the same day of another year, is right;
- «two months ago» is known to the month and «two years ago» to the year: right when the day lies in it; where a
  collection takes «in two days» for the days from now until then, the last of them counts;
- the early, middle or late part of a period is a half there and a third here, a weekend two days there and three here:
  right when both begin or end together; so is «earlier this month», which ends today here;
- «the next three weeks» are counted to the day here and in whole weeks there: right when both are as long and overlap,
  or, where a collection gives one day of them, when it lies in their second half;
- of «until» and «since» the side and the date that is named must be equal; «after 2016» may begin with that year or behind it;
- a run of months or years («2014 to 2018») ends with the last one here and with its first day in a collection.
"""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from mithaq.annotate.dates import DateGrammar, DateHit, find_dates
from mithaq.packs import loader
from mithaq.packs.store import open_pack
from mithaq.text.fold import fold

Verdict = Literal["right", "wrong", "missed"]
_NAME = re.compile(r"timex_(?P<collection>\w+)_(?P<language>[a-z]{2})\.jsonl")
_LEFT_OUT = {
    "time": "clock time", "timerange": "clock time", "datetime": "clock time", "datetimerange": "clock time",
    "set": "recurring", "duration": "bare duration", "timezone": "time zone",
}  # fmt: skip
_CLOCK_GRAINS = ("Hour", "Minute", "Second")
_NUMBERS = re.compile(r"(?!.*\d{4})(?:le |on |the )*[\d\W_]+(?:st|nd|rd|th|er|e)?", re.IGNORECASE)
# why words do not count whatever a collection says of them: those of the first kind lean on a day told before, of the second on no day
_UNIT = r"(?:days?|weeks?|months?|quarters?|years?|jours?|semaines?|mois|trimestres?|ans?|années?)"
_WORDED = (
    ("told before", r"\b(?:التالي|التالية|السابق|السابقة|following|previous|later|suivante?|précédente?|lendemain|veille|plus tard|plus tôt|auparavant|d'avant|d'après|qui suit|jours? après|the day (?:before|after)$)\b"),
    ("vague", r"\b(?:بضعة|بضع|عدة|few|several|couple|quelques|plusieurs)\b"),
    ("holiday", r"\b(?:no[eë]l|nouvel an|toussaint|jour des morts|pâques|christmas|xmas|easter|thanksgiving|new year|halloween|\w+ day \d{4}|independence day|ides)\b"),
    ("reckoned", rf"\b(?:business days?|jours ouvr\w+|(?:week|semaine) \d+|{_UNIT} (?:after|before|from|since|avant|après|à partir de|à partir du|à partir d')[ '’]?(?:today|tomorrow|yesterday|hier|demain|aujourd|le \d|\d))\b"),
    ("bare unit", rf"^(?:the|my|our|same|le|la|l['’]|les)? ?(?:{_UNIT}|journée|weekend)$"),
    ("notation", r"[~=<>]|\b(?:(?:the |at the )?(?:eo[my]|bo[my])|tmrw|cy|and greater|or (?:equal|after|later|before|earlier)|ou (?:avant|après|plus tard))\b"),
)
_REASONS = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _WORDED)
_DAY_ALONE = "XXXX-XX-"
_YEAR = re.compile(r"\d{4}")
_OPEN = {"before": "before", "until": "before", "after": "after", "since": "after"}
_WINDOWS = frozenset({"counted_period", "last_count", "within"})
# what months that are not equally long make of a run of them
_MONTH_ENDS, _LONGEST = datetime.timedelta(days=3), datetime.timedelta(days=365)
_COUNTED = frozenset({"ago", "since_count", "ahead"})
# stands in where a collection gives no moment: durations and times do not need one
_NEVER = "2000-01-01"
_ONE_DAY = datetime.timedelta(days=1)


class Days(NamedTuple):
    """What an expression means: first and last day, either of them open. Without ``last`` only the first is known."""

    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Expected:
    """An expression of a collection: where it stands, when it is said, the readings that are right.

    ``left_out`` is the reason why it does not count. No ``answers`` and no reason: there is no date.
    ``looks_ahead`` says that the collection gives the next day only where words point both ways.
    """

    collection: str
    text: str
    said: datetime.date
    start: int
    end: int
    answers: tuple[Days, ...] = ()
    left_out: str = ""
    looks_ahead: bool = False


@dataclass
class ExpressionScores:
    """How many expressions of one language were read right, wrong or missed, and which were left out."""

    language: str
    verdicts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    errors: list[dict[str, Any]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of the counted expressions that are right."""
        counted = sum(self.verdicts.values())
        return self.verdicts["right"] / counted if counted else 0.0


def expression_files(folder: Path) -> dict[str, list[Path]]:
    """Return the files of the collections in a folder, by language."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("timex_*.jsonl")) if folder.is_dir() else []:
        name = _NAME.fullmatch(path.name)
        if name:
            found.setdefault(name["language"], []).append(path)
    return found


def score_expressions(files: list[Path], language: str) -> ExpressionScores:
    """Return how many expressions the pack of a language reads as the collections say."""
    grammar = DateGrammar.from_data(open_pack(language).compiled.dates)
    scores = ExpressionScores(language)
    for path in files:
        for expected in _read(path):
            if expected.left_out:
                scores.left_out[expected.left_out] += 1
                continue
            hits = find_dates(fold(expected.text).text, grammar, expected.said)
            verdict, hit = judge(expected, hits)
            scores.verdicts[verdict] += 1
            if verdict != "right":
                scores.errors.append(_error(expected, verdict, hit))
    return scores


def has_pack(language: str) -> bool:
    """Return whether a language can be scored."""
    return language in loader.languages()


def _error(expected: Expected, verdict: Verdict, hit: DateHit | None) -> dict[str, Any]:
    """Return one error for the developers."""
    answers = [f"{days.first or ''}..{days.last or ''}" for days in expected.answers]
    row = {"set": f"expressions {expected.collection}", "fault": verdict, "text": expected.text, "said": expected.said.isoformat(), "gold": answers}
    if hit is not None:
        row |= {"words": fold(expected.text).text[hit.start : hit.end], "rule": hit.rule, "read": f"{hit.start_date or ''}..{hit.end_date or ''}", "precision": hit.precision}
    return row


# ---------------------------------------------------------------- the collections


def _read(path: Path) -> Iterator[Expected]:
    """Yield the expressions of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            yield from _recognizers(row) if "results" in row else [_duckling(row)]


def _duckling(row: dict[str, Any]) -> Expected:
    """Return an expression of Duckling: the whole text, its first day and for intervals its end."""
    text, kind = row["text"], row["kind"]
    said = datetime.date.fromisoformat(row.get("ref", _NEVER)[:10])
    plain = Expected("duckling", text, said, 0, len(text))
    if kind == "negative":
        return plain
    if "Holiday" in kind:
        return _without(plain, "holiday")
    if row["grain"] in _CLOCK_GRAINS:
        return _without(plain, "clock time")
    reason = _worded(text)
    if reason:
        return _without(plain, reason)
    days = [day for year, month, date in (value[:3] for value in row["values"]) if (day := _day(f"{year:04}-{month:02}-{date:02}"))]
    if not days:
        return _without(plain, "no value")
    first, last = days[0], days[1] if len(days) > 1 else None
    answer = {"Before": Days(None, first), "After": Days(first, None)}.get(row.get("open") or "", Days(first, last))
    return Expected("duckling", text, said, 0, len(text), (answer,), looks_ahead=True)


def _without(plain: Expected, reason: str) -> Expected:
    """Return an expression that does not count."""
    return Expected(plain.collection, plain.text, plain.said, plain.start, plain.end, left_out=reason)


def _worded(words: str) -> str:
    """Return why words do not count whatever a collection says of them, or nothing."""
    if _NUMBERS.fullmatch(words):
        return "bare number"
    return next((reason for reason, pattern in _REASONS if pattern.search(words)), "")


def _recognizers(row: dict[str, Any]) -> Iterator[Expected]:
    """Yield the expressions of a sentence of Recognizers-Text; a sentence without any is said to hold none."""
    text, said = row["text"], datetime.date.fromisoformat((row["ref"] or _NEVER)[:10])
    for result in row["results"]:
        if not result:
            continue
        words = result["Text"]
        start = text.find(words)
        plain = Expected("recognizers", text, said, max(start, 0), max(start, 0) + len(words))
        kind = str(result.get("Type") or result.get("TypeName") or result.get("Typename")).removeprefix("datetimeV2.")
        values = list(_values(result))
        answers = tuple(days for value in values if (days := _days(value)) is not None)
        reason = _LEFT_OUT.get(kind, "")
        if not reason and row["spec"].startswith("Holiday"):
            reason = "holiday"
        if not reason and (not answers or start < 0 or not words.strip()):
            reason = "no value"
        if not reason and not row["ref"] and not all(_names_years(words, days) for days in answers):
            reason = "no moment"
        if not reason and any(str(value.get("timex")).startswith(_DAY_ALONE) for value in values):
            reason = "bare number"
        reason = reason or _worded(words)
        yield _without(plain, reason) if reason else Expected("recognizers", text, said, plain.start, plain.end, answers)
    if not any(row["results"]):
        yield Expected("recognizers", text, said, 0, len(text))


def _names_years(words: str, days: Days) -> bool:
    """Return whether words name the years, or the decade, of the days they mean; a period may end on the first day behind it."""
    named = {int(year) for year in _YEAR.findall(words)}
    ends = (day if (day.month, day.day) != (1, 1) else day - _ONE_DAY for day in days if day is not None)
    return all({day.year, day.year // 10 * 10, (day + _ONE_DAY).year} & named for day in ends)


def _values(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the values of a result: its two resolutions, past and future, or the list it has instead."""
    held = result.get("Value") or result.get("Resolution")
    if not isinstance(held, dict):
        return
    if "values" in held:
        yield from held["values"] or ()
        return
    for name in ("PastResolution", "FutureResolution"):
        value = held.get(name)
        if value:
            yield {**value, "timex": held.get("Timex")}


def _days(value: dict[str, Any]) -> Days | None:
    """Return the days of one value, or None where it has none."""
    one, start, end = (_day(next((value[name] for name in names if name in value), None)) for names in (("date", "value"), ("start", "startDate"), ("end", "endDate")))
    first, last = one or start, one or end
    if first is None and last is None:
        return None
    side = _OPEN.get(str(value.get("Mod")))
    if side == "before":
        return Days(None, last or first)
    return Days(first, None if side == "after" else last)


def _day(value: Any) -> datetime.date | None:
    """Return a day, or None for «not resolved» and the day that stands for none."""
    if not isinstance(value, str) or not re.match(r"\d{4}-\d\d-\d\d", value) or value.startswith("0001"):
        return None
    try:
        return datetime.date.fromisoformat(value[:10])
    except ValueError:
        return None


# ---------------------------------------------------------------- the judgement


def judge(expected: Expected, hits: list[DateHit]) -> tuple[Verdict, DateHit | None]:
    """Return whether the hits of a text are as expected, and the hit that was compared."""
    hit = max(hits, key=lambda h: _shared(expected, h), default=None)
    if not expected.answers:
        return ("wrong", hit) if hit is not None else ("right", None)
    if hit is None or 2 * _shared(expected, hit) < expected.end - expected.start:
        return "missed", hit
    if hit.start_date is None and hit.end_date is None:
        return "missed", hit
    return ("right" if any(_right(hit, days, expected) for days in expected.answers) else "wrong"), hit


def _shared(expected: Expected, hit: DateHit) -> int:
    """Return how many code points a hit shares with an expression."""
    return max(0, min(expected.end, hit.end) - max(expected.start, hit.start))


def _right(hit: DateHit, days: Days, expected: Expected) -> bool:
    """Return whether a hit means the days that are expected."""
    first, last = _span(hit)
    if days.first is None or first is None:
        # the collection may give the whole period that «until» closes
        named = days.last or days.first
        return first is None and last is not None and named is not None and _first_of(hit.end_date) <= named <= last + _ONE_DAY
    if last is None:
        return days.first in (first, _last_of(hit.start_date or "") + _ONE_DAY) or (expected.looks_ahead and _is_anniversary(first, days.first))
    if first == days.first and (days.last is None or _ends(last, days.last) or _begins_last(hit, last, days.last)):
        return True
    return _right_by_kind(hit, first, last, days, expected)


def _right_by_kind(hit: DateHit, first: datetime.date, last: datetime.date, days: Days, expected: Expected) -> bool:
    """Return whether days that are not equal are right all the same, by what the words are."""
    if days.first is None:
        return False
    rule = re.split(r"\W", hit.rule)[0]
    ends = days.last is not None and _ends(last, days.last)
    if rule in _COUNTED:
        return first <= days.first <= last or (ends and expected.said <= days.first <= expected.said + _ONE_DAY)
    if rule in ("edge", "elapsed"):
        return ends or (days.last is not None and first == days.first)
    if rule in _WINDOWS:
        length, theirs = last - first, (days.last or days.first) - days.first
        if days.last is None:
            return first + length / 2 < days.first <= last + _ONE_DAY
        return abs(length - theirs) <= _MONTH_ENDS and abs(first - days.first) < min(length, _LONGEST) + _ONE_DAY
    return expected.looks_ahead and _points_both_ways(hit, first, last, days)


def _begins_last(hit: DateHit, last: datetime.date, end: datetime.date) -> bool:
    """Return whether an end is the first day of the month, quarter or year with which a run of them ends."""
    is_run = hit.end_date is not None and (last + _ONE_DAY).day == end.day == 1
    return is_run and end <= last < end.replace(year=end.year + 1)


def _ends(last: datetime.date, end: datetime.date) -> bool:
    """Return whether an end is the last day, or the one after."""
    return end in (last, last + _ONE_DAY)


def _points_both_ways(hit: DateHit, first: datetime.date, last: datetime.date, days: Days) -> bool:
    """Return whether the words say neither past nor future and the days are the same the other way."""
    rules = set(re.split(r"\W+", hit.rule))
    if days.first is None:
        return False
    if rules in ({"weekday"}, {"weekday_this"}):
        return abs((first - days.first).days) == 7
    if "nth_weekday" in rules:
        return (first.month, first.weekday(), (first.day - 1) // 7) == (days.first.month, days.first.weekday(), (days.first.day - 1) // 7)
    if rules == {"week_of"}:
        return abs((first - days.first).days) in (364, 371)
    if not rules <= {"day_month", "day_range", "weekday"} or not _is_anniversary(first, days.first):
        return False
    return days.last is None or _ends(last - first + days.first, days.last)


def _is_anniversary(day: datetime.date, other: datetime.date) -> bool:
    """Return whether two days are the same day of the same month."""
    return (day.month, day.day) == (other.month, other.day)


def _span(hit: DateHit) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and last day of a hit, None where it is open."""
    first = _first_of(hit.start_date) if hit.start_date else None
    if hit.precision == "after":
        return first, None
    written = hit.end_date or hit.start_date
    return first, _last_of(written) if written else None


def _first_of(date: str | None) -> datetime.date:
    """Return the first day of a date that may be cut to month or year."""
    return datetime.date.fromisoformat(f"{date}-01-01"[:10])


def _last_of(date: str) -> datetime.date:
    """Return the last day of a date that may be cut to month or year."""
    first = _first_of(date)
    if len(date) == 10:
        return first
    following = first.replace(year=first.year + 1) if len(date) == 4 else (first + datetime.timedelta(days=31)).replace(day=1)
    return following - _ONE_DAY
