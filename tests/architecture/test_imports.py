"""Imports point backwards only, language folders hold data only, nothing but the command line prints."""

import ast
from pathlib import Path

import mithaq

ROOT = Path(mithaq.__file__).parent
ORDER = ["errors", "limits", "cache", "model", "sources", "text", "packs", "annotate", "coding", "explaining", "reader", "pool", "evaluation", "packcheck", "register", "publish", "scale", "second", "faces"]


def modules() -> list[Path]:
    return [path for path in ROOT.rglob("*.py") if path.parent != ROOT or path.stem in ORDER]


def stage(path: Path) -> int:
    return ORDER.index(path.relative_to(ROOT).parts[0].removesuffix(".py"))


def imported_stages(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {name.split(".")[1] for name in names if name.startswith("mithaq.")}
    return found


def test_imports_point_backwards() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules()
        for name in imported_stages(path)
        if ORDER.index(name) > stage(path)
    ]
    assert not wrong


def test_language_folders_hold_no_code() -> None:
    assert not [p for folder in (ROOT / "packs").iterdir() if folder.is_dir() and folder.name != "__pycache__" for p in folder.rglob("*.py")]


def test_every_package_has_a_caption() -> None:
    for path in ROOT.rglob("__init__.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path
