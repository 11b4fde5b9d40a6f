"""The documentation: its commands and Python run as they stand, its reference names everything there is, its site builds."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import mithaq.errors
from mithaq.faces.cli.main import main
from mithaq.packs import loader
from mithaq.register.watching import read_feeds

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import build_site

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
# pages whose code has tests of its own, and those that tools make
ELSEWHERE = {"archives.md", "formats.md", "accuracy.md", "error_analysis.md"}
PAGES = sorted(path for path in DOCS.rglob("*.md") if path.name not in ELSEWHERE and "```" in path.read_text(encoding="utf-8"))
_BLOCK = re.compile(r"(?:^`(?P<file>[\w./-]+)`:\n\n)?^```(?P<kind>\w+)\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(path: Path) -> Iterator[re.Match[str]]:
    yield from _BLOCK.finditer(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [path for path in PAGES if list(blocks(path))], ids=lambda path: path.stem)
def test_code_of_a_page_runs_from_top_to_bottom(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    for block in blocks(path):
        code, kind = block["code"], block["kind"]
        if block["file"]:
            (tmp_path / block["file"]).write_text(code, encoding="utf-8")
        elif kind == "python":
            exec(compile(code, str(path), "exec"), {})
        elif kind == "sh":
            for line in code.splitlines():
                run(line)
        elif kind == "r" and shutil.which("Rscript"):
            subprocess.run(["Rscript", "-e", code], check=True, cwd=tmp_path)
        else:
            assert kind in ("r", "text"), f"{path}: {kind} is run by no test"


def run(line: str) -> None:
    """Run one line of shell, which is a call of the command line."""
    words = shlex.split(line, comments=True)
    assert words[0] == "mithaq", line
    result = CliRunner().invoke(main, words[1:])
    assert result.exit_code == 0, f"{line}\n{result.output}"


def test_the_list_of_feeds_is_one(tmp_path: Path) -> None:
    (code,) = (block["code"] for block in blocks(DOCS / "howto" / "outlets.md") if block["file"] == "feeds.toml")
    (tmp_path / "feeds.toml").write_text(code, encoding="utf-8")
    assert [feed.url for feed in read_feeds(tmp_path / "feeds.toml", loader.languages())] == [feed["url"] for feed in tomllib.loads(code)["feed"]]


def test_the_tutorial_comes_to_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (text,) = (block["code"] for block in blocks(DOCS / "tutorial.md") if block["file"])
    Path("report.txt").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["read", "report.txt", "--published", "2025-04-02", "--format", "json"])
    reading = json.loads(result.stdout)
    (commitment,) = reading["commitments"]
    assert (commitment["strength"], commitment["deadline"]["end"], commitment["amount"]["value"]) == (4, "2025-05-31", 10_000_000)
    assert (len(reading["meetings"]), len(reading["events"])) == (1, 2)


def test_operators_over_acts_become_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = (block["code"] for block in blocks(DOCS / "explanation" / "operators.md"))
    exec(compile(code, "operators.md", "exec"), {})
    assert capsys.readouterr().out.splitlines() == ["[('AID', None)] []", "[('AGREE', None)] [4]", "[('REQUEST', 'assist')] []"]


def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    notebook = json.loads((DOCS / "notebooks" / "first_steps.ipynb").read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for cell in cells:
        exec(compile(cell, "first_steps.ipynb", "exec"), names)
    assert names["reading"].commitments and names["commitment"].strength == 4  # type: ignore[attr-defined]
    assert not any(cell.get("outputs") for cell in notebook["cells"])


def test_the_reference_names_everything() -> None:
    shared = loader.load_shared()
    commands = build_site.commands()
    assert all(f"## mithaq {name}\n" in commands or f"## mithaq {name} " in commands for name in main.list_commands(click.Context(main)))
    assert all(f"| `{name}` |" in build_site.acts() for name in shared.acts)
    assert all(f"| `{name}` |" in build_site.operators() for name in shared.operators)
    for language in loader.languages():
        page = build_site.frames_of(language)
        assert all(f"\n## {frame.frame.id}\n" in page for frame in loader.load_source(language).frames)


def test_the_reference_names_every_setting_and_error_code() -> None:
    used = {name for path in build_site.CODE.rglob("*.py") for name in re.findall(r"MITHAQ(?:_[A-Z]+)+", path.read_text(encoding="utf-8"))}
    settings = build_site.settings()
    assert used and all(f"`{name}`" in settings for name in used)
    codes = set(re.findall(r"\b[A-Z]\d{3}\b", Path(mithaq.errors.__file__).read_text(encoding="utf-8")))
    page = build_site.errors()
    told = dict(re.findall(r"## ([A-Z]\d{3})\n\n(.*)\n", page))
    assert codes <= set(told) and all(told[code] for code in codes)
    assert "- …: no such file; check the path" in page


def test_the_site_builds_and_loads_nothing_from_outside(tmp_path: Path) -> None:
    pytest.importorskip("sphinx", reason="no sphinx: pip install -r requirements.docs.lock")
    pytest.importorskip("furo")
    subprocess.run([sys.executable, str(ROOT / "tools" / "build_site.py"), str(tmp_path / "site")], check=True, env=dict(os.environ))
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"(?:https?:)?//[^\"]+\"", page.read_text(encoding="utf-8")), page
