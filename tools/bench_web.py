"""How long the pages of the web application take over a large register, and what twenty people at once make of them.

    python tools/bench_web.py REGISTER.db [--only matrix]

Each page is asked for right after a change of the register and once more: in processor time of the server and by the
clock. The changes are decisions that pass an entry over, so use a register that is not needed, such as that of
``tools/bench_register.py``.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import random
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from litestar.testing import TestClient
from sqlalchemy import text

from mithaq import Register
from mithaq.faces.web.app import make_app

WORDS = ("اتفاقية", "الطاقة", "مساعدات عسكرية", "وقف إطلاق النار", "وزير الخارجية", "القوة")
KINDS = ("events", "meetings", "commitments", "agreements", "statements")
AT_ONCE, ASKED, PORT = 20, 600, 8499
SERVE = "from mithaq.faces.cli.main import main; main()"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("register", type=Path)
    parser.add_argument("--only", default="", help="kinds of pages whose name holds this")
    options = parser.parse_args()
    logging.getLogger("httpx").setLevel(logging.WARNING)
    random.seed(1)
    with Register(options.register) as register:
        pages = {name: found for name, found in addresses(register).items() if options.only in name}
        timed(register, options.register, pages)
    if not options.only:
        at_once(options.register, list(itertools.chain(*pages.values())))


def addresses(register: Register) -> dict[str, list[str]]:
    """Return addresses of each kind of page; of actors and pairs the busiest."""
    with register.connect() as connection:
        def ask(query: str) -> list[str]:
            return ["/".join(map(str, row)) for row in connection.execute(text(query))]

        reports, entries = (ask(f"SELECT key FROM {table} WHERE id % 7919 = 5 LIMIT 60") for table in ("documents", "entries"))
        states = ask("SELECT code FROM entry_actors WHERE length(code) = 3 AND code <> 'UNK' GROUP BY code ORDER BY count(*) DESC LIMIT 12")
        bodies = ask("SELECT code FROM entry_actors WHERE code IN ('IGO:UNO', 'IGO:EEC', 'IGO:ARL', 'IGO:NAT', 'IGO:GCC', 'IGO:AFU') GROUP BY code")
        people = ask("SELECT key FROM actors WHERE kind = 'person' ORDER BY entries DESC LIMIT 5")
        pairs = ask("SELECT one, other FROM entry_pairs GROUP BY one, other ORDER BY count(*) DESC LIMIT 10")
    mixed = [*pairs, *(f"{body}/{states[0]}" for body in bodies)]
    return {
        "home": ["/"], "entries": [f"/entries?page={n}" for n in (1, 2, 9)], "entries by kind": [f"/entries?kind={kind}" for kind in KINDS],
        "entries by actor": [f"/entries?actor={one}" for one in (*states[:6], *bodies)], "entries by context": [f"/entries?context={one}" for one in ("military", "economic", "health")],
        "entries by sector": [f"/entries?sector={one}" for one in ("GOV", "MIL", "REF")], "entries by days": [f"/entries?kind=events&since=2025-0{n}&country={states[n]}" for n in (1, 2, 3)],
        "word search": [f"/entries?q={quote(one)}" for one in WORDS], "reports": [f"/reports?page={n}" for n in (1, 2, 9)], "reports by outlet": ["/reports?language=ar&since=2015&until=2016"],
        "reports by words": [f"/reports?q={quote(one)}" for one in WORDS], "report": [f"/reports/{one}" for one in reports], "entry": [f"/entries/{one}" for one in entries],
        "cite": [f"/entries/{one}/cite" for one in entries[:9]], "mark": [f"/reports/{one}/mark?kind=events" for one in reports[:9]], "correct": [f"/entries/{one}/correct" for one in entries[:9]],
        "actors": ["/actors", "/actors?kind=person", f"/actors?name={quote('وزير')}"], "actor": [f"/actors/{quote(one)}" for one in (*states[:5], *bodies, *people)],
        "relations": ["/partnerships"], "partnership": [f"/partnerships/{one}" for one in mixed], "alliance": [f"/alliances/{one}" for one in bodies],
        "dyad": [f"/dyads/{one}" for one in mixed], "matrix": ["/matrix", "/matrix?since=2016-01-01"], "map": ["/map", "/map?kind=events", f"/map?actor={states[0]}"], "network": ["/network"],
        "review": ["/review?by=A", "/review?by=A&kind=events"], "log": ["/review/log"], "blind": ["/review/blind?by=B"], "agreement": ["/review/agreement"],
        "as of a day": ["/matrix?as_of=2026-01-01", f"/partnerships/{pairs[0]}?as_of=2026-01-01"],
        "api": ["/api/v1/stats", "/api/v1/facets?kind=events", *(f"/api/v1/entries?actor={one}" for one in states[:3]), f"/api/v1/reports/{reports[0]}"],
    }  # fmt: skip


def timed(register: Register, place: Path, pages: dict[str, list[str]]) -> None:
    """Print how long each kind of page takes right after a change and later, in milliseconds: the median and the longest."""
    passed = iter([entry.id for entry in register.search("", limit=500)] * 4)
    print(f"{'':20} {'after a change':^31}   {'once more':^31}\n{'':20} {'processor':>15} {'clock':>15}   {'processor':>15} {'clock':>15}")
    app = make_app(place)
    with TestClient(app, base_url="http://127.0.0.1:8400") as client:
        for found in pages.values():
            asked(client, found[-1])
        app.state.warm()
        for name, found in pages.items():
            first, later = [], []
            for one in found:
                register.skip(next(passed), by="bench")
                first.append(asked(client, one))
                later.append(asked(client, one))
            told = "   ".join(f"{median(0, some)} {median(1, some)}" for some in (first, later))
            print(f"{name:20} {told}", flush=True)


def median(at: int, taken: list[tuple[float, float]]) -> str:
    """Return the median and the most of one of two times."""
    some = [one[at] for one in taken]
    return f"{statistics.median(some):8.0f} {max(some):6.0f}"


def asked(client: TestClient[Any], address: str) -> tuple[float, float]:
    """Return how long a page takes: of the processor, and by the clock."""
    busy, begun = time.process_time(), time.perf_counter()
    answer = client.get(address)
    taken = ((time.process_time() - busy) * 1000, (time.perf_counter() - begun) * 1000)
    if answer.status_code >= 400:
        print(f"{address}: {answer.status_code}", file=sys.stderr)
    return taken


def at_once(place: Path, pages: list[str]) -> None:
    """Print what comes of many people who ask at once, and the memory of the server behind them."""
    server = subprocess.Popen([sys.executable, "-c", SERVE, "serve", "--register", str(place), "--port", str(PORT)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        list(itertools.takewhile(lambda ready: not ready, answering()))
        with ThreadPoolExecutor(AT_ONCE) as many:
            found = list(many.map(lambda path: httpx.get(f"http://127.0.0.1:{PORT}{path}", timeout=120).status_code, random.choices(pages, k=ASKED)))
        print(f"{AT_ONCE} at once, {ASKED} pages: {dict(Counter(found))}; {memory(server.pid):.0f} MB")
    finally:
        server.terminate()
        server.wait()


def answering() -> Iterator[bool]:
    """Yield whether the server answers, until it does or a minute is over."""
    for _ in range(120):
        time.sleep(0.5)
        try:
            yield httpx.get(f"http://127.0.0.1:{PORT}/static/icon.svg", timeout=5).status_code == 200
        except httpx.TransportError:
            yield False


def memory(process: int) -> float:
    """Return the most memory that a process had so far, in megabytes; none where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    told = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(told[1]) / 1000 if told else float("nan")


if __name__ == "__main__":
    main()
