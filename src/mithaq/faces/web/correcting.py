"""Fields of a record as a form shows them for correction or entry, and back: what a person chose, typed or marked in the report."""

from __future__ import annotations

import datetime
import functools
import re
import typing
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from mithaq.faces.web.asking import WebError
from mithaq.faces.web.brief import called
from mithaq.faces.web.views import Form
from mithaq.faces.web.words import LANGUAGES, Words
from mithaq.model import Article, Entry, Evidence, Place, When
from mithaq.model.entry import ACTOR_FIELDS, RECORD_TYPES
from mithaq.packs import loader
from mithaq.register import knowledge
from mithaq.register.register import Register

_STRENGTHS = tuple(str(n) for n in range(1, 8))
# fields with a closed list of values that no type names
_POSTS = ("post",)
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_AT = re.compile(r"(\d{1,8}):(\d{1,8})", re.ASCII)
# a person or body whom nothing knows yet: +NAME, or +NAME/CODE
_NEW = "+"
# what is read off other fields or other entries
_LEFT = ("binding", "level", "medium", "verifiable", "speaker_document", "outlet", "as_of", "cameo", "quad", "score", "source_record", "rule", "meeting", "agreement")


@dataclass(frozen=True)
class Editable:
    """A field that may be corrected: its value as text, and what it may be where that is a closed list.

    ``words`` of a field of the report's words are these with where they stand, as ``START:END``.
    """

    name: str
    value: str = ""
    options: Sequence[str] = ()
    shape: Literal["choice", "day", "actors", "words", "span"] = "words"
    words: Sequence[tuple[str, str]] = ()
    needed: bool = False


def editable(entry: Entry, t: Words, *, spans: bool = False) -> list[Editable]:
    """Return the fields of an entry that may be corrected, in the order of the record; with ``spans`` those of its words too."""
    names = _names(entry, t)
    found = [_field(entry.kind, name, getattr(entry.record, name), names) for name in entry.record.__struct_fields__]
    return [one for one in found if one is not None and (spans or one.shape != "span")]


def _names(entry: Entry, t: Words) -> dict[str, str]:
    """Return what a form calls the actors of an entry, by their ids: by name where no other of them has it."""
    names = {card.id: " ".join(called(card, t).replace("،", ",").replace(",", " ").split()) for card in entry.actors}
    if polity := getattr(entry.record, "polity", None):
        names[polity] = knowledge.label(polity, t.language)
    often = Counter(names.values())
    return {id: name if often[name] == 1 else id for id, name in names.items()}


def blank(kind: str, words: Sequence[tuple[str, str]] = ()) -> list[Editable]:
    """Return the fields of a kind for a record that is to be entered, ``words`` among those that prove it."""
    found = [_field(kind, name, _default(kind, name), {}) for name in RECORD_TYPES[kind].__struct_fields__]
    return [_proved(one, words) if one.name == "evidence" else one for one in found if one is not None]


def _proved(one: Editable, words: Sequence[tuple[str, str]]) -> Editable:
    return Editable(one.name, shape="span", words=[*words, ("", "")], needed=True)


def _default(kind: str, name: str) -> Any:
    """Return what a field holds where nothing is said."""
    value = next(field.default for field in _fields(kind) if field.name == name)
    return value if isinstance(value, str) else None


@functools.cache
def _fields(kind: str) -> tuple[Any, ...]:
    return msgspec.structs.fields(RECORD_TYPES[kind])


@functools.cache
def _hints(kind: str) -> dict[str, Any]:
    return typing.get_type_hints(RECORD_TYPES[kind])


def _field(kind: str, name: str, value: Any, names: Mapping[str, str]) -> Editable | None:
    """Return a field as a form shows it, its actors by their names; None for what is not corrected so."""
    hint = _hints(kind)[name]
    needed = any(field.name == name and field.required for field in _fields(kind))
    if name in _LEFT:
        return None
    if hint in (Evidence, list[Evidence]) or _holds(hint, Evidence):
        pieces = value if isinstance(value, list) else [value] if value else []
        words = [(" ".join(one.text.split()), f"{one.start}:{one.end}") for one in pieces]
        return Editable(name, shape="span", words=[*words, ("", "")] if hint == list[Evidence] or not words else words, needed=needed and name == "evidence")
    if name in ACTOR_FIELDS[kind] or name == "polity":
        refs = value if isinstance(value, list) else [value] if value else []
        return Editable(name, ", ".join(names.get(ref, ref) for ref in refs), shape="actors", needed=needed)
    return _plain(kind, name, hint, value, needed)


def _plain(kind: str, name: str, hint: Any, value: Any, needed: bool) -> Editable | None:
    """Return a field without words and actors as a form shows it, None for what is not corrected so."""
    if name == "strength":
        return Editable(name, str(value or ""), _STRENGTHS, shape="choice", needed=needed)
    if name == "type" and kind == "events":
        return Editable(name, value or "", _event_types(), shape="choice", needed=needed)
    if options := _options(hint):
        return Editable(name, value or "", options, shape="choice", needed=needed)
    if _holds(hint, When):
        return Editable(name, (value.start or value.end or "") if value else "", shape="day")
    if _holds(hint, Place):
        return Editable(name, value.name if value else "")
    return Editable(name, value or "", needed=needed) if name in _POSTS else None


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
    text = entry.tellings[0].document.article.text if entry.tellings else ""
    # the form may have been shown in another language
    known = {name: id for language in (*LANGUAGES, t.language) for id, name in _names(entry, Words(language)).items()}
    for one in editable(entry, t, spans=True):
        if f"field_{one.name}" not in sent:
            continue
        if one.shape == "span":
            given = _spans(form, one.name, text)
            if given != [place for _, place in one.words if place]:
                found[one.name] = _offsets(given, one.name == "evidence")
        elif (value := form.one(f"field_{one.name}").strip()) != one.value:
            held = getattr(entry.record, one.name)
            new = _value(one, value, register, isinstance(held, list), known)
            found |= {one.name: new} if one.shape != "actors" or new != held else {}
    return found


def entered(kind: str, form: Form, article: Article, register: Register) -> tuple[list[Any], dict[str, Any]]:
    """Return the words and fields that a form gives to a new record, as :meth:`Register.add_record` takes them.

    Raises:
        RegisterError: for an actor whom nobody knows.
        WebError: V001 for a value that a field cannot have.
    """
    found: dict[str, Any] = {}
    for one in blank(kind):
        if one.shape == "span":
            if given := _spans(form, one.name, article.text):
                found[one.name] = _offsets(given, one.name == "evidence")
        elif value := form.one(f"field_{one.name}").strip():
            found[one.name] = _value(one, value, register, _hints(kind)[one.name] == list[str])
    return [one if isinstance(one, str) else tuple(one) for one in found.pop("evidence", [])], found


def _spans(form: Form, name: str, text: str) -> list[str]:
    """Return the words that a form gives for a field: as ``START:END`` where they were marked, else as they were typed."""
    given, places = form.many(f"field_{name}"), form.many(f"at_{name}")
    found = []
    for number, words in enumerate(given):
        at = _AT.fullmatch(places[number]) if number < len(places) else None
        marked = at is not None and " ".join(text[int(at[1]) : int(at[2])].split()) == " ".join(words.split())
        if words.strip():
            found.append(places[number] if marked else words.strip())
    return found


def _offsets(given: Sequence[str], many: bool) -> Any:
    """Return words as the register takes them: two offsets, or the words."""
    found = [[int(at[1]), int(at[2])] if (at := _AT.fullmatch(one)) else one for one in given]
    return found if many else found[0] if found else None


def _value(one: Editable, value: str, register: Register, many: bool, known: Mapping[str, str] | None = None) -> Any:
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
    refs = [_actor(" ".join(ref.split()), register, known, one.name) for ref in value.replace("،", ",").split(",") if ref.strip()]
    return refs if many else (refs[0] if refs else None)


def is_day(value: str) -> bool:
    """Return whether a text is a date of the calendar, ISO 8601, whole or cut to its month or year."""
    if not _DAY.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(value + "-01-01"[len(value) - len("2025") :])
    except ValueError:
        return False
    return True


def _actor(asked: str, register: Register, known: Mapping[str, str] | None, field: str) -> Any:
    """Return the id of an actor's card, or the code of a state or organisation; of a new record also somebody whom nothing knows yet."""
    if known is None and asked.startswith(_NEW) and field != "polity":
        name, _, code = asked.removeprefix(_NEW).partition("/")
        return {"name": name.strip(), "kind": "person", **({"code": code.strip()} if code.strip() else {})}
    if known is not None and (asked in known or asked in known.values()):
        return known.get(asked, asked)
    party = register.party(asked)
    return party.code if field == "polity" else party.card or party.code
