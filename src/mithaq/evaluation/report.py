"""Scores as text for a terminal and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mithaq.evaluation.arabic_events import FIELDS, NEGATIVES, EventScores, Shares
from mithaq.evaluation.attributions import AttributionScores
from mithaq.evaluation.calibration import Reliability
from mithaq.evaluation.expressions import ExpressionScores
from mithaq.evaluation.gold import Counts, Scores
from mithaq.evaluation.plover_records import RecordScores

_SHARES = ("found", "verb", *FIELDS, "triple")


def readings_table(scores: Scores) -> str:
    """Return a line per record kind: precision, recall, F1, the interval of the relaxed F1, and the slots."""
    lines = [f"{scores.reports} reports", f"{'kind':13}{'gold':>6}{'got':>6} |{'strict P':>9}{'R':>6}{'F1':>6} |{'relaxed P':>10}{'R':>6}{'F1':>6}  95% of F1     slots"]
    intervals = scores.intervals()
    for name, counts in _rows(scores):
        s, r = counts.prf("strict"), counts.prf("relaxed")
        slots = "" if name == "all" else " ".join(f"{slot} {hit}/{of}" for slot, (hit, of) in counts.slots.items())
        low, high = intervals[name]
        line = f"{name:13}{counts.gold:6}{counts.got:6} |{s[0]:9.2f}{s[1]:6.2f}{s[2]:6.2f} |{r[0]:10.2f}{r[1]:6.2f}{r[2]:6.2f}  [{low:.2f}, {high:.2f}]  {slots}"
        lines.append(line.rstrip())
    return "\n".join(lines)


def readings_data(scores: Scores) -> dict[str, Any]:
    """Return the same per record kind as plain data."""
    intervals = scores.intervals()
    return {
        name: {
            "gold": c.gold, "got": c.got, "strict": c.prf("strict"), "relaxed": c.prf("relaxed"), "interval": intervals[name],
            "slots": {} if name == "all" else dict(c.slots),
        }
        for name, c in _rows(scores)
    }  # fmt: skip


def _rows(scores: Scores) -> Iterator[tuple[str, Counts]]:
    """Yield the counts per kind and over all."""
    yield from scores.kinds.items()
    yield "all", scores.all


def events_table(scores: EventScores) -> str:
    """Return detection and parties of the Arabic event sentences."""
    lines = ["Arabic event sentences", f"{'detection':13}" + "".join(f"{'P, R, F1 vs ' + name:>22}" for name in NEGATIVES)]
    for kind, detection in scores.detection.items():
        cells = "".join(f"{p:10.2f}{r:6.2f}{f:6.2f}" for p, r, f in (detection.prf(labels) for labels in NEGATIVES.values()))
        told = ", ".join(f"{label} {detection.read[label]}/{of}" for label, of in sorted(detection.sentences.items()))
        lines.append(f"{kind:13}{cells}   read in {told}")
    lines += ["", f"{'parties':13}" + "".join(f"{name:>15}" for name in _SHARES)]
    for kind, parties in scores.parties.items():
        lines.append(f"{kind:13}" + "".join(f"{_share(parties.reader.get(name)):>15}" for name in _SHARES))
        lines.append(f"{'  found only':13}" + "".join(f"{_share(parties.reader.get(name), found=True):>15}" for name in _SHARES))
        lines.append(f"{'  people':13}" + "".join(f"{'' if name == 'found' else _share(parties.people.get(name)):>15}" for name in _SHARES))
    return "\n".join(lines)


def _share(shares: Shares | None, *, found: bool = False) -> str:
    """Return a share with what it is a share of; ``found`` leaves out where no event was found."""
    if shares is None:
        return "-"
    of = shares.found if found else shares.of
    return f"{shares.right / of:.2f} {shares.right}/{of}" if of else "-"


def events_data(scores: EventScores) -> dict[str, Any]:
    """Return the same as plain data."""
    return {
        kind: {
            "sentences": detection.sentences, "read": detection.read, **{name: detection.prf(labels) for name, labels in NEGATIVES.items()},
            "parties": _parties_data(scores, kind),
        }
        for kind, detection in scores.detection.items()
    }  # fmt: skip


def _parties_data(scores: EventScores, kind: str) -> dict[str, dict[str, list[int]]]:
    """Return right, compared and found of every field, for the reader and for people."""
    parties = scores.parties.get(kind)
    if parties is None:
        return {}
    sides = {"reader": parties.reader, "people": parties.people}
    return {who: {name: [s.right, s.of, s.found] for name, s in shares.items()} for who, shares in sides.items()}


def records_table(scores: RecordScores) -> str:
    """Return the shares of the PLOVER event records, and how often each type was found."""
    shares = ", ".join(f"{name} {_share(share)}" for name, share in scores.shares.items())
    types = ", ".join(f"{kind} {share.right}/{share.of}" for kind, share in sorted(scores.types.items()))
    return f"PLOVER event records: {shares}; {scores.per_sentence:.2f} events per sentence\n  types: {types}"


def records_data(scores: RecordScores) -> dict[str, Any]:
    """Return the same as plain data."""
    groups = {"shares": scores.shares, "types": scores.types}
    return {"per_sentence": scores.per_sentence, **{group: {name: [s.right, s.of] for name, s in shares.items()} for group, shares in groups.items()}}


def attributions_table(scores: AttributionScores) -> str:
    """Return how well attributions were read."""
    told = (f"{name} P {p:.2f} R {r:.2f} F1 {f:.2f}" for name, (p, r, f) in (("content", scores.content.prf), ("words", scores.words.prf)))
    return f"attributions in {scores.texts} texts: {', '.join(told)}, source {_share(scores.source)}, in pairs {_share(scores.source, found=True)}"


def attributions_data(scores: AttributionScores) -> dict[str, Any]:
    """Return the same as plain data."""
    source = scores.source
    return {"texts": scores.texts, "content": scores.content.prf, "words": scores.words.prf, "source": [source.right, source.of, source.found]}


def expressions_table(scores: ExpressionScores) -> str:
    """Return how many expressions of a language were right."""
    counted, left = sum(scores.verdicts.values()), sum(scores.left_out.values())
    verdicts = ", ".join(f"{name} {scores.verdicts[name]}" for name in ("right", "wrong", "missed"))
    reasons = ", ".join(f"{name} {count}" for name, count in scores.left_out.most_common())
    return f"expressions {scores.language}: {scores.share:.2f} of {counted} right ({verdicts}); left out {left} ({reasons})"


def expressions_data(scores: ExpressionScores) -> dict[str, Any]:
    """Return the same as plain data."""
    return {"language": scores.language, "share": scores.share, "verdicts": dict(scores.verdicts), "left_out": dict(scores.left_out)}


def reliability_table(found: Reliability) -> str:
    """Return the reliability of confidence: bins, calibration error, precision and recall at thresholds."""
    lines = [f"{'confidence':13}{'records':>9}{'predicted':>11}{'observed':>10}"]
    lines += [f"{one.low:.1f} to {one.high:.1f}   {one.records:9}{one.predicted:11.2f}{one.observed:10.2f}" for one in found.bins]
    lines.append(f"expected calibration error {found.error:.3f}, Brier score {found.brier:.3f}")
    lines += ["", f"{'from':13}{'records':>9}{'precision':>11}{'recall':>10}"]
    lines += [f"{at.threshold:<13.1f}{at.records:9}{at.precision:11.2f}{at.recall:10.2f}" for at in found.kept]
    return "\n".join(lines)


def reliability_data(found: Reliability) -> dict[str, Any]:
    """Return the same as plain data."""
    return {"error": found.error, "brier": found.brier, "bins": [one._asdict() for one in found.bins], "kept": [at._asdict() for at in found.kept]}
