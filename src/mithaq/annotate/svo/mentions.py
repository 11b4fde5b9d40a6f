"""Actor phrases: titles before and behind names, genitives and adjectives of belonging, names, peoples."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from mithaq.annotate.names import NameBook
from mithaq.annotate.sentence import Phrase
from mithaq.annotate.svo.words import Words
from mithaq.packs.pack import Named, NameHit

# how many words may stand before the title of a phrase, and how many unknown ones between a country and a noun
_BEFORE, _FILLERS = 9, 2
_NAME, _BODY = 5, 14
_BODIES = ("ministry", "agency", "ngo", "company", "igo", "government", "group", "party", "media", "armed_force")
_KINDS = {"state": "state", "seat": "government", "capital": "government", "place": "state", "person": "person"}
# who stands for a country in another, which «in» or «to» names
SENT = ("ambassador", "envoy", "diplomat", "military_attache")
# how many other words may stand around the state whose head somebody is
_UNNAMED = 5


class Owned(NamedTuple):
    """What stands before or behind a title: whose it is, what kind of holder, where it ends."""

    end: int
    owners: tuple[Named, ...] = ()
    status: str = ""
    sides: int = 0


class PhraseReader:
    """Reads the phrases of one sentence."""

    def __init__(self, words: Words, book: NameBook) -> None:
        self.w, self.s, self.pack, self.book = words, words.s, words.pack, book

    def phrase(self, at: int) -> Phrase | None:
        """Return the phrase that begins at token ``at``."""
        if self.w.is_timed(at) or not self._may_begin(at):
            return None
        return self._titled(at) or self._known(at) or self._person(at) or self._people(at)

    def finish(self, phrases: list[Phrase]) -> None:
        """Complete the phrases of the sentence by those that stand beside them."""

    def is_epithet(self, phrase: Phrase) -> bool:
        """Return whether a body without article or owner only describes the noun behind it: «military aid»."""
        bare = phrase.form == "description" and not phrase.code and phrase.last == phrase.first + 1 and phrase.number != "p" and not self.w.is_large(phrase.first)
        plain = self.w.is_word(phrase.last) and bool(self.w.nouns(phrase.last)) and not self.w.is_of(phrase.first - 1, "definite")
        return bare and (plain or self.w.part_of(phrase.last) >= 0)

    def placed(self, phrase: Phrase, before: Phrase | None) -> Phrase:
        """Return a phrase with what stands before it: an article, a possessive, a conjunction, a preposition of place."""
        at = phrase.first - 1
        if not phrase.code and self.w.is_of(at, "foreign"):
            # «Western economists» are of no country of the report
            phrase.first, phrase.weak, at = at, True, at - 1
        if self.w.is_of(at, "determiners", "possessives"):
            phrase.det = self.w.is_of(at, "definite")
            phrase.count = phrase.count or 2 * self.w.is_of(at, "both")
            # «urged all parties»: whichever there are
            phrase.weak = phrase.weak or (not phrase.code and phrase.number == "p" and self.w.is_of(at, "whoever"))
            phrase.owned = self.w.is_of(at, "possessives")
            phrase.first = at
            at -= 1
        elif self.w.is_of(at, "contracted_articles"):
            phrase.det = True
        while (head := self.w.part_of(at)) >= 0:
            # «thousands of Iraqis» are Iraqis
            phrase.first = head - self.w.is_of(head - 1, "determiners", "numbers")
            at = phrase.first - 1
        # «two ministers» have not been spoken of
        phrase.count *= phrase.det
        if self.w.is_of(at, "and") and before is not None and before.last >= at - 1:
            phrase.conj = "and"
        if phrase.form == "metonym" and self.w.is_of(at, "of_place"):
            phrase.place, phrase.form = True, "name"
        return phrase

    # --- titles ------------------------------------------------------------------------------------------

    def _titled(self, at: int) -> Phrase | None:
        """Return the phrase of a title with whose it is before or behind it, and the name it announces."""
        before = self._before(at)
        role = self.w.role(before.end) if before.end < self.w.size else None
        if role is None:
            return None
        if self.w.verbs(before.end) and role.end == before.end + 1 and not role.named.post and self._reads_as_verb(before.end, owned=bool(before.owners)):
            return None
        behind = self._behind(self._past_stop(role), posted=role.named.post not in ("", "other_official"), person=role.named.kind in ("person", "agency", "government"), opens=self.w.opens(at - self.w.is_of(at - 1, "determiners")))
        announces = role.named.kind == "person" and role.named.number != "p" and not (role.named.post in ("", "other_official") and self.w.is_large(role.end - 1))
        name = self._name_end(behind.end) if announces else behind.end
        # an ambassador in or to a country is of another
        sent = role.named.post in SENT and self.w.is_of(role.end, "in", "to_infinitive")
        owners = before.owners or (() if sent else behind.owners)
        phrase = self._of_role(at, role.named, name if name > behind.end else behind.end, owners, before)
        self._post(phrase, role, behind)
        if phrase.post == "head_of_state" and owners and owners[0].type == "org":
            # «Nintendo president Shuntaro Furukawa»
            phrase.post, phrase.sector = "head_of_organisation", owners[0].sector or "UNK"
        if behind.end == role.end and not self.w.is_of(role.end, "title_links"):
            phrase.code = phrase.code or self.pack.settings.states_by_title.get(role.named.name.lower(), "")
        if name > behind.end:
            first = self._after_honorifics(behind.end)
            phrase.name, phrase.title, phrase.form = self._words(first, name), (phrase.start, phrase.end), "name"
            self._complete(phrase)
            self._same_office(phrase)
            self._reigns_over(phrase)
        elif role.named.kind == "person" and role.named.number != "p":
            self._named_behind(phrase)
        if not phrase.name and self.w.is_large(at) and role.named.kind == "person" and not owners and not self._is_alone(at):
            return None
        return self._distributed(phrase, owners)

    def _reigns_over(self, phrase: Phrase) -> None:
        """Take the country behind a name that its title left open: «King Hassan of Morocco»."""
        name = self.w.name(phrase.last + 1) if self.w.is_of(phrase.last, "part_links") and phrase.last + 1 < self.w.size else None
        if not phrase.code and name is not None and name.named.type == "state":
            phrase.code, phrase.last, phrase.end = name.named.code, name.end, self.w.end_of(name.end - 1)

    def _may_begin(self, at: int) -> bool:
        """Return whether a phrase can begin at a token: a name or title, a capital, an adjective or a number."""
        return bool(self.s.names[at]) or self.w.is_large(at) or not self.s.known[at].kinds.isdisjoint(("nisba", "modifier")) or self.w.is_of(at, "two", "several")

    def _same_office(self, phrase: Phrase) -> None:
        """Let «Minister Chung» be the foreign minister of whom the report told before."""
        same = self._earlier(phrase.name)
        if same is not None and same.post and same.post != phrase.post and phrase.post == "other_minister":
            phrase.post, phrase.title = same.post, None

    def _past_stop(self, role: NameHit) -> int:
        """Return the token after a title and the full stop that shortens it: «Sen. Tom Hale»."""
        shortened = self.w.text(role.end) == "." and self.w.text(role.end - 1) in self.pack.settings.abbreviations
        return role.end + shortened

    def _reads_as_verb(self, at: int, *, owned: bool = True) -> bool:
        """Return whether a word that could be a title goes on as a verb: a name before it, an object or a clause behind it."""
        if not owned:
            return (self.w.is_large(at - 1) or self.w.is_of(at - 1, "told_in")) and self.w.is_of(at + 1, "complementisers")
        return self.w.is_of(at + 1, "determiners", "complementisers", "possessives")

    def _is_alone(self, at: int) -> bool:
        """Return whether a capitalised title stands for its holder: «The President said»."""
        return self.w.opens(at) or self.w.is_of(at - 1, "determiners") or not self.w.is_large(at - 1)

    def _before(self, at: int) -> Owned:
        """Return what stands between ``at`` and a title: countries, bodies, adjectives, numbers."""
        owners: list[Named] = []
        status, count, index = "", 0, at
        while index < min(self.w.size, at + _BEFORE):
            role, name, nisba = self.w.role(index), self.w.name(index), self.w.nisba(index)
            if role is not None and (name is None or name.end <= role.end):
                if not self._only_describes(role):
                    break
                index = role.end
                continue
            if name is not None and name.named.type != "person":
                owners.append(name.named)
                index = self.w.after_brackets(name.end)
                index += self.w.is_possessive(index)
            elif nisba is not None:
                owners.append(nisba)
                index = self.w.nisba_end(index)
            elif found := self.w.forms(index, "modifier"):
                status = found[0].entry.tense or status
                index += 1
            elif index == at and self.w.is_of(index, "two", "several"):
                count = 2 if self.w.is_of(index, "two") else 0
                index += 1
            elif owners and self.w.is_of(index, "and") and (self.w.nisba(index + 1) is not None or self.w.name(index + 1) is not None):
                index += 1
            elif step := self._fillers(index, bool(owners)):
                index = step
            else:
                break
        return Owned(index, tuple(owners), status, count)

    def _only_describes(self, role: NameHit) -> bool:
        """Return whether a title or body only says of what kind the holder or body behind it is: «military officials», «the refugee agency»."""
        following = self.w.role(role.end)
        if following is None or self.w.is_large(role.end) or self.w.verbs(role.end):
            return False
        of_what_kind = role.named.kind == "person" and not role.named.post and role.named.number != "p"
        return following.named.kind in ("person", "people") or (of_what_kind and following.named.kind in (*_BODIES, "armed_group"))

    def _fillers(self, at: int, owned: bool) -> int:
        """Return the token of a title behind words that only say of what kind it is: «U.S. wheat organizations», «the Commerce Department»; 0 if none."""
        for index in range(at, at + _FILLERS + 1):
            role = self.w.role(index) if index < self.w.size else None
            if role is not None:
                body = role.named.kind in _BODIES or role.named.number == "p" or bool(role.named.post)
                return index if index > at and body and (owned or self.w.is_large(index)) else 0
            large = self.w.is_large(index) and not self.w.opens(index - 1) and self.w.name(index) is None
            small = owned and not self.w.is_large(index) and self.w.is_word(index) and not self.w.verbs(index) and self.w.text(index) != "'s"
            if not (large or small) or self.w.is_function(index) or self.w.is_timed(index):
                return 0
        return 0

    def _behind(self, at: int, *, person: bool = True, opens: bool = False, posted: bool = True) -> Owned:
        """Return whose a title is by what follows it: «of Russia», «of the Russian Duma's committee», «for Africa»."""
        at = self.w.after_brackets(at)
        owners: list[Named] = []
        # «ambassador to», but no «letter to»; «officials from» where they begin a sentence
        if (self.w.is_of(at, "title_links" if person else "body_title_links") and (posted or not self.w.is_of(at, "to_infinitive"))) or (person and opens and self.w.is_of(at, "from")):
            index = at + 1 + self.w.is_of(at + 1, "determiners")
            end = self._body_end(index, owners)
            if end > index:
                at = self.w.after_brackets(end)
        elif self.pack.settings.genitive_case and self._is_owner(at):
            at = self.w.after_brackets(self._body_end(at, owners))
        if self.w.is_of(at, "and") and (other := self.w.role(at + 1)) is not None and other.named.kind == "person" and self.w.is_large(at + 1) and self.w.is_large(at - 1):
            more = self._behind(other.end)
            return Owned(more.end, (*owners, *more.owners))
        return Owned(at, tuple(owners))

    def _is_owner(self, at: int) -> bool:
        """Return whether a country or body begins at a token, which its case alone ties to the title before it."""
        name, role = self.w.name(at), self.w.role(at)
        return (name is not None and name.named.type != "person") or (role is not None and role.named.kind != "person") or self.w.nisba(at) is not None

    def _body_end(self, at: int, owners: list[Named]) -> int:
        """Return the token after the name of the country or body that begins at ``at``; whose it is goes to ``owners``."""
        index = last = at
        while index < min(self.w.size, at + _BODY):
            name, nisba, role = self.w.name(index), self.w.nisba(index), self.w.role(index)
            if name is not None and name.named.type not in ("person",):
                owners.append(name.named)
                index = last = self.w.after_brackets(name.end)
                if not self.w.is_possessive(index) and not self._goes_on(index) and not self._body_ahead(index):
                    break
            elif nisba is not None or (role is not None and role.named.kind != "person" and last == index):
                owners += [nisba] if nisba is not None else []
                index = last = role.end if role is not None and nisba is None else index + 1
            elif self.w.is_possessive(index) or self.w.is_of(index, "body_links"):
                index += 1
            elif self.w.is_large(index) and not self.w.is_timed(index) and role is None and not self._begins_name(index, at) and (self._body_ahead(index) or last == at):
                index = last = index + 1
            else:
                break
        return last

    def _body_ahead(self, at: int) -> bool:
        """Return whether the capitalised words from ``at`` on lead to what only bodies are called: «Wheat Associates»."""
        while self.w.is_large(at) or self.w.is_of(at, "body_links"):
            if self.w.is_large(at) and self.w.is_of(at, "body_words"):
                return True
            at += 1
        return False

    def _goes_on(self, at: int) -> bool:
        """Return whether a further country is joined to one: «of Russia and China»."""
        return self.w.is_of(at, "and") and self.w.name(at + 1) is not None

    def _begins_name(self, at: int, first: int) -> bool:
        """Return whether the name of a person rather than of a body goes on at ``at``: behind «Committee», «Affairs»."""
        return at > first and self.w.is_of(at - 1, "body_words") and not self.w.is_of(at, "body_words")

    def _of_role(self, at: int, named: Named, end: int, owners: tuple[Named, ...], before: Owned) -> Phrase:
        """Return the phrase of a title."""
        start = self.w.start_of(at)
        owner = owners[0] if owners else None
        sector = named.sector
        if owner is not None and owner.type == "org" and sector in ("UNK", "GOV"):
            sector = owner.sector or sector
        return Phrase(
            at, end, start, self.w.end_of(end - 1), named.kind, owner.code if owner else "", sector or "UNK", named.post,
            gender=named.gender, number=named.number, status=before.status if before.status in ("former", "acting", "designate") else "",
            form="title" if named.kind == "person" else "description", head=named.name, count=before.sides, det=self.w.is_of(at - 1, "definite"),
        )  # fmt: skip

    def _post(self, phrase: Phrase, role: NameHit, behind: Owned) -> None:
        """Let whoever heads a committee of a parliament be a legislator."""
        inside = range(role.end, behind.end)
        if phrase.post in ("head_of_organisation", "head_of_department") and any(self.w.is_of(i, "legislatures") for i in (*inside, *range(phrase.first, role.end))):
            phrase.post, phrase.sector = "legislator", "LEG"
        # «of the People's Republic of China» is one name, however long
        states = {at for i in inside if (hit := self.w.name(i)) is not None and hit.named.type in ("state", "capital") for at in range(i, hit.end)}
        # «of the Lao People's Democratic Republic»
        states |= {i for i in inside if self.w.nisba(i) is not None and self.w.is_of(behind.end - 1, "polities")}
        states |= {i for i in inside if states and self.w.is_of(i, "polities")}
        if phrase.post == "head_of_state" and behind.end > role.end and not (states and len(inside) - len(states) < _UNNAMED):
            phrase.post, phrase.sector = "head_of_organisation", "UNK"

    def _named_behind(self, phrase: Phrase) -> None:
        """Take the name that stands between commas behind a title: «Russia's foreign minister, Sergei Lavrov, said»."""
        at = phrase.last
        if self.w.text(at) != ",":
            return
        # «le chef de la junte, le colonel Mamadi Doumbouya,»
        first = at + 1 + (self.w.is_of(at + 1, "determiners") and self._after_honorifics(at + 2) > at + 2)
        end = self._name_end(first)
        ends = self.w.text(end) == "," or end >= self.w.size - 1 or self._breaks_off(end) or (self._speaks(end) and not self._is_led(phrase.first))
        if end - first > 1 and ends and not self.w.is_of(at + 1, "and"):
            phrase.title = (phrase.start, phrase.end)
            phrase.name, phrase.end, phrase.form = self._words(self._after_honorifics(first), end), self.w.end_of(end - 1), "name"
            phrase.last = end + (self.w.text(end) == ",")
            self._complete(phrase)

    def _breaks_off(self, at: int) -> bool:
        """Return whether a name ends at a token without the comma that should follow it; nowhere but where nouns lead."""
        return False

    def _is_led(self, first: int) -> bool:
        """Return whether a preposition leads to a phrase, so that a comma behind it ends what it opens: «After talks with the minister, Mr Hale said»."""
        at = first - 1
        while self.w.is_of(at, "determiners"):
            at -= 1
        return self.w.is_of(at, "prepositions", "and")

    def _distributed(self, phrase: Phrase, owners: tuple[Named, ...]) -> Phrase:
        """Return a plural over several countries as one phrase of their members: «Russian and Chinese officials»."""
        codes = list(dict.fromkeys(owner.code for owner in owners if owner.code))
        if len(codes) > 1 and phrase.number == "p" and not phrase.name:
            phrase.members = [msgspec.structs.replace(phrase, code=code, number="s", members=[]) for code in codes]
        return phrase

    # --- names -------------------------------------------------------------------------------------------

    def _words(self, first: int, end: int) -> str:
        """Return the words of some tokens as the report writes them."""
        return self.s.text[self.w.start_of(first) : self.w.end_of(end - 1)]

    def _after_honorifics(self, at: int) -> int:
        """Return the token after forms of address: «Dr», «His Excellency»."""
        while at < self.w.size and (hit := next((h for h in self.s.names[at] if h.named.type == "honorific"), None)) is not None:
            at = hit.end + (self.w.text(hit.end) == ".")
        return at

    def _name_end(self, at: int) -> int:
        """Return the token after the personal name that begins at ``at``; ``at`` if none does."""
        first = index = self._after_honorifics(at)
        known = next((hit for hit in self.s.names[index] if hit.named.type == "person"), None) if index < self.w.size else None
        if known is not None and self.w.is_large(index):
            index = known.end
        while index < min(self.w.size, first + _NAME):
            particle = index > first and self.w.is_of(index, "name_particles") and self.w.is_name_part(index + 1)
            if not (particle or self.w.is_name_part(index) or (index > first and self._ends_name(index))) or self.w.is_possessive(index):
                break
            index += 1
        return index if index > first else at

    def _ends_name(self, at: int) -> bool:
        """Return whether a capitalised title is somebody's family name: «Tom King has»."""
        role = self.w.role(at)
        return role is not None and role.end == at + 1 and self.w.is_large(at) and role.named.number != "p" and self._speaks(at + 1) and not self.w.is_large(at + 1)

    def _complete(self, phrase: Phrase) -> None:
        """Give a person the full name and the country that are known of them."""
        same = self._earlier(phrase.name)
        if same is not None:
            phrase.name, phrase.label = same.name, same.label
            phrase.code = phrase.code or same.code
            return
        known = self._gazetteer(phrase.name)
        if known is not None and known.code == (phrase.code or known.code):
            phrase.code, phrase.label = known.code, known.label
            phrase.name = known.name if len(known.name.split()) > len(phrase.name.split()) else phrase.name

    def _earlier(self, name: str) -> Phrase | None:
        """Return the person of this report whose name is, or ends or begins with, a name."""
        return self.book.called(name)

    def _gazetteer(self, name: str) -> Named | None:
        """Return the known person of a name."""
        at = next((i for i in range(self.w.size) if name.startswith(self.w.text(i)) and self.w.text(i)), -1)
        return self._person_called(at, name) if at >= 0 else None

    def _person_called(self, at: int, name: str) -> Named | None:
        """Return the known person whose name begins at a token; a family name is nobody's who goes on by another: «Mohamed Osman»."""
        hits = (hit.named for hit in self.s.names[at] if hit.named.type == "person")
        return next((named for named in hits if not named.weak or set(name.split()) <= set(named.name.split())), None)

    def _known(self, at: int) -> Phrase | None:
        """Return the phrase of a known name."""
        hit = self.w.name(at)
        if hit is None or self.w.text(hit.end) == "$":
            # «US$60,000»
            return None
        named = hit.named
        if named.type == "person":
            return self._by_family_name(at, hit) if named.weak else self._person(at)
        end = self.w.after_brackets(hit.end)
        kind = named.kind if named.type == "org" else _KINDS[named.type]
        phrase = Phrase(at, end, self.w.start_of(at), self.w.end_of(hit.end - 1), kind, named.code, named.sector or "UNK", name=named.name, label=named.label)
        phrase.number = named.number
        phrase.place, phrase.spot = named.type == "place", named.spot
        if named.type == "capital":
            phrase.form = "metonym"
        return phrase

    def _by_family_name(self, at: int, hit: NameHit) -> Phrase | None:
        """Return the phrase of somebody whom everybody knows by the family name alone: «Lavrov said»."""
        named, known = hit.named, self._earlier(hit.named.name)
        alone = not self.w.is_name_part(at - 1) and not self.w.is_large(hit.end) and not self.w.is_of(at - 1, "determiners") and not named.until
        if known is not None or not alone:
            return None
        phrase = Phrase(at, hit.end, self.w.start_of(at), self.w.end_of(hit.end - 1), "person", named.code, named.sector, named.post, name=named.name, number="s")
        phrase.label = named.label
        return phrase

    def _person(self, at: int) -> Phrase | None:
        """Return the phrase of a person by name: known, named before, or introduced by a title behind the name."""
        first = self._after_honorifics(at)
        end = self._name_end(at)
        if end <= first or (self.w.opens(first) and self._is_ordinary(first) and self.w.name(first) is None):
            return None
        name = self._words(first, end)
        known = self._person_called(first, name)
        known = known if known is not None and (not known.weak or end - first > 1) else None
        phrase = Phrase(at, end, self.w.start_of(first), self.w.end_of(end - 1), "person", name=name, number="s")
        if (same := self._earlier(name)) is not None:
            phrase.name, phrase.label, phrase.code, phrase.sector, phrase.post = same.name, same.label, same.code, same.sector, same.post
            phrase.status, phrase.gender = same.status, same.gender
        elif known is not None:
            phrase.name = name if len(name) > len(known.name) else known.name
            phrase.label, phrase.code, phrase.sector, phrase.post = known.label, known.code, known.sector, known.post
        titled = self._apposed(phrase)
        # «Mr Hale» is somebody wherever he stands
        addressed = first > at and self.w.is_of(at, "addresses")
        if same is None and known is None and not titled and not addressed and (end - first < 2 or not self._speaks(end)):
            return None
        return phrase

    def _is_ordinary(self, at: int) -> bool:
        """Return whether a word that opens a sentence is known as something else than a name."""
        given = any(a.entry.kind == "given" for a in self.s.analyses[at])
        return not given and (bool(self.s.analyses[at]) or self.w.is_function(at))

    def _speaks(self, at: int) -> bool:
        """Return whether a verb follows, or a verb goes before: what people with names do."""
        return bool(self.w.verbs(at)) or self.w.is_of(at, "have", "be", "modals")

    def _apposed(self, phrase: Phrase) -> bool:
        """Take the title behind a name: «Jim Miller, president of the association, said»."""
        at = self.w.after_brackets(phrase.last)
        short = self.w.text(phrase.last + 1)
        if self.w.text(at) != "," or (at > phrase.last and len(short) > 1 and short.isupper() and "-" not in short):
            # «the Defence Agreement (DA), the spokesman said»: no person has a short name
            return False
        first = at + 1 + self.w.is_of(at + 1, "determiners")
        before = self._before(first)
        role = self.w.role(before.end) if before.end < self.w.size else None
        if role is None or role.named.kind != "person" or role.named.number == "p":
            return False
        behind = self._behind(role.end)
        if self._name_end(behind.end) > behind.end:
            return False
        title = self._of_role(first, role.named, behind.end, before.owners or behind.owners, before)
        self._post(title, role, behind)
        phrase.post, phrase.sector, phrase.status, phrase.gender = title.post, title.sector, title.status, title.gender
        phrase.code, phrase.title = title.code or phrase.code, (self.w.start_of(first), title.end)
        phrase.last = behind.end + (self.w.text(behind.end) == ",")
        phrase.head = title.head
        return True

    def _people(self, at: int) -> Phrase | None:
        """Return the phrase of a people: «Iraqis», «the Russians»; an adjective before a noun is none."""
        named = self.w.nisba(at)
        plural = any(a.entry.number == "p" for a in self.w.forms(at, "nisba"))
        if named is None or not (plural or self._is_one_of(at)):
            return None
        return Phrase(at, at + 1, self.w.start_of(at), self.w.end_of(at), "people", named.code, "CVL", name="", number="p" if plural else "s", form="description")

    def _is_one_of(self, at: int) -> bool:
        """Return whether an adjective of belonging stands for one of a people: «a Palestinian stabbed»."""
        behind = self.w.is_of(at + 1, "prepositions", "relatives", "be", "have", "modals", "and") or not self.w.is_word(at + 1)
        acts = any(a.entry.tense in ("past", "present") for a in self.w.verbs(at + 1)) and not self.w.nouns(at + 1)
        return self.w.is_of(at - 1, "determiners", "numbers") and not self.w.is_of(at - 1, "definite") and (behind or acts)
