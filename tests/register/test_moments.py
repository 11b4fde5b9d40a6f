"""What the register said at a moment comes out the same whatever is added, merged or decided later; releases are frozen byte for byte."""

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from sqlalchemy import insert, select, update
from story import KEY, gold_reading

from mithaq import Register
from mithaq.errors import PublishError, RegisterError
from mithaq.faces.cli.main import main
from mithaq.model import Actor, Article, Entry, Mention, Office, Reading, Span, quote
from mithaq.model.article import published_on
from mithaq.publish.exporting import FORMATS, publish
from mithaq.publish.releasing import BIBTEX, CITATION, MANIFEST, release, released
from mithaq.register.clock import now
from mithaq.register.merging import ENDS
from mithaq.register.selecting import Filter
from mithaq.register.tables import entries, history, links

REPORTS = [report["id"] for report in KEY["reports"]]
HALF = len(REPORTS) // 2


def told(register: Register, as_of: str | None = None) -> dict[str, Entry]:
    return {entry.id: entry for entry in register.entries(as_of=as_of)}


@pytest.fixture
def half(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "story.db") as register:
        register.add_readings(map(gold_reading, REPORTS[:HALF]))
        yield register


def complete(register: Register) -> None:
    """Add the later reports, take decisions on an entry and a link, and take a step in a commitment's life."""
    register.add_readings(map(gold_reading, REPORTS[HALF:]))
    pledge = next(entry for entry in register.entries() if entry.kind == "commitments" and entry.links)
    register.reject(pledge.id, by="ليلى")
    register.confirm(pledge.links[0].id, by="ليلى")
    with register.begin() as connection:
        key = connection.execute(select(entries.c.id).where(entries.c.key == pledge.id)).scalar_one()
        connection.execute(insert(history), [{"entry_id": key, "axis": "official", "value": "withdrawn", "day": None, "record_id": None, "reason": "", "noted": now()}])


def test_entries_of_now_are_those_that_stand(half: Register) -> None:
    half.add_readings(map(gold_reading, REPORTS[HALF:]))
    assert any(len(entry.tellings) > 1 for entry in half.entries())
    assert told(half, now()) == told(half)


def test_questions_about_a_moment_show_entries_as_they_were(half: Register, tmp_path: Path) -> None:
    moment, before = now(), told(half)
    complete(half)
    later = told(half)
    wanted = Filter(moment=moment)
    for found in (half.search("", wanted, limit=1_000), half.search("روسيا", wanted, limit=1_000), half.timeline("RUS", wanted=wanted)):
        assert found
        assert {entry.id: entry for entry in found} == {entry.id: before[entry.id] for entry in found}
        assert any(entry != later.get(entry.id) for entry in found)
    shown = [entry for part in half.partnership("IGO:AES", "RUS", as_of=moment).parts.values() for entry in part]
    assert shown == [before[entry.id] for entry in shown]
    changed = next(entry for entry in shown if entry != later[entry.id])
    assert half.entry(changed.id, as_of=moment) == changed
    result = CliRunner().invoke(main, ["show", changed.id, "--as-of", moment, "--json", "--register", str(tmp_path / "story.db")])
    assert result.output.strip() == msgspec.json.encode(changed, order="deterministic").decode()


def test_what_was_rejected_later_is_found_at_a_moment_before(half: Register) -> None:
    pledge = half.follow(day="2025-05-01")[0].id
    before = now()
    number = half.reject(pledge, by="ليلى")
    rejected = now()
    half.undo(number, by="ليلى")

    def found(moment: str) -> tuple[bool, bool, bool]:
        search = {name: {entry.id for entry in half.search("", Filter(moment=moment, states=states), limit=1_000)} for name, states in (("any", ()), ("rejected", ("rejected",)))}
        return pledge in search["any"], pledge in search["rejected"], pledge in {entry.id for entry in half.follow(day="2025-05-01", as_of=moment)}

    assert found(before) == (True, False, True)
    assert found(rejected) == (False, True, False)
    assert found(now()) == (True, False, True)


def test_before_the_register_began_nothing_was_proposed_or_set_aside(half: Register) -> None:
    half.add_readings(map(gold_reading, REPORTS[HALF:]))
    assert sum(half.stats().proposed.values()) and half.stats(as_of=now()).proposed == half.stats().proposed
    before = half.stats(as_of="2001-01-01")
    assert not sum(before.proposed.values()) and not before.aside


def test_an_id_that_ended_answers_at_a_moment_with_what_it_was_then(half: Register) -> None:
    one, other = [entry.id for entry in half.entries() if entry.kind == "meetings"][:2]
    moment = now()
    half.merge(one, other, by="ليلى")
    kept, ended = sorted((one, other), key=lambda id: half.entry(id).id != id)
    assert half.entry(ended, as_of=moment).id == ended
    assert half.entry(ended, as_of=now()).id == kept
    with pytest.raises(RegisterError, match=r"R008.*as of 2001"):
        half.entry(ended, as_of="2001-01-01")


def test_entries_of_a_moment_stay_whatever_comes_later(half: Register) -> None:
    moment, before = now(), told(half)
    complete(half)
    after = told(half)
    assert told(half, moment) == before
    assert after != before and any(len(after[id].tellings) > len(before[id].tellings) for id in before.keys() & after.keys())
    assert told(half, now()) != before


def test_moments_and_releases_on_both_databases(place: str, tmp_path: Path) -> None:
    with Register(place) as register:
        register.add_readings(map(gold_reading, REPORTS[:HALF]))
        made, before = release(register, "r", tmp_path / "one"), told(register)
        complete(register)
        assert told(register, made.at) == before
        assert release(register, "r", tmp_path / "two") == made and contents(tmp_path / "one") == contents(tmp_path / "two")


def test_decisions_steps_and_links_count_from_when_they_were_made(half: Register) -> None:
    moment = now()
    complete(half)
    changed = [entry for entry in half.entries(as_of=now()) if entry.review.state == "rejected"]
    (entry,) = changed
    assert entry.life is not None and entry.life.official == "withdrawn" and [link.decision for link in entry.links].count("confirmed") == 1
    earlier = told(half, moment)[entry.id]
    assert earlier.review.state == "machine" and earlier.life is not None and earlier.life.official == "announced" and not earlier.links


def test_a_link_with_surer_reasons_rested_on_the_others_before(half: Register) -> None:
    half.add_readings(map(gold_reading, REPORTS[HALF:]))
    with half.begin() as connection:
        connection.execute(update(links).values(score=0.31, reasons='["little"]'))
    moment, weak = now(), told(half)
    again = (gold_reading(name) for name in REPORTS[HALF:])
    half.add_readings(msgspec.structs.replace(one, article=msgspec.structs.replace(one.article, publisher="الأصيل", url=None)) for one in again)
    surer = [link for entry in half.entries() for link in entry.links if link.score > 0.31]
    assert surer and all(link.reasons != ["little"] for link in surer)
    assert told(half, moment) == weak


def test_a_link_that_was_decided_later_was_only_proposed(half: Register) -> None:
    half.add_readings(map(gold_reading, REPORTS[HALF:]))
    since = now()
    link = next(link for entry in half.entries() for link in entry.links)
    half.confirm(link.id, by="ليلى")
    taken = now()
    half.undo(half.decisions(limit=1)[0].id, by="سامي")

    def decision(as_of: str | None) -> str:
        return next(one.decision for entry in half.entries(as_of=as_of) for one in entry.links if one.id == link.id)

    assert [decision(moment) for moment in (since, taken, None)] == ["proposed", "confirmed", "proposed"]


def test_moment_before_the_register_has_no_entries(half: Register) -> None:
    assert told(half, "2000-01-01T00:00:00Z") == {}


@pytest.mark.parametrize("form", FORMATS)
def test_exports_of_a_moment_are_the_same_bytes(form: str, half: Register, tmp_path: Path) -> None:
    moment = now()
    publish(half.entries(as_of=moment), form, tmp_path / "before")
    complete(half)
    publish(half.entries(as_of=moment), form, tmp_path / "after")
    assert contents(tmp_path / "before") == contents(tmp_path / "after")


def contents(path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in sorted(path.iterdir())} if path.is_dir() else {"": path.read_bytes()}


# --- releases ---


def test_release_is_made_again_byte_for_byte(half: Register, tmp_path: Path) -> None:
    made = release(half, "2026-1", tmp_path / "one")
    complete(half)
    assert release(half, "2026-1", tmp_path / "two") == made
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    later = release(half, "2026-2", tmp_path / "three")
    assert later.checksum != made.checksum and later.entries > made.entries and released(half) == [made, later]


def test_manifest_holds_the_checksum_of_every_file(half: Register, tmp_path: Path) -> None:
    made = release(half, "r", tmp_path / "r")
    manifest = (tmp_path / "r" / MANIFEST).read_bytes()
    assert hashlib.sha256(manifest).hexdigest() == made.checksum
    listed = dict(reversed(line.split("  ")) for line in manifest.decode().splitlines())
    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "r").glob("*.parquet")}
    checked = subprocess.run(["sha256sum", "--check", "--quiet", MANIFEST], cwd=tmp_path / "r", capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_release_says_how_to_cite_it(half: Register, tmp_path: Path) -> None:
    made = release(half, "sahel_2026.1", tmp_path / "r")
    text = (tmp_path / "r" / CITATION).read_text(encoding="utf-8")
    assert text == made.citation + "\n" and made.checksum in text and made.at in text and f"{made.entries} entries from {HALF} reports" in text
    bib = (tmp_path / "r" / BIBTEX).read_text(encoding="utf-8")
    assert bib.startswith("@misc{mithaq-sahel_2026.1,\n") and r"release sahel\_2026.1" in bib and f"year = {{{made.at[:4]}}}" in bib
    assert bib.count("{") == bib.count("}")


def test_release_holds_every_entry_also_what_exports_leave_out(half: Register, tmp_path: Path) -> None:
    complete(half)
    made = release(half, "r", tmp_path / "r")
    assert made.entries == len(told(half))


def test_release_that_comes_out_otherwise_is_refused(half: Register, tmp_path: Path) -> None:
    release(half, "r", tmp_path / "r")
    with half.begin() as connection:
        connection.exec_driver_sql("UPDATE documents SET title = 'changed' WHERE id = 1")
    with pytest.raises(PublishError, match=r"\[X006\] release r: comes out with checksum"):
        release(half, "r", tmp_path / "again")
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("name", ["", "../x", "a b", "-a", "x" * 65, "a/b", "_a"])
def test_names_that_no_release_can_have(name: str, half: Register, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"\[X001\] release"):
        release(half, name, tmp_path / "r")


def test_release_that_cannot_be_written_is_not_kept(half: Register, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"\[X002\]"):
        release(half, "r", tmp_path / "none" / "r")
    assert released(half) == []


def test_commands_release_and_export_as_of(half: Register, tmp_path: Path) -> None:
    def run(*args: object) -> str:
        result = CliRunner().invoke(main, [str(arg) for arg in args])
        assert result.exit_code == 0, result.output
        return result.stdout

    place = ("--register", tmp_path / "story.db")
    assert "no releases" in run("release", *place)
    first = run("release", "r1", "-o", tmp_path / "r1", *place)
    at = released(half)[0].at
    run("export", "plover", *place, "-o", tmp_path / "before.jsonl")
    complete(half)
    assert run("release", "r1", "-o", tmp_path / "again", *place) == first and contents(tmp_path / "r1") == contents(tmp_path / "again")
    run("export", "plover", *place, "--as-of", at, "-o", tmp_path / "after.jsonl")
    assert (tmp_path / "before.jsonl").read_bytes() == (tmp_path / "after.jsonl").read_bytes()
    assert msgspec.json.decode(run("release", "--json", *place))[0]["name"] == "r1"


def test_entry_of_many_reports_quotes_the_first_of_them(tmp_path: Path) -> None:
    """Also where the first to be published came neither first nor last, and not all of them are at hand."""
    days = [f"2024-03-{day:02}" for day in (*range(10, 27), 5, *range(27, 31))]
    with Register(tmp_path / "many.db") as register:
        for number, day in enumerate([*days, *(f"2024-04-{day:02}" for day in range(1, 29))]):
            register.add_readings([holding_office(number, day)])
        held = told(register)
        assert max(len(entry.tellings) for entry in held.values()) > 2 * ENDS
        for entry in held.values():
            text = entry.tellings[0].document.article.text
            assert all(text[words.start : words.end] == words.text for words in (*entry.record.evidence, entry.record.title))  # type: ignore[attr-defined]
        assert {id: entry.record for id, entry in told(register, now()).items()} == {id: entry.record for id, entry in held.items()}


def holding_office(number: int, day: str) -> Reading:
    text = "خبر " * number + "قال رئيس وزراء الأردن سامي الراعي إن السلام ممكن."
    words = quote(text, Span(text.index("رئيس"), text.index(" إن")))
    person = Actor(id="a1", kind="person", name="سامي الراعي", code="JOR", sector="GOV")
    office = Office(id="o1", evidence=[words], person="a1", post="head_of_government", title=words, polity="JOR")
    article = Article(text=text, id=f"r{number}", language="ar", publisher=f"outlet {number}", published=published_on(day))
    return Reading(article=article, actors=[person], mentions=[Mention(actor="a1", start=words.start, end=words.end)], offices=[office])
