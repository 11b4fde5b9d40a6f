"""The kept dictionary answers as the word lists it was made of."""

from pathlib import Path

import pytest
import simplemma

from mithaq.text import vocabulary

WORDS = ["كتاب", "مدرسة", "السلام", "يكتبون", "بروجردي", "كتابب", "Paris", "x"]


def test_kept_words_answer_as_the_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MITHAQ_CACHE", str(tmp_path))
    for kept in (False, True):
        vocabulary._dictionary.cache_clear()
        vocabulary.is_ordinary.cache_clear()
        assert bool(list(tmp_path.rglob("ar-words-*"))) is kept
        assert [vocabulary.is_ordinary(word, "ar") for word in WORDS] == [simplemma.is_known(word, lang="ar") for word in WORDS]
    assert vocabulary.is_ordinary("", "ar")


def test_a_torn_file_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MITHAQ_CACHE", str(tmp_path))
    vocabulary._dictionary.cache_clear()
    whole = len(vocabulary._dictionary("ar"))
    (path,) = tmp_path.rglob("ar-words-*")
    path.write_bytes(path.read_bytes()[:-3])
    vocabulary._dictionary.cache_clear()
    assert len(vocabulary._dictionary("ar")) == whole
