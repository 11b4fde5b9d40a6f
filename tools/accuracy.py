"""Write ``docs/accuracy.md``: what a reader reaches on every set under a gold folder.

    python tools/accuracy.py GOLD [-o FILE]

GOLD holds folders of gold readings (one per language) and of published sets. What it holds
is told by its files; the document names no path. What is written by hand in ``error_analysis.md`` beside FILE ends it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from mithaq.errors import SourceError
from mithaq.evaluation import Scores
from mithaq.evaluation.arabic_events import FIELDS, NEGATIVES, EventScores, Shares
from mithaq.evaluation.attributions import AttributionScores
from mithaq.evaluation.calibration import Reliability, cross_validated, reliability
from mithaq.evaluation.expressions import ExpressionScores
from mithaq.evaluation.plover_records import MEASURES, RecordScores
from mithaq.evaluation.sets import Sets, add_sets
from mithaq.packs import loader
from mithaq.reader import Reader

DOCUMENT = Path(__file__).parents[1] / "docs" / "accuracy.md"
# written by hand, beside the document
ANALYSIS = "error_analysis.md"
HEAD = """# Accuracy

What version {version} reaches on development gold. Made by `make accuracy GOLD=folder`; do not edit by hand.

The development gold was coded by one careful reader per report and serves for learning from errors, so these figures
flatter: expect less on reports that nobody has worked with. How pairs are made and what strict and relaxed mean stands in
`src/mithaq/evaluation/rows.py`; the rules for each published set stand at the top of its module.
"""
# what others report on the same kind of sentences, on the whole set where the reader was measured on half of it
PEERS = """Others on this task, as published or measured with their own programs: a linear model trained on the sentences
(TF-IDF and logistic regression) F1 .66 against all negatives and .85 against easy ones for ASSAULT, .33 and .47 for
PROTEST; a keyword list .24 and .12 against all; UniversalPetrarch for Arabic finds the event in 16.9 % of the ASSAULT and
3.7 % of the PROTEST sentences and gets source code, target code and whole triple right in 0.9 %, 4.0 % and 0.3 % of all.
"""


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table; the first column is text, the others are numbers."""
    names = list(header)
    lines = [names, [":--", *["--:"] * (len(names) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def readings(name: str, scores: Scores) -> Iterator[str]:
    """Yield the section of gold readings of one folder."""
    yield f"## Gold readings: {name}, {scores.reports} reports" if scores.reports > 1 else f"## Gold readings: {name}, one report"
    intervals, rows = scores.intervals(), []
    for kind, counts in (*scores.kinds.items(), ("all", scores.all)):
        low, high = intervals[kind]
        cells = [f"{value:.2f}" for level in ("strict", "relaxed") for value in counts.prf(level)]
        slots = "" if kind == "all" else ", ".join(f"{slot} {hit}/{of}" for slot, (hit, of) in counts.slots.items())
        rows.append([kind, str(counts.gold), str(counts.got), *cells, f"{low:.2f}–{high:.2f}" if scores.reports > 1 else "", slots])
    yield table(["record", "gold", "read", "strict P", "R", "F1", "relaxed P", "R", "F1", "95 % of F1", "slots"], rows)


def calibration(scores: Scores) -> Iterator[str]:
    """Yield the section on confidence: as read, and refitted on the other reports."""
    gold = scores.all.gold
    yield "## Confidence"
    yield "How often records of a confidence are right (relaxed), as read and when fitted on the other reports."
    found = {"as read": reliability(scores.outcomes, gold), "cross-validated": reliability(scores.outcomes, gold, cross_validated(scores.outcomes))}
    for name, one in found.items():
        yield f"**{name}**: expected calibration error {one.error:.3f}, Brier score {one.brier:.3f}"
        yield from _reliability(one)


def _reliability(found: Reliability) -> Iterator[str]:
    """Yield bins and thresholds."""
    yield table(["confidence", "records", "predicted", "observed"], ([f"{b.low:.1f}–{b.high:.1f}", str(b.records), f"{b.predicted:.2f}", f"{b.observed:.2f}"] for b in found.bins))
    yield table(["kept from", "records", "precision", "recall"], ([f"{at.threshold:.1f}", str(at.records), f"{at.precision:.2f}", f"{at.recall:.2f}"] for at in found.kept))


def events(scores: EventScores) -> Iterator[str]:
    """Yield the section on the Arabic event sentences."""
    yield "## The field's Arabic event sentences"
    rows = []
    for kind, detection in scores.detection.items():
        cells = [f"{value:.2f}" for labels in NEGATIVES.values() for value in detection.prf(labels)]
        rows.append([kind, *cells, *(f"{detection.read[label]}/{of}" for label, of in sorted(detection.sentences.items()))])
    labels = sorted(next(iter(scores.detection.values())).sentences) if scores.detection else []
    heads = [f"{letter}{f' vs {name}' if letter == 'P' else ''}" for name in NEGATIVES for letter in ("P", "R", "F1")]
    yield "An event of the type that took or takes place is read in the sentence:"
    yield table(["detection", *heads, *labels], rows)
    yield "Who did it to whom, against the annotator that agrees best; «people» is one annotator against the others:"
    yield table(["parties", "found", "verb", *FIELDS, "triple"], _parties(scores))
    yield PEERS.strip()


def _parties(scores: EventScores) -> Iterator[list[str]]:
    """Yield the rows of who did it to whom."""
    names = ("found", "verb", *FIELDS, "triple")
    for kind, parties in scores.parties.items():
        yield [kind, *(_share(parties.reader.get(name)) for name in names)]
        yield [f"{kind}, found only", *(_share(parties.reader.get(name), found=True) for name in names)]
        yield [f"{kind}, people", *("" if name == "found" else _share(parties.people.get(name)) for name in names)]


def _share(shares: Shares | None, *, found: bool = False) -> str:
    """Return a share and what it is of."""
    of = 0 if shares is None else shares.found if found else shares.of
    return f"{shares.right / of:.2f} of {of}" if shares is not None and of else ""


def records(scores: RecordScores) -> Iterator[str]:
    """Yield the section on the English event records."""
    yield "## The field's English event records (PLOVER)"
    yield table(["", *MEASURES, "events per sentence"], [["read", *(_share(scores.shares[name]) for name in MEASURES), f"{scores.per_sentence:.2f}"]])
    yield "Types found: " + ", ".join(f"{kind} {share.right} of {share.of}" for kind, share in sorted(scores.types.items())) + "."
    yield "A dependency coder with its full dictionaries reaches type .50, source .57, target .58, whole .24 on the whole set."


def attributions(scores: AttributionScores) -> Iterator[str]:
    """Yield the section on attributions in English news."""
    yield f"## Attributions in English news (PolNeAR), {scores.texts} texts"
    rows = [[name, *(f"{value:.2f}" for value in tally.prf)] for name, tally in (("content", scores.content), ("words", scores.words))]
    yield table(["", "P", "R", "F1"], rows)
    yield f"Sources right: {_share(scores.source)}; of paired attributions {_share(scores.source, found=True)}."


def expressions(all_scores: list[ExpressionScores]) -> Iterator[str]:
    """Yield the section on time expressions."""
    yield "## Dates and periods: the Duckling and Recognizers-Text collections"
    rows = ([s.language, f"{s.share:.3f}", *(str(s.verdicts[name]) for name in ("right", "wrong", "missed")), str(sum(s.left_out.values()))] for s in all_scores)
    yield table(["language", "share right", "right", "wrong", "missed", "left out"], rows)
    for scores in all_scores:
        yield f"Left out in {scores.language}: " + ", ".join(f"{reason} {count}" for reason, count in scores.left_out.most_common()) + "."


def document(gold: Path, reader: Reader) -> str:
    """Return the whole document."""
    parts, published = [HEAD.format(version=version("mithaq")).strip()], Sets()
    arabic: Scores | None = None
    for path in sorted(path for path in gold.iterdir() if path.is_dir() or path.name.endswith(".gold.json")):
        sets = Sets()
        try:
            add_sets(path, reader, sets)
        except SourceError:
            continue
        published.events += sets.events
        published.records += sets.records
        published.attributions += sets.attributions
        published.expressions += sets.expressions
        scores = sets.readings
        if scores is not None:
            parts += readings(path.name.removesuffix(".gold.json"), scores)
            arabic = scores if arabic is None or scores.reports > arabic.reports else arabic
    parts += calibration(arabic) if arabic is not None else ()
    for told in published.events:
        parts += events(told)
    for scored in published.records:
        parts += records(scored)
    for attributed in published.attributions:
        parts += attributions(attributed)
    parts += expressions(published.expressions) if published.expressions else ()
    return "\n\n".join(parts) + "\n"


def analysis(folder: Path) -> str:
    """Return the error analysis written by hand in a folder, as the end of the document; empty if there is none."""
    path = folder / ANALYSIS
    return f"\n{path.read_text(encoding='utf-8').strip()}\n" if path.is_file() else ""


def main() -> None:
    """Measure and write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("-o", "--output", type=Path, default=DOCUMENT)
    given = arguments.parse_args()
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(document(given.gold, Reader(loader.languages())) + analysis(given.output.parent), encoding="utf-8")


if __name__ == "__main__":
    main()
