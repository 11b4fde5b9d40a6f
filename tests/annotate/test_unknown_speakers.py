"""Speakers whom no list knows, as news at home names them: by what they are, past what is put in, across broken quotations."""

import functools

import pytest

from mithaq.model import Article
from mithaq.reader import Reader


@functools.cache
def reader() -> Reader:
    return Reader(["en"])


def told(text: str) -> list[tuple[str, str]]:
    reading = reader().read(Article(text=text, language="en"))
    return [(reading.actor(one.speaker).name if one.speaker else "", one.content.text) for one in reading.statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Hale and Mr. Brennan say other rules are needed.", ("Hale", "other rules are needed")),
        ("Tom Hale, the Republican mayor of Dover, one of the towns suing the firm, said the well was dry.", ("Tom Hale", "the well was dry")),
        ("“The well is dry,” Rep. Tom Hale (R-Ohio), a member of the panel, said in an interview.", ("Tom Hale", "The well is dry")),
        ("One doctor from Leeds, who has worked there for years, said the ward was full.", ("One doctor", "the ward was full")),
        ("His wife, Clare Hale, said the well was dry.", ("Clare Hale", "the well was dry")),
        ("The well would be closed, said Batchelder.", ("Batchelder", "The well would be closed")),
        ("Clark's campaign said the well was dry.", ("Clark's campaign", "the well was dry")),
        ("Iraqi shopkeepers said the well was dry.", ("Iraqi shopkeepers", "the well was dry")),
        ("Clark on Friday said all the letters of those who wrote to him make one point.", ("Clark", "all the letters of those who wrote to him make one point")),
        ("Hale, who said he plans to leave, has sold the house.", ("Hale", "he plans to leave")),
        ("A woman who claims she was hit by a cyclist has gone to court.", ("woman", "she was hit by a cyclist")),
        ("\"The best way,\" Hale said, \"is to let them know.\"", ("Hale", "The best way,\" Hale said, \"is to let them know.")),
        ("Nobody was hurt, Hale said on Friday, but the house was lost.", ("Hale", "Nobody was hurt, Hale said on Friday, but the house was lost")),
        ("By March, according to the council, the fund had grown.", ("council", "By March, according to the council, the fund had grown")),
        ("The Evening Post reports that the well is dry.", ("Evening Post", "the well is dry")),
        ("Some say the plan has failed.", ("Some", "the plan has failed")),
        ("“It is over,” said another.", ("another", "It is over")),
        ("An aide who asked not to be named said the plan had failed.", ("aide", "the plan had failed")),
        ("Emails released on Friday show that Clark knew of the plan.", ("Emails", "Clark knew of the plan")),
        ("A poll showed Clark leading Hale by five points.", ("A poll", "Clark leading Hale by five points")),
        ("The report quoted a senior official as saying the plan had failed.", ("senior official", "the plan had failed")),
        ("Residents told The Courier the water was bad.", ("Residents", "the water was bad")),
        ("Clark called Hale a liar.", ("Clark", "Hale a liar")),
        ("Clark vowed to fight on.", ("Clark", "to fight on")),
        ("Clark's claim that the plan had failed was wrong.", ("Clark", "the plan had failed")),
        ("The mayor of Dover said small towns would prosper.", ("mayor of Dover", "small towns would prosper")),
        ("Traders said at least six ships had left the port.", ("Traders", "at least six ships had left the port")),
        ("Clark said nurses and teachers would go on with their talks.", ("Clark", "nurses and teachers would go on with their talks")),
    ],
)  # fmt: skip
def test_somebody_unknown_speaks(text: str, expected: tuple[str, str]) -> None:
    assert told(text)[:1] == [expected]
