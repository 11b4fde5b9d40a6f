"""Freeze the readings of the sample reports and raise the floors of their scores.

    python tools/golden.py [--allow-regression REASON]

Writes ``tests/golden/readings/ID.json``, raises ``floors.json`` where the scores have risen, and takes the variants of
the founding report that are read alike by now out of ``not_yet.json``. Look at the difference before you commit it.
A floor is lowered, or a variant added, only with ``--allow-regression``; its reason is kept in ``floors.log``.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

from mithaq.evaluation import evaluate, load_gold
from mithaq.reader import Reader
from mithaq.sources.files import read_articles

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
Floors = dict[str, dict[str, float]]


def main() -> None:
    """Read the samples and write what they give."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--allow-regression", metavar="REASON", default="")
    reason: str = arguments.parse_args().allow_regression
    reader = Reader(["ar", "fr", "en"])
    freeze(reader)
    pin(scores(reader), reason)
    learnt(reason)


def samples(pattern: str) -> list[Path]:
    """Return the files of the samples of all languages."""
    return sorted(path for folder in ("", "fr", "en") for path in (ROOT / "samples" / folder).glob(pattern))


def freeze(reader: Reader) -> None:
    """Write the reading of each sample."""
    for path in samples("*.json"):
        if not path.name.endswith(".gold.json"):
            (article,) = read_articles(path, path.read_bytes())
            (GOLDEN / "readings" / path.name).write_text(reader.read(article).to_json(indent=1).decode() + "\n", encoding="utf-8")


def scores(reader: Reader) -> Floors:
    """Return strict and relaxed F1 over all kinds for each sample."""
    found: Floors = {}
    for path in samples("*.gold.json"):
        ((article, gold),) = load_gold(path)
        counts = evaluate([(gold, reader.read(article))]).all
        found[gold["id"]] = {level: round(counts.prf(level)[2], 2) for level in ("strict", "relaxed")}
    return found


def pin(now: Floors, reason: str) -> None:
    """Raise the floors to the scores of now; lower them only for a reason."""
    path = GOLDEN / "floors.json"
    old: Floors = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    fallen = {f"{name} {level}: {old[name][level]} -> {value}" for name, row in now.items() for level, value in row.items() if value < old.get(name, {}).get(level, 0.0)}
    if fallen and not reason:
        sys.exit("below the floor: " + "; ".join(sorted(fallen)) + "; mend it, or give --allow-regression REASON")
    if fallen:
        with (GOLDEN / "floors.log").open("a", encoding="utf-8") as log:
            log.write(f"{'; '.join(sorted(fallen))}: {reason}\n")
    write_json(path, now)


def learnt(reason: str) -> None:
    """Take the variants that are read alike by now out of the list of those that are not; add others for a reason."""
    path = GOLDEN / "not_yet.json"
    old: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    write_json(path, {})
    command = [sys.executable, "-m", "pytest", "tests/golden/test_founding.py", "-q", "-rf", "--tb=no", "-p", "no:cacheprovider", "-k", "other"]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    failed = re.findall(r"FAILED .*\[(.+?)\]", out)
    new = [name for name in failed if name not in old]
    write_json(path, {name: old.get(name) or reason for name in failed if name in old or reason})
    if new and not reason:
        sys.exit(f"no longer read alike: {', '.join(new)}; mend it, or give --allow-regression REASON")


def write_json(path: Path, value: object) -> None:
    """Write a value as JSON that shows well in a difference."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
