"""What Mithaq is made of is told as it is: reasons and licences, a bill of materials, the same wheel from the same source."""

import json
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import supply

ROOT = Path(__file__).parents[2]


def test_the_table_of_dependencies_is_current() -> None:
    assert supply.TABLE.read_text(encoding="utf-8") == supply.table(), "run python tools/supply.py dependencies"


def test_every_dependency_has_a_reason_and_a_free_licence() -> None:
    for pin in supply.pins():
        told = supply.licence(pin.name)
        # of several licences one may be chosen
        choices = told.split(" OR ")
        assert told != "unknown" and not all("GPL" in one for one in choices), (pin.name, told)
        assert len(supply.reason(pin.name)) > 5
    locked = {supply._plain(pin.name) for lock in ("spark", "docs", "entities", "fuzz") for pin in supply.pins(f"requirements.{lock}.lock")}
    assert set(supply.OPTIONAL) <= locked


def test_the_bill_of_materials_names_every_package_with_its_hashes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(ROOT / "tools" / "supply.py"), "sbom", str(tmp_path / "bom.json")], check=True)
    bom = json.loads((tmp_path / "bom.json").read_text(encoding="utf-8"))
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    locked = re.findall(r"(?m)^([\w.\-]+)==(\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert [(one["name"], one["version"]) for one in bom["components"]] == locked
    assert all(re.fullmatch(r"[0-9a-f]{64}", one["properties"][0]["value"]) for one in bom["components"])
    refs = {one["bom-ref"] for one in bom["components"]} | {"mithaq"}
    assert {edge["ref"] for edge in bom["dependencies"]} == refs
    assert all(set(edge["dependsOn"]) <= refs for edge in bom["dependencies"])
    (direct,) = (edge["dependsOn"] for edge in bom["dependencies"] if edge["ref"] == "mithaq")
    assert any(ref.startswith("pkg:pypi/msgspec@") for ref in direct)


def test_the_wheel_is_the_same_whenever_it_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764201600")
    made = []
    for name in ("one", "two"):
        source = shutil.copytree(ROOT, tmp_path / name, ignore=shutil.ignore_patterns(".*", "build", "dist", "tests", "__pycache__"))
        for path in source.rglob("*"):
            path.touch()
        subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=source, check=True, capture_output=True)
        made += list((source / "dist").glob("*.whl"))
        # zip files keep seconds in pairs
        time.sleep(2)
    assert made[0].name == made[1].name and made[0].read_bytes() == made[1].read_bytes()
    names = zipfile.ZipFile(made[0]).namelist()
    assert "mithaq/packs/ar/language.toml" in names and "mithaq/samples/story/s01.json" in names
