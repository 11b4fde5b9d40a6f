"""The nouns: frozen values, strict on decode, no input or output, importing nothing of ours."""

from mithaq.model.actor import Actor, Mention
from mithaq.model.article import Article
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
    "READING_SCHEMA",
    "Actor",
    "Agreement",
    "Amount",
    "Article",
    "Attribution",
    "Casualties",
    "Commitment",
    "Delivery",
    "Event",
    "Evidence",
    "Explanation",
    "Issue",
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
    "When",
    "quote",
    "quote_span",
]
