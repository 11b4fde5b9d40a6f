"""Actors, dyads and the matrix: what they show, in which address, and charts that need no code from text."""

import html
import json
import re

import pytest

from mithaq.faces.web import charting


def test_actors_are_listed_found_and_lead_to_their_pages(pages):
    found = pages.get("/actors.json", params={"name": "روسي"}).json()["actors"]
    assert any(row["key"] == "RUS" for row in found)
    shown = pages.get("/actors", params={"name": "روسي"}).text
    for row in found:
        link = f"/actors/{row['key']}"
        assert f'href="{link}"' in shown and pages.get(link).status_code == 200
    assert pages.get("/actors", params={"kind": "planet"}).status_code == 400


def test_an_actor_page_holds_names_offices_promises_and_all_entries(pages):
    found = pages.get("/actors/RUS.json").json()
    shown = pages.get("/actors/RUS", params={"lang": "ar"}).text
    assert "<h1><bdi>روسيا</bdi></h1>" in shown and all(name in shown for name in ("Russia", "Russie"))
    assert found["actor"]["given"] and found["total"] >= len(found["entries"]) > 20
    assert all(f"/entries/{entry['id']}" in shown for entry in found["entries"])
    assert "/dyads/RUS/MLI" in shown and "وزير الخارجية" in shown


def test_a_person_has_a_page(pages):
    key = pages.get("/actors.json", params={"kind": "person", "name": "لافروف"}).json()["actors"][0]["key"]
    card = pages.get(f"/actors/{key}.json").json()["card"]
    assert card["code"] == "RUS" and card["offices"][0]["post"] == "foreign_minister" and len(card["names"]) > 1
    assert pages.get(f"/actors/{key}.json", params={"on": "2020-01-01"}).json()["card"]["offices"][0]["standing"] == "not_yet"
    assert "foreign minister" in pages.get(f"/actors/{key}").text


def test_entries_of_an_actor_are_narrowed_and_paged(pages):
    found = pages.get("/actors/RUS.json", params={"kind": "meetings", "size": 2}).json()
    assert {entry["kind"] for entry in found["entries"]} == {"meetings"} and len(found["entries"]) == 2 < found["total"]
    assert pages.get("/actors/RUS", params={"kind": "nonsense"}).status_code == 400
    assert pages.get("/actors/nobody-at-all").status_code == 404


def chart_of(page):
    return json.loads(html.unescape(re.search(r'data-chart="([^"]+)"', page)[1]))


def test_the_figures_of_a_dyad_are_the_same_in_chart_table_and_twins(pages):
    months = pages.get("/dyads/MLI/RUS.json").json()["dyad"]["months"]
    shown = pages.get("/dyads/MLI/RUS").text
    rows = [row for some in chart_of(shown)["datasets"].values() for row in some if "month" in row]
    drawn = {(row["month"], row["score"]) for row in rows if row["what"] == "cooperation" and row["score"]}
    assert drawn == {(month["month"], month["cooperation"]) for month in months if month["cooperation"]} and drawn
    table = pages.get("/dyads/MLI/RUS.csv").content.decode("utf-8-sig").splitlines()
    assert len(table) == len(months) + 1 and all(line.startswith(month["month"]) for line, month in zip(table[1:], months, strict=True))
    assert "April 2025" in shown.split("<table>")[1]
    assert pages.get("/dyads/RUS/RUS").status_code == 400


def test_charts_stand_from_left_to_right_in_every_language(pages):
    for path in ("/dyads/MLI/RUS", "/matrix"):
        shown = pages.get(path, params={"lang": "ar"}).text
        assert '<div dir="ltr" role="img" aria-label="' in shown and "/static/charts.js" in shown and "/static/vega.js" in shown


def test_a_dyad_without_events_needs_no_script(pages):
    shown = pages.get("/dyads/FRA/NER").text
    assert "Nothing in the register" in shown and "<script" not in shown


def test_the_matrix_counts_meetings(pages):
    rows = pages.get("/matrix.json").json()
    assert rows and all(len(row["entries"].split()) == row["meetings"] for row in rows)
    assert "/dyads/MLI/RUS" in pages.get("/matrix").text
    assert pages.get("/matrix.json", params={"until": "2020-01-01"}).json() == []
    assert pages.get("/matrix", params={"since": "soon"}).status_code == 400


def test_the_script_of_charts_is_made_once_and_is_our_own(pages, tmp_path, monkeypatch):
    pytest.importorskip("vl_convert")
    answer = pages.get(charting.address())
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/javascript") and "vegaEmbed" in answer.text
    made = charting.bundle()
    before = made.stat().st_mtime_ns
    assert charting.bundle() == made and made.stat().st_mtime_ns == before
