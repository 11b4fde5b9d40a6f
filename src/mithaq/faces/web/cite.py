"""Cite: a footnote in Arabic, English and French with quotation, date, address and hash; the same as Markdown, BibTeX, JSON."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from mithaq.faces.web.asking import Ask
from mithaq.faces.web.rendering import plain
from mithaq.faces.web.tongues import told_in_tongue
from mithaq.faces.web.views import Page, Part, View
from mithaq.faces.web.words import LANGUAGES, Words
from mithaq.publish.citations import Citation, bibtex, cite_entry, cite_report, markdown

_QUOTES = {"ar": ("«", "»"), "en": ("“", "”"), "fr": ("«\u00a0", "\u00a0»")}


def entry(ask: Ask) -> View:
    """Return the citation of an entry as one of its reports tells it, without a choice one in the reader's language.

    Raises:
        RegisterError: R008 for an unknown entry.
        PublishError: X007 for a report that does not tell it.
    """
    found = ask.register.entry(ask.parts["id"])
    reports = [(told.document.key, told.document.article.publisher or told.document.key, ask.words.day(p.start) if (p := told.document.article.published) else "") for told in found.tellings]
    own = told_in_tongue(found.tellings, ask.words.language)
    return _view(ask, cite_entry(found, ask.one("report") or (own.document.key if own else "")), reports, f"/entries/{found.id}")


def report(ask: Ask) -> View:
    """Return the citation of a report.

    Raises:
        RegisterError: R009 for an unknown report.
    """
    document = ask.register.document(ask.parts["key"])
    return _view(ask, cite_report(document), [], f"/reports/{document.key}")


def _view(ask: Ask, citation: Citation, reports: list[tuple[str, str, str]], back: str) -> View:
    """Return the page of a citation."""
    footnotes = {language: footnote(citation, Words(language), ask.today) for language in LANGUAGES}
    own = footnotes[ask.words.language]
    shown = {language: footnote(citation, Words(language), ask.today, isolate=_isolated) for language in LANGUAGES}
    data = {**msgspec.structs.asdict(citation), "consulted": ask.today, "footnotes": footnotes}
    copies = (
        ("Markdown", markdown(citation, own)), ("BibTeX", bibtex(citation, source(citation, ask.words, ask.today))),
        ("JSON", msgspec.json.format(msgspec.json.encode(data)).decode()),
    )  # fmt: skip
    return View("cite.html", {"citation": citation, "footnotes": shown, "copies": copies, "reports": reports, "back": back}, data)


def footnote(citation: Citation, t: Words, today: str, isolate: Callable[[str], str] = plain) -> str:
    """Return a citation as a footnote in a language; ``isolate`` makes the words of a report ready to stand in it."""
    opening, closing = _QUOTES[t.language]
    quoted = f"{opening}{isolate(citation.quotation)}{closing}" if citation.quotation else ""
    day = t.day(citation.published) if citation.published else t("cite.no_date")
    if citation.published and citation.published_basis == "inferred":
        day = t("cite.inferred", day=day)
    told = [isolate(citation.outlet) if citation.outlet else t("cite.no_outlet"), f"{opening}{isolate(citation.title)}{closing}", day]
    told += [t("cite.after", origin=isolate(citation.origin))] if citation.origin else []
    told += [isolate(citation.url)] if citation.url else []
    return f"{quoted}{': ' if quoted else ''}{t('cite.comma').join(told)}. {source(citation, t, today)}"


def _isolated(text: str) -> str:
    """Return words on one line that keep their direction among words of another."""
    return f"\u2068{plain(text)}\u2069"


def source(citation: Citation, t: Words, today: str) -> str:
    """Return where the register holds what is cited, in a language."""
    where = t("cite.entry", id=citation.entry) if citation.entry else ""
    span = t("cite.span", start=str(citation.start), end=str(citation.end)) if citation.start is not None else ""
    parts = [t("cite.register"), where, t("cite.report", key=citation.report), span, f"SHA-256 {citation.sha256}", t("cite.consulted", day=t.day(today))]
    return f"{t('cite.comma').join(part for part in parts if part)}."


PART = Part(pages=(Page("/entries/{id:str}/cite", entry), Page("/reports/{key:str}/cite", report)))
