"""Exports: the formats by name, and the one function that writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata
from pathlib import Path

import msgspec

from mithaq.errors import PublishError
from mithaq.model import Entry
from mithaq.publish import (
    csv_tables,
    followthemoney,
    gdelt,
    geojson,
    icalendar,
    icews,
    parquet_tables,
    phoenix,
    plover,
    polecat,
    sqlite_copy,
    web_annotations,
)
from mithaq.publish.files import aside
from mithaq.publish.forms import ASIDE, KINDS, Form, Report, Tally

_MODULES = (csv_tables, parquet_tables, sqlite_copy, plover, polecat, gdelt, icews, phoenix, web_annotations, followthemoney, geojson, icalendar)
FORMATS: dict[str, Form] = {module.FORM.name: module.FORM for module in _MODULES}


def publish(
    entries: Iterable[Entry],
    form: str,
    target: str | Path,
    *,
    include: Iterable[str] = (),
    kinds: Sequence[str] | None = None,
    as_name: str | None = None,
) -> Report:
    """Write entries in a format and return what was written and what was left out, and why.

    The same entries give the same bytes. The target is there whole, or as it was before.

    Args:
        form: a name of ``FORMATS``.
        target: a file, or a folder for formats of several tables.
        include: what is left out unless asked: ``denied``, ``hypothetical``, ``historical``, ``rejected``.
        kinds: record kinds; all that the format writes usually if left out.
        as_name: the name the data go by in the file, such as that of a release.

    Raises:
        PublishError: X001 for a format, kind or word of ``include`` that does not exist, X002 for a target that cannot
            be written, X003 for entries with one id, X004 if an entry would be lost, X005 for a value that does not fit.
    """
    with aside(Path(target), folder=_form(form).folder) as path:
        report = write_into(entries, form, path, include=include, kinds=kinds, as_name=as_name)
    return msgspec.structs.replace(report, target=str(target))


def write_into(
    entries: Iterable[Entry], form: str, path: Path, *, include: Iterable[str] = (), kinds: Sequence[str] | None = None, as_name: str | None = None
) -> Report:
    """Write entries in a format to a path that the caller moves into place, and return what was written; see :func:`publish`."""
    chosen = _form(form)
    wanted = _kinds(chosen, kinds)
    asked = frozenset(_known("include", include, ASIDE))
    tally = Tally(as_name or f"Mithaq {metadata.version('mithaq')}", wanted)
    tally.check(chosen.write(selected(entries, wanted, asked, tally), path, tally))
    left = {reason: dict(sorted(counts.items())) for reason, counts in sorted(tally.left.items())}
    return Report(form=form, target=str(path), written=dict(sorted(tally.written.items())), rows=dict(sorted(tally.rows.items())), left_out=left)


def _form(name: str) -> Form:
    """Return a format by its name.

    Raises:
        PublishError: X001 for another.
    """
    return FORMATS[_known("format", [name], FORMATS)[0]]


def _kinds(form: Form, kinds: Sequence[str] | None) -> tuple[str, ...]:
    """Return the kinds that are written, in the codebook's order.

    Raises:
        PublishError: X001 for a kind that does not exist, or that the format has no place for.
    """
    wanted = form.usual if kinds is None or not kinds else _known("kind", kinds, KINDS)
    _known(f"{form.name}, kind", wanted, form.kinds)
    return tuple(kind for kind in KINDS if kind in wanted)


def _known(what: str, values: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return values that are all known.

    Raises:
        PublishError: X001 for another.
    """
    found = list(values)
    for value in found:
        if value not in (known := list(known)):
            raise PublishError("X001", f"{what} {value!r}: not known; expected one of: {', '.join(known)}")
    return found


def selected(entries: Iterable[Entry], kinds: tuple[str, ...], include: frozenset[str], tally: Tally) -> Iterator[Entry]:
    """Yield the entries that are to be written, count the others by why they are not.

    Raises:
        PublishError: X003 if two have the same id.
    """
    known: set[str] = set()
    for entry in entries:
        if entry.id in known:
            raise PublishError("X003", f"{entry.kind} {entry.id}: two entries have this id; expected one: name each report and register once")
        known.add(entry.id)
        tally.read += 1
        state = "rejected" if entry.review.state == "rejected" else entry.record.actuality
        if entry.kind not in kinds:
            tally.leave(entry, "of a kind not asked for")
        elif state in ASIDE and state not in include:
            tally.leave(entry, state)
        else:
            yield entry
