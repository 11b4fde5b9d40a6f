"""Fields of an entry as a form shows them for correction, and back: what a person changed."""

from __future__ import annotations

import datetime
import functools
import re
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from mithaq.faces.web.asking import WebError
from mithaq.faces.web.brief import Who, named
from mithaq.faces.web.views import Form
from mithaq.faces.web.words import Words
from mithaq.model import Entry, Place, When
from mithaq.model.entry import ACTOR_FIELDS, actors_in
from mithaq.packs import loader
from mithaq.register.register import Register

_STRENGTHS = tuple(str(n) for n in range(1, 8))
# fields with a closed list of values that no type names
_POSTS = ("post",)
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
# what is read off other fields or other entries
_LEFT = ("binding", "level", "medium", "verifiable", "speaker_document", "outlet", "as_of", "cameo", "quad", "score", "source_record", "rule", "meeting", "agreement")


@dataclass(frozen=True)
class Editable:
    """A field that may be corrected: its value as text, what it may be where that is a closed list, and how it reads."""

    name: str
    value: str
    options: Sequence[str] = ()
    shown: Sequence[Who] = ()
    shape: Literal["choice", "day", "actors", "words"] = "words"


def editable(entry: Entry, t: Words) -> list[Editable]:
    """Return the fields of an entry that may be corrected, in the order of the record."""
    hints = typing.get_type_hints(type(entry.record))
    found = []
    for name in entry.record.__struct_fields__:
        if name not in _LEFT and (one := _field(entry, name, hints[name], t)) is not None:
            found.append(one)
    return found


def _field(entry: Entry, name: str, hint: Any, t: Words) -> Editable | None:
    """Return a field as a form shows it, None for what is not corrected so."""
    value = getattr(entry.record, name)
    if name in ACTOR_FIELDS[entry.kind] or name == "polity":
        return Editable(name, ", ".join(actors_in(entry.record, name)), shown=named(entry, (name,), t), shape="actors")
    if name == "strength":
        return Editable(name, str(value), _STRENGTHS, shape="choice")
    if name == "type" and entry.kind == "events":
        return Editable(name, value, _event_types(), shape="choice")
    if options := _options(hint):
        return Editable(name, value or "", options, shape="choice")
    if _holds(hint, When):
        return Editable(name, (value.start or value.end or "") if value else "", shape="day")
    if _holds(hint, Place):
        return Editable(name, value.name if value else "")
    return Editable(name, value or "") if name in _POSTS else None


def _options(hint: Any) -> tuple[str, ...]:
    """Return the values of a field whose type is a closed list."""
    return typing.get_args(hint) if typing.get_origin(hint) is Literal else ()


def _holds(hint: Any, type_: type) -> bool:
    """Return whether a field's type is another one or nothing."""
    return type_ in typing.get_args(hint)


@functools.cache
def _event_types() -> tuple[str, ...]:
    """Return the types of events."""
    return tuple(sorted(loader.load_shared().plover))


def changes(entry: Entry, form: Form, register: Register, t: Words) -> dict[str, Any]:
    """Return the fields that a form changes, as :meth:`Register.correct` takes them.

    Raises:
        RegisterError: for an actor whom nobody knows.
        WebError: V001 for a value that a field cannot have.
    """
    found: dict[str, Any] = {}
    sent = {name for name, _ in form.fields}
    for one in editable(entry, t):
        value = form.one(f"field_{one.name}").strip()
        if f"field_{one.name}" in sent and value != one.value:
            found[one.name] = _value(entry, one, value, register)
    return found


def _value(entry: Entry, one: Editable, value: str, register: Register) -> Any:
    """Return what a form says of a field as the record holds it.

    Raises:
        WebError: V001 for a value that the field cannot have.
    """
    if one.shape == "choice" and value not in one.options:
        raise WebError("V001", f"{one.name}={value!r}: expected one of {', '.join(one.options)}")
    if one.shape == "day" and value and not is_day(value):
        raise WebError("V001", f"{one.name}={value!r}: expected a date as YYYY-MM-DD, YYYY-MM or YYYY")
    if one.name == "strength":
        return int(value)
    if one.shape != "actors":
        return value or None
    refs = [_actor(entry, ref.strip(), register) for ref in value.replace("،", ",").split(",") if ref.strip()]
    return refs if isinstance(getattr(entry.record, one.name), list) else (refs[0] if refs else None)


def is_day(value: str) -> bool:
    """Return whether a text is a date of the calendar, ISO 8601, whole or cut to its month or year."""
    if not _DAY.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(value + "-01-01"[len(value) - len("2025") :])
    except ValueError:
        return False
    return True


def _actor(entry: Entry, asked: str, register: Register) -> str:
    """Return the id of an actor's card, or the code of a state or organisation."""
    if any(asked == actor.id for actor in entry.actors):
        return asked
    party = register.party(asked)
    return party.card or party.code

