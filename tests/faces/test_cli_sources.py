"""`mithaq read` takes every kind of source through the front door."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from mithaq.faces.cli.main import main

REPORT = "أدانت مصر الهجوم على تركيا."
PAGE = f'<html lang="ar"><head><title>مصر تدين - الضفة</title><meta property="og:site_name" content="الضفة"></head><body><h1>مصر تدين</h1><span>نشر في: الخميس 3 نيسان 2025</span><p>{REPORT}</p></body></html>'
FEED = f"<rss><channel><item><title>t</title><guid>f1</guid><pubDate>Thu, 03 Apr 2025 10:00:00 +0300</pubDate><description>{REPORT}</description></item></channel></rss>"
HTTP = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}".encode()
WARC = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://www.daffa.example/2025/04/03/x\r\nContent-Type: application/http\r\nContent-Length: {len(HTTP)}\r\n\r\n".encode() + HTTP + b"\r\n\r\n"


def run(*args: object, text: bytes | None = None) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args], input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def sources(folder: Path) -> list[Path]:
    files = {"a.html": PAGE.encode(), "feed.xml": FEED.encode(), "b.warc": WARC, "t.csv": f"id,body,date\nc1,{REPORT},2025-04-03\n".encode(), "in/d.txt": REPORT.encode()}
    for name, raw in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(raw)
    return [folder / name for name in ("a.html", "in", "feed.xml", "b.warc", "t.csv")]


def test_every_kind_of_source_is_read(tmp_path: Path) -> None:
    result = run("read", *sources(tmp_path), "--map", "text=body,published=date", "--format", "jsonl")
    assert result.exit_code == 0 and not result.stderr
    readings = [json.loads(line) for line in result.stdout.splitlines()]
    assert [reading["article"]["id"] for reading in readings][:3] == ["a", "d", "f1"] and readings[4]["article"]["id"] == "c1"
    assert all(reading["article"]["text"] == REPORT and reading["events"] for reading in readings)
    dates = [reading["article"]["published"] and reading["article"]["published"]["start"] for reading in readings]
    assert dates == ["2025-04-03", None, "2025-04-03", "2025-04-03", "2025-04-03"]
    assert readings[0]["article"]["title"] == "مصر تدين" and readings[3]["article"]["publisher"] == "daffa.example"


def test_page_alone_is_one_object_and_a_table_is_a_list(tmp_path: Path) -> None:
    page, folder, _, _, table = sources(tmp_path)
    assert isinstance(json.loads(run("read", page, "--format", "json").stdout), dict)
    assert isinstance(json.loads(run("read", table, "--format", "json").stdout), list)
    assert isinstance(json.loads(run("read", folder, "--format", "json").stdout), list)


def test_page_comes_through_standard_input() -> None:
    result = run("read", "-", "--format", "json", text=PAGE.encode())
    assert result.exit_code == 0 and json.loads(result.stdout)["article"]["text"] == REPORT


def test_missing_column_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    page, *_, table = sources(tmp_path)
    result = run("read", table, page, "--map", "text=words", "--format", "jsonl")
    assert result.exit_code == 1 and len(result.stdout.splitlines()) == 1
    assert "[S018]" in result.stderr and "no column 'words'" in result.stderr and "'id', 'body', 'date'" in result.stderr


def test_mapping_that_is_none_is_a_usage_error(tmp_path: Path) -> None:
    result = run("read", *sources(tmp_path), "--map", "body=text")
    assert result.exit_code == 2 and "--map" in result.stderr and "expected one of: text, id" in result.stderr


def test_address_is_refused_without_the_option() -> None:
    result = run("read", "https://www.daffa.example/x")
    assert result.exit_code == 1 and "[S021]" in result.stderr and "--network" in result.stderr


def test_explain_takes_a_page(tmp_path: Path) -> None:
    page = sources(tmp_path)[0]
    result = run("explain", page)
    assert result.exit_code == 0 and "condemn" in result.stdout
