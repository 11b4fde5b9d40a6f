"""Records entered, entries corrected, joined, parted, coded blind and settled, by plain forms."""

import re
from html import unescape

import pytest
from litestar.testing import TestClient

from mithaq.faces.web import access
from mithaq.faces.web.app import make_app
from mithaq.faces.web.asking import LOCAL
from mithaq.register.register import Register

BY = "أمينة"
TOKEN = access.form_token(LOCAL)


@pytest.fixture
def desk(place):
    """The pages over it."""
    with TestClient(make_app(place), base_url="http://127.0.0.1:8400") as client:
        client.headers["Accept-Language"] = "en"
        client.follow_redirects = False
        yield client


def send(desk, path, **fields):
    return desk.post(path, data={"token": TOKEN, "by": BY, **fields})


def entry(desk, kind, told=1):
    """An entry of a kind that so many reports tell."""
    rows = desk.get(f"/entries.json?kind={kind}&size=200").json()["entries"]
    return next(one for one in rows if len(one["tellings"]) >= told)


def report(desk):
    return desk.get("/reports.json").json()["reports"][0]["key"]


def text_of(desk, key):
    return desk.get(f"/reports/{key}.json").json()["reading"]["article"]["text"]


def test_a_record_is_entered_with_words_by_place_and_as_typed(desk):
    key = report(desk)
    text = text_of(desk, key)
    words = text.strip().split("\n")[-1].strip()
    start = text.index(words)
    fields = {"kind": "commitments", "field_evidence": [words, ""], "at_evidence": [f"{start}:{start + len(words)}", ""], "field_action": words[:-1], "at_action": "", "field_obligors": "روسيا، +أحمد المهدي/MLI", "field_strength": "4", "field_deadline": "2026-01"}
    answer = send(desk, f"/reports/{key}/mark", **fields, note="فات القارئ")
    assert answer.status_code == 303 and answer.headers["location"] == f"/reports/{key}", answer.text
    made = next(one for one in desk.get(f"/reports/{key}.json").json()["reading"]["commitments"] if one["rule"] == "added")
    assert [one["text"] for one in made["evidence"]] == [words] and made["action"]["text"] == words[:-1] and made["review"]["by"] == BY
    assert len(made["obligors"]) == 2 and made["deadline"]["start"] == "2026-01"


@pytest.mark.parametrize("kind", ["statements", "meetings", "agreements", "commitments", "deliveries", "offices", "memberships", "events"])
def test_every_kind_has_a_form_with_its_fields(desk, kind):
    shown = desk.get(f"/reports/{report(desk)}/mark", params={"kind": kind, "at": "0-12"}).text
    assert 'name="field_evidence"' in shown and 'value="0:12"' in shown and "data-take" in shown
    assert re.search(r'name="at_\w+"', shown) and 'name="field_actuality"' in shown


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "kings"}, {"kind": "events"}, {"kind": "events", "field_evidence": "ليس في النص", "field_type": "AID", "field_actor": "RUS"},
        {"kind": "events", "field_evidence": "x", "field_type": "NONE"}, {"kind": "events", "by": " "}, {"kind": "commitments", "field_evidence": "ا", "field_strength": "9"},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_and_nothing_is_kept(desk, place, fields):
    answer = send(desk, f"/reports/{report(desk)}/mark", **fields)
    assert answer.status_code == 400 and "<h1>" in answer.text
    with Register(place) as register:
        assert register.decisions() == []


def test_places_that_are_none_are_looked_up_as_words(desk):
    key = report(desk)
    text = text_of(desk, key)
    words = text.strip().split("\n")[-1].strip()
    for at in ("999999:9999999", "0:3", "x", "5:1", ""):
        answer = send(desk, f"/reports/{key}/mark", kind="events", field_evidence=words, at_evidence=at, field_type="AID", field_actor="RUS")
        assert answer.status_code == 303
    told = [one for one in desk.get(f"/reports/{key}.json").json()["reading"]["events"] if one["rule"] == "added"]
    assert len(told) == 5 and {one["evidence"][0]["start"] for one in told} == {text.index(words)}


def test_words_and_fields_of_an_entry_are_corrected_and_the_rest_stays(desk):
    one = entry(desk, "commitments")
    shown = desk.get(f"/entries/{one['id']}/correct").text
    # what a browser sends of the form as it stands
    fields = {name: [value.replace("&#34;", '"').replace("&#39;", "'")] for name, value in re.findall(r'<input[^>]* name="(field_\w+)" dir="auto" value="([^"]*)"', shown)}
    fields |= {name: re.findall(rf'name="{name}" value="([^"]*)"', shown) for name in ("at_evidence", "at_action", "at_condition")}
    fields["field_evidence"] = re.findall(r'name="field_evidence" dir="auto" value="([^"]*)"', shown)
    assert send(desk, f"/entries/{one['id']}/correct", **fields).status_code == 303
    assert desk.get(f"/entries/{one['id']}.json").json()["review"]["state"] == "accepted"
    words = fields["field_evidence"][0].split()[0]
    text = one["tellings"][0]["document"]["article"]["text"]
    start = text.index(words, one["record"]["evidence"][0]["start"])
    fields |= {"field_evidence": [words], "at_evidence": [f"{start}:{start + len(words)}"]}
    answer = send(desk, f"/entries/{one['id']}/correct", **fields)
    assert "done=" in answer.headers["location"]
    kept = desk.get(f"/entries/{one['id']}.json").json()
    assert kept["record"]["evidence"] == [{"start": start, "end": start + len(words), "text": words}] and kept["review"]["state"] == "corrected"
    same = ("action", "obligors", "strength", "deadline")
    assert [kept["record"].get(name) for name in same] == [one["record"].get(name) for name in same]


def test_a_form_calls_actors_by_name_and_keeps_who_they_are(desk):
    met = entry(desk, "meetings", told=2)
    shown = desk.get(f"/entries/{met['id']}/correct", params={"lang": "ar"}).text
    sent = {name: unescape(value) for name, value in re.findall(r'<input name="(field_\w+)" dir="auto" value="([^"]*)"', shown)}
    refs = met["record"]["participants"]
    assert sent["field_participants"].count(",") == len(refs) - 1 and not any(ref in sent["field_participants"] for ref in refs)
    # the language of the pages has changed between the form and its answer
    send(desk, f"/entries/{met['id']}/correct?lang=en", **sent | {"field_date": "2025-04-02"})
    now = desk.get(f"/entries/{met['id']}.json").json()["record"]
    assert now["participants"] == refs and now["persons"] == met["record"]["persons"] and now["date"]["start"] == "2025-04-02"


def test_entries_are_made_one_parted_and_either_is_taken_back(desk):
    one, other = [row["id"] for row in desk.get("/entries.json?kind=events").json()["entries"][:2]]
    merged = send(desk, f"/entries/{one}/merge", other=other).headers["location"]
    shown = desk.get(merged).text
    assert "Done." in shown and "split" in shown
    kept = merged.split("?")[0].removeprefix("/entries/")
    tellings = desk.get(f"/entries/{kept}.json").json()["tellings"]
    assert len(tellings) >= 2 and {desk.get(f"/entries/{id}.json").json()["id"] for id in (one, other)} == {kept}
    assert send(desk, f"/entries/{kept}/split", telling=tellings[-1]["id"]).status_code == 303
    assert len(desk.get(f"/entries/{kept}.json").json()["tellings"]) == len(tellings) - 1
    split_off = desk.get("/review/log.json").json()[0]["id"]
    back = send(desk, "/review", do="undo", id=split_off, back=f"/entries/{kept}")
    assert back.headers["location"] == f"/entries/{kept}" and len(desk.get(f"/entries/{kept}.json").json()["tellings"]) == len(tellings)
    assert send(desk, "/review", do="undo", id=split_off - 1, back="https://evil.example").headers["location"].startswith("/review")
    assert {desk.get(f"/entries/{id}.json").json()["id"] for id in (one, other)} == {one, other}
    assert send(desk, f"/entries/{one}/merge", other=entry(desk, "meetings")["id"]).status_code == 400
    assert send(desk, f"/entries/{one}/merge", other="no-such").status_code == 404
    assert send(desk, f"/entries/{one}/split", telling="no-such").status_code == 400


def test_a_second_person_codes_blind_and_an_editor_settles(desk):
    events = desk.get("/entries.json?kind=events").json()["entries"][:2]
    send(desk, "/review", do="accept", id=events[0]["id"])
    send(desk, "/review", do="correct", id=events[1]["id"], field_actuality="planned", note="ملاحظة سرية")
    seen = []
    for _ in events:
        shown = desk.get("/review/blind", params={"by": "Karim"}).text
        assert BY not in shown.replace(f'name="by" required dir="auto" autocomplete="name" value="{BY}"', "") and "ملاحظة سرية" not in shown and 'value="planned" selected' not in shown
        seen.append(re.search(r'name="id" value="([^"]+)"', shown)[1])
        assert send(desk, "/review/blind", by="Karim", id=seen[-1], do="reject").status_code == 303
    assert set(seen) == {one["id"] for one in events}
    assert "Nothing waits" in desk.get("/review/blind", params={"by": "Karim"}).text
    found = desk.get("/review/agreement.json").json()
    assert (found["pairs"][0]["first"], found["pairs"][0]["second"], found["pairs"][0]["entries"]) == (BY, "Karim", 2)
    assert "is right" in desk.get("/review/agreement").text and "Karim" in desk.get("/review/agreement.csv").text
    assert send(desk, "/review/agreement", id=found["coded"][0]["id"], do="second", by="Édith").status_code == 303
    assert desk.get(f"/entries/{found['coded'][0]['entry']}.json").json()["review"] == {"state": "rejected", "by": "Édith"} | {"when": desk.get("/review/log.json").json()[0]["at"]}
    for fields in ({"id": "x", "do": "first"}, {"id": "1", "do": "third"}, {"id": str(found["coded"][0]["id"]), "do": "first"}):
        assert send(desk, "/review/agreement", **fields).status_code == 400
    for fields in ({"id": "x", "do": "accept"}, {"id": events[0]["id"], "do": "king"}, {"id": events[0]["id"], "do": "accept", "by": ""}):
        assert send(desk, "/review/blind", **fields).status_code in (400, 404)


def test_the_name_somebody_decides_under_is_kept(desk):
    send(desk, "/review", do="accept", id=entry(desk, "events")["id"])
    assert f'value="{BY}"' in desk.get("/review").text and f'value="{BY}"' in desk.get(f"/entries/{entry(desk, 'meetings')['id']}").text
