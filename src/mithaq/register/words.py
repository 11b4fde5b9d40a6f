"""Word search: SQLite's FTS5 or PostgreSQL's tsvector over the same folded words.

Words are folded here and handed over parted by spaces, so that both databases cut and compare them alike:
marks and tatweel off, hamza and final ya forgiven, digits western, capitals small, accents off.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Integer, TableClause, TextualSelect, column, text
from sqlalchemy import table as sql_table

from mithaq.text.fold import fold, skeleton, western_digits

# what PostgreSQL takes into one vector, in words; longer reports are searched by their beginning there
_MOST_WORDS = 100_000
_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_LATIN = re.compile("[\u00c0-\u024f]")
Query = Sequence[Sequence[str]]

SQLITE_TABLES = (
    """CREATE VIRTUAL TABLE document_words USING fts5(title, text, content='', tokenize="unicode61 remove_diacritics 0")""",
    """CREATE VIRTUAL TABLE entry_words USING fts5(evidence, actors, tokenize="unicode61 remove_diacritics 0")""",
)
POSTGRES_TABLES = (
    "CREATE TABLE document_words (id INTEGER PRIMARY KEY REFERENCES documents (id), words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_document_words ON document_words USING gin (words)",
    "CREATE TABLE entry_words (id INTEGER PRIMARY KEY REFERENCES entries (id), words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_entry_words ON entry_words USING gin (words)",
)
_VECTOR = "setweight(to_tsvector('simple', :first), 'A') || setweight(to_tsvector('simple', :second), 'B')"


def folded_words(source: str) -> str:
    """Return the words of a text as they are compared in a search, parted by single spaces."""
    return " ".join(_WORD.findall(_folded(source)))


@functools.lru_cache(1 << 14)
def folded_label(name: str) -> str:
    """Return the words of a name that comes again and again as they are compared in a search."""
    return folded_words(name)


def _folded(source: str) -> str:
    """Return a text with everything forgiven that a search forgives."""
    view = western_digits(skeleton(fold(source).text)).casefold()
    return _ACCENTS.sub("", _LATIN.sub(lambda letter: unicodedata.normalize("NFD", letter[0]), view))


def index_texts(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Make new documents findable: id, words of their title and of their text, both folded."""
    _insert(connection, "document_words", ("title", "text"), rows)


def index_entries(connection: Connection, rows: Sequence[tuple[int, str, str]], known: Iterable[int]) -> None:
    """Make entries findable, those that are ``known`` anew: id, words of their evidence, names of their actors, both folded."""
    key = "rowid" if connection.dialect.name == "sqlite" else "id"
    if found := [{"id": id} for id in known]:
        connection.execute(text(f"DELETE FROM entry_words WHERE {key} = :id"), found)
    _insert(connection, "entry_words", ("evidence", "actors"), rows)


def _insert(connection: Connection, table: str, columns: tuple[str, str], rows: Sequence[tuple[int, str, str]]) -> None:
    """Insert rows of folded words into one of the tables."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        statement = f"INSERT INTO {table} (rowid, {columns[0]}, {columns[1]}) VALUES (:id, :first, :second)"
    else:
        statement = f"INSERT INTO {table} (id, words) VALUES (:id, {_VECTOR})"
        rows = [(key, first, " ".join(second.split(" ", _MOST_WORDS)[:_MOST_WORDS])) for key, first, second in rows]
    connection.execute(text(statement), [{"id": key, "first": first, "second": second} for key, first, second in rows])


def find_words(connection: Connection, table: str, query: Query, limit: int) -> list[tuple[int, float]]:
    """Return ids of ``document_words`` or ``entry_words`` with their rank, the best (lowest) first.

    Args:
        query: all groups must be found; of a group, one phrase is enough. A phrase is folded words parted by spaces,
            which must follow each other; a star behind it lets its last word go on.
    """
    groups = _groups(query)
    if not groups:
        return []
    if connection.dialect.name == "sqlite":
        found = text(f"SELECT rowid, bm25({table}) AS r FROM {table} WHERE {table} MATCH :query ORDER BY r LIMIT :limit")
        written = _sqlite_query(groups)
    else:
        found = text(f"SELECT id, -ts_rank_cd(words, q) AS r FROM {table}, to_tsquery('simple', :query) AS q WHERE words @@ q ORDER BY r, id LIMIT :limit")
        written = _postgres_query(groups)
    return [(int(row[0]), float(row[1])) for row in connection.execute(found, {"query": written, "limit": limit})]


def is_frequent(connection: Connection, table: str, query: Query, many: int) -> bool:
    """Return whether more rows than ``many`` hold the words, so that ranking them all would take long."""
    groups = _groups(query)
    if connection.dialect.name != "sqlite" or not groups:
        return False
    found = text(f"SELECT COUNT(*) FROM (SELECT rowid FROM {table} WHERE {table} MATCH :query LIMIT :many)")
    return bool(connection.execute(found, {"query": _sqlite_query(groups), "many": many + 1}).scalar_one() > many)


def holding(table: str, query: Query) -> tuple[TableClause, ColumnElement[bool]]:
    """Return the rows of an FTS5 table and the condition that they hold the words, to be read along by their ids."""
    rows = sql_table(table, column("rowid", Integer))
    return rows, text(f"{table} MATCH :words").bindparams(words=_sqlite_query(_groups(query)))  # type: ignore[return-value]


def holders(connection: Connection, table: str, query: Query) -> TextualSelect:
    """Return the query for the ids of all rows that hold some words; nobody holds no words at all."""
    if not (groups := _groups(query)):
        return text("SELECT 0 WHERE 1 = 0").columns(column("id", Integer))
    if connection.dialect.name == "sqlite":
        found, written = f"SELECT rowid FROM {table} WHERE {table} MATCH :words", _sqlite_query(groups)
    else:
        found, written = f"SELECT id FROM {table} WHERE words @@ to_tsquery('simple', :words)", _postgres_query(groups)
    return text(found).bindparams(words=written).columns(column("id", Integer))


def _groups(query: Query) -> list[list[str]]:
    """Return the groups of a query that hold something to look for."""
    groups = [[phrase for phrase in group if phrase.strip("* ")] for group in query]
    return [group for group in groups if group]


def _sqlite_query(groups: list[list[str]]) -> str:
    """Return groups of phrases as FTS5 writes them."""
    return " AND ".join(_either((_fts5(p) for p in group), " OR ") for group in groups)


def _postgres_query(groups: list[list[str]]) -> str:
    """Return groups of phrases as to_tsquery reads them."""
    return " & ".join(_either((_tsquery(p) for p in group), " | ") for group in groups)


def _either(parts: Iterable[str], sign: str) -> str:
    """Return alternatives in brackets."""
    return f"({sign.join(parts)})"


def _fts5(phrase: str) -> str:
    """Return a phrase as FTS5 writes it; folded words hold no quotation marks."""
    return f'"{phrase.rstrip("*").strip()}"' + ("*" if phrase.endswith("*") else "")


def _tsquery(phrase: str) -> str:
    """Return a phrase as PostgreSQL writes it."""
    return "(" + " <-> ".join(phrase.rstrip("*").split()) + (":*" if phrase.endswith("*") else "") + ")"
