"""What a worker does with a report: read it, or take the reading that came with it; what it cannot is told."""

import made
import pytest

from mithaq.errors import ReadingError
from mithaq.model import Article
from mithaq.register import work
from mithaq.register.work import Report, read_report


class Hungry:
    packs = {"ar": None}

    def read(self, article: Article) -> None:
        raise MemoryError


def test_a_report_that_takes_too_much_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "open_reader", Hungry)
    with pytest.raises(ReadingError, match="D010"):
        read_report(Report(Article(text="x", language="ar")))


def test_a_reading_that_came_with_its_report_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "open_reader", None)
    reading = made.reading(1)
    packed = read_report(Report(reading.article, reading=reading, reader="other"))
    assert packed.reader == "other" and packed.article.text == reading.article.text and packed.records
