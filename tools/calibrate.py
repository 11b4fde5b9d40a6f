"""Fit the confidence of records on development gold and write ``packs/shared/confidence.toml``.

    python tools/calibrate.py GOLD... [--dry]

GOLD are folders of gold readings. Prints how well the records' present confidence, and a fit on the other reports
(cross-validated), agree with what is right; ``--dry`` writes nothing. Run it again whenever the coders or packs change.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from mithaq.coding.confidence import FILE
from mithaq.evaluation import Outcome, evaluate, load_gold
from mithaq.evaluation.calibration import (
    KIND_PRIOR,
    RIDGE,
    RULE_PRIOR,
    as_toml,
    cross_validated,
    fit,
    reliability,
)
from mithaq.packs import loader
from mithaq.reader import Reader

NOTE = f"""How sure records are, by kind, rule and feature. Read by coding/confidence.py.
Made by tools/calibrate.py from development gold; run it again instead of editing this file.

base: the share of a kind's records that were right, drawn towards that of all kinds by {KIND_PRIOR:g} records
rule: the share of a rule's records, drawn towards base by {RULE_PRIOR:g} records
feature: what a property adds to the log-odds of the rule's share (ridge {RIDGE:g})"""


def told(name: str, outcomes: Sequence[Outcome], gold: int, predicted: Sequence[float] | None = None) -> None:
    """Print how well one set of confidences agrees with what is right."""
    found = reliability(outcomes, gold, predicted)
    kept = "  ".join(f"{at.threshold:.1f}: {at.precision:.2f}/{at.recall:.2f}" for at in found.kept)
    print(f"{name:16} calibration error {found.error:.3f}  Brier {found.brier:.3f}  precision/recall from {kept}")


def main() -> None:
    """Fit, print, write."""
    reader = Reader(loader.languages())
    pairs = [(gold, reader.read(article)) for path in sys.argv[1:] if path != "--dry" for article, gold in load_gold(Path(path))]
    scores = evaluate(pairs)
    outcomes, gold = scores.outcomes, scores.all.gold
    print(f"{len(outcomes)} records of {scores.reports} reports, {sum(o.right for o in outcomes)} right")
    told("as read", outcomes, gold)
    told("cross-validated", outcomes, gold, cross_validated(outcomes))
    if "--dry" not in sys.argv:
        path = loader.PACKS / "shared" / FILE
        path.write_text(as_toml(fit(outcomes), NOTE), encoding="utf-8")
        print(f"written: {path}")


if __name__ == "__main__":
    main()
