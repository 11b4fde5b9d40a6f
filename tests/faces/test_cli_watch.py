"""``mithaq watch``: what feeds bring is added and told; those that fail are told and end with exit code 1."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mithaq import Register
from mithaq.faces.cli.main import main
from mithaq.register import watching
from mithaq.sources.addresses import Fetcher

FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>أخبار</title><item><title>زيارة</title><link>http://news.example/1</link>'
    "<description>وصل وزير الخارجية المصري إلى الخرطوم يوم الأحد في زيارة رسمية تستغرق يومين يلتقي خلالها كبار المسؤولين السودانيين.</description></item></channel></rss>"
)


class Handler(BaseHTTPRequestHandler):
    """One feed; all other paths are missing."""

    def do_GET(self) -> None:
        if self.path != "/rss":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        self.wfile.write(FEED.encode())

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=lambda: server.serve_forever(0.02), daemon=True).start()
    monkeypatch.setattr(watching, "shared_fetcher", lambda: Fetcher(resolver=lambda *_: ["127.0.0.1"], allowed=lambda _: True, pause=lambda _: None))
    yield f"http://feeds.example:{server.server_port}"
    server.shutdown()
    server.server_close()


def run(tmp_path: Path, *feeds: str, options: tuple[str, ...] = ()) -> Result:
    listed = tmp_path / "feeds.toml"
    listed.write_text("".join(f'[[feed]]\nurl = "{url}"\noutlet = "المنار"\nlanguage = "ar"\n' for url in feeds), encoding="utf-8")
    return CliRunner().invoke(main, ["watch", str(listed), "--register", str(tmp_path / "r.db"), "--once", "--jobs", "1", *options])


def test_what_a_feed_brings_is_added_once_and_told(tmp_path: Path, host: str) -> None:
    first = run(tmp_path, f"{host}/rss")
    assert first.exit_code == 0 and "1 added" in first.stdout, first.output
    again = run(tmp_path, f"{host}/rss", options=("--json",))
    assert json.loads(again.stdout) == {"feed": f"{host}/rss", "unchanged": False, "error": None, "new": 0, "known": 1, "aside": 0}
    with Register(tmp_path / "r.db") as register:
        assert register.stats().outlets == {"المنار": 1}


def test_a_feed_that_fails_is_told_and_the_others_are_asked(tmp_path: Path, host: str) -> None:
    result = run(tmp_path, f"{host}/gone", f"{host}/rss")
    assert result.exit_code == 1 and "404" in result.stderr and "1 added" in result.stdout


def test_a_list_that_is_none_makes_no_report(tmp_path: Path) -> None:
    result = run(tmp_path, "ftp://feeds.example/rss")
    assert result.exit_code == 1 and "[R011]" in result.stderr and "url" in result.stderr
