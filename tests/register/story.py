"""The story of samples/story as readings made from its gold, so that merging is tested on right readings."""

import functools
import json
import re
from pathlib import Path
from typing import Any

import msgspec

from mithaq import Register
from mithaq.model import (
    Actor,
    Agreement,
    Amount,
    Article,
    Attribution,
    Commitment,
    Delivery,
    Entry,
    Event,
    Meeting,
    Membership,
    Mention,
    Office,
    Place,
    Reading,
    Statement,
    When,
    quote_span,
)
from mithaq.model.article import published_on

STORY = Path(__file__).parents[2] / "samples" / "story"
KEY: dict[str, Any] = json.loads((STORY / "key.json").read_text(encoding="utf-8"))


def article_of(name: str) -> Article:
    """The report whose file begins with ``name``."""
    path = next(p for p in sorted(STORY.glob(f"{name}*.json")) if not p.name.endswith(".gold.json"))
    data = json.loads(path.read_text(encoding="utf-8"))
    data["published"] = published_on(data["published"])
    return Article(**data)


def gold_reading(name: str) -> Reading:
    """The reading that the gold of a report describes."""
    gold = json.loads(next(STORY.glob(f"{name}*.gold.json")).read_text(encoding="utf-8"))
    return _Maker(article_of(name), gold).reading()


def reading_of(article: Article, gold: dict[str, Any]) -> Reading:
    """The reading that rows of gold describe."""
    return _Maker(article, gold).reading()


def facts_in(register: Register) -> set[tuple[str, frozenset[str], str]]:
    """What a register says, whatever order it came in: the least of a person's names stands for the card's id, which comes from the name told first."""
    called = functools.cache(lambda card: min(spelling.name for spelling in register.card(card).names))

    def told(entry: Entry) -> str:
        return re.sub("p-[a-z2-7]{12}", lambda card: called(card[0]), msgspec.json.encode((entry.record, entry.conflicts, entry.sources)).decode())

    return {(entry.kind, frozenset(telling.id for telling in entry.tellings), told(entry)) for entry in register.entries()}


class _Maker:
    """Gold rows into records; codes become actors, persons by their names."""

    def __init__(self, article: Article, gold: dict[str, Any]) -> None:
        self.article, self.gold = article, gold
        self.actors: dict[str, Actor] = {}
        self.persons = {row["person"]: row["polity"] for row in gold["offices"]}
        self.persons |= {row["speaker"]: row["code"][0] for row in gold["statements"] if row["speaker"]}

    def reading(self) -> Reading:
        gold = self.gold
        made: dict[str, list[Any]] = {
            kind: [getattr(self, kind)(f"{kind}{n}", row) for n, row in enumerate(gold.get(kind, []))]
            for kind in ("statements", "meetings", "agreements", "commitments", "deliveries", "offices", "memberships", "events")
        }
        named = [Mention(actor=a.id, start=0, end=1) for a in self.actors.values() if a.kind == "person"]
        return Reading(article=self.article, actors=list(self.actors.values()), mentions=named, **made)

    def actor(self, code: str) -> str:
        kind = {"IGO": "igo", "NSA": "armed_group", "ORG": "ngo"}.get(code.partition(":")[0] if ":" in code else "", "state")
        self.actors.setdefault(code, Actor(id=code, kind=kind, name=code, code=code, sector="GOV"))
        return code

    def person(self, name: str, code: str | None = None) -> str:
        self.actors.setdefault(name, Actor(id=name, kind="person", name=name, code=code or self.persons.get(name, "UNK"), sector="GOV"))
        return name

    def many(self, row: dict[str, Any], field: str) -> list[str]:
        return [self.actor(code) for code in row.get(field) or []]

    def common(self, id: str, row: dict[str, Any]) -> dict[str, Any]:
        spans = row.get("spans") or [row["span"]]
        return {
            "id": id,
            "evidence": [self.words(span) for span in spans],
            "attribution": self.attribution(spans[0]),
            "date": self.when(row.get("date")),
            "place": Place(row["place"]) if row.get("place") else None,
            "confidence": 0.8,
        }

    def words(self, span: list[int]):
        return quote_span(self.article.text, *span)

    def attribution(self, span: list[int]) -> list[Attribution]:
        around = [row for row in self.gold["statements"] if row["span"][0] < span[1] and span[0] < row["span"][1]]
        return [Attribution(role="speaker", actor=self.actor(code)) for row in around[:1] for code in row["code"]]

    @staticmethod
    def when(date: str | None) -> When | None:
        if date is None:
            return None
        precision = {4: "year", 7: "month", 10: "day"}[len(date)]
        return When(date, date, precision, "explicit")

    def statements(self, id: str, row: dict[str, Any]) -> Statement:
        speaker = self.person(row["speaker"], row["code"][0]) if row["speaker"] else self.actor(row["code"][0]) if row["code"] else None
        common = {**self.common(id, row), "attribution": []}
        return Statement(**common, speaker=speaker, form=row["form"], content=self.words(row["span"]))

    def meetings(self, id: str, row: dict[str, Any]) -> Meeting:
        persons = [self.person(name) for name in row.get("persons", [])]
        acting = {self.persons.get(name) for name in row.get("persons", [])}
        others = [self.actor(code) for code in row["participants"] if code not in acting]
        return Meeting(**self.common(id, row), participants=[*persons, *others], persons=persons, status=row["status"], kind=row.get("kind", "talks"))

    def agreements(self, id: str, row: dict[str, Any]) -> Agreement:
        return Agreement(**self.common(id, row), parties=self.many(row, "parties"), type=row.get("type", "agreement"), stage=row["stage"], domains=row.get("domains", []))

    def commitments(self, id: str, row: dict[str, Any]) -> Commitment:
        common = self.common(id, row)
        amount = row.get("amount")
        return Commitment(
            **common, obligors=self.many(row, "obligors"), beneficiaries=self.many(row, "beneficiaries"), action=common["evidence"][0],
            strength=row["strength"], domains=row.get("domains", []), deadline=self.when(row.get("deadline")),
            amount=Amount(amount["value"], amount.get("currency") or amount["unit"]) if amount else None,
        )  # fmt: skip

    def deliveries(self, id: str, row: dict[str, Any]) -> Delivery:
        common = self.common(id, row)
        return Delivery(**common, provider=self.many(row, "provider"), recipient=self.many(row, "recipient"), what=common["evidence"][0], independence=row.get("independence", "third_party"))

    def offices(self, id: str, row: dict[str, Any]) -> Office:
        common = self.common(id, row)
        return Office(**common, person=self.person(row["person"], row["polity"]), post=row["post"], title=common["evidence"][0], polity=row["polity"], status=row.get("status", "in_office"))

    def memberships(self, id: str, row: dict[str, Any]) -> Membership:
        return Membership(**self.common(id, row), member=self.actor(row["member"]), organisation=self.actor(row["organisation"]), role=row["role"], since=self.when(row.get("since")))

    def events(self, id: str, row: dict[str, Any]) -> Event:
        common = self.common(id, row)
        return Event(**common, actuality=row.get("actuality", "done"), type=row["type"], mode=row.get("mode"), actor=self.many(row, "actor"), recipient=self.many(row, "recipient"), trigger=common["evidence"][0])
