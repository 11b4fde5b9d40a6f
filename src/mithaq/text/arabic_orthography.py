"""Arabic spelling from a phonemic notation: contractions, seats of hamza, doubled letters, suffix stems.

Notation: letters as written; ``ء`` any hamza; ``a i u`` short and ``A I U`` long vowels; ``W`` the connecting
hamza, ``V`` the same before u; ``Y`` final alif maqsura; ``O`` the plural ending وا.
Sources: written from the grammar (Wright, Ryding), no GPL source.
"""

from __future__ import annotations

import re

WEAK = "وي"
# pronouns that follow a noun, verb or preposition
SUFFIXES = ("ه", "ها", "هم", "هما", "هن", "نا", "ني", "ك", "كم", "ي")

_STRENGTH = {"i": 3, "I": 3, "u": 2, "U": 2, "O": 2}
_FINAL_SEAT = {"i": "ئ", "u": "ؤ", "a": "أ"}
_INITIAL_SEAT = {"i": "إ", "I": "إ", "A": "آ"}
_LETTERS = {"a": "", "i": "", "u": "", "A": "ا", "I": "ي", "U": "و", "W": "ا", "V": "ا", "O": "وا", "Y": "ى"}
_BEFORE_CONSONANT = r"(?=[^aiuAIUOYWV])"
# two hamzas in one syllable, and a short vowel before a weak letter of another colour, make a long vowel;
# a doubled weak letter (أيّد) stays
_CONTRACTIONS = tuple(
    (re.compile(pattern + _BEFORE_CONSONANT), long)
    for pattern, long in (
        ("(?<=ء)aء", "A"),
        ("(?<=ء)uء", "U"),
        ("(?<=ء)iء", "I"),
        ("u(?:و(?!و)|ي(?!ي))", "U"),
        ("i(?:و(?!و)|ي(?!ي))", "I"),
    )
)
_HAMZA_PLURAL = re.compile("ؤ(?=و[ان]$)")
_SUFFIX_SEATS = {"أ": "أؤئ", "ؤ": "ؤئ", "ئ": "ئ"}


def spell(sounds: str) -> str:
    """Return the unvocalised spelling of ``sounds``; ``spell("ءiوجAد")`` is «إيجاد»."""
    sounds = _contract(sounds)
    written: list[str] = []
    for index, sound in enumerate(sounds):
        if index and sound == sounds[index - 1] and sound not in _LETTERS:
            continue
        if sound == "A" and written and written[-1] == "آ":
            continue
        written.append(_seat(sounds, index) if sound == "ء" else _LETTERS.get(sound, sound))
    return "".join(written)


def spellings(sounds: str) -> tuple[str, ...]:
    """Return ``spell(sounds)`` and, for plurals in hamza, the other common seat: بدؤوا, بدأوا; جاؤوا, جاءوا."""
    written = spell(sounds)
    seat = "ء" if "اؤو" in written[-4:] else "أ"
    return tuple(dict.fromkeys((written, _HAMZA_PLURAL.sub(seat, written))))


def with_suffixes(surface: str) -> frozenset[str]:
    """Return the stems a word takes before the pronouns of ``SUFFIXES``.

    ة becomes ت, ى becomes ا, plural وا loses its alif, and a final hamza takes the seats of its case vowels
    (أعضاؤه, أعضائه, أعضاءه). Final ن is kept: give the construct form of duals and sound plurals.
    """
    body, last = surface[:-1], surface[-1:]
    if last in ("ة", "ى"):
        return frozenset({body + ("ت" if last == "ة" else "ا")})
    if surface.endswith("وا"):
        return frozenset({body})
    return frozenset(body + seat for seat in _suffix_seats(body, last))


def _suffix_seats(body: str, last: str) -> str:
    """Return the letters the last letter may become before a suffix."""
    if last == "ء":
        return {"ا": "ءؤئ", "و": "ءئ", "ي": "ئ"}.get(body[-1:], "أؤئ")
    return _SUFFIX_SEATS.get(last, last)


def _contract(sounds: str) -> str:
    """Return ``sounds`` with the long vowels that hamza and weak letters merge into."""
    for pattern, long in _CONTRACTIONS:
        sounds = pattern.sub(long, sounds)
    return sounds


def _seat(sounds: str, index: int) -> str:
    """Return how the hamza at ``index`` is written, by the sounds around it."""
    before = sounds[index - 1] if index else ""
    rest = sounds[index:].lstrip("ء")
    after = rest[:1]
    if not index:
        return _INITIAL_SEAT.get(after, "أ")
    if before in "WV":
        return "ئ" if before == "W" else "ؤ"
    if rest in ("", "a", "i", "u"):
        return _FINAL_SEAT.get(before, "ء")
    if before in "AU" and after in ("a", "A"):
        return "ء"
    return _medial_seat(before, after)


def _medial_seat(before: str, after: str) -> str:
    """Return the seat of a hamza inside a word: the stronger of the two sounds decides."""
    strength = 3 if before == "ي" else max(_STRENGTH.get(before, 0), _STRENGTH.get(after, 0))
    if strength:
        return "ئ" if strength == 3 else "ؤ"
    return "آ" if after == "A" else "أ"
