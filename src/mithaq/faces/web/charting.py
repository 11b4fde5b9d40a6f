"""Charts in pages: the words that go with them, and the script that draws them, bundled from a wheel and kept."""

from __future__ import annotations

import functools
import importlib.metadata
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio.to_thread
import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from mithaq.cache import cache_folder
from mithaq.faces.web.words import Words

# the wheel brings its own JavaScript engine: a process of its own gives the memory back
_MAKE = "import sys, vl_convert; sys.stdout.buffer.write(vl_convert.javascript_bundle().encode())"
_YEAR_S = 31_536_000
_LOCK = threading.Lock()


def words(t: Words) -> dict[str, str]:
    """Return the words of charts in a language."""
    return {name: t(f"chart.{name}") for name in ("cooperation", "conflict", "month", "year", "score", "events", "meetings")}


def as_json(make: Callable[[], Any]) -> str:
    """Return the chart that a function makes as the JSON of its specification; charts are our own, so that not each part is held against its schema."""
    from altair.utils.schemapi import debug_mode

    with debug_mode(False):
        return msgspec.json.encode(make().to_dict(validate=False)).decode()


def address() -> str:
    """Return where the script that draws charts is, another address for another version of it."""
    return f"/static/vega.js?v={_version()}"


@functools.cache
def _version() -> str:
    """Return the version of the wheel that holds the script."""
    return importlib.metadata.version("vl-convert-python")


def bundle() -> Path:
    """Return the script that draws charts, made once for each version and kept in the cache folder."""
    path = cache_folder() / f"vega-{_version()}.js"
    with _LOCK:
        if not path.is_file():
            made = subprocess.run([sys.executable, "-c", _MAKE], check=True, capture_output=True, timeout=120).stdout
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = path.with_suffix(f".{os.getpid()}")
            aside.write_bytes(made)
            aside.replace(path)
    return path


@get("/static/vega.js", include_in_schema=False)
async def _script() -> Response[bytes]:
    """Answer with the script."""
    content = await anyio.to_thread.run_sync(lambda: bundle().read_bytes())
    return Response(content, media_type="text/javascript", headers={"Cache-Control": f"public, max-age={_YEAR_S}"})


SCRIPT: HTTPRouteHandler = _script
