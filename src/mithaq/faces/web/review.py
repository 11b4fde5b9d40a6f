"""Review: what a person should look at next, decided by plain forms: accept, correct, reject, pass over, undo."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mithaq.faces.web.access import check_role
from mithaq.faces.web.asking import Ask, WebError, address, whole
from mithaq.faces.web.brief import Brief, Promise, brief, promise
from mithaq.faces.web.correcting import changes, editable
from mithaq.faces.web.holding import held
from mithaq.faces.web.marking import last_decision, signed, unseen
from mithaq.faces.web.tongues import in_tongue
from mithaq.faces.web.views import Action, Form, Page, Part, Redirect, View
from mithaq.model import Commitment, Entry, Evidence
from mithaq.model.reading import RECORD_FIELDS

# questions that are fetched beyond those passed over, and decisions that are shown
_AHEAD, _LOGGED = 12, 8
# letters of the report shown before and behind the words that prove an entry
_AROUND = 220
# proposals that one address passes over at most
_PASSED = 60
# empty lines between paragraphs
_BLANK = re.compile(r"\s*\n\s*\n\s*")
_COLUMNS = ("id", "about", "certainty", "reasons")
_LOG_COLUMNS = ("id", "subject", "about", "decision", "by", "at", "note", "undone")


@dataclass(frozen=True)
class Passage:
    """A piece of a report, and whether it proves the entry."""

    text: str
    proves: bool


@dataclass(frozen=True)
class Side:
    """An entry of a question: in brief, in its report, what else it says."""

    entry: Brief
    promise: Promise | None
    title: str
    outlet: str
    published: str
    report: str
    passages: Sequence[Passage]


def review(ask: Ask) -> View:
    """Return the next question with what is to be decided, the queue behind it, and the latest decisions."""
    by, kinds, passed = ask.by, ask.many("kind"), ask.many("pass")
    for kind in kinds:
        if kind not in RECORD_FIELDS:
            raise WebError("V001", f"kind={kind!r}: expected one of {', '.join(RECORD_FIELDS)}")
    queue = [q for q in ask.register.queue(by=by, limit=_AHEAD + len(passed), kinds=kinds) if q.id not in passed]
    first = queue[0] if queue else None
    context = {
        "by": by, "kinds": kinds, "all_kinds": RECORD_FIELDS, "passed": passed, "queue": queue[1:], "question": first,
        "sides": [_side(entry, ask) for entry in in_tongue(ask, first.entries, quoted=False)] if first else [],
        "fields": editable(first.entries[0], ask.words) if first and first.about == "entry" else [],
        "seen": last_decision(ask, first.id) if first else "", "done": ask.one("done"), "log": ask.register.decisions(limit=_LOGGED), "left": _left(ask),
    }  # fmt: skip
    rows = [{"id": q.id, "about": q.about, "certainty": q.certainty, "reasons": "; ".join(q.reasons)} for q in queue]
    return View("review.html", context, {"queue": queue, "by": by}, rows, _COLUMNS)


def _left(ask: Ask) -> tuple[int, int]:
    """Return how many entries nobody has looked at, and how many somebody has."""
    states = held(ask, "states", ask.register.states)
    machine = states.get("machine", 0)
    return machine, sum(states.values()) - machine


def _side(entry: Entry, ask: Ask) -> Side:
    """Return an entry with the report that told it first."""
    t, told = ask.words, entry.tellings[0] if entry.tellings else None
    article = told.document.article if told else None
    shown = promise(entry, t, ask.today) if isinstance(entry.record, Commitment) else None
    published = article.published.start if article and article.published else None
    return Side(
        entry=brief(entry, t), promise=shown, title=(article.title or "") if article else "", outlet=(article.publisher or "") if article else "", published=t.day(published),
        report=address(f"/reports/{told.document.key}") if told else "", passages=passages(article.text, entry.record.evidence) if article else [],
    )  # fmt: skip


def passages(text: str, evidence: Sequence[Evidence]) -> list[Passage]:
    """Return the words that prove an entry with some of the report around them, cut at words."""
    found: list[Passage] = []
    at = 0
    spans = sorted({(one.start, one.end) for one in evidence if text[one.start : one.end] == one.text})
    for number, (start, end) in enumerate(spans):
        if end <= at:
            continue
        first = max(at, _word_start(text, start - _AROUND))
        if first > at:
            found.append(Passage("… " if not found else " … ", False))
        found += [Passage(text[first : max(start, at)], False), Passage(text[max(start, at) : end], True)]
        following = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        at = max(end, min(following, _word_start(text, end + _AROUND)))
        found.append(Passage(text[end:at], False))
    found = [Passage(_BLANK.sub("\n", one.text), one.proves) for one in found if one.text]
    return found + ([Passage(" …", False)] if found and at < len(text) else [])


def _word_start(text: str, at: int) -> int:
    """Return the next start of a word, the text's ends where there is none."""
    if at <= 0:
        return 0
    space = text.find(" ", min(at, len(text)))
    return len(text) if space < 0 else space + 1


def decide(ask: Ask, form: Form) -> Redirect:
    """Keep a decision and lead to the next question.

    Raises:
        WebError: V011 for one that cannot be meant.
        RegisterError: if the register refuses the decision.
    """
    by, id, what, note = signed(ask, form), form.one("id"), form.one("do"), form.one("note").strip()
    passed = [one for one in form.many("pass") if one][-_PASSED:]
    done = 0
    if what == "pass":
        passed.append(id)
    elif what in ("skip", "undo"):
        # who passes over or takes back what somebody else decided about meanwhile does no harm
        done = _decide(ask, form, what, id, by, note)
    else:
        with unseen(ask, form, id):
            done = _decide(ask, form, what, id, by, note)
    if form.one("back").startswith("/entries/"):
        return Redirect(address(form.one("back")))
    query = [("by", by), *(("kind", kind) for kind in form.many("kind")), *(("pass", one) for one in passed), *([("done", str(done))] if done else [])]
    return Redirect(address("/review", query))


def _decide(ask: Ask, form: Form, what: str, id: str, by: str, note: str) -> int:
    """Keep a decision and return its number."""
    register = ask.register
    simple = {"accept": register.accept, "reject": register.reject, "skip": register.skip, "confirm": register.confirm, "deny": register.deny}
    if what in ("confirm", "deny") and not id.startswith("l-"):
        check_role(ask.visitor, "editor")
    if what in simple:
        return simple[what](id, by=by, note=note)
    if what == "correct":
        entry = register.entry(id)
        found = changes(entry, form, register, ask.words)
        return register.correct(id, found, by=by, note=note) if found else register.accept(id, by=by, note=note)
    if what == "undo":
        number = whole(id)
        _check_own(ask, number, by)
        return register.undo(number, by=by, note=note)
    raise WebError("V011", f"do={what!r}: expected accept, reject, skip, confirm, deny, correct, pass or undo")


def _check_own(ask: Ask, number: int, by: str) -> None:
    """Refuse to let a coder take back what others decided.

    Raises:
        WebError: V013.
    """
    if not ask.may("editor") and not any(one.id == number and one.by == by for one in ask.register.decisions(by=by)):
        raise WebError("V013", f"decision {number} is not {by}'s; an editor takes back those of others", 403)


def log(ask: Ask) -> View:
    """Return all decisions, the latest first."""
    number = ask.number("page", 1, 1, 10_000) * 50
    decisions = ask.register.decisions(limit=number + 1)
    shown = decisions[number - 50 : number]
    rows = [{name: getattr(one, name) for name in _LOG_COLUMNS} for one in shown]
    context = {"log": shown, "by": ask.by, "more": len(decisions) > number, "number": number // 50}
    return View("decisions.html", context, shown, rows, _LOG_COLUMNS)


PART = Part(
    pages=(Page("/review", review, csv=True, nav="review.nav", order=60), Page("/review/log", log, csv=True)),
    actions=(Action("/review", decide, role="coder"),),
)
