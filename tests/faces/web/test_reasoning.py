"""Reasons in the words of the interface: every one the story gives is said in Arabic and French, with its numbers and names."""

import ast
import re
from pathlib import Path

import pytest

from mithaq.faces.web.reasoning import composed, reasoned
from mithaq.faces.web.words import Words, catalogue
from mithaq.packs.loader import load_shared
from mithaq.reader import Reader
from mithaq.register import bearing, comparing, traits
from mithaq.sources.files import read_articles

ARABIC = re.compile("[\u0621-\u064a]")
STORY = sorted((Path(__file__).parents[3] / "samples" / "story").glob("s??.json"))


@pytest.mark.parametrize(
    ("reason", "language", "said"),
    [
        ("words 40% in common +0.28", "ar", "كلمات مشتركة: ٤٠% +٠٫٢٨"),
        ("words 40% in common +0.28", "en", "words 40% in common +0.28"),
        ("parties FRA, IRN +0.10", "fr", "parties France, Iran +0,10"),
        ("parties FRA, IRN in common +0.10", "ar", "أطراف مشتركة: فرنسا، إيران +٠٫١٠"),
        ("the same obligors, some of them +0.20", "ar", "بعض المتعهدين أنفسهم +٠٫٢٠"),
        ("stated days 9 apart: ruled out", "ar", "بين اليومين المذكورين: ٩: يستبعد"),
        ("the same consonants", "fr", "les mêmes consonnes"),
        ("something else -0.50", "ar", "something else -٠٫٥٠"),
        ("both <b>{0}</b> +0.10", "en", "both <b>{0}</b> +0.10"),
    ],
)
def test_a_reason_is_said_in_the_language(reason, language, said):
    assert reasoned(reason, Words(language)) == said


def test_the_reasons_of_the_story_are_all_known_in_arabic(pages):
    given = {reason for one in pages.get("/review.json?by=x&size=200").json()["queue"] for reason in one["reasons"]}
    for entry in pages.get("/entries.json?kind=commitments&size=200").json()["entries"]:
        given |= {reason for link in entry["links"] for reason in link["reasons"]}
    assert len(given) > 5
    assert not [reason for reason in given if not ARABIC.search(reasoned(reason, Words("ar")))]


def wordings(node):
    """Yield the texts an expression may come to, with a side's name or a number set in."""
    if isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "actors" if ast.unparse(part.value) == "name" else "7" for part in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp | ast.Starred | ast.Tuple):
        for part in ast.iter_child_nodes(node):
            yield from wordings(part)


@pytest.mark.parametrize("module", [comparing, traits, bearing], ids=["merges", "traits", "links"])
def test_every_reason_that_the_register_writes_is_known(module):
    calls = [node for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    said = [text for call in calls if getattr(call.func, "attr", "") in ("add", "rule_out") for part in call.args for text in wordings(part)]
    assert len(said) > 10
    # of «some of them» the words before come from elsewhere
    unknown = [text for text in said if re.search("[a-z]", text) and text != "7, some of them" and not ARABIC.search(reasoned(text, Words("ar")))]
    assert not unknown


def test_every_act_and_operator_has_a_name():
    shared = load_shared()
    assert {key.removeprefix("act.") for key in catalogue() if key.startswith("act.")} == {*shared.acts, *shared.operators, "light", "title"}


def test_the_trees_of_the_story_are_told_in_arabic_with_the_tables_they_rest_on():
    reader = Reader(["ar", "en", "fr"])
    told = {because for path in STORY for one in read_articles(path, path.read_bytes()) for because in reasons_of(reader.explain(one))}
    assert len(told) > 80
    for because in told:
        said = composed(because, Words("ar"))
        assert not re.search("[a-z]", re.sub(r"\b\w+\.(toml|tsv)\b", "", said)), said
        assert re.findall(r"\w+\.(?:toml|tsv)", said) == re.findall(r"\w+\.(?:toml|tsv)", because)
    assert composed("announce × offer → commitment, strength 3, promised", Words("ar")) == "إعلان × عرض ← تعهد، قوة التعهد ٣، موعود به"
    assert composed("roles.tsv foreign_minister", Words("en")) == "roles.tsv foreign_minister"


def reasons_of(explanation):
    """Yield what composed the records of an explanation."""
    nodes = [tree for trees in explanation.trees.values() for tree in trees]
    while nodes:
        node = nodes.pop()
        nodes += node.children
        yield from node.because
