"""The plain verbs of the Arabic pack: root, form and vowels must give the lemma that the row claims."""

from collections import Counter

import pytest

from mithaq.packs import loader
from mithaq.packs.schema import PlainVerb
from mithaq.text.arabic_conjugation import Verb, conjugate
from mithaq.text.fold import skeleton

ROWS = loader.read_tsv(loader.PACKS / "ar" / "verbs.tsv", PlainVerb)
LEAST = 1200


def lemmas(row: PlainVerb) -> set[str]:
    """Return the third person masculine singular of the active past, in its spellings."""
    verb = Verb(row.root, int(row.form), row.past or "a", row.present or "u")
    cells = conjugate(verb)
    return {c.surface for c in cells if (c.tense, c.person, c.gender, c.number, c.passive) == ("past", "3", "m", "s", False)}


@pytest.mark.parametrize("form", sorted({row.form for row in ROWS}, key=int))
def test_lemma_is_generated_from_root_and_form(form: str) -> None:
    wrong = [f"{row.lemma} from {row.root}: {lemmas(row)}" for row in ROWS if row.form == form and row.lemma not in lemmas(row)]
    assert not wrong


def test_form_one_names_its_vowels_and_no_other_form_does() -> None:
    for row in ROWS:
        assert bool(row.past and row.present) == (row.form == "1"), row.lemma


def test_each_verb_is_given_once() -> None:
    counts = Counter((row.root, row.form, row.past, row.present) for row in ROWS)
    assert not [key for key, count in counts.items() if count > 1]


def test_there_are_enough_verbs_for_written_news() -> None:
    assert len(ROWS) >= LEAST


def test_no_plain_verb_looks_like_a_function_word() -> None:
    particles = loader.load_source("ar").particles
    words = {
        skeleton(word)
        for group in ("complementisers", "relatives", "subordinators", "conditionals", "negations", "pronouns", "demonstratives")
        for word in particles[group]
    }
    assert not [row.lemma for row in ROWS if skeleton(row.lemma) in words]
