"""What a report has spoken of so far: the last subject, the last parties, alliances, groups of ministers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import msgspec

from mithaq.annotate.mentions import actor_phrases
from mithaq.annotate.phrases import POSTED, deputy_post
from mithaq.annotate.sentence import Phrase
from mithaq.packs.pack import Pack

if TYPE_CHECKING:
    from mithaq.annotate.items import Item
    from mithaq.annotate.proposition import Proposition

_FORGOTTEN = 40
# within how many code points a body is that somebody speaks in the name of
_NEAR = 200
# what the codes of groups that are of no state begin with
_GROUP = "NSA:"
# of how many words the name of a body is whose first tells its gender
_FULL = 2
_WORD = re.compile(r"\w+")
# how many «the two countries» are, whom the report need not have named in one row
_PAIR = 2
# whose a thing is that has their pronoun, and whose fighters
_OWNERS = ("state", "government", "ministry")
_FORCES = ("armed_force", "armed_group", "agency")
_BODIES = ("igo", "alliance", "ngo", "company", "party")
# bodies that no verb in the plural takes up
_SINGLE = frozenset({"ministry", "government", "state", "igo", "alliance", "document", "media", "company"})
_DOMESTIC = frozenset({
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "interior_minister", "other_minister",
    "deputy_minister", "deputy_head_of_state", "deputy_head_of_government", "adviser", "speaker_of_parliament", "legislator",
    "party_leader", "governor", "head_of_region", "mayor", "military_commander", "candidate", "judge",
})  # fmt: skip
# the most members for whom the ministers of an alliance act where it names few of them
_EACH = 6


class Discourse:
    """Resolves definite descriptions and elided subjects within one report."""

    def __init__(self, pack: Pack, members: dict[str, list[str]]) -> None:
        self.pack = pack
        self.members = members
        # the folded text of the report
        self.text = ""
        self.subject: list[Phrase] = []
        # the subjects of the sentence before, each with whether it said something
        self.others_told: list[tuple[list[Phrase], bool]] = []
        self.recent: list[Phrase] = []
        self.named: frozenset[str] = frozenset()
        self.nameless: set[str] = set()
        self.group: list[Phrase] = []
        self.home = ""
        # whether the report is on nuclear affairs, and the code of the great powers that deal with a state its sentence names
        self.nuclear = False
        self.powers = ""
        # who spoke last, where the quotation ends that goes on from there, and who was brought together last, in which sentence
        self.talking: list[Phrase] = []
        self.said: Proposition | None = None
        self.quoted_to = 0
        self.together: list[Phrase] = []
        self.met_in = 0
        # the last several that said something, in which sentence
        self.several: list[Phrase] = []
        self.said_in = 0
        # the sentence before; deeds in the first person, by where they stand, whose speaker is not known yet
        self.told: tuple[int, int] | None = None
        self.unsaid: list[tuple[int, list[Phrase]]] = []

    def speak(self, content: tuple[int, int] | None, speakers: list[Phrase]) -> None:
        """Let who speaks some words do what these tell in the first person."""
        if content is None:
            return
        spoken = [subject for start, subject in self.unsaid if content[0] <= start < content[1]]
        self.unsaid = [(start, subject) for start, subject in self.unsaid if not content[0] <= start < content[1]]
        for subject in spoken:
            subject[:0] = speakers

    def agrees(self, subject: list[Phrase], item: Item) -> bool:
        """Return whether a verb form can have this subject."""
        if not subject:
            return False
        first = subject[0]
        if first.kind == "media" and item.predicates and self.pack.reporting.isdisjoint(item.predicates):
            # a paper says and writes; what else is told of its news is others'
            return False
        plural = len(subject) > 1 or bool(first.members) or first.number in ("p", "d")
        human = first.is_person or (first.kind in ("people", "group", "armed_group") and first.number == "p")
        if human and plural != (item.number in ("p", "d")) and item.number:
            return False
        if item.number == "p" and not plural and first.kind in _SINGLE and self.pack.reporting.isdisjoint(item.predicates):
            # «وزارة الصحة ... أصيبوا»; who «said» may well be its people
            return False
        return not (item.number == "s" and item.gender == "f" and first.is_person and first.gender == "m")

    def pronoun(self, suffix: str, subject: list[Phrase], before: list[Phrase]) -> list[Phrase]:
        """Return whom an object pronoun means: the party nearest before that agrees with it and does not act itself."""
        own = {phrase.code for phrase in subject}
        topic = [] if before else [one for one in self.subject if one.is_person and len(self.subject) == 1 and self.gender(one)]
        for phrase in (*topic, *before, *reversed(self.recent)):
            other = phrase.code not in own or self._is_rival(phrase, subject)
            if phrase.code and other and phrase.kind not in ("media", "document") and self.is_meant(suffix, phrase):
                return [phrase]
        return []

    def _is_rival(self, phrase: Phrase, subject: list[Phrase]) -> bool:
        """Return whether a person of office is another than the one who acts, though both are of one state: «ورد النائب بأن الرئيس فشل، واتهمه»."""
        one = subject[0] if len(subject) == 1 else None
        return one is not None and one.is_person and phrase.is_person and bool(phrase.post and one.post) and phrase.post != one.post and phrase.number in ("", "s") and phrase.form == "title"

    def is_meant(self, suffix: str, phrase: Phrase) -> bool:
        """Return whether a pronoun of the third person can mean a phrase, by gender and number."""
        many = phrase.number in ("p", "d") or bool(phrase.members)
        if suffix in ("هم", "هن", "هما"):
            return many
        if many and suffix == "ها" and phrase.kind in ("armed_force", "agency", "government", "company"):
            return True
        if many or suffix not in ("ه", "ها"):
            return False
        if phrase.is_person:
            return (phrase.gender == "f") == (suffix == "ها")
        feminine = phrase.kind == "state" and phrase.gender != "m" and phrase.code not in self.pack.settings.masculine_states
        return feminine == (suffix == "ها") or phrase.kind not in ("state",)

    def gender(self, phrase: Phrase) -> str:
        """Return the gender of a person, a state or a body by its first word; empty if it does not tell."""
        if phrase.is_person or phrase.gender:
            return phrase.gender if phrase.gender in ("m", "f") else ""
        if phrase.is_country:
            return "f"
        if phrase.kind == "state":
            return "" if phrase.place or phrase.form != "name" else "m" if phrase.code in self.pack.settings.masculine_states else "f"
        if phrase.kind not in ("party", "armed_group", "igo", "ministry", "government", "alliance") or phrase.last - phrase.first < _FULL:
            return ""
        found = _WORD.search(self.text, phrase.start)
        first = found[0].removeprefix(self.pack.settings.article) if found is not None else ""
        # «بوكو حرام», «الأمم المتحدة», «كتائب القسام»: neither
        return "f" if first.endswith(self.pack.settings.feminine_endings) else "m" if first in self.pack.particle_words("masculine_bodies") else ""

    def resolve(self, phrases: list[Phrase]) -> None:
        """Complete the codes of phrases that refer back, and remember those that name somebody."""
        facing = self.pack.settings.powers_facing if self.nuclear else {}
        self.powers = next((facing[phrase.code] for phrase in phrases if phrase.code in facing), "")
        for phrase in phrases:
            if phrase.place and phrase.form != "metonym":
                continue
            if phrase.form == "metonym" and (body := self.pack.settings.seated.get(phrase.code)) and self._stands_for(phrase.code, body):
                known = next(one for one in reversed(self.recent) if one.code == body)
                phrase.code, phrase.sector, phrase.kind, phrase.name, phrase.label = body, known.sector, known.kind, known.name, known.label
            if phrase.post == "counterpart":
                self._counterpart(phrase)
            if phrase.bare and not phrase.name:
                self._minister_meant(phrase)
            if not phrase.code and not phrase.members:
                self._refer_back(phrase)
                if phrase.weak and not phrase.code and phrase.is_person and phrase.head:
                    self.nameless.add(phrase.head)
            elif phrase.is_person and not phrase.name and phrase.number == "s" and (phrase.post or (phrase.det and phrase.sector == "GOV")):
                self._holder(phrase)
            if phrase.is_person and phrase.number in ("p", "d") and phrase.post:
                self._ministers(phrase)
            if phrase.code or phrase.members:
                self.recent.append(phrase)
        del self.recent[:-_FORGOTTEN]

    def _in_short(self, phrase: Phrase) -> Phrase | None:
        """Return the person named before whose title a noun shortens: «the Secretary» for «Secretary of State Alan Orr»."""
        head = phrase.head.lower()
        titled = (one for one in reversed(self.recent) if one.is_person and one.name and one.code and one.post and " " in one.head)
        return next((one for one in titled if head in (one.head.lower().split()[0], one.head.lower().split()[-1])), None) if head.isascii() and head else None

    def _stands_for(self, state: str, body: str) -> bool:
        """Return whether a capital stands for a body that sits there rather than for its state: the body was spoken of, the state was not."""
        spoken = [one.code for one in self.recent if one.code in (state, body)]
        return body in spoken and state not in spoken

    def _refer_back(self, phrase: Phrase) -> None:
        """Give a description the code of what it means: the parties, the alliance, the minister."""
        if (phrase.kind == "group" and ((phrase.number == "d" and (phrase.det or phrase.owned)) or (phrase.number == "p" and phrase.det and phrase.last - phrase.first == 1))) or (phrase.kind == "state" and phrase.number == "d" and phrase.det):
            phrase.members = self._both_sides()
            return
        if phrase.count:
            phrase.members = self._counted(phrase)
            return
        if phrase.post == "other_minister" and phrase.number == "p" and phrase.last - phrase.first == 1 and self.group:
            # «أعرب الوزراء»: those spoken of before
            phrase.members = self.group
            return
        if phrase.owned:
            self._possessed(phrase)
            return
        same = [earlier for earlier in reversed(self.recent) if self._same(phrase, earlier)] if phrase.det else []
        # «وزير الخارجية» without a country is one's own, where the report has spoken of him
        same.sort(key=lambda earlier: phrase.is_person and bool(phrase.post) and earlier.code != self.home)
        for earlier in same[:1]:
            phrase.code = earlier.code
            phrase.name = phrase.name or earlier.name
            phrase.label = phrase.label or earlier.label
            return
        if group := self._group_meant(phrase):
            phrase.code = group.code
            if not phrase.of:
                phrase.name, phrase.label = group.name if group.kind == "armed_group" else "", group.label
            return
        if phrase.is_person and phrase.det and phrase.number == "s" and not phrase.name and (called := self._in_short(phrase)) is not None:
            phrase.code, phrase.name, phrase.label, phrase.post, phrase.sector = called.code, called.name, called.label, called.post, called.sector
            return
        if phrase.kind == "document" and phrase.det and phrase.number in ("", "s") and (issuer := self._issuer()) is not None:
            phrase.code = issuer.code
            return
        if phrase.head in self.pack.particle_words("officials") and phrase.det and phrase.number == "s" and phrase.head not in self.nameless and (last := self._last_official(phrase)) is not None:
            # «المسؤول الدبلوماسي»: the one who has been speaking
            phrase.code, phrase.name, phrase.label = last.code, last.name, last.label
            return
        if phrase.is_person and phrase.det and phrase.head in self.nameless:
            # «مصدر دبلوماسي ... المصدر»
            phrase.weak = True
            return
        if phrase.is_person and phrase.name and not phrase.post and (spokesman := self._unnamed()) is not None:
            # «قال متحدث باسم البيت الأبيض ... وقال بيل بيرتون»
            phrase.code, phrase.sector, phrase.post = spokesman.code, spokesman.sector, spokesman.post
            return
        if phrase.det and phrase.head == self.pack.settings.coalition != "" and self.home in self.pack.settings.coalitions:
            # «قوات التحالف»
            phrase.code = self.pack.settings.coalitions[self.home]
            return
        if phrase.head in self.pack.settings.powers:
            phrase.members = [msgspec.structs.replace(phrase, kind="state", code=code) for code in self.members.get(self.powers, [])]
            return
        if phrase.kind == "state" and phrase.det and phrase.head in self.pack.settings.kingdoms:
            # «المملكة»
            phrase.code = self._monarchy(reigns=True)
            return
        self._at_home(phrase)

    def _minister_meant(self, phrase: Phrase) -> None:
        """Let «the minister» be the one named last, of whatever ministry, of that state if one is said."""
        for earlier in reversed(self.recent):
            if earlier.is_minister and earlier.number in ("", "s") and phrase.code in ("", earlier.code) and earlier.gender in ("", phrase.gender):
                phrase.code, phrase.post, phrase.name, phrase.label = earlier.code, earlier.post, earlier.name, earlier.label
                return

    def _group_meant(self, phrase: Phrase) -> Phrase | None:
        """Return the armed group that «the movement» or «fighters of the movement» means: the last called so, or the only one spoken of."""
        bare = phrase.det and phrase.kind == "armed_group" and phrase.number in ("", "s") and phrase.last - phrase.first == 1
        head = phrase.of or (phrase.head if bare else "")
        if head not in self.pack.particle_words("movements"):
            return None
        groups = [e for e in reversed(self.recent) if e.code and (e.kind == "armed_group" or e.code.startswith(_GROUP)) and not e.members]
        called = next((e for e in groups if e.head == head and e.kind == "armed_group"), None)
        return called or (groups[0] if len({e.code for e in groups}) == 1 else None)

    def _both_sides(self) -> list[Phrase]:
        """Return whom «the two sides» means: the two brought together last, unless two others were named since."""
        named, met = self.parties(), {phrase.code: phrase for phrase in self.together}
        joined = len(self.recent) > 1 and bool(self.recent[-1].conj) and self.recent[-1].kind == self.recent[-2].kind == "state"
        if len(met) != _PAIR or joined or not {phrase.code for phrase in named} & met.keys():
            return named
        return list(met.values())

    def _opposed(self) -> list[Phrase]:
        """Return the two whom «both sides» means: of this sentence, of those brought together last, or the last that are no body of many states; who is named alone speaks of others."""
        here = self.told[1] if self.told is not None else 0
        named = [one for one in self.recent if one.code and not one.place and one.kind not in ("document", "media", "igo", "alliance", "ngo", "company") and one.sector != "IGO"]
        own = {one.code: one for one in named if one.start >= here}
        met = {one.code: one for one in self.together if one.code not in own or len(own) == _PAIR}
        earlier = {one.code: one for one in named if one.code not in own}
        last = sorted(earlier.values(), key=lambda one: one.start)[-_PAIR:]
        return next((sides for sides in ([*own.values()], [*met.values()], last) if len(sides) == _PAIR), [])

    def _counted(self, phrase: Phrase) -> list[Phrase]:
        """Return those whom «the three states», «the five ministers» means: as many as were named together last."""
        if phrase.is_person and phrase.sector == "GOV" and len(self.group) == phrase.count:
            return self.group
        if phrase.is_person and phrase.count == _PAIR and (pair := self.parties(persons=True)):
            return pair[::-1]
        if phrase.kind == "group" and phrase.sector == "GOV" and phrase.count == _PAIR and (sides := self._opposed()):
            return sides
        for at in range(len(self.recent) - 1, -1, -1):
            found = self._together(at)
            if len({one.code for one in found}) == phrase.count:
                return [self._share(phrase, one) for one in found]
        return [self._share(phrase, one) for one in reversed(self.parties())] if phrase.count == _PAIR and phrase.sector == "GOV" else []

    def _together(self, at: int) -> list[Phrase]:
        """Return who was named in one row that ends at a place of what was spoken of: «تونس والجزائر وليبيا»."""
        last = self.recent[at]
        if last.members or last.code in self.members:
            return list(last.members) or [msgspec.structs.replace(last, kind="state", code=code, name="", label="", post="") for code in self.members[last.code]]
        first = at
        while first and self.recent[first].conj and self.recent[first - 1].kind == last.kind == "state":
            first -= 1
        return self.recent[first : at + 1]

    def _share(self, phrase: Phrase, one: Phrase) -> Phrase:
        """Return one of those whom a counted plural means, as what the plural speaks of: its minister, its government."""
        if phrase.is_person and not one.is_person:
            return self._minister(phrase, one.code)
        return one if phrase.is_person or phrase.kind in ("state", "group") else msgspec.structs.replace(phrase, code=one.code, number="s", members=[])

    def _unnamed(self) -> Phrase | None:
        """Return the last person spoken of, if only by a title."""
        last = next((earlier for earlier in reversed(self.recent) if earlier.is_person), None)
        return last if last is not None and not last.name and last.post == "spokesperson" and last.code else None

    def _issuer(self) -> Phrase | None:
        """Return the body whose words were told last, where «the statement» names nobody."""
        last = self.subject[0] if len(self.subject) == 1 else None
        return last if last is not None and last.code and last.kind in ("government", "ministry", "igo", "alliance", "armed_group", "party", "ngo", "agency", "armed_force") else None

    def _possessed(self, phrase: Phrase) -> None:
        """Give «his country», «its army» the code of the person or state spoken of last, if one is that the pronoun agrees with."""
        kinds = (*_OWNERS, *_FORCES, *_BODIES) if phrase.kind == "people" else (*_OWNERS, *_FORCES) if phrase.kind in _FORCES or phrase.sector in ("MIL", "REB", "COP") else _OWNERS
        if phrase.post == "spokesperson":
            # «الناطق باسمها»: of a body spoken of just before
            near = phrase.start - _NEAR
            body = next((one for one in reversed(self.recent) if one.code and one.start > near and one.kind in (*_OWNERS, *_FORCES, *_BODIES) and self._may_own(phrase.pronoun, one)), None)
            phrase.code, phrase.weak = body.code if body is not None else "", True
            return
        owners = [one for one in reversed(self.recent) if one.code and (one.is_person or one.kind in kinds)]
        owner = next((one for one in owners if self._may_own(phrase.pronoun, one)), owners[0] if owners else None)
        if owner is not None and owner.is_person and phrase.is_person and phrase.pronoun == "ها" and owner.gender == "m":
            # «وقع الوزير، فيما وقعها عن جانب ناميبيا مندوبها»
            owner = next((one for one in reversed(self.recent) if one.code and not one.is_person), owner)
        if owner is not None:
            phrase.code, phrase.weak = owner.code, True
            if phrase.post == "legislator" and phrase.head in self.pack.settings.deputies:
                # «نائبه» of a president sits in no parliament
                phrase.post, phrase.sector = deputy_post(owner.post), owner.sector

    def _may_own(self, pronoun: str, one: Phrase) -> bool:
        """Return whether a pronoun of one owner, where it is one, can mean somebody: not «قواتها» of a man or a party, nor «قواته» of a state like France."""
        gender = "" if one.members or one.number in ("p", "d") else self.gender(one)
        return not gender or pronoun not in ("ه", "ها") or (pronoun == "ها") == (gender == "f")

    def _counterpart(self, phrase: Phrase) -> None:
        """Give «his counterpart» the office of the person spoken of before."""
        earlier = next((e for e in reversed(self.recent) if e.is_person and e.post and e is not phrase and e.code != phrase.code), None)
        phrase.post, phrase.sector = (earlier.post, earlier.sector) if earlier is not None else ("", phrase.sector)

    def _last_official(self, phrase: Phrase) -> Phrase | None:
        """Return who speaks, if it is one person by name who holds an office."""
        one = self.subject[0] if len(self.subject) == 1 else None
        fits = one is not None and one.is_person and one.name and one.post and one.code and one.gender in ("", phrase.gender)
        return one if fits else None

    def _holder(self, phrase: Phrase) -> None:
        """Let a bare title mean the person named with the same office before, «the official» the last one of that state."""
        for earlier in reversed(self.recent):
            same = earlier.post == phrase.post if phrase.post else earlier.gender in ("", phrase.gender)
            if earlier.is_person and earlier.name and same and earlier.code == phrase.code:
                phrase.name, phrase.label = earlier.name, earlier.label
                return

    def speaker(self, phrase: Phrase) -> None:
        """Give somebody who speaks without a country that of the report: «مصدر عسكري», an unknown surname."""
        large = phrase.head.lower() in self.pack.particle_words("at_large")
        abroad = phrase.kind == "group" and phrase.sector == "GOV" and (phrase.number == "p" or large)
        if not phrase.code and not phrase.weak and not phrase.members and phrase.kind not in ("media", "document", "state", "igo", "armed_group") and not abroad:
            phrase.code, phrase.weak = self.home, True

    def _at_home(self, phrase: Phrase) -> None:
        """An office or body without a country is that of the country the report is about."""
        if not self.home or phrase.weak or phrase.number in ("p", "d"):
            return
        if phrase.post in POSTED and (sender := next((e.code for e in reversed(self.recent) if e.post == phrase.post and e.code != self.home), "")):
            # «السفيرة» goes on from the ambassador named before, under whatever spelling
            phrase.code, phrase.weak = sender, True
            return
        if phrase.is_person and phrase.post == "head_of_state" and self._reigns(phrase) != (self.home in self.pack.settings.monarchies):
            self._other_head(phrase)
            return
        if phrase.post in _DOMESTIC or (phrase.is_person and phrase.sector != "UNK") or (phrase.is_person and phrase.name) or (phrase.det and phrase.kind in ("government", "ministry", "armed_force", "agency")) or (phrase.kind == "document" and phrase.sector == "GOV"):
            phrase.code, phrase.weak = self.home, True

    def _reigns(self, phrase: Phrase) -> bool:
        """Return whether a head of state is called a king."""
        return phrase.head in self.pack.settings.crowned

    def _other_head(self, phrase: Phrase) -> None:
        """Give a king where the report is about a republic, or a president where it is about a kingdom, the state spoken of last that can have one."""
        phrase.code, phrase.weak = self._monarchy(reigns=self._reigns(phrase)), True

    def _monarchy(self, *, reigns: bool) -> str:
        """Return the state that the report is about, else the one spoken of last, that is a monarchy, or that is none."""
        codes = (self.home, *(one.code for one in reversed(self.recent)))
        return next((code for code in codes if code.isalpha() and code != "UNK" and (code in self.pack.settings.monarchies) == reigns), "")

    def _same(self, phrase: Phrase, earlier: Phrase) -> bool:
        """Return whether a bare definite description can mean an earlier phrase."""
        if phrase.is_person and phrase.number == "p" and not phrase.post:
            # «مصادر في المعارضة ... المصادر»
            return earlier.head == phrase.head and bool(phrase.head) and bool(earlier.code)
        if phrase.number == "p" and phrase.kind in _FORCES and phrase.last - phrase.first == 1:
            # «كتائب القسام ... الكتائب», «قوات حفظ السلام ... القوات»
            own = (earlier.form == "name" and earlier.kind == "armed_group") or earlier.sector == "IGO"
            return own and earlier.head == phrase.head and bool(phrase.head)
        if phrase.number not in ("", "s"):
            return False
        if phrase.head and earlier.head == phrase.head and earlier.code and not phrase.is_person:
            return True
        if phrase.kind in ("group", "alliance", "igo") and phrase.sector != "SOC" and not phrase.owned and phrase.head.lower() not in self.pack.particle_words("at_large"):
            return earlier.kind in ("alliance", "igo") and bool(earlier.code)
        if phrase.is_person and phrase.post:
            alike = earlier.post == phrase.post and (phrase.post not in ("head_of_state", "religious_leader") or earlier.head == phrase.head)
            return alike and bool(earlier.code) and (not phrase.name or phrase.name == earlier.name)
        if phrase.kind == "document":
            return earlier.kind == "document" and bool(earlier.code)
        return bool(phrase.head) and earlier.head == phrase.head and bool(earlier.code)

    def others(self, own: Collection[str]) -> list[Phrase]:
        """Return the two sides that a third stands between: those spoken of most often, by the last phrase of each."""
        found = {phrase.code: phrase for phrase in self.recent if phrase.code and phrase.code not in own and phrase.kind not in ("document", "media")}
        counts = Counter(phrase.code for phrase in self.recent if phrase.code in found)
        return [found[code] for code, _ in counts.most_common(2)] if len(found) > 1 else []

    def parties(self, *, persons: bool = False) -> list[Phrase]:
        """Return the two sides spoken of last, newest first found, each code once; only ``persons`` if asked for."""
        found: dict[str, Phrase] = {}
        # two named together are the sides; of more, each is one of a side
        sided = (phrase for phrase in reversed(self.recent) if len(phrase.members) in (0, 2))
        for earlier in (single for phrase in sided for single in reversed([*actor_phrases(phrase)])):
            if earlier.code and earlier.kind not in ("document", "media") and earlier.code not in found and ((earlier.is_person and (earlier.post or earlier.name)) or not persons):
                found[earlier.code] = earlier
            if len(found) == 2:
                break
        return list(found.values()) if len(found) == 2 else []

    def _ministers(self, phrase: Phrase) -> None:
        """Ministers of an alliance act for its member states; bare ministers are those spoken of before."""
        if phrase.members:
            for member in list(phrase.members):
                if states := self._acting(member.code):
                    at = phrase.members.index(member)
                    phrase.members[at : at + 1] = [self._minister(phrase, code) for code in states]
                    self.group = phrase.members[at : at + len(states)]
            return
        states = self._acting(phrase.code)
        if states:
            phrase.members = [self._minister(phrase, code) for code in states]
            self.group = phrase.members
        elif not phrase.code and self.group and self.group[0].post == phrase.post:
            phrase.members = self.group

    def _acting(self, code: str) -> Sequence[str]:
        """Return the members of an alliance whose ministers a report speaks of: those it names, if it names several, else all; of many, a few that it names do not stand for the rest."""
        states = self.members.get(code, [])
        named = [state for state in states if state in self.named]
        if len(states) > _EACH and len(named) * 2 < len(states):
            return []
        return named if len(named) > 1 else states

    def _minister(self, phrase: Phrase, code: str) -> Phrase:
        """Return the unnamed minister of one member state."""
        return Phrase(
            phrase.first, phrase.last, phrase.start, phrase.end, "person", code, phrase.sector, phrase.post,
            number="s", form="title", head=phrase.head,
        )  # fmt: skip
