"""French dates: many wordings per value on a fixed day of publication, and what is no date."""

import datetime
import re
import tomllib
from pathlib import Path

import pytest

import mithaq.packs
from mithaq.annotate.dates import DateGrammar, DateHit, find_dates
from mithaq.text.fold import fold

DATA = tomllib.loads((Path(mithaq.packs.__file__).parent / "fr" / "dates.toml").read_text(encoding="utf-8"))
GRAMMAR = DateGrammar.from_data(DATA)
# a Friday
PUBLISHED = datetime.date(2025, 4, 4)


def read(text: str) -> list[DateHit]:
    return find_dates(fold(text).text, GRAMMAR, PUBLISHED)


# value → wordings; <…> marks what the hit must cover, a wording without marks must be covered whole
WORDINGS = {
    ("2025-04-03", None): [
        "3 avril 2025", "le <3 avril 2025>", "3 avr. 2025", "3/4/2025", "03/04/2025", "2025-04-03", "3 avril", "<hier>", "jeudi 3 avril", "hier (jeudi)", "hier, jeudi",
        "<jeudi 3>", "jeudi", "hier soir", "<jeudi soir>", "le <trois avril>", "3 avril de cette année", "3 AVRIL 2025",
    ],
    ("2025-04-01", None): ["1er avril 2025", "le <premier avril>", "mardi", "mardi de cette semaine"],
    ("2025-04-04", None): ["aujourd’hui", "aujourd'hui", "ce matin", "ce vendredi"],
    ("2025-04-02", None): ["avant-hier", "avant hier"],
    ("2025-04-05", None): ["demain", "demain matin"],
    ("2025-04-06", None): ["après-demain", "dimanche prochain"],
    ("2024-01-20", None): ["20 janvier de l'année dernière"],
    ("2025-01-20", None): ["20 janvier dernier"],
    ("2025-05-05", None): ["5 mai prochain"],
    ("2025-04-03", "2025-04-05"): ["du <3 au 5 avril 2025>", "du <3 avril au 5 avril 2025>", "<jeudi 3 au samedi 5 avril 2025>", "entre le <3 et le 5 avril 2025>"],
    ("2019-05", None): ["mai 2019", "en <mai 2019>", "05/2019"],
    ("2025-03", None): ["en <mars dernier>", "le mois dernier", "en <mars>"],
    ("2020-06", None): ["juin 2020"],
    ("1968-05", None): ["mai 68"],
    ("2019", None): ["en <2019>", "l'année 2019"],
    ("2024", None): ["l'an dernier", "l'année dernière"],
    ("2026", None): ["l'an prochain", "l’année prochaine"],
    ("2014", "2018"): ["de <2014 à 2018>", "entre <2014 et 2018>", "2014-2018"],
    ("2025-03-24", "2025-03-30"): ["la semaine dernière"],
    ("2025-04-05", "2025-04-06"): ["ce week-end", "ce weekend"],
    ("1980", "1989"): ["les <années 1980>", "les <années quatre-vingt>", "les <années 80>"],
    ("2010", "2019"): ["les <années 2010>"],
    ("1801", "1900"): ["au <XIXe siècle>", "<19e siècle>"],
    ("2025-01", "2025-03"): ["<premier trimestre 2025>", "T1 2025", "1er trimestre de 2025"],
    ("2024-07", "2024-12"): ["second semestre 2024", "deuxième semestre de l'année 2024", "S2 2024"],
    ("2006-06", "2006-08"): ["à l'<été 2006>"],
    ("2025-04-02", None, "duration_before"): ["il y a deux jours", "il y a 48 heures"],
    ("2025-01", None, "duration_before"): ["il y a trois mois", "depuis trois mois", "il y a près de trois mois"],
    ("2025-04-18", None, "after"): ["dans deux semaines", "dans 14 jours"],
    ("2025-04-04", "2025-10-04", "deadline"): ["d'ici six mois", "les <six prochains mois>"],
    ("2025-04-03", "2025-04-04", "duration_before"): ["les <24 dernières heures>"],
    (None, "2025-12", "deadline"): ["d'ici décembre", "jusqu'en décembre 2025", "avant décembre 2025"],
    (None, "2025-12-31", "deadline"): ["d'ici la fin de l'année", "avant fin 2025", "jusqu'à la fin de l'année"],
    (None, "2030", "deadline"): ["d'ici 2030", "d’ici à 2030", "à l'horizon 2030"],
    ("2014", None, "after"): ["depuis 2014", "à partir de 2014"],
    ("2023-10-07", None, "after"): ["depuis le 7 octobre 2023", "à compter du 7 octobre 2023"],
    ("2025-03-21", "2025-03-31"): ["fin mars", "la <fin du mois de mars>"],
    ("2025-05-11", "2025-05-20"): ["<mi-mai>", "à la <mi-mai>"],
    ("2024-10-07", None): ["<premier lundi d'octobre 2024>"],
}  # fmt: skip
ARTICLE = re.compile(r"^(?:l['’]|la |le |d['’]ici la |du )")
CASES = [(value, wording) for value, wordings in WORDINGS.items() for wording in wordings]


def marked(wording: str) -> tuple[str, str]:
    """Return a wording without its marks, and the words they mark."""
    text = wording.replace("<", "").replace(">", "")
    return fold(text).text, fold(wording[wording.index("<") + 1 : wording.index(">")] if "<" in wording else text).text


@pytest.mark.parametrize(("value", "wording"), CASES, ids=lambda part: str(part))
def test_wording_means_value(value: tuple[str | None, ...], wording: str) -> None:
    text, words = marked(wording)
    (hit,) = read(text)
    # whether the article belongs to the date is no matter
    assert ARTICLE.sub("", text[hit.start : hit.end]) == ARTICLE.sub("", words)
    assert (hit.start_date, hit.end_date) == value[:2]
    assert hit.kind == (value[2] if len(value) > 2 else "date")


@pytest.mark.parametrize(
    "text",
    [
        "Mai est une marque", "il a marché", "12 soldats tués", "en 2000 soldats", "tous les lundis", "chaque mardi", "3 fois par semaine", "il était une fois", "le Mouvement du 23 mars",
        "le vol AF 447", "la résolution 2025/4", "deux trois", "Son été fut long", "quelque 1950 personnes",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert not [hit for hit in read(text) if hit.start_date or hit.end_date]
