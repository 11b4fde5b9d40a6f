"""Whom a verb without its subject means: who agrees with it in gender, of those spoken of before."""

import functools

import pytest

from mithaq import Article, Reader


@functools.cache
def reader() -> Reader:
    return Reader(["ar"])


def doers(text: str, kind: str) -> list[set[str]]:
    """Return who does each event of one type, by code."""
    reading = reader().read(Article(text=text, language="ar"))
    codes = {actor.id: actor.code for actor in reading.actors}
    return [{codes[actor] for actor in event.actor} for event in reading.events if event.type == kind]


MEANT = [
    # a man does not «threaten» in the feminine: the state that the sentence before spoke of besides
    ("قال غوميز إن المصنع أغلق بعد أن سحبت كينيا عمالها. وكانت قد هددت بطرد السفير الغاني.", "THREATEN", {"KEN"}),
    # «that she» in the words of a man is his country
    ("قال وزير الخارجية الكيني جون كاماو إن بلاده راضية. وأكد أنها سترسل أدوية إلى تشاد.", "AGREE", {"KEN"}),
    # the troops of «her» are no man's
    ("اجتمعت الحكومة الكينية بعد أن هاجم تنظيم القاعدة لامو، وأرسلت قواتها تعزيزات إلى الحدود.", "MOBILIZE", {"KEN"}),
    # a state that goes on arrests those of whom only the number is said
    ("توغلت كينيا في الصومال أمس واعتقلت أربعة شبان.", "COERCE", {"KEN"}),
]


@pytest.mark.parametrize(("text", "kind", "codes"), MEANT, ids=["besides", "his_country", "her_troops", "goes_on"])
def test_verb_means_who_agrees_with_it(text: str, kind: str, codes: set[str]) -> None:
    assert doers(text, kind) == [codes]


def test_pronoun_of_one_person_means_who_spoke_rather_than_a_place_named_since() -> None:
    """«انتقدها» behind a woman's words means her, not the capital that she spoke of."""
    text = "قالت وزيرة الخارجية الكينية غلوريا وانجيرو إن الحوار مع كمبالا مستمر. وانتقدها رئيس رواندا بشدة."
    reading = reader().read(Article(text=text, language="ar"))
    codes = {actor.id: actor.code for actor in reading.actors}
    assert [[codes[one] for one in event.recipient] for event in reading.events if event.type == "ACCUSE"] == [["KEN"]]


def test_state_does_not_speak_in_the_masculine() -> None:
    """«قال» without its subject means no state whose name is feminine."""
    reading = reader().read(Article(text="زار الوفد كينيا. ورحبت كينيا بالوفد. وقال إن الطريق طويل.", language="ar"))
    assert not [one for one in reading.statements if one.content.text.startswith("الطريق")]


def test_line_of_a_live_report_has_its_speaker_behind_the_hour() -> None:
    """«11:20 وزير كذا: …» is the minister's, as without the hour."""
    reading = reader().read(Article(text="11:20 وزير الدفاع الكيني: سنرسل مدربين إلى أوغندا", language="ar"))
    codes = {actor.id: actor.code for actor in reading.actors}
    assert [codes[one.speaker] for one in reading.statements if one.speaker] == ["KEN"]
