"""Calibration: the reliability of confidence, and fits that are drawn towards their priors."""

import tomllib

import msgspec
import pytest

from mithaq.coding.confidence import KindConfidence, confidence
from mithaq.evaluation import Outcome
from mithaq.evaluation.calibration import as_toml, cross_validated, fit, reliability
from mithaq.evaluation.report import reliability_table
from mithaq.model import Evidence
from mithaq.model.records import Event

WORDS = Evidence(0, 1, "x")


def outcome(rule: str, right: bool, sure: float = 0.5, report: str = "a", features: tuple[str, ...] = ()) -> Outcome:
    return Outcome(report, "events", Event(type="AID", evidence=[WORDS], trigger=WORDS, actor=[], rule=rule, confidence=sure), right, features)


def test_bins_predict_and_observe() -> None:
    found = reliability([outcome("x", True, 0.95), outcome("x", True, 0.95), outcome("x", False, 0.55), outcome("x", True, 0.55)], gold=5)
    assert [(b.records, round(b.predicted, 2), b.observed) for b in found.bins] == [(2, 0.55, 0.5), (2, 0.95, 1.0)]
    assert found.error == pytest.approx(0.05)
    assert [(at.threshold, at.records, at.precision, at.recall) for at in found.kept] == [(0.3, 4, 0.75, 0.6), (0.5, 4, 0.75, 0.6), (0.7, 2, 1.0, 0.4), (0.9, 2, 1.0, 0.4)]
    assert "expected calibration error 0.050" in reliability_table(found)


def test_nothing_read_is_no_error() -> None:
    assert reliability([], gold=3).bins == []


def test_a_rule_seen_seldom_stays_near_its_kind() -> None:
    often = [outcome("often", i % 4 != 0) for i in range(200)]
    shares = fit([*often, outcome("seldom", False)])["events"]
    assert 0.70 < shares.base < 0.76
    assert abs(shares.rule["seldom"] - shares.base) < abs(shares.rule["seldom"])
    assert shares.rule["often"] == pytest.approx(0.75, abs=0.02)


def test_a_feature_moves_the_odds_in_its_direction() -> None:
    outcomes = [outcome("x", bool(i % 5), features=("date:yes",)) for i in range(50)] + [outcome("x", not i % 5, features=("date:no",)) for i in range(50)]
    shares = fit(outcomes)["events"]
    assert shares.feature["date:yes"] > 0 > shares.feature["date:no"]
    table = {"events": shares}
    assert confidence("events", "x", ("date:yes",), table) > confidence("events", "x", (), table) > confidence("events", "x", ("date:no",), table)


def test_what_all_records_have_tells_nothing() -> None:
    assert fit([outcome("x", bool(i % 2), features=("same",)) for i in range(40)])["events"].feature == {}


def test_cross_validation_knows_nothing_of_the_report_it_rates() -> None:
    outcomes = [outcome("x", True, report="a") for _ in range(60)] + [outcome("x", False, report=name) for name in "bcdef" for _ in range(12)]
    sure = cross_validated(outcomes)
    assert len(sure) == len(outcomes) and sure[0] < 0.3


def test_the_file_reads_back() -> None:
    table = {"events": KindConfidence(0.5, 3, {"say": 0.6}, {"mode:None": -0.2})}
    text = as_toml(table, "note\n\nmore")
    assert text.startswith("# note\n#\n# more\n")
    assert msgspec.convert(tomllib.loads(text), dict[str, KindConfidence]) == table
