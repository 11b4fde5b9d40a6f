"""What a path holds to score against, told by its files, and the scores of all of it.

``ID.gold.json`` beside ``ID.json`` are gold readings; ``TYPE_gsr.csv`` the field's Arabic event sentences;
``plover_gsr.json`` its English event records; ``polnear_PART.jsonl`` attributions in English news;
``timex_COLLECTION_LANGUAGE.jsonl`` collections of time expressions.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mithaq.evaluation.arabic_events import EventScores, is_arabic_events, score_arabic_events
from mithaq.evaluation.attributions import AttributionScores, attribution_files, score_attributions
from mithaq.evaluation.expressions import ExpressionScores, expression_files, has_pack, score_expressions
from mithaq.evaluation.gold import Difference, Scores, evaluate, load_gold, plain
from mithaq.evaluation.plover_records import RecordScores, is_plover_records, score_plover_records
from mithaq.evaluation.rows import Row
from mithaq.model import Reading
from mithaq.reader import Reader


@dataclass
class Sets:
    """Gold readings and published sets found under some paths, and the scores of a reader on them.

    ``without_pack`` counts what was left out by language.
    """

    pairs: list[tuple[Row, Reading]] = field(default_factory=list)
    events: list[EventScores] = field(default_factory=list)
    records: list[RecordScores] = field(default_factory=list)
    attributions: list[AttributionScores] = field(default_factory=list)
    expressions: list[ExpressionScores] = field(default_factory=list)
    without_pack: Counter[str] = field(default_factory=Counter)

    @property
    def readings(self) -> Scores | None:
        """The scores on gold readings, None without any."""
        return evaluate(self.pairs) if self.pairs else None

    def errors(self, readings: Scores | None) -> list[dict[str, Any]]:
        """Return everything read otherwise than the sets say, one entry each, with its words."""
        texts = {reading.article.id: reading.article.text for _, reading in self.pairs}
        found = [_difference(one, texts[one.report]) for one in (readings.differences if readings else ())]
        published: list[EventScores | RecordScores | AttributionScores | ExpressionScores] = [*self.events, *self.records, *self.attributions, *self.expressions]
        return [*found, *(error for scores in published for error in scores.errors)]

    def __bool__(self) -> bool:
        """Whether anything was scored."""
        return bool(self.pairs or self.events or self.records or self.attributions or self.expressions)


def _difference(one: Difference, text: str) -> dict[str, Any]:
    """Return a difference as JSON can hold it."""
    spans = (one.gold or one.got or {}).get("spans", ())
    words = [text[start:end] for start, end in spans]
    return {"set": "readings", "report": one.report, "kind": one.kind, "fault": one.fault, "words": words, "gold": plain(one.gold), "read": plain(one.got)}


def add_sets(path: Path, reader: Reader, sets: Sets) -> None:
    """Read and score everything that a folder or a gold file holds.

    Raises:
        SourceError: if it holds nothing to score against.
    """
    folders = [path, *sorted(folder for folder in path.rglob("*") if folder.is_dir())] if path.is_dir() else []
    events = [folder for folder in folders if is_arabic_events(folder)]
    records = [folder for folder in folders if is_plover_records(folder)]
    attributions = [found for folder in folders if (found := attribution_files(folder))]
    files = [expression_files(folder) for folder in folders]
    if not path.is_dir() or any(path.rglob("*.gold.json")) or not (events or records or attributions or any(files)):
        _add_readings(path, reader, sets)
    for folder in events:
        sets.events.append(score_arabic_events(folder, reader))
    for folder in records:
        sets.records.append(score_plover_records(folder, reader))
    for found in attributions:
        sets.attributions.append(score_attributions(found, reader))
    for by_language in files:
        for language, paths in by_language.items():
            if has_pack(language):
                sets.expressions.append(score_expressions(paths, language))
            else:
                sets.without_pack[f"files of expressions in {language}"] += len(paths)


def _add_readings(path: Path, reader: Reader, sets: Sets) -> None:
    """Read the articles of gold readings; a language without a pack is counted, not read."""
    for article, gold in load_gold(path):
        language = article.language or reader.detect(article.text)
        if language in reader.packs:
            sets.pairs.append((gold, reader.read(article)))
        else:
            sets.without_pack[f"reports in {language or 'no known language'}"] += 1
