"""Adding: what is known is passed over unread, what fails is set aside, everything else is in."""

import dataclasses
from collections.abc import Iterator

import made
import msgspec
from sqlalchemy import select

from mithaq import Article, Reading, Register, SourceError
from mithaq.register.adding import Sum, add
from mithaq.register.tables import documents, runs, set_aside


@dataclasses.dataclass
class Item:
    where: str
    article: Article | None = None
    origin: str = ""
    error: SourceError | None = None
    reading: Reading | None = None
    reader: str = ""


def items(count: int, odd: dict[int, str] | None = None) -> Iterator[Item]:
    for number in range(count):
        article = made.reading(number).article
        yield Item(f"file, line {number}", msgspec.structs.replace(article, publisher=(odd or {}).get(number, article.publisher)), "agency")


def added(register: Register, count: int, **options: object) -> Sum:
    return add(register, items(count), jobs=1, read=made.read_fast, prepare=int, **options)  # type: ignore[arg-type]


def test_reports_are_added_once(place: str) -> None:
    with Register(place) as register:
        told: list[int] = []
        first = added(register, 130, told=lambda one: told.append(one.seen))
        assert (first.new, first.known, first.failed) == (130, 0, 0)
        assert told[-1] >= 80 and told == sorted(told)
        again = added(register, 140)
        assert (again.new, again.known, again.failed) == (10, 130, 0)
        with register.connect() as connection:
            rows = connection.execute(select(documents.c.source, documents.c.origin).order_by(documents.c.id)).all()
            assert rows == [(f"file, line {n}", "agency") for n in range(140)]
            (one, two) = connection.execute(select(runs).order_by(runs.c.id)).all()
            assert (one.added, one.known, two.added, two.known) == (130, 0, 10, 130)
            assert one.ended and two.ended


def test_known_reports_are_not_read(place: str) -> None:
    with Register(place) as register:
        added(register, 5)
        again = add(register, items(5), jobs=1, read=made.read_fast, prepare=made.main)
        assert (again.new, again.known) == (0, 5)


def test_what_fails_is_set_aside_with_its_reason_and_kept(place: str) -> None:
    odd = {3: "die", 40: "hang", 41: "fail"}
    with Register(place) as register:
        broken = Item("torn.json", error=SourceError("S005", "torn.json: not JSON"))
        for _ in range(2):
            total = add(register, [broken, *items(60, odd)], jobs=2, limit_s=1, read=made.read_fast, prepare=made.ready)
            assert total.failed == 4
            assert {one.where: one.code for one in total.aside} == {
                "torn.json": "S005", "file, line 3": "D007", "file, line 40": "D008", "file, line 41": "D009",
            }  # fmt: skip
        with register.connect() as connection:
            rows = connection.execute(select(set_aside)).all()
            assert len(rows) == 4, "the same again is one row"
            kept = {row.source: row.content for row in rows}
            assert kept["torn.json"] is None
            assert msgspec.json.decode(kept["file, line 3"], type=Article).text == made.reading(3).article.text
            assert connection.execute(select(documents.c.id)).all().__len__() == 57
        mended = added(register, 60)
        assert (mended.new, mended.failed) == (3, 0)
        with register.connect() as connection:
            assert [row.source for row in connection.execute(select(set_aside).where(set_aside.c.solved.is_(None)))] == ["torn.json"]


def test_a_stopped_call_keeps_what_it_took_and_the_next_goes_on(place: str) -> None:
    with Register(place) as register:
        seen = Sum()
        first = added(register, 300, told=lambda one: setattr(seen, "new", one.seen), stopping=lambda: seen.new >= 10)
        assert first.interrupted and 10 <= first.new < 300
        second = added(register, 300)
        assert (second.new, second.known) == (300 - first.new, first.new)
