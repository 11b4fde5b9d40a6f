"""How like two tellings are: a score with its reasons, so that a merge can be explained, and doubted.

Each trait adds or takes points; a contradiction (another ordinal, disjoint days, other parties) rules the pair out.
From :data:`SAME` on two tellings are one entry, from :data:`MAYBE` on that is proposed to a person.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SAME, MAYBE = 0.75, 0.55


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two tellings are, 0 to 1, and why: each reason with its points. ``ruled_out`` if something contradicts."""

    score: float
    reasons: list[str] = field(default_factory=list)
    ruled_out: bool = False

    @property
    def is_same(self) -> bool:
        """Whether the two are one entry."""
        return self.score >= SAME

    @property
    def is_proposed(self) -> bool:
        """Whether a person is asked if the two are one entry."""
        return MAYBE <= self.score < SAME


# what takes more points than these speaks against a pair, however like its words are
_DOUBT = 0.15


class Tally:
    """Points and reasons of one comparison."""

    def __init__(self) -> None:
        self.points = 0.0
        self.reasons: list[str] = []
        self.out = False
        self.doubts = False

    def add(self, points: float, reason: str) -> None:
        """Add points with their reason; none where there is nothing to say."""
        if points:
            self.points += points
            self.doubts = self.doubts or points < -_DOUBT
            self.reasons.append(f"{reason} {points:+.2f}")

    def rule_out(self, reason: str) -> None:
        """Say that the two cannot be one."""
        self.out = True
        self.reasons.append(f"{reason}: ruled out")

    def result(self) -> Likeness:
        """Return what the points come to."""
        score = 0.0 if self.out else max(0.0, min(1.0, round(self.points, 4)))
        return Likeness(score, self.reasons, self.out)
