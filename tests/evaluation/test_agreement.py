"""Agreement of two coders, against figures worked out by hand."""

import pytest

from mithaq.evaluation.agreement import f1, kappa


def pairs(yes_yes, yes_no, no_yes, no_no):
    return [("y", "y")] * yes_yes + [("y", "n")] * yes_no + [("n", "y")] * no_yes + [("n", "n")] * no_no


@pytest.mark.parametrize(
    ("table", "value"),
    # the first is Cohen's own kind of example: 0.7 seen, 0.5 by chance
    [((20, 5, 10, 15), 0.4), ((10, 0, 0, 10), 1.0), ((0, 10, 10, 0), -1.0), ((45, 15, 25, 15), 0.1304)],
)
def test_kappa_is_what_chance_leaves(table, value):
    assert kappa(pairs(*table)) == pytest.approx(value, abs=1e-4)


def test_where_both_always_say_the_same_kappa_says_nothing():
    assert kappa([]) is None and kappa(pairs(5, 0, 0, 0)) is None


def test_f1_counts_what_both_have():
    assert f1([(frozenset("ab"), frozenset("bc")), (frozenset("d"), frozenset("d"))]) == pytest.approx(2 * 2 / 6)
    assert f1([]) is None and f1([(frozenset(), frozenset())]) is None
