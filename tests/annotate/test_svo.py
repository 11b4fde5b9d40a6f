"""Languages whose subject stands before the verb: who is spoken of, who speaks, what is said, and the language itself."""

import functools

import pytest

from mithaq.model import Article, Reading
from mithaq.packs import loader
from mithaq.reader import Reader


@functools.cache
def reader() -> Reader:
    return Reader(loader.languages())


def read(text: str) -> Reading:
    return reader().read(Article(text=text, language="en"))


def said(text: str) -> list[tuple[str, str]]:
    reading = read(text)
    return [(reading.actor(one.speaker).code if one.speaker else "", one.content.text) for one in reading.statements]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Norwegian Foreign Minister Kari Holm said that the road was open.", ("Kari Holm", "foreign_minister", "NOR")),
        ("Kari Holm, Norway's foreign minister, said that the road was open.", ("Kari Holm", "foreign_minister", "NOR")),
        ("Norway's foreign minister, Kari Holm, said that the road was open.", ("Kari Holm", "foreign_minister", "NOR")),
        ("The foreign minister of Norway, Kari Holm, said that the road was open.", ("Kari Holm", "foreign_minister", "NOR")),
        ("Kari Holm, the president of the Norwegian Growers Association, said that prices fell.", ("Kari Holm", "head_of_organisation", "NOR")),
        ("Republic of Korea (ROK) Minister of Foreign Affairs Bae Jin-ho arrived on Monday.", ("Bae Jin-ho", "foreign_minister", "KOR")),
        ("Former Chilean President Luis Rojas spoke in Lima.", ("Luis Rojas", "head_of_state", "CHL")),
    ],
)
def test_titles_stand_before_and_behind_names(text: str, office: tuple[str, str, str]) -> None:
    reading = read(text)
    assert [(reading.actor(one.person).name, one.post, one.polity) for one in reading.offices] == [office]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway said the road was open.", [("NOR", "the road was open")]),
        ("The road was open, Norway said.", [("NOR", "The road was open")]),
        ("\"The road is open to all,\" said Norwegian minister Kari Holm.", [("NOR", "The road is open to all")]),
        ("“The road is open,” the Norwegian minister said.", [("NOR", "The road is open")]),
        ("Otherwise, the Norwegian minister said, the road would be closed.", [("NOR", "the road would be closed")]),
        ("The Norwegian minister told reporters on Friday that the road was open.", [("NOR", "the road was open")]),
        ("The Norwegian minister said the road was open and warned that snow would come.", [("NOR", "the road was open"), ("NOR", "snow would come")]),
        ("The Norwegian minister did not say that the road was open.", []),
        ("Norway's ambassador to Chile said the road was open.", [("NOR", "the road was open")]),
        ("The treaty signed in Oslo said little.", []),
        ("Chad was still believed to be in the market for sugar, Norway said.", [("NOR", "Chad was still believed to be in the market for sugar")]),
        ("Lavrov said the road was open.", [("RUS", "the road was open")]),
        ("Brezhnev Street said little.", []),
        ("Norway said it agreed that Sweden was right.", [("NOR", "it agreed that Sweden was right"), ("NOR", "Sweden was right")]),
        # nobody whom the lists know
        ("Three climbers said the road was open.", [("UNK", "the road was open")]),
        ("Kari Holm, a climber from the valley, said the road was open.", [("UNK", "the road was open")]),
        ("Villagers in the valley say that the road is open.", [("UNK", "the road is open")]),
        ("A survey released last year found that the road was open.", [("UNK", "the road was open")]),
        ("According to the climbers, the road was open.", [("UNK", "the road was open")]),
        ("The road was closed since the beginning of the war, said the Norwegian minister.", [("NOR", "The road was closed since the beginning of the war")]),
        # between and around the words that are said
        ("The road over the hill, the Norwegian minister said, is open again.", [("NOR", "The road over the hill, the Norwegian minister said, is open again")]),
        ('"The road is open," the Norwegian minister said. "The bridge is closed."', [("NOR", 'The road is open," the Norwegian minister said. "The bridge is closed.')]),
        ('"Is the road open?" the Norwegian minister asked.', [("NOR", "Is the road open?")]),
        ("The Norwegian minister said, in a letter, that the road was open.", [("NOR", "the road was open")]),
        ("The road is open, ``as it was'', Norway said.", [("NOR", "The road is open, ``as it was''")]),
        ('The Norwegian minister said on the show "Good Evening" that the road was open.', [("NOR", "the road was open")]),
        ("Norway disclosed the accounts although they were old.", []),
        # the quotation goes on
        ('"The road is open," the Norwegian minister said on Friday, "and the bridge is not."', [("NOR", 'The road is open," the Norwegian minister said on Friday, "and the bridge is not.')]),
        ('The road is "a disgrace", the Norwegian minister said.', [("NOR", 'The road is "a disgrace"')]),
        # the report takes over again
        ("Norway said the road was open, angering the climbers.", [("NOR", "the road was open")]),
        ("Norway said the road was open, although snow lay on it.", [("NOR", "the road was open")]),
        ("Norway said the road was open, including the bridge.", [("NOR", "the road was open, including the bridge")]),
        ("The bridge, which Norway said was safe, fell.", [("NOR", "was safe")]),
        ("As Norway reported on Friday, the road is open.", [("NOR", "the road is open")]),
        ("The bridge, which, Norway said, was safe, fell.", [("NOR", "which, Norway said, was safe")]),
        ("While Norway said the road was open, many stayed.", [("NOR", "the road was open")]),
        ("Norway insisted the road was open even though snow lay on it.", [("NOR", "the road was open")]),
        ('On the show\'s "Good Evening," the Norwegian minister said the road was open.', [("NOR", "the road was open")]),
        # what shows something, and who says something beside another deed
        ("Records released on Friday show the road was open.", [("UNK", "the road was open")]),
        ("The road was open, tax records show.", [("UNK", "The road was open")]),
        ("Norway opened the road by insisting that it was safe.", [("NOR", "it was safe")]),
        ("Insisting it was safe, the Norwegian minister opened the road.", [("NOR", "it was safe")]),
        ("The Herald/Post poll released on Friday shows that the road is open.", [("UNK", "the road is open")]),
        ("Lawyers for the family said the road was open.", [("UNK", "the road was open")]),
        # a colon gives words to whoever stands before it
        ('Kari Holm, The Herald: "The road is open to all."', [("UNK", "The road is open to all.")]),
        ("MR. HOLM: The road is open. Come and see.", [("UNK", "The road is open. Come and see")]),
        ('Lavrov was blunt: "The road is open to all."', [("RUS", "The road is open to all.")]),
        ('The sign was clear: "The road is open to all."', []),
        ("What Norway says is a road is a track.", []),
    ],
)
def test_words_are_laid_to_their_speaker(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


def test_pronouns_mean_the_last_speaker() -> None:
    assert said("Norwegian minister Kari Holm said the road was open. She added that it was safe.") == [("NOR", "the road was open"), ("NOR", "it was safe")]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Chad was attacked by Libya.", [("ASSAULT", {"LBY"}, {"TCD"})]),
        ("Norway refused to send aid to Chad.", [("REJECT", {"NOR"}, {"TCD"})]),
        ("Norway will send aid to Chad.", [("AGREE", {"NOR"}, {"TCD"})]),
        ("Norway did not send aid to Chad.", []),
        ("Norway, which borders Sweden, sent aid to Chad.", [("AID", {"NOR"}, {"TCD"})]),
        ("Norway met Sweden and expelled the Libyan ambassador.", [("CONSULT", {"NOR", "SWE"}, set()), ("SANCTION", {"NOR"}, {"LBY"})]),
        ("If Libya attacks Chad, prices will rise.", []),
        ("Norway declined to comment on the report about Chad.", []),
    ],
)
def test_voice_negation_and_joining(text: str, events: list[tuple[str, set[str], set[str]]]) -> None:
    reading = read(text)
    found = [(e.type, {reading.actor(i).code for i in e.actor}, {reading.actor(i).code for i in e.recipient}) for e in reading.events]
    assert found == events


def test_languages_are_told_by_letters_and_function_words() -> None:
    both = reader()
    assert both.detect("The minister said that the road to the capital was open and that it would stay so.") == "en"
    assert both.detect("قال الوزير إن الطريق إلى العاصمة مفتوح") == "ar"
    assert both.detect("Le ministre a déclaré que la route de la capitale était ouverte et le resterait.") != "en"
    assert both.detect("12345 ...") is None


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # the tense of the speaker, and what others must do
        ("Norway said it would attack Sweden.", [("THREATEN", {"NOR"}, {"SWE"})]),
        ("Norway said that Sweden must withdraw its troops.", [("REQUEST", {"NOR"}, {"SWE"})]),
        ("Norway said it would not accept the Swedish plan.", [("REJECT", {"NOR"}, {"SWE"})]),
        ("Norway demanded that Sweden release the sailors.", [("REQUEST", {"NOR"}, {"SWE"})]),
        ("The Norwegian minister will visit Oman and meet the Chilean president.", [("AGREE", {"NOR"}, {"OMN"}), ("AGREE", {"CHL", "NOR"}, set())]),
        # parts, numbers and adjectives of belonging
        ("Thousands of Swedes marched against the government.", [("PROTEST", {"SWE"}, {"SWE"})]),
        ("Norwegian troops arrested more than 20 Swedes.", [("COERCE", {"NOR"}, {"SWE"})]),
        ("Norwegian frigates sank a Swedish boat.", [("ASSAULT", {"NOR"}, {"SWE"})]),
        ("A camp for Swedish refugees was attacked by Norwegian rebels.", [("ASSAULT", {"NOR"}, {"SWE"})]),
        # acts that are subjects, and those that are none
        ("Clashes between Norwegian and Swedish troops broke out on Monday.", [("ASSAULT", {"NOR", "SWE"}, set())]),
        ("The law prohibits fishing in Norway.", []),
        ("The Norwegian minister fought to keep his job.", []),
        ("The churches of Norway spoke about lending to Sweden.", []),
    ],
)
def test_english_clauses_tell_who_does_what(text: str, events: list[tuple[str, set[str], set[str]]]) -> None:
    reading = read(text)
    told = [(one.type, {reading.actor(i).code for i in one.actor}, {reading.actor(i).code for i in one.recipient}) for one in reading.events]
    assert told == events


def test_they_are_those_who_met() -> None:
    reading = read("The Norwegian minister met the Swedish king in Oslo. They agreed to build a bridge.")
    assert {reading.actor(i).code for i in reading.agreements[0].parties} == {"NOR", "SWE"}
