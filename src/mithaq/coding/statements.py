"""Statements: who said what, for every reporting word with content."""

from __future__ import annotations

from typing import Literal

from mithaq.annotate.items import NOUNS
from mithaq.annotate.mentions import actor_phrases
from mithaq.annotate.propositions import Proposition
from mithaq.coding.context import Context, record_id
from mithaq.coding.details import medium_of, outlet_of
from mithaq.coding.telling import above
from mithaq.coding.voices import Voice, Voices
from mithaq.model import Actor, Statement

# code points: less is no statement
_SHORTEST = 8
# how many sayings behind colons make a transcript of them
_TRANSCRIPT = 3
# how many code points may join two names of one row: « ووزير الخارجية », «, as well as »
_JOINT = 12
_MARKS = "«»\"“”"


def code_statements(context: Context, propositions: list[Proposition]) -> list[Statement]:
    """Return the statements of an article, one per reporting word."""
    found: dict[tuple[int, int], Statement] = {}
    for proposition in propositions:
        if _goes_on(found, proposition):
            continue
        statement = _statement(context, proposition)
        if statement is None:
            continue
        key = (statement.content.start, statement.content.end)
        if key not in found or (found[key].cue is None and statement.cue is not None):
            # who is named behind a quotation speaks it, not whoever spoke before
            found[key] = statement
    return _told_once(context, list(found.values()))


def _goes_on(found: dict[tuple[int, int], Statement], proposition: Proposition) -> bool:
    """Return whether a speaker only says of himself that he says: «وقال: نعتقد أن الوضع صعب»."""
    item = proposition.item
    return item.kind == "verb" and item.gender == "1" and any(start <= item.start < end for start, end in found)


def _told_once(context: Context, statements: list[Statement]) -> list[Statement]:
    """Return statements without the headlines «so and so: …» where the body lets the same side speak (CODEBOOK 1)."""
    tagged = [one.speaker for one in statements if _is_headline(one)]
    # who speaks again and again behind a colon does so in a transcript
    headlines = {one.id for one in statements if _is_headline(one) and tagged.count(one.speaker) < _TRANSCRIPT}
    spoken = {_side(context, one.speaker) for one in statements if one.speaker and one.id not in headlines}
    return [one for one in statements if not (one.id in headlines and one.speaker and _side(context, one.speaker) in spoken)]


def _side(context: Context, actor: str) -> str:
    """Return the side that an actor is of; nobody known is of his own."""
    code = context.actors[actor].code
    return code if code != "UNK" else actor


def _is_headline(statement: Statement) -> bool:
    """Return whether only a colon lays the words to their speaker."""
    return statement.cue is not None and statement.cue.text == ":"


def find_voices(context: Context, propositions: list[Proposition]) -> Voices:
    """Return the voices of a report: what its statements, known speaker or not, lay to somebody."""
    return Voices([
        Voice(*proposition.content, tuple(single for phrase in proposition.subject for single in actor_phrases(phrase)),
              (proposition.item.start, proposition.item.end), proposition)
        for proposition in propositions
        if proposition.content is not None and is_statement(context, proposition)
    ])  # fmt: skip


def is_statement(context: Context, proposition: Proposition) -> bool:
    """Return whether a proposition says something: its operator reports, it has content, and somebody speaks."""
    if not context.pack.words_statement(proposition.predicate) or proposition.content is None or proposition.negated or proposition.conditional or proposition.told or _is_unsaid(proposition):
        return False
    if proposition.item.future and proposition.item.kind == "verb":
        # «ستكشف عن تفاصيل»: nothing has been said yet
        return False
    if any(over.negated and not context.pack.words_statement(over.predicate) for over in above(proposition)) or _is_announced(context, proposition):
        # «لا تستطيع أن تؤكد»
        return False
    if _is_own_thought(context, proposition):
        return False
    child = proposition.child
    if child is not None and child.item.kind in NOUNS and child.content_form in ("quote", "clause") and is_statement(context, child):
        # «أعرب عن اعتقاده بأن»: the belief is what is said
        return False
    return proposition.content[1] - proposition.content[0] >= _SHORTEST and bool(proposition.subject)


def _is_own_thought(context: Context, proposition: Proposition) -> bool:
    """Return whether somebody only says that he thinks so: «said he felt that it was late» is one saying."""
    over, operator = proposition.parent, context.pack.operators.get(proposition.predicate.frame)
    thinks = operator is not None and operator.reports and operator.opaque and operator.event is None and proposition.item.kind == "verb"
    return thinks and over is not None and over.content is not None and bool(over.subject) and proposition.subject == over.subject and is_statement(context, over)


def _is_announced(context: Context, proposition: Proposition) -> bool:
    """Return whether what is expected or believed stands in the place of whoever does: «يتوقع إعلان الحكومة قريبا»."""
    operator = context.pack.operators.get(proposition.predicate.frame)
    thinks = operator is not None and operator.reports and operator.opaque and operator.event is None
    return thinks and proposition.item.kind == "verb" and all(phrase.kind == "document" and not phrase.det for phrase in proposition.subject)


def _statement(context: Context, proposition: Proposition) -> Statement | None:
    """Return the statement a proposition makes, if its operator reports and somebody speaks."""
    if proposition.content is None or not is_statement(context, proposition):
        return None
    start, end = proposition.content
    content = context.evidence(start, end)
    singles = [single for phrase in proposition.subject for single in actor_phrases(phrase)]
    speaker = _speaker(context, proposition)
    if speaker is None:
        return None
    document = next((context.actor(s) for s in singles if s.kind == "document"), None)
    cue = context.evidence(proposition.item.start, proposition.item.end) if proposition.item.surface not in _MARKS else None
    return Statement(
        id=record_id("statement", content.start, content.end, content.text),
        evidence=[context.clause(proposition)],
        attribution=context.attribution(content.start),
        speaker=speaker,
        speaker_document=document,
        form=_form(proposition, content.text),
        medium=medium_of(context, proposition, "communique" if document else "unspecified"),
        outlet=outlet_of(context, proposition),
        cue=cue,
        content=content,
        rule=proposition.predicate.frame,
        confidence=0.8 if proposition.content_form == "quote" else 0.7,
        date=context.date_of(proposition),
    )


def _is_unsaid(proposition: Proposition) -> bool:
    """Return whether a noun only names a saying; «بقوله إن» says something."""
    item, verb = proposition.item, proposition.beside
    # «نسبت الوكالة إلى الوزير القول إن»
    passed_on = verb is not None and bool(verb.predicate.actor) and verb.predicate.reports
    return item.kind in ("masdar", "noun") and not ((item.suffix or item.prep or passed_on) and proposition.content_form in ("quote", "clause"))


def _speaker(context: Context, proposition: Proposition) -> str | None:
    """Return the speaker's actor id; several speakers become a group with members."""
    ids = context.ids(proposition.subject)
    if len(ids) == 1:
        return ids[0]
    if not ids:
        first = proposition.subject[0]
        return None if first.place else context.actor(first)
    group = "g" + "-".join(ids)
    context.actors.setdefault(group, Actor(id=group, kind="group", name=_called_together(context, proposition, ids), members=ids))
    return group


def _called_together(context: Context, proposition: Proposition, ids: list[str]) -> str:
    """Return what several speakers are called: the words of their sentence that name them in one row, else one name behind the other."""
    speakers = proposition.subject
    start, end = speakers[0].start, speakers[-1].end
    # «both ministers» are called by their names
    named = len(speakers) == 1 and bool(speakers[0].members) and all(one.is_person and one.name for one in speakers[0].members)
    row = not named and 0 < end - start <= sum(phrase.end - phrase.start for phrase in speakers) + _JOINT * len(speakers)
    if row and proposition.sentence.start <= start:
        return context.evidence(start, end).text
    return ", ".join(context.actors[i].name for i in ids)


def _form(proposition: Proposition, content: str) -> Literal["direct", "indirect", "mixed"]:
    """Return whether the words are quoted whole, in part, or not at all."""
    if proposition.content_form == "quote":
        return "direct"
    return "mixed" if any(mark in content for mark in _MARKS) and content.count(" ") > 3 and _long_quote(content) else "indirect"


def _long_quote(content: str) -> bool:
    """Return whether some quotation inside holds three words or more."""
    parts = content
    for mark in _MARKS:
        parts = parts.replace(mark, '"')
    return any(piece.count(" ") >= 2 for piece in parts.split('"')[1::2])
