"""Bad input: each case says what, where, found, expected and what to do; the other files are still read."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mithaq.errors import SourceError
from mithaq.faces.cli.main import main
from mithaq.sources.files import MAX_CHARACTERS, decode, read_articles

REPORT = "أدانت مصر الهجوم على تركيا."
READ_LIMIT_S = 60.0


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


# name of the file, its bytes, and what the message must hold
BROKEN: dict[str, tuple[str, bytes, list[str]]] = {
    "empty": ("x.txt", b"", ["S001", "empty", "expected a report's text"]),
    "blank": ("x.txt", b" \n\t", ["S001", "empty"]),
    "only-controls": ("x.txt", "\x1c\u200f\ufeff".encode(), ["S001", "empty"]),
    "only-a-mark": ("x.txt", b"\xef\xbb\xbf\n", ["S001", "empty"]),
    "binary": ("x.txt", b"\x7fELF\x00\x01\x02", ["S002", "binary data", "byte 4", "expected text"]),
    "binary-late": ("x.txt", b"a" * 9000 + b"\x00", ["S002", "byte 9000"]),
    "pdf": ("x.txt", b"%PDF-1.7 ...", ["S002", "PDF", "save its text"]),
    "word": ("x.docx", b"PK\x03\x04...", ["S002", "Word", "save its text"]),
    "latin-1": ("x.txt", "déjà vu à Paris".encode("latin-1"), ["S003", "byte 1", "save it as UTF-8"]),
    "cut-utf-8": ("x.txt", "report مصر".encode()[:-1], ["S003", "not UTF-8", "save it as UTF-8"]),
    "cut-utf-16": ("x.txt", REPORT.encode("utf-16")[:-1], ["S003", "UTF-16", "byte"]),
    "broken-arabic-utf-8": ("x.txt", REPORT.encode() + b"\xd9 " + REPORT.encode(), ["S003", "not UTF-8 (byte", "save it as UTF-8"]),
    "cut-arabic-utf-8": ("x.txt", REPORT.encode()[:-2], ["S003", "not UTF-8", "save it as UTF-8"]),
    "web-page-without-a-report": ("x.html", b"\xef\xbb\xbf\n<!DOCTYPE html><nav>" + REPORT.encode() + b"</nav>", ["S013", "no report", "save the words"]),
    "rich-text": ("x.rtf", b"{\\rtf1 " + REPORT.encode(), ["S002", "rich text"]),
    "json-line-column": ("x.json", b'{"id": "a",\n "text" "b"}', ["S005", "line 2, column 9", "mend"]),
    "json-empty-object": ("x.json", b"{}", ["S006", "`text`", "found the keys none"]),
    "json-no-text": ("x.json", b'{"id": "a", "body": "b"}', ["S006", "`text`", "'id', 'body'", "--map text=KEY"]),
    "json-text-number": ("x.json", b'{"text": 17}', ["S006", "Expected `str`", "$.text", "found 17"]),
    "json-title-list": ("x.json", b'{"text": "x", "title": ["y"]}', ["S006", "$.title", "found ['y']"]),
    "json-language-number": ("x.json", b'{"text": "x", "language": 1}', ["S006", "$.language"]),
    "json-published-number": ("x.json", b'{"text": "x", "published": 20250403}', ["S006", "$.published"]),
    "json-list": ("x.json", b'[{"text": "x"}]', ["S006", "a list", "expected an object", ".jsonl"]),
    "json-string": ("x.json", b'"text"', ["S006", "a string", "expected an object"]),
    "json-blank-text": ("x.json", b'{"text": "  "}', ["S001", "empty"]),
    "json-bad-date": ("x.json", b'{"text": "x", "published": "3/4/2025"}', ["S007", "3/4/2025", "YYYY-MM-DD", "mend"]),
    "json-half-pair": ("x.json", b'{"text": "\\ud83d"}', ["S003", "surrogate"]),
    "json-deep": ("x.json", b'{"text": ' + b"[" * 200_000, ["S005"]),
    "json-long-number": ("x.json", b'{"text": "x", "id": ' + b"1" * 5000 + b"}", ["S005"]),
    "no-pack-told-by-letters": ("x.txt", b"Egypt condemned the attack.", ["S015", "expected one of: ar", "--language"]),
    "no-pack-by-key": ("x.json", b'{"text": "x", "language": "xx"}', ["S015", "'xx' has no pack", "expected one of: ar"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "parts"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_file_is_told_and_the_others_are_read(tmp_path: Path, name: str, raw: bytes, parts: list[str]) -> None:
    broken, good = tmp_path / name, tmp_path / "good.txt"
    broken.write_bytes(raw)
    good.write_text(REPORT, encoding="utf-8")
    result = run("read", broken, good, "--format", "json")
    assert result.exit_code == 1
    assert [reading["article"]["id"] for reading in json.loads(result.stdout)] == ["good"]
    assert len(result.stderr.splitlines()) == 1
    for part in [str(broken), *parts]:
        assert part in result.stderr


def test_nothing_read_means_no_output(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"")
    result = run("read", tmp_path / "x.txt", "-o", tmp_path / "out.json")
    assert result.exit_code == 1 and not result.stdout and not (tmp_path / "out.json").exists()


def test_missing_file_is_told(tmp_path: Path) -> None:
    result = run("read", tmp_path / "none.txt")
    assert result.exit_code == 1 and "[S010]" in result.stderr and "none.txt: no such file" in result.stderr


def test_folder_without_files_is_told(tmp_path: Path) -> None:
    result = run("read", tmp_path)
    assert result.exit_code == 1 and "[S011]" in result.stderr and "a folder without files to read; expected reports" in result.stderr


def test_other_lines_than_the_bad_one_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    good = json.dumps({"text": REPORT})
    path.write_text(f'{good}\n{{"text": oops}}\n\n{{"id": "no text"}}\n{good}\n', encoding="utf-8")
    result = run("read", path, "--format", "jsonl")
    assert result.exit_code == 1 and len(result.stdout.splitlines()) == 2
    assert "x.jsonl, line 2, column 10: not JSON" in result.stderr
    assert "x.jsonl, line 4: no article" in result.stderr


def test_article_of_another_language_is_told_and_the_other_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"id": "en1", "text": "Egypt did."}) + "\n" + json.dumps({"text": REPORT}), encoding="utf-8")
    result = run("read", path, "--format", "jsonl")
    assert result.exit_code == 1 and len(result.stdout.splitlines()) == 1
    assert "x.jsonl, article en1" in result.stderr


@pytest.mark.parametrize(
    ("option", "value", "parts"),
    [
        ("--published", "yesterday", ["'yesterday'", "YYYY-MM-DD"]),
        ("--published", "2025-02-30", ["'2025-02-30'", "YYYY-MM-DD"]),
        ("--published", "", ["''", "YYYY-MM-DD"]),
        ("--language", "xx", ["'xx' has no pack", "expected one of: ar"]),
        ("--format", "xml", ["'xml'", "'table'"]),
    ],
)
def test_bad_option_is_a_usage_error(tmp_path: Path, option: str, value: str, parts: list[str]) -> None:
    (tmp_path / "x.txt").write_text(REPORT, encoding="utf-8")
    result = run("read", tmp_path / "x.txt", option, value)
    assert result.exit_code == 2 and not result.stdout
    for part in [option, *parts]:
        assert part in result.stderr


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256", "iso8859-6"]
)
def test_encodings_give_the_same_text(encoding: str) -> None:
    assert decode(REPORT.encode(encoding), "x") == REPORT


def test_legacy_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(REPORT.encode("windows-1256"))
    result = run("read", tmp_path / "x.txt", "--format", "json")
    assert result.exit_code == 0 and json.loads(result.stdout)["article"]["text"] == REPORT


def test_text_without_a_date_is_read_with_an_issue(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(REPORT, encoding="utf-8")
    reading = json.loads(run("read", tmp_path / "x.txt", "--format", "json").stdout)
    assert [issue["code"] for issue in reading["issues"]] == ["no-publication-date"]


def test_a_date_that_contradicts_its_weekday_is_told_with_the_right_one(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("زار الرئيس المصري تركيا يوم الاثنين 3 أبريل 2025.", encoding="utf-8")
    result = run("read", tmp_path / "x.txt")
    assert result.exit_code == 0 and "weekday-conflict" in result.stdout and "2025-04-03 is a Thursday" in result.stdout.replace("\n", " ")


def test_line_separators_within_json_do_not_end_a_line() -> None:
    raw = json.dumps({"text": f"{REPORT}\u2028{REPORT}\x85"}, ensure_ascii=False).encode()
    articles = list(read_articles(Path("x.jsonl"), raw))
    assert len(articles) == 1 and articles[0].text.count(REPORT) == 2


def test_null_keys_are_like_absent_ones() -> None:
    raw = json.dumps({"text": REPORT, "id": None, "published": None, "language": None, "more": 1}).encode()
    (article,) = read_articles(Path("x.json"), raw)
    assert article.id == "" and article.published is None and article.language is None


def test_first_bad_line_raises_without_a_handler() -> None:
    with pytest.raises(SourceError, match="line 1"):
        list(read_articles(Path("x.jsonl"), b"{\n{}"))


def test_oversized_text_is_refused() -> None:
    with pytest.raises(SourceError, match=r"S004.*5,000,001 characters.*at most 5,000,000.*split"):
        decode(b"a" * (MAX_CHARACTERS + 1), "x.txt")


def test_a_text_of_one_megabyte_is_read_in_time(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text((REPORT + "\n") * (1_000_000 // len((REPORT + "\n").encode())), encoding="utf-8")
    began = sum(os.times()[:4])
    result = run("read", path, "--format", "json", "-o", tmp_path / "out.json")
    assert result.exit_code == 0 and sum(os.times()[:4]) - began < READ_LIMIT_S
