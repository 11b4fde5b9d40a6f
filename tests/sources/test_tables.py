"""Tables: an item per row, columns by name, what is broken told row by row."""

import datetime
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from mithaq.errors import SourceError
from mithaq.reader import Reader
from mithaq.sources.columns import parse_columns
from mithaq.sources.item import Item, SourceOptions
from mithaq.sources.open import open_source

REPORT = "وقّعت النيجر وتونس مذكرة تفاهم."
OTHER = "زار وزير الخارجية المالي باماكو، وقال: «نعم»."


def read(path: Path, raw: str | bytes, mapping: str = "") -> list[Item]:
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return list(open_source(str(path), options=SourceOptions(columns=parse_columns(mapping) if mapping else {}, day_of=Reader(["ar"]).stated_day)))


def test_rows_are_articles_counted_as_in_a_spreadsheet(tmp_path: Path) -> None:
    first, second = read(tmp_path / "t.csv", f'id,text,published,title,publisher,url,language\n7,"{REPORT}",2025-04-03,عنوان,daffa.example,https://daffa.example/7,ar\n,"{OTHER}",,,,,\n')
    article = first.article
    assert article is not None and article.text == REPORT and article.id == "7" and article.title == "عنوان" and article.publisher == "daffa.example"
    assert article.published is not None and article.published.start == "2025-04-03" and article.language == "ar" and first.where.endswith("t.csv, row 2")
    assert second.article is not None and second.article.text == OTHER and second.article.published is None and second.article.title is None


def test_columns_are_mapped_and_others_have_usual_names(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "t.csv", f"day;corpus;headline;note\n3 أبريل 2025;{REPORT};عنوان;x\n", "text=corpus,published=day")
    assert item.article is not None and item.article.text == REPORT and item.article.title == "عنوان"
    assert item.article.published is not None and item.article.published.start == "2025-04-03"


@pytest.mark.parametrize(("ending", "mark"), [("csv", ","), ("csv", ";"), ("csv", "\t"), ("csv", "|"), ("tsv", "\t")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_delimiters_and_encodings_are_told(tmp_path: Path, ending: str, mark: str, encoding: str) -> None:
    text = f"id{mark}body\r\n1{mark}{REPORT}\r\n2{mark}{REPORT}\r\n"
    items = read(tmp_path / f"t.{ending}", text.encode(encoding))
    assert [item.article.text for item in items if item.article] == [REPORT, REPORT]


def test_cells_may_hold_lines_quotes_and_delimiters(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "t.csv", f'id,text\n1,"{REPORT}\nوقال ""نعم""، ثم غادر,"\n\n')
    assert item.article is not None and item.article.text == f'{REPORT}\nوقال "نعم"، ثم غادر,'


# name, table, mapping, code and what the message holds; no row of it is an article
BROKEN = {
    "empty": ("", "", ["S001", "names of its columns"]),
    "blank-lines": ("\n\n \n", "", ["S001"]),
    "no-text-column": ("id,words\n1,x\n", "", ["S018", "no column for the text", "'id', 'words'", "--map text=COLUMN"]),
    "mapped-column-missing": ("id,text\n1,x\n", "text=body,published=date", ["S018", "no column 'body', 'date'", "'id', 'text'", "mend --map"]),
    "no-rows": ("id,text\n,\n\n", "", ["S001", "without rows"]),
    "empty-text": ("id,text\n1,\n", "", ["S001", "row 2"]),
    "blank-text": ("id,text\n1,  \n", "", ["S001", "row 2"]),
    "more-cells-than-columns": ("id,text\n1,a,b,c\n", "", ["S019", "row 2", "4 cells; expected 2"]),
    "quote-never-closed": ('id,text\n1,"a\n2,b\n', "", ["S019", "row 2", "never closed"]),
    "quote-within": ('id,text\n1,"a"b"\n', "", ["S019", "row 2", "quotation marks"]),
    "date-either-way": ("text,published\nx,3/4/2025\n", "", ["S007", "row 2", "'3/4/2025'", "YYYY-MM-DD"]),
    "broken-bytes": (b"text,id\n" + b"a,1\n" * 20_000 + b"\xff\xfe\xfd,2\n", "", ["S003", "row 20002"]),
    "not-text": (bytes(range(128, 256)) * 30, "", ["S003", "save it as UTF-8"]),
}


@pytest.mark.parametrize(("raw", "mapping", "parts"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_table_is_told(tmp_path: Path, raw: str | bytes, mapping: str, parts: list[str]) -> None:
    errors = [item.error for item in read(tmp_path / "t.csv", raw, mapping) if item.error is not None]
    assert len(errors) == 1
    for part in ["t.csv", *parts]:
        assert part in str(errors[0])


def test_rows_beside_a_broken_one_are_read(tmp_path: Path) -> None:
    items = read(tmp_path / "t.csv", f'id,text\n1,{REPORT}\n2,"a"b\n3,a,b\n4,\n5,{REPORT}\n')
    assert [item.error.code if item.error else "" for item in items] == ["", "S019", "S019", "S001", ""]
    assert [item.where.rpartition(" ")[2] for item in items] == ["2", "3", "4", "5", "6"]


def test_a_line_without_end_is_refused_and_not_held(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "t.csv", b"text\n" + b"a" * 6_000_000)
    assert item.error is not None and item.error.code == "S004"


def test_a_table_of_200_megabytes_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    row = ("1," + REPORT * 40 + "\n").encode()
    with path.open("wb") as file:
        file.write(b"id,text\n")
        file.writelines(row for _ in range(2_000))
        file.seek(200_000_000)
        file.write(b"\n")
    items = open_source(str(path), options=SourceOptions())
    assert next(items).article is not None and next(items).article is not None
    items.close()


def parquet(path: Path, **columns: object) -> None:
    pyarrow.parquet.write_table(pyarrow.table(columns), path)


def test_parquet_rows_are_articles(tmp_path: Path) -> None:
    parquet(tmp_path / "t.parquet", nr=[1, 2], body=[REPORT, None], day=[datetime.date(2025, 4, 3), None], seen=[datetime.datetime(2025, 4, 3, 10), None])
    first, second = open_source(str(tmp_path / "t.parquet"), options=SourceOptions(columns={"text": "body", "published": "day", "id": "nr"}))
    assert first.article is not None and first.article.text == REPORT and first.article.id == "1"
    assert first.article.published is not None and first.article.published.start == "2025-04-03" and first.where.endswith("row 1")
    assert second.error is not None and second.error.code == "S001"


def test_parquet_of_many_rows_is_read_batch_by_batch(tmp_path: Path) -> None:
    parquet(tmp_path / "t.parquet", text=pyarrow.array([REPORT] * 1000).dictionary_encode())
    assert sum(item.article is not None for item in open_source(str(tmp_path / "t.parquet"))) == 1000


def test_parquet_that_does_not_fit_is_told(tmp_path: Path) -> None:
    parquet(tmp_path / "t.parquet", text=[1, 2])
    (item,) = open_source(str(tmp_path / "t.parquet"))
    assert item.error is not None and item.error.code == "S006" and "int64; expected text" in str(item.error)
    parquet(tmp_path / "v.parquet", text=pyarrow.array([], pyarrow.string()))
    (item,) = open_source(str(tmp_path / "v.parquet"))
    assert item.error is not None and item.error.code == "S001"
    parquet(tmp_path / "u.parquet", words=["x"])
    (item,) = open_source(str(tmp_path / "u.parquet"))
    assert item.error is not None and item.error.code == "S018" and "'words'" in str(item.error)


@pytest.mark.parametrize("cut", [8, 40, -8, -40])
def test_parquet_that_is_cut_off_is_told(tmp_path: Path, cut: int) -> None:
    parquet(tmp_path / "t.parquet", text=[REPORT] * 10)
    raw = (tmp_path / "t.parquet").read_bytes()[:cut]
    (item,) = read(tmp_path / "t.parquet", raw)
    assert item.error is not None and item.error.code == "S014" and "write it again" in str(item.error)


@pytest.mark.parametrize(
    ("mapping", "columns"),
    [
        ("text=body", {"text": "body"}),
        ("text=body,published=date", {"text": "body", "published": "date"}),
        (" text = body , published = date of issue ", {"text": "body", "published": "date of issue"}),
        ("text=words, in Arabic,id=nr", {"text": "words, in Arabic", "id": "nr"}),
        ("text=نص الخبر", {"text": "نص الخبر"}),
        ("text=a=b", {"text": "a=b"}),
    ],
)
def test_mapping_is_parsed(mapping: str, columns: dict[str, str]) -> None:
    assert parse_columns(mapping) == columns


@pytest.mark.parametrize(
    ("mapping", "parts"),
    [
        ("", ["is no pair", "text=body"]),
        ("text", ["'text' is no pair"]),
        ("text=", ["'text=' is no pair"]),
        ("body=text", ["no field 'body'", "text, id, language"]),
        ("text=a,text=b", ["'text' stands twice"]),
    ],
)
def test_mapping_that_is_none_is_told(mapping: str, parts: list[str]) -> None:
    with pytest.raises(SourceError) as caught:
        parse_columns(mapping)
    assert caught.value.code == "S017" and all(part in str(caught.value) for part in parts)


def test_keys_of_json_are_mapped_too(tmp_path: Path) -> None:
    lines = f'{{"body": "{REPORT}", "when": "2025-04-03", "text": "other"}}\n{{"content": "x"}}\n'
    first, second = read(tmp_path / "t.jsonl", lines, "text=body,published=when")
    assert first.article is not None and first.article.text == REPORT and first.article.published is not None
    assert second.error is not None and second.error.code == "S018" and "no key 'body'" in str(second.error) and "'content'" in str(second.error)
