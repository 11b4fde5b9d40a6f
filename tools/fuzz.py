"""Made-up and damaged input through the reader, the sources, the decoder of readings and the packs, until so much is through.

    python tools/fuzz.py [text] [sources] [json] [packs] [--characters 1000000] [--seed 0] [--keep FOLDER]

Texts are made of the packs' own words, of damaged samples and of hostile pieces; nothing may be raised but what is
documented, nothing may take longer than its limit, evidence must equal the text. What breaks is kept as a file, and the
exit code is 1; mend it, and put the least of it that breaks into ``tests/fuzz/test_hostile.py``.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import gzip
import hashlib
import io
import json
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pyarrow
from pyarrow import parquet

from mithaq.errors import PackError, ReadingError
from mithaq.limits import limit_memory, within
from mithaq.model import Article, Evidence, Reading
from mithaq.packs import loader
from mithaq.packs.compiler import compile_pack
from mithaq.reader import Reader
from mithaq.sources.item import SourceOptions
from mithaq.sources.open import open_source

ROOT = Path(__file__).parents[1]
KINDS = ("text", "sources", "json", "packs")
# seconds of the processor that one input may take, seconds by the clock after which it hangs, and the longest text
_LIMIT_S, _HANGS_S, _LONGEST = 20.0, 600.0, 20_000
# seconds between lines that say how far it has come
_TOLD_S = 60.0
_MARKS = [".", "،", "؛", ":", "«", "»", '"', "“", "”", "(", ")", "؟", "!", "…", "-", "–", "\n", "\r\n", "\u2028", "\t", "\u00a0", "3", "٤", "2025", "1,5", "%", "$", "'", "’", "/", "@", "#"]
_HOSTILE = ["\u202e", "\u202d", "\u2066", "\u2069", "\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad", "\x00", "\x1b[31m", "\ud800", "\udfff", "ﻻ", "ﷺ", "ﺍﻟﺴﻼﻡ", "\u0640" * 9, "\u064b\u0651" * 9, "e\u0301" * 9, "\U0001f1ea\U0001f1ec", "\U000e0041", "«" * 50, "(" * 50, '"' * 51,
            "<script>", "&#x202e;", "{{7*7}}", "%s%n", "\\u0000", "NaN", "1e999", "9" * 400, "ا" * 400, "و" * 200, "a" * 400, "-" * 200, " " * 200]  # fmt: skip


class Case(NamedTuple):
    """An input that is tried: its name ends as its file would, ``size`` counts its characters."""

    name: str
    raw: bytes
    size: int


def main() -> None:
    """Fuzz and tell what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kinds", nargs="*", default=KINDS)
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args()
    limit_memory()
    broken = sum(fuzz(kind, options.characters, options.seed, options.keep) for kind in options.kinds)
    sys.exit(1 if broken else 0)


def fuzz(kind: str, characters: int, seed: int, keep: Path) -> int:
    """Try inputs of one kind until so many characters are through; keep those that break something, and return how many do."""
    make, try_ = TRIED[kind]
    begun, size, count, slowest, broken = time.process_time(), 0, 0, 0.0, 0
    told = time.perf_counter()
    for case in make(random.Random(f"{kind} {seed}")):
        if size >= characters:
            break
        started = time.process_time()
        broken += attempt(kind, case, try_, keep)
        slowest = max(slowest, time.process_time() - started)
        size, count = size + case.size, count + 1
        if time.perf_counter() - told > _TOLD_S:
            told = time.perf_counter()
            print(f"{kind}: {size:,} of {characters:,} characters, {broken} broken", file=sys.stderr, flush=True)
    seconds = time.process_time() - begun
    print(f"{kind}: {size:,} characters in {count:,} inputs, {seconds:.0f} s of the processor, slowest {slowest:.1f} s, {broken} broken", flush=True)
    return broken


def attempt(kind: str, case: Case, try_: Callable[[Case], None], keep: Path) -> int:
    """Try one input; keep it if it breaks something, and return whether it does."""
    started = time.process_time()
    try:
        with within(_HANGS_S):
            try_(case)
        assert time.process_time() - started < _LIMIT_S, "takes too long"
    except Exception:  # noqa: BLE001 - whatever is raised here is what is looked for
        keep.mkdir(parents=True, exist_ok=True)
        path = keep / f"{kind}-{hashlib.sha256(case.raw).hexdigest()[:16]}-{case.name}"
        path.write_bytes(case.raw)
        print(f"{path}: {traceback.format_exc(limit=-3)}", flush=True)
        return 1
    return 0


def texts(chance: random.Random) -> Iterator[Case]:
    """Yield reports of the packs' words, damaged samples and hostile pieces, in each language in turn."""
    words = {language: _words(language) for language in loader.languages()}
    whole = [json.loads(path.read_text(encoding="utf-8"))["text"] for path in _samples()]
    while True:
        for language, known in words.items():
            damaged = chance.random() < 0.3
            text = _damaged(chance.choice(whole), chance) if damaged else _soup(known, chance)
            yield Case(f"{language}.txt", text[:_LONGEST].encode("utf-8", "surrogatepass"), len(text[:_LONGEST]))


def _samples() -> list[Path]:
    return [path for path in sorted((ROOT / "samples").rglob("*.json")) if not path.name.endswith((".gold.json", "key.json"))]


def _words(language: str) -> list[str]:
    """Return words of a pack: names, forms of its predicates, what stands in its examples."""
    source = loader.load_source(language)
    examples = [word for frame in source.frames for example in frame.example for word in example.text.split()]
    compiled = Reader([language]).packs[language].compiled
    names = [named.name for named in compiled.names if named.name]
    return [*examples, *names[:: max(1, len(names) // 2_000)], *list(compiled.entries)[::20]]


def _soup(words: list[str], chance: random.Random) -> str:
    """Return words in no order, with marks, and here and there a hostile piece."""
    hostile = chance.choice([0.0, 0.01, 0.2])
    parts = []
    for _ in range(chance.choice([3, 30, 300, 1_000])):
        pick = chance.random()
        parts.append(chance.choice(_HOSTILE) if pick < hostile else chance.choice(_MARKS) if pick < 0.2 + hostile else chance.choice(words))
    return chance.choice([" ", " ", " ", "", "\n"]).join(parts)


def _damaged(text: str, chance: random.Random) -> str:
    """Return a text with pieces taken out, doubled, moved, turned round or put in."""
    for _ in range(chance.randrange(1, 30)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice([1, 2, 10, 100]))
        piece = text[start:end]
        change = chance.choice(["", piece * 3, piece[::-1], chance.choice(_HOSTILE), chance.choice(_MARKS), piece.replace(" ", "")])
        text = text[:start] + change + text[end:]
    return text


_READERS: dict[str, Reader] = {}


def read_text(case: Case) -> None:
    """Read a report; its evidence must be its words, and its JSON must lead back."""
    language = case.name.partition(".")[0]
    reader = _READERS.setdefault(language, Reader([language]))
    text = case.raw.decode("utf-8", "surrogatepass")
    reading = reader.read(Article(text=text, language=language))
    for evidence in evidence_of(reading):
        assert text[evidence.start : evidence.end] == evidence.text, evidence
    if not any("\ud800" <= character <= "\udfff" for character in text):
        assert Reading.from_json(reading.to_json()) == reading


def evidence_of(value: Any) -> Iterator[Evidence]:
    """Yield all evidence within a value."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from evidence_of(getattr(value, name))
    elif isinstance(value, list):
        for one in value:
            yield from evidence_of(one)


def sources(chance: random.Random) -> Iterator[Case]:
    """Yield damaged files of every form, some under the ending of another."""
    files = {ending: raw for path in _samples()[:4] for ending, raw in _files(json.loads(path.read_text(encoding="utf-8"))["text"]).items()}
    whole = [*files.items()]
    while True:
        ending, right = chance.choice(whole)
        raw = bytearray(right[: chance.choice([50, 500, 5_000, len(right)])])
        for _ in range(chance.randrange(20)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        yield Case(f"x.{ending if chance.random() < 0.9 else chance.choice(whole)[0]}", bytes(raw), len(raw))


def _files(text: str) -> dict[str, bytes]:
    """Return a report as a file of each form, by its ending."""
    page = f'<html lang="ar"><head><meta property="article:published_time" content="2025-04-03"><title>x</title></head><body><h1>x</h1><p>{text}</p></body></html>'.encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    record = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"
    feed = f"<rss version='2.0'><channel><item><title>x</title><pubDate>Thu, 03 Apr 2025 10:00:00 GMT</pubDate><description>{text}</description></item></channel></rss>"
    row = json.dumps({"id": "x", "text": text, "published": "2025-04-03"}, ensure_ascii=False).encode()
    word = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>',
    }
    parquet.write_table(pyarrow.table({"text": [text]}), table := io.BytesIO())
    pdf = f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj 4 0 obj<</Length 20>>stream\nBT ({text[:9]}) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    return {
        "txt": text.encode("utf-16"), "json": row, "jsonl": (row + b"\n") * 3, "html": page, "xml": feed.encode(), "csv": f'text,id\n"{text}",1\n'.encode(), "tsv": b"text\tid\n" + text.replace("\n", " ").encode() + b"\t1\n",
        "warc": record * 2, "warc.gz": gzip.compress(record, mtime=0) * 2, "gz": gzip.compress(text.encode(), mtime=0), "zip": _zipped({"a.txt": text}), "docx": _zipped(word), "pdf": pdf.encode(), "parquet": table.getvalue(),
    }  # fmt: skip


def _zipped(files: dict[str, str]) -> bytes:
    """Return files in one archive, the same whenever it is made."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def read_source(case: Case) -> None:
    """Open a file; every item of it has an article or an error."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / case.name
        path.write_bytes(case.raw)
        for item in open_source(str(path), options=SourceOptions()):
            assert (item.article is None) != (item.error is None), item


def decodings(chance: random.Random) -> Iterator[Case]:
    """Yield readings as JSON with values changed for others."""
    whole = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.gold.json"))]
    values = ["null", "-1", "1e999", '"x"', "[]", "{}", "[" * 2_000, "true", '"\\ud800"', "9" * 30]
    while True:
        text = chance.choice(whole)
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(values) + text[at + chance.randrange(6) :]
        yield Case("reading.json", text.encode(), len(text))


def decode(case: Case) -> None:
    """Decode a reading; what is none is told as such."""
    try:
        reading = Reading.from_json(case.raw)
        reading.to_json()
    except (msgspec.MsgspecError, UnicodeError, ReadingError, RecursionError):
        return


def packs(chance: random.Random) -> Iterator[Case]:
    """Yield frames of packs with lines taken out, doubled or damaged."""
    files = [path for language in loader.languages() for path in sorted((loader.PACKS / language / "frames").glob("*.toml"))]
    while True:
        path = chance.choice(files)
        lines = path.read_text(encoding="utf-8").splitlines()
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(lines))
            lines[at] = chance.choice(["", lines[at] * 2, _damaged(lines[at], chance), "[[verb]]", 'lemma = ""', "x = 1"])
        raw = "\n".join(lines).encode("utf-8", "surrogatepass")
        yield Case(f"{path.parents[1].name}.{path.name}", raw, len(raw))


def compile_broken(case: Case) -> None:
    """Compile a pack of which one frame is damaged; what cannot be compiled is a PackError."""
    language, _, name = case.name.partition(".")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(case.raw)
        try:
            frame = loader.read_frame(path)
            compile_pack(_shared(), dataclasses.replace(_source(language), frames=[frame]), "fuzz")
        except PackError:
            return


# what makes inputs of a kind, and what tries one
TRIED: dict[str, tuple[Callable[[random.Random], Iterator[Case]], Callable[[Case], None]]] = {
    "text": (texts, read_text), "sources": (sources, read_source), "json": (decodings, decode), "packs": (packs, compile_broken),
}  # fmt: skip

_shared = functools.cache(loader.load_shared)
_source = functools.cache(loader.load_source)


if __name__ == "__main__":
    main()
