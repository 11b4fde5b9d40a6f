"""Names of letters with dots between them are one word; a stop before the next sentence is none of them."""

import pytest

from mithaq.text.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("نقلت بي.بي.سي عن الوزير", ["نقلت", "بي.بي.سي", "عن", "الوزير"]),
        ("اشترت كيه.بي.إم.جي. الحصة", ["اشترت", "كيه.بي.إم.جي", ".", "الحصة"]),
        ("قال.ثم عاد", ["قال", ".", "ثم", "عاد"]),
    ],
    ids=["three", "before-a-stop", "two-sentences"],
)
def test_spelled_names_are_one_word(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenise(text)] == words
