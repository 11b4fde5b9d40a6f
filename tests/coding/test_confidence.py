"""Confidence of records: the shipped shares, unknown rules and kinds, features of records."""

from pathlib import Path

import pytest

from mithaq.coding.confidence import HIGHEST, LOWEST, KindConfidence, confidence, features_of, load_confidence
from mithaq.errors import PackError
from mithaq.model import Actor, Evidence, When
from mithaq.model.reading import RECORD_FIELDS
from mithaq.model.records import Event, Statement

WORDS = Evidence(0, 1, "x")
TABLE = {"events": KindConfidence(0.5, 10, {"aid": 0.8, "sure": 0.99}, {"date:yes": 1.0})}


def test_shipped_shares_are_probabilities() -> None:
    table = load_confidence()
    assert set(table) <= set(RECORD_FIELDS)
    for shares in table.values():
        assert all(0 < share < 1 for share in (shares.base, *shares.rule.values()))
    assert all(LOWEST <= confidence(kind, "no such rule") <= HIGHEST for kind in RECORD_FIELDS)


@pytest.mark.parametrize(
    ("kind", "rule", "features", "sure"),
    [
        ("events", "aid", (), 0.8),
        ("events", "unknown", (), 0.5),
        ("events", "unknown", ("date:yes", "unheard:of"), 0.731),
        ("events", "sure", ("date:yes",), HIGHEST),
        ("meetings", "aid", (), 0.5),
    ],
)
def test_confidence(kind: str, rule: str, features: tuple[str, ...], sure: float) -> None:
    assert confidence(kind, rule, features, TABLE) == sure


def test_features_tell_actors_and_fields() -> None:
    actors = {"a": Actor(id="a", kind="state", name="A", code="EGY"), "u": Actor(id="u", kind="group", name="?", code="UNK")}
    event = Event(type="AID", evidence=[WORDS, WORDS], trigger=WORDS, actor=["a", "u"], date=When("2025"))
    found = features_of(event, actors)
    assert {"type:AID", "actuality:done", "actor:two", "actor:state", "actor:unknown", "recipient:none", "date:yes", "evidence:several"} <= set(found)
    said = features_of(Statement(form="direct", evidence=[WORDS], content=WORDS), actors)
    assert {"form:direct", "speaker:none", "date:no", "evidence:one"} <= set(said)
    assert found == features_of(event, actors)


def test_broken_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "confidence.toml").write_text('[events]\nbase = "high"\n', encoding="utf-8")
    with pytest.raises(PackError, match=r"P003.*confidence\.toml"):
        load_confidence(tmp_path)
