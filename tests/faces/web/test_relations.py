"""Partnerships and alliances: the whole relation at a glance, in every language, with its twins."""

import csv
import io
import re

import pytest

from mithaq.faces.web import access
from mithaq.faces.web.asking import LOCAL
from mithaq.faces.web.brief import column_of
from mithaq.model.entry import Entry, Life
from mithaq.model.records import Commitment
from mithaq.model.span import Evidence
from mithaq.model.when import When

TOKEN = access.form_token(LOCAL)
RELATION = "/partnerships/IGO:AES/RUS"


def promised(life, deadline=None):
    words = Evidence(0, 5, "words")
    record = Commitment(evidence=[words], obligors=["RUS"], action=words, strength=4, deadline=When(deadline, deadline, "day", "explicit") if deadline else None)
    return Entry(id="c-1", kind="commitments", record=record, actors=[], tellings=[], life=life)


def test_the_whole_relation_stands_on_one_page(pages):
    found = pages.get(f"{RELATION}.json").json()
    shown = pages.get(RELATION).text
    assert "<h1>Alliance of Sahel States and Russia</h1>" in shown
    ids = {entry["id"] for part in ("sessions", "agreements", "given", "taken", "shared", "deliveries", "statements") for entry in found[part]}
    assert len(ids) > 20 and all(f"/entries/{one}" in shown for one in ids)
    assert 'href="/alliances/IGO%3AAES"' in shown


def test_what_is_overdue_comes_first_and_says_when_it_was_due(pages):
    shown = pages.get(RELATION).text
    assert len(pages.get(f"{RELATION}.json").json()["overdue"]) == shown.split('id="sessions"')[0].count('class="pledge late"') > 0
    assert "due 30 June 2025" in shown.split('id="sessions"')[0]


def test_a_claim_by_the_provider_alone_is_not_confirmed(pages):
    shown = pages.get(RELATION).text
    claimed, confirmed = shown.split('id="h-claimed"')[1].split('id="h-confirmed"')
    assert "fulfils the promise" in claimed and "proposed" in claimed
    assert "Nothing in the register" in confirmed.split("</section>")[0]


def test_the_order_of_sides_does_not_change_the_relation(pages):
    one, other = (pages.get(f"{path}.json").json() for path in (RELATION, "/partnerships/RUS/IGO:AES"))
    assert one["given"] == other["taken"] and one["sessions"] == other["sessions"]


def test_a_relation_before_the_register_began_is_empty(pages):
    assert pages.get(f"{RELATION}?as_of=2020-01-01").text.count("Nothing in the register") >= 4
    assert pages.get(f"{RELATION}?as_of=soon").status_code == 400


@pytest.mark.parametrize(("path", "status"), [("/partnerships/RUS/RUS", 400), ("/partnerships/RUS/nobody-at-all", 404), ("/alliances/RUS", 400)])
def test_what_is_no_relation_is_said(pages, path, status):
    assert pages.get(path).status_code == status
    assert pages.get(f"{path}.json").json()["error"]["code"]


def test_tables_of_relations(pages):
    table = list(csv.DictReader(io.StringIO(pages.get(f"{RELATION}.csv").content.decode("utf-8-sig"))))
    assert {"sessions", "agreements", "taken", "overdue"} <= {row["part"] for row in table}
    pairs = pages.get("/partnerships.json").json()["pairs"]
    assert any({pair["one"], pair["other"]} == {"MLI", "RUS"} for pair in pairs)


def test_the_alliance_page_names_members_roles_and_partners(pages):
    shown = pages.get("/alliances/IGO:AES", params={"lang": "ar"}).text
    assert all(name in shown for name in ("تحالف دول الساحل", "مالي", "النيجر", "بوركينا فاسو", "عضو مؤسس", "سبتمبر ٢٠٢٣", "Alliance of Sahel States"))
    assert "/partnerships/IGO%3AAES/RUS" in shown
    assert pages.get("/alliances/IGO:AES.json", params={"on": "2020-01-01"}).json()["members"] == []


def test_a_relation_is_found_by_names(pages):
    answer = pages.post("/partnerships", data={"one": "تحالف دول الساحل", "other": "Russia", "token": TOKEN}, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/partnerships/IGO%3AAES/RUS"
    assert pages.post("/partnerships", data={"one": "RUS", "other": "", "token": TOKEN}).status_code == 400


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_relations_are_whole_in_every_language(pages, language):
    shown = pages.get(RELATION, params={"lang": language}).text
    assert len(re.findall(r"<h1\b", shown)) == 1 and 'class="panel late"' in shown
    assert not re.search(r"\sstyle=|\son\w+=", shown)


@pytest.mark.parametrize(
    ("life", "deadline", "column"),
    [
        (Life(), None, "announced"), (Life(official="formalised"), None, "formalised"), (Life(official="declared_done"), "2026-01-01", "claimed"),
        (Life(official="declared_done"), "2025-01-01", "overdue"), (Life(evidence="fulfilled"), "2025-01-01", "fulfilled"), (Life(evidence="partial"), None, "partial"),
        (Life(official="denied"), "2025-01-01", "ended"),
    ],
)  # fmt: skip
def test_a_promise_stands_in_the_column_of_what_is_known(life, deadline, column):
    assert column_of(promised(life, deadline), "2025-06-01") == column
