"""Entries made by hand for the tests of exports: two reports in Arabic and English, with text that formats trip over."""

from mithaq.model import (
    Actor,
    Agreement,
    Amount,
    Article,
    Attribution,
    Casualties,
    Commitment,
    Conflict,
    Delivery,
    Document,
    Entry,
    Event,
    Evidence,
    Life,
    Link,
    Meeting,
    Membership,
    Office,
    Place,
    Record,
    Review,
    Statement,
    Step,
    Telling,
    When,
)
from mithaq.model.article import published_on

ARABIC = 'التقى وزير "الخارجية" في مسقط،\tنظيره\r\nالكيني; ووعد بمنحة 😀 قبل 1 حزيران 2024.\nوقال إن «السلام، قريب»\u200f.'
ENGLISH = "Oman's minister met his Kenyan counterpart in Muscat on 5 March 2024 and promised 5 million dollars, said \"a source\"."

OMAN = Actor(id="omn", kind="state", name="عُمان", code="OMN", sector="GOV", labels={"en": "Oman"})
KENYA = Actor(id="ken", kind="government", name="نيروبي", code="KEN", sector="GOV", labels={"en": "Nairobi"})
MINISTER = Actor(id="busaidi", kind="person", name='سالم "أبو\tقيس"; الوهيبي', code="OMN", sector="GOV")
UN = Actor(id="un", kind="igo", name="الأمم المتحدة", code="IGO:UN", sector="IGO")
GROUP = Actor(id="hamas", kind="armed_group", name="حماس", code="NSA:HAMAS", sector="REB")
NOBODY = Actor(id="unk", kind="group", name="unknown", code="UNK", sector="UAF")
MUSCAT = Place("مسقط", country="OMN", lat=23.61, lon=58.54, precision="city", labels={"en": "Muscat"})
DAY = When("2024-03-05", "2024-03-05", "day", "explicit")

FIRST = Document(
    key="doc-1",
    article=Article(text=ARABIC, id="r1", language="ar", title='عنوان "مقتبس"', publisher="وكالة; الخليج", url="https://example.org/1?a=1;b=2", published=published_on("2024-03-06")),
    origin="وكالة; الخليج", group="doc-1", added="2024-03-07T08:09:10.123456Z",
)  # fmt: skip
SECOND = Document(
    key="doc-2", article=Article(text=ENGLISH, id="r2", language="en", publisher="Gulf Wire", published=published_on("2024-03-06")),
    origin="Reuters", group="doc-2", added="2024-03-08T00:00:00Z",
)  # fmt: skip


def words(text: str, part: str) -> Evidence:
    start = text.index(part)
    return Evidence(start, start + len(part), part)


MET, MET_EN = words(ARABIC, 'التقى وزير "الخارجية" في مسقط،\tنظيره\r\nالكيني'), words(ENGLISH, "met his Kenyan counterpart")
PROMISED = words(ARABIC, "ووعد بمنحة 😀 قبل 1 حزيران 2024")
VOICE = [Attribution(role="publisher", name="وكالة; الخليج"), Attribution(role="speaker", actor="busaidi", cue=words(ARABIC, "وقال"))]


def event(id: str = "e1", type: str = "CONSULT", mode: str | None = "visit", actuality: str = "done", **rest: object) -> Event:
    values: dict[str, object] = {"actor": ["omn"], "recipient": ["ken"], "evidence": [MET], "trigger": words(ARABIC, "التقى"), "date": DAY, "place": MUSCAT, "contexts": ["diplomatic"]}
    return Event(**{"id": id, "type": type, "mode": mode, "actuality": actuality, **values, **rest})  # type: ignore[arg-type]


def entry(kind: str, record: Record, *, actors: list[Actor] | None = None, tellings: list[Telling] | None = None, **rest: object) -> Entry:
    told = tellings if tellings is not None else [Telling(id=f"doc-1/{record.id}", document=FIRST, record=record)]
    held = actors if actors is not None else [OMAN, KENYA, MINISTER, UN, GROUP, NOBODY]
    return Entry(id=f"n-{record.id}", kind=kind, record=record, actors=held, tellings=told, **rest)  # type: ignore[arg-type]


def told_twice(record: Event) -> Entry:
    """Return an event that both reports tell, who disagree on its date."""
    again = event("e9", evidence=[MET_EN], trigger=words(ENGLISH, "met"), attribution=VOICE[:1])
    tellings = [Telling(id="doc-1/e1", document=FIRST, record=record), Telling(id="doc-2/e9", document=SECOND, record=again)]
    conflict = Conflict(field="date", values={"2024-03-05": ["doc-1/e1"], "2024-03-04": ["doc-2/e9"]})
    return entry("events", record, tellings=tellings, sources=2, conflicts=[conflict], review=Review("accepted", "ليلى", "2024-04-01T00:00:00Z"))


def all_kinds() -> list[Entry]:
    """Return an entry of each kind, and events that exports leave out."""
    said = Statement(id="s1", evidence=[words(ARABIC, "وقال إن «السلام، قريب»")], attribution=VOICE, form="direct", cue=words(ARABIC, "وقال"), content=words(ARABIC, "السلام، قريب"), speaker="busaidi", date=DAY)
    met = Meeting(id="m1", evidence=[MET], participants=["omn", "ken"], persons=["busaidi"], host="omn", kind="talks", date=DAY, place=MUSCAT, topics=["diplomatic", "economic"], level="minister")
    agreed = Agreement(id="a1", evidence=[MET], type="memorandum", parties=["omn", "ken"], stage="signed", domains=["economic"], date=When("2024-03", None, "month", "explicit"))
    pledge = Commitment(
        id="c1", evidence=[PROMISED], obligors=["omn"], beneficiaries=["ken"], action=words(ARABIC, "بمنحة 😀"), strength=4, actuality="promised",
        amount=Amount(5_000_000.0, "USD"), deadline=When(None, "2024-06-01", "before", "explicit", words(ARABIC, "قبل 1 حزيران 2024")), made_on=DAY, date=DAY,
    )  # fmt: skip
    gave = Delivery(id="d1", evidence=[PROMISED], provider=["omn"], recipient=["ken"], what=words(ARABIC, "بمنحة 😀"), claimed_by="busaidi")
    holds = Office(id="o1", evidence=[MET], person="busaidi", post="foreign_minister", title=words(ARABIC, 'وزير "الخارجية"'), polity="OMN", as_of="2024-03-06")
    belongs = Membership(id="b1", evidence=[MET], member="omn", organisation="un", role="member", since=When("1971-10", None, "month", "explicit"))
    life = Life(official="reaffirmed", evidence="started", schedule="late", steps=[Step(axis="official", value="announced", day="2024-03-05", noted="2024-03-07T08:09:10Z", telling="doc-1/c1", reason="قال; نعم\nثانيا")])
    link = Link(id="k1", commitment="n-c1", entry="n-d1", relation="partly", score=0.75, reasons=["same parties", "a later report; not before"])
    hurt = event("e2", "ASSAULT", "aerial", actor=["unk"], recipient=["ken"], casualties=Casualties(killed=Amount(3.0, "person")), place=None, date=None)
    return [
        entry("statements", said), entry("meetings", met), entry("agreements", agreed), entry("commitments", pledge, life=life, links=[link]),
        entry("deliveries", gave, links=[link]), entry("offices", holds), entry("memberships", belongs), told_twice(event()), entry("events", hurt),
        entry("events", event("e3", "REJECT", "meet", "denied")), entry("events", event("e4", "ASSAULT", None, "historical")),
        entry("events", event("e5", "AID", None, "hypothetical")), entry("events", event("e6"), review=Review("rejected", "ليلى", "2024-04-02T00:00:00Z")),
    ]  # fmt: skip
