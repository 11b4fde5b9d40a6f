"""The sample reports: sound gold made by hand, whole readings frozen, scores that may only rise."""

import datetime
import functools
import json
from pathlib import Path
from typing import Any

import pytest

from mithaq.evaluation import evaluate, load_gold
from mithaq.model import Article, Reading
from mithaq.model.reading import RECORD_FIELDS
from mithaq.reader import Reader

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
ARABIC = ("aid_pledge", "attack", "consultations", "mediation", "sanctions", "visit")
FRENCH = ("fr_aide", "fr_attaque", "fr_condamnation", "fr_mediation", "fr_sanctions", "fr_visite")
ENGLISH = ("en_aid", "en_attack", "en_condemnation", "en_mediation", "en_sanctions", "en_visit")
NAMES = (*ARABIC, *FRENCH, *ENGLISH)
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
ADVICE = "look at the difference; if it is right, «make golden» freezes it"


@functools.cache
def reader() -> Reader:
    return Reader(["ar", "fr", "en"])


@functools.cache
def golden(name: str) -> tuple[Article, dict[str, Any]]:
    ((article, gold),) = load_gold(folder(name) / f"{name}.gold.json")
    return article, gold


def folder(name: str) -> Path:
    return SAMPLES / "fr" if name in FRENCH else SAMPLES / "en" if name in ENGLISH else SAMPLES


def spans_of(record: dict[str, Any]) -> list[list[int]]:
    return record.get("spans") or [record["span"]]


@pytest.mark.parametrize("names", [ARABIC, FRENCH, ENGLISH])
def test_there_is_a_gold_for_every_sample(names: tuple[str, ...]) -> None:
    assert sorted(path.name for path in folder(names[0]).iterdir() if path.is_file()) == sorted(f"{name}{end}" for name in names for end in (".json", ".gold.json"))


@pytest.mark.parametrize("names", [ARABIC, FRENCH, ENGLISH])
def test_samples_are_of_different_years_and_countries(names: tuple[str, ...]) -> None:
    golds = [golden(name)[1] for name in names]
    assert len({gold["published"][:4] for gold in golds}) == len(names)
    actors = [{code for event in gold["events"] for code in event["actor"] if len(code) == 3 and code != "UNK"} for gold in golds]
    assert all(first != second for at, first in enumerate(actors) for second in actors[at + 1 :])


@pytest.mark.parametrize("name", NAMES)
def test_sample_has_the_length_of_a_report(name: str) -> None:
    assert 120 <= len(golden(name)[0].text.split()) <= 350


@pytest.mark.parametrize("name", NAMES)
def test_gold_quotes_its_article(name: str) -> None:
    article, gold = golden(name)
    for kind in (*RECORD_FIELDS, "negatives"):
        for record in gold[kind]:
            assert [article.text[start:end] for start, end in spans_of(record)] == record["words"]
            assert all(words == words.strip(" .،«»\n") or "«" in words for words in record["words"])
            for person in (record.get("person"), record.get("speaker"), *record.get("persons", [])):
                assert person is None or person in article.text
    assert datetime.date.fromisoformat(gold["published"])


@pytest.mark.parametrize("name", NAMES)
def test_reading_is_the_frozen_one(name: str) -> None:
    frozen = HERE / "readings" / f"{name}.json"
    reading = reader().read(json_article(name))
    assert Reading.from_json(frozen.read_bytes()) == reading, ADVICE
    assert frozen.read_text(encoding="utf-8") == reading.to_json(indent=1).decode() + "\n", ADVICE


def json_article(name: str) -> Article:
    """Return a sample as ``mithaq read`` takes it, with title and publisher."""
    from mithaq.sources.files import read_articles

    path = folder(name) / f"{name}.json"
    (article,) = read_articles(path, path.read_bytes())
    return article


@pytest.mark.parametrize("name", NAMES)
def test_scores_do_not_fall(name: str) -> None:
    article, gold = golden(name)
    counts = evaluate([(gold, reader().read(article))]).all
    for level, floor in FLOORS[name].items():
        assert round(counts.prf(level)[2], 2) >= floor, f"{level} F1 below its floor: mend it, or lower it with a reason by tools/golden.py"
