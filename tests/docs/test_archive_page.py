"""What docs/archives.md says about the files holds: its Python runs over them, its SQL names columns that are there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mithaq.faces.cli.main import main
from mithaq.sources.shards import read_shard, shard_schema

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "archives.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
SAMPLES = [str(path) for path in sorted((ROOT / "samples").glob("*.json")) if not path.name.endswith(".gold.json")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("archive")
    assert CliRunner().invoke(main, ["read", *SAMPLES, "--jobs", "1", "-o", str(place / "readings")]).exit_code == 0
    return place


def test_python_runs(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(folder)
    (polars,) = (code for code in PYTHON if "polars" in code)
    exec(compile(polars, "docs/archives.md", "exec"), {})
    assert "SUPPORT" in capsys.readouterr().out


def test_spark_runs(folder: Path) -> None:
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("no Java")
    (folder / "archive").mkdir()
    shutil.copy(SAMPLES[0], folder / "archive")
    (code,) = (code for code in PYTHON if "pyspark" in code)
    # in a process of its own: Spark keeps the folder it was started in
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, env={**os.environ, "PYSPARK_PYTHON": sys.executable})
    assert [reading.article.text for path in (folder / "readings-spark").glob("*.parquet") for reading in read_shard(path)]


def test_sql_runs_or_names_columns_that_are_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statements = [one.strip() for block in re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL) for one in block.split(";") if one.strip()]
    assert len(statements) == 2
    assert {"events", "where", "error"} <= set(shard_schema().names) and shard_schema().field("error").type.field(0).name == "code"
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(folder)
    types, errors = (duckdb.sql(one).fetchall() for one in statements)
    assert types and not errors
