"""Actor phrases of languages whose nouns stand before what describes them: «le ministre russe des Affaires étrangères»."""

from __future__ import annotations

import itertools
from typing import NamedTuple

import msgspec

from mithaq.annotate.sentence import Phrase
from mithaq.annotate.svo.mentions import SENT, Owned, PhraseReader
from mithaq.packs.pack import Named, NameHit

# how many words may stand before a title, belong to the name of a body, and follow an adjective that parts a title
_BEFORE, _BODY, _TAIL = 4, 16, 9
# how many words all the fields of a minister have at most
_FIELDS = 24
_SERVING = ("adviser", "spokesperson", "envoy", "deputy_minister", "deputy_mayor")
# posts that a further title says more about, and those that are ranks beside an office
_GENERAL, _RANKS = ("other_minister", ""), ("military_commander",)
_THINGS = ("group", "document")
# which of a group may be named behind it
_STATES = ("state", "igo", "alliance")
# bodies that somebody leads, or that people make up
_LED = ("agency", "group", "armed_force")


class Title(NamedTuple):
    """A title with what belongs to it: its noun, whose it is, where it ends, what stands before it."""

    role: NameHit
    owners: tuple[Named, ...]
    end: int
    before: Owned


class HeadFirstReader(PhraseReader):
    """Reads the phrases of one sentence."""

    def is_epithet(self, phrase: Phrase) -> bool:
        """Return whether a body only describes the noun behind it, which may be a participle of its own: «une délégation conduite par»."""
        return super().is_epithet(phrase) and not self.w.verbs(phrase.last)

    def finish(self, phrases: list[Phrase]) -> None:
        """Give bodies and groups without a country those that the words behind them name."""
        self._led(phrases)
        for at, several in enumerate(phrases):
            named = [*itertools.takewhile(lambda one: one.kind in _STATES and (one.conj or self.w.text(one.first - 1) == ","), phrases[at + 2 :])]
            first = phrases[at + 1].first if at + 1 < len(phrases) else 0
            listed = len(named) > 0 and bool(named[-1].conj) and self.w.text(several.last) == "," and first == several.last + 1
            plural = several.number == "p" or several.kind == "group"
            # «dix pays européens, dont la France»: not their union
            unnamed = not several.code or (several.kind == "group" and ":" in several.code)
            if plural and unnamed and not several.members and phrases[at + 1 :] and phrases[at + 1].kind in _STATES and (self._names_some(several.last, first) or listed):
                several.code, several.members = "", [phrases[at + 1], *named]

    def _names_some(self, at: int, first: int) -> bool:
        """Return whether what stands between two tokens says that some of a group follow: «dix pays, dont la France»."""
        at += self.w.text(at) == ","
        past = at + 1 if self.w.is_of(at, "among_them") else self.w.past_phrase(at, "some_of_them")
        return past > at and first == past

    def _led(self, phrases: list[Phrase]) -> None:
        """Let a body without a country be of whoever leads it or makes it up, and a leader without one of his body's: «une mission conduite par un général gabonais»."""
        for body, people in itertools.pairwise(phrases):
            if body.kind not in _LED or bool(body.code) == bool(people.code) or people.place:
                continue
            at = body.last + (self.w.text(body.last) == ",")
            led = self.w.is_of(at, "led_by") and self.w.is_of(at + 1, "agents", "genitives")
            first = at + 2 if led else body.last + 1
            if people.first != first and not (led and people.first == first + self.w.is_of(first, "determiners")):
                continue
            if body.code and led and people.is_person and people.post:
                people.code, people.weak = body.code, body.weak
            elif not body.code and (led or (people.number == "p" and self.w.is_of(body.last, "genitives"))):
                body.code, body.weak = people.code, people.weak

    def phrase(self, at: int) -> Phrase | None:
        """Return the phrase that begins at token ``at``; a name that a title begins is a name: «Conseil de sécurité»."""
        if self.w.is_timed(at):
            return None
        if not self.s.names[at]:
            return super().phrase(at)
        hit, role = self.w.name(at), self.w.role(at)
        named = hit is not None and role is not None and hit.named.type == "org" and not hit.named.weak and hit.end >= role.end and self.w.is_large(at)
        return (self._known(at) if named else None) or super().phrase(at)

    def _titled(self, at: int) -> Phrase | None:
        """Return the phrase of a title with what describes it, and the name it announces."""
        title = self._title(at)
        if title is None:
            return None
        named = title.role.named
        single = named.kind == "person" and named.number != "p"
        name = self._name_end(title.end) if single and not self.w.is_of(title.end, "determiners") else title.end
        phrase = self._of_role(at, named, max(name, title.end), title.owners, title.before)
        self._post(phrase, title.role, Owned(title.end))
        if name > title.end:
            first = self._after_honorifics(title.end)
            phrase.name, phrase.title, phrase.form = self._words(first, name), (phrase.start, self.w.end_of(title.end - 1)), "name"
            self._complete(phrase)
            self._same_office(phrase)
        elif single and not self._holds_too(phrase):
            self._named_behind(phrase)
        return self._distributed(phrase, title.owners)

    def _holds_too(self, phrase: Phrase) -> bool:
        """Take the further title that stands between commas behind one, and the name behind it: «le ministre d'État, ministre de la Défense, le général Jean Dupont, a reçu»."""
        first = phrase.last + 1 + self.w.is_of(phrase.last + 1, "determiners")
        other = self._titled(first) if self.w.text(phrase.last) == "," and self.w.role(first) is not None else None
        if other is None or not (other.is_person and other.name) or (other.code and phrase.code and other.code != phrase.code):
            return False
        ranked, closes = other.post in _RANKS, self.w.text(other.last) == "," or self.w.text(other.last - 1) == "," or self._speaks(other.last)
        if not closes or (first > phrase.last + 1 and not ranked) or other.post == "counterpart":
            return False
        if phrase.post in _GENERAL and not ranked:
            phrase.post, phrase.head = other.post, other.head
        phrase.title = (phrase.start, phrase.end)
        phrase.name, phrase.label, phrase.end, phrase.form = other.name, other.label, other.end, "name"
        phrase.code, phrase.last = phrase.code or other.code, other.last + (self.w.text(other.last) == ",")
        return True

    def _title(self, at: int) -> Title | None:
        """Return the title that begins at a token."""
        before = self._before(at)
        role = self.w.role(before.end) if before.end < self.w.size else None
        if role is None or (self.w.verbs(before.end) and role.end == before.end + 1 and not before.end > at and self._reads_as_verb(before.end)):
            return None
        if self._is_adjective(before.end, role) and before.end == at:
            return None
        owners = [nisba for index in range(before.end, role.end) if (nisba := self.w.nisba(index)) is not None]
        owners = owners or self._named_inside(range(before.end + 1, role.end))
        end = self._described(role.end, owners)
        parted = self._whole(before.end, role, end)
        if parted is not None:
            role, end = parted, self._described(parted.end, owners)
        end = self._belonging(end, owners, role.named)
        if (not owners and role.end == before.end + 1 and self.w.is_of(before.end, "owned_roles")) or (role.named.kind in _THINGS and self._words_act(before.end)):
            return None
        called = self.w.name(end)
        if role.named.kind != "person" and not owners and called is not None and called.named.type == "org" and not called.named.weak and self.w.is_large(end):
            # «le groupe Wagner» is called by its name
            return None
        status = before.status or self._status(range(role.end, end))
        return Title(role, tuple(owners), end, before._replace(status=status))

    def _words_act(self, at: int) -> bool:
        """Return whether a noun words an act, or is a verb, so that nobody is meant by it: «un sommet», «Paris enquête»."""
        if self.w.verbs(at) and not self.w.is_of(at - 1, "determiners", "possessives", "contracted_articles", "numbers"):
            return True
        return any(self.pack.lexemes[a.entry.ref].predicates for a in self.w.forms(at, "noun") if a.entry.ref >= 0)

    def _is_adjective(self, at: int, role: NameHit) -> bool:
        """Return whether a word that can be a title only describes the noun before it: «aide militaire»."""
        before = at - 1
        if role.end > at + 1 or self.w.is_large(at) or not self.w.is_word(before) or self.w.is_large(before) or self.w.is_timed(before):
            return False
        return not self.w.is_function(before) and not self.w.is_of(before, "numbers") and not self.w.forms(before, "modifier") and (bool(self.w.nouns(before)) or not self.w.verbs(before))

    def _post(self, phrase: Phrase, role: NameHit, behind: Owned) -> None:
        """Let a president of something else than a state head a body, and whoever heads a committee of a parliament be a legislator."""
        stately = phrase.post == "head_of_state"
        super()._post(phrase, role, behind)
        if stately and phrase.post != "legislator":
            of_state = bool(role.named.tail) or self._is_of_state(range(role.end, behind.end))
            phrase.post, phrase.sector = ("head_of_state", "GOV") if of_state else ("head_of_organisation", "UNK")

    def _is_of_state(self, inside: range) -> bool:
        """Return whether words behind a title name nothing but a state: «français», «de la République d'Arménie»."""
        at = inside.start
        while at < inside.stop:
            name, nisba = self.w.name(at), self.w.nisba(at)
            if name is not None and name.named.type in ("state", "capital", "seat"):
                at = name.end
                continue
            if not (nisba is not None and ":" not in nisba.code) and not self.w.is_of(at, "genitives", "determiners", "and", "of_states") and not self.w.forms(at, "modifier"):
                return False
            at += 1
        return True

    def _before(self, at: int) -> Owned:
        """Return what stands before a title: adjectives, numbers."""
        status, count, index = "", 0, at
        while index < min(self.w.size, at + _BEFORE) and self.w.role(index) is None:
            if found := self.w.forms(index, "modifier"):
                status = found[0].entry.tense or status
            elif index == at and self.w.is_of(index, "two", "several"):
                count = 2 if self.w.is_of(index, "two") else 0
            else:
                break
            index += 1
        return Owned(index, (), status, count)

    def _status(self, inside: range) -> str:
        """Return what an adjective behind a title says of its holder: «le président sortant»."""
        return next((found[0].entry.tense for at in inside if (found := self.w.forms(at, "modifier")) and found[0].entry.tense), "")

    def _described(self, at: int, owners: list[Named]) -> int:
        """Return the token after the adjectives that begin at ``at``; whose they make it goes to ``owners``: «russe et ukrainien»."""
        while at < self.w.size:
            nisba = self.w.nisba(at)
            joined = bool(owners) and self.w.is_of(at, "and") and self.w.nisba(at + 1) is not None and not self.w.is_large(at + 1)
            listed = bool(owners) and self.w.text(at) == "," and self.w.nisba(at + 1) is not None and self.w.is_of(at + 2, "and")
            if nisba is not None and (not self.w.is_large(at) or self.w.is_large(at - 1)):
                owners.append(nisba)
            elif not (self.w.forms(at, "modifier") and not self.w.is_large(at)) and not joined and not listed:
                break
            at += 1
        return at

    def _whole(self, first: int, role: NameHit, at: int) -> NameHit | None:
        """Return the title whose words an adjective parts: «ministre russe des Affaires étrangères»; None if nothing is parted."""
        if at <= role.end:
            return None
        size = role.end - first
        words = [*self.s.known[first : role.end], *self.s.known[at : at + _TAIL]]
        hit = next((hit for hit in self.pack.names_in(words)[0] if hit.named.type == "role" and hit.end > size), None)
        return msgspec.structs.replace(hit, end=at + hit.end - size) if hit is not None else None

    def _named_inside(self, inside: range) -> list[Named]:
        """Return the body or state that the words of a title name: «le patron de l'ONU», «le chef du Pentagone»."""
        names = (hit.named for index in inside if self.w.is_large(index) and (hit := self.w.name(index)) is not None and hit.end <= inside.stop)
        return [named for named in names if named.type in ("seat", "org", "state") and not named.weak][:1]

    def _belonging(self, at: int, owners: list[Named], role: Named) -> int:
        """Return the token after whose a title is, or what it is about: «de la Russie», «du ministère russe», «aux Affaires européennes»."""
        end = self._portfolios_end(self._district_end(at, owners), role)
        while True:
            index = self.w.after_brackets(end)
            sent = role.post in SENT and self.w.is_of(index, "title_places")
            about = self.w.is_of(index, "title_topics") and self.w.is_large(self._past_article(index + 1)) and self._is_topic(self._past_article(index + 1))
            joined = self.w.is_of(index, "and") and self.w.is_of(index + 1, "genitives", "title_topics") and end > at and self.w.is_large(self._past_article(index + 2))
            several = role.number == "p" and bool(owners) and self.w.text(index) == "," and self.w.is_of(index + 1, "genitives") and self.w.name(self._past_article(index + 2)) is not None
            joined = joined or several
            owned = role.post != "counterpart" and (self.w.is_of(at - 1, "possessives") or any(self.w.is_of(first, "possessives") for first in range(max(at - 3, 0), at)))
            listed = not joined and self.w.is_of(index, "and") and self.w.is_of(index + 1, "determiners") and end > at and self.w.role(index + 2) is None and self.w.is_word(index + 2)
            if not ((self.w.is_of(index, "genitives") and not owned) or listed or sent or about or joined):
                return index if index > end and self.w.text(index - 1) == ")" else end
            found: list[Named] = []
            first = self._past_article(index + 1 + (joined or listed))
            if role.post in _SERVING and self.w.is_of(index, "genitives") and (served := self.w.role(first)) is not None and served.named.kind == "person":
                # «le conseiller du président français»
                inner = self._title(first)
                owners += inner.owners if inner is not None else ()
                return inner.end if inner is not None else end
            last = self._past_adjectives(self._body_end(first, found))
            if owners and not joined and role.kind == "armed_force" and any(one.type == "state" for one in found):
                # «le retrait des troupes françaises du Niger»: whence, not whose
                return end
            if not listed and (unknown := self._locality_end(first)) > first:
                # «le gouverneur de la région de Dnipropetrovsk»: of a place that no list knows
                return unknown
            if last <= first or (listed and self.w.text(last) != ","):
                return end
            owners += found if (not owners or joined) and not about else []
            end = last

    def _portfolios_end(self, at: int, role: Named) -> int:
        """Return the token after the further fields of a minister, which commas part: «ministre des Affaires étrangères, de la Coopération et de l'Intégration, M. Dupont»; ``at`` if none follow."""
        listed = role.kind == "person" and role.post.endswith("minister") and self.w.text(at) == "," and self.w.is_of(at + 1, "genitives", "title_topics")
        end, joined = at + 2, False
        while listed and end < min(at + _FIELDS, self.w.size) and self._after_honorifics(end) == end and not (joined and self.w.text(end) == ",") and not self.w.verbs(end):
            joined = joined or (self.w.is_of(end, "and") and self.w.is_of(end + 1, "genitives", "title_topics"))
            end += 1
        return end if listed and joined and self.w.text(end) == "," else at

    def _past_adjectives(self, at: int) -> int:
        """Return the token after an adjective that «et» joins to the name of a body: «Affaires européennes et eurasiennes»."""
        follows = self.w.is_of(at, "and") and self.w.is_word(at + 1) and not self.w.is_large(at + 1) and not self.w.is_function(at + 1)
        plain = follows and not self.w.verbs(at + 1) and self.w.nisba(at + 1) is None and self.w.role(at + 1) is None
        return at + 2 if plain and self.w.text(at + 2) in (",", "", ".") else at

    def _district_end(self, at: int, owners: list[Named]) -> int:
        """Return the token after the name of a district whose kind ends the title: «président de la région Bretagne»; ``at`` if none."""
        if not self.w.is_of(at - 1, "localities") or not self.w.is_large(at):
            return at
        hit = self.w.name(at)
        if hit is not None:
            owners += [hit.named] if not owners else []
            return hit.end
        return self._locality_end(at - 1)

    def _locality_end(self, at: int) -> int:
        """Return the token after a district, its kind before its name; ``at`` if none begins there."""
        end = at + 1
        while self.w.is_of(end, "genitives", "determiners"):
            end += 1
        named = self.w.is_of(at, "localities") and self.w.is_large(end) and self.w.name(end) is None
        while named and self.w.is_large(end):
            end += 1
        return end if named else at

    def _is_topic(self, at: int) -> bool:
        """Return whether a word names what an office is about rather than where somebody is."""
        hit = self.w.name(at)
        return hit is None or hit.named.type not in ("state", "capital", "place")

    def _past_article(self, at: int) -> int:
        return at + 1 if self.w.is_of(at, "determiners") else at

    def _body_end(self, at: int, owners: list[Named]) -> int:
        """Return the token after the noun, country or body that begins at ``at``; whose it is goes to ``owners``."""
        index = at
        while index < min(self.w.size, at + _BODY):
            name, role, nisba = self.w.name(index), self.w.role(index), self.w.nisba(index)
            if name is not None and name.named.type != "person" and self.w.is_large(index):
                owners.append(name.named)
                return self._described(name.end, [])
            if role is not None and (role.named.kind != "person" or index > at):
                if role.named.kind == "person":
                    return index
                return self._belonging(self._described(role.end, owners), owners, role.named)
            if nisba is not None:
                owners.append(nisba)
            elif not self._is_body_word(index, at):
                return index
            index += 1
        return index

    def _is_body_word(self, at: int, first: int) -> bool:
        """Return whether a word belongs to the name of a body that begins at ``first``: a noun, an adjective of it, a large word."""
        if not self.w.is_word(at) or self.w.is_function(at) or self.w.is_timed(at):
            return False
        if self.w.is_large(at):
            return at == first or self.w.is_of(at, "body_words") or self.w.is_large(at - 1)
        return at - first < 2 and not (self.w.verbs(at) and not self.w.nouns(at)) and self.w.role(at) is None

    def _apposed(self, phrase: Phrase) -> bool:
        """Take the title behind a name: «Sergueï Lavrov, ministre russe des Affaires étrangères, a dit»."""
        at = phrase.last
        if self.w.text(at) != ",":
            return False
        among = self.w.past_phrase(at + 1, "one_of")
        first = self._past_article(at + 1) if among == at + 1 else among
        title = self._title(first)
        several = title is not None and title.role.named.number == "p"
        if title is None or title.role.named.kind != "person" or several != (among > at + 1) or self._name_end(title.end) > title.end:
            return False
        told = self._of_role(first, title.role.named, title.end, title.owners, title.before)
        self._post(told, title.role, Owned(title.end))
        phrase.post, phrase.sector, phrase.status, phrase.gender = told.post, told.sector, told.status, told.gender
        phrase.code, phrase.title, phrase.head = told.code or phrase.code, (self.w.start_of(first), told.end), told.head
        phrase.last = title.end + (self.w.text(title.end) == ",")
        return True

    def _person(self, at: int) -> Phrase | None:
        """Return the phrase of a person by name, also of one who has only a form of address before it: «M. Zelensky»."""
        found, first = super()._person(at), self._after_honorifics(at)
        end = self._name_end(at)
        if found is not None or first == at or end <= first or not self.w.is_large(first):
            return found
        known = next((hit.named for hit in self.s.names[first] if hit.named.type == "person" and hit.end == end), None)
        phrase = Phrase(at, end, self.w.start_of(first), self.w.end_of(end - 1), "person", name=self._words(first, end), number="s")
        if known is not None:
            phrase.name, phrase.label, phrase.code, phrase.sector, phrase.post = known.name, known.label, known.code, known.sector, known.post
        return phrase

    def _after_honorifics(self, at: int) -> int:
        """Return the token after forms of address and the party that stands before a name: «le député LR Jean Dupont»."""
        at = super()._after_honorifics(at)
        hits = self.s.names[at] if at < self.w.size else ()
        party = next((hit for hit in hits if hit.named.type == "org" and hit.named.kind == "party"), None)
        return party.end if party is not None and self.w.is_name_part(party.end) else at

    def _breaks_off(self, at: int) -> bool:
        """Return whether a name ends at a token without the comma that should follow it: «le ministre, Jean Dupont lors d'une visite»."""
        return self.w.is_of(at, "prepositions", "subordinators", "relatives", "but") and not self.w.is_of(at, "name_particles")

    def _speaks(self, at: int) -> bool:
        """Return whether a verb follows: what people with names do."""
        return bool(self.w.verbs(at)) or self.w.is_of(at, "weak_negations", "reflexives", "object_clitics", "subject_relatives")

    def _people(self, at: int) -> Phrase | None:
        """Return the phrase of a people: «les Irakiens»; an adjective is none."""
        return super()._people(at) if self.w.is_large(at) else None
