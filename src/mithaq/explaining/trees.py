"""Records back to the propositions they came from, and those as trees of nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from mithaq.annotate.mentions import actor_phrases
from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Phrase
from mithaq.coding.context import Context
from mithaq.explaining.reasons import lineage, outcome, reasons
from mithaq.explaining.wordings import own_words, spoken_as_one, wording
from mithaq.model import Actor, Evidence, Office, Reading, Record
from mithaq.model.explanation import Flag, Node, NodeKind, Slot

# a partner is one of the subjects too: the narrower role goes first
_PARTIES = ("partner", "agent", "recipient", "subject")


def explain(context: Context, propositions: Sequence[Proposition], reading: Reading) -> dict[str, list[Node]]:
    """Return the trees of every record of a reading, one for each telling."""
    forest = _Forest(context, propositions)
    return {record.id: list(forest.trees(record)) for record in reading.records}


@dataclass(frozen=True)
class _Made:
    """The record a tree explains, and the proposition that made it."""

    record: Record
    by: Proposition


class _Forest:
    """The propositions of one article, found by the words of a record."""

    def __init__(self, context: Context, propositions: Sequence[Proposition]) -> None:
        self.context = context
        self.governed: dict[int, list[Proposition]] = {}
        self.by_frame: dict[str, list[tuple[Evidence, Proposition]]] = {}
        # by frame and clause, with their order; by frame and sentence
        self.by_clause: dict[tuple[str, Evidence], list[tuple[int, Proposition]]] = {}
        self.by_sentence: dict[tuple[str, int], list[Proposition]] = {}
        for at, proposition in enumerate(propositions):
            frame, clause = proposition.predicate.frame, context.clause(proposition)
            self.by_frame.setdefault(frame, []).append((clause, proposition))
            self.by_clause.setdefault((frame, clause), []).append((at, proposition))
            self.by_sentence.setdefault((frame, proposition.sentence.index), []).append(proposition)
            if proposition.parent is not None:
                self.governed.setdefault(id(proposition.parent), []).append(proposition)
        self.within: dict[int, Proposition] = {}
        for outer in propositions:
            for inner in self._doubles(outer):
                self.within[id(inner)] = outer
                self.governed.setdefault(id(outer), []).extend(self.governed.get(id(inner), []))

    def _doubles(self, outer: Proposition) -> Iterator[Proposition]:
        """Yield what stands inside the wording of a predicate of the same frame: the noun of «أعرب عن استعداده»."""
        if not outer.predicate.words:
            return
        end = max(end for _, end in own_words(outer))
        for inner in self.by_sentence[outer.predicate.frame, outer.sentence.index]:
            if outer.item.start < inner.item.start < end:
                yield inner

    def trees(self, record: Record) -> Iterator[Node]:
        """Yield a tree for each proposition a record came from; for a title or nothing at all, its bare words."""
        if isinstance(record, Office):
            yield self._title(record)
            return
        sources = self._sources(record)
        for source in sources:
            yield self._node(lineage(source)[0], _Made(record, source))
        if not sources:
            yield Node(rule=record.rule, kind="words", words=list(record.evidence), makes=outcome(record))

    def _sources(self, record: Record) -> list[Proposition]:
        """Return the propositions of a record's rule whose clause proves it; else those that begin inside its words."""
        proved = (one for clause in dict.fromkeys(record.evidence) for one in self.by_clause.get((record.rule, clause), ()))
        exact = [proposition for _, proposition in sorted(proved, key=lambda one: one[0])]
        if exact:
            return [one for one in exact if not any(self.within.get(id(one)) is other for other in exact)]
        return [p for clause, p in self.by_frame.get(record.rule, ()) if any(e.start <= clause.start < e.end for e in record.evidence)]

    def _title(self, office: Office) -> Node:
        """Return the node of a title that states an office."""
        person = next((a.name for a in self.context.actors.values() if a.id == office.person), "")
        at = office.title.text.rfind(person) if person else -1
        slots = []
        if at >= 0:
            start = office.title.start + at
            slots.append(Slot(role="person", words=Evidence(start, start + len(person), person), codes=[office.polity]))
        made = outcome(office)
        because = [f"title → {made}", f"roles.tsv {office.post}"]
        return Node(rule=office.rule, kind="title", words=[office.title], slots=slots, makes=made, because=because)

    def _node(self, proposition: Proposition, made: _Made) -> Node:
        """Return a proposition with all it governs that leads to the record, or hangs below it."""
        path = [id(one) for one in lineage(made.by)]
        over = id(proposition) in path[:-1]
        children = [self._node(child, made) for child in self.governed.get(id(proposition), []) if not over or id(child) in path]
        node = Node(
            rule=proposition.predicate.frame,
            kind=self._kind(proposition),
            words=wording(self.context, proposition),
            flags=list(self._flags(proposition)),
            slots=list(self._slots(proposition)),
            children=children,
        )
        if proposition is made.by:
            because = reasons(self.context, proposition, made.record) + list(self._unplaced(node, made.record))
            node = msgspec.structs.replace(node, makes=outcome(made.record), because=because)
        return self._carried(node) if proposition.predicate.light and len(children) == 1 else node

    def _carried(self, light: Node) -> Node:
        """Return a light verb and the noun that carries its meaning as one node: «أعرب عن استعداده»."""
        noun = light.children[0]
        known = {slot.role for slot in noun.slots}
        return msgspec.structs.replace(
            noun,
            words=spoken_as_one(self.context, light.words, noun.words),
            flags=list(dict.fromkeys([*light.flags, *noun.flags])),
            slots=[*noun.slots, *(slot for slot in light.slots if slot.role not in known and slot.role != "content")],
            makes=noun.makes or light.makes,
            because=noun.because or light.because,
        )

    def _kind(self, proposition: Proposition) -> NodeKind:
        """Return what a proposition's frame is."""
        if proposition.predicate.light:
            return "light"
        return "operator" if proposition.predicate.operator else "act"

    def _flags(self, proposition: Proposition) -> Iterator[Flag]:
        """Yield how a predicate is put by the words around it."""
        if proposition.negated:
            yield "negated"
        if proposition.conditional:
            yield "conditional"
        before = proposition.sentence.words[proposition.item.first - 1] if proposition.item.first else ""
        if proposition.planned or before in self.context.pack.particle_words("future"):
            yield "future"
        if proposition.purpose:
            yield "purpose"

    def _slots(self, proposition: Proposition) -> Iterator[Slot]:
        """Yield the filled roles of a predicate, each phrase once."""
        roles: dict[tuple[int, int], tuple[str, Phrase]] = {}
        for role in _PARTIES:
            for phrase in getattr(proposition, role):
                roles.setdefault((phrase.start, phrase.end), (role, phrase))
        for role, phrase in sorted(roles.values(), key=lambda one: (-_PARTIES.index(one[0]), one[1].start)):
            yield self._slot(role, phrase, proposition)
        if proposition.content is not None:
            yield Slot(role="content", words=self.context.evidence(*proposition.content))
        for role, value in (("date", self.context.date_of(proposition)), ("place", self.context.place_of(proposition))):
            if value is not None and value.evidence is not None:
                yield Slot(role=role, words=value.evidence)

    def _slot(self, role: str, phrase: Phrase, proposition: Proposition) -> Slot:
        """Return one actor phrase in its role."""
        sentence = proposition.sentence
        codes = list(dict.fromkeys(single.code for single in actor_phrases(phrase) if single.code))
        words = self.context.evidence(phrase.start, phrase.end)
        return Slot(role=role, words=words, codes=codes, elsewhere=not sentence.start <= phrase.start < sentence.end)

    def _unplaced(self, node: Node, record: Record) -> Iterator[str]:
        """Yield the parties of a record that stand in no slot of its node or below: taken from the words around."""
        named = {code for one in _nodes(node) for slot in one.slots for code in slot.codes}
        named |= {member for code in named for member in self.context.members.get(code, [])}
        actors = self.context.actors
        for role in ("actor", "recipient", "participants", "parties", "obligors", "beneficiaries", "provider"):
            for code in dict.fromkeys(_codes(getattr(record, role, None) or [], actors)):
                if code not in named:
                    yield f"{role} {code}: in no slot; from the words it governs or from what the report speaks of"


def _nodes(node: Node) -> Iterator[Node]:
    """Yield a node and all below it."""
    yield node
    for child in node.children:
        yield from _nodes(child)


def _codes(ids: Iterable[str], actors: dict[str, Actor]) -> Iterator[str]:
    """Yield the codes of actors."""
    yield from (actors[one].code if one in actors else one for one in ids)


