"""What the pages show: lists with facets, search with hits, reports beside their records, entries told by several."""

import csv
import io
import re

import pytest
from litestar.testing import TestClient

from mithaq.faces.web.app import make_app
from mithaq.faces.web.hits import excerpt, hits
from mithaq.faces.web.words import LANGUAGES
from mithaq.model.reading import RECORD_FIELDS


def test_an_empty_register_offers_the_story_and_a_report(empty):
    shown = empty.get("/").text
    assert "The register is empty" in shown and 'href="/add"' in shown and 'action="/add-story"' in shown
    assert empty.get("/entries").status_code == 200 and empty.get("/reports").status_code == 200


def test_the_first_page_shows_what_is_due_and_what_the_register_holds(pages):
    shown, data = pages.get("/").text, pages.get("/index.json").json()
    assert data["counts"]["reports"] == 18 and len(data["due"]) == 8
    assert "Overdue" in shown and "Newest agreements" in shown
    days = [entry["record"]["deadline"]["end"] or entry["record"]["deadline"]["start"] for entry in data["due"]]
    assert days == sorted(days, reverse=True)


def test_a_list_of_entries_pages_without_gap_or_overlap(pages):
    seen, page = [], 1
    while found := pages.get("/entries.json", params={"size": 40, "page": page}).json()["entries"]:
        seen += [entry["id"] for entry in found]
        page += 1
    assert len(seen) == len(set(seen)) == pages.get("/entries.json").json()["total"] > 150


@pytest.mark.parametrize("kind", RECORD_FIELDS)
def test_a_facet_counts_what_choosing_it_finds(pages, kind):
    number = pages.get("/entries.json").json()["facets"]["kind"][kind]
    found = pages.get("/entries.json", params={"kind": kind}).json()
    assert found["total"] == number and {entry["kind"] for entry in found["entries"]} == {kind}


@pytest.mark.parametrize("facet", ["type", "actor", "country", "outlet", "language", "confidence", "state", "actuality"])
def test_every_facet_counts_what_choosing_it_finds(pages, facet):
    counts = pages.get("/entries.json").json()["facets"][facet]
    assert counts
    # states that act through a body of states are found with it: an actor may find more than its own code counts
    for value, number in list(counts.items())[:5]:
        total = pages.get("/entries.json", params={facet: value}).json()["total"]
        assert total >= number if facet == "actor" else total == number, (value, number, total)


def test_a_chosen_facet_can_be_given_up(pages):
    shown = pages.get("/entries", params={"kind": ["meetings", "agreements"], "actor": "RUS"}).text
    assert 'href="/entries?actor=RUS&amp;kind=agreements"' in shown
    assert 'href="/entries?kind=meetings&amp;kind=agreements"' in shown


@pytest.mark.parametrize("order", ["date", "-date", "confidence", "-confidence", "deadline", "sources", "-sources", "kind"])
def test_a_list_sorts_and_its_order_stands_in_the_address(pages, order):
    entries = pages.get("/entries.json", params={"sort": order, "size": 200}).json()["entries"]
    key = {"confidence": lambda e: e["record"]["confidence"], "sources": lambda e: e["sources"], "kind": lambda e: e["kind"]}.get(order.lstrip("-"))
    if key is not None:
        assert [key(e) for e in entries] == sorted(map(key, entries), reverse=order.startswith("-"))
    assert f'href="/entries.json?sort={order}"' in pages.get("/entries", params={"sort": order}).text


def test_a_search_folds_and_lights_its_hits(pages):
    shown = pages.get("/entries", params={"q": "قوة"}).text
    assert '<mark class="hit">القوة</mark>' in shown


@pytest.mark.parametrize(
    ("text", "typed", "lit"),
    [
        ("قالت روسيا إن لروسيا حقا", "روسيا", ["روسيا", "لروسيا"]),
        ("أَعلَنَ الوزير", "اعلن", ["أَعلَنَ"]),
        ("القوة الموحدة والقوة", '"القوة الموحدة"', ["القوة الموحدة"]),
        ("Moscou a réitéré son soutien", "reitere", ["réitéré"]),
        ("مساعدات ومساعدة", "مساعد*", ["مساعدات", "ومساعدة"]),
        ("<b>روسيا</b>", "", []),
    ],
)
def test_hits_are_found_as_the_search_finds_them(text, typed, lit):
    pieces = hits(text, typed)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, hit in pieces if hit] == lit


def test_an_excerpt_stands_around_the_first_hit():
    text = "قال الوزير كلاما طويلا. " * 30 + "ثم ذكر روسيا مرة. " + "وختم الوزير كلامه. " * 30
    pieces = excerpt(text, "روسيا")
    shown = "".join(piece for piece, _ in pieces)
    assert [piece for piece, hit in pieces if hit] == ["روسيا"]
    assert shown.startswith("… ") and shown.endswith(" …") and len(shown) < 350
    assert excerpt(text, "فرنسا") == [] and excerpt(text, "") == []
    assert [piece for piece, hit in excerpt("ذكر روسيا مرة", '"روسيا مرة"') if hit] == ["روسيا مرة"]
    assert [piece for piece, hit in excerpt("ختم بذكر روسيا", '"قوة موحدة كبيرة" روسيا') if hit] == ["روسيا"]


def test_a_search_of_reports_shows_where_it_hit(pages):
    shown = pages.get("/reports", params={"q": "القرض"}).text
    assert 0 < shown.count('class="quote excerpt"') <= pages.get("/reports.json", params={"q": "القرض"}).json()["total"]


def test_a_table_holds_what_the_page_shows(pages):
    rows = list(csv.DictReader(io.StringIO(pages.get("/entries.csv?kind=agreements").content.decode("utf-8-sig"))))
    entries = pages.get("/entries.json?kind=agreements").json()["entries"]
    assert [row["id"] for row in rows] == [entry["id"] for entry in entries]
    reports = list(csv.DictReader(io.StringIO(pages.get("/reports.csv").content.decode("utf-8-sig"))))
    assert len(reports) == 18 and all(row["title"] for row in reports)


@pytest.mark.parametrize(
    "query", ["kind=nothing", "sort=size", "page=0", "page=x", "size=100000", "confidence=2", "actuality=maybe", "state=perhaps"]
)
def test_what_cannot_be_meant_is_said(pages, query):
    answer = pages.get(f"/entries.json?{query}")
    assert answer.status_code == 400 and "expected" in answer.json()["error"]["message"]


def test_a_value_given_twice_counts_once(pages):
    assert pages.get("/entries?confidence=nonsense&confidence=0.5").status_code == 200
    asked = pages.get("/entries.json?confidence=0.9&confidence=0.5").json()
    assert asked["total"] == pages.get("/entries.json?confidence=0.5").json()["total"] > 0


def test_an_unknown_actor_entry_or_report_is_not_found(pages, story):
    for path in ("/entries.json?actor=nobody-of-this-name", "/entries/e-none.json", "/reports/none.json", "/reports/none/why.json"):
        answer = pages.get(path)
        assert answer.status_code == 404 and str(story.parent) not in answer.text, path


def test_reports_are_listed_searched_and_sorted(pages):
    reports = pages.get("/reports.json").json()["reports"]
    days = [row["published"] for row in reports]
    assert days == sorted(days, reverse=True) and sum(sum(row["records"].values()) for row in reports) == pages.get("/index.json").json()["counts"]["records"]
    found = pages.get("/reports.json", params={"q": "القرض"}).json()
    assert 0 < found["total"] < 15
    assert pages.get("/reports.json", params={"outlet": "صحيفة الضفاف"}).json()["total"] == 2
    assert pages.get("/reports.json", params={"since": "2025-07", "until": "2025-08"}).json()["total"] == 3


def test_a_report_stands_beside_its_records(pages):
    for row in pages.get("/reports.json").json()["reports"]:
        shown, data = pages.get(f"/reports/{row['key']}").text, pages.get(f"/reports/{row['key']}.json").json()
        count = sum(len(data["reading"].get(kind, [])) for kind in RECORD_FIELDS)
        cards = set(re.findall(r'class="record" data-r="([^"]+)"', shown))
        marks = {ref for refs in re.findall(r'<mark data-r="([^"]+)"', shown) for ref in refs.split()}
        assert len(cards) == count and marks == cards
        assert len(data["told"]) == count and all(one["entry"] for one in data["told"])
        assert all(f'href="/entries/{one["entry"]}"' in shown for one in data["told"])


def test_each_record_leads_to_the_entry_that_tells_it(pages):
    key = pages.get("/reports.json").json()["reports"][3]["key"]
    data = pages.get(f"/reports/{key}.json").json()
    records = [record for kind in RECORD_FIELDS for record in data["reading"].get(kind, [])]
    for record, told in zip(records, data["told"], strict=True):
        entry = pages.get(f"/entries/{told['entry']}.json").json()
        own = next(one for one in entry["tellings"] if one["id"] == told["telling"])
        assert [e["text"] for e in own["record"]["evidence"]] == [e["text"] for e in record["evidence"]]


def test_fields_show_their_words_and_what_is_inferred_says_so(pages):
    keys = [row["key"] for row in pages.get("/reports.json").json()["reports"]]
    shown = "".join(pages.get(f"/reports/{key}").text for key in keys)
    assert 'data-words="«' in shown and "inferred from the report" in shown and "counted from the day of the report" in shown
    assert 'class="ladder"' in shown and ">outlet</span>" in shown and ">speaker</span>" in shown


def test_an_entry_of_several_sources_is_compared_field_by_field(pages):
    entries = pages.get("/entries.json", params={"sort": "-sources"}).json()["entries"]
    entry = entries[0]
    assert entry["sources"] > 1
    shown = pages.get(f"/entries/{entry['id']}").text
    for telling in entry["tellings"]:
        assert f'href="/reports/{telling["document"]["key"]}"' in shown
    assert shown.count('<th scope="col">') == len(entry["tellings"])


def test_a_commitment_shows_its_strength_and_three_axes(pages):
    entry = pages.get("/entries.json", params={"kind": "commitments"}).json()["entries"][0]
    shown = pages.get(f"/entries/{entry['id']}").text
    assert all(axis in shown for axis in ("What the promiser says", "What is shown", "Schedule", "<meter"))


def test_every_entry_of_the_story_opens_in_every_language(pages):
    entries = pages.get("/entries.json", params={"size": 200, "actuality": ["done", "historical", "denied", "promised", "hypothetical"]}).json()["entries"]
    for at, entry in enumerate(entries):
        answer = pages.get(f"/entries/{entry['id']}", params={"lang": LANGUAGES[at % 3]})
        assert answer.status_code == 200, entry["id"]
    pages.cookies.clear()


def test_the_reasons_of_a_report_are_made_on_demand(pages):
    key = pages.get("/reports.json").json()["reports"][0]["key"]
    trees = pages.get(f"/reports/{key}/why.json").json()["trees"]
    assert sum(bool(tree) for tree in trees.values()) > len(trees) / 2
    shown = pages.get(f"/reports/{key}/why").text
    assert 'class="tree"' in shown and 'class="made"' in shown
    one = next(name for name, tree in trees.items() if tree)
    assert list(pages.get(f"/reports/{key}/why.json", params={"record": one}).json()["trees"]) == [one]


def test_an_address_answers_the_same_whatever_the_language(pages):
    data = [pages.get("/entries.json", params={"kind": "events", "lang": language}).content for language in LANGUAGES]
    pages.cookies.clear()
    assert data[0] == data[1] == data[2]


def test_a_report_on_the_api_is_the_one_of_the_page(pages):
    key = pages.get("/reports.json").json()["reports"][0]["key"]
    by_api, by_page = pages.get(f"/api/v1/reports/{key}").json(), pages.get(f"/reports/{key}.json").json()
    assert by_api["reading"] == by_page["reading"] and by_api["entries"] == [one["entry"] for one in by_page["told"]]
    entries = pages.get("/api/v1/entries", params={"kind": "meetings", "order": "date"}).json()
    assert entries["entries"] == pages.get("/entries.json", params={"kind": "meetings", "sort": "date"}).json()["entries"]


def test_the_api_pages_refuses_and_does_not_send_twice(pages):
    first = pages.get("/api/v1/entries", params={"size": 7})
    assert len(first.json()["entries"]) == 7
    assert pages.get("/api/v1/entries", params={"size": 7}, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    for query in ("page=0", "size=1000", "kind=nothing", "since=soon", "order=size"):
        assert pages.get(f"/api/v1/entries?{query}").status_code == 400, query
    assert pages.get("/api/v1/entries/none").status_code == 404


def test_a_register_that_may_only_be_read_is_shown(tmp_path, story):
    copy = tmp_path / "copy.db"
    copy.write_bytes(story.read_bytes())
    copy.chmod(0o444)
    with TestClient(make_app(copy), base_url="http://127.0.0.1:8400") as client:
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("since", ["2025-04", "٢٠٢٥-٠٤"])
def test_days_are_taken_in_whatever_digits(pages, since):
    assert pages.get(f"/entries.json?since={since}").json()["total"] == pages.get("/entries.json?since=2025-04").json()["total"] > 0
    assert pages.get("/entries?since=soon").status_code == 400


def test_what_went_wrong_is_said_in_the_language(pages):
    shown = pages.get("/reports/no-such?lang=ar")
    assert shown.status_code == 404 and "لا تقرير بهذا المعرّف" in shown.text and "R009" in shown.text


@pytest.mark.parametrize("path", ["/entries", "/reports"])
def test_an_empty_register_leads_to_where_reports_are_added(empty, path):
    assert 'class="panel soft">The register is empty. <a href="/add">' in empty.get(f"{path}?lang=en").text
    assert "Nothing fits" in empty.get(f"{path}?q=x&lang=en").text
