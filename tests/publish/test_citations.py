"""Citations: whose words they are, where they stand, and that no report's text becomes markup."""

import hashlib

import pytest

from mithaq.errors import PublishError
from mithaq.model import Article, Document, Entry, Evidence, Statement
from mithaq.model.article import published_on
from mithaq.model.entry import Telling
from mithaq.publish.citations import bibtex, cite_entry, cite_report, markdown, markdown_text, tex

TEXT = "عنوان\nقال الوزير إن [السلام](http://x) ممكن & «واجب» 100%."


def document(key, publisher="صحيفة {الغد}"):
    article = Article(text=TEXT, id=key, language="ar", publisher=publisher, published=published_on("2025-04-04"), url="https://example.org/a_b?c=1&d={2}")
    return Document(key=key, article=article, origin="وكالة", group=key, added="2025-04-05T00:00:00.000000Z")


def entry(*keys):
    words = Evidence(6, 30, TEXT[6:30])
    record = Statement(evidence=[words], form="direct", content=words)
    tellings = [Telling(id=f"{key}-1", document=document(key), record=record) for key in keys]
    return Entry(id="s-1", kind="statements", record=record, actors=[], tellings=tellings)


def test_an_entry_quotes_the_report_that_is_asked_for():
    cited = cite_entry(entry("d1", "d2"), "d2")
    assert (cited.report, cited.quotation, TEXT[cited.start : cited.end]) == ("d2", TEXT[6:30], TEXT[6:30])
    assert cite_entry(entry("d1", "d2")).report == "d1"
    assert cited.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    with pytest.raises(PublishError, match="X007"):
        cite_entry(entry("d1"), "d9")


def test_a_report_is_cited_as_a_whole():
    cited = cite_report(document("d1"))
    assert (cited.entry, cited.quotation, cited.title, cited.origin) == (None, None, "عنوان", "وكالة")


def test_markdown_shows_the_words_and_no_markup_of_theirs():
    shown = markdown(cite_entry(entry("d1")), "حاشية <b>")
    assert shown.startswith("> ") and "[^s-1]: حاشية \\<b\\>" in shown
    assert "\\[السلام\\](h" in shown
    assert markdown_text("# a\n* b") == "\\# a \\* b" and markdown_text("- x 2. y-z") == "\\- x 2. y-z" and markdown_text("1. x") == "1\\. x"


def test_bibtex_keeps_its_braces():
    shown = bibtex(cite_entry(entry("d1")), "note")
    assert shown.startswith("@online{s-1,\n") and shown.endswith("}\n") and "langid = {arabic}" in shown
    bare = shown.replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}") and "date = {2025-04-04}" in shown and "d=%7B2%7D" in shown
    assert tex("50% & {x}_\\") == r"50\% \& \{x\}\_\textbackslash{}"
