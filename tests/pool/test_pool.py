"""One outcome per item in order, whatever the items do to the workers."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from mithaq.errors import MithaqError, SourceError
from mithaq.pool import run


def work(item: object) -> object:
    """Double numbers; the rest are ways to fail."""
    if item == "raise":
        raise ValueError("not this one")
    if item == "code":
        raise SourceError("S001", "empty")
    if item == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "exit":
        os._exit(3)
    if item == "hang":
        time.sleep(1000)
    if isinstance(item, bytes):
        return item
    assert isinstance(item, int)
    time.sleep(0.002 * (item % 3))
    return item * 2


def cannot() -> None:
    raise SourceError("S999", "no pack")


def dies() -> None:
    os._exit(7)


def test_results_come_in_order_for_every_item() -> None:
    items: list[object] = list(range(200))
    items[20], items[50], items[51], items[90], items[140] = "die", "raise", "code", "exit", "hang"
    outcomes = list(run(work, items, jobs=2, limit_s=1))
    assert [one.item for one in outcomes] == items
    for item, one in zip(items, outcomes, strict=True):
        if isinstance(item, int):
            assert (one.result, one.failure) == (item * 2, None)
        else:
            assert one.result is None and one.failure is not None
            assert one.failure.reason == {"die": "died", "exit": "died", "hang": "late"}.get(str(item), "raised")
    told = {str(one.item): one.failure for one in outcomes if one.failure}
    assert told["raise"].message == "ValueError: not this one"
    assert told["code"].code == "S001"
    assert "code 3" in told["exit"].message and "1 seconds" in told["hang"].message


def test_only_as_many_items_are_taken_as_are_worked_on() -> None:
    taken = 0

    def items() -> Iterator[object]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield number

    outcomes = run(work, items(), jobs=2)
    for _ in range(10):
        next(outcomes)
    assert taken < 200
    outcomes.close()  # type: ignore[attr-defined]


def test_large_items_and_results_do_not_block() -> None:
    items: list[object] = [bytes([n % 256]) * 2_000_000 for n in range(40)]
    assert [one.result for one in run(work, items, jobs=2)] == items


def test_workers_end_with_the_call() -> None:
    import multiprocessing

    # other tests of the same run may keep processes of their own
    others = {child.pid for child in multiprocessing.active_children()}
    outcomes = run(work, [1, 2, "hang"], jobs=2)
    assert next(outcomes).result == 2
    assert len({child.pid for child in multiprocessing.active_children()} - others) == 2
    outcomes.close()  # type: ignore[attr-defined]
    assert {child.pid for child in multiprocessing.active_children()} <= others


@pytest.mark.parametrize(("prepare", "code"), [(cannot, "S999"), (dies, "W002")])
def test_workers_that_cannot_begin_are_told(prepare: object, code: str) -> None:
    with pytest.raises(MithaqError, match=code):
        list(run(work, [1, 2, 3], jobs=1, prepare=prepare))  # type: ignore[arg-type]


def test_no_item_no_worker() -> None:
    assert list(run(work, [], jobs=2, prepare=dies)) == []
