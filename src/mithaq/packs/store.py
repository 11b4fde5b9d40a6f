"""Compiled packs: made once, kept in a cache by the content of their files, shared within a process."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

import msgspec

from mithaq.cache import cache_folder, keep
from mithaq.packs import loader
from mithaq.packs.compiler import compile_pack
from mithaq.packs.pack import Compiled, Pack


def content_version(language: str, root: Path = loader.PACKS) -> str:
    """Return a hash of every file of a pack and of the code that compiles it."""
    digest = hashlib.sha256()
    code = [Path(__file__).parent / name for name in ("analysis.py", "compiler.py", "pack.py", "predicate.py", "schema.py", "word.py", "wordforms.py")]
    code += sorted((Path(__file__).parent.parent / "text").glob("*.py"))
    for path in [*loader.pack_files(language, root), *code]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@functools.cache
def open_pack(language: str) -> Pack:
    """Return the pack of a language, from the cache if its files have not changed.

    Raises:
        PackError: if the language has no pack or a file is broken.
    """
    if not (loader.PACKS / language / "language.toml").is_file():
        loader.load_source(language)
    version = content_version(language)
    path = cache_folder() / f"{language}-{version}.msgpack"
    try:
        return Pack(msgspec.msgpack.decode(path.read_bytes(), type=Compiled))
    except (OSError, msgspec.MsgspecError):
        compiled = compile_pack(loader.load_shared(), loader.load_source(language), version)
        keep(path, msgspec.msgpack.encode(compiled))
        return Pack(compiled)
