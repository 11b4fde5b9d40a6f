"""What later words mean for a promise, and what only sounds like it."""

from __future__ import annotations

from typing import Any

import pytest
from test_likeness import facts, given, on, promise, said

from mithaq.register.bearing import bears_on

PROMISED = promise("تسليم عشرين محطة لتنقية المياه قبل نهاية أيار")
FROM_MALI = {"speaker": "MLI"}

BEARS: dict[str, tuple[Any, Any, str]] = {
    "who was promised it says that it did not come": (PROMISED, said("لم تصل محطات تنقية المياه حتى الآن", **FROM_MALI), "contradicts"),
    "without that it came": (PROMISED, said("انقضى الموعد من دون أن تصل محطات تنقية المياه", **FROM_MALI), "contradicts"),
    "the obligor denies that it promised it": (PROMISED, said("قطر لم تقدم أي تعهد بتسليم محطات لتنقية المياه", "QAT"), "contradicts"),
    "it came": (PROMISED, given(), "fulfils"),
    "promised once more": (PROMISED, promise("تسليم عشرين محطة لتنقية المياه"), "repeats"),
}  # fmt: skip

BEARS_NOT = {
    "what is denied is something else": (PROMISED, said("تنقية المياه في محطات الشمال ممكنة، والمطار لا يعمل منذ شهر", **FROM_MALI)),
    "a turn that denies nothing": (PROMISED, said("لا بد من تسليم محطات تنقية المياه", **FROM_MALI)),
    "still, on its way": (PROMISED, said("لا تزال محطات تنقية المياه في الطريق", **FROM_MALI)),
    "not only": (PROMISED, said("ليس فقط محطات تنقية المياه ما وصل", **FROM_MALI)),
    "others, who name neither side": (PROMISED, said("لم تصل محطات تنقية المياه حتى الآن", "EGY")),
    "the obligor speaks of what it does not do, not of its promise": (PROMISED, said("لم نسلم محطات تنقية المياه بعد", "QAT")),
    "promised together with somebody else": (promise(beneficiaries=[]), promise(obligors=["QAT", "EGY"], beneficiaries=[])),
    "nobody in particular, a word in common": (promise("مواصلة المحادثات", beneficiaries=[]), promise("بدء المحادثات حول المياه", beneficiaries=[])),
    "before its day": (promise(deadline=on("2026-01-31")), said("لم تصل محطات تنقية المياه حتى الآن", **FROM_MALI)),
}  # fmt: skip


def later(record: Any, day: str = "2025-05-05") -> Any:
    return facts(record, "later", day)


@pytest.mark.parametrize("name", BEARS)
def test_what_bears_on_a_promise(name: str) -> None:
    promised, told, relation = BEARS[name]
    bearing = bears_on(facts(promised, "promise"), later(told))
    assert bearing is not None and bearing.relation == relation, bearing


@pytest.mark.parametrize("name", BEARS_NOT)
def test_what_only_sounds_like_it(name: str) -> None:
    promised, told = BEARS_NOT[name]
    assert bears_on(facts(promised, "promise"), later(told)) is None


def test_what_comes_years_later_or_in_a_copy_bears_on_it_no_more() -> None:
    promised, told, _ = BEARS["it came"]
    assert bears_on(facts(promised, "promise"), later(told, "2028-05-05")) is None
    assert bears_on(facts(promised, "promise", group="one"), facts(told, "copy", "2025-03-13", group="one")) is None
