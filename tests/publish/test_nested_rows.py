"""Every kind of record comes back from a row of Arrow as it was."""

from pathlib import Path

import pyarrow as pa
from export_entries import all_kinds
from pyarrow import parquet

from mithaq.model import Actor, Reading
from mithaq.model.reading import RECORD_FIELDS
from mithaq.sources.item import Item
from mithaq.sources.open import open_source
from mithaq.sources.shards import batch_of, read_shard, row_of, shard_schema


def test_every_kind_of_record_comes_back_as_it_was(tmp_path: Path) -> None:
    first = all_kinds()[0].tellings[0].document.article
    kinds = {kind: [one.record for one in all_kinds() if one.kind == kind] for kind in RECORD_FIELDS}
    group = Actor(id="g", kind="group", name="x", members=["omn"], labels={"ar": "س", "en": "x"})
    reading = Reading(article=first, actors=[*all_kinds()[0].actors, group], **kinds)  # type: ignore[arg-type]
    batch = batch_of([row_of(Item("f", first), reading, "me")], shard_schema())
    parquet.write_table(pa.Table.from_batches([batch]), tmp_path / "x.parquet")
    (back,) = read_shard(tmp_path / "x.parquet")
    assert back == reading and back.to_json() == reading.to_json()
    (item,) = open_source(str(tmp_path / "x.parquet"))
    assert item.reading == reading and item.article == first and (item.where, item.reader) == ("f", "me")
