"""Whose something is: adjectives of belonging, genitives, owners of what an act reaches."""

from __future__ import annotations

from mithaq.annotate.items import NOUNS, Item
from mithaq.annotate.marks import DASHES
from mithaq.annotate.proposition import Arguments, Parse, Proposition
from mithaq.annotate.sentence import Phrase

# within how many items behind a thing its owner may stand
_ANNEXED = 3


class Belonging:
    """Finds to whom the nouns of one sentence belong."""

    def __init__(self, parse: Parse) -> None:
        self.s, self.pack, self.items = parse.sentence, parse.pack, parse.items
        self._named = {item.first for item in parse.items if item.phrase is not None}

    def belonging(self, item: Item) -> list[Phrase]:
        """Return the state that an adjective after a noun names: «غارة إسرائيلية», «المقاتلات الحربية التركية»."""
        for index in range(item.last, min(item.last + 2, len(self.s.tokens))):
            if index in self._named and not self.s.has(index, "nisba"):
                # «مقتل طفل لبناني»: of the child
                return []
            for analysis in self.s.analyses[index]:
                accusative = analysis.entry.kind == "accusative" and self.s.tokens[item.last - 1].text.endswith("ا")
                is_nisba = (analysis.entry.kind == "nisba" or accusative) and not analysis.conj and not analysis.prep
                if is_nisba and item.kind == "masdar" and analysis.entry.number in ("p", "d"):
                    # «تدمير دبابتين إسرائيليتين»: of the tanks
                    return []
                if is_nisba and analysis.det == item.det and not self._is_ordinary(index):
                    token = self.s.tokens[index]
                    named = self.pack.names[analysis.entry.ref]
                    return [
                        Phrase(index, index + 1, token.start, token.end, "state", named.code, "GOV", name=named.name, form="description")
                    ]  # fmt: skip
            # «الطائرات المسيرية», «صواريخ جافلين الأمريكية»
            unknown = not self.s.analyses[index] and (self.s.known[index].foreign or self.s.tokens[index].text.endswith(self.pack.settings.adjective_endings))
            if item.kind == "masdar" and self.s.stem_is_of(index, "transparent"):
                # «قصف موقع تركي»: of the site
                return []
            if not unknown and not self.s.has(index, "modifier") and not self.s.has(index, "vocab"):
                return []
        return []

    def pair(self, item: Item) -> list[Phrase]:
        """Return the two states whose adjectives stand in a row behind a noun: «المحادثات الكينية الصومالية», «القمة الكينية - الأوغندية»."""
        first = self.belonging(item)
        at = first[0].last if first else len(self.s.tokens)
        at += self.s.is_mark(at, DASHES)
        if at >= len(self.s.tokens) or self._is_ordinary(at):
            return []
        other = next((a for a in self.s.analyses[at] if a.entry.kind == "nisba" and a.det == item.det and not (a.conj or a.prep)), None)
        named = self.pack.names[other.entry.ref] if other is not None else None
        if named is None or named.code == first[0].code:
            return []
        token = self.s.tokens[at]
        return [*first, Phrase(at, at + 1, token.start, token.end, "state", named.code, "GOV", name=named.name, form="description")]

    def of_thing(self, index: int) -> list[Phrase]:
        """Return whose a thing is that somebody got: «الوديعة السعودية», «قرض صندوق النقد الدولي»."""
        item = self.items[index]
        return self.belonging(item) or (self.genitive_of(index) if self.s.stem_is_of(item.first, "loans") else [])

    def of_goods(self, objects: list[int]) -> list[Phrase]:
        """Return whose the goods are that somebody got, counted or not: «تسلم 25 مدرعة هندية»."""
        if not objects:
            return []
        at = objects[-1]
        if self.s.tokens[self.items[at].first].kind == "number" and at + 1 < len(self.items):
            at += 1
        inner = self.items[at + 1] if at + 1 < len(self.items) else None
        # «شحنة مساعدات فرنسية»
        annexed = inner is not None and inner.kind in (*NOUNS, "word") and not (inner.det or inner.prep or inner.conj or self.items[at].det)
        return self.belonging(self.items[at]) or (self.belonging(inner) if inner is not None and annexed else [])

    def _is_ordinary(self, index: int) -> bool:
        """Return whether an adjective of belonging behind a noun is an ordinary one: «المستحقات المالية»."""
        return self.s.stem_is_of(index, "adjectival")

    def genitive_of(self, index: int) -> list[Phrase]:
        """Return who stands in the genitive directly behind a noun: «مئات المستوطنين», «طائرات التحالف»."""
        follows = self.items[index + 1] if index + 1 < len(self.items) else None
        if follows is None or follows.kind != "np" or follows.phrase is None or follows.prep or follows.conj or self.items[index].det:
            return []
        return [follows.phrase] if not follows.phrase.place or follows.phrase.form == "metonym" else []

    def is_genitive(self, position: int) -> bool:
        """Return whether a phrase belongs to the noun directly before it: «زيارة الرئيس»."""
        before = self.items[position - 1] if position else None
        if before is None or self.items[position].conj:
            return False
        if before.kind == "np" and before.phrase is not None:
            return before.phrase.kind == "document" and not before.phrase.det
        if before.kind in ("word", "apart", "ppart") and position > 1 and self.items[position - 2].leads:
            return not before.det and not self.items[position].prep
        return before.kind in NOUNS and not before.det and not before.suffix

    def counts(self, item: Item) -> bool:
        """Return whether a word only says how many of somebody there are: «عشرات», «بعض»."""
        return item.is_particle("quantifiers") or (item.kind == "word" and self.s.is_of(item.first, "counting"))

    def owner_of_object(self, proposition: Proposition, args: Arguments) -> list[Phrase]:
        """Return whose the object is, where the object itself is no actor: «قصفت مواقع لتنظيم ...», «المواقع الروسية»."""
        objects = [i for role, i in args.nouns if role == "object" and i != args.unnamed]
        if not objects or proposition.item.kind not in ("verb", "apart", "masdar"):
            return []
        if proposition.item.kind == "masdar" and not (proposition.predicate.effected or proposition.item.suffix) and not self.s.stem_is_of(self.items[objects[0]].first, "transparent"):
            # «استهداف القواعد الأمريكية», not «قصف الطائرات الروسية»
            return []
        follows = self.items[objects[0] + 1] if objects[0] + 1 < len(self.items) else None
        if follows is not None and not follows.prep and not follows.conj and self.counts(follows):
            return self.genitive_of(objects[0] + 1)
        if owner := self._whose_target(objects[0]):
            return [owner]
        # «ناقلة جند أوكرانية», «حاملة الطائرات الأميركية»
        annexed = follows is not None and follows.kind in (*NOUNS, "word") and not (follows.prep or follows.conj or self.items[objects[0]].det)
        return self.belonging(self.items[objects[0]]) or (self.belonging(follows) if follows is not None and annexed else []) or self._joined(objects[0])

    def _whose_target(self, index: int) -> Phrase | None:
        """Return whom «of» names behind what is hit: «مواقع للتنظيم», «نقطة تموضع لجنود الجيش»."""
        for at in range(index + 1, min(index + 1 + _ANNEXED, len(self.items))):
            item = self.items[at]
            if item.phrase is not None:
                return item.phrase if item.prep == "ل" else None
            if item.kind not in (*NOUNS, "word", "modifier") or item.prep or item.conj or item.det:
                return None
        return None

    def _joined(self, index: int) -> list[Phrase]:
        """Return whose the things are of which only the last has the adjective: «دبابات وجرافتين إسرائيليتين»."""
        index += self.s.tokens[self.items[index].first].kind == "number"
        behind = self.items[index + 1] if index + 1 < len(self.items) else None
        joined = behind is not None and behind.kind in (*NOUNS, "word") and not (behind.prep or behind.suffix) and self.s.tokens[behind.first].text[:1] in self.pack.settings.conjunctions
        return self.belonging(behind) if joined and behind is not None and behind.det == self.items[index].det else []
