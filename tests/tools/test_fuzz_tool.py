"""The fuzzer sends every kind of input through, the same for the same seed, and keeps what breaks."""

import itertools
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import fuzz


@pytest.mark.parametrize("kind", fuzz.KINDS)
def test_nothing_breaks(kind: str, tmp_path: Path) -> None:
    assert fuzz.fuzz(kind, 40_000, 1, tmp_path / "kept") == 0
    assert not (tmp_path / "kept").exists()


def test_the_same_seed_makes_the_same_inputs_and_another_others() -> None:
    one, two, other = (list(itertools.islice(fuzz.sources(random.Random(seed)), 20)) for seed in (1, 1, 2))
    assert one == two != other


def test_what_breaks_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def breaks(case: fuzz.Case) -> None:
        raise RecursionError("found")

    case = fuzz.Case("ar.txt", b"x", 1)
    assert fuzz.attempt("text", case, breaks, tmp_path / "kept") == 1
    (path,) = (tmp_path / "kept").iterdir()
    assert path.read_bytes() == b"x" and "RecursionError: found" in capsys.readouterr().out
