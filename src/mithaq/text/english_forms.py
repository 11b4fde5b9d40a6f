"""English word forms: verbs by rule with the irregular ones listed, plurals of nouns, ways to capitalise a phrase.

Sources: own knowledge of the language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

# past and participle of verbs that take no -ed; one form stands for both
_IRREGULAR = """
be was|were been; become became become; begin began begun; bind bound; bite bit bitten; bleed bled; blow blew blown; break broke broken;
breed bred; bring brought; broadcast broadcast; build built; burn burned|burnt burned|burnt; buy bought; cast cast; catch caught; choose chose chosen; cling clung;
come came come; cost cost; cut cut; deal dealt; dig dug; do did done; draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten;
fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled; fly flew flown; forbid forbade forbidden; forecast forecast;
forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get got got|gotten; give gave given; go went gone; grow grew grown;
hang hung; have had; hear heard; hide hid hidden; hit hit; hold held; hurt hurt; keep kept; know knew known; lay laid; lead led; leave left;
lend lent; let let; lie lay lain; light lit; lose lost; make made; mean meant; meet met; overcome overcame overcome; overthrow overthrew overthrown;
pay paid; put put; quit quit; read read; ride rode ridden; ring rang rung; rise rose risen; run ran run; say said; see saw seen; seek sought;
sell sold; send sent; set set; shake shook shaken; shed shed; shoot shot; show showed shown|showed; shut shut; sing sang sung; sink sank sunk;
sit sat; sleep slept; speak spoke spoken; spend spent; split split; spread spread; stand stood; steal stole stolen; stick stuck; strike struck;
swear swore sworn; sweep swept; swim swam swum; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown;
undergo underwent undergone; understand understood; undertake undertook undertaken; uphold upheld; wake woke woken; wear wore worn; win won;
withdraw withdrew withdrawn; withhold withheld; withstand withstood; write wrote written; foresee foresaw foreseen; mislead misled; rebuild rebuilt;
resell resold; retake retook retaken; rewrite rewrote rewritten; undo undid undone; behold beheld; bear bore born|borne; beat beat beaten; bid bid
"""
_PRESENT = {"be": "is|are|am", "have": "has", "do": "does", "go": "goes"}
_VOWELS = frozenset("aeiou")
# verbs of several syllables that double their last consonant because it is stressed
_DOUBLES = frozenset({
    "admit", "commit", "permit", "submit", "omit", "transmit", "refer", "prefer", "defer", "confer", "infer", "occur",
    "recur", "incur", "deter", "regret", "rebel", "expel", "compel", "propel", "repel", "dispel", "control", "patrol",
    "begin", "forbid", "forget", "equip", "abet", "transfer", "cancel", "travel", "signal", "label", "model", "quarrel",
    "counsel", "kidnap", "program", "handicap", "readmit", "recommit", "resubmit", "initial", "shovel", "tunnel", "level", "fuel", "dial", "marshal",
})  # fmt: skip
# nouns whose plural takes no -s
_PLURALS = {"man": "men", "woman": "women", "child": "children", "person": "people", "crisis": "crises", "foot": "feet", "spokesman": "spokesmen", "spokeswoman": "spokeswomen"}


class VerbForm(NamedTuple):
    """One form of a verb; ``tense``: base, present, past, participle or gerund."""

    surface: str
    tense: str


def _irregular() -> dict[str, tuple[list[str], list[str]]]:
    """Return the irregular verbs with their past and participle forms."""
    found = {}
    for entry in _IRREGULAR.replace("\n", " ").split(";"):
        base, past, *participle = entry.split()
        found[base] = (past.split("|"), (participle[0] if participle else past).split("|"))
    return found


IRREGULAR = _irregular()


def conjugate(base: str) -> Iterator[VerbForm]:
    """Yield the forms of a verb given by its base."""
    yield VerbForm(base, "base")
    for form in (_PRESENT.get(base) or with_s(base)).split("|"):
        yield VerbForm(form, "present")
    regular = list(dict.fromkeys([_with_ed(base), _with_ed(base, single=base.endswith("l"))]))
    past, participle = IRREGULAR.get(base) or (regular, regular)
    for form in past:
        yield VerbForm(form, "past")
    for form in participle:
        yield VerbForm(form, "participle")
    for form in dict.fromkeys([_with_ing(base), _with_ing(base, single=base.endswith("l"))]):
        yield VerbForm(form, "gerund")


def with_s(word: str) -> str:
    """Return a word with the ending -s of plurals and of the third person."""
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _doubled(base: str, single: bool = False) -> str:
    """Return a base with its last consonant doubled where a short stressed vowel asks for it; ``single``: only a stressed one, as in American spelling."""
    if single and base in _DOUBLES and base not in ("control", "patrol", "expel", "compel", "propel", "repel", "dispel", "rebel"):
        return base
    short = len(base) > 2 and base[-1] not in "aeiouwxy" and base[-2] in _VOWELS and base[-3] not in _VOWELS
    one = sum(letter in _VOWELS for letter in base) == 1
    return base + base[-1] if base in _DOUBLES or (short and one) else base


def _with_ed(base: str, single: bool = False) -> str:
    """Return the regular past."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return _doubled(base, single) + "ed"


def _with_ing(base: str, single: bool = False) -> str:
    """Return the gerund."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return _doubled(base, single) + "ing"


def capitalised(phrase: str) -> list[str]:
    """Return a phrase in the ways a report may write it: as given, with its first letter large, with every word's."""
    small = ("of", "the", "for", "and", "to", "in", "de")
    titled = " ".join(word if word in small else word[:1].upper() + word[1:] for word in phrase.split())
    hyphened = "-".join(part[:1].upper() + part[1:] for part in titled.split("-"))
    return list(dict.fromkeys((phrase, phrase[:1].upper() + phrase[1:], titled, hyphened)))
