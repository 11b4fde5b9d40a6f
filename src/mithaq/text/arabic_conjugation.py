"""Arabic verb forms generated from root, form and vowels, unvocalised as news is written.

Third persons, first person singular and plural; indicative, and the subjunctive and jussive that stand behind
particles. No imperatives and no second persons, which news hardly uses and which would collide with other words.
Sources: written from the grammar (Wright, Ryding); checked cell by cell against known forms in the tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mithaq.text.arabic_spelling import spell

WEAK = "وي"
# what Form VIII makes of the first radical and its own t
_ASSIMILATED = {
    "و": "تت", "ي": "تت", "ت": "تت", "ث": "ثث", "د": "دد", "ذ": "دد", "ز": "زد", "ص": "صط", "ض": "ضط", "ط": "طط", "ظ": "ظظ",
}  # fmt: skip
_PAST_VOWEL = {"3ms": "a", "3fs": "aت", "3md": "A", "3fd": "aتA", "3mp": "O"}
_PAST_CONSONANT = {"3fp": "نa", "1s": "تu", "1p": "نA"}
_PREFIX = {"3ms": "ي", "3md": "ي", "3mp": "ي", "3fp": "ي", "3fs": "ت", "3fd": "ت", "1s": "ء", "1p": "ن"}
_ENDING = {"3md": "A", "3fd": "A", "3mp": "U"}
# Form I verbs in و with present a that drop it (يقع، يضع) and Form VIII/X verbs with a sound middle و
_DROPS_WAW = frozenset({"وقع", "وضع", "وهب", "ودع", "ولغ", "وسع", "وطء"})
_SOUND_MIDDLE = frozenset({(8, "زوج"), (8, "جور"), (8, "عون"), (10, "حوذ"), (10, "صوب")})


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: root letters (hamza as ء), form 1-8, 10, 11 and 12 (quadriliteral), vowels of Form I."""

    root: str
    form: int
    past: str = "a"
    present: str = "u"


class VerbForm(NamedTuple):
    """One cell of the conjugation. ``jussive`` stands for subjunctive and jussive alike."""

    surface: str
    tense: str
    person: str
    gender: str
    number: str
    passive: bool


class _Stem(NamedTuple):
    """The parts that the cells are put together from."""

    past: str
    past_passive: str
    prefix_vowel: str
    present: str
    present_passive: str


def conjugate(verb: Verb) -> tuple[VerbForm, ...]:
    """Return the forms of a verb, each cell once.

    Raises:
        ValueError: if the form is none of 1-8, 10-12 or the root has the wrong number of letters.
    """
    if len(verb.root) != (4 if verb.form > 10 else 3):
        raise ValueError(f"root {verb.root!r}: form {verb.form} takes {4 if verb.form > 10 else 3} letters")
    cells: dict[VerbForm, None] = {}
    for tense, cell, sounds, passive in (*_past(verb), *_present(verb)):
        person, gender, number = cell[0], "" if cell[0] == "1" else cell[1], cell[-1]
        cells[VerbForm(spell(sounds), tense, person, gender, number, passive)] = None
    return tuple(cells)


def _stem(form: int, root: str) -> _Stem:
    """Return what stands before the second radical (the third of four), by form."""
    a, b = root[0], root[1]
    if form == 1:
        return _Stem(a + "a", a + "u", "a", a, a)
    if form in (2, 11):
        return _Stem(f"{a}a{b}", f"{a}u{b}", "u", f"{a}a{b}", f"{a}a{b}")
    if form == 3:
        return _Stem(a + "A", a + "U", "u", a + "A", a + "A")
    if form == 4:
        return _Stem("ءA", "ءU", "u", "ء", "ء") if a == "ء" else _Stem("ءa" + a, "ءu" + a, "u", a, a)
    if form in (5, 12):
        return _Stem(f"تa{a}a{b}", f"تu{a}u{b}", "a", f"تa{a}a{b}", f"تa{a}a{b}")
    if form == 6:
        return _Stem(f"تa{a}A", f"تu{a}U", "a", f"تa{a}A", f"تa{a}A")
    if form == 7:
        return _Stem(f"Wن{a}a", f"Wن{a}u", "a", f"ن{a}a", f"ن{a}a")
    if form == 8:
        x, t = "تت" if root == "ءخذ" else _ASSIMILATED.get(a, a + "ت")
        return _Stem(f"W{x}{t}a", f"W{x}{t}u", "a", f"{x}{t}a", f"{x}{t}a")
    if form == 10:
        return _Stem(f"Wستa{a}", f"Wستu{a}", "a", f"ستa{a}", f"ستa{a}")
    raise ValueError(f"form {form}: expected 1-8, 10, 11 or 12")


def _radicals(verb: Verb) -> tuple[str, str]:
    """Return the last two radicals, between which the theme vowel stands."""
    return (verb.root[2], verb.root[3]) if verb.form > 10 else (verb.root[1], verb.root[2])


def _is_hollow(verb: Verb) -> bool:
    middle, last = _radicals(verb)
    return verb.form in (1, 4, 7, 8, 10) and middle in WEAK and last not in WEAK and (verb.form, verb.root) not in _SOUND_MIDDLE


def _is_doubled(verb: Verb) -> bool:
    middle, last = _radicals(verb)
    return middle == last and verb.form in (1, 3, 4, 6, 7, 8, 10)


def _strip(stem: str) -> str:
    """Return a stem without its last short vowel."""
    return stem[:-1] if stem[-1:] in ("a", "i", "u") else stem


def _past(verb: Verb) -> Iterator[tuple[str, str, str, bool]]:
    """Yield the cells of the past as (tense, cell, sounds, passive)."""
    stem = _stem(verb.form, verb.root)
    active_vowel = verb.past or "a" if verb.form == 1 else "a"
    for head, vowel, passive in ((stem.past, active_vowel, False), (stem.past_passive, "i", True)):
        for cell, sounds in _past_cells(verb, head, vowel, passive):
            yield "past", cell, sounds, passive


def _past_cells(verb: Verb, head: str, vowel: str, passive: bool) -> Iterator[tuple[str, str]]:
    """Yield the past cells of one voice by the type of the root."""
    middle, last = _radicals(verb)
    if _is_hollow(verb):
        base = _strip(head) if verb.form in (1, 7, 8) else head
        yield from ((c, base + ("I" if passive else "A") + last + s) for c, s in _PAST_VOWEL.items())
        yield from ((c, base + "i" + last + s) for c, s in _PAST_CONSONANT.items())
    elif _is_doubled(verb):
        joint = "" if verb.form in (1, 3, 6, 7, 8) else "a"
        yield from ((c, head + joint + middle + last + s) for c, s in _PAST_VOWEL.items())
        yield from ((c, head + middle + ("i" if passive else "a") + last + s) for c, s in _PAST_CONSONANT.items())
    elif last in WEAK:
        yield from _past_defective(verb, head + middle, middle, last, vowel)
    else:
        yield from ((c, head + middle + vowel + last + s) for c, s in (*_PAST_VOWEL.items(), *_PAST_CONSONANT.items()))


def _past_defective(verb: Verb, base: str, middle: str, last: str, vowel: str) -> Iterator[tuple[str, str]]:
    """Yield the past cells of a verb whose last radical is weak."""
    if vowel == "a":
        glide = "و" if verb.form == 1 and last == "و" else "ي"
        final = "A" if glide == "و" or middle == "ي" else "Y"
        cells = {"3ms": final, "3fs": "aت", "3md": f"a{glide}A", "3fd": "aتA", "3mp": "aO"}
        joint = "a" + glide
    else:
        cells = {"3ms": "iيa", "3fs": "iيaت", "3md": "iيA", "3fd": "iيaتA", "3mp": "O"}
        joint = "I"
    yield from ((c, base + s) for c, s in cells.items())
    yield from ((c, base + joint + s) for c, s in _PAST_CONSONANT.items())


def _present(verb: Verb) -> Iterator[tuple[str, str, str, bool]]:
    """Yield the cells of the present, subjunctive and jussive as (tense, cell, sounds, passive)."""
    stem = _stem(verb.form, verb.root)
    vowel = {1: verb.present or "u", 5: "a", 6: "a", 12: "a"}.get(verb.form, "i")
    voices = ((stem.present, vowel, stem.prefix_vowel, False), (stem.present_passive, "a", "u", True))
    for head, theme, prefix_vowel, passive in voices:
        for cell, letter in _PREFIX.items():
            start = _present_start(verb, letter, prefix_vowel, head, passive)
            for jussive, sounds in _present_cells(verb, cell, start, theme, passive):
                yield ("jussive" if jussive else "present"), cell, sounds, passive


def _present_start(verb: Verb, letter: str, vowel: str, head: str, passive: bool) -> str:
    """Return prefix and first radical, with what happens to a weak or hamzated first radical."""
    first = verb.root[0]
    if verb.form == 1 and first == "و" and not passive and (verb.present == "i" or verb.root in _DROPS_WAW):
        head = ""
    if verb.form == 1 and verb.root == "رءي":
        head = ""
    if letter == "ء" and head[:1] == "ء" and head[1:2] not in ("a", "i", "u", "A"):
        return ("ءA" if vowel == "a" else "ءU") + head[1:]
    if vowel == "u" and first in WEAK and verb.form in (1, 4) and head:
        return letter + "U" + head[1:]
    return letter + vowel + head


def _present_cells(verb: Verb, cell: str, start: str, vowel: str, passive: bool) -> Iterator[tuple[bool, str]]:
    """Yield (is jussive, sounds) of one cell by the type of the root."""
    middle, last = _radicals(verb)
    middle = "ر" if verb.form == 1 and verb.root == "رءي" else middle
    ending = _ENDING.get(cell, "")
    closed = "O" if ending == "U" else ending
    if _is_hollow(verb):
        yield from _present_hollow(verb, cell, start, ending, closed, passive)
    elif _is_doubled(verb):
        joint = "" if verb.form in (3, 6, 7, 8) else vowel
        base = start + joint + middle + last
        if ending:
            yield from ((False, base + ending + "ن"), (True, base + closed))
        elif cell == "3fp":
            yield False, start + middle + vowel + last + "نa"
        else:
            yield from ((False, base + "u"), (True, start + middle + vowel + last))
    elif last in WEAK:
        yield from _present_defective(cell, start + middle, middle, vowel, ending)
    else:
        base = start + middle + vowel + last
        if ending:
            yield from ((False, base + ending + "ن"), (True, base + closed))
        else:
            yield False, base + ("نa" if cell == "3fp" else "u")


def _present_hollow(verb: Verb, cell: str, start: str, ending: str, closed: str, passive: bool) -> Iterator[tuple[bool, str]]:
    """Yield the present of a verb whose middle radical is weak."""
    last = _radicals(verb)[1]
    if passive or verb.form in (7, 8):
        long = "A"
    else:
        long = "I" if verb.form in (4, 10) else {"u": "U", "i": "I", "a": "A"}[verb.present or "u"]
    base = _strip(start) if verb.form in (7, 8) else start
    base = start if verb.form == 1 else base
    if ending:
        yield from ((False, base + long + last + ending + "ن"), (True, base + long + last + closed))
    elif cell == "3fp":
        yield False, base + long.lower() + last + "نa"
    else:
        yield from ((False, base + long + last + "u"), (True, base + long.lower() + last))


def _present_defective(cell: str, base: str, middle: str, vowel: str, ending: str) -> Iterator[tuple[bool, str]]:
    """Yield the present of a verb whose last radical is weak."""
    if vowel == "a":
        if ending == "A":
            yield from ((False, base + "aيAن"), (True, base + "aيA"))
        elif ending == "U":
            yield from ((False, base + "aUن"), (True, base + "aO"))
        elif cell == "3fp":
            yield False, base + "aينa"
        else:
            yield from ((False, base + ("A" if middle == "ي" else "Y")), (True, base + "a"))
        return
    glide, long = ("و", "U") if vowel == "u" else ("ي", "I")
    if ending == "A":
        yield from ((False, base + vowel + glide + "Aن"), (True, base + vowel + glide + "A"))
    elif ending == "U":
        yield from ((False, base + "Uن"), (True, base + "O"))
    elif cell == "3fp":
        yield False, base + long + "نa"
    else:
        yield from ((False, base + long), (True, base + vowel))


def masdars(verb: Verb) -> tuple[str, ...]:
    """Return the regular verbal nouns of a derived form; Form I has none that can be foretold."""
    if verb.form == 1:
        return ()
    return tuple(dict.fromkeys(spell(sounds) for sounds in _masdar_sounds(verb)))


def _masdar_sounds(verb: Verb) -> Iterator[str]:
    """Yield the sounds of the regular verbal nouns."""
    a, b, c = verb.root[0], verb.root[1], verb.root[2]
    weak, hollow = c in WEAK, b in WEAK and c not in WEAK and (verb.form, verb.root) not in _SOUND_MIDDLE
    end = "ء" if weak else c
    if verb.form == 2:
        yield from (f"تa{a}{b}iيaة",) if weak else ((f"تa{a}{b}I{c}", f"تa{a}{b}iءaة") if c == "ء" else (f"تa{a}{b}I{c}",))
    elif verb.form == 3:
        yield f"مu{a}A{b}" + ("Aة" if weak else f"{c}aة" if b == c else f"a{c}aة")
        if b != c and a not in WEAK and not hollow:
            yield f"{a}i{b}A{end}"
    elif verb.form == 4:
        first = "I" if a in WEAK or a == "ء" else a
        yield f"ءi{a}A{c}aة" if hollow else f"ءi{first}{b}A{end}"
    elif verb.form == 5:
        yield f"تa{a}a{b}{b}" + ("I" if weak else f"u{c}")
    elif verb.form == 6:
        yield f"تa{a}A" + (f"{b}I" if weak else f"{b}{c}" if b == c else f"{b}u{c}")
    elif verb.form == 7:
        yield f"Wن{a}i{'ي' if hollow else b}A{end}"
    elif verb.form == 8:
        x, t = "تت" if verb.root == "ءخذ" else _ASSIMILATED.get(a, a + "ت")
        yield f"W{x}{t}i{'ي' if hollow else b}A{end}"
    elif verb.form == 10:
        yield f"Wستi{a}A{c}aة" if hollow else f"Wستi{'I' if a in WEAK else a}{b}A{end}"
    elif verb.form == 11:
        yield f"{a}a{b}{c}a{verb.root[3]}aة"
    elif verb.form == 12:
        yield f"تa{a}a{b}{c}u{verb.root[3]}"


def active_participle(verb: Verb) -> str:
    """Return the active participle, masculine singular; defective ones end in ي."""
    if verb.form == 1:
        a, b, c = verb.root
        middle = "ء" if _is_hollow(verb) else b
        return spell(f"{a}A{middle}I" if c in WEAK else f"{a}A{b}{c}" if b == c else f"{a}A{middle}i{c}")
    surface = _third_person(verb, passive=False)
    return surface[:-1] + "ي" if surface.endswith("ى") else surface


def passive_participle(verb: Verb) -> str:
    """Return the passive participle, masculine singular; empty for hollow and defective Form I."""
    if verb.form == 1:
        a, b, c = verb.root
        return "" if b in WEAK or c in WEAK else spell(f"مa{a}{b}U{c}")
    return _third_person(verb, passive=True)


def _third_person(verb: Verb, *, passive: bool) -> str:
    """Return the present, third person masculine singular, with the prefix of participles."""
    for cell in conjugate(verb):
        if cell.tense == "present" and cell.passive == passive and cell.person == "3" and cell.gender == "m" and cell.number == "s":
            return "م" + cell.surface[1:]
    raise ValueError(f"verb {verb.root!r}, form {verb.form}: no present")
