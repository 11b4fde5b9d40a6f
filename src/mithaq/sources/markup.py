"""Bytes of a web page into text and tree: the encoding told by its bytes first, by what it declares second."""

from __future__ import annotations

import codecs
import html
import re
import warnings

import lxml.etree
import lxml.html

from mithaq.errors import SourceError
from mithaq.sources.files import MARKS, arabic_legacy

# elements of one page; more are no report
MAX_ELEMENTS = 200_000
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,80}?encoding\s*=\s*["']([\w.:-]{2,30})""", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_TAGS = re.compile(r"<script\b.*?</script|<style\b.*?</style|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)
_XML_HEAD = re.compile(r"\A\s*<\?xml[^>]*\?>")
# what begins and ends a line
_BLOCKS = ("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "figure", "section", "article", "hr")
_DECLARES_WITHIN = 4096
# what servers call by these names is in truth the larger set of Windows
_IN_TRUTH = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}
# of a hundred bytes outside ASCII, how many may be broken in a page that is UTF-8 otherwise
_MOST_BROKEN = 1.0


def decode_page(raw: bytes, name: str, charset: str | None = None) -> str:
    """Return the text of a page's bytes; a few broken bytes of UTF-8 become U+FFFD.

    A page that is UTF-8 is read as that, whatever it declares.

    Args:
        charset: what the server declared.
    Raises:
        SourceError: for no text, or an encoding that cannot be told.
    """
    if not raw.strip():
        raise SourceError("S001", f"{name}: empty; expected a web page")
    for mark, encoding in MARKS.items():
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = _mended(raw) or _in_declared(raw, charset) or arabic_legacy(raw, lambda text: _TAGS.sub(" ", text))
        if found is None:
            declared = charset or _declared(raw) or "none"
            raise SourceError(
                "S003", f"{name}: not UTF-8 (byte {error.start}), nor its declared encoding ({declared}), nor Arabic in windows-1256 or ISO 8859-6; save it as UTF-8"
            ) from error
        return found


def charset_of(media: str) -> str | None:
    """Return the encoding that a Content-Type names."""
    match = _CHARSET.search(media)
    return match[1] if match else None


def parse_page(text: str, name: str) -> lxml.html.HtmlElement:
    """Return the tree of a page.

    Raises:
        SourceError: for a text without elements, or with too many.
    """
    clean = _XML_HEAD.sub("", text).replace("\x00", "")
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(clean.encode("utf-8", errors="replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise SourceError("S013", f"{name}: no web page: {error}; expected HTML") from error
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise SourceError("S016", f"{name}: a page of more than {MAX_ELEMENTS:,} elements; expected one report")
    return tree


def text_of(element: lxml.html.HtmlElement) -> str:
    """Return the words of an element, white space as single spaces."""
    return " ".join("".join(element.itertext()).split())


def _mended(raw: bytes) -> str | None:
    """Return the text of UTF-8 in which a few bytes are broken."""
    text = raw.decode("utf-8", errors="replace")
    outside = sum(byte > 127 for byte in raw)
    return text if text.count("\ufffd") * 100 <= outside * _MOST_BROKEN else None


def _declared(raw: bytes) -> str | None:
    """Return the encoding that a page declares in its head."""
    match = _DECLARED.search(raw[:_DECLARES_WITHIN])
    return (match[1] or match[2]).decode("ascii", errors="replace") if match else None


def _in_declared(raw: bytes, charset: str | None) -> str | None:
    """Return the text of a page in the encoding that the server or the page itself declares, if that fits."""
    for label in (charset, _declared(raw)):
        if not label:
            continue
        try:
            encoding = codecs.lookup(label).name
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                text = raw.decode(_IN_TRUTH.get(encoding, encoding))
        except (LookupError, UnicodeError, ValueError, TypeError):
            continue
        if isinstance(text, str) and "\x00" not in text:
            return text
    return None


def lines_of(fragment: str) -> list[str]:
    """Return the paragraphs of a piece of HTML, or of plain text."""
    if "<" not in fragment:
        return [clean for line in html.unescape(fragment).split("\n") if (clean := " ".join(line.split()))]
    try:
        tree = lxml.html.fragment_fromstring(fragment.replace("\x00", ""), create_parent="div")
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return [clean for line in _TAGS.sub("\n", fragment).split("\n") if (clean := " ".join(html.unescape(line).split()))]
    for element in [one for one in tree.iter("script", "style", "figcaption") if one.getparent() is not None]:
        element.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.text = f"\n{element.text or ''}"
        element.tail = f"\n{element.tail or ''}"
    return [clean for line in tree.text_content().split("\n") if (clean := " ".join(line.split()))]
