"""Exports: every format holds what it should, reads back, comes out the same twice, and is there whole or not at all."""

import csv
import json
import sqlite3
from pathlib import Path

import msgspec
import pytest
from export_entries import ARABIC, FIRST, OMAN, all_kinds, entry, event
from pyarrow import parquet

from mithaq.errors import PublishError
from mithaq.model import Actor, Entry, Evidence, Place
from mithaq.publish import gdelt, icews, phoenix, polecat
from mithaq.publish.exporting import FORMATS, publish
from mithaq.publish.forms import KINDS, Report
from mithaq.publish.tables import OTHERS, columns_of

HOSTILE = "‏«أ\t\"ب\"\r\nج; د, \\n 'ه'\u2028و"
PAIRED = ("gdelt", "icews", "phoenix")


def exported(tmp_path: Path, form: str, entries: list[Entry], **options: object) -> tuple[Path, Report]:
    target = tmp_path / f"out.{form}"
    return target, publish(entries, form, target, **options)  # type: ignore[arg-type]


def tab_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hostile_entry() -> Entry:
    """Return an event whose actors, place, report and proof hold everything that parts cells and lines."""
    actor = Actor(id="h", kind="person", name=HOSTILE, code="OMN", sector="GOV")
    article = msgspec.structs.replace(FIRST.article, title=HOSTILE, publisher=HOSTILE, url="https://example.org/\tx;y", text=HOSTILE)
    proof = Evidence(0, len(HOSTILE), HOSTILE)
    record = event(actor=["h"], recipient=[], place=Place(HOSTILE, country="OMN"), evidence=[proof], trigger=proof)
    made = entry("events", record, actors=[actor])
    document = msgspec.structs.replace(FIRST, article=article, key=HOSTILE)
    return msgspec.structs.replace(made, tellings=[msgspec.structs.replace(made.tellings[0], document=document)])


# --- all formats ---


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_counts_each_entry_once(form: str, tmp_path: Path) -> None:
    entries = all_kinds()
    target, report = exported(tmp_path, form, entries)
    left = sum(sum(counts.values()) for counts in report.left_out.values())
    assert target.exists() and sum(report.written.values()) + left == len(entries)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("form", FORMATS)
def test_same_entries_same_bytes(form: str, tmp_path: Path) -> None:
    held = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        target, _ = exported(tmp_path / name, form, all_kinds())
        held.append({path.name: path.read_bytes() for path in (target.iterdir() if target.is_dir() else [target])})
    assert held[0] == held[1]


@pytest.mark.parametrize("form", FORMATS)
def test_empty_register_gives_an_empty_file_of_the_format(form: str, tmp_path: Path) -> None:
    target, report = exported(tmp_path, form, [])
    assert target.exists() and report.written == {} and report.left_out == {} and not sum(report.rows.values())


@pytest.mark.parametrize("form", [form for form in FORMATS if "events" in FORMATS[form].usual])
@pytest.mark.parametrize("word", ["denied", "historical", "hypothetical", "rejected"])
def test_denied_hypothetical_historical_and_rejected_events_only_if_asked(form: str, word: str, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    _, without = exported(tmp_path / "a", form, all_kinds())
    _, with_it = exported(tmp_path, form, all_kinds(), include=[word])
    assert without.left_out[word] == {"events": 1} and word not in with_it.left_out
    assert with_it.written["events"] == without.written["events"] + 1


@pytest.mark.parametrize("form", FORMATS)
def test_two_entries_of_one_id_are_refused(form: str, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"\[X003\].*n-e1"):
        exported(tmp_path, form, [entry("events", event()), entry("events", event())])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", FORMATS)
def test_text_that_is_no_unicode_is_refused_with_its_entry(form: str, tmp_path: Path) -> None:
    record = all_kinds()[1].record if form == "icalendar" else event()
    made = entry("meetings" if form == "icalendar" else "events", msgspec.structs.replace(record, place=Place("ا\ud800", precision="city")))
    with pytest.raises(PublishError, match=rf"\[X005\] \w+ {made.id}"):
        exported(tmp_path, form, [made])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "icalendar"])
def test_hostile_text_stays_in_its_cell(form: str, tmp_path: Path) -> None:
    target, report = exported(tmp_path, form, [hostile_entry()])
    assert report.written == {"events": 1} and target.exists()
    if form in ("polecat", *PAIRED):
        width = {"polecat": 40, "gdelt": 61, "icews": 20, "phoenix": 26}[form]
        assert {len(row) for row in tab_rows(target)} == {width}
        assert {len(line.split("\t")) for line in target.read_text(encoding="utf-8").split("\n")[:-1]} == {width}
        assert '«أ "ب" ج' in "".join(cell for row in tab_rows(target) for cell in row)


def test_names_that_do_not_exist_are_refused(tmp_path: Path) -> None:
    for wrong in ({"form": "xls"}, {"form": "csv", "kinds": ["people"]}, {"form": "gdelt", "kinds": ["meetings"]}, {"form": "csv", "include": ["done"]}):
        with pytest.raises(PublishError, match=r"\[X001\].*expected one of"):
            publish([], target=tmp_path / "x", **wrong)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_an_entry_that_would_be_lost_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mithaq.publish.forms import write_lines

    monkeypatch.setitem(FORMATS, "plover", type(FORMATS["plover"])("plover", "", write_lines(lambda entry, name: iter(()))))
    with pytest.raises(PublishError, match=r"\[X004\].*made no row"):
        exported(tmp_path, "plover", [entry("events", event())])
    assert not list(tmp_path.iterdir())


def test_rows_that_are_lost_on_the_way_to_the_file_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mithaq.publish.csv_tables._line", lambda *_: b"")
    with pytest.raises(PublishError, match=r"\[X004\].*holds 0 rows"):
        exported(tmp_path, "csv", all_kinds())
    assert not list(tmp_path.iterdir())


# --- tables ---

SHARED = [
    "actuality", "date_start", "date_end", "date_precision", "date_basis", "place", "place_en", "place_country", "place_lat", "place_lon", "place_precision",
    "contexts", "rule", "confidence", "tellings", "sources", "review", "reviewed_by", "reviewed_at",
]  # fmt: skip
LIFE = ["official", "fulfilment", "schedule"]
OWN = {
    "statements": ["id", "speaker", "speaker_code", "speaker_document", "form", "medium", "outlet", "cue", "content"],
    "meetings": [
        "id", "kind", "ordinal", "status", "level", "participants", "participants_codes", "persons", "persons_codes", "host", "host_code", "invited_by",
        "invited_by_codes", "topics", "outcomes", "documents",
    ],
    "agreements": ["id", "type", "parties", "parties_codes", "title", "stage", "binding", "domains", "meeting", "lineage"],
    "commitments": [
        "id", "obligors", "obligors_codes", "beneficiaries", "beneficiaries_codes", "action", "kind", "domains", "amount_value", "amount_unit", "deadline_start",
        "deadline_end", "deadline_precision", "deadline_basis", "condition", "made_on_start", "made_on_end", "made_on_precision", "made_on_basis", "meeting",
        "agreement", "verifiable", "strength",
    ],
    "deliveries": ["id", "provider", "provider_codes", "recipient", "recipient_codes", "what", "amount_value", "amount_unit", "claimed_by", "claimed_by_code", "independence"],
    "offices": ["id", "person", "person_code", "post", "title", "polity", "organisation", "organisation_code", "as_of", "status"],
    "memberships": [
        "id", "member", "member_code", "organisation", "organisation_code", "role", "since_start", "since_end", "since_precision", "since_basis", "until_start",
        "until_end", "until_precision", "until_basis",
    ],
    "events": [
        "id", "type", "mode", "actor", "actor_codes", "recipient", "recipient_codes", "cameo", "quad", "score", "trigger", "killed", "injured", "detained",
        "abducted", "source_record",
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_columns_of_each_kind(kind: str) -> None:
    shared = [*SHARED[:14], *LIFE, *SHARED[14:]] if kind == "commitments" else SHARED
    assert [column.name for column in columns_of(kind)] == OWN[kind] + shared


def test_csv_parquet_and_sqlite_hold_the_same(tmp_path: Path) -> None:
    folder, _ = exported(tmp_path, "csv", all_kinds(), include=["denied", "historical", "hypothetical", "rejected"])
    nested, _ = exported(tmp_path, "parquet", all_kinds(), include=["denied", "historical", "hypothetical", "rejected"])
    file, report = exported(tmp_path, "sqlite", all_kinds(), include=["denied", "historical", "hypothetical", "rejected"])
    database = sqlite3.connect(file)
    for table in (*KINDS, *OTHERS):
        names = [column.name for column in columns_of(table)]
        rows = csv_rows(folder / f"{table}.csv")
        held = parquet.read_table(nested / f"{table}.parquet")
        plain = database.execute(f'SELECT * FROM "{table}"').fetchall()
        assert held.column_names == names and len(rows) == held.num_rows == len(plain) == report.rows.get(table, 0)
        for row, cells, values in zip(held.to_pylist(), rows, plain, strict=True):
            assert list(cells) == names
            flat = [("\n" if name == "reasons" else "; ").join(row[name]) or None if isinstance(row[name], list) else row[name] for name in names]
            assert list(values) == flat
            assert [cells[name] or None for name in names] == [None if value in (None, "") else _shown(value) for value in flat]
    database.close()


def _shown(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def test_csv_keeps_text_as_it_is(tmp_path: Path) -> None:
    folder, _ = exported(tmp_path, "csv", [hostile_entry()])
    assert csv_rows(folder / "actors.csv")[0]["name"] == HOSTILE
    assert csv_rows(folder / "documents.csv")[0]["title"] == HOSTILE
    assert {row["text"] for row in csv_rows(folder / "evidence.csv")} == {HOSTILE}


def test_evidence_table_quotes_the_report_field_by_field(tmp_path: Path) -> None:
    folder, _ = exported(tmp_path, "csv", all_kinds(), kinds=["commitments"])
    rows = csv_rows(folder / "evidence.csv")
    assert [row["field"] for row in rows] == ["", "action", "deadline"]
    for row in rows:
        assert ARABIC[int(row["start"]) : int(row["end"])] == row["text"] and row["document"] == "doc-1" and row["entry"] == "n-c1"


def test_conflicts_steps_and_links_have_their_tables(tmp_path: Path) -> None:
    folder, _ = exported(tmp_path, "csv", all_kinds())
    assert [(row["field"], row["value"], row["telling"]) for row in csv_rows(folder / "conflicts.csv")] == [("date", "2024-03-05", "doc-1/e1"), ("date", "2024-03-04", "doc-2/e9")]
    (step,) = csv_rows(folder / "steps.csv")
    assert (step["entry"], step["axis"], step["value"], step["reason"]) == ("n-c1", "official", "announced", "قال; نعم\nثانيا")
    (link,) = csv_rows(folder / "links.csv")
    assert (link["commitment"], link["entry"], link["reasons"]) == ("n-c1", "n-d1", "same parties\na later report; not before")
    (commitment,) = csv_rows(folder / "commitments.csv")
    assert (commitment["official"], commitment["fulfilment"], commitment["schedule"]) == ("reaffirmed", "started", "late")


def test_an_actor_that_the_entry_does_not_hold_is_named(tmp_path: Path) -> None:
    for form in ("csv", "gdelt", "followthemoney"):
        with pytest.raises(PublishError, match=r"\[X005\] events n-e1, (actor|recipient): names actor 'ken'"):
            exported(tmp_path, form, [entry("events", event(), actors=[OMAN])])


# --- PLOVER, POLECAT, GDELT, ICEWS, Phoenix ---


def test_plover_record(tmp_path: Path) -> None:
    target, _ = exported(tmp_path, "plover", all_kinds(), include=["denied"])
    records = {record["id"]: record for record in map(json.loads, target.read_text(encoding="utf-8").splitlines())}
    one = records["n-e1"]
    assert (one["date"], one["event"], one["mode"], one["context"], one["quad_code"], one["event_scale"]) == ("2024-03-05", ["CONSULT"], ["visit"], ["diplomatic"], 1, 4.0)
    assert one["actor"] == [{"code": "OMN", "sector": "GOV", "entity_text": "عُمان", "identifier_text": "Oman"}]
    assert one["recipient"][0]["code"] == "KEN" and one["event_text"] == ["التقى", "met"]
    assert one["event_loc"] == {
        "extracted_place": "مسقط", "resolved_place": "Muscat", "lat": 23.61, "lon": 58.54, "city": "Muscat", "country": "Oman", "country_code": "OMN", "resolution": "city",
    }  # fmt: skip
    assert ARABIC[one["text_info"]["start"] : one["text_info"]["end"]] == one["text"]
    assert records["n-e2"]["size"] == {"dead": 3.0} and records["n-e2"]["date"] == "2024-03-06" and "date of the report" in records["n-e2"]["comment"]
    assert "negation" in records["n-e3"]["context"]


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (Actor(id="x", kind="state", name="x", code="XKX"), "KOS"), (Actor(id="x", kind="igo", name="x", code="IGO:UN", sector="IGO"), "UNO"),
        (Actor(id="x", kind="igo", name="x", code="IGO:EU", sector="IGO"), "EUR"), (Actor(id="x", kind="igo", name="x", code="IGO:AU", sector="IGO"), "IGO"),
        (Actor(id="x", kind="armed_group", name="x", code="NSA:HAMAS", sector="REB"), "PSE"), (Actor(id="x", kind="armed_group", name="x", code="NSA:ISIS", sector="REB"), "IMG"),
        (Actor(id="x", kind="ngo", name="x", code="ORG:ICRC", sector="NGO"), "NGO"), (Actor(id="x", kind="company", name="x", code="ORG:NOONE", sector="BUS"), "MNC"),
        (Actor(id="x", kind="group", name="x"), "UNK"),
    ],
)  # fmt: skip
def test_plover_countries(actor: Actor, code: str, tmp_path: Path) -> None:
    target, _ = exported(tmp_path, "plover", [entry("events", event(actor=["x"], recipient=[]), actors=[actor])])
    assert json.loads(target.read_bytes())["actor"][0]["code"] == code


POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|"
    "Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|"
    "Story Organizations|Story Locations|Language|Version"
)  # fmt: skip
ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|"
    "Publisher|City|District|Province|Country|Latitude|Longitude"
)
GDELT = (
    "GLOBALEVENTID|Day|MonthYear|Year|FractionDate|Actor1Code|Actor1Name|Actor1CountryCode|Actor1KnownGroupCode|Actor1EthnicCode|Actor1Religion1Code|Actor1Religion2Code|"
    "Actor1Type1Code|Actor1Type2Code|Actor1Type3Code|Actor2Code|Actor2Name|Actor2CountryCode|Actor2KnownGroupCode|Actor2EthnicCode|Actor2Religion1Code|Actor2Religion2Code|"
    "Actor2Type1Code|Actor2Type2Code|Actor2Type3Code|IsRootEvent|EventCode|EventBaseCode|EventRootCode|QuadClass|GoldsteinScale|NumMentions|NumSources|NumArticles|AvgTone|"
    "Actor1Geo_Type|Actor1Geo_FullName|Actor1Geo_CountryCode|Actor1Geo_ADM1Code|Actor1Geo_ADM2Code|Actor1Geo_Lat|Actor1Geo_Long|Actor1Geo_FeatureID|Actor2Geo_Type|"
    "Actor2Geo_FullName|Actor2Geo_CountryCode|Actor2Geo_ADM1Code|Actor2Geo_ADM2Code|Actor2Geo_Lat|Actor2Geo_Long|Actor2Geo_FeatureID|ActionGeo_Type|ActionGeo_FullName|"
    "ActionGeo_CountryCode|ActionGeo_ADM1Code|ActionGeo_ADM2Code|ActionGeo_Lat|ActionGeo_Long|ActionGeo_FeatureID|DATEADDED|SOURCEURL"
)
PHOENIX = (
    "EventID|Date|Year|Month|Day|SourceActorFull|SourceActorEntity|SourceActorRole|SourceActorAttribute|TargetActorFull|TargetActorEntity|TargetActorRole|"
    "TargetActorAttribute|EventCode|EventRootCode|QuadClass|GoldsteinScore|Issues|Lat|Lon|LocationName|StateName|CountryName|SentenceID|URLs|NewsSources"
)


@pytest.mark.parametrize(("columns", "expected", "width"), [(polecat.COLUMNS, POLECAT, 40), (icews.COLUMNS, ICEWS, 20), (gdelt.COLUMNS, GDELT, 61), (phoenix.COLUMNS, PHOENIX, 26)])
def test_columns_of_the_field(columns: tuple[str, ...], expected: str, width: int) -> None:
    assert "|".join(columns) == expected and len(columns) == width


def first_row(tmp_path: Path, form: str, made: Entry, columns: tuple[str, ...], header: bool) -> dict[str, str]:
    target, _ = exported(tmp_path, form, [made])
    rows = tab_rows(target)
    if header:
        assert rows[0] == list(columns)
    return dict(zip(columns, rows[int(header)], strict=True))


def test_polecat_row(tmp_path: Path) -> None:
    met = event(actor=["omn", "un"], recipient=["hamas"])
    row = first_row(tmp_path, "polecat", entry("events", met), polecat.COLUMNS, True)
    assert (row["Event Type"], row["Event Mode"], row["Intensity"], row["Quad Code"]) == ("CONSULT", "visit", "4", "VERBAL COOPERATION")
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"]) == ("Oman; United Nations", "OMN; UNO", "698")
    assert (row["Recipient Country"], row["Recipient COW"], row["Primary Recipient Sector"], row["Recipient Sectors"]) == ("PSE", "None", "REB", "REB")
    assert (row["City"], row["District"], row["Country"], row["Latitude"], row["Longitude"]) == ("Muscat", "None", "Oman", "23.61", "58.54")
    assert (row["Source"], row["Publication Date"], row["GeoNames ID"], row["Language"]) == ("وكالة; الخليج", "2024-03-06", "None", "ar")


def test_gdelt_row(tmp_path: Path) -> None:
    row = first_row(tmp_path, "gdelt", all_kinds()[7], gdelt.COLUMNS, False)
    assert (row["Day"], row["MonthYear"], row["Year"], row["FractionDate"]) == ("20240305", "202403", "2024", "2024.1781")
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("OMN", "OMN", "")
    assert (row["Actor2Code"], row["Actor2Name"], row["Actor2Type1Code"]) == ("KENGOV", "Nairobi", "GOV")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"], row["QuadClass"], row["GoldsteinScale"]) == ("042", "042", "04", "1", "4")
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("2", "2", "2")
    assert (row["ActionGeo_Type"], row["ActionGeo_FullName"], row["ActionGeo_CountryCode"]) == ("4", "Muscat, Oman", "MU")
    assert (row["DATEADDED"], row["SOURCEURL"]) == ("20240307080910", "https://example.org/1?a=1;b=2")


def test_icews_row(tmp_path: Path) -> None:
    row = first_row(tmp_path, "icews", all_kinds()[7], icews.COLUMNS, True)
    assert (row["Event Date"], row["Source Name"], row["Source Sectors"], row["Source Country"]) == ("2024-03-05", "Oman", "", "Oman")
    assert (row["Event Text"], row["CAMEO Code"], row["Intensity"]) == ("Make a visit", "042", "4")
    assert (row["Target Name"], row["Target Sectors"], row["Target Country"]) == ("Nairobi", "Government", "Kenya")
    assert (row["Sentence Number"], row["City"], row["Country"]) == ("1", "Muscat", "Oman")


def test_phoenix_row(tmp_path: Path) -> None:
    made = entry("events", event(actor=["hamas"], recipient=["un"], type="REJECT", mode="meet"))
    row = first_row(tmp_path, "phoenix", made, phoenix.COLUMNS, False)
    assert [row[f"SourceActor{part}"] for part in ("Full", "Entity", "Role", "Attribute")] == ["PSEREBHMS", "PSE", "REB", "HMS"]
    assert [row[f"TargetActor{part}"] for part in ("Full", "Entity", "Role", "Attribute")] == ["IGOUNO", "IGO", "", "UNO"]
    assert (row["EventCode"], row["EventRootCode"], row["QuadClass"], row["Issues"]) == ("125", "12", "3", "DIPLOMATIC,1")
    assert (row["SentenceID"], row["URLs"], row["NewsSources"]) == ("doc-1_1", "https://example.org/1?a=1%3Bb=2", "وكالة, الخليج")


@pytest.mark.parametrize("form", PAIRED)
@pytest.mark.parametrize(("actors", "recipients", "rows"), [(["omn"], ["ken", "un"], 2), (["omn", "ken", "un"], [], 6), (["omn"], [], 1), ([], ["ken"], 1), ([], [], 1)])
def test_pairs_of_source_and_target(form: str, actors: list[str], recipients: list[str], rows: int, tmp_path: Path) -> None:
    target, report = exported(tmp_path, form, [entry("events", event(actor=actors, recipient=recipients))])
    numbers = [row[0] for row in tab_rows(target)[int(form == "icews") :]]
    assert len(numbers) == rows == len(set(numbers)) == report.rows["rows"] and all(int(number) < 2**53 for number in numbers)


@pytest.mark.parametrize("form", PAIRED)
def test_several_who_act_on_nobody_named_do_nothing_to_each_other(form: str, tmp_path: Path) -> None:
    left = event(type="SANCTION", mode="withdraw", actor=["omn", "ken"], recipient=[], place=None)
    target, _ = exported(tmp_path, form, [entry("events", left)])
    rows = tab_rows(target)[int(form == "icews") :]
    named = [{state for state, code in (("Oman", "OMN"), ("Kenya", "KEN")) if any(cell == state or cell.startswith(code) for cell in row)} for row in rows]
    assert sorted(map(sorted, named)) == [["Kenya"], ["Oman"]]


@pytest.mark.parametrize("form", PAIRED)
def test_statements_are_made_statements_where_asked(form: str, tmp_path: Path) -> None:
    target, report = exported(tmp_path, form, all_kinds(), kinds=["statements"])
    assert report.written == {"statements": 1} and "010" in tab_rows(target)[-1]


@pytest.mark.parametrize("form", ["plover", "polecat", *PAIRED])
def test_event_without_any_date_is_left_out_and_told(form: str, tmp_path: Path) -> None:
    made = entry("events", event(date=None))
    undated = msgspec.structs.replace(FIRST, article=msgspec.structs.replace(FIRST.article, published=None))
    made = msgspec.structs.replace(made, tellings=[msgspec.structs.replace(made.tellings[0], document=undated)])
    _, report = exported(tmp_path, form, [made])
    assert report.written == {} and report.left_out == {"without a date": {"events": 1}}


# --- JSON of the web ---


def test_annotations_select_by_position_and_by_quotation(tmp_path: Path) -> None:
    target, report = exported(tmp_path, "annotations", all_kinds())
    held = json.loads(target.read_bytes())
    items = held["first"]["items"]
    assert (held["@context"], held["type"], held["total"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection", len(items)) and report.rows == {"rows": len(items)}
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        position, quotation = item["target"]["selector"]
        text = ARABIC if item["target"]["source"] == FIRST.article.url else all_kinds()[7].tellings[1].document.article.text
        assert text[position["start"] : position["end"]] == quotation["exact"]
        assert text[: position["start"]].endswith(quotation["prefix"]) and text[position["end"] :].startswith(quotation["suffix"])
        assert json.loads(item["body"]["value"])["entry"] == item["body"]["id"].removeprefix("urn:mithaq:entry:")


def test_annotation_of_words_that_the_report_does_not_have_is_refused(tmp_path: Path) -> None:
    made = entry("events", event(evidence=[Evidence(0, 3, "زور")]))
    with pytest.raises(PublishError, match=r"\[X005\] events n-e1, evidence \[0, 3\)"):
        exported(tmp_path, "annotations", [made])


def test_geojson_features(tmp_path: Path) -> None:
    target, report = exported(tmp_path, "geojson", all_kinds())
    held = json.loads(target.read_bytes())
    assert held["type"] == "FeatureCollection" and report.left_out["without a place"] == {"events": 1}
    (feature,) = held["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [58.54, 23.61]} and feature["id"] == "n-e1"
    assert feature["properties"]["title"] == "CONSULT visit: Oman → Nairobi" and feature["properties"]["place"] == "Muscat"


def test_geojson_of_a_place_without_position_has_no_geometry(tmp_path: Path) -> None:
    target, _ = exported(tmp_path, "geojson", [entry("events", event(place=Place("صلالة", country="OMN")))])
    assert json.loads(target.read_bytes())["features"][0]["geometry"] is None


def test_geojson_refuses_a_position_off_the_earth(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"\[X005\].*degrees"):
        exported(tmp_path, "geojson", [entry("events", event(place=Place("x", lat=95.0, lon=0.0)))])


def test_lists_that_a_flat_table_cannot_part_are_refused(tmp_path: Path) -> None:
    made = entry("events", event(contexts=["a; b"]))
    for form in ("csv", "sqlite"):
        with pytest.raises(PublishError, match=r"\[X005\] events n-e1, contexts"):
            exported(tmp_path, form, [made])
    target, _ = exported(tmp_path, "parquet", [made])
    assert parquet.read_table(target / "events.parquet").to_pylist()[0]["contexts"] == ["a; b"]


def test_groups_stand_for_their_members(tmp_path: Path) -> None:
    group = Actor(id="both", kind="group", name="الجانبان", members=["omn", "ken"])
    target, report = exported(tmp_path, "gdelt", [entry("events", event(actor=["both"], recipient=[]), actors=[group, *all_kinds()[0].actors])])
    assert report.rows == {"rows": 2} and {row[5] for row in tab_rows(target)} == {"OMN", "KENGOV"}
