"""Review: the least certain first, decided by plain forms, each decision kept and taken back."""

import re

import pytest
from litestar.testing import TestClient

from mithaq.faces.web import access, correcting
from mithaq.faces.web.app import make_app
from mithaq.faces.web.asking import LOCAL, Visitor
from mithaq.faces.web.review import passages
from mithaq.faces.web.words import Words
from mithaq.model.span import Evidence
from mithaq.register.register import Register

BY = "أمينة"
TOKEN = access.form_token(LOCAL)


@pytest.fixture
def desk(place):
    """The pages over it."""
    with TestClient(make_app(place), base_url="http://127.0.0.1:8400") as client:
        yield client


def first(desk, **query):
    return desk.get("/review.json", params={"by": BY, **query}).json()["queue"][0]


def decide(desk, do, id, **more):
    return desk.post("/review", data={"token": TOKEN, "by": BY, "id": id, "do": do, **more}, follow_redirects=False)


def test_the_least_certain_comes_first_with_its_words_in_the_report(desk):
    queue = desk.get("/review.json").json()["queue"]
    assert [one["certainty"] for one in queue] == sorted(one["certainty"] for one in queue)
    shown = desk.get("/review").text
    words = queue[0]["entries"][0]["record"]["evidence"][0]["text"].split()
    assert "<mark>" in shown and words[0] in shown.split("<mark>")[1]


def test_nobody_decides_without_a_name(desk):
    assert 'value="accept" data-key="KeyA" disabled' in desk.get("/review").text
    assert desk.post("/review", data={"token": TOKEN, "by": "", "id": "x", "do": "accept"}).status_code == 400


@pytest.mark.parametrize("token", ["", "forged", access.form_token(Visitor("", "admin", session="another"))], ids=["none", "forged", "of another form"])
def test_a_form_with_a_foreign_token_decides_nothing(desk, place, token):
    asked = first(desk)["id"]
    assert desk.post("/review", data={"token": token, "by": BY, "id": asked, "do": "accept"}).status_code == 403
    with Register(place) as register:
        assert register.decisions() == [] and register.entry(asked).review.state == "machine"


def test_a_form_from_another_site_is_refused(desk):
    sent = desk.post("/review", data={"token": TOKEN, "by": BY, "id": "x", "do": "accept"}, headers={"Origin": "http://evil.example"})
    assert sent.status_code == 403


@pytest.mark.parametrize(("do", "state"), [("accept", "accepted"), ("reject", "rejected"), ("skip", "machine")])
def test_a_decision_is_kept_leads_on_and_is_taken_back(desk, place, do, state):
    asked = first(desk, kind="events")["id"]
    answer = decide(desk, do, asked, kind="events", note="لماذا")
    assert answer.status_code == 303 and "kind=events" in answer.headers["location"]
    assert first(desk, kind="events")["id"] != asked
    with Register(place) as register:
        kept = register.decisions(limit=1)[0]
        assert (kept.about, kept.by, kept.note) == (asked, BY, "لماذا") and register.entry(asked).review.state == state
    decide(desk, "undo", str(kept.id))
    assert first(desk, kind="events")["id"] == asked


def test_a_decision_from_a_page_that_others_overtook_is_told_and_loses_nothing(desk, place):
    asked = first(desk, kind="events")["id"]
    seen = re.search(r'name="seen" value="(\d+)"', desk.get("/review", params={"by": BY, "kind": "events"}).text)[1]
    assert decide(desk, "accept", asked, seen=seen).status_code == 303
    for do in ("reject", "correct"):
        late = decide(desk, do, asked, seen=seen, by="كريم")
        assert late.status_code == 409 and "V015" in late.text
    assert desk.post(f"/entries/{asked}/correct", data={"token": TOKEN, "by": "كريم", "seen": seen}).status_code == 409
    with Register(place) as register:
        assert [one.by for one in register.decisions(about=asked)] == [BY] and register.entry(asked).review.state == "accepted"
    seen = re.search(r'name="seen" value="(\d+)"', desk.get(f"/entries/{asked}/correct").text)[1]
    assert decide(desk, "reject", asked, seen=seen).status_code == 303


def test_the_form_shows_the_fields_and_a_correction_changes_only_what_was_changed(desk, place):
    asked = first(desk, kind="meetings")
    shown = desk.get("/review", params={"by": BY, "kind": "meetings"}).text
    assert all(f'name="field_{name}"' in shown for name in ("participants", "date", "place", "status", "kind"))
    with Register(place) as register:
        fields = {f"field_{one.name}": one.value for one in correcting.editable(register.entry(asked["id"]), Words("en"))}
    decide(desk, "correct", asked["id"], **fields | {"field_date": "2025-04-05", "field_participants": "Russia، مالي"})
    with Register(place) as register:
        entry, kept = register.entry(asked["id"]), register.decisions(limit=1)[0]
    assert entry.record.date.start == "2025-04-05" and entry.record.participants == ["RUS", "MLI"]
    assert set(kept.after) == {"date", "participants"} and entry.review.state == "corrected"


def test_a_form_that_changes_nothing_accepts(desk, place):
    asked = first(desk, kind="commitments")["id"]
    decide(desk, "correct", asked)
    with Register(place) as register:
        assert register.entry(asked).review.state == "accepted"


def test_a_value_that_does_not_fit_is_refused_and_said(desk):
    asked = first(desk, kind="commitments")["id"]
    assert decide(desk, "correct", asked, field_deadline="soon").status_code == 400
    assert decide(desk, "correct", asked, field_obligors="nobody-at-all").status_code == 404
    assert decide(desk, "correct", asked, field_kind="nonsense").status_code == 400
    assert decide(desk, "correct", asked, field_strength="many").status_code == 400
    assert decide(desk, "burn", asked).status_code == 400
    assert decide(desk, "undo", "9999").status_code == 400


def proposal(desk, about):
    passed = []
    while True:
        queue = desk.get("/review.json", params={"by": BY, "pass": passed}).json()["queue"]
        found = next((at for at, one in enumerate(queue) if one["about"] == about), None)
        if found is not None:
            return queue[found] | {"passed": passed + [one["id"] for one in queue[:found]]}
        assert queue
        passed += [one["id"] for one in queue]


@pytest.mark.parametrize(("do", "decision"), [("confirm", "confirmed"), ("deny", "rejected")])
def test_a_proposed_link_is_answered(desk, place, do, decision):
    asked = proposal(desk, "link")
    assert asked["reasons"] and len(asked["entries"]) == 2
    decide(desk, do, asked["id"])
    with Register(place) as register:
        link = next(link for link in register.entry(asked["link"]["commitment"]).links if link.id == asked["id"])
    assert (link.decision, link.by) == (decision, BY)


@pytest.mark.parametrize("about", ["link", "merge"])
def test_the_later_of_two_answers_to_one_proposal_is_told_and_not_kept(desk, place, about):
    asked = proposal(desk, about)
    shown = desk.get("/review", params={"by": BY, "pass": asked["passed"]}).text
    assert f'name="id" value="{asked["id"]}"' in shown
    seen = re.search(r'name="seen" value="(\d+)"', shown)[1]
    assert decide(desk, "deny", asked["id"], seen=seen).status_code == 303
    late = decide(desk, "confirm", asked["id"], seen=seen, by="كريم")
    assert late.status_code == 409 and "V015" in late.text
    with Register(place) as register:
        assert [(one.decision, one.by) for one in register.decisions(about=asked["id"])] == [("reject", BY)]


def test_a_proposed_merge_shows_both_with_the_reasons_and_is_passed_over(desk):
    asked = proposal(desk, "merge")
    others = [one["id"] for one in desk.get("/review.json", params={"by": BY}).json()["queue"] if one["id"] != asked["id"]]
    shown = desk.get("/review", params={"by": BY, "pass": others}).text
    if "one and the same" in shown:
        assert shown.count('class="side"') == 2 and asked["reasons"][0] in shown
    answer = decide(desk, "pass", asked["id"])
    assert f"pass={asked['id']}" in answer.headers["location"]
    assert asked["id"] not in [one["id"] for one in desk.get(answer.headers["location"].replace("/review?", "/review.json?")).json()["queue"]]


@pytest.mark.parametrize("id", ["m²", "m" + "9" * 5000, "l-none", "m0", "nobody"])
def test_an_answer_to_nothing_that_is_proposed_is_refused(desk, id):
    assert decide(desk, "confirm", id).status_code in (400, 404)


def test_the_log_holds_every_decision(desk):
    asked = first(desk)["id"]
    decide(desk, "accept", asked)
    assert asked in desk.get("/review/log").text and desk.get("/review/log.json").json()[0]["by"] == BY
    assert BY in desk.get("/review/log.csv").content.decode("utf-8-sig")


def test_what_people_type_is_text(desk):
    asked = first(desk)["id"]
    name = '"><script>alert(1)</script>'
    desk.post("/review", data={"token": TOKEN, "by": name, "id": asked, "do": "accept", "note": name})
    shown = desk.get("/review", params={"by": name}).text
    assert "<script>alert" not in shown and "&lt;script&gt;" in shown


def test_passages_are_whole_and_in_order():
    text = " ".join(f"w{n}" for n in range(400))
    spans = [(text.index(f"w{n} "), text.index(f"w{n} ") + 4) for n in (100, 101, 300)]
    found = passages(text, [Evidence(a, b, text[a:b]) for a, b in spans])
    assert [one.text for one in found if one.proves] == ["w100", "w101", "w300"]
    joined = "".join(one.text for one in found)
    assert all(re.sub(r"\s+", " ", piece.strip()) in text for piece in joined.split("…"))
    assert passages("short", [Evidence(0, 5, "short")])[0].proves


@pytest.mark.parametrize(("value", "right"), [("2025", True), ("2025-02", True), ("2025-02-28", True), ("2025-02-30", False), ("2025-13", False), ("soon", False), ("٢٠٢٥", False)])
def test_days_are_of_the_calendar(value, right):
    assert correcting.is_day(value) == right
