"""Arguments: what stands behind a predicate in its own clause, by position."""

from __future__ import annotations

from mithaq.annotate.items import NOUNS, Item
from mithaq.annotate.marks import COMMA
from mithaq.annotate.proposition import Arguments, Parse
from mithaq.annotate.sentence import Phrase
from mithaq.text.vocabulary import is_ordinary

_REACH = 34
# how short a word can be that no preposition is glued to
_GLUED = 3
# what a noun may be that words no act
_PLAIN = ("word", "modifier", "nisba", "apart", "ppart")
# the position of whom the words around have from, which no predicate asks for
_SOURCE = "source"
# and that of where a thing named before is
_AROUND = "around"
# that of whom the aim of an act is about, which no predicate asks for either
_AIM = "aim"
# how far behind a side of it a place may stand, and who may come to harm
_SIDES, _HUMAN = 3, ("person", "people")
# what may hold, in annexation or by its own preposition, who is meant
_INNER = (*NOUNS, "word")


def find_arguments(parse: Parse, index: int) -> Arguments:
    """Return what stands behind the predicate at item ``index``."""
    return _Collector(parse, index).collect()


class _Collector:
    """Walks over the items behind one predicate.

    ``prep`` is the position that the words before have opened, ``held`` the one that a noun's genitive will take,
    ``skipped`` the last item that was read ahead.
    """

    __slots__ = ("args", "held", "index", "is_verb", "items", "pack", "parse", "prep", "s", "skipped", "u")

    def __init__(self, parse: Parse, index: int) -> None:
        self.parse, self.u, self.s, self.pack, self.items = parse, parse.units, parse.sentence, parse.pack, parse.items
        me = self.items[index]
        self.index, self.is_verb = index, me.kind == "verb"
        self.args = Arguments(end=me.end, owned=me.kind in NOUNS and bool(me.suffix))
        self.prep, self.held, self.skipped = "", "", -1

    def collect(self) -> Arguments:
        """Return the arguments, up to where something else begins."""
        own = self.parse.clauses[self.items[self.index].clause].items
        for position in own[own.index(self.index) + 1 :]:
            if position <= self.skipped:
                continue
            if position - self.index > _REACH:
                break
            item = self.items[position]
            if item.kind == "np":
                self._take(position, self._role(item))
                continue
            if self._ends(position, item):
                break
            if self._introduces(position, item):
                continue
            if item.kind == "word" and self._opens_clause(item):
                break
            role = self._role(item)
            if not self._passes_over(position, role, own) and not self._take(position, role):
                break
        return self.args

    def _ends(self, position: int, item: Item) -> bool:
        """Return whether the arguments end before an item that is no phrase."""
        if not self.is_verb:
            return self._ends_noun(position)
        if item.kind == "masdar" and item.conj and self.args.subject and not (self.prep or self.args.nouns or self.args.places.keys() - {"_last"}):
            # «قتل أربعون جنديا، وتدمير سيارتين»: joined to the subject, so nothing that it does something to
            return True
        if item.kind != "particle":
            return item.kind == "verb" and bool(item.predicates)
        # «الذين قتلوا هم مدنيون»: what follows is said of the subject
        said = item.is_particle("pronouns") and not item.conj and not item.prep
        return said and not self.prep and not self.s.words[item.first].startswith("و")

    def _ends_noun(self, position: int) -> bool:
        """Return whether an item ends the phrase of a verbal noun: a verb, or a comma that its own preposition does not follow."""
        item = self.items[position]
        if item.kind != "mark" or self.u.text(item) not in COMMA:
            return item.kind == "verb" or self.u.is_told_anew(self.index, position)
        follows = self.items[position + 1] if position + 1 < len(self.items) else None
        return follows is None or not follows.is_particle("prepositions") or follows.surface not in self.parse.valency(self.index)

    def _introduces(self, position: int, item: Item) -> bool:
        """Take a word that only leads to what follows: a preposition, alone or with a demonstrative or an honorific."""
        if item.kind == "cue" and self.u.reports(position):
            # «قتل عشرون، بحسب الناطق باسم الجيش», «دعت تشاد على لسان وزيرها»
            self.prep, self.skipped = _SOURCE, self._worded(position)
            return True
        if item.is_particle("prepositions"):
            by = self.prep and self.s.is_of(item.first, "agents")
            # «قتل خمسة، بينهم جنديان»: some of those named before
            among = item.suffix and self.s.is_of(item.first, "among")
            self.prep = item.surface if among else "" if item.suffix else "agent" if by else _SOURCE if self._leads_from_nearer(position) else item.surface
            self.args.opening.setdefault(self.prep, position + 1)
            if item.suffix:
                self.args.pronouns.setdefault(item.surface, item.suffix)
            return True
        if not item.prep:
            return self._is_not_to_be(position)
        if item.is_particle("negations"):
            # «تعهدت بعدم حيازة السلاح»
            self.prep = item.prep
            self.args.opening.setdefault(self.prep, position)
            return True
        if item.is_particle("demonstratives"):
            self.prep = item.prep
            self.args.opening.setdefault(self.prep, position + 1)
            return True
        if any(hit.named.type == "honorific" for hit in self.s.names[item.first]):
            self.prep = item.prep
            return True
        return False

    def _leads_from_nearer(self, position: int) -> bool:
        """Return whether a preposition belongs to a verbal noun nearer than this one: «زيارة مودي باعتبارها فرصة لإرسال رسائل إلى الصين»."""
        if self.is_verb:
            return False
        nearer = (at for at in range(position - 1, self.index + 1, -1) if self.items[at].kind == "masdar" and self.items[at].prep and self.items[at].predicates)
        return any(self.items[position].surface in self.parse.valency(at) for at in nearer)

    def _is_not_to_be(self, position: int) -> bool:
        """Take the noun of not being or doing as what a verb speaks of: «أكدت عدم وجود أدلة»."""
        item = self.items[position]
        noun = item.is_particle("negations") and item.surface in self.pack.particle_words("noun_negations")
        if not (noun and self.is_verb and not self.prep):
            return False
        self.args.nouns.append(("object", position))
        self.args.opening.setdefault("object", position)
        return True

    def _opens_clause(self, item: Item) -> bool:
        """Return whether an unknown word looks like a verb that goes on after a comma: «، ويتفقد»."""
        text = self.s.tokens[item.first].text
        return self.s.is_mark(item.first - 1, COMMA) and len(text) > 3 and text.startswith(self.pack.settings.verb_openings)

    def _role(self, item: Item) -> str:
        """Return the position that an item takes, empty if nothing opened one."""
        held, self.held = self.held, ""
        if held == "attending" and not item.prep:
            return held
        return item.prep or self.prep or (held if not item.conj else "")

    def _passes_over(self, position: int, role: str, own: list[int]) -> bool:
        """Take a word that only counts or describes what follows, which takes its position instead."""
        item = self.items[position]
        if item.kind == "about" or (item.kind == "modifier" and not item.det and self.prep and self._leads_to_noun(position)):
            # «في ثاني تفجير»
            self.prep = role
        elif not (item.det or item.prep or self.prep) and (self._gives_side(position) or self._gives_cause(position)):
            # «خطف ثلاثة جنود شمال بغداد», «قتل نتيجة الانفجار»
            self.prep = _AROUND
        elif (step := self._partitive(position)) is not None and position + 1 in own:
            # «على ثلاثة من قادة الشرطة»
            self.skipped, self.prep = step, role
        elif self._is_transparent(position):
            self.prep = role
            self.args.opening.setdefault(role or "object", position)
        elif (item.prep or self.prep) and self._is_attending(item):
            self.held, self.prep = "attending", ""
        else:
            return False
        self.args.end = item.end
        return True

    def _take(self, position: int, role: str) -> bool:
        """Put an item into its position; return whether anything of the predicate can follow it."""
        item, args = self.items[position], self.args
        if item.kind == "np" and item.phrase is not None:
            self._place(item.phrase, role, item)
        elif self.s.is_of(item.first, "agents"):
            self.prep = "agent"
            return True
        elif not role and item.kind == "word" and self._parts_glued(item):
            args.opening.setdefault(item.prep, position)
        elif self._is_noun(item) or (not role and self._counts(position)):
            self._noun(role, position)
        elif item.kind == "word" and item.prep:
            args.opening.setdefault(item.prep, position)
        elif item.kind == "apart" and item.predicates and not item.det and not item.prep and not self._describes(position):
            return False
        elif item.kind in ("particle", "mark", "verb"):
            args.end = max(args.end, item.end if item.kind != "mark" else 0)
            if item.is_particle("openers"):
                # «مطالبا في هذا الصدد المسؤولين»
                self.prep = ""
            return True
        if role and item.kind in _INNER and not item.det and not item.suffix:
            # «تقود غارات لدعم القوات»: whom an aim reaches is not whom the act does, but for «أرسلت شاحنات لإغاثة الشعب»
            aim = item.kind == "masdar" and item.prep in self.pack.settings.aiming and not self._gives()
            self.held = _AIM if aim else "inner"
        args.end = item.end
        self.prep = ""
        return True

    def _gives(self) -> bool:
        """Return whether the predicate words the giving of something."""
        predicate = self.u.select(self.index)
        act = self.pack.acts.get(predicate.frame) if predicate is not None else None
        return act is not None and act.delivery

    def _parts_glued(self, item: Item) -> bool:
        """Part a preposition that the predicate waits for from the ordinary word, of no list, that it is glued to: «تعهدت بخفض الأسعار»."""
        text = self.s.tokens[item.first].text
        if not self.is_verb or item.conj or self.s.analyses[item.first] or len(text) <= _GLUED:
            return False
        if text[0] in self.args.opening or text[0] not in self.parse.valency(self.index) or not is_ordinary(text[1:], self.pack.language):
            return False
        item.prep, item.start = text[0], item.start + 1
        return True

    def _describes(self, position: int) -> bool:
        """Return whether a participle only describes the noun before it: «شحنة مقدمة من», «طائرتين محملتين بالأدوية», «المفاوضات جارية بين»."""
        if self.s.stem_is_of(self.items[position].first, "under_way"):
            return True
        if position + 1 >= len(self.items) or not position:
            return False
        before, follows = self.items[position - 1], self.items[position + 1]
        if self._agrees(position):
            return True
        noun = before.kind in (*NOUNS, "word", "modifier", "nisba") and not before.det
        return noun and (self.s.words[follows.first] in self.pack.particle_words("from") or follows.prep == "ب")

    def _agrees(self, position: int) -> bool:
        """Return whether a participle that opens no clause has the gender of the noun without article before it: «زيارة خاطفة», «محادثات موسعة»."""
        item, at = self.items[position], position - 1
        while at > self.index and self.items[at].kind in ("modifier", "nisba", "apart") and not self.items[at].det:
            at -= 1
        noun = self.items[at]
        free = noun.kind in NOUNS and not (noun.det or noun.suffix)
        return free and item.gender == noun.gender and not (item.conj or self.u.reports(position))

    def _is_noun(self, item: Item) -> bool:
        """Return whether an item counts as a noun that is no actor phrase; unknown words do as the first of all."""
        if item.kind in NOUNS:
            return True
        nominal = item.kind in ("word", "ppart", "modifier") or (item.kind == "apart" and (item.det or self._is_object(item)))
        return nominal and len(self.args.nouns) <= self.args.bare_subject

    def _is_object(self, item: Item) -> bool:
        """Return whether what looks like a participle is a noun in the accusative: «رفض مقترحا»."""
        accusative = self.s.tokens[item.first].text.endswith(self.pack.settings.accusative_ending)
        return self.is_verb and accusative and self.s.stem_is_of(item.first, "no_participles")

    def _counts(self, position: int) -> bool:
        """Return whether an item is a number of the things behind it: «دمروا خلال الشهر 4300 منزل», not «عام 2002»."""
        follows = self.items[position + 1] if position + 1 < len(self.items) else None
        counted = follows is not None and follows.kind in (*NOUNS, "word") and not (follows.det or follows.prep or follows.conj)
        return counted and self.s.counts(self.items[position].first)

    def _is_attending(self, item: Item) -> bool:
        """Return whether a word says that those who follow are there as well."""
        return self.s.stem_is_of(item.first, "attending")

    def _partitive(self, position: int) -> int | None:
        """Return the item of the «of» behind a number, before those who are counted: «سبعة من الجنود»; None if there is none."""
        of = position + 1
        if of + 1 < len(self.items) and self.items[of].kind == "modifier" and not self.items[of].det:
            # «عددا كبيرا من المدنيين»
            of += 1
        if of + 1 >= len(self.items) or self.items[of].suffix or not self.s.is_of(self.items[of].first, "from"):
            return None
        item = self.items[position]
        if not (self.s.counts(item.first) or item.is_particle("quantifiers") or self._is_amount(item)):
            return None
        whole = self.items[of + 1]
        return of if whole.kind == "np" and not (whole.prep or whole.conj) else None

    def _is_amount(self, item: Item) -> bool:
        """Return whether an item is a word for some of several in the accusative: «عددا»."""
        text, ending = self.s.words[item.first], self.pack.settings.accusative_ending
        return bool(ending) and text.endswith(ending) and text.removesuffix(ending) in self.pack.particle_words("quantifiers")

    def _leads_to_noun(self, position: int) -> bool:
        """Return whether a noun without the article follows, which an adjective then stands before: «أعنف هجوم»."""
        follows = self.items[position + 1] if position + 1 < len(self.items) else None
        return follows is not None and follows.kind in (*NOUNS, "word") and not (follows.det or follows.prep or follows.conj)

    def _is_transparent(self, position: int) -> bool:
        """Return whether a noun only says what of somebody's it is: «مدينة حلب», «مواقع المتمردين»."""
        follows = self.items[position + 1] if position + 1 < len(self.items) else None
        if follows is None or follows.kind != "np" or follows.prep or follows.conj:
            return False
        # «على أيدي متشددي التنظيم»
        if self.s.counts(self.items[position].first) or self.prep == "agent":
            return True
        return self.s.stem_is_of(self.items[position].first, "transparent")

    def _noun(self, role: str, position: int) -> None:
        """Note a noun that is no actor phrase; directly after a verb it takes the subject's place."""
        args = self.args
        if self.items[position].conj and not role and self.items[position].kind in _PLAIN and args.places.get("_last") not in (None, args.subject):
            # «بينهم جنود وصحفية»: joined to who stands behind a preposition
            return
        if self.is_verb and not role and not args.subject and not args.nouns and not args.places:
            args.bare_subject = True
            args.unnamed = position
        if self.items[position].kind in NOUNS and not (self.items[position].conj or role) and args.places.get("_last") is args.subject:
            # «يمنع الاحتلال وصول الطواقم والدفاع المدني»: what is joined goes on from the noun
            args.places.pop("_last", None)
        args.nouns.append((role or "object", position))
        args.opening.setdefault(role or "object", position)

    def _place(self, phrase: Phrase, role: str, item: Item) -> None:
        """Put a phrase into its position; a coordinated phrase joins the one before it."""
        args = self.args
        if item.conj and not item.prep and args.places.get("_last") is not None:
            args.places["_last"].append(phrase)
            return
        if role:
            again = bool(args.places.get(role)) and not item.conj and role not in self.pack.particle_words("in")
            # «قصفت موقعا للجيش على الطريق المؤدي للمدينة»
            target = args.places.setdefault(_AROUND if again and phrase.place else role, [])
        elif self._only_locates(phrase):
            target = args.places.setdefault(_AROUND, [])
        elif self.is_verb and not args.subject and not args.nouns:
            target = args.subject
        elif self.is_verb and self._is_of_deed(item):
            # «دعا الوزير بعد لقائه نظيره»: whom the meeting was with
            return
        elif self.is_verb and phrase.number == "p" and not phrase.name and self._is_nominative(phrase):
            # «الذين قتلوا هم مدنيون»: in the nominative, so not what the verb does something to
            return
        elif self.is_verb and args.nouns and args.places.get("object", [phrase])[-1].last == phrase.first:
            # «أدانت مصر اتهام واشنطن طهران»: done by the one to the other, inside what the verb speaks of
            return
        else:
            done = self.is_verb or args.owned or self._is_second(phrase)
            target = args.places.setdefault("object" if done else "genitive", [])
        target.append(phrase)
        args.places["_last"] = target

    def _worded(self, position: int) -> int:
        """Return the last item of the words that a cue of several is: «على لسان»."""
        cue = self.u.select(position)
        end = self.items[position].last + (self.u.covered(position, cue) if cue is not None else 0)
        return max(at for at in range(position, len(self.items)) if at == position or self.items[at].last <= end)

    def _is_of_deed(self, item: Item) -> bool:
        """Return whether a phrase stands right behind a deed that has its doer's pronoun and a preposition before it."""
        at = self.items.index(item) - 1
        deed = self.items[at]
        led = deed.prep or (at > 0 and self.items[at - 1].is_particle("prepositions"))
        return at > self.index and deed.kind in NOUNS and bool(deed.suffix and deed.predicates and led)

    def _only_locates(self, phrase: Phrase) -> bool:
        """Return whether a place behind a side of it tells where a thing is that was named before: «دبابة شرق رفح»."""
        return any(self.s.is_of(at, "directions") for at in (phrase.first, phrase.first - 1)) and (phrase.place or phrase.kind == "state") and self._has_thing()

    def _gives_side(self, position: int) -> bool:
        """Return whether a word tells on which side of a place what was named before is."""
        ahead = self.items[position + 1 : position + _SIDES]
        side = self.s.is_of(self.items[position].first, "directions")
        return side and any(other.phrase is not None and (other.phrase.place or other.phrase.kind == "state") for other in ahead) and self._has_thing()

    def _has_thing(self) -> bool:
        """Return whether what an act is done to was named before: a thing, or people, who are counted where they could act."""
        args = self.args
        victims = [p for p in args.places.get("genitive", []) if p.kind in _HUMAN]
        if self.is_verb:
            victims += [p for p in args.subject if p.kind in _HUMAN and self.s.counts(p.first - 1)]
        return bool(victims or args.places.get("object")) or any(role == "object" for role, _ in args.nouns)

    def _gives_cause(self, position: int) -> bool:
        """Return whether a noun tells what somebody came to harm by."""
        item = self.items[position]
        return self.is_verb and not item.conj and item.kind not in ("particle", "np") and self.s.is_of(item.first, "harmed_by")

    def _is_second(self, phrase: Phrase) -> bool:
        """Return whether a phrase stands right behind who does what a verbal noun tells, so that it is done to it: «اتهام واشنطن طهران»."""
        doer = self.args.places.get("genitive")
        # «قيادات الحركة المسؤولة عن»
        describes = phrase.is_person and not phrase.name and phrase.last - phrase.first == 1
        return not describes and bool(doer) and doer is not None and doer[-1].last == phrase.first and "object" in self.parse.valency(self.index)

    def _is_nominative(self, phrase: Phrase) -> bool:
        """Return whether a phrase begins with a noun in the nominative."""
        return self.s.tokens[phrase.first].text.endswith(self.pack.settings.nominative_endings)
