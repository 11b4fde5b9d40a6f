"""The API: decisions kept and taken back, and whatever its own description allows answered without an error of the server."""

import json
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from mithaq.faces.team.accounts import Accounts
from mithaq.faces.web.app import make_app

BY = {"by": "أمينة"}


@pytest.fixture(scope="module")
def place(story, tmp_path_factory):
    return shutil.copy(story, tmp_path_factory.mktemp("api") / "story.db")


@pytest.fixture(scope="module")
def api(place):
    with TestClient(make_app(place), base_url="http://127.0.0.1:8400") as client:
        yield client


def test_decisions_are_kept_and_taken_back(api):
    asked = next(one for one in api.get("/api/v1/queue?limit=50").json() if one["about"] == "entry")["id"]
    done = api.post(f"/api/v1/entries/{asked}/decisions", json={"decision": "correct", "changes": {"actuality": "planned"}, "note": "لماذا", **BY})
    assert done.status_code == 201
    entry = api.get(f"/api/v1/entries/{asked}").json()
    assert (entry["record"]["actuality"], entry["review"]["by"]) == ("planned", "أمينة")
    assert api.get("/api/v1/decisions").json()[0]["note"] == "لماذا"
    assert api.post(f"/api/v1/decisions/{done.json()['decision']}/undo", json=BY).status_code == 201
    assert api.get(f"/api/v1/entries/{asked}").json()["review"]["state"] == "machine"


def test_records_are_added_and_entries_joined_and_parted(api):
    key = api.get("/api/v1/reports").json()["reports"][0]["key"]
    text = api.get(f"/api/v1/reports/{key}").json()["reading"]["article"]["text"]
    sent = {"kind": "commitments", "words": [[0, len(text.split()[0])]], "fields": {"obligors": ["RUS"], "strength": 4}, **BY}
    number = api.post(f"/api/v1/reports/{key}/records", json=sent).json()["decision"]
    assert any(one["rule"] == "added" for one in api.get(f"/api/v1/reports/{key}").json()["reading"]["commitments"])
    assert api.post(f"/api/v1/decisions/{number}/undo", json=BY).status_code == 201
    one, other = [row["id"] for row in api.get("/api/v1/entries?kind=events&size=2").json()["entries"]]
    assert api.post(f"/api/v1/entries/{one}/merge", json={"other": other, **BY}).status_code == 201
    kept = api.get(f"/api/v1/entries/{other}").json()
    assert kept["id"] == api.get(f"/api/v1/entries/{one}").json()["id"]
    assert api.post(f"/api/v1/entries/{kept['id']}/split", json={"other": kept["tellings"][-1]["id"], **BY}).status_code == 201


@pytest.mark.parametrize("sent", [{}, {"decision": "king"}, {"decision": "accept"}, {"decision": "accept", "by": " "}, {"decision": "accept", "by": "a", "more": 1}, [], "x"])
def test_what_cannot_be_meant_is_told(api, sent):
    answer = api.post("/api/v1/entries/no-such/decisions", json=sent)
    assert answer.status_code == 400 and answer.json()["error"]["status"] == 400


@pytest.mark.parametrize("asked", ["/queue?limit=0", f"/queue?limit={-(10**30)}", f"/decisions?limit={10**30}", "/queue?by=" + "x" * 501, "/entries/" + "x" * 201])
def test_what_is_out_of_bounds_is_told_as_the_description_says(api, asked):
    answer = api.get(f"/api/v1{asked}")
    assert answer.status_code == 400 and answer.json()["error"]["status"] == 400
    shape = api.get("/api/openapi.json").json()["paths"]["/api/v1/queue"]["get"]["responses"]["400"]["content"]["application/json"]["schema"]
    assert shape["$ref"].endswith("Failed")


def test_a_method_that_a_path_does_not_have_is_refused_with_those_it_has(api):
    answer = api.request("TRACE", "/api/v1/entries")
    assert answer.status_code == 405 and "GET" in answer.headers["allow"]


def test_a_decision_of_another_site_is_refused(api):
    sent = {"decision": "accept", **BY}
    assert api.post("/api/v1/entries/x/decisions", json=sent, headers={"Origin": "http://evil.example"}).status_code == 403


def test_tokens_bound_what_is_decided(place, tmp_path):
    pytest.importorskip("argon2")
    accounts = Accounts(tmp_path / "a")
    coder = accounts.add("Karim", "a lamp on a far hill", "coder")
    read, review = accounts.issue(coder, "", "read"), accounts.issue(coder, "", "edit")
    client = TestClient(make_app(place, accounts=accounts), base_url="http://127.0.0.1:8400")
    asked = client.get("/api/v1/queue", headers={"Authorization": f"Bearer {read}"}).json()[-1]
    path = f"/api/v1/entries/{asked['entries'][0]['id']}"

    def send(token, rest, **fields):
        return client.post(path + rest, json=fields, headers={"Authorization": f"Bearer {token}"} if token else {}).status_code

    assert send("", "/decisions", decision="accept") == 401 and send(read, "/decisions", decision="accept") == 403
    assert send(review, "/merge", other="x") == 403
    assert send(review, "/decisions", decision="accept", by="somebody else") == 201
    assert client.get("/api/v1/decisions", headers={"Authorization": f"Bearer {read}"}).json()[0]["by"] == "Karim"
    session = accounts.begin_session(coder)
    assert client.post(path + "/decisions", json={"decision": "accept"}, headers={"Cookie": f"mithaq={session}"}).status_code == 403
    assert {deed.status for deed in accounts.deeds()[0]} >= {201, 403}


plain = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.sampled_from(["RUS", "accept", "correct", "events", "2025-04", "\x00", "\u202e"]))
values = st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=6)


def fitting(schema, whole):
    """Values as a schema describes them, now and then others."""
    if "$ref" in schema:
        schema = whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | values
    if "oneOf" in schema or "anyOf" in schema:
        return st.one_of(*(fitting(one, whole) for one in schema.get("oneOf") or schema["anyOf"]))
    if schema.get("type") == "object" and "properties" in schema:
        return st.fixed_dictionaries({}, optional={name: fitting(one, whole) for name, one in schema["properties"].items()})
    if schema.get("type") == "array":
        return st.lists(fitting(schema.get("items", {}), whole), max_size=3) | values
    return values


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_that_the_description_allows_is_an_error_of_the_server(api, data):
    whole = api.get("/api/openapi.json").json()
    operations = [(path, method, one) for path, methods in sorted(whole["paths"].items()) for method, one in sorted(methods.items())]
    path, method, operation = data.draw(st.sampled_from(operations), label="operation")
    known = {"key": api.get("/api/v1/reports").json()["reports"][0]["key"], "id": api.get("/api/v1/entries").json()["entries"][0]["id"], "number": "1"}
    query = {}
    for one in operation.get("parameters", []):
        if one["in"] == "path":
            path = path.replace("{" + one["name"] + "}", data.draw(st.sampled_from([known[one["name"]], "no-such", "1"])))
        elif data.draw(st.booleans()):
            query[one["name"]] = str(data.draw(fitting(one["schema"], whole)))
    body = data.draw(fitting(operation["requestBody"]["content"]["application/json"]["schema"], whole)) if "requestBody" in operation else None
    # written as Python writes it: what JSON has no word for, as Infinity, is sent too
    sent = {} if body is None else {"content": json.dumps(body), "headers": {"Content-Type": "application/json"}}
    answer = api.request(method.upper(), path, params=query, **sent)
    assert answer.status_code < 500, (method, path, query, body, answer.text[:400])
    assert answer.headers["content-type"].startswith("application/json")
