"""The command ``mithaq evaluate``: scores on gold readings and on the field's published sets."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Any

import click
import msgspec

from mithaq.errors import MithaqError
from mithaq.evaluation import Scores
from mithaq.evaluation.calibration import reliability
from mithaq.evaluation.report import (
    attributions_data,
    attributions_table,
    events_data,
    events_table,
    expressions_data,
    expressions_table,
    readings_data,
    readings_table,
    records_data,
    records_table,
    reliability_data,
    reliability_table,
)
from mithaq.evaluation.sets import Sets, add_sets
from mithaq.packs import loader
from mithaq.reader import Reader


@functools.cache
def open_reader() -> Reader:
    """Return a reader of all languages; a broken pack ends the command."""
    try:
        return Reader(loader.languages())
    except MithaqError as error:
        raise click.ClickException(str(error)) from error


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="plain data instead of tables")
@click.option("--calibration", is_flag=True, help="also how far the confidence of records can be trusted")
@click.option("--errors", type=click.Path(path_type=Path), metavar="FILE", help="write everything read otherwise, one JSON object a line")
def evaluate_command(gold: tuple[Path, ...], as_json: bool, calibration: bool, errors: Path | None) -> None:
    """Read what GOLD folders or files hold and score the readings.

    Told by their files: gold readings (ID.gold.json beside ID.json), Arabic event sentences (TYPE_gsr.csv and
    TYPE_spans.json), PLOVER event records (plover_gsr.json), attributions
    (polnear_PART.jsonl), time expressions (timex_COLLECTION_LANGUAGE.jsonl).
    """
    sets, failed = Sets(), False
    reader = open_reader()
    for path in gold:
        try:
            add_sets(path, reader, sets)
        except (MithaqError, OSError) as error:
            failed = True
            click.echo(f"mithaq: {error}", err=True)
        except (ValueError, LookupError, TypeError) as error:
            failed = True
            click.echo(f"mithaq: {path}: gold that does not decode: {error!r}; mend its JSON", err=True)
    for what, count in sorted(sets.without_pack.items()):
        click.echo(f"mithaq: {count} {what} left out: no pack", err=True)
    readings = sets.readings
    shown = msgspec.json.encode(_data(sets, readings, calibration)).decode() if as_json else _tables(sets, readings, calibration)
    if sets:
        click.echo(shown)
    if errors is not None:
        _write(errors, sets.errors(readings))
    if failed:
        sys.exit(1)


def _tables(sets: Sets, readings: Scores | None, calibration: bool) -> str:
    """Return the tables of all sets, an empty line between them."""
    tables = [readings_table(readings)] if readings else []
    if readings and calibration:
        tables.append(reliability_table(reliability(readings.outcomes, readings.all.gold)))
    tables += [events_table(scores) for scores in sets.events]
    tables += [records_table(scores) for scores in sets.records]
    tables += [attributions_table(scores) for scores in sets.attributions]
    tables += [expressions_table(scores) for scores in sets.expressions]
    return "\n\n".join(tables)


def _data(sets: Sets, readings: Scores | None, calibration: bool) -> dict[str, Any]:
    """Return the same as plain data: the record kinds, and a key per further set."""
    data: dict[str, Any] = readings_data(readings) if readings else {}
    if readings and calibration:
        data["calibration"] = reliability_data(reliability(readings.outcomes, readings.all.gold))
    if sets.events:
        data["arabic_events"] = [events_data(scores) for scores in sets.events]
    if sets.records:
        data["plover_records"] = [records_data(scores) for scores in sets.records]
    if sets.attributions:
        data["attributions"] = [attributions_data(scores) for scores in sets.attributions]
    if sets.expressions:
        data["expressions"] = [expressions_data(scores) for scores in sets.expressions]
    return data


def _write(path: Path, errors: list[dict[str, Any]]) -> None:
    """Write errors, one JSON object a line."""
    try:
        path.write_bytes(b"".join(msgspec.json.encode(error) + b"\n" for error in errors))
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written: {error.strerror}; choose another --errors") from error
