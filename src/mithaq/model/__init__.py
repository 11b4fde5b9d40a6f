"""The nouns: frozen values, strict on decode, no input or output, importing nothing of ours."""

from mithaq.model.actor import Actor, Mention
from mithaq.model.article import Article
from mithaq.model.entry import (
    ACTOR_FIELDS,
    RECORD_TYPES,
    Conflict,
    Document,
    Entry,
    Life,
    Link,
    Step,
    Telling,
)
from mithaq.model.explanation import Explanation, Node, Slot
from mithaq.model.reading import READING_SCHEMA, Issue, Reading
from mithaq.model.records import (
    Agreement,
    Amount,
    Attribution,
    Casualties,
    Commitment,
    Delivery,
    Event,
    Meeting,
    Membership,
    Office,
    Record,
    Review,
    Statement,
)
from mithaq.model.span import Evidence, Span, quote, quote_span
from mithaq.model.when import Place, When

__all__ = [
    "ACTOR_FIELDS",
    "READING_SCHEMA",
    "RECORD_TYPES",
    "Actor",
    "Agreement",
    "Amount",
    "Article",
    "Attribution",
    "Casualties",
    "Commitment",
    "Conflict",
    "Delivery",
    "Document",
    "Entry",
    "Event",
    "Evidence",
    "Explanation",
    "Issue",
    "Life",
    "Link",
    "Meeting",
    "Membership",
    "Mention",
    "Node",
    "Office",
    "Place",
    "Reading",
    "Record",
    "Review",
    "Slot",
    "Span",
    "Statement",
    "Step",
    "Telling",
    "When",
    "quote",
    "quote_span",
]
