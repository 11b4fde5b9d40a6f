"""Rows of tab-separated text: one line each, whatever is in the cells."""

from __future__ import annotations

from collections.abc import Sequence

from mithaq.errors import PublishError


def cell(value: object, missing: str = "") -> str:
    """Return a value as a cell: white space becomes one space, and a cell with a quotation mark is quoted as CSV does."""
    if value is None:
        return missing
    text = number_text(value) if isinstance(value, float) else str(value)
    text = " ".join(text.replace("\0", "\ufffd").split()) or missing
    return '"' + text.replace('"', '""') + '"' if '"' in text else text


def number_text(value: float) -> str:
    """Return a number in full, without an exponent and without a needless point."""
    return f"{value:.10f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def row(cells: Sequence[object], columns: Sequence[str], missing: str = "") -> bytes:
    """Return a row as bytes.

    Raises:
        PublishError: X004 if it has not one cell for each column.
    """
    if len(cells) != len(columns):
        raise PublishError("X004", f"a row has {len(cells)} cells; expected {len(columns)}: nothing was kept, report this")
    return "\t".join(cell(value, missing) for value in cells).encode()


def header(columns: Sequence[str]) -> bytes:
    """Return the line of column names."""
    return "\t".join(columns).encode() + b"\n"
