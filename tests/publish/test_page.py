"""The page: self-contained, hostile text escaped, words and records tied to each other."""

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from mithaq.model import (
    Actor,
    Amount,
    Article,
    Attribution,
    Commitment,
    Evidence,
    Explanation,
    Issue,
    Node,
    Reading,
    Slot,
)
from mithaq.model.reading import RECORD_FIELDS
from mithaq.model.records import Event, Statement
from mithaq.publish import page as page_module
from mithaq.publish.page import reading_page, readings_page

TEXT = "أدانت مصر الهجوم على تركيا.\r\n\nوقالت مصر إن «السلام <b>ممكن</b>» & قريب."


def quoted(text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence(start, start + len(words), words)


def made(text: str = TEXT, *, title: str | None = None, publisher: str | None = None, url: str | None = None) -> Reading:
    actors = [Actor(id="a1", kind="state", name="مصر", code="EGY"), Actor(id="a2", kind="state", name="<i>تركيا", code="TUR")]
    condemned = Event(
        type="ACCUSE", evidence=[quoted(text, "أدانت مصر الهجوم")], trigger=quoted(text, "أدانت"), actor=["a1"], recipient=["a2"]
    )
    said = Statement(form="indirect", evidence=[quoted(text, "وقالت")], content=quoted(text, "السلام <b>ممكن</b>"), speaker="a1")
    within = Event(type="SUPPORT", evidence=[quoted(text, "مصر الهجوم على")], trigger=quoted(text, "على"), actor=["a1"])
    article = Article(text=text, id="x", language="ar", title=title, publisher=publisher, url=url)
    return Reading(article=article, actors=actors, events=[condemned, within], statements=[said])


class Page(HTMLParser):
    """What a browser would make of a page: elements, attributes, the text of paragraphs."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)
        if tag == "p":
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if "p" in self.open:
            self.paragraphs[-1] += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_page_loads_nothing_from_outside() -> None:
    page = reading_page(made())
    assert not re.search(r"https?:|//[a-z]|@import|url\(", re.sub(r"(?m)^\s*//.*$", "", page))
    assert not [a for _, a in Page(page).tags if {"src", "href", "srcset", "action"} & a.keys()]


def test_address_of_the_report_is_text_and_no_link() -> None:
    page = Page(reading_page(made(url="javascript:alert(1)")))
    assert not page.named("a") and "javascript:alert(1)" in reading_page(made(url="javascript:alert(1)"))


def test_paragraphs_hold_the_report_unchanged() -> None:
    assert Page(reading_page(made())).paragraphs == [line for line in TEXT.split("\n") if line.strip()]


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style></script><script>", "&lt;u&gt;"])
def test_hostile_words_stay_words(hostile: str) -> None:
    text = f"{TEXT}\n{hostile}"
    page = reading_page(made(text, title=hostile, publisher=hostile))
    parsed = Page(page)
    assert parsed.paragraphs[-1] == hostile
    assert len(parsed.named("script")) == 1 and not parsed.named("img")
    assert hostile not in page.replace(html.escape(hostile), "")


@pytest.mark.parametrize("language", ['"><script>', "ar"])
def test_hostile_fields_stay_fields(language: str) -> None:
    reading = made()
    article = Article(text=TEXT, id='"><script>', language=language)
    issue = Issue(code="<script>", message="<script>")
    page = Page(reading_page(Reading(article=article, actors=reading.actors, events=reading.events, issues=[issue])))
    assert len(page.named("script")) == 1


def test_only_the_own_script_may_run() -> None:
    policy = next(a["content"] for a in Page(reading_page(made())).named("meta") if "http-equiv" in a)
    assert policy is not None and "default-src 'none'" in policy and "script-src 'sha256-" in policy


def test_every_record_and_every_mark_has_its_other_side() -> None:
    page = Page(reading_page(made()))
    cards = {a["data-r"] for a in page.named("button") if "data-r" in a}
    marks = {ref for a in page.named("mark") for ref in (a["data-r"] or "").split()}
    assert len(cards) == 3 and cards == marks


def test_overlapping_evidence_gets_a_lane_each() -> None:
    (both,) = [a for a in Page(reading_page(made())).named("mark") if len((a["data-r"] or "").split()) == 2]
    assert (both["class"] or "").split() == ["events-0", "events-1"]


def test_many_overlaps_stay_within_the_lanes() -> None:
    words = "مصر " * 20
    events = [Event(type="ACCUSE", evidence=[Evidence(i, 60 - i, words[i : 60 - i])], trigger=Evidence(i, i + 1, words[i : i + 1]), actor=[]) for i in range(20)]
    page = Page(reading_page(Reading(article=Article(text=words), events=events)))
    assert page.named("p")[0]["class"] == "n6" and page.paragraphs == [words]


def test_marks_are_reached_by_keyboard_once_a_record() -> None:
    stops = [a for a in Page(reading_page(made())).named("mark") if a.get("tabindex") == "0"]
    assert len(stops) == 3 and all(a["role"] == "button" for a in stops)


def test_arabic_report_runs_right_to_left_and_others_left_to_right() -> None:
    assert Page(reading_page(made())).named("article")[0] == {"lang": "ar", "dir": "rtl"}
    english = Reading(article=Article(text="Egypt condemned it.", language="en"))
    assert Page(reading_page(english)).named("article")[0] == {"lang": "en", "dir": "ltr"}


def test_report_without_records_says_so() -> None:
    assert "No record was read" in reading_page(Reading(article=Article(text="مصر")))


def test_reports_of_one_page_have_ids_of_their_own() -> None:
    page = Page(readings_page([made(), made()]))
    assert len({a["data-r"] for a in page.named("button") if "data-r" in a}) == 6 and len(page.named("section")) == 2


def test_several_reports_are_listed_with_links_within_the_page() -> None:
    page = Page(readings_page([made(title="one"), made(title="two")]))
    assert [a["href"] for a in page.named("a")] == ["#report-0", "#report-1"]
    assert {a["id"] for a in page.named("section")} == {"report-0", "report-1"}


def test_every_kind_that_was_read_has_a_switch() -> None:
    switches = [a for a in Page(reading_page(made())).named("button") if a["class"] == "filter"]
    assert [a["data-kind"] for a in switches] == ["statements", "events"]
    assert {a["aria-pressed"] for a in switches} == {"true"}


def test_attribution_of_a_record_is_shown() -> None:
    reading = made()
    rungs = [Attribution(role="document", name="بيان"), Attribution(role="speaker", actor="a1", cue=quoted(TEXT, "وقالت"))]
    event = msgspec.structs.replace(reading.events[0], attribution=rungs)
    page = reading_page(msgspec.structs.replace(reading, events=[event]))
    assert "according to" in page and "<bdi>بيان</bdi>" in page and "«وقالت»" in page


@pytest.mark.parametrize(("value", "shown"), [(25_000_000.0, "25,000,000 USD"), (1.5, "1.5 USD")])
def test_amount_is_shown_in_full(value: float, shown: str) -> None:
    pledge = Commitment(evidence=[quoted(TEXT, "مصر")], action=quoted(TEXT, "مصر"), obligors=["a1"], strength=4, amount=Amount(value, "USD"))
    assert shown in reading_page(Reading(article=Article(text=TEXT), commitments=[pledge]))


def test_record_opens_to_the_tree_behind_it() -> None:
    aid = Node(rule="give_aid", kind="act", words=[quoted(TEXT, "الهجوم")], slots=[Slot(role="subject", words=quoted(TEXT, "مصر"), codes=["EGY"])])
    tree = Node(rule="condemn", kind="operator", words=[quoted(TEXT, "أدانت")], flags=["future"], children=[aid], makes="event", because=["a <b> c"])
    reading = msgspec.structs.replace(made(), events=[msgspec.structs.replace(made().events[0], id="e1")])
    page = reading_page_of(reading, {"e1": [tree]})
    why = page[page.index('<ul class="tree">') : page.index("</details>", page.index('<ul class="tree">'))]
    for part in ("<b>condemn</b>", "«أدانت»", "future", "a &lt;b&gt; c", "<b>give aid</b>", "<dt>subject</dt>", "<code>EGY</code>"):
        assert part in why
    assert why.index("condemn") < why.index("give aid")


def reading_page_of(reading: Reading, trees: dict[str, list[Node]]) -> str:
    return readings_page([Explanation(reading=reading, trees=trees)])


def test_short_first_line_without_a_stop_is_a_heading() -> None:
    page = Page(reading_page(Reading(article=Article(text="قمة في مسقط\nقال الوزير إن السلام قريب."))))
    assert [a.get("class") for a in page.named("p")][:2] == ["n1 heading", "n1"]


def test_same_reading_same_page() -> None:
    assert reading_page(made()) == reading_page(made())


def test_every_lane_of_every_kind_has_its_colour() -> None:
    style = (Path(page_module.__file__).parent / "static" / "marks.css").read_text(encoding="utf-8")
    for kind in RECORD_FIELDS:
        for lane in range(6):
            assert f".{kind}-{lane}{{--l{lane}:var(--{kind})}}" in style and f"var(--l{lane},transparent)" in style


def test_overrides_of_direction_are_shown_and_turn_nothing() -> None:
    page = reading_page(Reading(article=Article(text="قال \u202eإنه سيرسل\u202c مساعدات")))
    assert "\u202e" not in page.partition("<article")[2] and "قال \ufffdإنه" in page
