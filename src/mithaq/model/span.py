"""Spans of an article's text, and spans together with the words they cover."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """A half-open range ``[start, end)`` of code points in ``Article.text``, in logical order."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a range that ends before it starts or begins before the text."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span [{self.start}, {self.end}): expected 0 <= start <= end")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Return whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Evidence(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """The exact words that prove a record or a field: ``text == article.text[start:end]``.

    Offsets: code points into ``Article.text``, half-open.
    """

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """The range without its words."""
        return Span(self.start, self.end)


def quote(text: str, span: Span) -> Evidence:
    """Return ``span`` together with the words of ``text`` it covers.

    Raises:
        ValueError: if the span reaches beyond the text.
    """
    if span.end > len(text):
        raise ValueError(f"span [{span.start}, {span.end}): the text has {len(text)} code points")
    return Evidence(span.start, span.end, text[span.start : span.end])


def quote_span(text: str, start: int, end: int) -> Evidence:
    """Return ``text[start:end]`` as evidence."""
    return quote(text, Span(start, end))
