"""Arabic verb forms generated from root, form and vowels, unvocalised as news is written.

Third persons and first persons, active and passive. No imperatives and no second persons: news hardly uses them
and they collide with other words. Notation of sounds: see ``arabic_orthography``.
Sources: written from the grammar (Wright, Ryding), no GPL source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mithaq.text.arabic_orthography import WEAK, spellings

# what Form VIII makes of the first radical and its own t
_ASSIMILATED = {"و": "تت", "ي": "تت", "ت": "تت", "ث": "ثث", "د": "دد", "ذ": "دد"} | {
    "ز": "زد", "ص": "صط", "ض": "ضط", "ط": "طط", "ظ": "ظظ"
}  # fmt: skip
# Form I verbs in و that lose it though their present has a: يقع، يضع، يهب
_DROPS_WAW = frozenset({"وقع", "وضع", "وهب", "ودع", "وسع", "وطء", "ولغ", "وزع", "وذر"})
# verbs whose middle و or ي stays a consonant: ازدوج، استحوذ
_SOUND_MIDDLE = frozenset(
    {(8, "زوج"), (8, "جور"), (8, "عون"), (10, "حوذ"), (10, "صوب"), (4, "حوج"), (4, "عوز")}
)
_FORMS = frozenset({*range(1, 13)})
_SHORT = "aiu"
_LONG = {"a": "A", "i": "I", "u": "U"}
_GLIDE = {"a": "ي", "i": "ي", "u": "و"}


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb named by its root.

    Attributes:
        root: three letters, four for forms 11 and 12; hamza as ء, the last weak letter as و or ي.
        form: 1-10; 11 and 12 are the quadriliterals I and II.
        past_vowel: vowel of the middle radical in the past, Form I only.
        imperfect_vowel: the same in the present.
        keeps_waw: whether Form I keeps its first و in the present; None decides by vowel and a closed list.
        keeps_middle: whether a weak middle radical stays a consonant (استجوب); None decides by a closed list.
    """

    root: str
    form: int
    past_vowel: str = "a"
    imperfect_vowel: str = "u"
    keeps_waw: bool | None = None
    keeps_middle: bool | None = None

    def __post_init__(self) -> None:
        letters = 4 if self.form > 10 else 3
        if self.form not in _FORMS:
            raise ValueError(f"verb {self.root!r}: form {self.form} is not one of 1-12")
        if len(self.root) != letters:
            raise ValueError(f"verb {self.root!r}: form {self.form} takes a root of {letters} letters")
        if self.past_vowel not in tuple(_SHORT) or self.imperfect_vowel not in tuple(_SHORT):
            raise ValueError(
                f"verb {self.root!r}: vowels {self.past_vowel!r}, {self.imperfect_vowel!r}; give a, i or u"
            )
        if self.form == 1 and (self.root[2], self.imperfect_vowel) in (("ي", "u"), ("و", "i")):
            raise ValueError(
                f"verb {self.root!r}: present in {self.imperfect_vowel!r}; give u or a after و, i or a after ي"
            )

    @property
    def middle(self) -> str:
        """The last radical but one; Form IX doubles its last."""
        return self.root[-1] if self.form == 9 else self.root[-2]

    @property
    def last(self) -> str:
        """The last radical."""
        return self.root[-1]

    @property
    def is_defective(self) -> bool:
        """Whether the last radical is weak."""
        return self.last in WEAK

    @property
    def is_hollow(self) -> bool:
        """Whether the middle radical is weak and turns into a long vowel."""
        if self.form not in (1, 4, 7, 8, 10) or self.middle not in WEAK or self.is_defective:
            return False
        kept = (self.form, self.root) in _SOUND_MIDDLE if self.keeps_middle is None else self.keeps_middle
        return not kept

    @property
    def is_doubled(self) -> bool:
        """Whether the last two radicals are one letter that contracts."""
        return self.form in (1, 3, 4, 6, 7, 8, 9, 10) and self.middle == self.last and not self.is_defective


class VerbForm(NamedTuple):
    """One cell of the conjugation.

    Attributes:
        surface: the unvocalised word.
        tense: past, present, subjunctive or jussive; the last two stand behind particles only.
        person: 3 or 1.
        gender: m or f; empty in the first person.
        number: s, d or p.
        passive: whether the voice is passive.
    """

    surface: str
    tense: str
    person: str
    gender: str
    number: str
    passive: bool


class Stem(NamedTuple):
    """What stands before the last two radicals, and the prefix vowel of the present."""

    past: str
    past_passive: str
    prefix_vowel: str
    present: str
    present_passive: str


class _Person(NamedTuple):
    person: str
    gender: str
    number: str
    past: str
    prefix: str
    ending: str


_PERSONS = (
    _Person("3", "m", "s", "a", "ي", ""),
    _Person("3", "f", "s", "aت", "ت", ""),
    _Person("3", "m", "d", "A", "ي", "A"),
    _Person("3", "f", "d", "aتA", "ت", "A"),
    _Person("3", "m", "p", "O", "ي", "U"),
    _Person("3", "f", "p", "نa", "ي", "ن"),
    _Person("1", "", "s", "تu", "ء", ""),
    _Person("1", "", "p", "نA", "ن", ""),
)
# the endings of the present by mood
_MOODS = {
    "": (("present", "u"), ("subjunctive", "a"), ("jussive", "")),
    "A": (("present", "Aن"), ("subjunctive", "A"), ("jussive", "A")),
    "U": (("present", "Uن"), ("subjunctive", "O"), ("jussive", "O")),
    "ن": (("present", "نa"), ("subjunctive", "نa"), ("jussive", "نa")),
}


def conjugate(verb: Verb) -> tuple[VerbForm, ...]:
    """Return every cell of a verb: all tenses, persons and voices, each once.

    Cells that are spelt alike are all listed (يعلن is present, subjunctive and jussive). Plurals in hamza appear
    in both common spellings. Form IX has no passive.
    """
    forms: dict[VerbForm, None] = {}
    for passive in (False,) if verb.form == 9 else (False, True):
        for tense, person, sounds in (*_past(verb, passive), *present_sounds(verb, passive)):
            for surface in spellings(sounds):
                forms[VerbForm(surface, tense, person.person, person.gender, person.number, passive)] = None
    return tuple(forms)


def stem_of(verb: Verb) -> Stem:
    """Return the stem of a verb by its form."""
    a, b = verb.root[0], verb.root[1]
    if verb.form in (1, 3, 4):
        return _bare_stem(verb.form, a)
    if verb.form in (2, 11):
        return Stem(f"{a}a{b}", f"{a}u{b}", "u", f"{a}a{b}", f"{a}a{b}")
    if verb.form in (5, 12):
        return Stem(f"تa{a}a{b}", f"تu{a}u{b}", "a", f"تa{a}a{b}", f"تa{a}a{b}")
    if verb.form == 6:
        return Stem(f"تa{a}A", f"تu{a}U", "a", f"تa{a}A", f"تa{a}A")
    return _connected_stem({7: f"ن{a}a", 8: eighth(verb.root) + "a", 9: f"{a}{b}a", 10: f"ستa{a}"}[verb.form])


def _bare_stem(form: int, first: str) -> Stem:
    """Return the stem of forms I, III and IV."""
    if form == 1:
        return Stem(first + "a", first + "u", "a", first, first)
    if form == 3:
        return Stem(first + "A", first + "U", "u", first + "A", first + "A")
    return Stem("ءa" + first, "ءu" + first, "u", first, first)


def _connected_stem(stem: str) -> Stem:
    """Return the stem of the forms that begin with a connecting hamza."""
    return Stem("W" + stem, "V" + stem.replace("a", "u"), "a", stem, stem)


def eighth(root: str) -> str:
    """Return the first radical of a root with the t of Form VIII: زد in ازداد, تت in اتخذ."""
    return "تت" if root == "ءخذ" else _ASSIMILATED.get(root[0], root[0] + "ت")


def _past(verb: Verb, passive: bool) -> Iterator[tuple[str, _Person, str]]:
    """Yield (tense, person, sounds) of the past in one voice."""
    stem = stem_of(verb)
    head = stem.past_passive if passive else stem.past
    active = verb.past_vowel if verb.form == 1 else "a"
    for person in _PERSONS:
        yield "past", person, _past_cell(verb, head, "i" if passive else active, person.past)


def _past_cell(verb: Verb, head: str, vowel: str, ending: str) -> str:
    """Return one cell of the past by the type of the root."""
    opens = ending[0] in "aAO"
    if verb.is_hollow:
        return head.rstrip(_SHORT) + _past_hollow_vowel(verb, head, opens) + verb.last + ending
    if verb.is_doubled and opens:
        return head + _joint(head, vowel) + verb.middle + verb.last + ending
    if verb.is_doubled:
        return head + verb.middle + ("i" if "u" in head or "U" in head else "a") + verb.last + ending
    if verb.is_defective:
        return head + _middle(verb, past=True) + _past_defective(verb, vowel, ending)
    return head + verb.middle + vowel + verb.last + ending


def _past_hollow_vowel(verb: Verb, head: str, opens: bool) -> str:
    """Return the vowel that a weak middle radical becomes in the past: قال, قلنا, قيل."""
    if "u" in head:
        return "I" if opens else "i"
    if opens:
        return "A"
    return "a" if verb.form != 1 else "u" if verb.imperfect_vowel == "u" else "i"


def _past_defective(verb: Verb, vowel: str, ending: str) -> str:
    """Return vowel, weak radical and ending of a past cell: دعا, دعت, دعوا, بقي."""
    if vowel != "a":
        glide = _GLIDE[vowel]
        return ending if ending == "O" else (vowel + glide if ending[0] in "aA" else _LONG[vowel]) + ending
    glide = "و" if verb.form == 1 and verb.last == "و" else "ي"
    if ending == "a":
        return "A" if glide == "و" or verb.middle == "ي" else "Y"
    if ending[0] == "a":
        return ending
    return "a" + ending if ending == "O" else "a" + glide + ending


def present_sounds(verb: Verb, passive: bool) -> Iterator[tuple[str, _Person, str]]:
    """Yield (tense, person, sounds) of the present and its moods in one voice."""
    stem = stem_of(verb)
    vowel = "a" if passive or verb.form in (5, 6, 12) else verb.imperfect_vowel if verb.form == 1 else "i"
    head = stem.present_passive if passive else "" if _drops_waw(verb) else stem.present
    for person in _PERSONS:
        start = person.prefix + ("u" if passive else stem.prefix_vowel) + head
        for tense, ending in _MOODS[person.ending]:
            for sounds in _present_cell(verb, start, vowel, ending):
                yield tense, person, sounds


def _drops_waw(verb: Verb) -> bool:
    """Return whether the active present loses its first radical: يصل, يقع."""
    if verb.form != 1 or verb.root[0] != "و" or verb.is_doubled:
        return False
    if verb.keeps_waw is not None:
        return not verb.keeps_waw
    return verb.imperfect_vowel == "i" or (verb.imperfect_vowel == "a" and verb.root in _DROPS_WAW)


def _present_cell(verb: Verb, start: str, vowel: str, ending: str) -> tuple[str, ...]:
    """Return one cell of the present by the type of the root; doubled jussives have two."""
    closed = ending[:1] in ("", "ن")
    if verb.is_hollow:
        long = _present_hollow_vowel(verb, vowel)
        return (
            start.rstrip("a" if verb.form in (7, 8) else "")
            + (long.lower() if closed else long)
            + verb.last
            + ending,
        )
    if verb.is_doubled:
        contracted = start + _joint(start, vowel) + verb.middle + verb.last + ending
        apart = start + verb.middle + vowel + verb.last + ending
        return (contracted, apart) if not ending else (apart,) if closed else (contracted,)
    if verb.is_defective:
        return (start + _middle(verb, past=False) + _present_defective(verb, vowel, ending),)
    return (start + verb.middle + vowel + verb.last + ending,)


def _present_hollow_vowel(verb: Verb, vowel: str) -> str:
    """Return the long vowel of a hollow present: يقول, يعيد, يحتاج."""
    return "A" if verb.form in (7, 8) else _LONG[vowel]


def _present_defective(verb: Verb, vowel: str, ending: str) -> str:
    """Return vowel, weak radical and ending of a present cell: يدعو, ينفون, يبقى."""
    if not ending:
        return vowel
    if vowel == "a":
        if ending in ("u", "a"):
            return "A" if verb.middle == "ي" else "Y"
        return "a" + ("" if ending[0] in "UO" else "ي") + ending
    if ending in ("u", "a"):
        return _LONG[vowel]
    if ending[0] in "UO":
        return ending
    return (vowel + _GLIDE[vowel] if ending[0] == "A" else _LONG[vowel]) + ending


def _middle(verb: Verb, *, past: bool) -> str:
    """Return the middle radical of a defective verb; رأى loses its hamza in يرى, أرى, يري."""
    return "" if verb.root == "رءي" and (verb.form == 4 or (verb.form == 1 and not past)) else verb.middle


def _joint(head: str, vowel: str) -> str:
    """Return the vowel between a stem and a doubled radical: none behind a vowel."""
    return "" if head[-1] in "aiuAU" else vowel
