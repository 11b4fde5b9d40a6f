"""Meetings and the deadlines of commitments as an iCalendar file (RFC 5545), all-day events in local dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mithaq.model import Commitment, Entry, Meeting
from mithaq.publish import facts
from mithaq.publish.forms import Form, LeftOut, Tally, counted
from mithaq.publish.titles import title_of

# octets that a line may have
_WIDTH = 75
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_STATUS = {"held": "CONFIRMED", "planned": "TENTATIVE", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}
# a stamp is required; without a day of adding or publishing it is the first that a calendar can hold
_NO_STAMP = "19700101T000000Z"
_BEGIN = b"BEGIN:VEVENT\r\n"


def write(entries: Iterable[Entry], path: Path, tally: Tally) -> dict[str, int]:
    """Write a calendar and return how many events it holds."""
    head = [("VERSION", "2.0"), ("PRODID", "-//Mithaq//Mithaq//EN"), ("CALSCALE", "GREGORIAN"), ("X-WR-CALNAME", escaped(tally.name))]
    with path.open("wb") as file:
        file.write(b"BEGIN:VCALENDAR\r\n" + b"".join(folded(name, value) for name, value in head))
        file.writelines(counted(entries, tally, _rows))
        file.write(b"END:VCALENDAR\r\n")
    return {"rows": path.read_bytes().count(b"\r\n" + _BEGIN)}


def _rows(entry: Entry) -> Iterator[bytes]:
    """Yield a meeting or a deadline as an event of the calendar.

    Raises:
        LeftOut: if its day is not known, or a commitment has no deadline.
    """
    first, last = _days(entry)
    lines = [
        ("UID", escaped(f"{entry.id}@mithaq")), ("DTSTAMP", _stamp(entry)),
        ("DTSTART;VALUE=DATE", f"{first:%Y%m%d}"), ("DTEND;VALUE=DATE", f"{last + datetime.timedelta(days=1):%Y%m%d}"),
        *_what(entry), *_where(entry),
        ("TRANSP", "TRANSPARENT"), ("DESCRIPTION", escaped(_told(entry))),
    ]  # fmt: skip
    yield _BEGIN + b"".join(folded(name, value) for name, value in lines) + b"END:VEVENT\r\n"


def _days(entry: Entry) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day; a deadline is its last day.

    Raises:
        LeftOut: if they are not known.
    """
    record = entry.record
    due = isinstance(record, Commitment)
    when = record.deadline if isinstance(record, Commitment) else record.date
    if due and when is None:
        raise LeftOut("without a deadline")
    dates = facts.dates_of(when)
    # «before 1 June» names its day, though not when within the time before it
    named = when is not None and when.precision == "before" and len(when.end or when.start or "") == 10
    if dates is None or not (dates.exact or (due and named)):
        raise LeftOut("not known to the day")
    return (dates.last, dates.last) if due else (dates.first, dates.last)


def _what(entry: Entry) -> list[tuple[str, str]]:
    """Return title, category and status."""
    if isinstance(entry.record, Meeting):
        return [("SUMMARY", escaped(title_of(entry))), ("CATEGORIES", "MEETING"), ("STATUS", _STATUS[entry.record.status])]
    return [("SUMMARY", escaped(f"Deadline: {title_of(entry)}")), ("CATEGORIES", "DEADLINE"), ("STATUS", "CONFIRMED")]


def _where(entry: Entry) -> list[tuple[str, str]]:
    """Return place and address, as far as known."""
    place = entry.record.place
    url = next((document.article.url for document in facts.documents_of(entry) if document.article.url), None)
    found = [("LOCATION", escaped(facts.place_name(place) or ""))] if place is not None else []
    if place is not None and place.lat is not None and place.lon is not None:
        found.append(("GEO", f"{place.lat:.6f};{place.lon:.6f}"))
    return [*found, ("URL", re.sub(r"\s", "%20", url))] if url else found


def _told(entry: Entry) -> str:
    """Return the words that prove an entry, and who published them."""
    words, article = facts.evidence_of(entry), facts.first_article(entry)
    promised = entry.record.action.text if isinstance(entry.record, Commitment) else None
    parts = [promised, f"«{words.text}»" if words else None, article.publisher if article else None]
    return "\n".join(part for part in parts if part)


def _stamp(entry: Entry) -> str:
    """Return when an entry was first taken in, else the day its report was published."""
    added = min((telling.document.added for telling in entry.tellings if telling.document.added), default="")
    digits = re.sub(r"\D", "", added)[:14]
    day = re.sub(r"\D", "", facts.published_day(entry) or "")
    return f"{digits[:8]}T{digits[8:]}Z" if len(digits) == 14 else f"{day}T000000Z" if len(day) == 8 else _NO_STAMP


def escaped(text: str) -> str:
    """Return a text as the value of a property."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(name: str, value: str) -> bytes:
    """Return a line, folded behind every 75 octets and never within a letter."""
    lines, line = [], b""
    for letter in f"{name}:{value}":
        raw = letter.encode()
        if len(line) + len(raw) > _WIDTH:
            lines.append(line)
            line = b" "
        line += raw
    return b"\r\n".join([*lines, line]) + b"\r\n"


FORM = Form("icalendar", "iCalendar of meetings and deadlines", write, kinds=("meetings", "commitments"), usual=("meetings", "commitments"))
