"""The tables of a register, the same on SQLite and PostgreSQL.

Integer keys inside, stable text ids outside. Evidence is kept as offsets into the document's text, inside the payloads
(see ``packing``). Times are ISO 8601 in UTC with microseconds, so that they sort as text; dates are ISO 8601 cut to what
is known. Nothing is overwritten that a person or an earlier answer rests on: what ends gets an ``until``.

Word search has tables of its own on each database, see ``words``.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()
# whom meetings bring together: the seats from which it is told who met whom; an index holds them alone
MET = text("kind = 'meetings' AND role = 'participants' AND shown = 1")
# the entries that lists show unless they are asked for more
SHOWN = text("until IS NULL AND actuality NOT IN ('denied', 'hypothetical', 'historical') AND state != 'rejected'")


def _key() -> Column[int]:
    """Return a table's integer key."""
    return Column("id", Integer, primary_key=True)


def _ref(name: str, to: str, *, nullable: bool = False, index: bool = True) -> Column[int]:
    """Return a column that holds another table's key."""
    return Column(name, Integer, ForeignKey(f"{to}.id"), nullable=nullable, index=index)


def _ended(table: str) -> Index:
    """Return the index of the rows that ended, by when they did: what is asked of an earlier moment is now and these."""
    ended = text("until IS NOT NULL")
    return Index(f"ix_{table}_until", "until", sqlite_where=ended, postgresql_where=ended)


# one call of `add` or `watch`
runs = Table(
    "runs", metadata, _key(),
    Column("command", String, nullable=False), Column("begun", String, nullable=False), Column("ended", String),
    Column("added", Integer, nullable=False, default=0), Column("known", Integer, nullable=False, default=0),
    Column("aside", Integer, nullable=False, default=0),
)  # fmt: skip

# what could not be added, with its reason; the bytes are kept where they are at hand and small
set_aside = Table(
    "set_aside", metadata, _key(), _ref("run_id", "runs"),
    Column("source", String, nullable=False, index=True), Column("code", String, nullable=False), Column("message", Text, nullable=False),
    Column("content", LargeBinary), Column("at", String, nullable=False), Column("solved", String),
)  # fmt: skip

documents = Table(
    "documents", metadata, _key(), _ref("run_id", "runs"),
    # of text, address, outlet and day: the same report is added once
    Column("key", String, nullable=False, unique=True),
    # of the text alone
    Column("fingerprint", String, nullable=False, index=True),
    Column("source", String, nullable=False), Column("article_id", String, nullable=False),
    Column("url", String), Column("publisher", String, index=True), Column("origin", String, index=True),
    Column("language", String, nullable=False, index=True), Column("title", Text),
    # the publication date as JSON of a When, and its first day
    Column("published", String), Column("published_when", Text),
    Column("text", Text, nullable=False),
    # near-duplicates: the signature, and the document whose copies are one group (itself if it is the first)
    Column("signature", LargeBinary), Column("group_id", Integer, index=True),
    Column("added", String, nullable=False, index=True),
    # lists of reports are read along their days and counted from it alone
    Index("ix_documents_listed", "published", "language", "publisher", "origin", "added"),
)  # fmt: skip

# bands of signatures, by which copies are found without a look at all documents
bands = Table(
    "bands", metadata,
    Column("band", BigInteger, primary_key=True), Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip

# a reader's reading of a document; a later one ends the earlier
readings = Table(
    "readings", metadata, _key(), _ref("document_id", "documents"),
    # which reader and packs made it
    Column("reader", String, nullable=False),
    # JSON of actors, mentions and issues, without article and records
    Column("payload", LargeBinary, nullable=False),
    Column("since", String, nullable=False), Column("until", String),
)  # fmt: skip

records = Table(
    "records", metadata, _key(), _ref("reading_id", "readings"), _ref("document_id", "documents"),
    # the record's own id in its reading, made unique there
    Column("number", String, nullable=False),
    # what it is told by, from its kind and its words: the same over readings of a document, so that ids last
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    # JSON of the record, spans without their words, actors by the reading's ids
    Column("payload", LargeBinary, nullable=False),
    Column("state", String, nullable=False, default="machine"), Column("since", String, nullable=False), Column("until", String),
    UniqueConstraint("reading_id", "number"),
)  # fmt: skip

# the cards: one actor over all spellings and scripts
actors = Table(
    "actors", metadata, _key(),
    Column("key", String, nullable=False, unique=True),
    Column("kind", String, nullable=False), Column("code", String, nullable=False, index=True), Column("sector", String, nullable=False),
    Column("name", Text, nullable=False),
    # names by language as JSON
    Column("labels", Text, nullable=False, default="{}"),
    # the consonant skeleton, the same over scripts, for persons whom no list knows
    Column("skeleton", String, index=True),
    Column("since", String, nullable=False),
    # how many entries name it, kept with whom they name
    Column("entries", Integer, nullable=False, default=0, server_default="0"),
    Index("ix_actors_entries", "entries", "id"),
)  # fmt: skip

# every spelling a card was met in
actor_names = Table(
    "actor_names", metadata, _key(), _ref("actor_id", "actors"),
    Column("name", Text, nullable=False), Column("folded", String, nullable=False, index=True), Column("language", String),
    UniqueConstraint("actor_id", "name"),
)  # fmt: skip

# which card an actor of a reading is, and who decided; a merge of cards ends one row and begins another
identities = Table(
    "identities", metadata, _key(), _ref("reading_id", "readings"), Column("local", String, nullable=False), _ref("actor_id", "actors"),
    Column("since", String, nullable=False), Column("until", String), _ended("identities"),
)  # fmt: skip

entries = Table(
    "entries", metadata, _key(),
    Column("key", String, nullable=False, unique=True),
    Column("kind", String, nullable=False), Column("type", String, index=True), Column("mode", String),
    Column("actuality", String, nullable=False),
    # what it is about, and which sectors its actors are of, each list as «|economic|military|» in its order
    Column("contexts", String, index=True), Column("sectors", String, index=True),
    # who tells it, outlets and those they have it from, and in which languages, each list likewise
    Column("outlets", String), Column("languages", String),
    Column("date_start", String), Column("date_end", String), Column("place", String), Column("country", String, index=True),
    Column("deadline", String, index=True),
    # the day it is listed under: when it happened, else when it was first reported
    Column("day", String),
    Column("first_published", String),
    Column("sources", Integer, nullable=False), Column("confidence", Float, nullable=False),
    Column("state", String, nullable=False, default="machine"),
    # what the obligor of a commitment says of it, and what is shown
    Column("official", String), Column("fulfilment", String),
    # JSON of the entry's record, actors by card key; words are left out that stand so in the first telling's document
    Column("payload", LargeBinary, nullable=False),
    # JSON of the fields on which its tellings disagree
    Column("conflicts", LargeBinary),
    # an entry without tellings has ended; its id answers for good, with where its tellings went
    Column("since", String, nullable=False, index=True), Column("until", String), Column("successor_id", Integer, index=True),
    Index("ix_entries_kind", "kind", "day", "id", "until"),
    # lists are read along their days, or along how sure or how often told they are; what they are asked for stands beside the days
    Index("ix_entries_listed", "day", "id", "kind", "state", "actuality", "until", "type", "contexts", "sectors", "country", "place", "confidence", "sources", "date_end", "outlets", "languages"),
    Index("ix_entries_sure", "confidence", "id", sqlite_where=SHOWN, postgresql_where=SHOWN), Index("ix_entries_sources", "sources", "id", sqlite_where=SHOWN, postgresql_where=SHOWN),
    # the map counts places from it alone
    Index("ix_entries_place", "place", "country", "kind", "state", "actuality", "until", "day", "date_end", sqlite_where=text("place IS NOT NULL"), postgresql_where=text("place IS NOT NULL")),
    # who asks what to review next reads it from the least certain on; it also counts states and kinds
    Index("ix_entries_review", "state", "confidence", "id", "kind", "until"),
)  # fmt: skip

# which entry a record tells, over time
placements = Table(
    "placements", metadata, _key(), _ref("record_id", "records"), _ref("entry_id", "entries"),
    # the merge that put it there; null where it founded the entry
    Column("merge_id", Integer, index=True), Column("since", String, nullable=False), Column("until", String), _ended("placements"),
)  # fmt: skip

# what a record may be found by when another tells the same: hashed keys, many to a record
blocks = Table(
    "blocks", metadata,
    Column("key", BigInteger, nullable=False), Column("record_id", Integer, ForeignKey("records.id"), nullable=False),
    PrimaryKeyConstraint("key", "record_id"), sqlite_with_rowid=False,
)  # fmt: skip

# whom an entry names, for timelines and dyads; role is the record's field. Kind, day and whether lists show the entry unless
# they are asked for more (see ``facts.is_shown``) are the entry's own, so that the indexes alone answer
entry_actors = Table(
    "entry_actors", metadata, _key(), _ref("entry_id", "entries", index=False), _ref("actor_id", "actors", index=False),
    Column("role", String, nullable=False), Column("code", String, nullable=False), Column("day", String),
    Column("kind", String, nullable=False), Column("shown", Integer, nullable=False),
    # an actor has one code: it stands there so that who does what to whom in an entry is told by the index alone
    UniqueConstraint("entry_id", "actor_id", "role", "code"),
    Index("ix_entry_actors_code", "code", "day", "entry_id", "kind", "shown"), Index("ix_entry_actors_card", "actor_id", "day", "entry_id", "kind", "shown"),
    Index("ix_entry_actors_met", "day", "entry_id", "code", "kind", "role", "shown", sqlite_where=MET, postgresql_where=MET),
)  # fmt: skip

# the pairs of codes that an entry names, the lesser first, for what two sides have to do with each other
entry_pairs = Table(
    "entry_pairs", metadata,
    Column("one", String, nullable=False), Column("other", String, nullable=False), Column("day", String), _ref("entry_id", "entries"),
    Column("kind", String, nullable=False), Column("shown", Integer, nullable=False),
    Index("ix_entry_pairs_codes", "one", "other", "day", "entry_id", "kind", "shown"),
)  # fmt: skip

# two entries or two cards that were found to be one: by whom, why, and whether it was undone
merges = Table(
    "merges", metadata, _key(), Column("subject", String, nullable=False),
    Column("kept_id", Integer, nullable=False, index=True), Column("joined_id", Integer, nullable=False, index=True),
    Column("score", Float, nullable=False), Column("reasons", Text, nullable=False),
    # proposed, confirmed, rejected, undone
    Column("decision", String, nullable=False, index=True), Column("by", String), Column("at", String, nullable=False), Column("undone", String),
)  # fmt: skip

# a later entry that bears on a commitment
links = Table(
    "links", metadata, _key(),
    Column("key", String, nullable=False, unique=True),
    _ref("commitment_id", "entries"), _ref("entry_id", "entries"),
    Column("relation", String, nullable=False), Column("score", Float, nullable=False), Column("reasons", Text, nullable=False),
    # at is when it was decided, or proposed as long as nobody has; since is when it was proposed
    Column("decision", String, nullable=False, index=True), Column("by", String), Column("at", String, nullable=False), Column("since", String),
)  # fmt: skip

# what a link rested on before surer reasons took their place, until when
link_grounds = Table(
    "link_grounds", metadata, _key(), _ref("link_id", "links"),
    Column("score", Float, nullable=False), Column("reasons", Text, nullable=False), Column("until", String, nullable=False),
)  # fmt: skip

# the life of a commitment, append-only
history = Table(
    "history", metadata, _key(), _ref("entry_id", "entries"),
    Column("axis", String, nullable=False), Column("value", String, nullable=False), Column("day", String),
    _ref("record_id", "records", nullable=True), Column("by", String), Column("reason", Text, nullable=False, default=""),
    Column("noted", String, nullable=False),
)  # fmt: skip

# every decision of a person, append-only: on which entry, record, link or merge, what it was before and after
reviews = Table(
    "reviews", metadata, _key(),
    Column("subject", String, nullable=False), Column("subject_id", Integer, nullable=False), Column("decision", String, nullable=False),
    Column("before", Text), Column("after", Text), Column("note", Text), Column("by", String, nullable=False), Column("at", String, nullable=False),
    # the later decision that took this one back
    Column("undone_by", Integer),
    Index("ix_reviews_subject", "subject", "subject_id"),
)  # fmt: skip

# the feeds that `watch` polls: what their server said last, and when they are due
feeds = Table(
    "feeds", metadata, _key(),
    Column("url", String, nullable=False, unique=True), Column("etag", String), Column("modified", String),
    Column("polled", String), Column("status", Text),
)  # fmt: skip

# how many there are of what is counted as it is written, see ``tallying``
tallies = Table(
    "tallies", metadata,
    Column("sort", String, primary_key=True), Column("value", String, primary_key=True), Column("number", Integer, nullable=False),
)  # fmt: skip

releases = Table(
    "releases", metadata, _key(),
    Column("name", String, nullable=False, unique=True), Column("at", String, nullable=False),
    Column("checksum", String, nullable=False), Column("entries", Integer, nullable=False), Column("citation", Text, nullable=False),
)  # fmt: skip
