"""Spellings: what one may write for another word, and what is another word."""

import pytest

from mithaq.text.fold import spelled_alike


@pytest.mark.parametrize(("written", "form"), [
    ("ان", "أن"),
    ("إجتماع", "اجتماع"),
    ("إبن", "ابن"),
    ("الإجتماع", "الاجتماع"),
    ("على", "علي"),
])  # fmt: skip
def test_slips_and_missing_hamzas_are_forgiven(written: str, form: str) -> None:
    assert spelled_alike(written, form)


@pytest.mark.parametrize(("written", "form"), [
    # «فإن» goes on after a condition or a source, «فان» is part of Dutch names
    ("فإن", "فان"),
    ("أن", "إن"),
    ("سأل", "سال"),
])  # fmt: skip
def test_a_hamza_that_is_written_never_contradicts(written: str, form: str) -> None:
    assert not spelled_alike(written, form)
