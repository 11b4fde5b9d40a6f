"""What a page says about its report: title, outlet, address, language, bylines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html

from mithaq.sources.markup import text_of
from mithaq.sources.words import folded

# the kinds of schema.org that are reports, and what else may describe one
_REPORTS = ("newsarticle", "reportagenewsarticle", "analysisnewsarticle", "article", "blogposting", "opinionnewsarticle", "liveblogposting", "socialmediaposting")
_MOST_OBJECTS = 500
_TITLE_PARTS = re.compile(r"\s+[-–—|•·»«:]+\s+|\s*[|»«]\s*")
_ADDRESS = re.compile(r"^\d+(\.\d+){3}$|:")
# of a title, the share that a headline within it must make up
_HEADLINE_SHARE = 0.4
_ARABIC = re.compile("[\u0620-\u06d3]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ps", "ckb", "ug", "sd"})
_OTHER_SCRIPTS = frozenset({"he", "ru", "uk", "bg", "el", "zh", "ja", "ko", "hi", "hy", "ka", "am", "th", "bn"})


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about its report; ``report`` is its description as schema.org has it, {} if it gives none."""

    title: str | None
    outlet: str | None
    url: str | None
    language: str | None
    credits: tuple[str, ...]
    headline: lxml.html.HtmlElement | None
    metas: dict[str, str]
    report: dict[str, Any]


def head_of(tree: lxml.html.HtmlElement, address: str | None = None) -> Head:
    """Return what a page says about its report.

    Args:
        address: where the page was fetched; what it gives as its own address goes before.
    """
    metas = _metas(tree)
    report = _described_report(tree)
    names = _site_names(metas, report)
    title, headline = _title(tree, metas, report, names)
    url = _url(tree, metas, address)
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    outlet = host if host and not _ADDRESS.search(host) else next(iter(names), None)
    language = tree.get("lang") or metas.get("og:locale") or metas.get("content-language")
    return Head(title, outlet, url, language, tuple(_credits(metas, report)), headline, metas, report)


def declared_language(declared: str | None, text: str) -> str | None:
    """Return the language that a source declares, if the letters of the text are of its script; templates often declare another."""
    code = re.split("[-_]", declared.strip().lower())[0] if declared else ""
    if not re.fullmatch("[a-z]{2,3}", code) or code in _OTHER_SCRIPTS:
        return None
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    return code if (arabic > latin) == (code in _ARABIC_SCRIPT) else None


def _metas(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """Return what the head states, by name in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        value = " ".join((meta.get("content") or "").split())
        if name and value:
            found.setdefault(name.strip().lower(), value)
    return found


def _described_report(tree: lxml.html.HtmlElement) -> dict[str, Any]:
    """Return the description of the page's report in JSON-LD; a page that describes several reports describes none."""
    objects: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                objects.extend(_objects(json.loads(script.text or "", strict=False)))
            except (ValueError, RecursionError):
                continue
    reports = [one for one in objects if _is_report(one)]
    headlines = {str(one.get("headline") or one.get("name") or one.get("datePublished")) for one in reports}
    return reports[0] if len(headlines) == 1 else {}


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of JSON-LD from the outermost on, within reason."""
    waiting, seen = [data], 0
    while waiting and seen < _MOST_OBJECTS:
        one = waiting.pop(0)
        seen += 1
        if isinstance(one, dict):
            yield one
            waiting.extend(value for value in one.values() if isinstance(value, (dict, list)))
        elif isinstance(one, list):
            waiting.extend(one[:_MOST_OBJECTS])


def _is_report(one: dict[str, Any]) -> bool:
    """Return whether an object describes a report."""
    kinds = one.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.lower().rpartition("/")[2] in _REPORTS for kind in named)


def _site_names(metas: dict[str, str], report: dict[str, Any]) -> list[str]:
    """Return the names under which a page's outlet goes."""
    names = [metas.get(key) for key in ("og:site_name", "application-name", "publisher", "dc.publisher", "copyright", "author")]
    names += _names(report.get("publisher"))
    return list(dict.fromkeys(name for name in names if name))


def _names(described: Any) -> list[str]:
    """Return the names in a description of persons or organisations."""
    if isinstance(described, str):
        return [described]
    if isinstance(described, dict):
        return _names(described.get("name"))
    return [name for one in described[:5] for name in _names(one)] if isinstance(described, list) else []


def _credits(metas: dict[str, str], report: dict[str, Any]) -> Iterator[str]:
    """Yield whom a page names as author or source of its report."""
    yield from _names(report.get("author"))
    yield from _names(report.get("sourceOrganization"))
    for key in ("author", "article:author", "source", "dc.creator", "dc.source", "byl"):
        if key in metas:
            yield metas[key]


def _url(tree: lxml.html.HtmlElement, metas: dict[str, str], address: str | None) -> str | None:
    """Return the address a page gives as its own, or that where it was fetched."""
    canonical = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for url in (*canonical, metas.get("og:url")):
        whole = _joined(address, url)
        if whole is not None:
            return whole
    return address


def _joined(address: str | None, url: str | None) -> str | None:
    """Return an address made whole, or None where it is none or only the outlet's front page."""
    if not url:
        return None
    try:
        whole = urljoin(address or "", url.strip())
        parts = urlsplit(whole)
        return whole if parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or parts.query) else None
    except ValueError:
        return None


def _title(
    tree: lxml.html.HtmlElement, metas: dict[str, str], report: dict[str, Any], names: list[str]
) -> tuple[str | None, lxml.html.HtmlElement | None]:
    """Return the title without the name of the outlet, and the headline that shows it on the page."""
    element = tree.find(".//head/title")
    stated = [report.get("headline"), metas.get("og:title"), metas.get("twitter:title"), text_of(element) if element is not None else None]
    titles = [" ".join(title.split()) for title in stated if isinstance(title, str) and title.strip()]
    outlets = {_key(name) for name in names}
    shown = [(text_of(heading), heading) for heading in (*tree.iter("h1"), *tree.iter("h2"))]
    for title in titles:
        within = [(text, heading) for text, heading in shown if _is_headline(text, title, outlets)]
        if within:
            return max(within, key=lambda pair: len(pair[0]))
    alone = [pair for pair in shown if pair[1].tag == "h1" and pair[0] and _key(pair[0]) not in outlets]
    if titles:
        return _without_names(titles[0], outlets), alone[0][1] if len(alone) == 1 else None
    return alone[0] if len(alone) == 1 else (None, None)


def _is_headline(text: str, title: str, outlets: set[str]) -> bool:
    """Return whether a heading shows a title, which may have the outlet's name before or behind it."""
    key, whole = _key(text), _key(title)
    return bool(key) and key in whole and len(key) >= len(whole) * _HEADLINE_SHARE and key not in outlets


def _without_names(title: str, outlets: Iterable[str]) -> str:
    """Return a title without the outlet's name at its beginning or end."""
    known = set(outlets)
    parts = list(_TITLE_PARTS.finditer(title))
    if parts and _key(title[parts[-1].end() :]) in known:
        title = title[: parts[-1].start()]
    parts = list(_TITLE_PARTS.finditer(title))
    if parts and _key(title[: parts[0].start()]) in known:
        title = title[parts[0].end() :]
    return title.strip()


def _key(text: str) -> str:
    """Return what titles and names are compared by."""
    return " ".join(folded(text).casefold().split())
