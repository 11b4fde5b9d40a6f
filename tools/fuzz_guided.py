"""Fuzzing that follows the code: inputs are changed so that they reach lines which no input reached before.

    python tools/fuzz_guided.py text|sources|json|packs|register [--seconds 600] [--keep FOLDER] [OPTION OF LIBFUZZER …]

Needs Atheris (``pip install --require-hashes -r requirements.fuzz.lock``) beside what the tests need. It begins with the
inputs of ``tools/fuzz.py``, keeps what reached something new under ``FOLDER/KIND`` and goes on from there the next time;
it ends at the first input that breaks, kept as ``FOLDER/KIND-crash-…``. Mend it, and put the least of it that breaks
into ``tests/fuzz/test_hostile.py``.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import pkgutil
import random
import sys
from collections.abc import Callable
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[1]
# what is read from the command line, in a browser or on a cluster is not what is fuzzed
_LEFT_OUT = ("mithaq.faces", "mithaq.scale.spark", "mithaq.register.migrations")
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests" / "register")]
with atheris.instrument_imports(include=["mithaq"]):
    import mithaq

    # also what is imported only where it is used
    for module in pkgutil.walk_packages(mithaq.__path__, "mithaq."):
        if not module.name.startswith(_LEFT_OUT):
            importlib.import_module(module.name)
    import fuzz

# inputs it begins with, the longest of them, and what one may take: seconds by the clock, megabytes of the process
_FIRST, _LONGEST, _LIMIT_S, _LIMIT_MB = 200, 12_000, 120, 4_000


def main() -> None:
    """Fuzz one kind of input."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=[*fuzz.KINDS, "register"])
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"))
    options, others = parser.parse_known_args()
    folder = options.keep / options.kind
    folder.mkdir(parents=True, exist_ok=True)
    try_ = sequences() if options.kind == "register" else cases(options.kind, folder)
    limits = [f"-max_total_time={options.seconds}", f"-max_len={_LONGEST}", f"-timeout={_LIMIT_S}", f"-rss_limit_mb={_LIMIT_MB}"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={options.keep}/{options.kind}-", *others, str(folder)], try_)
    atheris.Fuzz()


def cases(kind: str, folder: Path) -> Callable[[bytes], None]:
    """Return what tries bytes as an input of a kind, the first of them says under which name; write inputs to begin with."""
    make, try_ = fuzz.TRIED[kind]
    first = list(itertools.islice(make(random.Random(kind)), _FIRST))
    names = sorted({case.name for case in first})
    for number, case in enumerate(first):
        (folder / f"first-{number}").write_bytes(bytes([names.index(case.name)]) + case.raw[: _LONGEST - 1])

    def run(raw: bytes) -> None:
        if raw:
            # a report is text whatever the bytes are
            body = raw[1:].decode("utf-8", "replace").encode() if kind == "text" else raw[1:]
            try_(fuzz.Case(names[raw[0] % len(names)], body, len(body)))

    return run


def sequences() -> Callable[[bytes], object]:
    """Return what does the work on a register that bytes say, step by step."""
    from hypothesis.stateful import get_state_machine_test
    from test_sequences import Work

    return get_state_machine_test(Work, settings=Work.TestCase.settings).hypothesis.fuzz_one_input  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
