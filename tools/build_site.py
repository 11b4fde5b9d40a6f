"""The documentation site: the pages of docs/ and a reference made from code and packs, built offline.

    python tools/build_site.py [--source-only] [FOLDER]

The reference holds every command, setting, error code, act, operator and frame as they are now, so it is made anew for
each build and never committed.
"""

from __future__ import annotations

import ast
import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

import mithaq
from mithaq.faces.cli.main import main as command_line
from mithaq.packs import loader, schema

ROOT = Path(__file__).parents[1]
CODE = Path(mithaq.__file__).parent
# what the variables of the environment do; one that the code asks for and that is not here stops the build
SETTINGS = {
    "MITHAQ_ACCOUNTS": "the file of accounts of a shared server; beside the register if left out (`mithaq users`, `mithaq serve --team`)",
    "MITHAQ_CACHE": "the folder for what is made once: compiled packs, the dictionary, the script of charts; else the user's cache folder",
    "MITHAQ_REGISTER": "the register of every command without `--register`: a file or `postgresql://…`",
    "MITHAQ_SECOND_KEY": "the key of a second reader's endpoint (`mithaq second`)",
    "MITHAQ_REVIEWER": "who decides, in every command without `--by`",
}
# sentences of a frame that its page shows
_EXAMPLES = 3
_TELLS = {"reports": "what lies under it is a statement", "keeps": "what lies under it keeps its own type", "opaque": "acts under it are no records of their own", "self": "its subject does what lies under it", "aside": "an aside about a speaker"}


def main() -> None:
    """Write the sources of the site, and build it unless only they are asked for."""
    arguments = sys.argv[1:]
    only = "--source-only" in arguments
    target = Path(next((one for one in arguments if not one.startswith("-")), ROOT / "build" / "site"))
    source = target.with_name(target.name + "-source")
    write_source(source)
    if not only:
        # warnings are errors: a link that leads nowhere, a page that is in no list
        subprocess.run([sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q", str(source), str(target)], check=True)
        print(f"{target / 'index.html'}")


def write_source(folder: Path) -> None:
    """Write the pages of docs/ and the reference into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "docs", folder)
    (folder / "reference").mkdir()
    pages: dict[str, Callable[[], str]] = {"commands": commands, "settings": settings, "errors": errors, "acts": acts, "operators": operators, "frames": frames}
    for name, page in pages.items():
        (folder / "reference" / f"{name}.md").write_text(page(), encoding="utf-8")
    for language in loader.languages():
        (folder / "reference" / f"frames_{language}.md").write_text(frames_of(language), encoding="utf-8")


def commands() -> str:
    """Return the page of the commands: the help of each."""
    parts = ["# Commands\n", "Exit codes: 0 fine, 1 something failed, 2 a wrong call, 130 interrupted.\n"]
    for name, command in _all_commands(command_line, "mithaq"):
        context = click.Context(command, info_name=name)
        parts += [f"## {name}\n", f"```text\n{command.get_help(context)}\n```\n"]
    return "\n".join(parts)


def _all_commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield the commands of a group and of the groups within it, by their full names."""
    context = click.Context(group)
    for short in group.list_commands(context):
        command = group.get_command(context, short)
        if isinstance(command, click.Group):
            yield from _all_commands(command, f"{name} {short}")
        elif command is not None:
            yield f"{name} {short}", command


def settings() -> str:
    """Return the page of the settings: variables of the environment, and the keys of a language.

    Raises:
        KeyError: if the code asks for a variable that ``SETTINGS`` does not know, or no pack says what a key means.
    """
    asked = sorted({name for path in CODE.rglob("*.py") for name in re.findall(r"[\"'](MITHAQ_[A-Z_]+)[\"']", path.read_text(encoding="utf-8"))})
    rows = "\n".join(f"| `{name}` | {SETTINGS[name]} |" for name in asked)
    meanings = _meanings()
    keys = "\n".join(f"| `{field.encode_name}` | {'yes' if field.required else 'no'} | {meanings[field.encode_name]} |" for field in msgspec.structs.fields(schema.Settings))
    return f"# Settings\n\n## Variables of the environment\n\n| variable | what it sets |\n|---|---|\n{rows}\n\n## Keys of a language's `language.toml`\n\n| key | must be there | what it says |\n|---|---|---|\n{keys}\n"


def _meanings() -> dict[str, str]:
    """Return what each key of a ``language.toml`` says, as the comment above it does in the first pack that has one."""
    found: dict[str, str] = {}
    for path in sorted(loader.PACKS.glob("*/language.toml")):
        comment, above = "", False
        for line in path.read_text(encoding="utf-8").splitlines():
            key = re.match(r"\[?(\w+)(?: = |\]$)", line)
            if line.startswith("# "):
                comment = f"{comment} {line[2:]}" if above else line[2:]
            elif key is not None and comment:
                found.setdefault(key[1], comment.replace("|", "\\|"))
            elif not line:
                comment = ""
            above = line.startswith("# ")
    return found


def errors() -> str:
    """Return the page of the error codes: what each means, and the messages it comes with."""
    told, messages = _told_codes(), _messages()
    parts = ["# Error codes\n", "A code is stable; a message says where, what was found, what was expected and what to do.\n"]
    for code in sorted({*told, *messages}):
        parts.append(f"## {code}\n\n{told.get(code, '').capitalize()}\n")
        parts += [f"- {_escaped(message)}" for message in sorted(messages.get(code, ()))] + [""]
    return "\n".join(parts)


def _told_codes() -> dict[str, str]:
    """Return what the docstrings of the exceptions say of each code."""
    text = (CODE / "errors.py").read_text(encoding="utf-8")
    docs = [" ".join((ast.get_docstring(node) or "").split()) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
    found = [pair for doc in docs for pair in re.findall(r"([A-Z]\d{3}) (.*?)(?=[,.] (?:and )?[A-Z]\d{3} |\.$|\. [A-Z])", doc)]
    return dict(found)


def _messages() -> dict[str, set[str]]:
    """Return the messages of each code as they stand in the code, with … for what differs."""
    found: dict[str, set[str]] = {}
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) >= 2 and isinstance(node.args[0], ast.Constant) and re.fullmatch(r"[A-Z]\d{3}", str(node.args[0].value)):
                message = _message(node.args[1])
                found.setdefault(str(node.args[0].value), set()).update([message] if message else [])
    return found


def _message(node: ast.expr) -> str:
    """Return a text of the code, what is put into it as …; empty for what is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "…" for part in node.values)
    return ""


def acts() -> str:
    """Return the page of the acts."""
    rows = [f"| `{name}` | {act.type or ''} | {act.mode or ''} | {act.cameo or ''} | {', '.join(act.contexts)} | {act.strength or ''} | {_makes(act)} |" for name, act in sorted(loader.load_shared().acts.items())]
    head = "# Acts\n\nWhat somebody does to somebody, as it is coded where it is simply done.\n\n| act | PLOVER type | mode | CAMEO | contexts | strength | also makes |\n|---|---|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def _makes(act: schema.Act) -> str:
    """Return which other records an act makes."""
    made = [f"{kind} ({value})" for kind in ("meeting", "agreement", "membership") if (value := getattr(act, kind))]
    return ", ".join(made + ["delivery"] * act.delivery)


def operators() -> str:
    """Return the page of the operators and of what becomes of acts under them."""
    shared = loader.load_shared()
    rows = []
    for name, operator in sorted(shared.operators.items()):
        told = "; ".join(words for field, words in _TELLS.items() if getattr(operator, field))
        rows.append(f"| `{name}` | {operator.event or ''} {operator.mode or ''} | {operator.strength or ''} | {operator.actuality or ''} | {told} |")
    head = "# Operators\n\nHow an act is put. They nest; what becomes of an act under them is said once for all languages in `packs/shared/composition.toml`.\n\n| operator | event | strength | actuality | what it does |\n|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def frames() -> str:
    """Return the page that leads to the frames of each language."""
    names = "\n".join(f"frames_{language}" for language in loader.languages())
    rows = "\n".join(f"| [{language}](frames_{language}.md) | {len(loader.load_source(language).frames)} |" for language in loader.languages())
    return f"# Frames\n\nA frame is how one language words one act or operator. Every frame proves itself by its examples, which are read in the tests.\n\n| language | frames |\n|---|---|\n{rows}\n\n```{{toctree}}\n:hidden:\n\n{names}\n```\n"


def frames_of(language: str) -> str:
    """Return the page of a language's frames."""
    source, shared = loader.load_source(language), loader.load_shared()
    parts = [f"# Frames: {language}\n"]
    for frame in source.frames:
        name = frame.frame.id
        kind = "operator" if name in shared.operators else f"act, {shared.acts[name].type or 'no event'}"
        words = [wording.lemma or wording.word or " ".join(wording.words) for wording in (*frame.verb, *frame.noun, *frame.phrase)]
        parts += [f"## {name}\n", f"{_caption(loader.PACKS / language / 'frames' / f'{name}.toml')} ({kind})\n"]
        parts += [f"Wordings: {_bidi(' · '.join(dict.fromkeys(words)))}\n"] if words else []
        parts += [f"- {_bidi(example.text)} → {_expected(example.expect)}" for example in frame.example[:_EXAMPLES] if example.expect]
        parts += [f"- not: {_bidi(example.text)} ({html.escape(example.why)})" for example in frame.counterexample[:_EXAMPLES]]
        parts += ["", *[f"Known limit: {html.escape(limit)}\n" for limit in frame.frame.limits]]
    return "\n".join(parts)


def _caption(path: Path) -> str:
    """Return the comment that a frame's file begins with."""
    lines = path.read_text(encoding="utf-8").splitlines()
    told = [line.lstrip("# ") for line in lines[: next((n for n, line in enumerate(lines) if not line.startswith("#")), 0)]]
    return _escaped(" ".join(told)) or "No caption."


def _expected(expect: tuple[dict[str, Any], ...]) -> str:
    """Return what must be read from an example, in words."""
    return "; ".join(", ".join(f"{key} {_bidi(' '.join(value) if isinstance(value, list) else str(value))}" for key, value in one.items()) for one in expect)


def _bidi(text: str) -> str:
    """Return words set apart from the direction of the line around them."""
    return f"<bdi>{_escaped(text)}</bdi>"


def _escaped(text: str) -> str:
    """Return text that neither HTML nor Markdown takes for its own."""
    return re.sub(r"([\\`*_{}\[\]$|~^])", r"\\\1", html.escape(text, quote=False).replace(os.linesep, " ").replace("\n", " "))


if __name__ == "__main__":
    main()
