"""What all coders share: evidence from offsets, actors of the reading, dates and places near a proposition."""

from __future__ import annotations

import bisect
import dataclasses
import datetime
import functools
import hashlib
import itertools
from collections import Counter
from collections.abc import Container, Iterable
from typing import Literal, TypeVar

import msgspec

from mithaq.annotate.amount_grammar import AmountGrammar
from mithaq.annotate.amounts import AmountHit, find_amounts
from mithaq.annotate.dates import DateHit
from mithaq.annotate.mentions import actor_phrases
from mithaq.annotate.propositions import Proposition
from mithaq.annotate.sentence import Phrase, Sentence
from mithaq.coding.places import found_places, is_aim
from mithaq.coding.voices import Voices
from mithaq.model import Actor, Article, Attribution, Evidence, Mention, Place, When
from mithaq.model.when import Basis
from mithaq.packs.pack import Pack, Spot
from mithaq.packs.schema import Composition
from mithaq.text.fold import Folded, skeleton

Hit = TypeVar("Hit", DateHit, AmountHit)
_KINDS = {
    "state": "state", "government": "government", "ministry": "ministry", "agency": "agency", "armed_force": "armed_force",
    "igo": "igo", "alliance": "alliance", "armed_group": "armed_group", "party": "party", "company": "company",
    "media": "media", "ngo": "ngo", "people": "people", "person": "person", "group": "group", "document": "document",
}  # fmt: skip

# how much oftener than any third party the other side of a report is spoken of
_CLEARLY = 1.5
# how many times as often as that other side its own may be spoken of
_DEALT = 3
# how many words may stand before whom people take to the streets against
_TURNED = 8
# how far before somebody the verb may stand by which he comes to harm
_HARMED = 3
# how many words may stand between what is planned, the word that says so, and its date
_SET_FOR = 3
# how many words may stand between «on» and whose the thing is that is hit: «على قاعدة جوية سورية»
_THINGS = 2
# how many sentences tell what a report is about
_OPENING = 3
# how old the occasion of a report is at most where its opening does not name it
_RECENT = datetime.timedelta(days=2)
# how old it is at most where the opening does
_RECALLED = datetime.timedelta(days=60)
# how far into a sentence, in code points, the date that it opens with may stand
_OPENS = 8
# the rules of dates by which a weekday is named alone
_BARE_DAYS = frozenset({"weekday", "weekday_this"})
# bodies of which one country has several, told apart by name
_NAMED = frozenset({"media", "ngo", "company", "party"})
# marks around what is quoted inside other words
_QUOTES = (("«", "»"), ("“", "”"), ('"', '"'))
_PEOPLE = frozenset({"person", "people", "group", "armed_group", "agency", "armed_force", "party", "government", "ministry"})


class Context:
    """One article being coded: the folded text, the pack, and the actors found so far."""

    def __init__(self, article: Article, folded: Folded, pack: Pack, sentences: list[Sentence]) -> None:
        self.article = article
        self.folded = folded
        self.pack = pack
        self.sentences = sentences
        self.dates: list[DateHit] = []
        self.amount_grammar: AmountGrammar | None = None
        self._amounts: dict[int, list[AmountHit]] = {}
        self.voices = Voices([])
        self.home = ""
        self.members: dict[str, list[str]] = {}
        # whom each side uses force against where the report names both, by code
        self.hits: dict[str, Counter[str]] = {}
        # the one state that people take to the streets against in the report, by code
        self.protested = ""
        self.actors: dict[str, Actor] = {}
        self.mentions: list[Mention] = []
        self._crowded = ""
        self._occasion: tuple[When | None] | None = None
        self._keys: dict[tuple[str, str], str] = {}

    def dates_in(self, start: int, end: int) -> list[DateHit]:
        """Return the dates that begin in ``[start, end)`` of the folded text, in order."""
        return _beginning(self.dates, start, end)

    def amounts_in(self, start: int, end: int) -> list[AmountHit]:
        """Return the amounts that begin in ``[start, end)`` of the folded text, in order; they are looked for sentence by sentence, most of which nobody asks about."""
        return _beginning([hit for sentence in self.sentences_in(start, end) for hit in self._amounts_of(sentence.index)], start, end)

    def _amounts_of(self, index: int) -> list[AmountHit]:
        """Return the amounts of a sentence and of what stands before it behind the last one."""
        found = self._amounts.get(index)
        if found is None and self.amount_grammar is not None:
            begins = self.sentences[index - 1].end if index else 0
            found = self._amounts[index] = find_amounts(self.folded.text, self.amount_grammar, self.home, begins, self.sentences[index].end)
        return found or []

    def sentences_in(self, start: int, end: int) -> list[Sentence]:
        """Return the sentences that have words in ``[start, end)`` of the folded text, in order."""
        first = bisect.bisect_right(self.sentences, start, key=lambda sentence: sentence.end)
        return self.sentences[first : bisect.bisect_left(self.sentences, end, key=lambda sentence: sentence.start)]

    def evidence(self, start: int, end: int) -> Evidence:
        """Return the words of ``[start, end)`` of the folded text, as the article has them."""
        first, last = self.folded.raw(start, end)
        if self.pack.settings.describes == "behind":
            # marks around a few words are no tokens
            first, last = _in_pairs(self.article.text, first, last)
        return Evidence(first, last, self.article.text[first:last])

    def clause(self, proposition: Proposition) -> Evidence:
        """Return the words of a proposition from its predicate to the end of what it governs."""
        end = max(proposition.end, proposition.content[1] if proposition.content else 0, proposition.item.end)
        return self.evidence(proposition.start, min(end, proposition.sentence.end) if proposition.content is None else end)

    def actor(self, phrase: Phrase) -> str:
        """Return the id of the actor a single phrase speaks of; the same actor, the same id."""
        # who has no country is told apart by his words
        named = phrase.name if phrase.is_person or not phrase.code else ""
        body = (phrase.label or skeleton(phrase.name)) if phrase.kind in _NAMED else ""
        key = (skeleton(named) if named else f"{phrase.kind}:{phrase.sector}:{body}", phrase.code or "UNK")
        known = self._keys.get(key)
        if known is None:
            known = self._keys[key] = f"a{len(self._keys) + 1}"
            words = self.evidence(phrase.start, phrase.end).text
            self.actors[known] = Actor(
                id=known,
                kind=_KINDS.get(phrase.kind, "group"),  # type: ignore[arg-type]
                name=phrase.name or words,
                code=phrase.code or "UNK",
                sector=phrase.sector or "UNK",
                labels={"en": phrase.label} if phrase.label else {},
                status="former" if phrase.status == "former" else "current",
            )
        return known

    def ids(self, phrases: Iterable[Phrase], *, places: bool = False) -> list[str]:
        """Return the actor ids of phrases, members in place of groups, each once.

        Places act for nobody; as what is visited or attacked (``places``) they stand for their country.
        """
        found: dict[str, None] = {}
        codes: set[str] = set()
        for phrase in phrases:
            for single in actor_phrases(phrase):
                if (single.place and single.form != "metonym" and not places) or not single.code or single.code in codes:
                    continue
                codes.add(single.code)
                found[self.actor(single)] = None
        return list(found)

    def unknown(self) -> str:
        """Return the actor that stands for an armed perpetrator whom the report does not name."""
        key = ("unknown", "UNK")
        known = self._keys.setdefault(key, f"a{len(self._keys) + 1}")
        self.actors.setdefault(known, Actor(id=known, kind="group", name="unknown", code="UNK", sector="UAF"))
        return known

    def nameless(self, phrases: Iterable[Phrase], proposition: Proposition, *, force: bool) -> list[str]:
        """Return actors for people the report gives no country: armed men are unknown where force is used, others are of where that is, else of its own."""
        for phrase in phrases:
            large = phrase.head.lower() in self.pack.particle_words("at_large")
            if phrase.code or phrase.weak or phrase.members or large or phrase.kind not in _PEOPLE:
                continue
            rebels = phrase.sector in ("REB", "OPP") and phrase.head in self.pack.particle_words("rebels") and bool(self.home)
            armed = (phrase.kind == "armed_group" and not rebels) or (phrase.kind == "armed_force" and phrase.head.lower() in self.pack.particle_words("arms"))
            if force and armed:
                return [self.unknown()]
            # soldiers who fall in a country are its own, unless somebody else's are named
            folk = phrase.kind in ("people", "person") and (not phrase.post or (phrase.number == "p" and phrase.sector in ("MIL", "COP")))
            place = self.place_of(proposition, told=True) if force and folk else None
            code = (place.country if place is not None else None) or self.home
            if code and phrase.number != "d" and not phrase.place:
                return [self.actor(msgspec.structs.replace(phrase, code=code))]
        return []

    def hit_by(self, own: Iterable[str], least: int = 1) -> list[str]:
        """Return the actor that stands for the people whom one side is said to hit most often in the report, ``least`` times at least."""
        most = next((code for code in own if self.hits.get(code)), "")
        return [self._people(code, code) for code, count in self.hits[most].most_common(1) if count >= least] if most else []

    def hitting(self, codes: tuple[str, ...], least: int) -> list[str]:
        """Return the actor that stands for the only side that is said to hit people of one country in the report, ``least`` times at least."""
        by = {own: others[codes[0]] for own, others in self.hits.items() if others[codes[0]]} if len(codes) == 1 else {}
        own, count = next(iter(by.items())) if len(by) == 1 else ("", 0)
        return [i for i, actor in self.actors.items() if actor.code == own][:1] if count >= least else []

    def some_states(self, phrases: Iterable[Phrase]) -> list[str]:
        """Return the actor that stands for states of which the report only says that they are several: «دول عدة»."""
        several = (p for p in phrases if p.kind in ("group", "state") and p.number == "p" and not (p.code or p.members or p.place))
        return [self.actor(phrase) for phrase in itertools.islice(several, 1)]

    def crowd(self, proposition: Proposition) -> list[str]:
        """Return the actors that stand for people in the streets: of the countries where they are or were last, else of the report's."""
        places = [place for place in self._found_places(proposition, told=False) if place.code]
        if not places:
            code = _of_police(proposition) or self._crowded or self.home
            return [self._people(code, code)] if code else []
        self._crowded = places[0].code
        return list(dict.fromkeys(self._people(place.name, place.code) for place in places))

    def demonstrators(self, proposition: Proposition) -> list[str]:
        """Return the actor that stands for those who take to the streets, wherever that is."""
        return self.crowd(proposition) or [self._people("unknown", "UNK")]

    def _people(self, name: str, code: str) -> str:
        """Return the actor that stands for people of a country."""
        known = self._keys.setdefault(("people:CVL", code), f"a{len(self._keys) + 1}")
        self.actors.setdefault(known, Actor(id=known, kind="people", name=name, code=code, sector="CVL"))
        return known

    def country(self, code: str = "") -> str:
        """Return the actor that stands for a state, by default the one the report is about."""
        code = code or self.home
        named = self.pack.states.get(code)
        known = self._keys.setdefault(("state:GOV", code), f"a{len(self._keys) + 1}")
        self.actors.setdefault(known, Actor(id=known, kind="state", name=named.name if named else code, code=code, sector="GOV"))
        return known

    def codes(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the codes of actors, sorted."""
        return tuple(sorted({self.actors[i].code for i in ids}))

    def states(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the codes of actors, sorted, alliances as their members."""
        return tuple(sorted({state for code in self.codes(ids) for state in self.members.get(code, [code])}))

    def spoken_of(self, proposition: Proposition, own: set[str], harmed: Container[int] = ()) -> list[Phrase]:
        """Return the first party, or two sides, other than ``own``, and than those that begin at ``harmed``, that the governed words speak of."""
        if proposition.content is None and (proposition.predicate.operator or proposition.item.kind not in ("verb", "cue")):
            return []
        start, end = proposition.content or (proposition.item.end, proposition.end)
        sentence = proposition.sentence
        parties = self._parties_in(sentence, start, end)
        found = next((i for i, p in enumerate(parties) if p.code not in own and not (p.start in harmed or names_talks(sentence, p))), None)
        if found is None:
            return []
        # «الاتفاق بين كذا وكذا»: both sides
        other = parties[found + 1 : found + 2] if sentence.is_of(parties[found].first - 1, "between") else []
        return [parties[found], *(p for p in other if p.conj and p.code not in own)]

    def harmed_in(self, proposition: Proposition, *, force: bool) -> set[int]:
        """Return where those begin whom harm is done to in the words that a proposition governs, by what leads to them; «on» alone does where these tell of ``force``."""
        sentence, (start, end) = proposition.sentence, proposition.content or (0, 0)
        parties = self._parties_in(sentence, start, end)
        if not force:
            return {party.start for party in parties if is_wronged(sentence, party)}
        # «الهجوم الذي وقع في»: behind that stands what it hit
        struck = next((at for at in sentence.inside(start, end) if sentence.is_of(at, "harming") or sentence.is_of(at, "happening")), len(sentence.tokens))
        return {p.start for p in parties if _is_harmed(sentence, p) or (p.place and p.form != "metonym") or (p.first > struck and not _is_agent(sentence, p))}

    def turned_against(self, proposition: Proposition, own: set[str]) -> list[Phrase]:
        """Return whom people are said to take to the streets against: not who is harmed by it («تنديدا بالعدوان الإسرائيلي على غزة»)."""
        sentence = proposition.sentence
        at = next((at for at in sentence.inside(proposition.item.end, sentence.end) if sentence.is_of(at, "turned_against")), None)
        if at is None:
            return []
        ends = (i for i in range(at, len(sentence.tokens)) if sentence.tokens[i].kind == "punct")
        last = min(at + _TURNED, next(ends, len(sentence.tokens)))
        found = [p for p in self.parties(sentence, at + 1, last) if p.code not in own]
        suffering = not found or _is_harmed(sentence, found[0]) or (found[0].place and is_aim(found[0], sentence))
        return [] if suffering else found[:1]

    def _parties_in(self, sentence: Sentence, start: int, end: int) -> list[Phrase]:
        """Return who is named, or meant by an adjective, in ``[start, end)`` of the folded text."""
        inside = sentence.inside(start, end)
        return self.parties(sentence, inside.start, inside.stop)

    def parties(self, sentence: Sentence, first: int, last: int) -> list[Phrase]:
        """Return who is named, or meant by an adjective, among the tokens ``[first, last)``, in order; a group by its first."""
        inside = [phrase for phrase in sentence.phrases if first <= phrase.first < last]
        covered = {index for phrase in inside for index in range(phrase.first, phrase.last)}
        named = [s for phrase in inside for s in itertools.islice(actor_phrases(phrase), 1)]
        meant = [p for index in range(first, last) if index not in covered for p in self._belonging(sentence, index)]
        return sorted((p for p in (*named, *meant) if p.code and p.kind != "media"), key=lambda phrase: phrase.first)

    def attribution(self, position: int) -> list[Attribution]:
        """Return whose words a place of the article's text belongs to, outermost first: publisher, document, speakers."""
        ladder = [Attribution(role="publisher", name=self.article.publisher)] if self.article.publisher else []
        for voice in self.voices.around(self.folded.folded(position)):
            for phrase in voice.speaker[:1]:
                role: Literal["document", "speaker"] = "document" if phrase.kind == "document" else "speaker"
                ladder.append(Attribution(role=role, name=phrase.name or None, actor=self.actor(phrase), cue=self.evidence(*voice.cue)))
        return ladder

    def other_side(self, own: set[str]) -> list[Phrase]:
        """Return the party that the report deals with beside ``own``: spoken of clearly more often than any third."""
        counts, first = self._spoken_of
        ranked = list(itertools.islice((one for one in counts if one[0] not in own), 2))
        if not ranked or ranked[0][0] not in first or (len(ranked) > 1 and ranked[0][1] < _CLEARLY * ranked[1][1]):
            return []
        dealt = ranked[0][1] > 1 and ranked[0][1] * _DEALT >= sum(count for code, count in counts if code in own)
        return [first[ranked[0][0]]] if dealt else []

    @functools.cached_property
    def _spoken_of(self) -> tuple[list[tuple[str, int]], dict[str, Phrase]]:
        """How often the report speaks of each party by code, most often first, and the first words for each."""
        counts: Counter[str] = Counter()
        first: dict[str, Phrase] = {}
        for sentence in self.sentences:
            for phrase in sentence.phrases:
                for single in actor_phrases(phrase):
                    if single.code and single.kind not in ("media", "document"):
                        counts[single.code] += 1
                        if not single.place:
                            first.setdefault(single.code, single)
        return counts.most_common(), first

    def _belonging(self, sentence: Sentence, index: int) -> list[Phrase]:
        """Return the state that an adjective at ``index`` names, if it is one."""
        token = sentence.tokens[index]
        entry = next((a.entry for a in sentence.analyses[index] if a.entry.kind == "nisba"), None)
        if entry is None or self.pack.stems(sentence.words[index]) & self.pack.particle_words("adjectival"):
            # «المالية» is of finance far oftener than of Mali
            return []
        named = self.pack.names[entry.ref]
        return [Phrase(index, index + 1, token.start, token.end, "state", named.code, "GOV", name=named.name, form="description")]

    def date_of(self, proposition: Proposition) -> When | None:
        """Return when a proposition's act was, or is to be: the date nearest to its words, else the report's occasion.

        What an operator governs has dates of its own: «promised to deliver in May» was not promised in May.
        """
        sentence = proposition.sentence
        governed = proposition.content if proposition.predicate.operator and not proposition.predicate.light else None
        near = [
            hit for hit in self.dates_in(sentence.start, sentence.end)
            if hit.start_date and hit.precision != "before"
            and not (governed and governed[0] <= hit.start < governed[1])
            and not any(start <= hit.start < end and not start <= proposition.start < end for start, end in sentence.asides)
            and not _is_of_another(hit, proposition)
            and (proposition.planned or not self.voices.parts(proposition.start, hit.start))
        ]  # fmt: skip
        if not near:
            return None if proposition.planned else self.occasion
        best = min(near, key=lambda hit: (not proposition.start <= hit.start <= proposition.end, abs(hit.start - proposition.start)))
        return self.when(self._to_come(best) if self._lies_ahead(proposition) else best, best.basis)

    def _lies_ahead(self, proposition: Proposition) -> bool:
        """Return whether an act is to come, by its own words or by those over or under it."""
        operator = self.pack.operators.get(proposition.predicate.frame)
        around = (one for one in (proposition.parent, proposition.child) if one is not None)
        return proposition.planned or (operator is not None and operator.by_act == "plan") or any(one.planned for one in around)

    def _to_come(self, hit: DateHit) -> DateHit:
        """Return a bare weekday of what lies ahead as the next such day: «will visit on Tuesday»."""
        published = self.article.published.start if self.article.published else None
        bare = hit.rule in _BARE_DAYS and hit.end_date is None
        if not bare or not published or not hit.start_date or hit.start_date >= published:
            return hit
        day = datetime.date.fromisoformat(hit.start_date) + datetime.timedelta(weeks=1)
        return dataclasses.replace(hit, start_date=day.isoformat())

    @property
    def occasion(self) -> When | None:
        """The day of what a report is about: the first that its opening names, if it is not yet to come; inferred for the rest."""
        if self._occasion is None:
            opening = self.sentences[_OPENING - 1].end if len(self.sentences) >= _OPENING else len(self.folded.text)
            published = self.article.published.start if self.article.published else None
            days = [h for h in self.dates if h.precision == "day" and h.kind == "date" and h.start_date]
            first = next((h for h in days if h.start < opening), None) or next((h for h in days if published and _just_before(h.start_date, published)), None)
            # «yesterday» that no day is known for: a date beside it is of something else
            lost = published is None and any(h.offset is not None and not h.start_date for h in self.dates)
            known = first is not None and first.start_date is not None and not lost and (published is None or _not_long_before(first.start_date, published))
            self._occasion = (self.when(first, "inferred") if first is not None and known else None,)
        return self._occasion[0]

    def when(self, hit: DateHit, basis: Basis) -> When:
        """Return the date that some words name."""
        return When(hit.start_date, hit.end_date, hit.precision, basis, self.evidence(hit.start, hit.end))

    def is_sport(self, sentence: Sentence) -> bool:
        """Return whether a sentence speaks of sport: what clubs and teams do is no politics."""
        return sentence.speaks_of("sport")

    def is_ahead(self, when: When | None) -> bool:
        """Return whether a date that the report states lies after its publication."""
        published = self.article.published.start if self.article.published else None
        return when is not None and when.start is not None and published is not None and when.basis != "inferred" and len(when.start) == len(published) and when.start > published

    def is_history(self, when: When | None) -> bool:
        """Return whether a date lies a year or more before the report's publication (CODEBOOK 10)."""
        published = self.article.published.start if self.article.published else None
        if when is None or not when.start or not published or when.precision == "after":
            return False
        end = when.end or when.start
        latest = end + "0000-12-31"[len(end) :]
        return latest <= f"{int(published[:4]) - 1}{published[4:]}"

    def is_long_ago(self, proposition: Proposition) -> bool:
        """Return whether a report without a publication date dates an act by its year, or years back: it is no news.

        A sentence that opens with its date is an entry of a chronicle and tells of that day.
        """
        if self.article.published is not None:
            return False
        sentence = proposition.sentence
        near = min(self.dates_in(sentence.start, sentence.end), key=lambda hit: abs(hit.start - proposition.start), default=None)
        if near is None or near.start - sentence.start < _OPENS:
            return False
        return self._names_year(near)

    def _names_year(self, hit: DateHit) -> bool:
        """Return whether a date names the year, or counts back in years."""
        if hit.start_date and hit.basis == "explicit":
            return True
        words = self.folded.text[hit.start : hit.end].split()
        return any(self.pack.stems(skeleton(word)) & self.pack.particle_words("years") for word in words)

    def place_of(self, proposition: Proposition, *, told: bool = False) -> Place | None:
        """Return where it was, as its clause or, unless it must be ``told`` there, its sentence says."""
        best = next(iter(self._found_places(proposition, told=told)), None)
        if best is None:
            return None
        labels = {"en": best.label} if best.label else {}
        spot = best.spot or Spot(None, None, "city" if best.place else "country")
        return Place(best.name, best.code or None, spot.lat, spot.lon, spot.precision, labels, self.evidence(best.start, best.end))  # type: ignore[arg-type]

    def _rule(self, proposition: Proposition) -> Composition | None:
        """Return what becomes of the type of the act that a proposition words; None if it words none."""
        act = self.pack.acts.get(proposition.predicate.frame)
        return self.pack.composition[act.type] if act is not None and act.type is not None else None

    def _found_places(self, proposition: Proposition, *, told: bool) -> list[Phrase]:
        """Return the places of an act, by whether people in the streets or force is told of."""
        rule = self._rule(proposition)
        return found_places(proposition, told=told, crowd=rule is not None and rule.by_people, force=rule is not None and rule.force)


def _in_pairs(text: str, first: int, last: int) -> tuple[int, int]:
    """Return where words begin and end, with the mark that closes or opens a quotation which they hold but for it: «un «acte barbare»»."""
    words = text[first:last]
    for opening, closing in _QUOTES:
        owed = words.count(opening) - words.count(closing) if opening != closing else words.count(opening) % 2
        if not owed:
            continue
        after = last + (text[last : last + 1].isspace() and opening == "«")
        before = first - 1 - (text[first - 1 : first].isspace() and opening == "«")
        if owed == 1 and text[after : after + 1] == closing:
            last = after + 1
        elif owed == -1 and before >= 0 and text[before] == opening:
            first = before
        elif words.endswith(closing):
            last = first + len(words[: -len(closing)].rstrip())
    return first, last


def _of_police(proposition: Proposition) -> str:
    """Return the country of the police that tell of an act: «قالت الشرطة الألمانية إن المتظاهرين»."""
    over = proposition.parent
    while over is not None:
        for phrase in over.subject:
            if phrase.sector == "COP" and phrase.code:
                return phrase.code
        over = over.parent
    return ""


def names_talks(sentence: Sentence, phrase: Phrase) -> bool:
    """Return whether a place only names a document or talks: «اتفاق الدوحة»."""
    if not sentence.start <= phrase.start < sentence.end:
        return False
    before = phrase.first - 1
    while before > 0 and sentence.tokens[before].kind == "punct":
        before -= 1
    return before >= 0 and (phrase.place or phrase.form == "metonym") and sentence.stem_is_of(before, "called_after_places")


def _is_of_another(hit: DateHit, proposition: Proposition) -> bool:
    """Return whether a date is that of something planned, far behind an act: «سافر إلى جنيف لحضور القمة المقررة في مايو»."""
    sentence = proposition.sentence
    at = next(iter(sentence.inside(hit.start, hit.end)), 0)
    planned = next((i for i in range(at - 1, max(at - 1 - _SET_FOR, -1), -1) if sentence.is_of(i, "set_for")), -1)
    return proposition.item.first < planned - _SET_FOR


def suffers(sentence: Sentence, phrase: Phrase) -> bool:
    """Return whether «on» leads from a noun of violence to somebody, whatever adjective stands between: «ضد الحرب الأخيرة على غزة», «الضربات على قاعدة سورية»."""
    if not sentence.start <= phrase.start < sentence.end:
        return False
    nearest = max(phrase.first - _THINGS - 1, 0)
    led = next((at for at in range(phrase.first - 1, nearest - 1, -1) if sentence.has(at, "particle", "prepositions")), 0)
    return led > 0 and sentence.is_of(led, "against") and any(sentence.stem_is_of(at, "wrongs") for at in range(max(led + 1 - _HARMED, 0), led))


def _is_harmed(sentence: Sentence, phrase: Phrase) -> bool:
    """Return whether a preposition or a verb of harm leads to somebody: «هجوم على السعودية», «الذي تعرضت له السعودية»."""
    led = phrase.first > 0 and sentence.is_of(phrase.first - 1, "against")
    return led or is_wronged(sentence, phrase)


def _is_agent(sentence: Sentence, phrase: Phrase) -> bool:
    """Return whether «by» leads to somebody: «من قبل القوات المسلحة»."""
    return any(sentence.is_of(at, "agents") for at in range(max(phrase.first - _THINGS, 0), phrase.first))


def is_wronged(sentence: Sentence, phrase: Phrase) -> bool:
    """Return whether a word of harm leads to somebody, or to what they hold: «المساس بليبيا», «انتهاك سيادة لبنان», not «انتهاك إسرائيل»."""
    if phrase.first > 1 and sentence.is_of(phrase.first - 2, "suffered"):
        # «les massacres subis par les Arméniens»
        return True
    held = _held(sentence, phrase)
    before, done = range(max(phrase.first - _HARMED, 0), phrase.first), range(max(held - _HARMED, 0), max(held, 0))
    return any(sentence.is_of(at, "harming") or sentence.stem_is_of(at, "harms") for at in before) or any(sentence.stem_is_of(at, "wrongs_to_states") for at in done)


def _held(sentence: Sentence, phrase: Phrase) -> int:
    """Return the token of what a state holds that belongs to somebody, -1 if none does: «سيادة لبنان», «l'intégrité territoriale du Liban»."""
    at = phrase.first - 1
    while at > 0 and sentence.is_of(at, "determiners"):
        at -= 1
    if at > 1 and sentence.is_of(at, "genitives"):
        at -= 1 if sentence.stem_is_of(at - 1, "held_by_states") else 2
    return at if at >= 0 and sentence.stem_is_of(at, "held_by_states") else -1


def _beginning(hits: list[Hit], start: int, end: int) -> list[Hit]:
    """Return those of some hits in order that begin in ``[start, end)``."""
    first = bisect.bisect_left(hits, start, key=lambda hit: hit.start)
    return hits[first : bisect.bisect_left(hits, end, key=lambda hit: hit.start)]


def record_id(kind: str, *parts: object) -> str:
    """Return a record's id: derived from its content, the same from run to run."""
    raw = "|".join([kind, *(str(part) for part in parts)])
    return f"{kind[0]}{hashlib.sha256(raw.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def _not_long_before(date: str, published: str) -> bool:
    """Return whether a day can be the occasion of a report by when that was published, not one that it only recalls."""
    past = datetime.date.fromisoformat(published) - datetime.date.fromisoformat(date) if len(published) == len(date) else datetime.timedelta(0)
    return date <= published and past <= _RECALLED


def _just_before(date: str | None, published: str) -> bool:
    """Return whether a day is that of a report's publication or one of the few before it."""
    if date is None or len(published) != len(date):
        return False
    past = datetime.date.fromisoformat(published) - datetime.date.fromisoformat(date)
    return datetime.timedelta(0) <= past <= _RECENT
