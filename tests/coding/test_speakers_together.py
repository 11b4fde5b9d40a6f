"""Several speakers at once are called by their own names, never by what stands between them."""

from __future__ import annotations

import mithaq


def _speakers(text: str) -> list[str]:
    reading = mithaq.Reader(["en"]).read(mithaq.Article(text=text, language="en"))
    groups = {actor.id: actor.name for actor in reading.actors if actor.members}
    return [groups[statement.speaker] for statement in reading.statements if statement.speaker in groups]


def test_in_one_row_by_its_words() -> None:
    text = "Norway and Kenya said that the talks in Oslo were useful."
    assert _speakers(text) == ["Norway and Kenya"]


def test_apart_by_their_names() -> None:
    text = (
        "Norwegian Foreign Minister Espen Barth Eide met Kenyan Foreign Minister Musalia Mudavadi in Oslo yesterday. "
        "During the talks, both ministers said that trade would grow."
    )
    assert _speakers(text) == ["Espen Barth Eide, Musalia Mudavadi"]
