"""Documents read anew: what is told again keeps its entry, id and reviews; what is no longer read ends."""

import made
from sqlalchemy import func, insert, select, update

from mithaq import Register
from mithaq.model.entry import Entry
from mithaq.register.adding import Sum, add_again
from mithaq.register.clock import now
from mithaq.register.packing import document_key
from mithaq.register.tables import entries, placements, readings, records, reviews
from mithaq.register.work import Report
from mithaq.register.writing import unpacked

COUNT = 6


def again(register: Register) -> Sum:
    return add_again(register, jobs=1, read=made.read_otherwise, prepare=int, reader=lambda: "better")


def by_telling(register: Register, kind: str) -> dict[str, Entry]:
    """Return the entries of a kind by the documents that tell them."""
    return {",".join(sorted(one.document.article.id for one in entry.tellings)): entry for entry in register.entries() if entry.kind == kind}


def test_what_is_told_again_keeps_its_entry_and_what_is_not_ends(place: str) -> None:
    with Register(place) as register:
        register.add_readings(map(made.reading, range(COUNT)))
        said, done = by_telling(register, "statements"), by_telling(register, "events")
        moment = now()
        total = again(register)
        assert (total.anew, total.failed) == (COUNT, 0)
        for number in range(COUNT):
            packed = made.read_otherwise(Report(made.reading(number).article))
            assert register.reading(packed.key).to_json() == unpacked(packed).to_json()
        after = by_telling(register, "statements")
        assert {name: entry.id for name, entry in after.items()} == {name: entry.id for name, entry in said.items()}
        assert all(telling.record.confidence == 0.9 and telling.record.evidence[0].start == 0 for entry in after.values() for telling in entry.tellings)
        assert {entry.record.confidence for entry in after.values()} == {0.9}
        told = {telling.document.article.id for entry in by_telling(register, "events").values() for telling in entry.tellings}
        assert told == {f"n{number}" for number in range(1, COUNT, 2)}
        before = {entry.id: [telling.record for telling in entry.tellings] for entry in register.entries(as_of=moment)}
        assert before == {entry.id: [telling.record for telling in entry.tellings] for entry in [*said.values(), *done.values()]}
        assert again(register).seen == 0


def test_each_record_stands_once_and_belongs_to_the_newest_reading(place: str) -> None:
    with Register(place) as register:
        register.add_readings(map(made.reading, range(COUNT)))
        again(register)
        with register.connect() as connection:
            standing = select(func.count()).select_from(readings).where(readings.c.until.is_(None))
            assert connection.execute(standing).scalar() == COUNT
            query = (
                select(records.c.id, func.count(), func.max(readings.c.until))
                .join(placements, placements.c.record_id == records.c.id)
                .join(readings, readings.c.id == records.c.reading_id)
                .where(placements.c.until.is_(None))
                .group_by(records.c.id)
            )
            rows = connection.execute(query).all()
            assert len(rows) == COUNT + COUNT // 2
            assert {(count, until) for _, count, until in rows} == {(1, None)}


def test_what_a_person_looked_at_outlasts_the_reader(place: str) -> None:
    with Register(place) as register:
        register.add_readings([made.reading(0)])
        (entry,) = by_telling(register, "events").values()
        with register.begin() as connection:
            key = connection.execute(select(entries.c.id).where(entries.c.key == entry.id)).scalar_one()
            connection.execute(insert(reviews).values(subject="entry", subject_id=key, decision="accept", by="نادية", at=now()))
            connection.execute(update(entries).where(entries.c.id == key).values(state="accepted"))
        again(register)
        (kept,) = by_telling(register, "events").values()
        assert kept.id == entry.id and kept.review.state == "accepted"
        assert [telling.id for telling in kept.tellings] == [telling.id for telling in entry.tellings]


def test_a_document_at_which_the_reader_fails_keeps_its_reading(place: str) -> None:
    with Register(place) as register:
        register.add_readings([made.reading(0)])
        key = document_key(made.reading(0).article)
        total = add_again(register, jobs=1, read=made.fail, prepare=int, reader=lambda: "better")
        assert total.failed == 1 and total.aside[0].code == "D009"
        assert register.reading(key) == made.reading(0)
