"""Patterns of a pack that could take very long on some text."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

from mithaq.annotate.dates import DateGrammar
from mithaq.packs.pack import Pack

# how the standard library itself reads a pattern; its names carry no types
parser: Any = importlib.import_module("re._parser")
_REPEATS = (parser.MAX_REPEAT, parser.MIN_REPEAT)
# a repeat with a small upper bound cannot run away
_BOUND = 40


def unsafe_patterns(pack: Pack) -> Iterator[str]:
    """Yield patterns that do not compile, or in which one open repeat stands inside another."""
    language = pack.language
    yield from unsafe(f"[{pack.settings.letters}]", f"{language}/language.toml, letters")
    for rule in DateGrammar.from_data(pack.compiled.dates).rules:
        yield from unsafe(rule.regex, f"{language}/dates.toml, rule {rule.id}")


def unsafe(regex: str, where: str) -> Iterator[str]:
    """Yield why a pattern must not be used; nothing if it may."""
    try:
        tree = parser.parse(regex)
    except re.error as error:
        yield f"{where}: {regex!r} is no pattern: {error}; mend it"
        return
    if _nested(tree, inside=False):
        yield f"{where}: an open repeat inside another in {regex[:60]!r}; some texts take for ever: bound one of them"


def _nested(tree: Any, *, inside: bool) -> bool:
    """Return whether an open repeat stands inside another."""
    for operation, argument in tree:
        opens = operation in _REPEATS and argument[1] > _BOUND
        if opens and inside:
            return True
        if any(_nested(part, inside=inside or opens) for part in _parts(argument)):
            return True
    return False


def _parts(argument: Any) -> Iterator[Any]:
    """Yield the patterns inside an operation's argument."""
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for part in argument:
            yield from _parts(part)
