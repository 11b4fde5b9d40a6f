"""Files written aside and moved into place: a target is there whole, or as it was before."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from mithaq.errors import PublishError


@contextlib.contextmanager
def aside(target: Path, *, folder: bool = False) -> Iterator[Path]:
    """Yield a path to write to; it becomes ``target`` if nothing is raised, and is removed if something is.

    Args:
        folder: the path is a folder, and so is the target; what it held is replaced only if all of it has the name
            of a file that is written now.

    Raises:
        PublishError: X002 if the target cannot be written.
    """
    made = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _check(target, folder)
        if folder:
            made.mkdir()
        yield made
        _settle(made)
        (_swap if folder else os.replace)(made, target)
        _sync(target.parent)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PublishError("X002", f"{target}: cannot be written: {reason}; nothing was changed there: make room or choose another place") from error
    finally:
        _remove(made)


def _check(target: Path, folder: bool) -> None:
    """Raise if a target is a folder and should be a file, or the other way round, or has no folder to stand in."""
    if target.is_dir() != folder and target.exists():
        found, expected = ("a file", "a folder") if folder else ("a folder", "a file")
        raise PublishError("X002", f"{target}: is {found}; expected {expected} or nothing there: choose another name")
    if not target.parent.is_dir():
        raise PublishError("X002", f"{target}: there is no folder {target.parent}; make it first")


def _settle(made: Path) -> None:
    """Bring what was written onto the disk."""
    for path in sorted(made.iterdir()) if made.is_dir() else [made]:
        _sync(path)


def _sync(path: Path) -> None:
    """Wait until a file or the names in a folder are on the disk; a system that cannot say so for folders is let be."""
    try:
        number = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _swap(made: Path, target: Path) -> None:
    """Put a folder in the place of an earlier one.

    Raises:
        PublishError: X002 if the earlier one holds files that the new one does not.
    """
    if not target.exists():
        made.rename(target)
        return
    foreign = sorted({path.name for path in target.iterdir()} - {path.name for path in made.iterdir()})
    if foreign:
        raise PublishError("X002", f"{target}: holds other files ({', '.join(foreign[:3])}); expected an empty folder or an earlier export: choose another")
    old = made.with_suffix(".old")
    target.rename(old)
    made.rename(target)
    shutil.rmtree(old)


def _remove(path: Path) -> None:
    """Remove a file or folder that may not be there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
