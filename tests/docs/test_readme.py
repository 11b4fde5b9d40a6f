"""What the README says can be done: its Python runs, its commands, options, targets and files exist."""

import re
import shlex
from pathlib import Path

import click
import pytest

from mithaq.faces.cli.main import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "NOTES.md")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(language: str, *names: str) -> list[str]:
    return [code for name in names for code in re.findall(rf"```{language}\n(.*?)```", text_of(name), re.DOTALL)]


def commands() -> list[str]:
    """Return every call of the command line in the documents, in blocks of shell and in the running text."""
    lines = [line for block in blocks("sh", *DOCUMENTS) for line in block.splitlines()]
    inline = [code for name in DOCUMENTS for code in re.findall(r"`(mithaq [^`]+)`", text_of(name))]
    return sorted({line.partition("#")[0].strip() for line in (*lines, *inline) if line.startswith("mithaq ")})


def test_readme_python_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "build").mkdir()
    names: dict[str, object] = {}
    for code in blocks("python", "README.md"):
        exec(compile(code, "README.md", "exec"), names)
    shown = capsys.readouterr().out
    assert "←" in shown and "commitments" in shown


def test_readme_python_has_ten_lines() -> None:
    code = blocks("python", "README.md")[0]
    assert len([line for line in code.splitlines() if line.strip()]) == 10


def test_readme_names_every_command() -> None:
    told = {shlex.split(line)[1] for line in commands()}
    assert told >= set(main.list_commands(click.Context(main)))


@pytest.mark.parametrize("line", commands())
def test_command_of_the_documents_exists(line: str) -> None:
    command: click.Command = main
    arguments = shlex.split(line)[1:]
    context = click.Context(main, info_name="mithaq")
    while isinstance(command, click.Group):
        found = command.get_command(context, arguments.pop(0)) if arguments else None
        assert found is not None, line
        command = found
        context = click.Context(command, parent=context)
    # names of files stand for any: only the options must be known
    command.make_parser(context).parse_args([one.replace("…", "").strip("[]") or "x" for one in arguments])


def targets() -> set[str]:
    return set(re.findall(r"(?m)^([a-z]+):", text_of("Makefile")))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_make_targets_of_the_documents_exist(document: str) -> None:
    lines = "\n".join([*blocks("sh", document), *re.findall(r"`(make [^`]+)`", text_of(document))])
    assert set(re.findall(r"\bmake ([a-z]+)", lines)) <= targets()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_of_the_documents_exist(document: str) -> None:
    text = re.sub(r"```.*?```", "", text_of(document), flags=re.DOTALL)
    named = re.findall(r"`((?:src|packs|text|tests|tools|samples|publish|annotate|coding|docs|explaining|faces|evaluation|model|sources|packcheck)/[\w./-]*)`", text)
    named += re.findall(r"\]\(((?!https?:)[^)#]+)\)", text)
    for name in (one for one in named if not re.search(r"\bID\b|\bxx\b", one)):
        places = (ROOT / name, ROOT / "src" / "mithaq" / name)
        assert any(place.exists() for place in places), f"{document}: {name}"
