"""Any bytes are articles or a SourceError; any text is a reading, a page and JSON that leads back."""

import functools
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mithaq.errors import MithaqError, SourceError
from mithaq.faces.cli.main import main
from mithaq.model import Article, Reading
from mithaq.publish.page import reading_page
from mithaq.reader import Reader
from mithaq.sources.files import read_articles

WORDS = ["أدانت", "مصر", "وقال", "إن", "بلاده", "تركيا", "تعهدت", "بتقديم", "مساعدات", "إلى", "الرئيس", "استقبل", "وزير",
         "الخارجية", "في", "يوم", "3", "أبريل", "2025", "،", ".", "«", "»", '"', ":", "\n", "\r\n", "(", "؟", "-"]  # fmt: skip
STRANGE = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
REPORTS = st.lists(st.one_of(st.sampled_from(WORDS), STRANGE), max_size=60).map(" ".join)
NAMES = st.sampled_from(["x.txt", "x.json", "x.jsonl", "-", "x"])
VALUES = st.recursive(st.none() | st.booleans() | st.integers() | STRANGE, lambda inner: st.lists(inner, max_size=3), max_leaves=5)
ARTICLES = st.dictionaries(st.sampled_from(["id", "language", "published", "publisher", "title", "url", "text", "other"]), VALUES)


@functools.cache
def reader() -> Reader:
    return Reader(["ar"])


def articles_of(name: str, raw: bytes) -> list[Article]:
    """Return what is read of some bytes, none where they are refused as they may be."""
    try:
        return list(read_articles(Path(name), raw))
    except SourceError as error:
        assert str(error).startswith("[S0")
        return []


@settings(max_examples=300, deadline=None)
@given(NAMES, st.binary(max_size=200))
@example("x.txt", b"\xff\xfe\x00")
@example("x.json", b'{"text": "\\ud800"}')
@example("x.jsonl", b'{"text": 1e999}\n[]\n')
def test_any_bytes_are_articles_or_a_source_error(name: str, raw: bytes) -> None:
    for article in articles_of(name, raw):
        assert article.text.strip()
        json.loads(Reading(article=article).to_json())


@settings(max_examples=200, deadline=None)
@given(ARTICLES)
def test_any_json_object_is_an_article_or_a_source_error(data: dict[str, object]) -> None:
    raw = json.dumps(data).encode()
    for article in articles_of("x.json", raw):
        assert Reading.from_json(Reading(article=article).to_json()).article == article


@settings(max_examples=100, deadline=None)
@given(REPORTS)
def test_any_text_is_read_shown_and_kept(text: str) -> None:
    reading = reader().read(Article(text=text, language="ar"))
    assert Reading.from_json(reading.to_json()) == reading
    assert reading_page(reading).count("<script") == 1
    for record in reading.records:
        for evidence in record.evidence:
            assert text[evidence.start : evidence.end] == evidence.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES.filter(lambda name: name != "-"), st.one_of(st.binary(max_size=80), REPORTS.map(str.encode)))
def test_command_ends_with_a_code_and_never_with_a_traceback(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    for form in ("table", "html"):
        result = CliRunner().invoke(main, ["read", str(tmp_path / name), "--format", form])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert result.exit_code in (0, 1)
        assert (result.exit_code == 1) == bool(result.stderr)


@pytest.mark.parametrize("piece", ["ا", "مصر ", "و", "(", "«", "1", "مصر، ", "\n", "\u200f", "قال. "])
def test_repetition_is_read_in_time(piece: str) -> None:
    reading = reader().read(Article(text=piece * 5_000, language="ar"))
    assert isinstance(reading, Reading)


def test_unknown_language_is_an_error_of_its_own() -> None:
    with pytest.raises(MithaqError, match="P001"):
        reader().read(Article(text="x", language="xx"))
