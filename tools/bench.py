"""Reports per second on one core, start-up and memory, and the ratio to a fixed reference on the same text.

    python tools/bench.py [ARTICLES.jsonl] [--language ar]

The reference tokenises and runs one automaton over the text with the names of the pack. Its tokeniser is its own and
stays as it is: a reader whose tokeniser gets faster must not look slower beside it. Both are measured by turns on
parts of the reports and in processor time, so that the ratio holds on a busy machine too.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import ahocorasick
import psutil

from mithaq import Article, Reader
from mithaq.text.fold import fold, skeleton

_PARTS = 20
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


def articles(file: str | None, language: str) -> list[Article]:
    """Return the articles of a JSON Lines file in a language, or the samples thirty times over."""
    if file is not None:
        rows = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines() if line.strip()]
    else:
        folder = Path(__file__).parents[1] / "samples"
        rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(path for path in folder.glob("*.json") if not path.name.endswith(".gold.json"))] * 30
    return [Article(text=row["text"], language=language) for row in rows if row.get("language", language) == language]


def automaton_of(words: list[str]) -> ahocorasick.Automaton:
    """Return the automaton of the reference."""
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


def reference(texts: list[str], automaton: ahocorasick.Automaton) -> None:
    """Tokenise, and pass over the text with the automaton once."""
    for text in texts:
        folded = fold(text).text
        [_Token(match.group(), match.start(), match.end(), match.lastgroup or "punct") for match in _TOKEN.finditer(folded)]
        for _ in automaton.iter(skeleton(folded)):
            pass


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that some work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?")
    parser.add_argument("--language", default="ar")
    given = parser.parse_args()
    begun = time.perf_counter()
    reader = Reader([given.language])
    opened = time.perf_counter() - begun
    listed = articles(given.articles, given.language)
    automaton = automaton_of([skeleton(named.name) for named in reader.packs[given.language].names if named.name])
    taken: list[float] = []
    ratios: list[float] = []
    for part in (listed[at::_PARTS] for at in range(min(_PARTS, len(listed)))):
        taken.append(seconds(lambda part=part: [reader.read(article) for article in part]))  # type: ignore[misc]
        texts = [article.text for article in part]
        ratios.append(taken[-1] / min(seconds(lambda texts=texts: reference(texts, automaton)) for _ in range(3)))  # type: ignore[misc]
    words = sum(len(article.text.split()) for article in listed)
    print(f"pack opened in {opened:.2f} s; {len(listed)} reports of {words / len(listed):.0f} words: {len(listed) / sum(taken):.0f} a second of processor time")
    print(f"{statistics.median(ratios):.1f} times the reference; {psutil.Process().memory_info().rss / 2**20:.0f} MB resident")


if __name__ == "__main__":
    main()
