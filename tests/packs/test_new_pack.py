"""A new language is begun: its folder loads, compiles and reads nothing; what it lacks is named until it is there."""

import shutil
from pathlib import Path

import pytest

from mithaq.annotate.amounts import AmountGrammar
from mithaq.annotate.dates import DateGrammar
from mithaq.errors import PackError
from mithaq.packcheck import begin_pack
from mithaq.packcheck.check import check_files
from mithaq.packcheck.lacking import lacking
from mithaq.packs import loader
from mithaq.packs.compiler import compile_pack


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return shutil.copytree(loader.PACKS, tmp_path / "packs", ignore=shutil.ignore_patterns("*.py", "__pycache__"))


def lacks(root: Path, language: str) -> list[str]:
    return list(lacking(loader.load_shared(root), loader.load_source(language, root), root))


@pytest.mark.parametrize("like", ["ar", "en", "fr", "ru"])
def test_a_begun_pack_loads_compiles_and_is_not_wrong(packs: Path, like: str) -> None:
    files = begin_pack("xx", like, packs)
    assert {path.name for path in files} == {path.name for path in (packs / like).iterdir() if path.is_file()}
    assert "xx" in loader.languages(packs)
    shared, source = loader.load_shared(packs), loader.load_source("xx", packs)
    assert not list(check_files(shared, source, packs))
    compiled = compile_pack(shared, source, "test")
    assert not compiled.predicates and not compiled.names
    assert DateGrammar.from_data(compiled.dates).rules and AmountGrammar.from_data(compiled.amounts)


def test_what_it_lacks_is_named_by_file(packs: Path) -> None:
    begin_pack("xx", "en", packs)
    told = lacks(packs, "xx")
    files = {line.partition(":")[0] for line in told}
    assert files >= {"territories.tsv", "organisations.tsv", "persons.tsv", "places.tsv", "roles.tsv", "particles.toml", "topics.toml", "dates.toml", "amounts.toml", "light_verbs.toml", "frames"}
    assert any(line.startswith("frames: ") and "say, announce" in line for line in told)
    assert any(line.startswith("roles.tsv: ") and "head_of_government" in line for line in told)


def test_what_is_added_is_lacking_no_more(packs: Path) -> None:
    begin_pack("xx", "en", packs)
    before = lacks(packs, "xx")
    table = packs / "xx" / "territories.tsv"
    table.write_text(table.read_text(encoding="utf-8").replace("AFG\t\t", "AFG\tAfganio\t"), encoding="utf-8")
    (packs / "xx" / "frames" / "say.toml").write_text('[frame]\nid = "say"\n', encoding="utf-8")
    after = lacks(packs, "xx")
    assert [line for line in before if "states without a name: AFG" in line] and not [line for line in after if "states without a name: AFG" in line]
    assert [line for line in before if "without a file: say" in line] and not [line for line in after if "without a file: say" in line]


def test_packs_that_are_there_have_the_commonest_frames() -> None:
    for language in loader.languages():
        assert not [line for line in lacks(loader.PACKS, language) if "of the commonest" in line], language


@pytest.mark.parametrize(("language", "like", "message"), [("russian", "en", "two or three small letters"), ("en", "ar", "is there already"), ("xx", "yy", "has no pack")])
def test_what_cannot_be_begun_is_told(packs: Path, language: str, like: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        begin_pack(language, like, packs)
