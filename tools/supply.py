"""What Mithaq is made of: the table of dependencies with reason and licence, and the bill of materials (CycloneDX).

    python tools/supply.py dependencies     # writes docs/dependencies.md
    python tools/supply.py sbom [FILE]      # writes build/sbom.cdx.json

Names, versions and hashes come from requirements.lock, reasons from the comments of pyproject.toml, licences from the
metadata of what is installed.
"""

from __future__ import annotations

import functools
import importlib.metadata
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs" / "dependencies.md"
# what is not in requirements.lock: optional, large or only for building; each with its own lock
OPTIONAL = {
    "pyspark": ("requirements.spark.lock", "Apache-2.0", "the reader over a cluster"),
    "duckdb": ("requirements.spark.lock", "MIT", "tests of the documentation's SQL"),
    "sphinx": ("requirements.docs.lock", "BSD-2-Clause", "the documentation site"),
    "myst-parser": ("requirements.docs.lock", "MIT", "Markdown for the documentation site"),
    "furo": ("requirements.docs.lock", "MIT", "the look of the documentation site, nothing from outside"),
    "atheris": ("requirements.fuzz.lock", "Apache-2.0", "fuzzing that follows the code, by hand"),
    "followthemoney": ("requirements.entities.lock", "MIT", "exported entities checked against the library's schema in tests"),
}
_CLASSIFIERS = {
    "MIT License": "MIT", "BSD License": "BSD-3-Clause", "Apache Software License": "Apache-2.0", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0", "ISC License (ISCL)": "ISC", "The Unlicense (Unlicense)": "Unlicense",
}  # fmt: skip
# what the metadata does not say and the licence files do
_NOT_SAID = {"axe-playwright-python": "MIT AND MPL-2.0", "pyahocorasick": "BSD-3-Clause", "pypdfium2": "BSD-3-Clause AND Apache-2.0"}
# how some packages name a licence that has an identifier
_SPELLINGS = {
    "MIT License": "MIT", "The MIT License": "MIT", "BSD": "BSD-3-Clause", "BSD License": "BSD-3-Clause", "BSD 3-Clause License": "BSD-3-Clause", "BSD-3-clause": "BSD-3-Clause", "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0", "Apache License, Version 2.0": "Apache-2.0", "Apache Software License 2.0": "Apache-2.0", "Apache Software License": "Apache-2.0", "Apache": "Apache-2.0",
}  # fmt: skip


class Pin(NamedTuple):
    """A package of the lock with the hashes of its files."""

    name: str
    version: str
    hashes: tuple[str, ...]


def main() -> None:
    """Write what is asked for."""
    if sys.argv[1:2] == ["dependencies"]:
        TABLE.write_text(table(), encoding="utf-8")
    elif sys.argv[1:2] == ["sbom"]:
        target = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "build" / "sbom.cdx.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(sbom(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    else:
        sys.exit(__doc__)


def table() -> str:
    """Return the page of the dependencies."""
    rows = [f"| {pin.name} | {licence(pin.name)} | {reason(pin.name)} |" for pin in pins()]
    more = [f"| {name} | {licence_} | {why} | `{lock}` |" for name, (lock, licence_, why) in sorted(OPTIONAL.items())]
    return "\n".join([
        "# Dependencies", "",
        "Every package of `requirements.lock` with its licence and the reason why it is there; made by `python tools/supply.py dependencies` and checked in the tests.",
        "Versions and hashes stand in the lock; `make sbom` writes them as CycloneDX, `make audit` asks for known weaknesses.", "",
        "| package | licence | why |", "|---|---|---|", *rows, "",
        "Only where it is asked for:", "", "| package | licence | why | lock |", "|---|---|---|---|", *more, "",
    ])  # fmt: skip


def pins(lock: str = "requirements.lock") -> list[Pin]:
    """Return the packages of a lock."""
    found = re.findall(r"^([\w.\-]+)==(\S+)((?: \\\n +--hash=sha256:\w+)+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    return [Pin(name, version, tuple(re.findall(r"sha256:(\w+)", hashes))) for name, version, hashes in found]


def reason(name: str) -> str:
    """Return why a package is there: what pyproject.toml says of it, or what needs it.

    Raises:
        KeyError: if nothing says why.
    """
    told = _told()
    if name in told:
        return told[name]
    needed = sorted(_needed_by()[_plain(name)])
    return "needed by " + ", ".join(needed)


@functools.cache
def _told() -> dict[str, str]:
    """Return what the comments of pyproject.toml say of each package: those above it, or above its list."""
    found: dict[str, str] = {}
    comment, above = "", ""
    for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[project.scripts]")[0].splitlines():
        if match := re.match(r"\s*# (.*)", line):
            comment = f"{comment} {match[1]}".strip()
            continue
        for name in re.findall(r'"([A-Za-z][\w.\-]*)[><=]', line):
            above = comment or above
            found[_plain(name)] = above
        comment = ""
    return {**found, "hatchling": "builds the wheel", "editables": "an installation that follows the source"}


@functools.cache
def _needed_by() -> dict[str, set[str]]:
    """Return which packages of the lock need a package; those that need it only for an extra where no other does."""
    plain: dict[str, set[str]] = {}
    extra: dict[str, set[str]] = {}
    for pin in pins():
        for requirement in importlib.metadata.requires(pin.name) or []:
            name = re.match(r"[\w.\-]+", requirement)
            if name is not None and _plain(name[0]) != _plain(pin.name):
                (extra if "extra ==" in requirement else plain).setdefault(_plain(name[0]), set()).add(pin.name)
    return {**extra, **plain}


def licence(name: str) -> str:
    """Return the licence of an installed package, as an identifier where it has one."""
    if name in _NOT_SAID:
        return _NOT_SAID[name]
    meta = importlib.metadata.metadata(name)
    if expression := meta.get("License-Expression"):
        return str(expression)
    named = [one.rpartition(" :: ")[2] for one in meta.get_all("Classifier") or [] if one.startswith("License :: ") and not one.endswith("OSI Approved")]
    if named:
        return " AND ".join(_CLASSIFIERS.get(one, one) for one in named)
    first = str(meta.get("License") or "unknown").strip().splitlines()[0]
    return _SPELLINGS.get(first, first)


def sbom() -> dict[str, object]:
    """Return the bill of materials as CycloneDX 1.6, the same for the same lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    root = {"type": "application", "bom-ref": "mithaq", "name": project["name"], "version": project["version"], "licenses": [{"license": {"id": project["license"]}}]}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": root},
        "components": [_component(pin) for pin in pins()],
        "dependencies": list(_edges()),
    }  # fmt: skip


def _component(pin: Pin) -> dict[str, object]:
    """Return a package as a component; the hashes of its files stand as evidence of which are meant."""
    told = licence(pin.name)
    single = {"license": {"name": told}} if " " in told and " AND " not in told and " OR " not in told and " WITH " not in told else {"expression": told}
    purl = f"pkg:pypi/{_plain(pin.name)}@{pin.version}"
    properties = [{"name": "mithaq:sha256", "value": digest} for digest in pin.hashes]
    return {"type": "library", "bom-ref": purl, "name": pin.name, "version": pin.version, "purl": purl, "licenses": [single], "properties": properties}


def _edges() -> Iterator[dict[str, object]]:
    """Yield what needs what."""
    known = {_plain(pin.name): f"pkg:pypi/{_plain(pin.name)}@{pin.version}" for pin in pins()}
    direct = sorted(known[name] for name in _told() if name in known)
    yield {"ref": "mithaq", "dependsOn": direct}
    for name, ref in sorted(known.items()):
        yield {"ref": ref, "dependsOn": sorted(known[other] for other, by in _needed_by().items() if other in known and any(_plain(one) == name for one in by))}


def _plain(name: str) -> str:
    """Return the name of a package as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
