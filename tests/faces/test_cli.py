"""The command line: what each command prints, writes and returns."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import mithaq
from mithaq.faces.cli.main import main
from mithaq.model import Reading

CONDEMNED = "أدانت مصر الهجوم على تركيا."
PRAISED = "رحبت فرنسا بالاتفاق."


def run(*args: object, stdin: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def lines_of(*articles: Mapping[str, object]) -> str:
    return "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(CONDEMNED, encoding="utf-8")
    return path


@pytest.fixture
def several(tmp_path: Path) -> Path:
    path = tmp_path / "several.jsonl"
    path.write_text(lines_of({"id": "one", "text": CONDEMNED}, {"id": "two", "text": PRAISED}), encoding="utf-8")
    return path


def test_read_shows_a_table(report: Path) -> None:
    result = run("read", report)
    assert result.exit_code == 0
    assert "record" in result.stdout and "EGY" in result.stdout and "no-publication-date" in result.stdout


def test_read_takes_markup_and_terminal_codes_for_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps({"title": "[/red] [bold]x\x1b[31m", "text": CONDEMNED}), encoding="utf-8")
    result = run("read", path)
    assert result.exit_code == 0
    assert "[/red] [bold]x" in result.stdout and "\x1b[31m" not in result.stdout


def test_read_table_holds_no_half_open_isolates(several: Path) -> None:
    for line in run("read", several).stdout.splitlines():
        assert line.count("\u2068") == line.count("\u2069")


def test_read_writes_a_table_into_a_text_file(report: Path, tmp_path: Path) -> None:
    assert run("read", report, "-o", tmp_path / "out.txt").exit_code == 0
    assert "who → whom" in (tmp_path / "out.txt").read_text(encoding="utf-8")


def test_read_takes_a_final_slash_for_a_folder(report: Path, tmp_path: Path) -> None:
    assert run("read", report, "-o", f"{tmp_path}/out.v2/").exit_code == 0
    assert (tmp_path / "out.v2" / "report.json").is_file()


def test_read_json_holds_no_marks_of_direction(several: Path) -> None:
    assert not re.search("[\u2066-\u2069\u200e\u200f]", run("read", several, "--format", "json").stdout)


@pytest.mark.parametrize("command", [("read",), ("explain",)])
def test_terminal_that_claims_ascii_gets_utf_8(report: Path, command: tuple[str, ...]) -> None:
    code = ["-c", "from mithaq.faces.cli.main import main; main()", *command, str(report)]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(mithaq.__file__).parents[1])}
    done = subprocess.run([sys.executable, *code], env=environment, capture_output=True, check=False)
    assert done.returncode == 0 and "مصر" in done.stdout.decode()


def test_read_gives_json(report: Path) -> None:
    reading = Reading.from_json(run("read", report, "--format", "json").stdout)
    assert reading.article.id == "report" and reading.article.text == CONDEMNED
    assert [event.trigger.text for event in reading.events] == ["أدانت"]


def test_read_gives_a_list_for_several_articles(report: Path, several: Path) -> None:
    found = json.loads(run("read", report, several, "--format", "json").stdout)
    assert [reading["article"]["id"] for reading in found] == ["report", "one", "two"]


def test_read_gives_a_list_for_json_lines_of_one_article(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(lines_of({"id": "one", "text": CONDEMNED}), encoding="utf-8")
    assert len(json.loads(run("read", path, "--format", "json").stdout)) == 1


def test_read_gives_json_lines(several: Path) -> None:
    result = run("read", several, "--format", "jsonl")
    assert [Reading.from_json(line).article.id for line in result.stdout.splitlines()] == ["one", "two"]


def test_read_gives_one_page_for_several_articles(several: Path) -> None:
    page = run("read", several, "--format", "html").stdout
    assert page.count("<!doctype html>") == 1 and page.count('<section class="report"') == 2


def test_read_keeps_the_keys_of_a_json_article(tmp_path: Path) -> None:
    keys = {"id": "a1", "language": "ar", "publisher": "وكالة", "title": "عنوان", "url": "https://example.org/1"}
    path = tmp_path / "x.json"
    path.write_text(json.dumps({**keys, "published": "2025-04-03", "text": CONDEMNED}), encoding="utf-8")
    article = json.loads(run("read", path, "--format", "json").stdout)["article"]
    assert {name: article[name] for name in keys} == keys
    assert article["published"]["start"] == "2025-04-03"


def test_read_published_goes_before_the_key(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"published": "2025-04-03", "text": CONDEMNED}), encoding="utf-8")
    reading = Reading.from_json(run("read", path, "--published", "2024-01-02", "--format", "json").stdout)
    assert reading.article.published is not None and reading.article.published.start == "2024-01-02"


@pytest.mark.parametrize(
    ("stdin", "ids"),
    [
        (CONDEMNED, 1),
        (json.dumps({"text": CONDEMNED}, indent=1), 1),
        (lines_of({"text": CONDEMNED}, {"text": PRAISED}), 2),
    ],
    ids=["text", "json", "jsonl"],
)
def test_read_takes_standard_input(stdin: str, ids: int) -> None:
    result = run("read", "-", "--format", "jsonl", stdin=stdin)
    assert result.exit_code == 0 and len(result.stdout.splitlines()) == ids


@pytest.mark.parametrize(("name", "begin"), [("r.json", "{"), ("r.jsonl", "{"), ("r.html", "<!doctype html>")])
def test_read_writes_what_the_ending_says(report: Path, tmp_path: Path, name: str, begin: str) -> None:
    assert run("read", report, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)


def test_read_fills_a_folder(several: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert run("read", several, "-o", folder).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["one.json", "two.json"]
    assert Reading.from_json((folder / "two.json").read_bytes()).article.text == PRAISED


def test_read_fills_a_folder_with_pages(several: Path, tmp_path: Path) -> None:
    assert run("read", several, "-o", tmp_path / "out", "--format", "html").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["one.html", "two.html"]


def test_read_keeps_articles_of_one_id_apart(tmp_path: Path) -> None:
    path, folder = tmp_path / "x.jsonl", tmp_path / "out"
    path.write_text(lines_of(*({"id": id_, "text": CONDEMNED} for id_ in ("a/b", "a_b", "A_B", "a_b-2"))), encoding="utf-8")
    result = run("read", path, "-o", folder)
    assert result.exit_code == 0
    assert sorted(p.name for p in folder.iterdir()) == ["A_B-3.json", "a_b-2-2.json", "a_b-2.json", "a_b.json"]
    assert "another article is named a_b.json; this one is written as a_b-2.json" in result.stderr


@pytest.mark.parametrize("name", ["../../escape", ".hidden", "ا" * 400, "a\x00b", "/"])
def test_read_makes_a_file_name_of_any_id(tmp_path: Path, name: str) -> None:
    path, folder = tmp_path / "x.jsonl", tmp_path / "out"
    path.write_text(lines_of({"id": name, "text": CONDEMNED}), encoding="utf-8")
    assert run("read", path, "-o", folder).exit_code == 0
    assert len(list(folder.iterdir())) == 1 and not list(tmp_path.parent.glob("*escape*"))


def test_read_tells_where_it_cannot_write(report: Path, tmp_path: Path) -> None:
    result = run("read", report, "-o", tmp_path / "none" / "x.json")
    assert result.exit_code == 1 and "cannot be written" in result.stderr


PLEDGED = "أعلن وزير الخارجية الكندي أن بلاده أعربت عن استعدادها لتقديم المساعدة إلى الصومال."


def test_explain_shows_operators_nested_over_acts_with_their_words(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(PLEDGED, encoding="utf-8")
    shown = re.sub("[\u2068\u2069\u200e\u200f]", "", run("explain", path).stdout)
    tree = shown[shown.index("commitment") :].split("\n\n")[0].splitlines()
    nodes = [line.strip("│├└─ ").split("  ")[0] for line in tree if "←" in line]
    assert [node.partition(" ← ")[0] for node in nodes] == ["announce", "offer", "give aid"]
    assert "«أعلن» [0, 4)" in nodes[0] and "«أعربت عن استعدادها»" in nodes[1] and "«تقديم المساعدة»" in nodes[2]
    assert any(line.split() == ["recipient", "«الصومال»", "SOM", f"[{PLEDGED.index('الصومال')},", f"{len(PLEDGED) - 1})"] for line in (one.strip("│├└─ ") for one in tree))
    assert "∴ announce × offer × give_aid → commitment, strength 3, promised" in "\n".join(tree)
    assert "operators.toml offer.strength = 3" in "\n".join(tree)


def test_explain_gives_json(report: Path) -> None:
    record = Reading.from_json(run("read", report, "--format", "json").stdout).events[0]
    ((name, trees),) = json.loads(run("explain", report, record.id, "--json").stdout).items()
    assert name == record.id and trees[0]["rule"] == "condemn" and trees[0]["words"][0]["text"] == "أدانت"


def test_explain_shows_one_record(report: Path) -> None:
    record = Reading.from_json(run("read", report, "--format", "json").stdout).events[0]
    result = run("explain", report, record.id)
    assert result.exit_code == 0 and result.stdout.count("(rule ") == 1


def test_explain_names_the_records_there_are(report: Path) -> None:
    record = Reading.from_json(run("read", report, "--format", "json").stdout).events[0]
    result = run("explain", report, "nonesuch")
    assert result.exit_code == 1 and "no record nonesuch" in result.stderr and record.id in result.stderr


def test_explain_of_a_missing_file_fails(tmp_path: Path) -> None:
    result = run("explain", tmp_path / "none.txt")
    assert result.exit_code == 1 and "no such file" in result.stderr


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps({"id": "a", "language": "ar", "text": CONDEMNED}), encoding="utf-8")
    event = {"type": "ACCUSE", "span": [0, len(CONDEMNED)], "actor": ["EGY"], "recipient": ["TUR"]}
    (folder / "a.gold.json").write_text(json.dumps({"events": [event]}), encoding="utf-8")
    return folder


def test_evaluate_scores_a_folder(gold: Path) -> None:
    result = run("evaluate", gold)
    assert result.exit_code == 0 and "1 reports" in result.stdout and "events" in result.stdout


def test_evaluate_gives_json(gold: Path) -> None:
    scores = json.loads(run("evaluate", gold / "a.gold.json", "--json").stdout)
    assert scores["events"]["gold"] == 1 and scores["all"]["gold"] == 1


def test_evaluate_tells_what_is_no_gold_and_scores_the_rest(gold: Path, tmp_path: Path) -> None:
    broken = tmp_path / "b.gold.json"
    broken.write_text("{", encoding="utf-8")
    (tmp_path / "b.txt").write_text(CONDEMNED, encoding="utf-8")
    result = run("evaluate", broken, tmp_path / "none", gold)
    assert result.exit_code == 1 and "1 reports" in result.stdout
    assert "b.gold.json" in result.stderr and "[S008]" in result.stderr


def test_evaluate_tells_calibration_and_writes_errors(gold: Path, tmp_path: Path) -> None:
    (gold / "a.gold.json").write_text(json.dumps({"events": [{"type": "AID", "span": [0, 5], "actor": ["FRA"], "recipient": []}]}), encoding="utf-8")
    result = run("evaluate", gold, "--calibration", "--errors", tmp_path / "errors.jsonl")
    assert result.exit_code == 0 and "expected calibration error" in result.stdout
    errors = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {"readings"} == {error["set"] for error in errors} and any(error["kind"] == "events" for error in errors)


def test_evaluate_reads_time_expressions(tmp_path: Path) -> None:
    row = {"text": "أمس", "kind": "datetime", "values": [[2025, 4, 3, 0, 0, 0]], "grain": "Day", "open": None, "ref": "2025-04-04T00:00:00"}
    (tmp_path / "timex_made_ar.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert "expressions ar: 1.00 of 1 right" in run("evaluate", tmp_path).stdout
    assert json.loads(run("evaluate", tmp_path, "--json").stdout)["expressions"][0]["share"] == 1.0


def test_packs_are_listed() -> None:
    assert "ar" in run("packs", "list").stdout.split()


def test_packs_are_checked() -> None:
    result = run("packs", "check", "ar")
    assert result.exit_code == 0 and result.stdout.startswith("ar: ")


def test_packs_check_names_the_packs_there_are() -> None:
    result = run("packs", "check", "xx")
    assert result.exit_code == 1 and "'xx' has no pack" in result.stderr and "ar" in result.stderr


def test_schema_is_json_schema() -> None:
    schema = json.loads(run("schema").stdout)
    assert "Reading" in schema["$ref"] and "Statement" in schema["$defs"]


# --- export ---


@pytest.fixture
def readings(several: Path, tmp_path: Path) -> Path:
    assert run("read", several, "--published", "2025-04-03", "--format", "json", "-o", tmp_path / "readings.json").exit_code == 0
    return tmp_path / "readings.json"


def test_export_writes_a_table_and_tells_what_was_left_out(readings: Path, tmp_path: Path) -> None:
    result = run("export", "gdelt", readings, "-o", tmp_path / "events.tsv")
    assert result.exit_code == 0 and "2 events as gdelt, 2 rows" in result.stdout
    assert [line.split("\t")[26] for line in (tmp_path / "events.tsv").read_text(encoding="utf-8").splitlines()] == ["111", "051"]


@pytest.mark.parametrize("form", ["json", "jsonl", "folder"])
def test_export_takes_all_that_read_writes(several: Path, form: str, tmp_path: Path) -> None:
    readings = tmp_path / {"json": "r.json", "jsonl": "r.jsonl", "folder": "r"}[form]
    run("read", several, "--published", "2025-04-03", "-o", readings)
    result = run("export", "plover", readings, "-o", tmp_path / "events.jsonl", "--json")
    assert result.exit_code == 0 and json.loads(result.stdout)["written"] == {"events": 2}


def test_export_takes_a_register(readings: Path, tmp_path: Path) -> None:
    from mithaq.register.register import Register
    from mithaq.sources.readings import read_readings

    with Register(tmp_path / "register.db") as register:
        register.add_readings(read_readings([str(readings)]))
    result = run("export", "icews", "--register", tmp_path / "register.db", "-o", tmp_path / "events.tsv")
    assert result.exit_code == 0 and "2 events as icews" in result.stdout
    result = run("export", "csv", "--register", tmp_path / "register.db", "-o", tmp_path / "tables", "--kind", "events")
    assert result.exit_code == 0 and (tmp_path / "tables" / "evidence.csv").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gdelt", "none.json", "-o", "x"], "S010"), (["gdelt", "text.json", "-o", "x"], "D003"), (["gdelt", "broken.jsonl", "-o", "x"], "broken.jsonl, line 1"),
        (["gdelt", "readings.json", "readings.json", "-o", "x"], "X003"), (["gdelt", "--register", "none.db", "-o", "x"], "R001"),
        (["gdelt", "readings.json", "--kind", "meetings", "-o", "x"], "X001"), (["gdelt", "readings.json", "-o", "none/x"], "X002"),
    ],
)  # fmt: skip
def test_export_says_what_is_wrong(arguments: list[str], said: str, readings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.json").write_text('{"text": "x"}')
    (tmp_path / "broken.jsonl").write_text("{")
    result = run("export", *arguments)
    assert result.exit_code == 1 and said in result.stderr and not (tmp_path / "x").exists()


@pytest.mark.parametrize("arguments", [["xls", "r.json", "-o", "x"], ["gdelt", "r.json"], ["gdelt", "r.json", "-o", "x", "--register", "y"], ["gdelt", "r.json", "-o", "x", "--include", "all"]])
def test_export_wrong_calls(arguments: list[str]) -> None:
    assert run("export", *arguments).exit_code == 2


def test_export_help_lists_every_format() -> None:
    from mithaq.publish.exporting import FORMATS

    shown = run("export", "--help").stdout
    assert all(re.search(rf"^  {name} +\S", shown, re.M) for name in FORMATS)
