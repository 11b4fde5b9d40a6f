"""The reader: the only place that knows the order of the stages."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from mithaq.annotate.amount_grammar import AmountGrammar
from mithaq.annotate.dates import DateGrammar, DateHit, dated, find_dates, find_expressions, infer_published
from mithaq.annotate.discourse import Discourse
from mithaq.annotate.names import NameBook
from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Sentence, make_sentence
from mithaq.annotate.syntax import syntax_of
from mithaq.coding.assessments import assess
from mithaq.coding.composed import Composed
from mithaq.coding.composing import compose, share_outcomes, without_topics
from mithaq.coding.confidence import confidence, features_of
from mithaq.coding.context import Context
from mithaq.coding.dealings import code_agreements, code_commitments, code_deliveries
from mithaq.coding.events import code_events
from mithaq.coding.meetings import called_off, code_meetings
from mithaq.coding.memberships import code_memberships
from mithaq.coding.offices import code_offices
from mithaq.coding.statements import code_statements, find_voices
from mithaq.errors import PackError, SourceError
from mithaq.explaining.trees import explain
from mithaq.model import Article, Issue, Mention, Reading, When, quote_span
from mithaq.model.explanation import Explanation
from mithaq.model.reading import RECORD_FIELDS
from mithaq.packs import loader
from mithaq.packs.pack import Pack
from mithaq.packs.store import open_pack
from mithaq.text.fold import Folded, fold
from mithaq.text.sentences import split_sentences

Grammar = TypeVar("Grammar", AmountGrammar, DateGrammar)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# the most members an organisation may have for its ministers to stand for each of their states
_FEW = 12
# how many sentences may stand before the one that opens with a dateline, that one included
_HEADLINES = 3
# how often a report calls a state by a hostile name at least, not to be told from there
_HOSTILE = 2
# how often a report names its outlet's country to be told from there, and the share of what the most named one is
_NAMED, _SHARE = 2, 4


class Reader:
    """Reads articles in the languages it was opened with.

    ``read`` is a pure function: no network, no clock, the same bytes out for the same bytes in.
    """

    def __init__(self, languages: Sequence[str] = ("ar",)) -> None:
        self.packs = {language: open_pack(language) for language in languages}
        self._amounts = {name: _grammar(AmountGrammar.from_data, pack.compiled.amounts, f"{name}/amounts.toml") for name, pack in self.packs.items()}
        self._grammars = {name: _grammar(DateGrammar.from_data, pack.compiled.dates, f"{name}/dates.toml") for name, pack in self.packs.items()}
        self._organisations = loader.load_shared().organisations
        self._members: dict[str | None, dict[str, list[str]]] = {}

    def read(self, article: Article) -> Reading:
        """Return everything the article tells, each record with the words that prove it.

        Raises:
            PackError: if the article's language has no open pack.
        """
        return self._read(article)[2]

    def explain(self, article: Article) -> Explanation:
        """Return the reading of an article together with the trees of operators and acts behind each record.

        Raises:
            PackError: if the article's language has no open pack.
        """
        context, propositions, reading = self._read(article)
        return Explanation(reading=reading, trees=explain(context, propositions, reading))

    def _read(self, article: Article) -> tuple[Context, list[Proposition], Reading]:
        """Return the reading with what it was made of."""
        article = article.identified()
        language = article.language or self.detect(article.text)
        if language is None or language not in self.packs:
            raise PackError("P001", f"article {article.id}: language {language or 'unknown'}; open: {', '.join(self.packs)}")
        pack = self.packs[language]
        folded = fold(article.text)
        article, dates, issues = self._dated(msgspec.structs.replace(article, language=language), folded, language)
        sentences = _sentences(folded, pack)
        times = [(hit.start, hit.end) for hit in dates]
        for sentence in sentences:
            sentence.mark_times(times)
        members = self._members_on(article.published)
        discourse = Discourse(pack, members)
        discourse.text = folded.text
        named = _named(sentences, pack)
        discourse.named = frozenset(named)
        discourse.nuclear = any(sentence.speaks_of("nuclear") for sentence in sentences)
        syntax = syntax_of(pack)
        origin = syntax.country(sentences, pack) or _headed(article.title, pack)
        told = named[origin] and named[origin] >= max(named.values()) / _SHARE
        discourse.home = origin if told else _home(*_told_from(sentences, named), pack.outlet_country(article.publisher), syntax.lead)
        propositions = _annotate(sentences, pack, discourse)
        context = Context(article, folded, pack, sentences)
        context.dates, context.amount_grammar = dates, self._amounts[language]
        context.home, context.members = discourse.home, members
        return context, propositions, _code(context, propositions, issues)

    def detect(self, text: str) -> str | None:
        """Return the open language whose letters most of the text is written in, or None.

        Of languages that share their letters it is the one whose function words the text has most of, and at least
        as many as its pack asks for.
        """
        letters = sum(1 for character in text if character.isalpha())
        found: list[tuple[float, str]] = []
        for language, pack in self.packs.items():
            own = len(re.findall(f"[{pack.settings.letters}]", text))
            if letters and own / letters > 0.5:
                share = pack.function_share(text) if pack.settings.function_words else 0.0
                found += [(share, language)] if share >= pack.settings.function_words else []
        return max(found, key=lambda one: one[0])[1] if found else None

    def stated_day(self, line: str) -> str | None:
        """Return the one day that a line states in full in any of the open languages (ISO 8601), or None.

        Sources ask it about the lines of a page that may say when it was published.
        """
        text = fold(line).text
        hits = [hit for grammar in self._grammars.values() for hit in find_dates(text, grammar, None)]
        stated = {hit.start_date for hit in hits if hit.basis == "explicit" and hit.precision == "day" and hit.end_date is None}
        conflict = any(hit.weekday_conflict for hit in hits)
        return stated.pop() if len(stated) == 1 and not conflict else None

    def _members_on(self, published: When | None) -> dict[str, list[str]]:
        """Return the members of organisations small enough to speak of each, as they were in the month of the report."""
        day = _day(published)
        month = day.isoformat()[:7] if day else None
        if month not in self._members:
            members = loader.members_on(self._organisations, month)
            self._members[month] = {code: states for code, states in members.items() if len(states) <= _FEW}
        return self._members[month]

    def _dated(self, article: Article, folded: Folded, language: str) -> tuple[Article, list[DateHit], list[Issue]]:
        """Return the article with its publication date, inferred if the text allows, and the dates it names."""
        grammar = self._grammars[language]
        issues: list[Issue] = []
        published = _day(article.published)
        expressions = find_expressions(folded.text, grammar)
        hits = dated(expressions, grammar, published)
        if published is None:
            inferred = infer_published(hits, folded.text)
            published = inferred[0] if inferred else None
            if published is None:
                issues.append(Issue(code="no-publication-date", message="no publication date, and none to infer: relative dates stay unresolved; give the day it was published"))
            else:
                iso = published.isoformat()
                article = msgspec.structs.replace(article, published=When(iso, iso, "day", "inferred"))
                hits = dated(expressions, grammar, published)
        for hit in hits:
            if hit.weekday_conflict:
                words = quote_span(article.text, *folded.raw(hit.start, hit.end))
                issues.append(Issue(code="weekday-conflict", message=f"«{words.text}» contradicts the calendar{_calendar(hit)}", evidence=words))
        return article, hits, issues


def in_language(reader: Reader, article: Article, where: str) -> Article:
    """Return an article with its language, which has a pack.

    Raises:
        SourceError: if its language has none, or its letters tell none.
    """
    language = article.language or reader.detect(article.text)
    if language in reader.packs:
        return msgspec.structs.replace(article, language=language)
    known = ", ".join(reader.packs)
    if language is None:
        message = f"{where}: most letters belong to no language that has a pack; expected one of: {known}; give --language if it is one of them all the same"
    else:
        message = f"{where}: language {language!r} has no pack; expected one of: {known}; if the key «language» is wrong, mend it or leave it out"
    raise SourceError("S015", message)


def _grammar(make: Callable[[dict[str, Any]], Grammar], data: dict[str, Any], file: str) -> Grammar:
    """Return the grammar that a pack's patterns make.

    Raises:
        PackError: if a table of its file is missing or of the wrong type.
    """
    try:
        return make(data)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, re.error) as error:
        what = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else f"{type(error).__name__}: {error}"
        raise PackError("P016", f"packs/{file}: {what}; compare the tables, rules and lists with those of packs/ar") from error


def _calendar(hit: DateHit) -> str:
    """Return what weekday a date is, as far as it is known to the day."""
    if hit.precision != "day" or not hit.start_date:
        return ""
    return f": {hit.start_date} is a {_WEEKDAYS[datetime.date.fromisoformat(hit.start_date).weekday()]}"


def _day(published: When | None) -> datetime.date | None:
    """Return the publication day, if it is known to the day."""
    if published is None or not published.start or len(published.start) != 10:
        return None
    return datetime.date.fromisoformat(published.start)


def _sentences(folded: Folded, pack: Pack) -> list[Sentence]:
    """Return the sentences of an article up to the site's own furniture."""
    text = folded.text
    cut = len(text)
    for heading in pack.settings.furniture:
        at = text.find(heading)
        if at > len(text) * 0.4:
            cut = min(cut, at)
    sentences = [make_sentence(i, text, start, end, pack) for i, (start, end) in enumerate(split_sentences(text[:cut], frozenset(pack.settings.abbreviations)))]
    for i, sentence in enumerate(sentences[:_HEADLINES]):
        # behind a headline or two the words begin as well
        if (start := syntax_of(pack).begins(sentence, pack)) > sentence.start:
            sentences[i] = make_sentence(i, text, start, sentence.end, pack)
            break
    if pack.settings.passive_signs and len(text) < len(folded.source):
        signs = re.compile(pack.settings.passive_signs)
        for sentence in sentences if signs.search(folded.source) else ():
            sentence.mark_passives(folded, signs)
    return sentences


def _annotate(sentences: list[Sentence], pack: Pack, discourse: Discourse) -> list[Proposition]:
    """Return the propositions of all sentences; subheads and titles without a full stop only add mentions."""
    book, syntax = NameBook(), syntax_of(pack)
    propositions: list[Proposition] = []
    for sentence in sentences:
        sentence.phrases = syntax.phrases(sentence, pack, book)
        discourse.resolve(sentence.phrases)
        propositions += syntax.propositions(sentence, pack, discourse)
    return propositions


def _named(sentences: list[Sentence], pack: Pack) -> Counter[str]:
    """Return how often a report names each country, itself or by its adjective, capital or persons."""
    counts: Counter[str] = Counter()
    unsure: Counter[str] = Counter()
    for sentence in sentences:
        seen = 0
        for index in [at for at, hits in enumerate(sentence.names) if hits or "nisba" in sentence.known[at].kinds]:
            analyses, hits = sentence.analyses[index], sentence.names[index]
            if index < seen:
                continue
            # «بحر اليابان», which is nobody's, does not name Japan
            seen = hits[0].end if hits and hits[0].named.type == "place" and not hits[0].named.code else index
            nisba = bool(analyses) and analyses[0].entry.kind == "nisba"
            hit = next((h for h in hits if h.named.type in ("state", "seat", "capital", "person")), None)
            led = sentence.is_of(index - 1, "prepositions") or (hit is not None and bool(hit.prep))
            # «دعم مالي», «السوق المالية» are of finance; «في مالي» names the state
            told = counts if led or not sentence.stem_is_of(index, "adjectival") else unsure
            if nisba:
                told[pack.names[analyses[0].entry.ref].code] += 1
            if hit is not None:
                told[hit.named.code] += 1
    # where the state itself is named, so are its people: «المالي», «مالي»
    counts.update({code: count for code, count in unsure.items() if counts[code]})
    return Counter({code: count for code, count in counts.items() if code in pack.states})


def _told_from(sentences: list[Sentence], named: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """Return how often a report names the countries it may be told from, and their places: one that it calls by what only its enemies call it gives way to another."""
    called: Counter[str] = Counter()
    for sentence in (one for one in sentences if one.speaks_of("hostile")):
        for index in (at for at in range(len(sentence.tokens)) if sentence.is_of(at, "hostile")):
            called.update(hit.named.code for at in (index, index - 1) if at >= 0 for hit in sentence.names[at][:1] if hit.end > index)
    first = (hits[0].named for sentence in sentences for hits in sentence.names if hits)
    places = Counter(one.code for one in first if one.type == "place" and not one.weak)
    enemies = {code for code, count in called.items() if count >= max(_HOSTILE, named[code] / _SHARE)}
    if not enemies:
        return named, places
    others, theirs = (Counter({code: count for code, count in counts.items() if code not in enemies}) for counts in (named, places))
    most = max((others + theirs).values(), default=0)
    return (others if all(most * _SHARE >= named[code] for code in enemies) else named), theirs


def _headed(title: str | None, pack: Pack) -> str:
    """Return the country whose name a title begins with before a colon: «باكستان: مقتل 12 مسلحا»; empty if it does not."""
    first = _sentences(fold(title), pack)[:1] if title else []
    states = (hit for sentence in first for hit in sentence.names[0] if hit.named.type == "state" and sentence.is_mark(hit.end, ":"))
    return next((hit.named.code for hit in states), "")


def _home(counts: Counter[str], places: Counter[str], outlet: str, lead: float) -> str:
    """Return the country a report speaks from: that of its outlet if the report names it or no country at all, else the one named most often, itself or by its places, ``lead`` times as often as the next."""
    if not counts and (outlet or sum(places.values()) >= _NAMED):
        # a report of home affairs need not name its country
        return next(iter(places)) if len(places) == 1 else outlet if outlet in places or not places else ""
    ranked = [(code, count) for code, count in (counts + places).most_common() if code and (counts[code] or count > _NAMED)][:2]
    clear = bool(ranked) and (len(ranked) < 2 or ranked[0][1] >= lead * ranked[1][1])
    most = ranked[0][0] if clear else ""
    # a dateline alone does not make a report about its outlet's country, nor does a country named once
    told = counts[outlet] + places[outlet] if outlet else 0
    own = told >= max(_NAMED, counts[most] / _SHARE) or (told and counts[most] < _NAMED)
    return outlet if own else most


def _code(context: Context, propositions: list[Proposition], issues: list[Issue]) -> Reading:
    """Return the reading that the propositions make."""
    context.voices = find_voices(context, propositions)
    composed: list[Composed] = without_topics(context, [one for p in propositions if (one := compose(context, p)) is not None], propositions)
    called = {id(meeting) for _, meeting in called_off(context, propositions)}
    composed = [one for one in composed if id(one.proposition) not in called]
    share_outcomes(context, composed)
    statements = code_statements(context, propositions)
    meetings = code_meetings(context, composed, propositions)
    agreements = code_agreements(context, composed)
    commitments = code_commitments(context, composed, propositions, agreements)
    deliveries = code_deliveries(context, composed)
    offices = code_offices(context, context.sentences)
    memberships = code_memberships(context, composed, propositions)
    events = code_events(context, [*composed, *assess(context, propositions)])
    return _with_confidence(Reading(
        article=context.article,
        actors=list(context.actors.values()),
        mentions=_mentions(context),
        statements=statements,
        meetings=meetings,
        agreements=agreements,
        commitments=commitments,
        deliveries=deliveries,
        offices=offices,
        memberships=memberships,
        events=events,
        issues=issues,
    ))


def _with_confidence(reading: Reading) -> Reading:
    """Return a reading whose records say how often records like them were right."""
    actors = {actor.id: actor for actor in reading.actors}
    return msgspec.structs.replace(reading, **{
        kind: [msgspec.structs.replace(record, confidence=confidence(kind, record.rule, features_of(record, actors))) for record in getattr(reading, kind)]
        for kind in RECORD_FIELDS
    })  # fmt: skip


def _mentions(context: Context) -> list[Mention]:
    """Return where the actors of the records are mentioned."""
    known = set(context.actors)
    mentions: list[Mention] = []
    for sentence in context.sentences:
        for phrase in sentence.phrases:
            if not phrase.code or phrase.place or phrase.members:
                continue
            actor = context.actor(phrase)
            if actor in known:
                start, end = context.folded.raw(phrase.start, phrase.end)
                mentions.append(Mention(actor=actor, start=start, end=end, form=phrase.form))  # type: ignore[arg-type]
            else:
                context.actors.pop(actor, None)
    return mentions
