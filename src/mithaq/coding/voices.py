"""Voices: who speaks where in a report, so that what stands in somebody's words can be laid to them."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Phrase


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's words: ``[start, end)`` of the folded text, whose they are, and the reporting word's own span."""

    start: int
    end: int
    speaker: tuple[Phrase, ...]
    cue: tuple[int, int]
    proposition: Proposition

    @property
    def document(self) -> Phrase | None:
        """The communiqué or letter that speaks, if it is one."""
        return next((phrase for phrase in self.speaker if phrase.kind == "document"), None)


class Voices:
    """The voices of one report, asked by place."""

    def __init__(self, voices: Sequence[Voice]) -> None:
        self._voices = sorted(voices, key=lambda voice: (voice.start, -voice.end))
        opened: dict[int, list[Voice]] = {}
        for voice in self._voices:
            opened.setdefault(voice.start, []).append(voice)
        # where voices begin or end, and those that last from there to the next such place
        self._places = sorted({place for voice in self._voices for place in (voice.start, voice.end)})
        self._lasting: list[list[Voice]] = []
        lasting: list[Voice] = []
        for place in self._places:
            lasting = [voice for voice in (*lasting, *opened.get(place, ())) if voice.end > place]
            self._lasting.append(lasting)

    def __iter__(self) -> Iterator[Voice]:
        return iter(self._voices)

    def around(self, position: int) -> Sequence[Voice]:
        """Return the voices in whose words a place of the folded text lies, outermost first."""
        at = bisect.bisect_right(self._places, position)
        return self._lasting[at - 1] if at else ()

    def parts(self, outside: int, inside: int) -> bool:
        """Return whether a place stands in somebody's words and another does not: what he says will be in May was not said in May."""
        return any(not voice.start <= outside < voice.end for voice in self.around(inside))

    def codes_at(self, position: int) -> set[str]:
        """Return the codes of the innermost speaker at a place; empty in the report's own narrative."""
        around = self.around(position)
        return {phrase.code for phrase in around[-1].speaker if phrase.code} if around else set()
