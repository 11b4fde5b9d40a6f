"""What docs/archives.md says about the files holds: its Python runs over them, its SQL names columns that are there."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from mithaq.faces.cli.main import main
from mithaq.sources.shards import shard_schema

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "archives.md").read_text(encoding="utf-8")
SAMPLES = [str(path) for path in sorted((ROOT / "samples").glob("*.json")) if not path.name.endswith(".gold.json")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("archive")
    assert CliRunner().invoke(main, ["read", *SAMPLES, "--jobs", "1", "-o", str(place / "readings")]).exit_code == 0
    return place


def test_python_runs(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(folder)
    for code in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL):
        exec(compile(code, "docs/archives.md", "exec"), {})
    assert "SUPPORT" in capsys.readouterr().out


def test_sql_runs_or_names_columns_that_are_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statements = [one.strip() for block in re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL) for one in block.split(";") if one.strip()]
    assert len(statements) == 2
    assert {"events", "where", "error"} <= set(shard_schema().names) and shard_schema().field("error").type.field(0).name == "code"
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(folder)
    types, errors = (duckdb.sql(one).fetchall() for one in statements)
    assert types and not errors
