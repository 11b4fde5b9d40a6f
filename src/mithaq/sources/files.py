"""Files into articles: plain text, JSON and JSON Lines, in UTF-8, UTF-16, UTF-32, windows-1256 or ISO 8859-6."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from mithaq.errors import SourceError
from mithaq.model import Article, When
from mithaq.model.article import published_on
from mithaq.sources.columns import renamed
from mithaq.sources.item import STDIN, DayOf, Item, SourceOptions
from mithaq.sources.origins import origin_of
from mithaq.sources.stream import Stream

MAX_CHARACTERS = 5_000_000
# four bytes a character is the most that any of the encodings takes
MAX_BYTES = 4 * MAX_CHARACTERS + 4
OnError = Callable[[SourceError], None]

# what a file begins with that holds no text, and what to do about it
_MAGIC = {
    b"%PDF": "a PDF file; expected text: save its text as .txt",
    b"PK\x03\x04": "a ZIP, Word or OpenDocument file; expected text: save its text as .txt",
    b"\xd0\xcf\x11\xe0": "an old Word file; expected text: save its text as .txt",
    b"\x1f\x8b": "a gzip file; expected text: unpack it first",
    b"\x89PNG": "a picture; expected text",
    b"\xff\xd8\xff": "a picture; expected text",
    b"{\\rtf": "a rich text file; expected text: save it as .txt in UTF-8",
    b"<!doctype html": "a web page; expected text: save the words of its report as .txt",
    b"<html": "a web page; expected text: save the words of its report as .txt",
}
# byte order marks and their encodings; those of UTF-32 begin like those of UTF-16 and come first
MARKS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_ARABIC_SHARE = 0.6
_LEGACY = ("cp1256", "iso8859-6")
# the first byte of two in Arabic UTF-8, read as windows-1256, is one of these letters
_LEAD_LETTERS = "طظ"
_MOST_LEAD_LETTERS = 0.2
_GLUED = re.compile("[\u0621-\u064a][A-Za-z\u00c0-\u00ff]|[A-Za-z\u00c0-\u00ff][\u0621-\u064a]")
_MOST_GLUED = 0.01
_FIGURES = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}(?!\d)")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Incoming(msgspec.Struct):
    """The keys of a JSON article; others are left alone."""

    text: str
    id: str | int | None = None
    language: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None


def read_text(stream: Stream, options: SourceOptions) -> Iterator[Item]:
    """Yield the article of a plain text, its id the name of the file."""
    raw = _whole(stream)
    yield item_of(Incoming(text=decode(raw, stream.name), id=stream.stem), stream.name, options)


def read_json(stream: Stream, options: SourceOptions) -> Iterator[Item]:
    """Yield the article of a JSON object."""
    raw = _whole(stream)
    yield item_of(_incoming(decode(raw, stream.name), stream.name, options.columns), stream.name, options)


def read_lines(stream: Stream, options: SourceOptions) -> Iterator[Item]:
    """Yield an item per line of JSON Lines, whatever their number; a broken line is an item with its error."""
    found = False
    for number, line in enumerate(_lines(stream), 1):
        if line is not None and not line.strip():
            continue
        found = True
        where = f"{stream.name}, line {number}"
        try:
            if line is None:
                raise SourceError("S004", f"{where}: more than {MAX_BYTES:,} bytes; expected one object a line; split the line")
            yield item_of(_incoming(_line_text(line, where, first=number == 1), where, options.columns), where, options)
        except SourceError as error:
            yield Item(where=where, error=error)
    if not found:
        raise SourceError("S001", f"{stream.name}: empty; expected a report's text")


def item_of(incoming: Incoming, where: str, options: SourceOptions, credits: Iterable[str] = ()) -> Item:
    """Return the item of what a source says about an article; what the caller gives goes before it.

    Raises:
        SourceError: for an empty text, half a character, or a date that none is.
    """
    article = _article(incoming, where, options.language, options.published, options.day_of)
    return Item(where=where, article=article, origin=origin_of(article.text, article.publisher, credits))


def item_of_values(values: Mapping[str, Any], where: str, options: SourceOptions) -> Item:
    """Return the item of the fields of an article by their names.

    Raises:
        SourceError: as :func:`item_of`, and for a value of the wrong type.
    """
    try:
        incoming = msgspec.convert(values, Incoming)
    except msgspec.ValidationError as error:
        raise SourceError("S006", f"{where}: no article: {error}; {_found(dict(values), str(error))}mend the value") from error
    return item_of(incoming, where, options)


def _whole(stream: Stream) -> bytes:
    """Return the bytes of one text; what cannot fit is refused before it is in memory."""
    try:
        return stream.read(MAX_BYTES)
    except SourceError as error:
        if error.code != "S016":
            raise
        raise SourceError("S004", f"{stream.name}: more than {MAX_BYTES:,} bytes; expected at most {MAX_CHARACTERS:,} characters; split the file") from error


def _lines(stream: Stream) -> Iterator[str | bytes | None]:
    """Yield the lines of a file: as bytes, or as text where its encoding has more than one byte for a line feed."""
    if stream.head.startswith(tuple(MARKS)) or b"\x00" in stream.head:
        yield from decode(_whole(stream), stream.name).split("\n")
    else:
        yield from stream.lines(MAX_BYTES)


def _line_text(line: str | bytes, where: str, *, first: bool) -> str:
    """Return a line as text, without the mark that may begin the first."""
    if isinstance(line, str):
        return line.strip()
    return decode(line.removeprefix(b"\xef\xbb\xbf") if first else line, where)


def load(name: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        SourceError: for a file that is missing, a folder, or may not be read.
    """
    try:
        return Path(name).read_bytes()
    except FileNotFoundError as error:
        raise SourceError("S010", f"{name}: no such file; check the path") from error
    except IsADirectoryError as error:
        raise SourceError("S011", f"{name}: a folder; expected a file: name its files, {name}/*") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError("S012", f"{name}: cannot be read: {reason}; check the path and its permissions") from error


def read_articles(
    path: Path,
    raw: bytes,
    *,
    language: str | None = None,
    published: str | None = None,
    on_error: OnError | None = None,
) -> Iterator[Article]:
    """Yield the articles of a file's bytes; ``path`` names the file in messages and tells its format.

    Standard input (``-``) is plain text, or JSON or JSON Lines where it begins with ``{``.

    Args:
        on_error: gets the error of each broken line of JSON Lines, and the other lines are still read;
            without it the first broken line raises.

    Raises:
        SourceError: for an empty, binary or oversized file, an unknown encoding, or a broken article.
    """
    name = "standard input" if str(path) == STDIN else str(path)
    text = decode(raw, name)
    form = _form(path, text)
    if form == "jsonl":
        yield from _from_lines(text, name, language, published, on_error)
    elif form == "json":
        yield _from_json(text, name, language, published)
    else:
        stem = "" if str(path) == STDIN else path.stem
        yield _article(Incoming(text=text, id=stem), name, language, published)


def _form(path: Path, text: str) -> str:
    """Return ``text``, ``json`` or ``jsonl``: by the file's ending, for standard input by its beginning."""
    if str(path) != STDIN:
        ending = path.suffix.lower()
        return ending[1:] if ending in (".json", ".jsonl") else "text"
    if not text.lstrip().startswith("{"):
        return "text"
    try:
        json.loads(text.strip().partition("\n")[0])
    except (ValueError, RecursionError):
        return "json"
    return "jsonl"


def decode(raw: bytes, name: str) -> str:
    """Return the text of a file's bytes, its encoding told by mark, validity and letters.

    Raises:
        SourceError: for no text, binary data, an unknown encoding, or more than ``MAX_CHARACTERS`` code points.
    """
    if not raw.strip():
        raise SourceError("S001", f"{name}: empty; expected a report's text")
    for magic, what in _MAGIC.items():
        if raw[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(magic.lower()):
            raise SourceError("S002", f"{name}: {what}")
    text = _decoded(raw, name)
    if len(text) > MAX_CHARACTERS:
        raise SourceError("S004", f"{name}: {len(text):,} characters; expected at most {MAX_CHARACTERS:,}; split the file")
    return text


def _decoded(raw: bytes, name: str) -> str:
    """Return the text of bytes that are not known to be something else."""
    for mark, encoding in MARKS.items():
        if raw.startswith(mark):
            return _strict(raw, encoding, name)
    if b"\x00" in raw:
        return _unmarked_utf16(raw, name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _legacy(raw, name, error.start)


def _strict(raw: bytes, encoding: str, name: str) -> str:
    """Return the text of bytes whose mark names their encoding."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            "S003", f"{name}: begins like {encoding.upper()}, but byte {error.start} does not fit; save it as UTF-8"
        ) from error


def _unmarked_utf16(raw: bytes, name: str) -> str:
    """Return UTF-16 text that lost its byte order mark, told by its Arabic letters."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and _arabic_share(text) >= _ARABIC_SHARE:
            return text
    at = raw.index(b"\x00")
    raise SourceError("S002", f"{name}: binary data (a zero at byte {at}); expected text, JSON or JSON Lines in UTF-8")


def _legacy(raw: bytes, name: str, at: int) -> str:
    """Return the text of bytes in an older Arabic encoding, if that is what they hold."""
    text = arabic_legacy(raw, str)
    if text is None:
        raise SourceError("S003", f"{name}: not UTF-8 (byte {at}) and not Arabic in windows-1256 or ISO 8859-6; save it as UTF-8")
    return text


def arabic_legacy(raw: bytes, words_of: Callable[[str], str]) -> str | None:
    """Return the text of bytes in windows-1256 or ISO 8859-6, or None if they are not Arabic in either.

    Args:
        words_of: returns what of a text is words, to be looked at.
    """
    encoding = arabic_legacy_of(raw, words_of)
    return None if encoding is None else raw.decode(encoding, errors="replace")


def arabic_legacy_of(raw: bytes, words_of: Callable[[str], str] = str) -> str | None:
    """Return which older Arabic encoding bytes are in, or None."""
    return next((encoding for encoding in _LEGACY if _is_arabic(words_of(raw.decode(encoding, errors="replace")))), None)


def _is_arabic(text: str) -> bool:
    """Return whether decoded bytes look like Arabic, and not like broken UTF-8 or another encoding."""
    controls = any((c < " " and c not in "\t\n\r\f") or "\x7f" <= c <= "\x9f" for c in text)
    if "\ufffd" in text or controls or _arabic_share(text) < _ARABIC_SHARE:
        return False
    letters = sum("\u0621" <= c <= "\u064a" for c in text)
    leads, glued = sum(c in _LEAD_LETTERS for c in text), len(_GLUED.findall(text))
    return leads <= letters * _MOST_LEAD_LETTERS and glued <= letters * _MOST_GLUED


def _arabic_share(text: str) -> float:
    """Return the share of Arabic letters among all letters, 0 to 1."""
    letters = [c for c in text if c.isalpha()]
    return sum("\u0621" <= c <= "\u064a" for c in letters) / len(letters) if letters else 0.0


def _from_lines(
    text: str, name: str, language: str | None, published: str | None, on_error: OnError | None
) -> Iterator[Article]:
    """Yield the article of each line; lines end at a line feed only, since JSON may hold other separators."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _from_json(line, f"{name}, line {number}", language, published)
        except SourceError as error:
            if on_error is None:
                raise
            on_error(error)


def _from_json(raw: str, name: str, language: str | None, published: str | None) -> Article:
    """Return the article that a JSON object holds."""
    return _article(_incoming(raw, name, {}), name, language, published)


def _incoming(raw: str, name: str, columns: Mapping[str, str]) -> Incoming:
    """Return what a JSON object says about an article."""
    data = _parsed(raw, name)
    if not isinstance(data, dict):
        found = {list: "a list", str: "a string", type(None): "null", bool: "true or false"}.get(type(data), "a number")
        advice = "; write several articles as .jsonl, one object a line" if isinstance(data, list) else ""
        raise SourceError("S006", f"{name}: {found}; expected an object with the key «text»{advice}")
    try:
        return msgspec.convert(renamed(data, columns, name), Incoming)
    except msgspec.ValidationError as error:
        raise SourceError("S006", f"{name}: no article: {error}; {_found(data, str(error))}mend the key") from error


def _found(data: dict[str, Any], message: str) -> str:
    """Return the keys or the value that a message of the converter leaves out."""
    if "missing" in message:
        return f"found the keys {', '.join(map(repr, data)) or 'none'}; name the one that holds it, --map text=KEY, or "
    path = re.search(r"\$\.(\w+)", message)
    value = repr(data.get(path[1])) if path else ""
    return f"found {value if len(value) <= 60 else value[:59] + '…'}; " if path else ""


def _parsed(raw: str, name: str) -> Any:
    """Return what JSON text holds."""
    try:
        return json.loads(raw)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if ", line " not in name else f"column {error.colno}"
        raise SourceError("S005", f"{name}, {place}: not JSON: {error.msg}; mend it there") from error
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise SourceError("S005", f"{name}: not JSON for an article: {reason}; mend or remove it") from error


def _article(incoming: Incoming, name: str, language: str | None, published: str | None, day_of: DayOf | None = None) -> Article:
    """Return an article; what the caller gives goes before what the file says."""
    broken = next((v for v in msgspec.structs.astuple(incoming) if isinstance(v, str) and _LONE_SURROGATE.search(v)), None)
    if broken is not None:
        raise SourceError("S003", f"{name}: half of a surrogate pair (\\ud800 to \\udfff); write the whole character")
    if not any(c.isprintable() and not c.isspace() for c in incoming.text):
        raise SourceError("S001", f"{name}: empty; expected a report's text")
    if len(incoming.text) > MAX_CHARACTERS:
        raise SourceError("S004", f"{name}: {len(incoming.text):,} characters; expected at most {MAX_CHARACTERS:,}; split the text")
    day = _day(published or incoming.published, name, day_of)
    return Article(
        text=incoming.text,
        id="" if incoming.id is None else str(incoming.id),
        language=language or incoming.language or None,
        title=incoming.title,
        publisher=incoming.publisher,
        url=incoming.url,
        published=day,
    )


def _either_way(when: str) -> bool:
    """Return whether a date in figures could be day first or month first: 3/4/2025."""
    match = _FIGURES.match(when)
    return match is not None and int(match[1]) <= 12 and int(match[2]) <= 12


def _day(when: str | None, name: str, day_of: DayOf | None) -> When | None:
    """Return a publication date as given, or as words state it that ``day_of`` understands."""
    if not when:
        return None
    try:
        return published_on(when)
    except ValueError as error:
        if day_of is not None and not _either_way(when) and (stated := day_of(when)):
            return published_on(stated)
        raise SourceError("S007", f"{name}: {error}; mend the key «published» or give --published") from error
