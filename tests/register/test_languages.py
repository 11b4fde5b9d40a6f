"""What reports in Arabic, English and French tell of one fact is one entry; what only looks alike in another language is not."""

from collections.abc import Iterator
from typing import Any

import pytest
from story import gold_reading, reading_of

from mithaq import Article, Reading, Register
from mithaq.model import Entry
from mithaq.model.article import published_on

ENGLISH = (
    "MOSCOW — Russian Foreign Minister Sergey Lavrov hosted his counterparts from Mali, Burkina Faso and Niger in Moscow on 3 April for the first session of consultations "
    "between Russia and the Alliance of Sahel States.\n\nRussia and the alliance agreed to build a strategic partnership in defence and security, the Malian government said.\n\n"
    "Russia expressed its readiness to provide the technical assistance that the joint force of the alliance needs.\n\nThe three states left ECOWAS in January 2025.\n"
)
FRENCH = (
    "L'Alliance des États du Sahel et la Russie ont signé jeudi 5 juin à Ouagadougou un protocole d'accord militaire.\n\n"
    "Le document prévoit que la Russie livre 40 véhicules blindés à la force unifiée avant la fin du mois de juin.\n\n"
    "Le ministre russe de la défense, Grigori Astakhov, et son homologue malien, Boubacar Sinayogo, ont paraphé le texte.\n"
)
TURKISH = (
    "Turkey and Mali signed a memorandum of understanding on military cooperation in Ankara on 5 June.\n\nTurkey will deliver 40 armoured vehicles to the Malian army by the end of June.\n"
)


def told(name: str, text: str, language: str, day: str, **rows: list[dict[str, Any]]) -> Reading:
    """A right reading of a report: rows of gold, whose spans are told by their words."""
    article = Article(id=name, text=text, language=language, publisher=f"outlet {name}", published=published_on(day))
    gold: dict[str, list[dict[str, Any]]] = {kind: [] for kind in ("statements", "offices")}
    for kind, some in rows.items():
        gold[kind] = [{**row, "spans": [[text.index(words), text.index(words) + len(words)] for words in row["words"]]} for row in some]
    return reading_of(article, gold)


def reports() -> list[Reading]:
    aes = {"beneficiaries": ["IGO:AES"], "domains": ["military"]}
    session = {"participants": ["BFA", "MLI", "NER", "RUS"], "persons": ["Sergey Lavrov"], "status": "held", "kind": "session", "date": "2025-04-03", "place": "Moscow"}
    minister = {"post": "defence_minister", "status": "in_office"}
    return [
        told(
            "english", ENGLISH, "en", "2025-04-04",
            meetings=[{**session, "words": [ENGLISH[ENGLISH.index("Russian Foreign") : ENGLISH.index(".\n\nRussia and")]]}],
            agreements=[{"parties": ["IGO:AES", "RUS"], "type": "partnership", "stage": "agreed", "domains": ["military"], "words": ["Russia and the alliance agreed to build a strategic partnership in defence and security"]}],
            commitments=[{"obligors": ["RUS"], **aes, "strength": 3, "words": ["Russia expressed its readiness to provide the technical assistance that the joint force of the alliance needs"]}],
            offices=[{"person": "Sergey Lavrov", "post": "foreign_minister", "polity": "RUS", "status": "in_office", "words": ["Russian Foreign Minister Sergey Lavrov"]}],
            memberships=[{"member": code, "organisation": "IGO:ECOWAS", "role": "withdrawn", "since": "2025-01", "words": ["The three states left ECOWAS in January 2025"]} for code in ("BFA", "MLI", "NER")],
        ),
        told(
            "french", FRENCH, "fr", "2025-06-06",
            agreements=[{"parties": ["IGO:AES", "RUS"], "type": "memorandum", "stage": "signed", "domains": ["military"], "date": "2025-06-05", "words": [FRENCH[: FRENCH.index(".\n")]]}],
            commitments=[{"obligors": ["RUS"], **aes, "strength": 6, "deadline": "2025-06-30", "words": ["la Russie livre 40 véhicules blindés à la force unifiée avant la fin du mois de juin"]}],
            offices=[
                {"person": "Grigori Astakhov", "polity": "RUS", **minister, "words": ["Le ministre russe de la défense, Grigori Astakhov"]},
                {"person": "Boubacar Sinayogo", "polity": "MLI", **minister, "words": ["son homologue malien, Boubacar Sinayogo"]},
            ],
        ),
        told(
            "turkish", TURKISH, "en", "2025-06-06",
            agreements=[{"parties": ["MLI", "TUR"], "type": "memorandum", "stage": "signed", "domains": ["military"], "date": "2025-06-05", "words": [TURKISH[: TURKISH.index(".\n")]]}],
            commitments=[{"obligors": ["TUR"], "beneficiaries": ["MLI"], "domains": ["military"], "strength": 6, "deadline": "2025-06-30", "words": ["Turkey will deliver 40 armoured vehicles to the Malian army by the end of June"]}],
        ),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with Register(tmp_path_factory.mktemp("languages") / "r.db") as made:
        made.add_readings([*map(gold_reading, ("s01", "s02", "s03", "s05", "s09", "s10")), *reports()])
        yield made


def holding(register: Register, kind: str, words: str) -> Entry:
    """The one entry of a kind that is told in these words, or in words that begin so."""
    (found,) = {entry.id: entry for entry in register.entries() if entry.kind == kind and any(e.text.startswith(words) for t in entry.tellings for e in t.record.evidence)}.values()
    return found


SAME = [
    ("meetings", "الدورة الأولى لمشاورات وزراء خارجية دول التحالف", "Russian Foreign Minister Sergey Lavrov hosted"),
    ("agreements", "اتفقت روسيا وتحالف دول الساحل على بناء شراكة", "Russia and the alliance agreed to build"),
    ("commitments", "أبدى الجانب الروسي استعداده لتقديم المساعدة التقنية", "Russia expressed its readiness"),
    ("offices", "وزير الخارجية الروسي سيرغي لافروف", "Russian Foreign Minister Sergey Lavrov"),
    ("agreements", "وقع تحالف دول الساحل وروسيا، أمس الخميس", "L'Alliance des États du Sahel et la Russie ont signé"),
    ("commitments", "تسلم روسيا القوة الموحدة 40 مركبة مدرعة", "la Russie livre 40 véhicules blindés"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "arabic", "other"), SAME, ids=[f"{kind}-{other[:12]}" for kind, _, other in SAME])
def test_one_fact_in_two_languages_is_one_entry(register: Register, kind: str, arabic: str, other: str) -> None:
    assert holding(register, kind, arabic).id == holding(register, kind, other).id


@pytest.mark.parametrize("kind", ["agreements", "commitments"])
def test_what_another_state_does_on_the_same_day_stays_apart(register: Register, kind: str) -> None:
    words = {"agreements": "Turkey and Mali signed", "commitments": "Turkey will deliver"}[kind]
    assert [telling.document.article.id for telling in holding(register, kind, words).tellings] == ["turkish"]


def test_a_departure_told_in_two_languages_is_one_for_each_state(register: Register) -> None:
    left = [entry for entry in register.entries() if entry.kind == "memberships" and entry.record.role == "withdrawn"]  # type: ignore[attr-defined]
    assert len(left) == 3 and all("en" in {t.document.article.language for t in entry.tellings} for entry in left)


@pytest.mark.parametrize("spelled", ["Sergey Lavrov", "سيرغي لافروف", "Lavrov"])
def test_a_person_is_one_card_over_scripts(register: Register, spelled: str) -> None:
    card = register.card(spelled)
    assert {"Sergey Lavrov", "سيرغي لافروف"} <= {name.name for name in card.names}


def test_an_unknown_minister_is_one_card_over_scripts_or_asked_about(register: Register) -> None:
    for arabic, latin in (("غريغوري أستاخوف", "Grigori Astakhov"), ("بوبكر سينايوغو", "Boubacar Sinayogo")):
        assert register.card(arabic).key == register.card(latin).key
