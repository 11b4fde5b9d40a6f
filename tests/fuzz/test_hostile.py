"""Hostile input, kept as cases: read within time and memory, or refused with a reason; nothing else happens."""

import functools
import gzip
import io
import os
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from mithaq.model import Article, Reading
from mithaq.packs import loader
from mithaq.reader import Reader
from mithaq.sources.item import SourceOptions
from mithaq.sources.open import open_source
from mithaq.sources.packed import FREE_BYTES

PLAIN = "أدانت مصر الهجوم على تركيا، وقال وزير الخارجية إن بلاده تعهدت بتقديم مساعدات إلى الصومال."
ENGLISH = "Egypt condemned the attack on Turkey, and the foreign minister said that his country had promised aid to Somalia."
LIMIT_S, LIMIT_BYTES = 30.0, 600_000_000
TEXTS = {
    "bidi overrides": "".join(f"\u202e{word}\u202c \u2066{word}\u2069 " for word in PLAIN.split() * 40),
    "bidi never closed": "\u202e" * 5_000 + PLAIN,
    "lone surrogates": PLAIN.replace(" ", " \ud800") + "\udfff",
    "presentation forms": "ﺃﺩﺍﻧﺖ ﻣﺼﺮ ﺍﻟﻬﺠﻮﻡ ﻋﻠﻰ ﺗﺮﻛﻴﺎ. ﷺ ﻻ ﷲ " * 100,
    "10,000 nested quotes": "«" * 10_000 + PLAIN + "»" * 10_000,
    "10,000 nested straight quotes": '"قال ' * 10_000 + PLAIN,
    "10,000 nested brackets": "(" * 10_000 + PLAIN + ")" * 10_000,
    "sentence without end": PLAIN.replace(".", " ").replace("،", " ") * 400,
    "english sentence without end": ENGLISH.replace(".", " ").replace(",", " ") * 200,
    "that that that": "قال إن " * 5_000,
    "said that said that": "said that " * 5_000,
    "words without spaces": PLAIN.replace(" ", "") * 200,
    "one endless word": "و" * 100_000,
    "one endless latin word": "a" * 100_000,
    "zero width between letters": "\u200b".join(PLAIN) + "\u200d\u200c\ufeff" * 5_000,
    "marks upon one letter": "م" + "\u064e\u0651" * 20_000 + "صر",
    "combining accents": "e" + "\u0301" * 20_000,
    "tatweel": "م" + "ـ" * 50_000 + "صر",
    "digits": "9" * 50_000 + " مليون دولار",
    "numbers in a row": "3 و4 و5 " * 5_000,
    "dates in a row": "يوم 3 أبريل 2025 " * 2_000,
    "regex bomb for dates": "3 " * 20_000 + "أبريل",
    "regex bomb for amounts": "مليون " * 10_000,
    "regex bomb for abbreviations": "U.S." * 10_000,
    "blank": "\n" * 50_000 + PLAIN + " " * 50_000,
    "carriage returns": PLAIN.replace(" ", "\r"),
    "control characters": "".join(map(chr, range(1, 32))) * 200 + PLAIN,
    "zeros": PLAIN.replace(" ", "\x00"),
    "flags and families": "\U0001f1ea\U0001f1ec\U0001f468\u200d\U0001f469\u200d\U0001f467" * 3_000,
    "tags": "<script>alert(1)</script>{{7*7}}" * 500 + PLAIN,
    "names of states only": "مصر تركيا قطر " * 3_000,
    "more injured than can be counted": "An attack in Egypt injured " + "9" * 400 + " people.",
    "a verb ends the text": "السلطات المصرية تعتقل",
    "commas only": "، " * 20_000,
    "colons": "مصر: " * 5_000,
}


@functools.cache
def reader() -> Reader:
    return Reader(loader.languages())


def in_bounds(work: Callable[[], None]) -> None:
    """Run something within the limits of time and memory."""
    process = psutil.Process()
    held, begun, top = process.memory_info().rss, sum(os.times()[:4]), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    work()
    # the processor's time, of children too: what the clock shows is also what else the machine does
    assert sum(os.times()[:4]) - begun < LIMIT_S
    # what was taken and given back counts too, where it went beyond all before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert peak == top or peak * 1024 - held < LIMIT_BYTES


@pytest.mark.parametrize("language", loader.languages())
@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_is_read_in_bounds(name: str, language: str) -> None:
    text = TEXTS[name]
    # opened before the time counts
    reader()

    def read() -> None:
        reading = reader().read(Article(text=text, language=language))
        for record in reading.records:
            for evidence in record.evidence:
                assert text[evidence.start : evidence.end] == evidence.text
        if "\ud800" not in text:
            assert Reading.from_json(reading.to_json()) == reading

    in_bounds(read)


# what tools/fuzz.py found, as short as it still broke the reader
FOUND = {
    "a pronoun that means a body of an earlier sentence": ("ar", "فتح العاصمةالأذريةبي.استعداده"),
    "a word of which nothing is left without its ending": ("ar", "متحدث المسلحةات مسلح"),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_once_broke_the_reader_is_read(name: str) -> None:
    language, text = FOUND[name]
    assert reader().read(Article(text=text, language=language)).article.text == text


def test_text_in_hostile_dress_says_what_it_says_plainly() -> None:
    def told(text: str) -> list[tuple[str, list[str]]]:
        reading = reader().read(Article(text=text, language="ar"))
        codes = {actor.id: actor.code for actor in reading.actors}
        return [(event.type, [codes[one] for one in event.actor]) for event in reading.events]

    plain = told(PLAIN)
    assert plain
    assert told("\u202b" + PLAIN.replace(" ", "\u200f \u200e") + "\u202c") == plain
    assert told("\u2067" + PLAIN + "\u2069") == plain


def _bomb(size: int) -> bytes:
    return gzip.compress(b"\x00" * 1_000 + b"a" * size, 9)


def _gzip_in_gzip() -> bytes:
    raw = _bomb(FREE_BYTES * 2)
    for _ in range(5):
        raw = gzip.compress(raw)
    return raw


def _zip(name: str, raw: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(name, raw)
    return made.getvalue()


def _word(size: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w:p>" + b" " * size)
    return made.getvalue()


def _entities() -> bytes:
    """Return XML whose entities unfold to a thousand million characters."""
    lines = ["<!ENTITY a0 'lol'>"] + [f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)]
    return f"<?xml version='1.0'?><!DOCTYPE rss [{''.join(lines)}]><rss><channel><item><description>&a9;</description></item></channel></rss>".encode()


def _warc(body: bytes, encoding: str) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\n\r\n".encode() + body
    return f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"


BOMBS: dict[str, Callable[[], bytes]] = {
    "bomb.txt.gz": lambda: _bomb(FREE_BYTES * 3),
    "nested.gz": _gzip_in_gzip,
    "bomb.jsonl.gz": lambda: gzip.compress(b'{"text": "' + b"a" * FREE_BYTES * 2 + b'"}'),
    "bomb.zip": lambda: _zip("a.txt", b"a" * FREE_BYTES * 3),
    "bomb.docx": lambda: _word(250_000_000),
    "bomb.warc": lambda: _warc(_bomb(FREE_BYTES * 3), "gzip"),
    "bomb.warc.gz": lambda: gzip.compress(_warc(_bomb(FREE_BYTES * 3), "gzip")),
    "deep.json": lambda: b'{"text": ' + b"[" * 200_000,
    "entities.xml": _entities,
    "deep.html": lambda: b"<html>" + b"<div>" * 50_000 + PLAIN.encode(),
    "blank.jsonl": lambda: b"\n" * 3_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_in_bounds(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BOMBS[name]())
    items = []
    in_bounds(lambda: items.extend(open_source(str(tmp_path / name), options=SourceOptions())))
    assert items
    for item in items:
        assert (item.error is not None) or (item.article is not None and len(item.article.text) < 1_000)
    assert name in ("deep.html", "entities.xml") or items[-1].error is not None


# what tools/fuzz_guided.py found
def test_a_member_of_an_archive_without_a_name_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(_zip("a.txt", b"x").replace(b"a.txt", b"\x00.txt"))
    (item,) = open_source(str(tmp_path / "x.zip"), options=SourceOptions())
    assert item.article is None and item.error is not None
