"""Russian word forms: cases of names and titles, adjectives, verbs by their infinitive.

Sources: own knowledge of the language.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

# endings of the nominative with those of the genitive, dative, accusative, instrumental and prepositional; | parts two that may be
_ADJECTIVES = (
    ("ский", "ского скому ского ским ском"), ("цкий", "цкого цкому цкого цким цком"), ("ший", "шего шему шего шим шем"), ("щий", "щего щему щего щим щем"),
    ("ый", "ого ому ого ым ом"), ("шая", "шей шей шую шей шей"), ("щая", "щей щей щую щей щей"), ("ая", "ой ой ую ой ой"), ("ое", "ого ому ое ым ом"),
    ("ые", "ых ым ых ыми ых"), ("кие", "ких ким ких кими ких"), ("шие", "ших шим ших шими ших"), ("щие", "щих щим щих щими щих"),
)  # fmt: skip
_NOUNS = (
    ("ова", "овой овой ову овой овой"), ("ева", "евой евой еву евой евой"), ("ия", "ии ии ию ией ии"), ("я", "и е ю ей е"), ("ка", "ки ке ку кой ке"), ("га", "ги ге гу гой ге"),
    ("ха", "хи хе ху хой хе"), ("ша", "ши ше шу шей ше"), ("ца", "цы це цу цей це"), ("а", "ы е у ой е"), ("ов", "ова ову ова овым|овом ове"), ("ев", "ева еву ева евым|евом еве"),
    ("ин", "ина ину ина иным|ином ине"), ("ий", "ия ию ия ием ии"), ("й", "я ю я ем е"), ("русь", "руси руси русь русью руси"), ("ь", "я ю я ем е"),
    ("ство", "ства ству ство ством стве"), ("ие", "ия ию ие ием ии"), ("цы", "цев цам цев цами цах"), ("яне", "ян янам ян янами янах"), ("ане", "ан анам ан анами анах"), ("ины", "ин инам ин инами инах"),
    ("ы", "ов ам ов ами ах"), ("ки", "ков кам ков ками ках"), ("ии", "ий иям ии иями иях"), ("и", "ей ям ей ями ях"),
)  # fmt: skip
_CONSONANT = "@а @у @а @ом @е"
_HUSHING = "@а @у @а @ем @е"
# nouns that lose a vowel
_FLEETING = {"посол": "посл", "Египет": "Египт", "боец": "бойц"}
# how the third person is made of infinitives, the longest ending first: singular and plural
_PRESENT = (
    ("казать", "кажет кажут"), ("писать", "пишет пишут"), ("отозвать", "отзовёт отзовут"), ("звать", "зовёт зовут"), ("принять", "примет примут"), ("начать", "начнёт начнут"),
    ("убить", "убьёт убьют"), ("передать", "передаст передадут"), ("создать", "создаст создадут"), ("выдать", "выдаст выдадут"), ("прийти", "придёт придут"), ("йти", "йдёт йдут"),
    ("вести", "ведёт ведут"), ("нести", "несёт несут"), ("лететь", "летит летят"), ("держать", "держит держат"), ("крыть", "кроет кроют"), ("нуть", "нет нут"), ("ать", "ает ают"), ("ять", "яет яют"), ("еть", "еет еют"),
)  # fmt: skip
_PAST = (("вергнуть", "верг вергла вергло вергли"), ("йти", "шёл шла шло шли"), ("вести", "вёл вела вело вели"), ("нести", "нёс несла несло несли"))
# short participles that no rule gives
_PARTICIPLES = {"убить": "убит", "принять": "принят", "начать": "начат", "открыть": "открыт", "закрыть": "закрыт", "ввести": "введён", "провести": "проведён", "заключить": "заключён", "осудить": "осуждён", "обвинить": "обвинён"}
_VOWELS = "аеёиоуыэюя"


class VerbForm(NamedTuple):
    """One form of a verb; ``tense``: infinitive, past, present or participle (the short passive one)."""

    surface: str
    tense: str
    gender: str = ""
    number: str = "s"


def cases(phrase: str) -> list[str]:
    """Return a phrase in its cases: adjectives and the first noun change, what follows the noun stays; the nominative first."""
    words = phrase.split()
    head = next((at for at, word in enumerate(words) if not _is_adjective(word)), len(words) - 1)
    return _in_cases(words[: head + 1], " ".join(["", *words[head + 1 :]]))


def person_cases(name: str) -> list[str]:
    """Return a personal name in its cases, every word of it; the nominative first."""
    return _in_cases(name.split(), "")


def _in_cases(words: list[str], rest: str) -> list[str]:
    """Return every case of some words that agree, with what follows them."""
    rows = zip(*(_declined(word) for word in words), strict=True)
    return list(dict.fromkeys(" ".join(forms) + rest for row in rows for forms in itertools.product(*(cell.split("|") for cell in row))))


def _is_adjective(word: str) -> bool:
    return not word.isupper() and word.endswith(tuple(ending for ending, _ in _ADJECTIVES))


def _declined(word: str) -> list[str]:
    """Return the six cases of a word; abbreviations and foreign names in a vowel have one form."""
    if word.isupper() or not word[-1:].isalpha():
        return [word] * 6
    for ending, changed in (*_ADJECTIVES, *_NOUNS):
        if word.endswith(ending):
            return [word, *_changed(word[: -len(ending)], changed)]
    if word[-1] in _VOWELS or word[-1] == "ъ":
        return [word] * 6
    pattern = _HUSHING if word[-1] in "жшчщц" else _CONSONANT
    return [word, *pattern.replace("@", _FLEETING.get(word, word)).split()]


def _changed(stem: str, endings: str) -> Iterator[str]:
    """Yield a stem with the endings of its cases."""
    for cell in endings.split():
        yield "|".join(stem + ending for ending in cell.split("|"))


def adjective(masculine: str) -> Iterator[tuple[str, str, str]]:
    """Yield the forms of an adjective in its genders, numbers and cases, each with gender and number."""
    stem, soft = masculine[:-2], masculine.endswith("ий")
    yield stem + ("ее" if masculine.endswith(("ший", "щий")) else "ое"), "n", "s"
    for nominative, gender, number in ((masculine, "m", "s"), (stem + "ая", "f", "s"), (stem + ("ие" if soft else "ые"), "", "p")):
        yield from ((form, gender, number) for form in dict.fromkeys(_declined(nominative)))


def conjugate(infinitive: str) -> Iterator[VerbForm]:
    """Yield the forms of a verb in the third person, the past and the short passive participle.

    Raises:
        ValueError: if the infinitive ends like no verb.
    """
    plain = infinitive.removesuffix("ся").removesuffix("сь")
    if not plain.endswith(("ть", "ти")):
        raise ValueError(infinitive)
    reflexive = plain != infinitive
    for form in _plain_forms(plain):
        if not reflexive:
            yield form
        elif form.tense != "participle":
            yield form._replace(surface=form.surface + ("сь" if form.surface[-1] in _VOWELS else "ся"))


def _plain_forms(infinitive: str) -> Iterator[VerbForm]:
    """Yield the forms of a verb without -ся."""
    yield VerbForm(infinitive, "infinitive")
    for form, number in zip(_third_person(infinitive), "sp", strict=True):
        yield VerbForm(form, "present", "", number)
    for form, (gender, number) in zip(_past(infinitive), (("m", "s"), ("f", "s"), ("n", "s"), ("", "p")), strict=True):
        yield VerbForm(form, "past", gender, number)
    short = _PARTICIPLES.get(infinitive) or (infinitive[:-2] + "н" if infinitive.endswith(("ать", "ять")) else "")
    if short:
        stem = short.replace("ён", "ен")
        yield from (VerbForm(short, "participle", "m"), VerbForm(stem + "а", "participle", "f"), VerbForm(stem + "о", "participle", "n"), VerbForm(stem + "ы", "participle", "", "p"))


def _third_person(infinitive: str) -> list[str]:
    """Return «he» and «they» of a verb: present of the imperfective, future of the perfective."""
    if infinitive.endswith(("давать", "знавать", "ставать")):
        return [infinitive[:-4] + "ёт", infinitive[:-4] + "ют"]
    if infinitive.endswith("овать"):
        return [infinitive[:-5] + "ует", infinitive[:-5] + "уют"]
    if infinitive.endswith("ить") and infinitive != "убить":
        return [infinitive[:-3] + "ит", infinitive[:-3] + ("ат" if infinitive[-4] in "жшчщ" else "ят")]
    for ending, forms in _PRESENT:
        if infinitive.endswith(ending):
            return [infinitive[: -len(ending)] + form for form in forms.split()]
    raise ValueError(infinitive)


def _past(infinitive: str) -> list[str]:
    """Return the past of a verb in its genders and in the plural."""
    for ending, forms in _PAST:
        if infinitive.endswith(ending):
            return [infinitive[: -len(ending)] + form for form in forms.split()]
    return [infinitive[:-2] + ending for ending in ("л", "ла", "ло", "ли")]
