"""How fast a register takes reports in, and how fast it answers when it is large.

    python tools/bench_register.py ARTICLES.jsonl [--reports 100000] [--register PLACE.db]

The articles are added with all cores, once and once again; then rows are copied until there are as many reports as
asked for, and questions are put to the register. Copies share their days and actors with what they are copies of, so
that timelines are as long as they get.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Table, func, select, text

from mithaq import Register
from mithaq.faces.cli.incoming import incoming
from mithaq.register import tallying
from mithaq.register.adding import add
from mithaq.register.indexing import count_anew, miscounted
from mithaq.register.packing import document_key
from mithaq.register.tables import (
    bands,
    blocks,
    documents,
    entries,
    entry_actors,
    entry_pairs,
    identities,
    placements,
    readings,
    records,
)
from mithaq.register.words import folded_words

COPIED = (documents, readings, records, entries, placements, identities, entry_actors, entry_pairs, blocks, bands)
TURNS = 15


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--register", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = options.register or Path(folder) / "bench.db"
        with Register(place) as register:
            taken_in(register, options.articles)
            multiply(register, options.reports)
            print(f"{place.stat().st_size / 1e6:,.0f} MB for {count(register, documents):,} reports with {count(register, entries):,} entries")
            answers(register, options.articles)


def count(register: Register, table: Table) -> int:
    """Return how many rows a table has."""
    with register.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def taken_in(register: Register, articles: str) -> None:
    """Add the articles twice and print how long it took, and the writing process's share of one core."""
    seconds = []
    for _ in range(2):
        begun, busy = time.perf_counter(), time.process_time()
        total = add(register, incoming([articles], language=None, published=None))
        seconds.append(time.perf_counter() - begun)
        busy = time.process_time() - busy
        print(f"{total.new:,} added, {total.known:,} known, {total.failed:,} set aside: {seconds[-1]:.1f} s, {total.seen / seconds[-1]:.0f} a second")
        if total.new:
            print(f"  the process that writes: {busy / total.new * 1000:.1f} ms of processor time a report, {busy / seconds[-1]:.0%} of one core")
    print(f"  the second time is {seconds[0] / seconds[1]:.0f} times faster")


def multiply(register: Register, wanted: int) -> None:
    """Copy rows until a register has as many documents as wanted."""
    with register.connect() as connection:
        first = {table.name: int(connection.execute(select(func.max(table.c.id))).scalar() or 0) if "id" in table.c else 0 for table in COPIED}
        words = [(row.id, folded_words(row.title or ""), folded_words(row.text)) for row in connection.execute(select(documents.c.id, documents.c.title, documents.c.text))]
    for turn in range(1, -(-wanted // max(1, len(words)))):
        with register.begin() as connection:
            for table in COPIED:
                connection.execute(text(copying(table, first, turn)))
            copy_words(connection, words, first, turn)
    with register.begin() as connection:
        count_anew(connection, miscounted(connection))
        tallying.count_more(connection, tallying.miscounted(connection))


def copying(table: Table, first: dict[str, int], turn: int) -> str:
    """Return the statement that copies the first rows of a table once more."""
    parts = []
    for column in table.c:
        target = table.name if column.name == "id" else next((key.column.table.name for key in column.foreign_keys), "")
        target = {"group_id": "documents"}.get(column.name, target)
        value = f"{column.name} + {first[target] * turn}" if first.get(target) else column.name
        parts.append(f"{column.name} || '-{turn}'" if column.name == "key" and column.unique else value)
    columns = ", ".join(column.name for column in table.c)
    return f"INSERT INTO {table.name} ({columns}) SELECT {', '.join(parts)} FROM {table.name} WHERE {first_rows(table, first)}"


def first_rows(table: Table, first: dict[str, int]) -> str:
    """Return the condition that holds for the rows that are copied."""
    if "id" in table.c:
        return f"id <= {first[table.name]}"
    owner, owners = next((name, f"{name}s") for name in ("record", "document", "entry") if f"{name}_id" in table.c)
    return f"{owner}_id <= {first[{'entrys': 'entries'}.get(owners, owners)]}"


def copy_words(connection: Connection, words: list[tuple[int, str, str]], first: dict[str, int], turn: int) -> None:
    """Make the copies findable."""
    offset = first["entries"] * turn
    connection.execute(text(f"INSERT INTO entry_words (rowid, evidence, actors) SELECT rowid + {offset}, evidence, actors FROM entry_words WHERE rowid <= {first['entries']}"))
    rows = [{"id": key + first["documents"] * turn, "title": title, "text": body} for key, title, body in words]
    connection.execute(text("INSERT INTO document_words (rowid, title, text) VALUES (:id, :title, :text)"), rows)


def answers(register: Register, articles: str) -> None:
    """Print how long questions take, in milliseconds."""
    items = [item for item in incoming([articles], language=None, published=None) if item.article is not None]
    keys = [document_key(item.article) for item in items[:: max(1, len(items) // TURNS)] if item.article is not None]
    codes = busiest(register)
    pairs = list(itertools.pairwise(codes))
    words = ["اتفاقية", "الطاقة", "مساعدات عسكرية", "وقف إطلاق النار", "وزير الخارجية"]
    timed("one report with all its records", [lambda key=key: register.reading(key) for key in keys])
    timed("an actor's timeline, 50 entries", [lambda code=code: register.timeline(code, limit=50) for code in codes])
    timed("two actors' history, 50 entries", [lambda pair=pair: register.timeline(*pair, limit=50) for pair in pairs])
    timed("word search, 50 entries", [lambda word=word: register.search(word) for word in words])


def busiest(register: Register) -> list[str]:
    """Return the codes of the states that most entries name."""
    query = "SELECT code FROM entry_actors WHERE length(code) = 3 AND code <> 'UNK' GROUP BY code ORDER BY count(*) DESC LIMIT 12"
    with register.connect() as connection:
        return [row[0] for row in connection.execute(text(query))]


def timed(what: str, questions: list[Callable[[], object]]) -> None:
    """Print the median and the longest time of questions, each put once to warm up and once more: by the clock, and of the processor alone."""
    taken, busy = [], []
    for ask in questions:
        ask()
        begun, worked = time.perf_counter(), time.process_time()
        ask()
        taken.append((time.perf_counter() - begun) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    print(f"{what}: {statistics.median(taken):.1f} ms in the middle, {max(taken):.1f} at most; processor {statistics.median(busy):.1f} and {max(busy):.1f} ms")


if __name__ == "__main__":
    main()
