"""Turn a pack's files into the tables the reader uses: every form of every word, and the trie of names."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from mithaq.errors import PackError
from mithaq.packs import schema
from mithaq.packs.analysis import Entry
from mithaq.packs.loader import PackSource, SharedSource
from mithaq.packs.pack import Compiled, Named, Topics
from mithaq.packs.predicate import Lexeme, Predicate
from mithaq.packs.word import Node
from mithaq.packs.wordforms import WORDFORMS, Cell, WordForms
from mithaq.text.clitics import SPLITTERS
from mithaq.text.fold import skeleton
from mithaq.text.tokens import tokenise

POSITION_SEPARATOR = "|"
# the verb forms whose verbal nouns are spelt like none of their own verb forms
_UNMISTAKABLE = (2, 7, 8, 10)


class _Tables:
    """What compiling fills: lists by reference number, forms by skeleton, names as a trie of words."""

    def __init__(self, settings: schema.Settings, forms: WordForms) -> None:
        self.settings = settings
        self.forms = forms
        self.predicates: list[Predicate] = []
        self.lexemes: list[Lexeme] = []
        self.entries: dict[str, list[Entry]] = {}
        self.names: list[Named] = []
        self.trie: dict[str, Any] = {}
        self.verbs: dict[tuple[str, int, str, str], int] = {}
        self.nouns: dict[str, int] = {}

    def add_entry(self, entry: Entry) -> None:
        listed = self.entries.setdefault(skeleton(entry.surface), [])
        if entry not in listed:
            listed.append(entry)

    def add_name(self, named: Named, phrase: str) -> int:
        self.names.append(named)
        ref = len(self.names) - 1
        inflected = [phrase] if named.type in ("role", "honorific") else self.forms.names(phrase, person=named.type == "person")
        for form in inflected:
            node = self.trie
            for token in tokenise(form, enclitics=self.settings.enclitics, elisions=self.settings.elisions):
                node = node.setdefault(skeleton(token.text), {})
            node.setdefault("", []).append(ref)
        return ref

    def add_predicate(self, lexeme: int, predicate: Predicate) -> None:
        self.predicates.append(predicate)
        known = self.lexemes[lexeme]
        self.lexemes[lexeme] = Lexeme(known.lemma, (*known.predicates, len(self.predicates) - 1))


def compile_pack(shared: SharedSource, source: PackSource, version: str) -> Compiled:
    """Return the tables of a language, the same for the same files.

    Raises:
        PackError: if a frame words no known act or operator, or a word cannot be inflected.
    """
    forms = WORDFORMS[_known(source, "wordforms", WORDFORMS)]
    tables = _Tables(source.settings, forms)
    _known(source, "clitics", SPLITTERS)
    for frame in source.frames:
        _add_frame(tables, forms, shared, frame)
    _add_light_verbs(tables, forms, source.light)
    named = {part.name for part in source.names}
    for row in source.verbs:
        _add_plain_verb(tables, forms, row, named)
    _add_territories(tables, forms, shared, source)
    _add_organisations(tables, forms, shared, source)
    _add_persons(tables, source.persons)
    _add_places(tables, source.places)
    _add_roles(tables, forms, source.roles)
    _add_small_words(tables, forms, source)
    return Compiled(
        language=source.language,
        version=version,
        settings=source.settings,
        acts=shared.acts,
        operators=shared.operators,
        plover=shared.plover,
        composition=shared.composition,
        topics=_topics(source.topics, source.settings),
        outlets={row.outlet: row.country for row in shared.outlets},
        predicates=tables.predicates,
        lexemes=tables.lexemes,
        entries={form: tuple(entries) for form, entries in tables.entries.items()},
        names=tables.names,
        trie=_trie(tables.trie),
        particles=source.particles | {name: _judging(forms, getattr(source.assessments, name)) for name in schema.Assessments.__struct_fields__},
        dates=source.dates,
        amounts=source.amounts,
    )


def _trie(branches: dict[str, Any]) -> dict[str, Node]:
    """Return the trie of names as it is kept: the names that end at a word apart from the words that follow it."""
    return {word: Node(tuple(node.get("", ())), _trie({after: inner for after, inner in node.items() if after})) for word, node in branches.items()}


def _known(source: PackSource, setting: str, functions: Mapping[str, object]) -> str:
    """Return what a language names to split or inflect its words.

    Raises:
        PackError: if there is no such function.
    """
    name: str = getattr(source.settings, setting)
    if name not in functions:
        where = f"packs/{source.language}/language.toml, {setting}"
        raise PackError("P015", f"{where}: {name!r} is not known; expected one of {', '.join(functions)}, or a new function beside them")
    return name


def _judging(forms: WordForms, words: schema.Judging) -> list[str]:
    """Return every form of the words that blame, or that praise."""
    adjectives = (cell.surface for word in words.adjectives for cell in forms.adjective(word, "", ()))
    nouns = (cell.surface for word, *plural in words.nouns for cell in forms.noun(word, plural))
    return list(dict.fromkeys((*adjectives, *nouns)))


def _topics(topics: schema.Topics, settings: schema.Settings) -> Topics:
    """Return the words of topics by skeleton."""
    return Topics(
        contexts={skeleton(word): name for name, words in topics.contexts.items() for word in words},
        media={name: list(_alternatives(phrases, settings)) for name, phrases in topics.media.items()},
        conditions=frozenset(map(skeleton, topics.words.conditions)),
        invitations=frozenset(map(skeleton, topics.words.invitations)),
        ordinals={skeleton(word): number for number, words in enumerate(topics.words.ordinals, 1) for word in words.split(POSITION_SEPARATOR)},
    )


def _positions(cell: str) -> tuple[str, ...]:
    """Return the positions of a valency cell in order of preference."""
    return tuple(part.strip() for part in cell.split(POSITION_SEPARATOR) if part.strip())


def words_of(phrase: str, settings: schema.Settings) -> tuple[str, ...]:
    """Return the words of a phrase in small letters, elisions apart and contractions undone: «fait l'objet d'un» asks for «fait le objet de un»."""
    words = [token.text for token in tokenise(phrase, elisions=settings.elisions)] if settings.elisions else phrase.split()
    return tuple(skeleton(settings.contractions.get(word, word)).lower() for word in words)


def _alternatives(items: Iterable[str], settings: schema.Settings) -> tuple[tuple[str, ...], ...]:
    """Return each required phrase as a tuple of skeleton words."""
    return tuple(
        words_of(phrase, settings)
        for item in items
        for phrase in item.split(POSITION_SEPARATOR)
        if phrase.strip()
    )


def _inflected(forms: WordForms, phrases: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Return required phrases with every form of their first word."""
    found: dict[tuple[str, ...], None] = {}
    for phrase in phrases:
        for cell in forms.noun(phrase[0], (phrase[0],) if phrase[0].endswith(forms.plural_endings) else ()):
            found[(skeleton(cell.surface), *phrase[1:])] = None
    return tuple(found)


def _add_frame(tables: _Tables, forms: WordForms, shared: SharedSource, frame: schema.Frame) -> None:
    """Add the verbs, nouns and phrases of a frame."""
    name = frame.frame.id
    if name not in shared.acts and name not in shared.operators:
        raise PackError("P010", f"packs/…/frames/{name}.toml: no act or operator {name!r} in shared/; add it there first")
    operator = name in shared.operators and not (name in shared.acts and not shared.operators[name].opaque)
    for pos, wordings in (("verb", frame.verb), ("phrase", frame.phrase), ("noun", frame.noun)):
        for wording in wordings:
            predicate = Predicate(
                frame=name,
                operator=operator,
                lemma=wording.lemma or wording.word,
                pos=pos,
                recipient=_positions(wording.recipient),
                partner=_positions(wording.partner),
                content=_positions(wording.content),
                actor=_positions(wording.actor),
                needs=_inflected(forms, _alternatives(wording.needs, tables.settings)),
                or_person=wording.or_person,
                either_side=wording.either_side,
                or_organisation=wording.or_organisation,
                or_place=wording.or_place,
                words=_alternatives(wording.words, tables.settings),
                cue=wording.cue,
                reports=wording.reports,
                effected=wording.effected,
                unless=_alternatives(wording.unless, tables.settings),
            )
            _add_wording(tables, forms, wording, predicate)


def _add_wording(tables: _Tables, forms: WordForms, wording: schema.Wording, predicate: Predicate) -> None:
    """Attach a predicate to its verb, its noun, or the first word of its phrase."""
    if wording.root or predicate.pos == "verb":
        reflexive = next((one for one in tables.settings.reflexives if wording.word.startswith(one)), "")
        if reflexive:
            wording = msgspec.structs.replace(wording, word=wording.word.removeprefix(reflexive))
            predicate = msgspec.structs.replace(predicate, cue="reflexive")
        rest = words_of(wording.word, tables.settings)[1:]
        predicate = _with_words(predicate, (rest,)) if rest else predicate
        tables.add_predicate(_verb_lexeme(tables, forms, wording), predicate)
        for masdar in (*forms.masdars(wording), *wording.masdar):
            tables.add_predicate(_noun_lexeme(tables, forms, masdar, (), "masdar"), predicate)
        return
    if predicate.pos == "phrase":
        for phrase in wording.words:
            for variant in phrase.split(POSITION_SEPARATOR):
                first, *after = _first_and_rest(variant, tables.settings)
                lexeme = _noun_lexeme(tables, forms, first, (), "cue")
                tables.add_predicate(lexeme, _with_words(predicate, (tuple(after),) if after else ()))
        return
    first, *after = _first_and_rest(wording.word, tables.settings)
    lexeme = _noun_lexeme(tables, forms, first, tuple(p.split()[0] for p in wording.plural), "noun")
    tables.add_predicate(lexeme, _with_words(predicate, (tuple(after),) if after else ()))


def _first_and_rest(phrase: str, settings: schema.Settings) -> list[str]:
    """Return the first word of a phrase as it is written, and the words that must follow it."""
    first = phrase.split()[0]
    if settings.elisions:
        first = next(iter(tokenise(phrase, elisions=settings.elisions))).text
    return [first, *words_of(phrase, settings)[1:]]


def _with_words(predicate: Predicate, words: tuple[tuple[str, ...], ...]) -> Predicate:
    """Return the predicate with the words that must follow it directly."""
    return msgspec.structs.replace(predicate, words=words)


def _verb_lexeme(tables: _Tables, forms: WordForms, wording: schema.Wording) -> int:
    """Return the reference of a verb, with its forms in the lexicon."""
    key = (wording.root or wording.word.partition(" ")[0], wording.form, wording.past, wording.present)
    if key not in tables.verbs:
        tables.lexemes.append(Lexeme(wording.lemma or wording.word))
        ref = tables.verbs[key] = len(tables.lexemes) - 1
        try:
            for cell in forms.verb(wording):
                tables.add_entry(Entry(cell.surface, "verb", ref, cell.tense, cell.gender, cell.number, cell.passive))
            for cell in forms.participles(wording):
                tables.add_entry(Entry(cell.surface, cell.tense, ref, "", cell.gender, cell.number))
        except (KeyError, IndexError, ValueError) as error:
            raise PackError(
                "P011", f"verb {wording.lemma or wording.word!r}: root {wording.root!r}, form {wording.form}: cannot be conjugated"
            ) from error
    return tables.verbs[key]


def _noun_lexeme(tables: _Tables, forms: WordForms, word: str, plural: Sequence[str], kind: str) -> int:
    """Return the reference of a verbal noun, noun or cue word, with its forms in the lexicon."""
    if word not in tables.nouns:
        tables.lexemes.append(Lexeme(word))
        tables.nouns[word] = len(tables.lexemes) - 1
    ref = tables.nouns[word]
    if kind == "cue":
        tables.add_entry(Entry(word, "cue", ref))
        return ref
    for cell in forms.noun(word, plural):
        tables.add_entry(Entry(cell.surface, kind, ref, "", cell.gender, cell.number))
    return ref


def _add_plain_verb(tables: _Tables, forms: WordForms, row: schema.PlainVerb | schema.PlainLemma, named: set[str]) -> None:
    """Add a verb that words nothing, and its verbal nouns where they look like no verb and no name: «تكبيد»."""
    if isinstance(row, schema.PlainLemma):
        _verb_lexeme(tables, forms, schema.Wording(lemma=row.lemma, word=row.lemma))
        return
    wording = schema.Wording(lemma=row.lemma, root=row.root, form=int(row.form), past=row.past, present=row.present)
    _verb_lexeme(tables, forms, wording)
    for masdar in forms.masdars(wording) if wording.form in _UNMISTAKABLE else ():
        if masdar not in named and masdar not in tables.nouns:
            for cell in forms.noun(masdar, ()):
                tables.add_entry(Entry(cell.surface, "vocab", -1, "", cell.gender, cell.number))


def _add_light_verbs(tables: _Tables, forms: WordForms, light: schema.LightVerbs) -> None:
    """Add the verbs that hand their subject to the noun after them."""
    for verb in light.light:
        wording = schema.Wording(
            lemma=verb.lemma, word="" if verb.root else verb.lemma, root=verb.root, form=verb.form, past=verb.past, present=verb.present, masdar=verb.masdar
        )
        predicate = Predicate(
            frame="light",
            operator=True,
            lemma=verb.lemma,
            pos="verb",
            recipient=_positions(verb.recipient),
            partner=_positions(verb.partner),
            actor=_positions(verb.actor),
            content=(verb.via,),
            light=verb.role,
            via=verb.via,
            reports=verb.reports,
        )
        _add_wording(tables, forms, wording, predicate)


def _add_territories(tables: _Tables, forms: WordForms, shared: SharedSource, source: PackSource) -> None:
    """Add states: names, nisba adjectives, peoples, capitals and seats of power."""
    known = {row.code: row for row in shared.territories}
    for row in source.territories:
        state = known.get(row.code)
        label = state.en if state else row.code
        first = (schema.split(row.names) or schema.split(row.weak) or [row.code])[0]
        for name in schema.split(row.names):
            tables.add_name(Named("state", row.code, "state", "GOV", name=first, label=label), name)
        for name in schema.split(row.weak):
            tables.add_name(Named("state", row.code, "state", "GOV", name=first, label=label, weak=True), name)
        place = (float(state.lat), float(state.lon)) if state and state.lat and state.lon else (None, None)
        for name in schema.split(row.capital):
            capital = state.capital if state else name
            tables.add_name(Named("capital", row.code, "government", "GOV", "", name, capital, lat=place[0], lon=place[1], precision="city"), name)
        for seat in schema.split(row.seats):
            name, _, sector = seat.partition("=")
            tables.add_name(Named("seat", row.code, "government", sector or "GOV", "", name, label), name)
        _add_demonyms(tables, forms, row.code, schema.split(row.nisba), schema.split(row.people), first)


def _add_demonyms(
    tables: _Tables, forms: WordForms, code: str, nisbas: list[str], people: list[str], name: str
) -> None:
    """Add adjectives of belonging and the nouns of a people."""
    for nisba in nisbas:
        tables.names.append(Named("nisba", code, "people", "CVL", name=name))
        ref = len(tables.names) - 1
        first, _, second = nisba.partition(" ")
        for cell in forms.nisba(first, people):
            kind = "accusative" if cell.tense == "accusative" else "nisba"
            # «كوري جنوبي»: an adjective in two words is one only where the second follows
            tables.add_entry(Entry(cell.surface, "nisba_first" if second else kind, ref, skeleton(second), cell.gender, cell.number))
        people = []


def _add_organisations(tables: _Tables, forms: WordForms, shared: SharedSource, source: PackSource) -> None:
    """Add organisations and groups with their organs and adjectives."""
    known = {row.code: row for row in shared.organisations}
    for row in source.organisations:
        label = known[row.code].en if row.code in known else ""
        names = schema.split(row.names)
        first = (names or schema.split(row.weak) or [row.code])[0]
        code = _joined(known[row.code]) if row.kind == "group" and row.code in known else row.code
        for listed, weak in ((names, False), (schema.split(row.weak), True)):
            for name in listed:
                # a row of papers or parties of one state holds many; a row with a code of its own is one
                own = first if row.code in known else name
                tables.add_name(Named("org", code, row.kind, row.sector, name=own, label=label, weak=weak), name)
        for name in schema.split(row.organs):
            tables.add_name(Named("org", row.code, row.kind, row.sector, name=name, label=label), name)
        for name in schema.split(row.people):
            for variant in dict.fromkeys((name, f"{source.settings.article}{name}")):
                tables.add_name(Named("org", row.code, row.kind, row.sector, name=first, label=label, number="p"), variant)
        _add_demonyms(tables, forms, row.code, schema.split(row.nisba), [], first)


def _joined(row: schema.Organisation) -> str:
    """Return the states of a group that has no body of its own, as one code (``DEU+FRA+GBR``)."""
    return "+".join(dict.fromkeys(member.state for member in schema.members(row.members)))


def _add_persons(tables: _Tables, rows: list[schema.Person]) -> None:
    """Add known persons; the post and its dates stay with each row."""
    for row in rows:
        names = schema.split(row.names)
        for phrase, weak in itertools.chain(((n, False) for n in names), ((n, True) for n in schema.split(row.short))):
            tables.add_name(
                Named("person", row.code, "person", row.sector, row.post, names[0], row.en, weak, since=row.since, until=row.until),
                phrase,
            )


def _add_places(tables: _Tables, rows: list[schema.PlaceRow]) -> None:
    """Add cities and regions."""
    for row in rows:
        lat, lon = (float(row.lat), float(row.lon)) if row.lat and row.lon else (None, None)
        first = (schema.split(row.names) or schema.split(row.weak))[0]
        for names, weak in ((row.names, False), (row.weak, True)):
            for name in schema.split(names):
                tables.add_name(
                    Named("place", row.country, "state", "", "", first, row.en, weak, lat=lat, lon=lon, precision=row.precision or "city"),
                    name,
                )


# the offices of a state that are said to be somebody's: «وزير خارجيته»
_OWNED = ("head_of_government", "foreign_minister", "defence_minister", "interior_minister", "other_minister", "speaker_of_parliament", "military_commander")


def _add_roles(tables: _Tables, forms: WordForms, rows: list[schema.Role]) -> None:
    """Add every inflected head of every role with each spelling of its tail."""
    for row in rows:
        for cell in forms.role_heads(row.singular, row.feminine, schema.split(row.plural)):
            accusative = bool(row.tail) and cell.tense == "accusative"
            for tail in forms.led_tails(row.tail) if accusative else forms.tails(row.tail):
                # a dual in the construct without what it governs looks like an adjective («ملكي»), but «نظيريه» has its pronoun
                if not tail and cell.number == "d" and not cell.surface.endswith("ن") and row.post != "counterpart":
                    continue
                tables.add_name(_role(row, cell, tail), f"{cell.surface} {tail}".strip())
            if row.tail and row.post in _OWNED and cell.number == "s" and not accusative:
                for tail, pronoun in forms.owned_tails(row.tail):
                    tables.add_name(_role(row, cell, tail, pronoun), f"{cell.surface} {tail}")


def _role(row: schema.Role, cell: Cell, tail: str, pronoun: str = "") -> Named:
    """Return what one form of a role's head is known as, with its tail."""
    return Named("role", "", row.kind, row.sector, row.post, row.singular or cell.surface, gender=cell.gender, number=cell.number, tail=tail, pronoun=pronoun)


# the classes of function words; the other lists of particles.toml are looked up, not read as particles
_PARTICLES = (
    "complementisers", "relatives", "conjunctions", "aspect", "subordinators", "conditionals", "negations", "future",
    "prepositions", "purpose", "demonstratives", "pronouns", "adverbs", "quantifiers", "openers",
)  # fmt: skip


def _add_small_words(tables: _Tables, forms: WordForms, source: PackSource) -> None:
    """Add modifiers, honorifics, ordinary nouns, parts of names and function words."""
    for noun in source.nouns:
        for cell in forms.noun(noun.word, schema.split(noun.plural)):
            tables.add_entry(Entry(cell.surface, "vocab", -1, "", cell.gender, cell.number))
    for row in source.modifiers:
        for cell in forms.adjective(row.word, row.feminine, schema.split(row.plural)):
            tables.add_entry(Entry(cell.surface, "modifier", -1, row.role, cell.gender, cell.number))
    for honorific in source.honorifics:
        tables.add_name(Named("honorific"), honorific.word)
    for part in source.names:
        tables.add_entry(Entry(part.name, "given" if part.kind != "family" else "family", -1, part.kind))
    for group in _PARTICLES:
        for word in source.particles.get(group, []):
            if " " not in word:
                tables.add_entry(Entry(word, "particle", -1, group))
