"""Arabic verbal nouns, participles, and the inflection of nouns and adjectives, unvocalised.

Sources: written from the grammar (Wright, Ryding), no GPL source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mithaq.text.arabic_conjugation import Verb, eighth, present_sounds
from mithaq.text.arabic_orthography import spell

# broken plurals of the shapes مفاعل and مفاعيل take no alif in the accusative
_DIPTOTE = re.compile("..ا..|..ا.ي.")
_CASE_ENDINGS = ("ان", "ين")
_CONSTRUCT_ENDINGS = ("ا", "ي")


class AdjForm(NamedTuple):
    """One form of an adjective: gender m or f, number s, d or p."""

    surface: str
    gender: str
    number: str


def masdars(verb: Verb) -> tuple[str, ...]:
    """Return the regular verbal nouns, the usual one first; Form I has none that can be foretold.

    Form III adds the shape فعال (لقاء, قتال) where the root allows it; not every verb uses it.
    """
    if verb.form == 1:
        return ()
    return tuple(dict.fromkeys(spell(sounds) for sounds in _masdar_sounds(verb)))


def _masdar_sounds(verb: Verb) -> tuple[str, ...]:
    """Return the sounds of the verbal nouns by form."""
    if verb.form > 10:
        a, b, c, d = tuple(verb.root)
        return (f"{a}a{b}{c}a{d}aة" if verb.form == 11 else f"تa{a}a{b}{c}u{d}",)
    if verb.form == 3:
        return _third_masdars(verb)
    if verb.form in (2, 5, 6):
        return (_inner_masdar(verb),)
    return (_outer_masdar(verb),)


def _third_masdars(verb: Verb) -> tuple[str, ...]:
    """Return the verbal nouns of Form III: مباحثة, ملاقاة and لقاء."""
    a, b, c = tuple(verb.root)
    if verb.is_doubled:
        return (f"مu{a}A{b}{c}aة",)
    usual = f"مu{a}A{b}Aة" if verb.is_defective else f"مu{a}A{b}a{c}aة"
    if b in "ءوي" or a in "ءوي":
        return (usual,)
    return usual, f"{a}i{b}A{'ء' if verb.is_defective else c}"


def _inner_masdar(verb: Verb) -> str:
    """Return the verbal noun of forms II, V and VI: تأكيد, تسمية, تبني, تعاون."""
    a, b, c = tuple(verb.root)
    if verb.form == 2:
        return f"تa{a}{b}I{c}" if c not in "ءوي" else f"تa{a}{b}i{'ء' if c == 'ء' else 'ي'}aة"
    head = f"تa{a}a{b}{b}" if verb.form == 5 else f"تa{a}A{b}"
    if verb.is_defective:
        return head + "I"
    return head + c if verb.is_doubled else f"{head}u{c}"


def _outer_masdar(verb: Verb) -> str:
    """Return the verbal noun of forms IV and VII-X, all with long a before the end: إعلان, اتفاق, استقالة."""
    a, b, c = tuple(verb.root)
    end = "ء" if verb.is_defective else c
    if verb.form in (4, 10):
        head = ("ءi" if verb.form == 4 else "Wستi") + a
        if verb.is_hollow or (verb.form == 4 and verb.root == "رءي"):
            return f"{head}A{'ء' if verb.is_defective else c}aة"
        return f"{head}{b}A{end}"
    if verb.form == 9:
        return f"W{a}{b}i{c}A{c}"
    head = f"Wن{a}i" if verb.form == 7 else f"W{eighth(verb.root)}i"
    return f"{head}{'ي' if verb.is_hollow else b}A{end}"


def active_participle(verb: Verb) -> str:
    """Return the active participle, masculine singular.

    Defective ones are given with their ي (داعي); ``inflect_adjective(…, defective=True)`` adds «داع».
    """
    if verb.form != 1:
        surface = spell(_participle_sounds(verb, passive=False))
        return surface[:-1] + "ي" if verb.is_defective else surface
    a, b, c = tuple(verb.root)
    if verb.is_defective:
        return spell(f"{a}A{b}I")
    if verb.is_hollow:
        return spell(f"{a}AءI" if c == "ء" else f"{a}Aءi{c}")
    return spell(f"{a}A{b}{c}" if verb.is_doubled else f"{a}A{b}i{c}")


def passive_participle(verb: Verb) -> str:
    """Return the passive participle, masculine singular; empty for Form IX, which has none."""
    if verb.form == 9:
        return ""
    if verb.form != 1:
        return spell(_participle_sounds(verb, passive=True))
    a, b, c = tuple(verb.root)
    if verb.is_hollow:
        return spell(f"مa{a}{'U' if b == 'و' else 'I'}{c}")
    if verb.is_defective:
        return spell(f"مa{a}{b}{'U' if c == 'و' and verb.past_vowel == 'a' else 'I'}")
    return spell(f"مa{a}{b}U{c}")


def _participle_sounds(verb: Verb, *, passive: bool) -> str:
    """Return the present of a derived form with م for its prefix."""
    _, _, sounds = next(iter(present_sounds(verb, passive)))
    return "مu" + sounds[2:]


def inflect_noun(
    base: str,
    plural: Sequence[str] = (),
    *,
    accusative: bool = True,
    sound_masculine: bool = False,
    sound_feminine: bool = False,
    defective: bool = False,
) -> frozenset[str]:
    """Return the forms of a noun: itself, accusative alif, dual and its construct, plurals.

    Args:
        base: the singular, with its ة, ى or final hamza.
        plural: plurals to include. One made of the base and ون or ين also gives its other case and its
            construct; a broken one gives its accusative.
        accusative: whether to include the indefinite accusative of the base.
        sound_masculine: whether to make the plural in ون.
        sound_feminine: whether to make the plural in ات.
        defective: whether a final ي may fall (محامي, محام).
    """
    forms = {base, *_accusatives(base, accusative)}
    forms.update(_join(_dual_stem(base), ending) for ending in _CASE_ENDINGS + _CONSTRUCT_ENDINGS)
    for form in plural:
        forms.update(_given_plural(base, form))
    if sound_masculine:
        forms.update(_sound_plural(_plural_stem(base, defective=defective)))
    if sound_feminine:
        forms.update(_feminine_plurals(base))
    if defective and base.endswith("ي"):
        forms.add(base[:-1])
    return frozenset(forms)


def inflect_adjective(
    base: str,
    plural: Sequence[str] = (),
    *,
    feminine: str = "",
    accusative: bool = True,
    defective: bool = False,
) -> frozenset[AdjForm]:
    """Return the forms of an adjective or participle: genders, numbers, accusative alif.

    Args:
        base: the masculine singular.
        plural: masculine plurals, in place of ون and ين.
        feminine: the feminine singular where it is not the base with ة (كبرى).
        accusative: whether to include the indefinite accusative; without it روسي does not give «روسيا».
        defective: whether a final ي may fall (داعي, داع, داعون).
    """
    female = feminine or _feminine(base)
    forms = {AdjForm(base, "m", "s"), AdjForm(female, "f", "s")}
    forms.update(AdjForm(form, "m", "s") for form in _accusatives(base, accusative))
    if defective and base.endswith("ي"):
        forms.add(AdjForm(base[:-1], "m", "s"))
    for word, gender in ((base, "m"), (female, "f")):
        forms.update(AdjForm(_join(_dual_stem(word), ending), gender, "d") for ending in _CASE_ENDINGS)
    stem = _plural_stem(base, defective=defective)
    males = plural or tuple(_join(stem, ending) for ending in ("ون", "ين"))
    forms.update(AdjForm(form, "m", "p") for form in males)
    forms.update(AdjForm(form, "f", "p") for form in _feminine_plurals(female))
    return frozenset(forms)


def plural_accusatives(word: str) -> tuple[str, ...]:
    """Return the indefinite accusative of a plural that is written with alif: «جنودا», of none in ون or ات, nor of the shape «عناصر»."""
    return _accusatives(word, not (word.endswith(("ون", "ين", "ات")) or _DIPTOTE.fullmatch(word)))


def _accusatives(word: str, wanted: bool) -> tuple[str, ...]:
    """Return the indefinite accusative that is written with alif, if the word has one."""
    if not wanted or word.endswith(("ة", "ى", "ا", "اء", "أ")):
        return ()
    return (_join(word, "ا"),)


def _join(stem: str, ending: str) -> str:
    """Return stem and ending with the hamza between them spelt: أ and ا make آ, يء makes يئ."""
    if stem.endswith("أ") and ending.startswith("ا"):
        return stem[:-1] + "آ" + ending[1:]
    return (stem[:-1] + "ئ" if stem.endswith("يء") else stem) + ending


def _dual_stem(word: str) -> str:
    """Return a word as it stands before the dual: دولت, مستشفي, عصو."""
    if word.endswith("ة"):
        return word[:-1] + "ت"
    if word.endswith("ى"):
        return word[:-1] + "ي"
    if word.endswith("ا"):
        return word[:-1] + ("و" if len(word) == 3 else "ي")
    return word


def _plural_stem(word: str, *, defective: bool) -> str:
    """Return a word as it stands before ون and ين: ى falls, and the ي of defective words."""
    return word[:-1] if word.endswith("ى") or (defective and word.endswith("ي")) else word


def _sound_plural(stem: str) -> Iterator[str]:
    """Yield the plural in ون, its other case, and both constructs."""
    yield from (_join(stem, ending) for ending in ("ون", "ين", "و", "ي"))


def _given_plural(base: str, form: str) -> Iterator[str]:
    """Yield a plural that was given, with its other cases."""
    stem = form[:-2]
    yield form
    if form.endswith(("ون", "ين")) and len(stem) > 2 and stem in (base, base[:-1], base[:-1] + "ئ"):
        yield from (stem + ending for ending in ("ون", "ين", "و", "ي"))
    elif not form.endswith("ات") and not _DIPTOTE.fullmatch(form):
        yield from _accusatives(form, True)


def _feminine(base: str) -> str:
    """Return the regular feminine: روسية, مستثناة, بريئة."""
    return base[:-1] + "اة" if base.endswith(("ى", "ا")) else base if base.endswith("ة") else _join(base, "ة")


def _feminine_plurals(word: str) -> Iterator[str]:
    """Yield the plural in ات; none for short words in اة, whose weak letter cannot be foretold (قناة)."""
    if word.endswith("اة"):
        if len(word) > 5:
            yield word[:-2] + "يات"
    elif word.endswith("ى"):
        yield word[:-1] + "يات"
    else:
        yield word + "ت" if word.endswith("ا") else _join(word.removesuffix("ة"), "ات")
