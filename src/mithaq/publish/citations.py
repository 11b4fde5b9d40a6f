"""What a citation of an entry or a report holds, and the same as Markdown and BibTeX; its footnotes are the faces' business."""

from __future__ import annotations

import hashlib
import re

import msgspec

from mithaq.errors import PublishError
from mithaq.model import Article, Document, Entry

# characters that mean something in Markdown and in BibTeX
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#!|~&])|(?<=^)([+-])|(?<=^\d)([.)])")
_TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_LANGID = {"ar": "arabic", "en": "english", "fr": "french"}


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation of a report with where it stands: offsets are code points into the report's text as received.

    ``sha256`` is of that text in UTF-8, so that whoever has it can tell that it is the same. ``entry`` is none where a
    report is cited as a whole; it then quotes nothing.
    """

    entry: str | None
    report: str
    quotation: str | None
    start: int | None
    end: int | None
    title: str
    outlet: str | None
    origin: str | None
    published: str | None
    published_basis: str | None
    url: str | None
    language: str | None
    sha256: str


def cite_report(document: Document) -> Citation:
    """Return the citation of a report as a whole."""
    return _cited(document, None, None, None, None)


def cite_entry(entry: Entry, report: str = "") -> Citation:
    """Return the citation of an entry as one of its reports tells it, the first without a choice.

    Raises:
        PublishError: X007 if the report does not tell the entry.
    """
    told = next((one for one in entry.tellings if report in ("", one.document.key)), None)
    if told is None:
        raise PublishError("X007", f"{entry.id}: report {report!r} does not tell it; expected one of {', '.join(one.document.key for one in entry.tellings)}")
    spans = told.record.evidence
    start, end = spans[0].start, spans[0].end
    return _cited(told.document, entry.id, told.document.article.text[start:end], start, end)


def _cited(document: Document, entry: str | None, quotation: str | None, start: int | None, end: int | None) -> Citation:
    """Return the citation of words of a report."""
    article = document.article
    published = article.published
    return Citation(
        entry=entry, report=document.key, quotation=" ".join(quotation.split()) if quotation else None, start=start, end=end, title=_title(article),
        outlet=article.publisher, origin=document.origin if document.origin != article.publisher else None, published=published.start if published else None,
        published_basis=published.basis if published else None, url=article.url, language=article.language,
        sha256=hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
    )  # fmt: skip


def _title(article: Article) -> str:
    """Return a report's title, its first line where it has none."""
    return " ".join((article.title or article.text.strip().partition("\n")[0]).split())


def markdown(citation: Citation, footnote: str) -> str:
    """Return a quotation with its footnote as Markdown; nothing in it is markup of the report's."""
    name = citation.entry or citation.report
    mark = f"[^{name}]"
    quoted = f"> {markdown_text(citation.quotation)}{mark}\n\n" if citation.quotation else ""
    return f"{quoted}{mark}: {markdown_text(footnote)}\n"


def markdown_text(text: str) -> str:
    """Return a text as Markdown shows it as it stands."""
    return _MARKDOWN.sub(r"\\\g<0>", " ".join(text.split()))


def bibtex(citation: Citation, note: str) -> str:
    """Return a citation as an entry of BibTeX in UTF-8."""
    name = re.sub(r"[^A-Za-z0-9:-]", "", citation.entry or citation.report)
    fields = {
        "title": citation.title, "author": citation.outlet, "date": citation.published, "url": citation.url, "langid": _LANGID.get(citation.language or ""),
        "abstract": citation.quotation, "note": note,
    }  # fmt: skip
    # braces twice: an outlet is a body and not a person, and a title keeps its capitals
    lines = [f"  {field} = {{{_wrapped(field, tex(value) if field != 'url' else _address(value))}}}," for field, value in fields.items() if value]
    return f"@online{{{name},\n" + "\n".join(lines) + "\n}\n"


def _wrapped(field: str, value: str) -> str:
    """Return a value of a field that must stay as it is in braces of its own."""
    return f"{{{value}}}" if field in ("title", "author") else value


def _address(url: str) -> str:
    """Return an address as BibTeX takes it, without what would end its field."""
    return url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


def tex(text: str) -> str:
    """Return a text as TeX shows it as it stands."""
    return "".join(_TEX.get(character, character) for character in " ".join(text.split()))
