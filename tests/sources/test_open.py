"""The front door: whatever holds reports, folders in one order, packed files within limits, nothing lost."""

import gzip
import io
import json
import os
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from pages import BODY, FIRST, PAGES, SECOND, TITLE

from mithaq.sources.documents import in_order
from mithaq.sources.item import Item, SourceOptions
from mithaq.sources.open import MAX_DEPTH, holds_one, open_source

PAGE = PAGES["broadcaster"].html.encode()
ROWS = json.dumps({"text": FIRST, "id": "j1"}).encode() + b"\n" + json.dumps({"text": SECOND}).encode() + b"\n"


def read(name: object) -> list[Item]:
    return list(open_source(str(name)))


def told(items: list[Item]) -> list[str]:
    return [item.error.code if item.error is not None else item.article.text if item.article is not None else "" for item in items]


def zipped(files: dict[str, bytes], **kinds: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", **kinds) as archive:  # type: ignore[arg-type]
        for name, raw in files.items():
            archive.writestr(name, raw)
    return buffer.getvalue()


def word(*lines: str, table: tuple[str, ...] = ()) -> bytes:
    document = docx.Document()
    document.core_properties.title = TITLE
    for line in lines:
        document.add_paragraph(line)
    if table:
        cells = document.add_table(1, len(table)).rows[0].cells
        for cell, text in zip(cells, table, strict=True):
            cell.text = text
    document.sections[0].header.paragraphs[0].text = "ترويسة"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf(lines: list[str]) -> bytes:
    """Return a PDF file of lines in Latin letters."""
    content = "BT /F1 12 Tf 14 TL 50 780 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()


# name, bytes, the texts that come out or the codes of what is wrong
KINDS: dict[str, tuple[str, bytes, list[str]]] = {
    "text": ("a.txt", FIRST.encode(), [FIRST]),
    "text-of-any-ending": ("a.report", FIRST.encode(), [FIRST]),
    "json": ("a.json", json.dumps({"text": FIRST}).encode(), [FIRST]),
    "jsonl": ("a.jsonl", ROWS, [FIRST, SECOND]),
    "jsonl-utf-16": ("a.jsonl", ROWS.decode().encode("utf-16"), [FIRST, SECOND]),
    "jsonl-with-a-mark": ("a.jsonl", b"\xef\xbb\xbf" + ROWS, [FIRST, SECOND]),
    "page-by-content": ("a.txt", PAGE, ["\n".join(PAGES["broadcaster"].body)]),
    "page-by-ending": ("a.html", f"<div><p>{FIRST}</p></div>".encode(), [FIRST]),
    "page-in-utf-16": ("a.htm", PAGE.decode().encode("utf-16"), ["\n".join(PAGES["broadcaster"].body)]),
    "word": ("a.docx", word(FIRST, "", SECOND, table=("أ", "ب")), [f"{FIRST}\n{SECOND}\nأ ب"]),
    "word-without-its-ending": ("a.bin", word(FIRST), [FIRST]),
    "pdf": ("a.pdf", pdf(["The ministers signed an agreement on water in the capital on Thursday and", "agreed to meet again.", "3"]), ["The ministers signed an agreement on water in the capital on Thursday and agreed to meet again."]),
    "gzip": ("a.jsonl.gz", gzip.compress(ROWS), [FIRST, SECOND]),
    "gzip-without-its-ending": ("a.html", gzip.compress(PAGE), ["\n".join(PAGES["broadcaster"].body)]),
    "zip": ("a.zip", zipped({"b/2.txt": SECOND.encode(), "b/1.html": PAGE, "a.jsonl": ROWS, "p.png": b"\x89PNG", ".hidden": b"x"}), [FIRST, SECOND, "\n".join(PAGES["broadcaster"].body), SECOND]),
    "zip-in-zip": ("a.zip", zipped({"b.zip": zipped({"c.txt.gz": gzip.compress(FIRST.encode())})}), [FIRST]),
    "empty": ("a.txt", b"", ["S001"]),
    "empty-jsonl": ("a.jsonl", b"\n", ["S001"]),
    "empty-html": ("a.html", b" ", ["S001"]),
    "empty-gzip": ("a.txt.gz", gzip.compress(b""), ["S001"]),
    "empty-zip": ("a.zip", zipped({}), ["S011"]),
    "zip-of-pictures": ("a.zip", zipped({"p.png": b"\x89PNG"}), ["S011"]),
    "empty-word": ("a.docx", word(), ["S001"]),
    "empty-pdf": ("a.pdf", pdf([]), ["S001"]),
    "old-word": ("a.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, ["S002"]),
    "opendocument": ("a.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), ["S002"]),
    "workbook": ("a.xlsx", zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), ["S002"]),
    "broken-word": ("a.docx", word(FIRST)[:-200], ["S002"]),
    "broken-pdf": ("a.pdf", b"%PDF-1.7 nonsense", ["S002"]),
    "broken-zip": ("a.zip", zipped({"a.txt": FIRST.encode()})[:-30], ["S014"]),
    "broken-gzip": ("a.txt.gz", b"\x1f\x8b\x08\x00nonsense", ["S014"]),
    "cut-gzip": ("a.txt.gz", gzip.compress(FIRST.encode())[:-12], ["S014"]),
    "cut-gzip-of-lines": ("a.jsonl.gz", gzip.compress(ROWS + os.urandom(300_000).hex().encode())[:-400], [FIRST, SECOND, "S014"]),
    "picture": ("a.png", b"\x89PNG\r\n\x1a\n\x00", ["S002"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "expected"), KINDS.values(), ids=KINDS.keys())
def test_source_is_told_by_content_and_ending(tmp_path: Path, name: str, raw: bytes, expected: list[str]) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    items = read(path)
    assert told(items) == expected
    assert all((item.article is None) != (item.error is None) for item in items)
    assert all(item.where.startswith(str(path)) for item in items)
    assert all(str(path) in str(item.error) for item in items if item.error)


def test_ids_and_places_say_where_a_report_stood(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(ROWS)
    (tmp_path / "b.txt").write_text(FIRST, encoding="utf-8")
    first, second, third = read(tmp_path)
    assert first.where == f"{tmp_path}/a.jsonl, line 1" and second.where == f"{tmp_path}/a.jsonl, line 2" and third.where == f"{tmp_path}/b.txt"
    assert [item.article.id for item in (first, second, third) if item.article] == ["j1", "", "b"]


def test_word_gives_its_title_and_no_date(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(FIRST))
    (item,) = read(tmp_path / "a.docx")
    assert item.article is not None and item.article.title == TITLE and item.article.published is None


class ArabicPage:
    """A page of a PDF file as its library gives it: letters, and where each stands."""

    def __init__(self, letters: str, *left: float) -> None:
        self.letters, self.left = letters, left

    def get_text_range(self) -> str:
        return self.letters

    def count_chars(self) -> int:
        return len(self.letters)

    def get_charbox(self, at: int) -> tuple[float, float, float, float]:
        return self.left[at], 0, self.left[at] + 5, 9


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (ArabicPage("ركشو لاق", 60, 65, 70, 75, 55, 40, 45, 50), "وشكر قال"),
        (ArabicPage("قال وزير", 75, 70, 65, 60, 55, 50, 45, 40), "قال وزير"),
        # one glyph for two letters
        (ArabicPage("سالم", 75, 70, 70, 60), "سلام"),
        (ArabicPage("عام 25", 75, 70, 65, 60, 40, 45), "عام 25"),
    ],
)
def test_words_of_pdf_files_are_read_from_right_to_left(page: ArabicPage, text: str) -> None:
    assert in_order(page) == text


def test_what_browsers_print_at_the_edges_of_a_page_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(["11/28/26, 6:23 AM", "The ministers met again.", "https://daffa.example/a 1/2"]))
    assert told(read(tmp_path / "a.pdf")) == ["The ministers met again."]


def test_folders_are_read_in_one_order_with_the_folders_within_them(tmp_path: Path) -> None:
    for name in ("z.txt", "b/2.txt", "b/10.txt", "a/x/y.txt", "A.txt", ".git/config", "b/style.css", "b/photo.JPG"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}: {FIRST}", encoding="utf-8")
    names = [item.where.removeprefix(f"{tmp_path}/") for item in read(tmp_path)]
    assert names == ["A.txt", "a/x/y.txt", "b/10.txt", "b/2.txt", "z.txt"]


def test_links_in_circles_end_and_links_to_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "c.txt").symlink_to(tmp_path / "a" / "1.txt")
    (tmp_path / "d.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "e.txt").symlink_to(tmp_path / "e.txt")
    items = read(tmp_path)
    assert told(items) == [FIRST, FIRST, "S010", "S012"]


def test_pipe_in_a_folder_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(FIRST, encoding="utf-8")
    assert told(read(tmp_path)) == ["S012", FIRST]


def test_pipe_named_alone_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=lambda: (tmp_path / "pipe").write_bytes(PAGE))
    writer.start()
    items = read(tmp_path / "pipe")
    writer.join()
    assert told(items) == ["\n".join(PAGES["broadcaster"].body)]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(FIRST, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "c").mkdir(mode=0)
    assert told(read(tmp_path)) == ["S012", FIRST, "S012"]


@pytest.mark.parametrize("name", ["none.txt", "none/", "a\x00b", "x" * 5000, ""])
def test_what_is_not_there_is_an_item(tmp_path: Path, name: str) -> None:
    (item,) = read(f"{tmp_path}/{name}" if name else "")
    assert item.error is not None and item.error.code in ("S010", "S011", "S012")


def test_error_of_reading_is_an_item_and_not_raised(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    monkeypatch.setattr("mithaq.sources.open.Path.open", _failing)
    (item,) = read(tmp_path / "a.txt")
    assert item.error is not None and item.error.code == "S012" and "disk" in str(item.error)


def _failing(*_: object) -> None:
    raise OSError(5, "the disk is gone")


# what a packed bomb is named and the making of it
BOMBS: dict[str, Callable[[], bytes]] = {
    "a.txt.gz": lambda: gzip.compress(b" " * 100_000_000),
    "a.jsonl.gz": lambda: gzip.compress(b"\n" * 100_000_000),
    "a.csv.gz": lambda: gzip.compress(b"text\n" + b"\n" * 100_000_000),
    "a.html.gz": lambda: gzip.compress(b"<html>" + b" " * 100_000_000),
    "a.warc.gz": lambda: gzip.compress(b"WARC/1.0\r\n" + b"a" * 100_000_000),
    "a.zip": lambda: zipped({"a.jsonl": b"\n" * 100_000_000}, compression=zipfile.ZIP_DEFLATED),
    "a.docx": lambda: zipped({"word/document.xml": b" " * 250_000_000, "[Content_Types].xml": b""}, compression=zipfile.ZIP_DEFLATED),
}


@pytest.mark.parametrize("name", BOMBS.keys())
def test_what_grows_beyond_measure_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BOMBS[name]())
    assert set(told(read(tmp_path / name))) <= {"S016", "S004", "S014"}
    assert len(read(tmp_path / name)) == 1


def test_archives_within_archives_end(tmp_path: Path) -> None:
    raw = FIRST.encode()
    for _ in range(MAX_DEPTH + 1):
        raw = gzip.compress(raw)
    (tmp_path / "a.gz").write_bytes(raw)
    assert told(read(tmp_path / "a.gz")) == ["S016"]


def test_locked_zip_is_told_by_member(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.txt": FIRST.encode()}))
    # the flag of a locked member, in its head and in the table of contents
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(raw))
    (item,) = read(tmp_path / "a.zip")
    assert item.error is not None and item.error.code == "S014" and "password" in str(item.error)


def test_text_of_200_megabytes_is_refused_before_it_is_in_memory(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(200_000_000)
    (item,) = read(tmp_path / "a.txt")
    assert item.error is not None and item.error.code == "S004" and "split" in str(item.error)


def test_json_lines_of_200_megabytes_are_read_one_by_one(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("wb") as file:
        file.write(ROWS * 300)
        file.seek(200_000_000)
        file.write(b"\n" + ROWS)
    # what stands between is one line of zeros
    assert told(read(tmp_path / "a.jsonl")) == [*[FIRST, SECOND] * 300, "S004", FIRST, SECOND]


def test_a_line_without_end_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(ROWS[: ROWS.index(b"\n") + 1] + b"a" * 21_000_000 + b"\n" + ROWS)
    assert told(read(tmp_path / "a.jsonl")) == [FIRST, "S004", FIRST, SECOND]


def test_address_is_not_fetched_unless_asked_for() -> None:
    (item,) = read("https://www.delta.example/a")
    assert item.error is not None and item.error.code == "S021" and "--network" in str(item.error)


def test_what_the_caller_gives_goes_before_what_a_source_says(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGES["egyptian-daily"].html, encoding="utf-8")
    (item,) = open_source(f"{tmp_path}/a.html", options=SourceOptions(published="2020-01-01", language="fr"))
    assert item.article is not None and item.article.language == "fr"
    assert item.article.published is not None and item.article.published.start == "2020-01-01"


def test_a_source_is_read_alike_every_time(tmp_path: Path) -> None:
    for name, raw, _ in KINDS.values():
        (tmp_path / name).write_bytes(raw)
    assert list(map(repr, read(tmp_path))) == list(map(repr, read(tmp_path)))


@pytest.mark.parametrize(
    ("name", "one"),
    [("a.txt", True), ("a.html", True), ("-", True), ("a.html.gz", True), ("https://a.example/x", True), ("a.jsonl", False), ("a.jsonl.gz", False), ("a.CSV", False), ("a.warc.gz", False), ("a.zip", False), ("feed.xml", False)],
)
def test_what_may_hold_several_reports(name: str, one: bool) -> None:
    assert holds_one(name) is one


def test_folder_may_hold_several_reports(tmp_path: Path) -> None:
    assert not holds_one(str(tmp_path))


def test_all_paragraphs_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(*BODY))
    assert told(read(tmp_path / "a.docx")) == ["\n".join(BODY)]
