"""Scores: readings against gold readings, and against the sets the field has published."""

from mithaq.evaluation.gold import Counts, Difference, Outcome, Scores, evaluate, load_gold
from mithaq.evaluation.pairing import best_pairs
from mithaq.evaluation.rows import Row, agree, as_gold, compact

__all__ = ["Counts", "Difference", "Outcome", "Row", "Scores", "agree", "as_gold", "best_pairs", "compact", "evaluate", "load_gold"]
