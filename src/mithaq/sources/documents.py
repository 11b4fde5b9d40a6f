"""Word and PDF files into articles: their text in reading order, without page numbers, headers and footers."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Protocol

import docx
import pypdfium2
from docx.table import Table

from mithaq.errors import SourceError
from mithaq.sources.files import MAX_CHARACTERS, Incoming, item_of
from mithaq.sources.item import Item, SourceOptions
from mithaq.sources.stream import Stream

MAX_DOCUMENT_BYTES = 50_000_000
# what the parts of a Word document may unpack to
MAX_UNPACKED_BYTES = 200_000_000
MAX_PAGES = 2_000
_ENDS = re.compile(r"[.!؟?:…»”\")]\s*$")
# of the longest line of a page, the share that a line has which goes on in the next
_FULL_LINE = 0.7
_NUMBER = re.compile(r"[\s\-–—|/]*(?:\d+|[ivxlc]+)[\s\-–—|/]*(?:\d+)?[\s\-–—|/]*", re.IGNORECASE)
# what stands at the edge of so many pages is a header or footer
_EDGE_PAGES = 3
_REVERSED = re.compile("[اأإآٱ]ل")
# a comma that stands before the number it follows: «أبريل ،2025 إن»
_MISPLACED = re.compile(r"(?<=[^\W\d] )([،؛])(\d[\d.,/:٫٬-]*)(?=\s|$)")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
# letters and vowel signs of a right-to-left word, without digits and marks
_RUN = re.compile("[\u05b0-\u05ea\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]{2,}")
# what browsers print at the edges of a page: day, time and title above, the address and the page's number below
_PRINTED = re.compile(r"(?:https?|file)://\S+\s+\d+/\d+|\d+/\d+/\d+,? \d+:\d\d(?: [AP]M| [صم])?\b.*")


class PageText(Protocol):
    """The letters of a page, in the order of its library, and where each stands."""

    def get_text_range(self) -> str:
        """Return the letters."""

    def count_chars(self) -> int:
        """Return how many they are."""

    def get_charbox(self, index: int, /) -> tuple[float, float, float, float]:
        """Return where a letter stands: left, bottom, right, top."""


def read_word(stream: Stream, options: SourceOptions) -> Iterator[Item]:
    """Yield the article of a Word document: its paragraphs and the rows of its tables, a line each."""
    raw = stream.read(MAX_DOCUMENT_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            size = sum(info.file_size for info in parts.infolist())
        if size > MAX_UNPACKED_BYTES:
            raise SourceError("S016", f"{stream.name}: unpacks to {size:,} bytes; expected at most {MAX_UNPACKED_BYTES:,}: save its text as .txt")
        document = docx.Document(io.BytesIO(raw))
        lines = [line for line in _word_lines(document) if line]
        title = (document.core_properties.title or "").strip() or None
    except SourceError:
        raise
    # a document can be broken in more ways than its library knows of
    except Exception as error:
        raise SourceError("S002", f"{stream.name}: a ZIP, Word or OpenDocument file that does not open as Word: {error}; expected a .docx document, or text: save its text as .txt") from error
    if not lines:
        raise SourceError("S001", f"{stream.name}: empty; expected a report's text")
    yield item_of(Incoming(text="\n".join(lines), id=stream.stem, title=title), stream.name, options)


def read_pdf(stream: Stream, options: SourceOptions) -> Iterator[Item]:
    """Yield the article of a PDF file, lines joined to paragraphs."""
    raw = stream.read(MAX_DOCUMENT_BYTES)
    try:
        pages = [_page_lines(text) for text in _pdf_pages(raw, stream.name)]
    except pypdfium2.PdfiumError as error:
        raise SourceError("S002", f"{stream.name}: a PDF file that cannot be opened: {error}; expected one that is whole and without password: save its text as .txt") from error
    text = "\n".join(line for page in _without_edges(pages) for line in _paragraphs(page))
    if not text.strip():
        raise SourceError("S001", f"{stream.name}: a PDF file without text, as scans are; expected a report's text: have its text recognised first")
    yield item_of(Incoming(text=text, id=stream.stem), stream.name, options)


def _word_lines(document: docx.document.Document) -> Iterator[str]:
    """Yield the paragraphs of a document, and of its tables the rows."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                yield " ".join(cell for cell in cells if cell)
        else:
            yield from (line.strip() for line in block.text.split("\n"))


def _pdf_pages(raw: bytes, name: str) -> Iterator[str]:
    """Yield the text of each page."""
    size = 0
    document = pypdfium2.PdfDocument(raw)
    try:
        if len(document) > MAX_PAGES:
            raise SourceError("S016", f"{name}: {len(document):,} pages; expected at most {MAX_PAGES:,}; split it")
        for page in document:
            text_page = page.get_textpage()
            text = in_order(text_page)
            text_page.close()
            page.close()
            size += len(text)
            if size > MAX_CHARACTERS:
                raise SourceError("S004", f"{name}: more than {MAX_CHARACTERS:,} characters; expected at most that; split it")
            yield text
    finally:
        document.close()


def in_order(page: PageText) -> str:
    """Return the text of a page with what its library turns round in right-to-left lines put right.

    It gives the letters of some words from left to right, those of one glyph («لا») in the order of the others,
    brackets as they look, and a comma behind a number before it.
    """
    text = str(page.get_text_range())
    if not _RIGHT_TO_LEFT.search(text):
        return text
    if len(text) == page.count_chars():
        text = _RUN.sub(lambda run: _turned(page, run), text)
    return _with_marks_in_order(text.replace("\ufffe", ""))


def _turned(page: PageText, run: re.Match[str]) -> str:
    """Return a right-to-left word of a page with its letters in the order in which they are read."""
    if page.get_charbox(run.start())[0] < page.get_charbox(run.end() - 1)[0]:
        return run[0][::-1]
    letters = list(run[0])
    for match in _REVERSED.finditer(run[0]):
        at = match.start()
        if page.get_charbox(run.start() + at) == page.get_charbox(run.start() + at + 1):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _with_marks_in_order(text: str) -> str:
    """Return a text whose right-to-left lines have their commas behind numbers and their brackets the right way round."""
    lines = text.split("\n")
    turned = [number for number, line in enumerate(lines) if _RIGHT_TO_LEFT.search(line)]
    together = "\n".join(lines[number] for number in turned)
    for opening, closing in ("()", "[]", "«»"):
        first, last = together.find(opening), together.find(closing)
        if last >= 0 and (first < 0 or last < first):
            pair = str.maketrans(opening + closing, closing + opening)
            for number in turned:
                lines[number] = lines[number].translate(pair)
    for number in turned:
        lines[number] = _MISPLACED.sub(r"\2\1", lines[number])
    return "\n".join(lines)


def _page_lines(text: str) -> list[str]:
    """Return the lines of a page."""
    return [clean for line in text.splitlines() if (clean := " ".join(line.split()))]


def _without_edges(pages: list[list[str]]) -> Iterator[list[str]]:
    """Yield pages without page numbers, and without first and last lines that many pages share."""
    edges = Counter(line for page in pages for line in {*page[:1], *page[-1:]})
    for page in pages:
        while page and (_is_edge(page[-1]) or edges[page[-1]] >= _EDGE_PAGES):
            page = page[:-1]
        while page and (_is_edge(page[0]) or edges[page[0]] >= _EDGE_PAGES):
            page = page[1:]
        yield page


def _is_edge(line: str) -> bool:
    """Return whether a line at the edge of a page is none of the report: its number, or what a browser prints there."""
    return (_NUMBER.fullmatch(line) or _PRINTED.fullmatch(line)) is not None


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Yield the paragraphs of a page: a full line that ends no sentence goes on in the next."""
    longest = max(map(len, lines), default=0)
    parts: list[str] = []
    for line in lines:
        parts.append(line)
        if len(line) < longest * _FULL_LINE or _ENDS.search(line):
            yield " ".join(parts)
            parts = []
    if parts:
        yield " ".join(parts)
