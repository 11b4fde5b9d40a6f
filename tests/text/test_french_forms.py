"""French inflection: verbs of three groups, agreement, plurals, feminines, titles; elisions and pronouns behind verbs."""

import pytest

from mithaq.text.clitics import accented_splits
from mithaq.text.french_forms import capitalised, conjugate, feminine, plural
from mithaq.text.tokens import tokenise


def forms(infinitive: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for form in conjugate(infinitive):
        found.setdefault(form.tense, set()).add(form.surface)
    return found


@pytest.mark.parametrize(
    ("infinitive", "present", "past", "future", "participle"),
    [
        ("annoncer", "annonçons", "annonça", "annoncera", "annoncées"),
        ("exiger", "exigeons", "exigea", "exigera", "exigée"),
        ("appeler", "appelle", "appela", "appellera", "appelé"),
        ("envoyer", "envoie", "envoya", "enverra", "envoyés"),
        ("célébrer", "célèbre", "célébra", "célébrera", "célébrée"),
        ("réunir", "réunissent", "réunit", "réunira", "réunis"),
        ("être", "sont", "furent", "seront", "été"),
        ("avoir", "ont", "eut", "aura", "eu"),
        ("aller", "vont", "alla", "ira", "allée"),
        ("soutenir", "soutiennent", "soutint", "soutiendra", "soutenu"),
        ("recevoir", "reçoit", "reçut", "recevra", "reçue"),
        ("devoir", "doivent", "dut", "devra", "dû"),
        ("prendre", "prennent", "prit", "prendra", "prises"),
        ("promettre", "promet", "promit", "promettra", "promis"),
        ("contraindre", "contraint", "contraignit", "contraindra", "contrainte"),
        ("conduire", "conduisent", "conduisit", "conduira", "conduite"),
        ("conclure", "conclut", "conclut", "conclura", "conclue"),
        ("élire", "élisent", "élut", "élira", "élue"),
        ("découvrir", "découvre", "découvrit", "découvrira", "découverte"),
        ("asservir", "asservissent", "asservit", "asservira", "asservi"),
        ("convaincre", "convainc", "convainquit", "convaincra", "convaincue"),
        ("répandre", "répand", "répandit", "répandra", "répandu"),
    ],
)
def test_verbs_take_their_forms(infinitive: str, present: str, past: str, future: str, participle: str) -> None:
    found = forms(infinitive)
    assert present in found["present"] and past in found["past"] and future in found["future"] and participle in found["participle"]


def test_what_no_stem_gives_is_known() -> None:
    assert {"sommes", "êtes"} <= forms("être")["present"]
    assert forms("avoir")["gerund"] == {"ayant"}
    assert "sachions" in forms("savoir")["subjunctive"]
    assert forms("devoir")["participle"] == {"dû", "due", "dus", "dues"}


def test_what_ends_like_no_verb_is_refused() -> None:
    with pytest.raises(ValueError, match="table"):
        list(conjugate("table"))


def test_plurals_and_feminines() -> None:
    assert [plural(word) for word in ("journal", "pays", "accord", "bureau", "travail")] == ["journaux", "pays", "accords", "bureaux", "travaux"]
    assert [feminine(word) for word in ("turc", "israélien", "français", "russe", "actif", "premier")] == ["turque", "israélienne", "française", "russe", "active", "première"]


def test_titles_stand_small_and_large_and_without_accents() -> None:
    assert {"des Affaires étrangères", "des Affaires Étrangères", "des Affaires Etrangères", "des affaires étrangères"} <= set(capitalised("des Affaires étrangères"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l’accord qu'il n'a", ["l'", "accord", "qu'", "il", "n'", "a"]),
        ("a-t-il dit-elle", ["a", "-t-il", "dit", "-elle"]),
        ("Kim Jong-il aujourd'hui", ["Kim", "Jong-il", "aujourd'hui"]),
    ],
)
def test_elisions_and_pronouns_are_tokens_of_their_own(text: str, words: list[str]) -> None:
    tokens = tokenise(text, enclitics=("-t-il", "-elle", "-il"), elisions=("l'", "qu'", "n'"))
    assert [token.text for token in tokens] == words
    assert all(text[token.start : token.end].replace("’", "'") == token.text for token in tokens)


def test_large_letters_may_lack_their_accent() -> None:
    assert {"État", "état"} <= {split.stem for split in accented_splits("Etat")}
    assert [split.stem for split in accented_splits("A")] == ["à"]
