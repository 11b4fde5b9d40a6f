"""Reports per second on one core, start-up and memory, and the ratio to a fixed reference on the same text.

    python tools/bench.py [ARTICLES.jsonl]

The reference tokenises and runs one automaton over the text with the names of the Arabic pack. Its tokeniser is its
own and stays as it is: a reader whose tokeniser gets faster must not look slower beside it.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import NamedTuple

import ahocorasick
import psutil

from mithaq import Article, Reader
from mithaq.text.fold import fold, skeleton

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,٫٬]\d+)*%?)"
    r"|(?P<word>[^\W\d_ةى]+[ةى](?=[^\W\d_]{2})|(?<![^\W\d_])[دA-Z]\.|[^\W\d_]+(?:['’\-][A-Za-z\u00c0-\u024f]+)*)"
    r"|(?P<punct>\.{2,}|[^\w\s]|_)"
)


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    kind: str


def articles() -> list[Article]:
    """Return the articles of a JSON Lines file, or the samples thirty times over."""
    if len(sys.argv) > 1:
        rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if line.strip()]
    else:
        folder = Path(__file__).parents[1] / "samples"
        rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(path for path in folder.glob("*.json") if not path.name.endswith(".gold.json"))] * 30
    return [Article(text=row["text"], language="ar") for row in rows]


def reference(texts: list[str], words: list[str]) -> float:
    """Return the seconds that tokenising plus one automaton pass takes."""
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    begun = time.perf_counter()
    for text in texts:
        folded = fold(text).text
        [_Token(match.group(), match.start(), match.end(), match.lastgroup or "punct") for match in _TOKEN.finditer(folded)]
        for _ in automaton.iter(skeleton(folded)):
            pass
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    begun = time.perf_counter()
    reader = Reader(["ar"])
    opened = time.perf_counter() - begun
    listed = articles()
    begun = time.perf_counter()
    for article in listed:
        reader.read(article)
    seconds = time.perf_counter() - begun
    pack = reader.packs["ar"]
    fixed = reference([article.text for article in listed], [skeleton(named.name) for named in pack.names if named.name])
    memory = psutil.Process().memory_info().rss / 2**20
    print(f"pack opened in {opened:.2f} s; {len(listed)} reports in {seconds:.1f} s: {len(listed) / seconds:.0f} reports/s")
    print(f"{seconds / fixed:.1f} times the reference; {memory:.0f} MB resident")


if __name__ == "__main__":
    main()
