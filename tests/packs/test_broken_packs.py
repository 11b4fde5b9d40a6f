"""Broken pack files: each names the file, the place, what was found, what was expected."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import mithaq
from mithaq.annotate.dates import DateGrammar
from mithaq.errors import PackError
from mithaq.packs import loader
from mithaq.packs.compiler import compile_pack
from mithaq.reader import _grammar

FRAME = "ar/frames/condemn.toml"
NAMES = "ar/territories.tsv"
EXAMPLE = b'\n[[example]]\nid = "twice"\ntext = "x"\nexpect = [{event = "ACCUSE"}]\n'
Edit = Callable[[bytes], bytes]


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A copy of the packs folder that a test may break."""
    return shutil.copytree(loader.PACKS, tmp_path / "packs", ignore=shutil.ignore_patterns("*.py", "__pycache__"))


def compile_from(root: Path) -> None:
    """Do what ``open_pack`` and the reader do with a language's files, without the cache."""
    compiled = compile_pack(loader.load_shared(root), loader.load_source("ar", root), "test")
    _grammar(DateGrammar.from_data, compiled.dates, "ar/dates.toml")


# file, how it is broken, what the message must hold
BROKEN: dict[str, tuple[str, Edit, list[str]]] = {
    "not-toml": (FRAME, lambda b: b"[frame\n" + b, ["P002", "condemn.toml", "line 1", "mend"]),
    "unknown-table": (FRAME, lambda b: b + b"\n[extra]\na = 1\n", ["P003", "condemn.toml", "`extra`", "schema.py"]),
    "unknown-key": (FRAME, lambda b: b.replace(b"[[verb]]", b"[[verb]]\nnonesuch = 1", 1), ["P003", "`nonesuch`", "$.verb[0]"]),
    "wrong-type": (FRAME, lambda b: b.replace(b"[[verb]]", b"[[verb]]\nroot = 5\n[[verb]]", 1), ["P003", "`str`", "$.verb[0].root"]),
    "wrong-id": (FRAME, lambda b: b.replace(b'"condemn"', b'"other"', 1), ["P004", "'other'", "expected 'condemn'"]),
    "bad-columns": (NAMES, lambda b: b"not\theader\n" + b, ["P006", "territories.tsv", "line 1", "expected"]),
    "too-many-cells": (NAMES, lambda b: b"".join([b.rstrip(b"\n"), b"\n", b"x\t" * 30]), ["P007", "line ", "31 cells", "expected"]),
    "empty": (NAMES, lambda _: b"", ["P005", "territories.tsv", "empty", "expected a header"]),
    "not-utf-8": (NAMES, lambda b: b"\xff" + b, ["P009", "territories.tsv", "byte 0", "save it as UTF-8"]),
    "unknown-act-key": ("shared/acts.toml", lambda b: b + b'\n[zzz]\nfoo = "1"\n', ["P003", "acts.toml", "`foo`"]),
}  # fmt: skip
# data that fits its schema and still cannot be
WRONG: dict[str, tuple[str, Edit, list[str]]] = {
    "duplicate-example-id": (FRAME, lambda b: b + EXAMPLE + EXAMPLE, ["condemn.toml", "twice"]),
    "unknown-territory": (NAMES, lambda b: b.rstrip(b"\n") + b"\nZZZ\tx\n", ["territories.tsv", "ZZZ"]),
    "unknown-event-type": ("shared/acts.toml", lambda b: b + b'\n[zzz]\ntype = "NOPE"\n', ["acts.toml", "NOPE"]),
    "missing-setting": ("ar/language.toml", lambda _: b"x = 1\n", ["language.toml", "wordforms"]),
    "unknown-wordforms": ("ar/language.toml", lambda b: b.replace(b'wordforms = "arabic"', b'wordforms = "latin"'), ["P015", "language.toml, wordforms: 'latin'", "expected one of arabic"]),
    "unknown-clitics": ("ar/language.toml", lambda b: b.replace(b'clitics = "arabic"', b'clitics = "latin"'), ["P015", "clitics: 'latin'", "expected one of"]),
    "verb-form-no-number": ("ar/verbs.tsv", lambda b: b.rstrip(b"\n") + "\nكتب\tكتب\tx\ta\tu\n".encode(), ["P014", "verbs.tsv, line ", "$.form", "found 'x'", "mend"]),
    "verb-without-root": ("ar/verbs.tsv", lambda b: b.rstrip(b"\n") + "\nكتب\t\t1\ta\tu\n".encode(), ["P014", "$.root", "found ''"]),
    "place-off-the-map": ("ar/places.tsv", lambda b: b.rstrip(b"\n") + "\nمكان\t\tPlace\tEGY\tnorth\t1\tcity\n".encode(), ["P014", "$.lat", "found 'north'"]),
    "place-without-name": ("ar/places.tsv", lambda b: b.rstrip(b"\n") + b"\n\t\tPlace\tEGY\t1\t1\tcity\n", ["P014", "no name", "«weak»"]),
    "person-without-name": ("ar/persons.tsv", lambda b: b.rstrip(b"\n") + b"\n\t\tEGY\tGOV\tother\t\t\tX\town\n", ["P014", "$.names"]),
    "wording-of-nothing": (FRAME, lambda b: b + b'\n[[noun]]\nrecipient = "object"\n', ["P003", "condemn.toml", "words nothing", "$.noun"]),
    "wording-with-a-short-root": (FRAME, lambda b: b + '\n[[verb]]\nroot = "قل"\nform = 1\n'.encode(), ["P003", "'قل'", "three or four radicals"]),
    "needs-of-no-list": (FRAME, lambda b: b + b'\n[[noun]]\nword = "x"\nneeds = ["@nonesuch"]\n', ["P010", "condemn.toml", "'@nonesuch'", "expected one of none"]),
    "particles-no-list": ("ar/particles.toml", lambda b: b + b"\nzzz = 5\n", ["P003", "particles.toml", "`array`"]),
    "dates-rule-without-patterns": ("ar/dates.toml", lambda b: b.replace(b"patterns =", b"pattern ="), ["P016", "dates.toml", "'patterns' is missing", "packs/ar"]),
}


def check(packs: Path, file: str, edit: Edit, parts: list[str]) -> None:
    path = packs / file
    path.write_bytes(edit(path.read_bytes()))
    with pytest.raises(PackError) as raised:
        compile_from(packs)
    for part in parts:
        assert part in str(raised.value)


@pytest.mark.parametrize(("file", "edit", "parts"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_file_is_told(packs: Path, file: str, edit: Edit, parts: list[str]) -> None:
    check(packs, file, edit, parts)


@pytest.mark.parametrize(("file", "edit", "parts"), WRONG.values(), ids=WRONG.keys())
def test_wrong_data_is_told(packs: Path, file: str, edit: Edit, parts: list[str]) -> None:
    check(packs, file, edit, parts)


def test_missing_file_is_told(packs: Path) -> None:
    (packs / NAMES).unlink()
    with pytest.raises(PackError, match=r"P008.*packs/ar/territories\.tsv: missing"):
        compile_from(packs)


def test_unknown_language_names_the_packs_there_are(packs: Path) -> None:
    with pytest.raises(PackError, match=r"P001.*'xx' has no pack.*ar"):
        loader.load_source("xx", packs)


def test_untouched_copy_compiles(packs: Path) -> None:
    compile_from(packs)


def test_commands_tell_a_broken_pack_and_fail(tmp_path: Path) -> None:
    root = Path(mithaq.__file__).parent
    copy = shutil.copytree(root, tmp_path / "src" / "mithaq", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "packs" / FRAME).write_text("[frame\n", encoding="utf-8")
    (tmp_path / "x.txt").write_text("أدانت مصر الهجوم على تركيا.", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src"), "MITHAQ_CACHE": str(tmp_path / "cache")}
    for command in (["packs", "check"], ["read", "x.txt"], ["explain", "x.txt"], ["evaluate", "x.txt"]):
        code = ["-c", "from mithaq.faces.cli.main import main; main()", *command]
        done = subprocess.run([sys.executable, *code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 1, command
        assert "[P002] packs/ar/frames/condemn.toml" in done.stderr and "Traceback" not in done.stderr, command
