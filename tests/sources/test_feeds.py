"""Feeds: an item per entry, the day where the outlet is, broken XML told and the entries before it kept."""

import pytest
from pages import BODY, FIRST, SECOND, TITLE

from mithaq.sources.item import Item, SourceOptions
from mithaq.sources.open import open_source

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>الضفة</title><link>https://www.daffa.example/</link><language>ar-SA</language>%s</channel></rss>"""
ENTRY = f"""<item><title>{TITLE}</title><link>https://www.daffa.example/2025/04/a</link><guid isPermaLink="false">daffa-1</guid>
<pubDate>Sat, 05 Apr 2025 00:30:00 +0300</pubDate><author>رويترز</author><description>{FIRST}</description>
<content:encoded><![CDATA[<p>{FIRST}</p><figure><img src="a"><figcaption>صورة</figcaption></figure><p>{SECOND}</p><p>ظهرت المقالة <a>{TITLE}</a> أولاً على الضفة.</p><p>اقرأ أيضا: خبر آخر</p>]]></content:encoded></item>"""
SHORT = f"<item><title>خبر</title><description>{FIRST}&lt;br/&gt;{SECOND}</description></item>"
EMPTY = "<item><title>عنوان وحده</title></item>"
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Delta</title><entry><title>{TITLE}</title><id>https://d.example/1</id><link href="https://d.example/1"/>
<updated>2025-04-09T10:00:00Z</updated><published>2025-04-04T10:00:00Z</published><content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry>
<entry><title>تحديث</title><updated>2025-04-09T10:00:00Z</updated><summary>{SECOND}</summary></entry></feed>"""


@pytest.fixture
def items(tmp_path):
    def read(text: str | bytes, name: str = "feed.xml") -> list[Item]:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return list(open_source(str(path), options=SourceOptions()))

    return read


def test_entry_gives_its_report(items) -> None:
    (item,) = items(RSS % ENTRY)
    article = item.article
    assert article.text.split("\n") == [FIRST, SECOND]
    assert (article.id, article.title, article.publisher, article.url) == ("daffa-1", TITLE, "daffa.example", "https://www.daffa.example/2025/04/a")
    assert article.published.start == "2025-04-05" and article.language == "ar" and item.origin == "reuters"
    assert item.where.endswith("feed.xml, entry 1")


def test_summary_is_read_where_there_is_no_content(items) -> None:
    (item,) = items(RSS % SHORT)
    assert item.article.text.split("\n") == [FIRST, SECOND]
    assert item.article.published is None and item.article.publisher == "daffa.example"


def test_entry_without_text_is_told_and_the_others_are_read(items) -> None:
    first, second = items(RSS % (EMPTY + ENTRY))
    assert first.error.code == "S001" and "entry 1" in str(first.error)
    assert second.article.title == TITLE


def test_atom_takes_the_time_of_publication_and_not_that_of_a_change(items) -> None:
    first, second = items(ATOM, "atom.xml")
    assert first.article.published.start == "2025-04-04" and first.article.id == ""
    assert second.article.text == SECOND and second.article.published is None


def test_feed_is_told_by_its_beginning_whatever_its_name(items) -> None:
    assert items(RSS % ENTRY, "download.txt")[0].article.title == TITLE
    assert items((RSS % ENTRY).replace("UTF-8", "utf-16").encode("utf-16"), "x.rss")[0].article.title == TITLE


def test_feed_in_an_old_encoding_is_read_without_a_complaint(items) -> None:
    (item,) = items((RSS % ENTRY).replace('encoding="UTF-8"', 'encoding="windows-1256"').encode("windows-1256", "xmlcharrefreplace"))
    assert item.article.text.split("\n") == [FIRST, SECOND]


def test_broken_xml_keeps_what_was_read_and_says_so(items) -> None:
    whole = (RSS % (ENTRY + SHORT)).encode()
    *read, last = items(whole[: whole.index(b"<item><title>" + "خبر".encode()) + 40])
    assert read[0].article.title == TITLE
    assert last.error.code == "S020" and "broken XML" in str(last.error) and "fetch it again" in str(last.error)


@pytest.mark.parametrize("text", ["<rss></rss>", "<rss>", "<feed xmlns='http://www.w3.org/2005/Atom'/>", "<data><x/></data>", "\n"])
def test_feed_without_entries_is_told(items, text: str) -> None:
    (item,) = items(text)
    assert item.error.code in ("S001", "S020") and "expected" in str(item.error)


def test_entities_that_grow_do_not(items) -> None:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{lines}]>' + (RSS % f"<item><title>t</title><description>{FIRST} &l11;</description></item>").partition("?>")[2]
    for item in items(bomb):
        assert item.error is not None or len(item.article.text) < 10_000


def test_local_files_are_never_drawn_in(items, tmp_path) -> None:
    (tmp_path / "secret.txt").write_text("المفتاح السري", encoding="utf-8")
    text = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>' + (RSS % f"<item><title>t</title><description>{FIRST} &x;</description></item>").partition("?>")[2]
    assert not any(item.article and "السري" in item.article.text for item in items(text))


def test_all_lines_of_a_feed_are_the_report(items) -> None:
    body = "".join(f"<p>{line}</p>" for line in BODY)
    (item,) = items(RSS % f"<item><description><![CDATA[{body}]]></description></item>")
    assert item.article.text.split("\n") == BODY and item.article.title is None
