"""Which tellings are one entry: a partition that does not depend on the order in which reports were added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mithaq.register.facts import Facts
from mithaq.register.likeness import MAYBE, SAME, Likeness

Pair = tuple[str, str]


def pair(a: str, b: str) -> Pair:
    """Return two tellings as a pair, the same whichever comes first."""
    return (a, b) if a < b else (b, a)


@dataclass(frozen=True)
class Decisions:
    """What people decided about pairs of tellings: ``one`` entry, or ``apart``. It goes before every score."""

    one: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


@dataclass(frozen=True)
class Partition:
    """Groups of tellings that are one entry each, what joined them, and the pairs of groups to ask a person about."""

    groups: list[list[str]]
    joined: dict[Pair, Likeness] = field(default_factory=dict)
    proposed: dict[Pair, Likeness] = field(default_factory=dict)


class _Groups:
    """Tellings in disjoint groups, each with the reports they come from."""

    def __init__(self, tellings: Mapping[str, Facts]) -> None:
        self.of = {telling: telling for telling in tellings}
        self.members = {telling: [telling] for telling in tellings}
        self.documents = {telling: {facts.document} for telling, facts in tellings.items()}

    def join(self, a: str, b: str) -> None:
        """Make the groups of two tellings one."""
        keep, gone = sorted((self.of[a], self.of[b]))
        for member in self.members.pop(gone):
            self.members[keep].append(member)
            self.of[member] = keep
        self.documents[keep] |= self.documents.pop(gone)


def partition(tellings: Mapping[str, Facts], scores: Mapping[Pair, Likeness], decisions: Decisions = Decisions(), like: Callable[[str, str], Likeness] | None = None) -> Partition:  # fmt: skip
    """Return the groups that are one entry each.

    Pairs join from the likest down, people's decisions first. Two groups stay apart if one report would tell the
    entry twice, if a person said so, if two of their tellings contradict, or if on the whole they are less alike
    than what is proposed: a chain of near tellings makes no entry.

    Args:
        scores: of every pair that may be one; a pair without score is looked up by ``like``.
    """
    groups = _Groups(tellings)
    joined: dict[Pair, Likeness] = {}
    proposed: dict[Pair, Likeness] = {}
    for one in sorted(decisions.one):
        if one[0] in tellings and one[1] in tellings and groups.of[one[0]] != groups.of[one[1]]:
            groups.join(*one)
    for one in sorted(scores, key=lambda pair_: (-scores[pair_].score, pair_)):
        likeness, (a, b) = scores[one], (groups.of[one[0]], groups.of[one[1]])
        if likeness.score < MAYBE or a == b or _kept_apart(groups, a, b, decisions):
            continue
        on_the_whole = _on_the_whole(groups.members[a], groups.members[b], scores, like)
        if likeness.score >= SAME and on_the_whole >= MAYBE:
            groups.join(a, b)
            joined[one] = likeness
        elif on_the_whole:
            proposed[one] = likeness
    return Partition(sorted(sorted(group) for group in groups.members.values()), joined, _still_open(groups, proposed, decisions))


def _kept_apart(groups: _Groups, a: str, b: str, decisions: Decisions) -> bool:
    """Return whether two groups tell one report's records, or a person said that they are not one."""
    if groups.documents[a] & groups.documents[b]:
        return True
    return bool(decisions.apart) and any(pair(x, y) in decisions.apart for x in groups.members[a] for y in groups.members[b])


def _on_the_whole(first: Sequence[str], second: Sequence[str], scores: Mapping[Pair, Likeness], like: Callable[[str, str], Likeness] | None) -> float:
    """Return how like two groups are on the whole; 0 if two of their tellings contradict."""
    total = 0.0
    for a in first:
        for b in second:
            likeness = scores.get(pair(a, b)) or (like(a, b) if like is not None else None)
            if likeness is None or likeness.ruled_out:
                return 0.0
            total += likeness.score
    return total / (len(first) * len(second))


def _still_open(groups: _Groups, proposed: Mapping[Pair, Likeness], decisions: Decisions) -> dict[Pair, Likeness]:
    """Return the likest pair between any two groups that remain; those of one group have joined by another pair."""
    best: dict[Pair, tuple[Pair, Likeness]] = {}
    for one, likeness in sorted(proposed.items(), key=lambda item: (-item[1].score, item[0])):
        a, b = groups.of[one[0]], groups.of[one[1]]
        if a != b and not _kept_apart(groups, a, b, decisions):
            best.setdefault(pair(a, b), (one, likeness))
    return dict(best.values())


def components(tellings: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """Return tellings in groups that are connected by pairs."""
    parent = {telling: telling for telling in tellings}

    def root(telling: str) -> str:
        while parent[telling] != telling:
            parent[telling] = parent[parent[telling]]
            telling = parent[telling]
        return telling

    for a, b in pairs:
        first, second = sorted((root(a), root(b)))
        parent[second] = first
    found: dict[str, list[str]] = {}
    for telling in sorted(parent):
        found.setdefault(root(telling), []).append(telling)
    return list(found.values())
