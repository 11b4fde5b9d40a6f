"""Web pages: title without the outlet's name, date only if stated, the whole body and nothing around it."""

import contextlib
import functools
import time

import pytest
from pages import BODY, FIRST, PAGES, TITLE, Page, paragraphs

from mithaq.errors import SourceError
from mithaq.model import Article
from mithaq.reader import Reader
from mithaq.sources.furniture import kind_of_line, trimmed
from mithaq.sources.item import Item, SourceOptions, numeric_day
from mithaq.sources.markup import decode_page
from mithaq.sources.page_dates import day_in_address, day_of_stamp
from mithaq.sources.page_heads import declared_language
from mithaq.sources.pages import page_item


@functools.cache
def options() -> SourceOptions:
    return SourceOptions(day_of=Reader(["ar"]).stated_day)


def read(html: str, address: str | None = None) -> tuple[Article, Item]:
    item = page_item(html, "x.html", options(), address=address)
    assert item.article is not None
    return item.article, item


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_page_gives_its_report(page: Page) -> None:
    article, item = read(page.html)
    assert article.text.split("\n") == list(page.body)
    assert article.title == page.title
    assert (article.published.start if article.published else None) == page.published
    assert article.publisher == page.publisher
    assert article.language == page.language
    assert item.origin == page.origin


def test_page_is_read_alike_twice_and_whatever_was_read_between() -> None:
    items = [page_item(page.html, "x", options()) for page in PAGES.values()]
    assert [page_item(page.html, "x", options()) for page in reversed(PAGES.values())] == items[::-1]


ENGLISH = "The two ministers met in the capital on Monday and agreed to open a joint office for trade, the ministry said in a statement."
FRENCH = "Les deux ministres se sont rencontrés lundi dans la capitale et sont convenus d'ouvrir un bureau commun, a annoncé le ministère."


@functools.cache
def reader() -> Reader:
    return Reader(["ar", "en", "fr"])


@pytest.mark.parametrize(("language", "line", "day"), [
    ("en", "Published March 4, 2025, 10:15 GMT", "2025-03-04"), ("en", "Posted on 4 March 2025", "2025-03-04"), ("en", "Tuesday, 4 March 2025", "2025-03-04"),
    ("en", "Mar. 4, 2025 10:15 AM", "2025-03-04"), ("en", "By Jane Doe | March 4, 2025 6:32 PM", "2025-03-04"), ("en", "Last modified on Tue 4 Mar 2025", None),
    ("fr", "Publié le 4 mars 2025 à 18h32", "2025-03-04"), ("fr", "Publié le : 14/03/2025 - 18:32", "2025-03-14"), ("fr", "Publié le : 04/03/2025 - 18:32", None), ("fr", "mardi 4 mars 2025", "2025-03-04"),
    ("fr", "Par Jean Dupont, le 1er mars 2025", "2025-03-01"), ("fr", "4 févr. 2025", "2025-02-04"), ("fr", "Dakar, le 4 mars 2025 (APS)", "2025-03-04"),
    ("fr", "Mis à jour le 5 mars 2025 à 10h00", None), ("fr", "Mise à jour : 05/03/2025 à 09:12", None), ("fr", "Publié aujourd'hui à 18h32", None),
])  # fmt: skip
def test_a_page_of_another_language_states_its_day_in_its_words(language: str, line: str, day: str | None) -> None:
    body = f"<p>{ENGLISH if language == 'en' else FRENCH}</p>" * 6
    page = f"<html lang='{language}'><body><article><h1>Un bureau commun / A joint office</h1><div>{line}</div>{body}</article></body></html>"
    item = page_item(page, "x.html", SourceOptions(day_of=reader().stated_day))
    assert item.article is not None and item.article.language == language
    assert (item.article.published.start if item.article.published else None) == day
    assert line not in item.article.text


def test_address_is_that_which_the_page_gives_or_where_it_was_fetched() -> None:
    plain = f"<html><body><h1>{TITLE}</h1>{paragraphs()}</body></html>"
    assert read(plain, "https://delta.example/2025/04/04/a")[0].published.start == "2025-04-04"  # type: ignore[union-attr]
    assert read(plain, "https://www.delta.example/a")[0].publisher == "delta.example"
    canonical = plain.replace("<body>", "<head><link rel='canonical' href='/b'></head><body>")
    assert read(canonical, "https://delta.example/a?x=1")[0].url == "https://delta.example/b"
    # the front page is nobody's address
    assert read(canonical.replace("/b", "/"), "https://delta.example/a")[0].url == "https://delta.example/a"


@pytest.mark.parametrize(
    "html",
    ["<html><body></body></html>", "<html><body><nav>قائمة</nav></body></html>", f"<html><body><ul><li><a>{TITLE}</a></li></ul></body></html>", "<p>", "<!-- -->", "x"],
)
def test_page_without_a_report_is_told(html: str) -> None:
    with pytest.raises(SourceError, match=r"S013.*x\.html.*expected"):
        page_item(html, "x.html", options())


def test_short_report_is_one() -> None:
    assert read(f"<html><body><h1>{TITLE}</h1><div><p>{FIRST}</p></div></body></html>")[0].text == FIRST


def test_form_around_the_whole_page_is_kept_and_one_beside_the_report_is_not() -> None:
    search = "<form><label>ابحث في الموقع.</label><input name=q></form>"
    html = f"<html><body><form id='aspnetForm'>{search}<h1>{TITLE}</h1><div>{paragraphs()}</div></form></body></html>"
    assert read(html)[0].text.split("\n") == BODY


def test_report_without_a_headline_is_one() -> None:
    article, _ = read(f"<html><body><div>{paragraphs()}</div></body></html>")
    assert article.title is None and article.text.split("\n") == BODY


def test_description_of_several_reports_describes_none() -> None:
    listed = ",".join(f'{{"@type":"NewsArticle","headline":"خبر {n}","datePublished":"2020-01-0{n}"}}' for n in (1, 2))
    html = f'<html><head><script type="application/ld+json">[{listed}]</script></head><body><h1>{TITLE}</h1>{paragraphs()}</body></html>'
    assert read(html)[0].published is None


def test_deep_and_broken_markup_ends() -> None:
    began = time.monotonic()
    html = f"<html><body>{'<div><font>' * 5000}<h1>{TITLE}</h1>{paragraphs()}"
    with contextlib.suppress(SourceError):
        assert FIRST in page_item(html, "x.html", options()).article.text  # type: ignore[union-attr]
    assert time.monotonic() - began < 20


# bytes, what the server declares, and that they are read as PLAIN
PLAIN = f"<html><head>%s</head><body><p>{FIRST}</p></body></html>"
META = '<meta charset="%s">'
ENCODINGS = {
    "utf-8": ("utf-8", META % "utf-8", None),
    "utf-8-declared-as-1256": ("utf-8", META % "windows-1256", "windows-1256"),
    "1256-declared": ("windows-1256", META % "windows-1256", None),
    "1256-declared-as-utf-8": ("windows-1256", META % "utf-8", "utf-8"),
    "1256-declared-by-nobody": ("windows-1256", "", None),
    "1256-declared-by-the-server": ("windows-1256", "", "windows-1256"),
    "iso-8859-6-declared": ("iso8859-6", META % "iso-8859-6", None),
    "utf-16": ("utf-16", META % "utf-8", None),
    "no-such-encoding": ("utf-8", META % "klingon-1", "klingon-2"),
}


@pytest.mark.parametrize(("encoding", "declared", "charset"), ENCODINGS.values(), ids=ENCODINGS.keys())
def test_encoding_is_told_by_the_bytes_first(encoding: str, declared: str, charset: str | None) -> None:
    page = PLAIN % declared
    if encoding == "iso8859-6":
        page = page.replace("«", '"').replace("»", '"')
    assert decode_page(page.encode(encoding), "x", charset) == page


def test_a_broken_byte_costs_one_character() -> None:
    raw = (PLAIN % "").encode() + b"\xd9"
    assert decode_page(raw, "x") == PLAIN % "" + "\ufffd"


def test_an_encoding_that_cannot_be_told_is_said() -> None:
    with pytest.raises(SourceError, match=r"S003.*declared encoding \(none\).*save it as UTF-8"):
        decode_page(b"<p>" + bytes(range(128, 256)) * 20, "x")


def test_latin_page_in_windows_1252_is_read_as_declared() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Le ministre a déclaré que « l’accord » est signé.</p></body></html>'
    assert decode_page(page.encode("cp1252"), "x") == page


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/2025/4/3/title", "2025-04-03"),
        ("https://a.example/2025/04/03", "2025-04-03"),
        ("https://a.example/news/2025-04-03-title/", "2025-04-03"),
        ("https://a.example/20250403/title", "2025-04-03"),
        ("http://a.example/2013/middle_east/8/3/x/index.html", "2013-08-03"),
        ("https://a.example/2025/04/title", None),
        ("https://a.example/2025/13/41/x", None),
        ("https://a.example/article/20254031", None),
        ("https://a.example/a/12025040399", None),
        ("https://a.example/2025/04/03/x/2024/01/02", None),
        ("https://a.example/x?date=2025-04-03", None),
        ("http://[", None),
        (None, None),
    ],
)
def test_day_in_an_address(address: str | None, day: str | None) -> None:
    assert day_in_address(address) == day


@pytest.mark.parametrize(
    ("stamp", "found"),
    [
        ("2025-04-03T23:30:00Z", ("2025-04-03", True)),
        ("2025-04-03T23:30:00+00:00", ("2025-04-03", True)),
        ("2025-04-03T23:30:00+03:00", ("2025-04-03", False)),
        ("2025-04-03 10:00", ("2025-04-03", False)),
        ("2025/04/03", ("2025-04-03", False)),
        ("Thu, 03 Apr 2025 10:00:00 +0300", ("2025-04-03", False)),
        ("Thu, 03 Apr 2025 10:00:00 GMT", ("2025-04-03", True)),
        ("1743674400", ("2025-04-03", True)),
        ("1743674400000", ("2025-04-03", True)),
        ("الخميس 3 أبريل 2025", ("2025-04-03", False)),
        ("2025-02-30", None),
        ("0001-01-01T00:00:00", None),
        ("soon", None),
    ],
)
def test_day_of_a_stamp(stamp: str, found: tuple[str, bool] | None) -> None:
    assert day_of_stamp(stamp, options().day_of) == found


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("اقرأ أيضاً: وفد يزور العاصمة", "related"),
        ("اقرأ أيضا", "related"),
        ("مواضيع ذات صلة", "related"),
        ("Lire aussi : une visite", "related"),
        ("شارك هذا الخبر :", "share"),
        ("طباعة", "share"),
        ("Tags: water, talks", "tags"),
        ("الوسوم | تونس | النيجر", "tags"),
        ("© 2025 الضفة", "rights"),
        ("جميع الحقوق محفوظة لموقع الضفة", "rights"),
        ("لا توجد تعليقات على الخبر", "notice"),
        # sentences that begin with such a word
        ("شارك في المؤتمر عشرون وزيرا", None),
        ("شارك الوزير في افتتاح المؤتمر.", None),
        ("تحديث الأسطول يكلف الحكومة مليار دولار.", None),
        ("للمزيد من الضغط على الطرفين أرسلت الأمم المتحدة مبعوثا.", None),
        ("ذات صلة وثيقة بالملف النووي كانت زيارة الوفد الأخيرة.", None),
        ("تويتر تعلن حذف آلاف الحسابات الحكومية.", None),
        ("مصدر مسؤول: لا نية للتفاوض.", None),
        ("انشر الجيش قواته", None),
        (FIRST, None),
    ],
)
def test_furniture_is_told_from_sentences(line: str, kind: str | None) -> None:
    assert kind_of_line(line) == kind


def test_last_paragraph_without_a_full_stop_stays() -> None:
    last = "وتوقعت المصادر أن تبدأ الجولة المقبلة في القاهرة بعد أسبوعين"
    assert trimmed([FIRST, last, "شارك هذا الخبر"], None, numeric_day) == [FIRST, last]


def test_report_on_the_rules_of_a_network_stays() -> None:
    line = "وغيّرت الشركة شروط الاستخدام وسياسة الخصوصية بعد قرار المحكمة."
    assert trimmed([FIRST, line], None, numeric_day) == [FIRST, line]


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [("ar", FIRST, "ar"), ("ar-SA", FIRST, "ar"), ("en-US", FIRST, None), ("fa", FIRST, "fa"), ("ar", "The minister", None), ("fr_FR", "Le ministre", "fr"), (None, FIRST, None), ("x", FIRST, None)],
)
def test_declared_language_counts_where_its_letters_stand(declared: str | None, text: str, language: str | None) -> None:
    assert declared_language(declared, text) == language
