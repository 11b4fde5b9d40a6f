"""How a language inflects its words when a pack is compiled: the functions a pack names in ``wordforms``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from mithaq.packs.schema import Wording
from mithaq.text import english_forms, french_forms, russian_forms
from mithaq.text.arabic_conjugation import Verb, conjugate
from mithaq.text.arabic_nominals import active_participle, masdars, passive_participle, plural_accusatives


class Cell(NamedTuple):
    """One surface form with what it tells; ``tense`` holds the kind of a participle."""

    surface: str
    tense: str = ""
    gender: str = ""
    number: str = "s"
    passive: bool = False


class WordForms(Protocol):
    """What the compiler asks of a language."""

    @property
    def plural_endings(self) -> tuple[str, ...]: ...  # noqa: D102

    def verb(self, wording: Wording) -> Iterator[Cell]: ...  # noqa: D102
    def participles(self, wording: Wording) -> Iterator[Cell]: ...  # noqa: D102
    def masdars(self, wording: Wording) -> tuple[str, ...]: ...  # noqa: D102
    def noun(self, word: str, plural: Sequence[str]) -> Iterator[Cell]: ...  # noqa: D102
    def adjective(self, word: str, feminine: str, plural: Sequence[str]) -> Iterator[Cell]: ...  # noqa: D102
    def nisba(self, base: str, people: Sequence[str]) -> Iterator[Cell]: ...  # noqa: D102
    def role_heads(self, singular: str, feminine: str, plural: Sequence[str]) -> Iterator[Cell]: ...  # noqa: D102
    def tails(self, tail: str) -> list[str]: ...  # noqa: D102
    def led_tails(self, tail: str) -> list[str]: ...  # noqa: D102
    def owned_tails(self, tail: str) -> list[tuple[str, str]]: ...  # noqa: D102
    def names(self, name: str, *, person: bool = False) -> list[str]: ...  # noqa: D102


class _OneName:
    """Languages whose names stay as they are, and whose titles take neither pronouns nor a preposition before what completes them."""

    def led_tails(self, tail: str) -> list[str]:
        """Return what completes an indefinite title behind a preposition: nothing."""
        return []

    def owned_tails(self, tail: str) -> list[tuple[str, str]]:
        """Return what completes a title with a pronoun glued to it: nothing."""
        return []

    def names(self, name: str, *, person: bool = False) -> list[str]:
        """Return a name, which has one form."""
        return [name]


class ArabicWordForms(_OneName):
    """Arabic: verbs by root and form, nouns with case alif, dual and construct, adjectives of belonging."""

    plural_endings = ("ون", "ين")

    def verb(self, wording: Wording) -> Iterator[Cell]:
        """Yield the forms of a verb."""
        for form in conjugate(_verb(wording)):
            tense = "jussive" if form.tense == "subjunctive" else form.tense
            yield Cell(form.surface, tense, form.gender or "1", form.number, form.passive)

    def participles(self, wording: Wording) -> Iterator[Cell]:
        """Yield the inflected participles; ``tense`` is apart or ppart."""
        verb = _verb(wording)
        for kind, base in (("apart", active_participle(verb)), ("ppart", passive_participle(verb))):
            if base:
                for cell in self.adjective(base, "", ()):
                    yield cell._replace(tense=kind)

    def masdars(self, wording: Wording) -> tuple[str, ...]:
        """Return the regular verbal nouns."""
        return masdars(_verb(wording))

    def noun(self, word: str, plural: Sequence[str]) -> Iterator[Cell]:
        """Yield a noun's forms: as is, with the alif of the accusative, dual, given plurals."""
        feminine = word.endswith("ة")
        gender = "f" if feminine else "m"
        yield Cell(word, "", gender)
        if not feminine and word[-1] not in "اءى":
            yield Cell(word + "ا", "", gender)
        yield from self._dual(word, gender)
        if feminine:
            yield Cell(word[:-1] + "ات", "", "f", "p")
        for form in plural:
            yield Cell(form, "", "p", "p")
            yield from (Cell(accusative, "accusative", "p", "p") for accusative in plural_accusatives(form) if " " not in form)
            if form.endswith(("ون", "ين")):
                yield Cell(form[:-1], "", "p", "p")

    def _dual(self, word: str, gender: str) -> Iterator[Cell]:
        """Yield the dual with and without its final nun."""
        stem = word[:-1] + "ت" if word.endswith("ة") else word
        for ending in ("ان", "ين", "ا") if stem != word else ("ان", "ين"):
            yield Cell(stem + ending, "", gender, "d")

    def adjective(self, word: str, feminine: str, plural: Sequence[str]) -> Iterator[Cell]:
        """Yield an adjective's forms; sound plurals are made where none is given."""
        yield Cell(word, "", "m")
        if word[-1] not in "اءىة":
            yield Cell(word + "ا", "", "m")
        female = feminine or (word if word.endswith("ة") else word + "ة")
        yield Cell(female, "", "f")
        yield from self._dual(word, "m")
        yield from self._dual(female, "f")
        for form in plural or (word + "ون", word + "ين"):
            yield Cell(form, "", "m", "p")
        if female.endswith("ة"):
            yield Cell(female[:-1] + "ات", "", "f", "p")

    def nisba(self, base: str, people: Sequence[str]) -> Iterator[Cell]:
        """Yield an adjective of belonging; its accusative, which often equals the country's name, is marked as such."""
        for cell in self.adjective(base, "", ()):
            yield cell._replace(tense="accusative") if cell.surface == base + "ا" else cell
        for form in people:
            yield Cell(form, "", "m", "p")

    def role_heads(self, singular: str, feminine: str, plural: Sequence[str]) -> Iterator[Cell]:
        """Yield the forms in which a role noun can head a phrase; its indefinite accusative governs no tail."""
        for word, gender in ((singular, "m"), (feminine, "f")):
            if not word:
                continue
            gender = "f" if word.endswith("ة") else gender
            yield Cell(word, "", gender)
            if word[-1] not in "اةءى":
                yield Cell(word + "ا", "accusative", gender)
            stem = word[:-1] + "ت" if word.endswith("ة") else word
            # «مواطنين»: two of them are written like several, who are far more often meant
            yield from (Cell(stem + ending, "", gender, "d") for ending in ("ان", "ين", "ا", "ي") if ending != "ين" or stem + ending not in plural)
        for form in plural:
            yield Cell(form, "", "p", "p")
            if form.endswith(("ون", "ين")):
                yield Cell(form[:-1], "", "p", "p")

    def tails(self, tail: str) -> list[str]:
        """Return a tail as given and as it stands in the indefinite construct («وزير خارجية مالي»)."""
        if not tail:
            return [""]
        bare = " ".join(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in tail.split())
        return list(dict.fromkeys([tail, bare]))

    def led_tails(self, tail: str) -> list[str]:
        """Return a tail behind an indefinite accusative: «عين وزيرا للخارجية»."""
        return ["لل" + tail[2:] if tail.startswith("ال") else "ل" + tail]

    def owned_tails(self, tail: str) -> list[tuple[str, str]]:
        """Return a tail of one word with the pronouns it may carry: «وزير خارجيته», «رئيس وزرائها»."""
        if " " in tail or not tail.startswith("ال"):
            return []
        stem = tail[2:-1] + "ت" if tail.endswith("ة") else tail[2:-1] + "ئ" if tail.endswith("ء") else tail[2:]
        return [(stem + pronoun, pronoun) for pronoun in ("ه", "ها", "هم")]


def _verb(wording: Wording) -> Verb:
    """Return the verb a wording names."""
    return Verb(wording.root, wording.form, wording.past or "a", wording.present or "u")


class _ByLemma(_OneName):
    """Languages whose verbs are given by one form, which yields the others, participles among them."""

    plural_endings = ()

    def participles(self, wording: Wording) -> Iterator[Cell]:
        """Yield nothing: participles are forms of the verb, or told from the past by what stands around them."""
        yield from ()

    def masdars(self, wording: Wording) -> tuple[str, ...]:
        """Return nothing: verbal nouns are given as nouns."""
        return ()


class EnglishWordForms(_ByLemma):
    """English: verbs by their base, plurals, titles with small and with large letters."""

    def verb(self, wording: Wording) -> Iterator[Cell]:
        """Yield the forms of a verb, participles among them."""
        for form in english_forms.conjugate(wording.word.split()[0]):
            yield Cell(form.surface, form.tense)

    def noun(self, word: str, plural: Sequence[str]) -> Iterator[Cell]:
        """Yield the singular and the plural of a noun."""
        yield Cell(word)
        for form in plural or (english_forms.with_s(word),):
            yield Cell(form, number="p")

    def adjective(self, word: str, feminine: str, plural: Sequence[str]) -> Iterator[Cell]:
        """Yield an adjective, which has one form."""
        yield Cell(word)

    def nisba(self, base: str, people: Sequence[str]) -> Iterator[Cell]:
        """Yield an adjective of belonging and the names of a people."""
        yield Cell(base)
        for form in people:
            yield Cell(form, number="p")

    def role_heads(self, singular: str, feminine: str, plural: Sequence[str]) -> Iterator[Cell]:
        """Yield a title in its numbers, with small and with large letters."""
        for gender, word in (("", singular), ("f", feminine)):
            for form in english_forms.capitalised(word) if word else ():
                yield Cell(form, "", gender)
        for word in plural:
            for form in english_forms.capitalised(word):
                yield Cell(form, "", "", "p")

    def tails(self, tail: str) -> list[str]:
        """Return what completes a title, with small and with large letters."""
        return english_forms.capitalised(tail) if tail else [""]


class FrenchWordForms(_ByLemma):
    """French: verbs by their infinitive, participles that agree, feminines and plurals, titles with small and with large letters."""

    def verb(self, wording: Wording) -> Iterator[Cell]:
        """Yield the forms of a verb, participles among them."""
        for form in french_forms.conjugate(wording.word.split()[0]):
            yield Cell(form.surface, form.tense, form.gender, form.number)

    def noun(self, word: str, plural: Sequence[str]) -> Iterator[Cell]:
        """Yield the singular and the plural of a noun."""
        yield Cell(word)
        for form in plural or (french_forms.plural(word),):
            yield Cell(form, number="p")

    def adjective(self, word: str, feminine: str, plural: Sequence[str]) -> Iterator[Cell]:
        """Yield an adjective in its genders and numbers."""
        female = feminine or french_forms.feminine(word)
        yield from (Cell(word, "", "m"), Cell(female, "", "f"))
        for form in plural or (french_forms.plural(word),):
            yield Cell(form, "", "m", "p")
        yield Cell(french_forms.plural(female), "", "f", "p")

    def nisba(self, base: str, people: Sequence[str]) -> Iterator[Cell]:
        """Yield an adjective of belonging and the names of a people."""
        yield from self.adjective(base, "", ())
        for form in people:
            yield Cell(form, number="p")

    def role_heads(self, singular: str, feminine: str, plural: Sequence[str]) -> Iterator[Cell]:
        """Yield a title in its numbers, with small and with large letters."""
        for gender, number, words in (("m", "s", (singular,)), ("f", "s", (feminine,)), ("", "p", plural)):
            for word in words:
                for form in french_forms.capitalised(word) if word else ():
                    yield Cell(form, "", gender if feminine else "", number)

    def tails(self, tail: str) -> list[str]:
        """Return what completes a title, with small and with large letters."""
        return french_forms.capitalised(tail) if tail else [""]


class RussianWordForms(_ByLemma):
    """Russian: names, titles and adjectives in their cases, verbs by their infinitive; ``present = "future"`` marks perfective ones."""

    def verb(self, wording: Wording) -> Iterator[Cell]:
        """Yield the forms of a verb; what a perfective one has for a present tells the future."""
        for form in russian_forms.conjugate(wording.word.split()[0]):
            yield Cell(form.surface, wording.present or form.tense if form.tense == "present" else form.tense, form.gender, form.number)

    def noun(self, word: str, plural: Sequence[str]) -> Iterator[Cell]:
        """Yield the cases of a noun, and of its plural where it is given."""
        yield from (Cell(form) for form in russian_forms.cases(word))
        yield from (Cell(form, number="p") for several in plural for form in russian_forms.cases(several))

    def adjective(self, word: str, feminine: str, plural: Sequence[str]) -> Iterator[Cell]:
        """Yield an adjective in its genders, numbers and cases."""
        yield from (Cell(form, "", gender, number) for form, gender, number in russian_forms.adjective(word))

    def nisba(self, base: str, people: Sequence[str]) -> Iterator[Cell]:
        """Yield an adjective of belonging, which tells no people, and the names of a people."""
        yield from (cell._replace(number="s") for cell in self.adjective(base, "", ()))
        yield from (Cell(form, number="p") for several in people for form in russian_forms.cases(several))

    def role_heads(self, singular: str, feminine: str, plural: Sequence[str]) -> Iterator[Cell]:
        """Yield a title in its numbers and cases, with small and with large letters."""
        for gender, number, words in (("", "s", (singular,)), ("f", "s", (feminine,)), ("", "p", plural)):
            for word in filter(None, words):
                for form in russian_forms.cases(word):
                    yield from (Cell(one, "", gender, number) for one in dict.fromkeys((form, form[0].upper() + form[1:])))

    def tails(self, tail: str) -> list[str]:
        """Return what completes a title."""
        return [tail]

    def names(self, name: str, *, person: bool = False) -> list[str]:
        """Return a name in its cases."""
        return russian_forms.person_cases(name) if person else russian_forms.cases(name)


WORDFORMS: dict[str, WordForms] = {"arabic": ArabicWordForms(), "english": EnglishWordForms(), "french": FrenchWordForms(), "russian": RussianWordForms()}
