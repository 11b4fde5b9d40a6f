"""A proposition, the arguments it is made from, and the sentence while its propositions are read."""

from __future__ import annotations

import msgspec

from mithaq.annotate.clauses import Clause, find_clauses
from mithaq.annotate.discourse import Discourse
from mithaq.annotate.items import Item
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.annotate.units import Units
from mithaq.packs.pack import Pack
from mithaq.packs.predicate import Predicate


class Proposition(msgspec.Struct):
    """A predicate with its arguments.

    ``content`` is what it governs, as folded offsets; ``beside`` is the verb of the clause a noun stands in.
    ``identifies``: it only says which one is meant («the man who killed»). ``headline``: its noun opens a sentence
    without a verb. ``described``: a clause of its own tells of its noun («raids that X flies»). ``topic``: its noun
    stands in annexation to another («the policy of raids»). ``subjunctive``: a verb in the present right behind «that».
    ``hearsay``: the verb's form says that others say so («aurait livré»).
    ``told``: it says nothing itself, whatever its operator: told by the way, or an adjective («is ready to»).
    """

    sentence: Sentence
    item: Item
    predicate: Predicate
    subject: list[Phrase] = []
    recipient: list[Phrase] = []
    content: tuple[int, int] | None = None
    content_form: str = ""
    parent: Proposition | None = None
    child: Proposition | None = None
    negated: bool = False
    conditional: bool = False
    governed: bool = False
    purpose: bool = False
    planned: bool = False
    relative: bool = False
    identifies: bool = False
    described: bool = False
    topic: bool = False
    subjunctive: bool = False
    headline: bool = False
    beside: Proposition | None = None
    told: bool = False
    hearsay: bool = False
    transitive: bool = False
    partner: list[Phrase] = []
    agent: list[Phrase] = []
    where: list[Phrase] = []
    end: int = 0

    @property
    def start(self) -> int:
        """Where the predicate's word begins."""
        return self.item.start


class Arguments(msgspec.Struct, gc=False):
    """What stands behind a predicate in its clause: phrases and nouns by position."""

    subject: list[Phrase] = []
    places: dict[str, list[Phrase]] = {}
    nouns: list[tuple[str, int]] = []
    opening: dict[str, int] = {}
    pronouns: dict[str, str] = {}
    bare_subject: bool = False
    led: bool = False
    owned: bool = False
    unnamed: int = -1
    end: int = 0


class Parse:
    """One sentence while its propositions are read: its clauses, and the propositions found so far by item."""

    def __init__(self, sentence: Sentence, pack: Pack, discourse: Discourse) -> None:
        self.units = Units(sentence, pack)
        self.sentence, self.pack, self.items = sentence, pack, self.units.items
        self.discourse = discourse
        self.clauses = find_clauses(self.units)
        self.by_item: dict[int, Proposition] = {}

    def copula(self, clause: Clause, index: int) -> int:
        """Return the item of the verb without meaning of its own that stands before item ``index`` in its clause, -1 if none."""
        return next((i for i in clause.items if i < index and self.items[i].kind == "verb" and not self.items[i].predicates), -1)

    def valency(self, index: int) -> set[str]:
        """Return the positions that the predicate of an item fills."""
        predicate = self.units.select(index)
        return set() if predicate is None else {*predicate.recipient, *predicate.partner, *predicate.content, *predicate.actor}
