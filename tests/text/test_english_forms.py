"""English inflection: regular and irregular verbs, doubled consonants, plurals, capitals; enclitics and abbreviations."""

import pytest

from mithaq.text.english_forms import capitalised, conjugate, with_s
from mithaq.text.sentences import split_sentences
from mithaq.text.tokens import tokenise


def forms(base: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for form in conjugate(base):
        found.setdefault(form.tense, set()).add(form.surface)
    return found


@pytest.mark.parametrize(
    ("base", "present", "past", "participle", "gerund"),
    [
        ("say", "says", "said", "said", "saying"),
        ("send", "sends", "sent", "sent", "sending"),
        ("withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"),
        ("agree", "agrees", "agreed", "agreed", "agreeing"),
        ("deny", "denies", "denied", "denied", "denying"),
        ("deploy", "deploys", "deployed", "deployed", "deploying"),
        ("ban", "bans", "banned", "banned", "banning"),
        ("visit", "visits", "visited", "visited", "visiting"),
        ("expel", "expels", "expelled", "expelled", "expelling"),
        ("condemn", "condemns", "condemned", "condemned", "condemning"),
        ("impose", "imposes", "imposed", "imposed", "imposing"),
        ("attack", "attacks", "attacked", "attacked", "attacking"),
        ("veto", "vetoes", "vetoed", "vetoed", "vetoing"),
        ("die", "dies", "died", "died", "dying"),
    ],
)
def test_verbs_take_their_forms(base: str, present: str, past: str, participle: str, gerund: str) -> None:
    assert forms(base) == {"base": {base}, "present": {present}, "past": {past}, "participle": {participle}, "gerund": {gerund}}


def test_plurals() -> None:
    assert [with_s(word) for word in ("ministry", "spokesman", "crisis", "speech", "envoy")] == ["ministries", "spokesmen", "crises", "speeches", "envoys"]


def test_titles_stand_small_and_large() -> None:
    assert capitalised("minister of foreign affairs") == ["minister of foreign affairs", "Minister of foreign affairs", "Minister of Foreign Affairs"]


def test_enclitics_are_tokens_of_their_own() -> None:
    text = "Russia’s envoy didn't stay"
    tokens = tokenise(text, enclitics=("'s", "n't"))
    assert [token.text for token in tokens] == ["Russia", "'s", "envoy", "did", "n't", "stay"]
    assert [text[token.start : token.end] for token in tokens] == ["Russia", "’s", "envoy", "did", "n't", "stay"]


def test_abbreviations_end_no_sentence() -> None:
    text = "He met Gen. Salem on Sept. 27. They talked."
    assert [text[a:b] for a, b in split_sentences(text, frozenset({"Gen", "Sept"}))] == ["He met Gen. Salem on Sept. 27.", "They talked."]
    assert len(split_sentences(text)) > 2
