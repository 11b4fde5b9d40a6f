"""Releases: a version of a register, frozen as Parquet with checksums and a text to cite it by, and made again byte for byte."""

from __future__ import annotations

import hashlib
import re
from importlib import metadata
from pathlib import Path

import msgspec
from sqlalchemy import insert, select

from mithaq.errors import PublishError
from mithaq.publish.exporting import write_into
from mithaq.publish.files import aside
from mithaq.publish.forms import ASIDE, Report
from mithaq.register.clock import moment
from mithaq.register.register import Register
from mithaq.register.tables import releases

MANIFEST, CITATION, BIBTEX = "manifest.sha256", "CITATION.txt", "CITATION.bib"
_NAME = re.compile(r"[^\W_][\w.-]{0,63}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen version of a register.

    ``at`` is the moment it holds (ISO 8601, UTC); ``checksum`` is the SHA-256 of its manifest, which holds those of its
    files; ``citation`` is the text to cite it by.
    """

    name: str
    at: str
    checksum: str
    entries: int
    citation: str


def released(register: Register) -> list[Release]:
    """Return the releases of a register, the oldest first."""
    with register.connect() as connection:
        rows = connection.execute(select(releases).order_by(releases.c.at)).all()
    return [Release(name=row.name, at=row.at, checksum=row.checksum, entries=row.entries, citation=row.citation) for row in rows]


def release(register: Register, name: str, folder: str | Path) -> Release:
    """Freeze a register under a name into a folder and return the release; a name that is known is made again.

    The folder holds a Parquet file per table with every entry, also the denied and the rejected, ``manifest.sha256``
    as ``sha256sum`` reads it, and how to cite it. The same release has the same bytes, whatever was added since.

    Raises:
        PublishError: X001 for a name that cannot be one, X002 for a folder that cannot be written, X006 if a known
            release comes out otherwise than it was.
    """
    if not _NAME.fullmatch(name):
        raise PublishError("X001", f"release {name!r}: expected letters, digits, points, hyphens and underscores, 64 at most, a letter or digit first")
    known = next((one for one in released(register) if one.name == name), None)
    at = known.at if known is not None else _moment(register)
    with aside(Path(folder), folder=True) as path:
        report = write_into(register.entries(as_of=at), "parquet", path, include=ASIDE)
        made = _described(name, at, path, report)
        if known is None:
            _keep(register, made)
        elif known != made:
            raise PublishError("X006", f"release {name}: comes out with checksum {made.checksum[:16]}, it was frozen with {known.checksum[:16]}; expected the same: {_why(known)}")
    return made


def _moment(register: Register) -> str:
    """Return a moment before which nothing is still being written."""
    with register.begin() as connection:
        return moment(connection)


def _keep(register: Register, made: Release) -> None:
    """Write a release into the register."""
    with register.begin() as connection:
        connection.execute(insert(releases), [msgspec.to_builtins(made)])


def _described(name: str, at: str, path: Path, report: Report) -> Release:
    """Write the manifest of a release's files and its citations beside them, and return the release."""
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(path.iterdir())]
    (path / MANIFEST).write_text("".join(lines), encoding="utf-8")
    checksum = hashlib.sha256("".join(lines).encode()).hexdigest()
    entries, reports = sum(report.written.values()), report.rows.get("documents", 0)
    text = (
        f"Mithaq register, release {name}, as of {at}. {entries} entries from {reports} reports. Made with Mithaq {metadata.version('mithaq')} "
        f"and Apache Arrow {metadata.version('pyarrow')}. SHA-256 of its manifest: {checksum}."
    )
    (path / CITATION).write_text(text + "\n", encoding="utf-8")
    (path / BIBTEX).write_text(_bibtex(name, at, text), encoding="utf-8")
    return Release(name=name, at=at, checksum=checksum, entries=entries, citation=text)


def _bibtex(name: str, at: str, text: str) -> str:
    """Return the citation of a release for BibTeX."""
    title, note = (value.replace("_", r"\_") for value in (f"Mithaq register, release {name}", text))
    fields = {"title": f"{{{title}}}", "year": at[:4], "month": _MONTHS[int(at[5:7]) - 1], "version": name.replace("_", r"\_"), "note": note}
    inner = ",\n".join(f"  {key} = {value if key == 'month' else '{' + value + '}'}" for key, value in fields.items())
    return f"@misc{{mithaq-{name},\n{inner}\n}}\n"


def _why(known: Release) -> str:
    """Return what may have changed since a release was frozen."""
    return f"make it with the versions it names ({known.citation.partition('Made with ')[2].partition('. SHA')[0]})"
