"""Copies of one report found again: with another headline or dateline, a trimmed tail, or a few words changed.

A signature stands for a text and can be stored; two signatures say how much the texts share. Reports on the same
matter share names and phrases, copies share their sentences word by word.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field

import rensa

from mithaq.sources.datelines import read_dateline
from mithaq.sources.words import words_of

# words that follow each other and count as one shingle
_SHINGLE = 4
_HASHES = 128
# bands of three: texts that share half are found as good as always, those that share a twentieth hardly ever
_ROWS = 3
_SEED = 20_251_127
_VERSION = 1
_HEADER = struct.Struct("<BIH")
# the figures that are kept of a text, each as four bytes
_MOST_FIGURES = 64
# of all shingles of two texts, the share that copies have in common; and of the shorter one's, the share within the longer
_ALIKE = 0.6
_WITHIN = 0.8
# below this many shingles only whole copies count
_FEW = 20
_ALIKE_FEW = 0.9
_DAYS_APART = 3


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands for a text when copies are looked for; ``bytes(signature)`` can be stored.

    ``size`` is the number of its shingles, ``hashes`` their MinHash, ``figures`` the hashes of its numbers in digits.
    """

    size: int
    hashes: tuple[int, ...]
    figures: frozenset[int]

    def __bytes__(self) -> bytes:
        figures = sorted(self.figures)
        return _HEADER.pack(_VERSION, self.size, len(figures)) + struct.pack(f"<{_HASHES + len(figures)}I", *self.hashes, *figures)

    @classmethod
    def from_bytes(cls, data: bytes) -> Signature:
        """Return a stored signature.

        Raises:
            ValueError: for bytes that are none, or one of another version.
        """
        try:
            version, size, count = _HEADER.unpack_from(data)
            numbers = struct.unpack(f"<{_HASHES + count}I", data[_HEADER.size :])
        except struct.error as error:
            raise ValueError(f"no signature: {error}") from error
        if version != _VERSION:
            raise ValueError(f"signature of version {version}; expected {_VERSION}: make it anew from the text")
        return cls(size, numbers[:_HASHES], frozenset(numbers[_HASHES:]))


def signature(text: str) -> Signature:
    """Return the signature of a text: the same in every run and on every machine. Its dateline does not count."""
    dateline = read_dateline(text)
    words = words_of(text[dateline.end :] if dateline else text)
    shingles = {" ".join(words[start : start + _SHINGLE]) for start in range(max(1, len(words) - _SHINGLE + 1))}
    figures = {word for word in words if word[:1].isdigit()}
    return Signature(len(shingles), _minhash(shingles), frozenset(sorted(_hash(word) for word in figures)[:_MOST_FIGURES]))


def likeness(one: Signature, other: Signature) -> tuple[float, float]:
    """Return which share of all shingles two texts have in common, and which share of the shorter one's, both estimated."""
    shared = sum(a == b for a, b in zip(one.hashes, other.hashes, strict=True)) / _HASHES
    both = shared * (one.size + other.size) / (1 + shared)
    return shared, min(1.0, both / max(1, min(one.size, other.size)))


def are_copies(one: Signature, other: Signature) -> bool:
    """Return whether two texts are copies of one report.

    Texts of one mould that name other figures (yesterday's toll, today's toll) are none.
    """
    shared, within = likeness(one, other)
    if min(one.size, other.size) < _FEW:
        alike = shared >= _ALIKE_FEW
    else:
        alike = shared >= _ALIKE or within >= _WITHIN
    return alike and not (one.figures - other.figures and other.figures - one.figures)


@dataclass
class NearDuplicates:
    """An index of texts by what they share, so that each new one finds its copies without a look at all others.

    Groups are named by the key that came first, so that the same texts in the same order have the same groups.
    """

    _signatures: dict[str, Signature] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _days: dict[str, int | None] = field(default_factory=dict)
    _groups: dict[str, str] = field(default_factory=dict)
    _bands: dict[tuple[int, tuple[int, ...]], list[str]] = field(default_factory=dict)

    def add(self, key: str, text: str | Signature, *, day: int | None = None) -> str:
        """Return the group of a text: its own key, or that of the first copy of it.

        A key that was added already keeps its group, whatever its text is now.

        Args:
            text: the text, or its signature as stored.
            day: the day of publication as a number (``date.toordinal()``); reports more than three days apart are no copies.
        """
        if key in self._groups:
            return self._groups[key]
        one = text if isinstance(text, Signature) else signature(text)
        match = next((other for other in self._candidates(one) if self._is_copy(one, day, other)), None)
        self._signatures[key], self._numbers[key], self._days[key] = one, len(self._numbers), day
        self._groups[key] = key if match is None else self._groups[match]
        for band in _bands(one):
            self._bands.setdefault(band, []).append(key)
        return self._groups[key]

    def group_of(self, key: str) -> str | None:
        """Return the group of a text that was added, None for others."""
        return self._groups.get(key)

    def _candidates(self, one: Signature) -> list[str]:
        """Return the keys of texts that share a band with a signature, the earliest first."""
        found = {key for band in _bands(one) for key in self._bands.get(band, ())}
        return sorted(found, key=self._numbers.__getitem__)

    def _is_copy(self, one: Signature, day: int | None, other: str) -> bool:
        """Return whether a signature is of a copy of an added text."""
        return close_in_time(day, self._days[other]) and are_copies(one, self._signatures[other])


def _bands(one: Signature) -> list[tuple[int, tuple[int, ...]]]:
    """Return the bands of a signature: texts that share enough have at least one in common."""
    return [(start, one.hashes[start : start + _ROWS]) for start in range(0, _HASHES - _ROWS + 1, _ROWS)]


def band_keys(one: Signature) -> list[int]:
    """Return numbers of 63 bits of which copies share at least one, to look them up in a database."""
    return [int.from_bytes(hashlib.blake2b(repr(band).encode(), digest_size=8).digest()) >> 1 for band in _bands(one)]


def close_in_time(one: int | None, other: int | None) -> bool:
    """Return whether reports of two days (``date.toordinal()``) may be copies; a day that is not known may be any."""
    return one is None or other is None or abs(one - other) <= _DAYS_APART


def _minhash(shingles: set[str]) -> tuple[int, ...]:
    """Return the MinHash of shingles."""
    made = rensa.RMinHash(num_perm=_HASHES, seed=_SEED)
    made.update(sorted(shingles))
    return tuple(made.digest())


def _hash(word: str) -> int:
    """Return a number of 32 bits that stands for a word."""
    return _minhash({word})[0]
