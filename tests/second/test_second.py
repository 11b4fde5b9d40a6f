"""The second reader: asked only where it may be, kept only where its words stand in the report, shown beside the reader."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mithaq.errors import ReadingError, SourceError
from mithaq.faces.cli.main import main
from mithaq.model import Article, Reading
from mithaq.model.reading import RECORD_FIELDS
from mithaq.second.asking import Endpoint, ask
from mithaq.second.checking import checked
from mithaq.second.prompts import fields, messages

TEXT = "تعهدت تركيا بتقديم مساعدات إلى الصومال. وأدانت مصر الهجوم على مقديشو."
ANSWER: dict[str, Any] = {
    "actors": [
        {"id": "t", "kind": "state", "name": "تركيا", "code": "TUR"},
        {"id": "s", "kind": "state", "name": "الصومال", "code": "SOM"},
        {"id": "x", "kind": "state", "name": "فرنسا", "code": "FRA"},
        {"id": "m", "kind": "state", "name": "مقديشو", "code": "ZZZ"},
        {"id": "bad", "kind": "no such kind", "name": "مصر"},
    ],
    "commitments": [
        {"evidence": [{"text": "تعهدت تركيا بتقديم مساعدات إلى الصومال", "start": 900, "end": 1}], "obligors": ["t", "x"], "beneficiaries": ["s"], "action": {"text": "تقديم مساعدات"}, "strength": 4, "condition": {"text": "بشرط السلام"}},
        {"evidence": [{"text": "وعدت تركيا بالمال"}], "obligors": ["t"], "action": {"text": "تقديم مساعدات"}, "strength": 4},
        {"evidence": [{"text": "تعهدت تركيا"}], "obligors": ["x"], "action": {"text": "تقديم مساعدات"}, "strength": 4},
        {"evidence": [{"text": "تعهدت تركيا"}], "obligors": ["t"], "action": {"text": "تقديم مساعدات"}, "strength": "strong"},
    ],
    "events": [{"evidence": [{"text": "تعهدت تركيا"}], "actor": ["t"], "recipient": ["s"], "type": "AID", "trigger": {"text": "تعهدت"}, "rule": "promise", "confidence": 0.99, "review": {"state": "accepted", "by": "me"}}],
    "statements": "none",
    "offices": [None, 3, {"evidence": "x"}],
    "unknown": {"deep": [{"text": "x"}]},
}


class Stub(BaseHTTPRequestHandler):
    """Speaks as much of the protocol as is asked, and keeps what it was sent."""

    asked: list[tuple[str, str | None, dict[str, Any]]] = []
    status, content = 200, ""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, self.headers.get("Authorization"), body))
        raw = json.dumps({"id": "1", "object": "chat.completion", "choices": [{"index": 0, "message": {"role": "assistant", "content": self.content}}], "usage": {}}).encode() if self.status == 200 else b'{"error": "no model"}'
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(Stub, "asked", [])
    monkeypatch.setattr(Stub, "content", "```json\n" + json.dumps(ANSWER, ensure_ascii=False) + "\n```")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, ["second", *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def report(folder: Path) -> Path:
    (folder / "report.txt").write_text(TEXT, encoding="utf-8")
    return folder / "report.txt"


def proposed() -> Reading:
    return checked(Article(text=TEXT, id="r", language="ar"), json.dumps(ANSWER).encode(), "stub")


def test_words_that_do_not_stand_in_the_report_are_dropped_with_what_rests_on_them() -> None:
    reading = proposed()
    (commitment,) = reading.commitments
    assert TEXT[commitment.evidence[0].start : commitment.evidence[0].end] == commitment.evidence[0].text == "تعهدت تركيا بتقديم مساعدات إلى الصومال"
    assert commitment.obligors == ["t"] and commitment.beneficiaries == ["s"] and commitment.condition is None
    told = [(issue.code, issue.message) for issue in reading.issues]
    assert ("words-not-in-report", "commitments 1: «بشرط السلام» does not stand in the report") in told
    assert ("words-not-in-report", "commitments 2: «وعدت تركيا بالمال» does not stand in the report") in told
    assert [message.partition(":")[0] for code, message in told if code == "record-dropped"] == ["commitments 2", "commitments 3", "commitments 4", "offices 3"]


def test_actors_stand_in_the_report_and_codes_are_known() -> None:
    assert [(actor.id, actor.code) for actor in proposed().actors] == [("t", "TUR"), ("s", "SOM"), ("m", "UNK")]


def test_a_record_never_passes_for_one_of_the_reader_or_of_a_person() -> None:
    for record in proposed().records:
        assert record.rule == "second:stub" and record.review.state == "machine" and record.confidence == 0.5 and record.id.startswith("second-")
    assert Reading.from_json(proposed().to_json()) == proposed()


@pytest.mark.parametrize("answer", [b"", b"sorry", b"[1]", b"{", b"\xff", b"{" * 5_000, b'{"a": ' + b"[" * 100_000 + b"}"])
def test_an_answer_that_is_none_is_told(answer: bytes) -> None:
    with pytest.raises(ReadingError, match="D011"):
        checked(Article(text=TEXT), answer, "stub")


def test_the_request_holds_the_report_and_the_fields_of_every_kind() -> None:
    system, user = messages(Article(text=TEXT, url="https://secret.example/path", publisher="outlet"))
    assert json.loads(user["content"]) == {"published": None, "report": TEXT}
    assert all(f'"{kind}": [' in system["content"] for kind in RECORD_FIELDS)
    assert "strength*: number" in fields() and "action*: words" in fields() and "rule" not in fields() and "confidence" not in fields()


def test_both_coders_are_shown_side_by_side(tmp_path: Path, stub: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MITHAQ_SECOND_KEY", "k")
    result = run(report(tmp_path), "--endpoint", stub, "--model", "tiny", "-o", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert f"the whole text and date of 1 reports ({len(TEXT)} characters) is sent to this machine (model tiny); nothing else is" in result.stderr
    assert "commitments: 1 alike, 0 the reader's only, 0 the second's only, F1 1.00" in result.stdout
    # a promised gift is no AID for the reader
    assert "second only" in result.stdout and "reader only" in result.stdout and "dropped: " in result.stdout
    ((path, key, body),) = Stub.asked
    assert (path, key, body["model"], body["temperature"]) == ("/v1/chat/completions", "Bearer k", "tiny", 0)
    assert TEXT in body["messages"][1]["content"] and str(tmp_path) not in json.dumps(body)
    (kept,) = (tmp_path / "out").iterdir()
    assert {record.rule for record in Reading.from_json(kept.read_bytes()).records} == {"second:tiny"}


def test_the_reader_reads_as_without_it(tmp_path: Path, stub: str) -> None:
    both = json.loads(run(report(tmp_path), "--endpoint", stub, "--model", "tiny", "--json").stdout)
    alone = json.loads(CliRunner().invoke(main, ["read", str(report(tmp_path)), "--format", "json"]).stdout)
    assert both["reader"] == alone and both["second"]["commitments"]


def test_another_machine_is_asked_only_with_the_option(tmp_path: Path) -> None:
    result = run(report(tmp_path), "--endpoint", "https://models.example/v1", "--model", "tiny")
    assert result.exit_code == 1 and "[S021]" in result.stderr and "would leave this machine for models.example" in result.stderr and "--network" in result.stderr
    for url in ("ftp://localhost/v1", "localhost:8080", "http://localhost.evil.example/v1", "http://10.0.0.1/v1"):
        with pytest.raises(SourceError, match="S021"):
            ask(Endpoint(url=url, model="m"), Article(text=TEXT))


def test_a_server_that_fails_is_told(tmp_path: Path, stub: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stub, "status", 404)
    result = run(report(tmp_path), "--endpoint", stub, "--model", "tiny")
    assert result.exit_code == 1 and "[S027]" in result.stderr and "answers 404" in result.stderr
    monkeypatch.setattr(Stub, "status", 200)
    monkeypatch.setattr(Stub, "content", "")
    assert "an answer without words" in run(report(tmp_path), "--endpoint", stub, "--model", "tiny").stderr
    assert "cannot be asked" in run(report(tmp_path), "--endpoint", "http://127.0.0.1:9/v1", "--model", "tiny").stderr
