"""Files into articles: plain text, JSON and JSON Lines, in UTF-8, UTF-16 or windows-1256."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mithaq.errors import SourceError
from mithaq.model import Article
from mithaq.model.article import published_on

MAX_CHARACTERS = 5_000_000


def read_articles(path: Path, raw: bytes, *, language: str | None = None, published: str | None = None) -> Iterator[Article]:
    """Yield the articles of a file's bytes; ``path`` names the file in messages and tells its format.

    Raises:
        SourceError: for an empty, binary or oversized file, an unknown encoding, or broken JSON.
    """
    text = decode(raw, str(path))
    if path.suffix == ".jsonl":
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield _from_json(line, f"{path}, line {number}", language, published)
    elif path.suffix == ".json":
        yield _from_json(text, str(path), language, published)
    else:
        yield _article({"text": text, "id": path.stem if path.name != "-" else ""}, str(path), language, published)


def decode(raw: bytes, name: str) -> str:
    """Return the text of a file's bytes, its encoding told by mark, validity and letters."""
    if not raw.strip():
        raise SourceError("S001", f"{name}: empty; expected a report's text")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    if b"\x00" in raw[:4096]:
        raise SourceError("S002", f"{name}: binary data; expected text, JSON or JSON Lines")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _legacy(raw, name, error.start)
    if len(text) > MAX_CHARACTERS:
        raise SourceError("S004", f"{name}: {len(text):,} characters; expected at most {MAX_CHARACTERS:,}; split the file")
    return text


def _legacy(raw: bytes, name: str, at: int) -> str:
    """Return windows-1256 text if that is what the bytes hold."""
    text = raw.decode("cp1256", errors="replace")
    letters = [c for c in text if c.isalpha()]
    arabic = sum("\u0621" <= c <= "\u064a" for c in letters)
    if "\ufffd" in text or not letters or arabic / len(letters) < 0.6:
        raise SourceError("S003", f"{name}: not UTF-8 (byte {at}) and not Arabic windows-1256; save it as UTF-8")
    return text


def _from_json(raw: str, name: str, language: str | None, published: str | None) -> Article:
    """Return the article that a JSON object holds."""
    try:
        data = json.loads(raw)
    except json.JSONDecodeError as error:
        raise SourceError("S005", f"{name}: not JSON: {error.msg} at character {error.pos}; mend or remove it") from error
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise SourceError("S006", f"{name}: no article; expected an object with the key «text»")
    return _article(data, name, language, published)


def _article(data: dict[str, Any], name: str, language: str | None, published: str | None) -> Article:
    """Return an article from the keys id, language, published, publisher, title, url, text."""
    when = published or data.get("published")
    if not str(data["text"]).strip():
        raise SourceError("S001", f"{name}: empty; expected a report's text")
    try:
        return Article(
            text=data["text"], id=str(data.get("id") or ""), language=language or data.get("language"), title=data.get("title"),
            publisher=data.get("publisher"), url=data.get("url"), published=published_on(when) if when else None,
        )  # fmt: skip
    except ValueError as error:
        raise SourceError("S007", f"{name}: {error}") from error
