"""What CONTRIBUTING says can be added is added as it says, in a copy of the packs."""

import re
import shutil
from pathlib import Path

import pytest

import mithaq.reader
from mithaq.errors import PackError
from mithaq.packcheck import check_files
from mithaq.packcheck.examples import run_examples
from mithaq.packs import loader
from mithaq.packs.compiler import compile_pack
from mithaq.packs.pack import Pack
from mithaq.reader import Reader

WORD = """
[[verb]]
lemma = "قرظ"
root = "قرظ"
form = 1
past = "a"
present = "i"
recipient = "object"

[[example]]
id = "ar-condemn-new"
text = "قرظت مصر تركيا."
expect = [{ event = "ACCUSE", actor = ["EGY"], recipient = ["TUR"], trigger = "قرظت" }]
"""
ACT = '\n[send_a_poem]\ntype = "SUPPORT"\ncontexts = ["diplomatic"]\n'
FRAME = """# Poems sent by one state to another.

[frame]
id = "send_a_poem"
sources = ["own knowledge of the language"]

[[verb]]
lemma = "أهدى"
root = "هدي"
form = 4
needs = ["قصيدة"]
recipient = "إلى"

[[example]]
id = "ar-send-a-poem-1"
text = "أهدت مصر قصيدة إلى تركيا."
expect = [{ event = "SUPPORT", actor = ["EGY"], recipient = ["TUR"] }]

[[example]]
id = "ar-send-a-poem-2"
text = "تهدي تركيا قصيدة إلى مصر."
expect = [{ event = "SUPPORT", actor = ["TUR"], recipient = ["EGY"] }]

[[counterexample]]
id = "ar-send-a-poem-not-1"
text = "أهدت مصر كتابا إلى تركيا."
not = ["SUPPORT"]
why = "a book is no poem"
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return shutil.copytree(loader.PACKS, tmp_path / "packs", ignore=shutil.ignore_patterns("*.py", "__pycache__"))


def reader_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    pack = Pack(compile_pack(loader.load_shared(root), loader.load_source("ar", root), "test"))
    monkeypatch.setattr(mithaq.reader, "open_pack", lambda _: pack)
    return Reader(["ar"])


def problems(root: Path, frame: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the check says about one frame of a changed pack and about all files."""
    shared, source = loader.load_shared(root), loader.load_source("ar", root)
    one = next(f for f in source.frames if f.frame.id == frame)
    return [*check_files(shared, source, root), *run_examples(one, reader_of(root, monkeypatch), "ar").problems]


def test_a_word_is_a_table_and_an_example_in_the_file_of_its_frame(packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packs / "ar" / "frames" / "condemn.toml"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + WORD, encoding="utf-8")
    found = problems(packs, "condemn", monkeypatch)
    assert not [one for one in found if "ar-condemn-new" in one or "ar/frames/condemn.toml" in one]


def test_a_frame_is_an_act_and_a_file(packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (packs / "ar" / "frames" / "send_a_poem.toml").write_text(FRAME, encoding="utf-8")
    with pytest.raises(PackError, match=r"send_a_poem.*add it there first"):
        reader_of(packs, monkeypatch)
    acts = packs / "shared" / "acts.toml"
    acts.write_text(acts.read_text(encoding="utf-8") + ACT, encoding="utf-8")
    assert not problems(packs, "send_a_poem", monkeypatch)


def test_the_check_names_what_a_new_language_lacks(packs: Path) -> None:
    """Every file that is missing is named; each can be begun as it is in the Arabic pack."""
    folder = packs / "xx"
    folder.mkdir()
    shutil.copy(packs / "ar" / "language.toml", folder)
    named = []
    while True:
        try:
            loader.load_source("xx", packs)
            break
        except PackError as error:
            found = re.search(r"packs/xx/(\S+): missing; every pack needs this file", str(error))
            assert found, error
            named.append(found[1])
            shutil.copy(packs / "ar" / found[1], folder)
    assert set(named) == {path.name for path in (packs / "ar").iterdir() if path.is_file()} - {"language.toml"}
    assert "xx" in loader.languages(packs)
    # a language without frames reads nothing, but it compiles
    assert compile_pack(loader.load_shared(packs), loader.load_source("xx", packs), "test").language == "xx"
