"""The front door: whatever holds reports, opened as a stream of items."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from mithaq.errors import SourceError
from mithaq.sources.item import STDIN, Item, SourceOptions
from mithaq.sources.kinds import Kind, kind_of
from mithaq.sources.stream import Stream

# archives within archives are opened up to here
MAX_DEPTH = 3
_DEFAULT = SourceOptions()
_SEVERAL = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".tab", ".parquet", ".rss", ".atom", ".xml", ".warc", ".zst", ".zip"})


def open_source(name: str, *, options: SourceOptions = _DEFAULT) -> Iterator[Item]:
    """Yield an item per report that a source holds, in its order; what cannot be read is an item with its error.

    A source is a file (text, JSON, JSON Lines, HTML, RSS or Atom, WARC, CSV, Parquet, Word, PDF; packed with gzip
    or ZIP too), a folder of files, an address (only with ``options.network``), or ``-`` for standard input. What a
    file is, its bytes tell first and its ending second. Items are made one by one, in bounded memory.

    Args:
        name: a path, an ``http`` or ``https`` address, or ``-``.
    """
    try:
        if "://" in name[:12] and not Path(name).exists():
            yield from _from_address(name, options)
        elif name == STDIN:
            yield from items_of(Stream("standard input", sys.stdin.buffer), options)
        elif Path(name).is_dir():
            yield from _from_folder(name, options)
        else:
            yield from open_file(name, options)
    except SourceError as error:
        yield Item(where=name, error=error)
    except (OSError, ValueError) as error:
        yield Item(where=name, error=unreadable(name, error))


def holds_one(name: str) -> bool:
    """Return whether a source holds one report by its kind, told by its name: a text or page, no table, feed, archive or folder."""
    path = Path(name)
    endings = [ending.lower() for ending in path.suffixes[-2:] if ending.lower() not in (".gz", ".gzip")]
    return not path.is_dir() and (endings[-1] if endings else "") not in _SEVERAL


def open_file(name: str, options: SourceOptions) -> Iterator[Item]:
    """Yield the items of a file; errors of reading it are raised."""
    path = Path(name)
    try:
        raw = path.open("rb")
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from error
    with raw:
        yield from items_of(Stream(name, raw, ending=path.suffix, stem=path.stem, path=path), options)


def items_of(stream: Stream, options: SourceOptions, depth: int = 0) -> Iterator[Item]:
    """Yield the items of a source's bytes; an error that ends the source is its last item.

    Args:
        depth: within how many archives the source lies.
    """
    try:
        yield from _read(kind_of(stream), stream, options, depth)
    except SourceError as error:
        yield Item(where=stream.name, error=error)


def named_stream(name: str, member: str, stream: Stream) -> Stream:
    """Return the bytes of a member of an archive under its own name."""
    path = PurePosixPath(member)
    return Stream(name, stream.file, ending=path.suffix, stem=path.stem)


def unreadable(name: str, error: OSError | ValueError) -> SourceError:
    """Return the error of a file that is missing, may not be read, or fails while it is read."""
    if isinstance(error, FileNotFoundError):
        return SourceError("S010", f"{name}: no such file; check the path")
    reason = getattr(error, "strerror", None) or str(error)
    return SourceError("S012", f"{name}: cannot be read: {reason}; check the path and its permissions")


def _read(kind: Kind, stream: Stream, options: SourceOptions, depth: int) -> Iterator[Item]:
    """Yield the items of a source of a kind; its reader is loaded when it is first needed."""
    match kind:
        case "text":
            from mithaq.sources.files import read_text as read
        case "json":
            from mithaq.sources.files import read_json as read
        case "jsonl":
            from mithaq.sources.files import read_lines as read
        case "page":
            from mithaq.sources.pages import read_page as read
        case "feed":
            from mithaq.sources.feeds import read_feed as read
        case "warc":
            from mithaq.sources.archives import read_warc as read
        case "table":
            from mithaq.sources.tables import read_csv as read
        case "parquet":
            from mithaq.sources.tables import read_parquet as read
        case "word":
            from mithaq.sources.documents import read_word as read
        case "pdf":
            from mithaq.sources.documents import read_pdf as read
        case "gzip" | "zip":
            yield from _unpacked(kind, stream, options, depth)
            return
    yield from read(stream, options)


def _unpacked(kind: Kind, stream: Stream, options: SourceOptions, depth: int) -> Iterator[Item]:
    """Yield the items within a packed file."""
    from mithaq.sources.packed import unpack_gzip, unpack_zip

    if depth >= MAX_DEPTH:
        raise SourceError("S016", f"{stream.name}: packed more than {MAX_DEPTH} times; unpack it first")
    for inner in unpack_gzip(stream) if kind == "gzip" else unpack_zip(stream):
        if isinstance(inner, Item):
            yield inner
        else:
            yield from items_of(inner, options, depth + 1)


def _from_folder(name: str, options: SourceOptions) -> Iterator[Item]:
    """Yield the items of the files in a folder and the folders within it."""
    from mithaq.sources.folders import files_in

    for found in files_in(name):
        if isinstance(found, Item):
            yield found
            continue
        try:
            yield from open_file(found, options)
        except SourceError as error:
            yield Item(where=found, error=error)
        except (OSError, ValueError) as error:
            yield Item(where=found, error=unreadable(found, error))


def _from_address(address: str, options: SourceOptions) -> Iterator[Item]:
    """Yield the items of what an address holds."""
    from mithaq.sources.addresses import fetched

    yield from items_of(fetched(address, options), options)
