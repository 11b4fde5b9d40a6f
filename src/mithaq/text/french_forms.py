"""French word forms: verbs of all three groups by their infinitive, feminines and plurals, ways to capitalise a phrase.

Sources: own knowledge of the language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

# third group, by how the infinitive ends, the longest ending first: je, il, stem of nous, ils, il in the passé simple,
# stem of the future, stem of the subjunctive, participle; @ stands for what goes before the ending
_THIRD = """
être: suis est ét sont fut ser soi été; avoir: ai a av ont eut aur ai eu; faire: @fais @fait @fais @font @fit @fer @fass @fait
aller: vais va all vont alla ir aill allé; dire: @dis @dit @dis @disent @dit @dir @dis @dit; maudire: @maudis @maudit @maudiss @maudissent @maudit @maudir @maudiss @maudit
venir: @viens @vient @ven @viennent @vint @viendr @vienn @venu; tenir: @tiens @tient @ten @tiennent @tint @tiendr @tienn @tenu
courir: @cours @court @cour @courent @courut @courr @cour @couru; mourir: meurs meurt mour meurent mourut mourr meur mort
quérir: @quiers @quiert @quér @quièrent @quit @querr @quièr @quis; fuir: @fuis @fuit @fuy @fuient @fuit @fuir @fui @fui
cueillir: @cueille @cueille @cueill @cueillent @cueillit @cueiller @cueill @cueilli; saillir: @saille @saille @saill @saillent @saillit @saillir @saill @sailli
ouvrir: @ouvre @ouvre @ouvr @ouvrent @ouvrit @ouvrir @ouvr @ouvert
offrir: @offre @offre @offr @offrent @offrit @offrir @offr @offert; souffrir: souffre souffre souffr souffrent souffrit souffrir souffr souffert
partir: @pars @part @part @partent @partit @partir @part @parti; sortir: @sors @sort @sort @sortent @sortit @sortir @sort @sorti
sentir: @sens @sent @sent @sentent @sentit @sentir @sent @senti; mentir: @mens @ment @ment @mentent @mentit @mentir @ment @menti
servir: @sers @sert @serv @servent @servit @servir @serv @servi; dormir: @dors @dort @dorm @dorment @dormit @dormir @dorm @dormi

haïr: hais hait haïss haïssent haït haïr haïss haï; vêtir: @vêts @vêt @vêt @vêtent @vêtit @vêtir @vêt @vêtu
cevoir: @çois @çoit @cev @çoivent @çut @cevr @çoiv @çu; devoir: dois doit dev doivent dut devr doiv dû; pouvoir: peux peut pouv peuvent put pourr puiss pu
vouloir: veux veut voul veulent voulut voudr veuill voulu; savoir: sais sait sav savent sut saur sach su; valoir: @vaux @vaut @val @valent @valut @vaudr @vaill @valu
falloir: faut faut fall fallent fallut faudr faill fallu; mouvoir: @meus @meut @mouv @meuvent @mut @mouvr @meuv @mu; asseoir: assieds assied assey asseyent assit assiér assey assis
pourvoir: pourvois pourvoit pourvoy pourvoient pourvut pourvoir pourvoi pourvu; prévoir: prévois prévoit prévoy prévoient prévit prévoir prévoi prévu
voir: @vois @voit @voy @voient @vit @verr @voi @vu; déchoir: déchois déchoit déchoy déchoient déchut déchoir déchoi déchu; pleuvoir: pleut pleut pleuv pleuvent plut pleuvr pleuv plu
prendre: @prends @prend @pren @prennent @prit @prendr @prenn @pris; mettre: @mets @met @mett @mettent @mit @mettr @mett @mis
battre: @bats @bat @batt @battent @battit @battr @batt @battu; aindre: @ains @aint @aign @aignent @aignit @aindr @aign @aint
eindre: @eins @eint @eign @eignent @eignit @eindr @eign @eint; oindre: @oins @oint @oign @oignent @oignit @oindr @oign @oint
résoudre: résous résout résolv résolvent résolut résoudr résolv résolu; soudre: @sous @sout @solv @solvent @solut @soudr @solv @sous; coudre: couds coud cous cousent cousit coudr cous cousu; dre: @ds @d @d @dent @dit @dr @d @du
rompre: @romps @rompt @romp @rompent @rompit @rompr @romp @rompu; vaincre: @vaincs @vainc @vainqu @vainquent @vainquit @vaincr @vainqu @vaincu
nuire: nuis nuit nuis nuisent nuisit nuir nuis nui; uire: @uis @uit @uis @uisent @uisit @uir @uis @uit; rire: @ris @rit @ri @rient @rit @rir @ri @ri
crire: @cris @crit @criv @crivent @crivit @crir @criv @crit
lire: @lis @lit @lis @lisent @lut @lir @lis @lu; suffire: suffis suffit suffis suffisent suffit suffir suffis suffi
suivre: @suis @suit @suiv @suivent @suivit @suivr @suiv @suivi; vivre: @vis @vit @viv @vivent @vécut @vivr @viv @vécu
inclure: inclus inclut inclu incluent inclut inclur inclu inclus; clure: @clus @clut @clu @cluent @clut @clur @clu @clu
naître: @nais @naît @naiss @naissent @naquit @naîtr @naiss @né; connaître: @connais @connaît @connaiss @connaissent @connut @connaîtr @connaiss @connu
paraître: @parais @paraît @paraiss @paraissent @parut @paraîtr @paraiss @paru; croître: @crois @croît @croiss @croissent @crut @croîtr @croiss @cru
croire: crois croit croy croient crut croir croi cru; boire: bois boit buv boivent but boir boiv bu; plaire: @plais @plaît @plais @plaisent @plut @plair @plais @plu
taire: tais tait tais taisent tut tair tais tu; traire: @trais @trait @tray @traient @tray @trair @trai @trait
"""
# forms that no stem gives
_EXTRA = {
    "être": {"present": ["sommes", "êtes"], "subjunctive": ["soit", "soyons", "soyez"]},
    "avoir": {"subjunctive": ["ait", "ayons", "ayez"], "gerund": ["ayant"]},
    "faire": {"present": ["@faites"], "subjunctive": ["@fassions", "@fassiez"]},
    "dire": {"present": ["@dites"]},
    "savoir": {"subjunctive": ["sachions", "sachiez"], "gerund": ["sachant"]},
    "pouvoir": {"subjunctive": ["puissions", "puissiez"]},
}
# forms that the stems of être and avoir would give, and nobody says
_NONE = frozenset({"étons", "étez", "soie", "aie"})
# verbs of the first group that double their consonant before a mute e
_DOUBLING = ("appeler", "rappeler", "interpeller", "jeter", "rejeter", "projeter", "renouveler", "chanceler", "épeler", "étinceler", "morceler", "niveler", "ruisseler", "feuilleter", "cacheter")
_FEMININES = {
    "turc": "turque", "grec": "grecque", "public": "publique", "blanc": "blanche", "franc": "franche", "sec": "sèche", "nouveau": "nouvelle", "beau": "belle", "vieux": "vieille",
    "faux": "fausse", "doux": "douce", "roux": "rousse", "long": "longue", "bas": "basse", "gros": "grosse", "frais": "fraîche", "favori": "favorite", "malin": "maligne", "letton": "lettone",
    "bénin": "bénigne", "gentil": "gentille", "sot": "sotte", "nul": "nulle", "fou": "folle", "mou": "molle", "andalou": "andalouse",
}  # fmt: skip
# how feminines are made of masculines, by their ending, the longest first
_ENDINGS = (("teur", "trice"), ("eur", "euse"), ("eux", "euse"), ("oux", "ouse"), ("ien", "ienne"), ("éen", "éenne"), ("yen", "yenne"), ("on", "onne"), ("el", "elle"), ("eil", "eille"), ("if", "ive"), ("er", "ère"), ("cret", "crète"), ("plet", "plète"), ("et", "ette"), ("ef", "ève"))
# nouns and adjectives in -al whose plural takes -s
_REGULAR_AL = frozenset({"bal", "carnaval", "festival", "récital", "régal", "naval", "fatal", "natal", "final", "banal"})
# plurals that no rule makes
_PLURALS = {"travail": "travaux", "bail": "baux", "vitrail": "vitraux", "corail": "coraux", "œil": "yeux", "bijou": "bijoux", "monsieur": "messieurs", "madame": "mesdames", "bleu": "bleus", "pneu": "pneus", "landau": "landaus"}
# words that stay small in a title
_SMALL = frozenset({"de", "du", "des", "d'", "l'", "la", "le", "les", "à", "au", "aux", "et", "en", "pour", "sur", "par", "chargé", "chargée"})
_UNACCENTED = str.maketrans("ÀÂÇÉÈÊËÎÏÔÛÜ", "AACEEEEIIOUU")


class VerbForm(NamedTuple):
    """One form of a verb; ``tense``: infinitive, present, imperfect, past, future, conditional, subjunctive, participle or gerund."""

    surface: str
    tense: str
    gender: str = ""
    number: str = "s"


class _Stems(NamedTuple):
    """What the forms of a verb are made from."""

    first: str
    third: str
    plural: str
    they: str
    past: str
    future: str
    subjunctive: str
    participle: str


def _families() -> list[tuple[str, _Stems]]:
    """Return the families of the third group by the ending of their infinitive, the longest first."""
    entries = (entry.split(":") for entry in _THIRD.replace("\n", ";").split(";") if entry.strip())
    return sorted(((ending.strip(), _Stems(*stems.split())) for ending, stems in entries), key=lambda family: -len(family[0]))


_FAMILIES = _families()
# verbs of the second group that end like those of a family
_SECOND = frozenset({"asservir", "assortir", "impartir", "répartir"})


def conjugate(infinitive: str) -> Iterator[VerbForm]:
    """Yield the forms of a verb given by its infinitive, each once."""
    yield from dict.fromkeys(_forms(infinitive))


def _forms(infinitive: str) -> Iterator[VerbForm]:
    """Yield the forms of a verb."""
    yield VerbForm(infinitive, "infinitive")
    if infinitive.endswith("er") and infinitive != "aller":
        yield from _first_group(infinitive[:-2])
        return
    ending, stems = _stems(infinitive)
    before, extra = infinitive[: len(infinitive) - len(ending)], _EXTRA.get(ending, {})
    yield from (form for form in _from_stems(stems) if not (form.tense == "gerund" and "gerund" in extra) and form.surface not in _NONE)
    for tense, forms in extra.items():
        yield from (VerbForm(form.replace("@", before), tense, number="s" if form in ("soit", "ait") else "p") for form in forms)


def _stems(infinitive: str) -> tuple[str, _Stems]:
    """Return the family of a verb and its stems; a verb in -ir without a family belongs to the second group.

    Raises:
        ValueError: if the infinitive ends like no verb.
    """
    if infinitive not in _SECOND:
        for ending, stems in _FAMILIES:
            marked = any("@" in stem for stem in stems)
            if infinitive == ending or (marked and infinitive.endswith(ending)):
                before = infinitive[: len(infinitive) - len(ending)]
                return ending, _Stems(*(stem.replace("@", before) for stem in stems))
    if not infinitive.endswith("ir"):
        raise ValueError(infinitive)
    stem = infinitive[:-1]
    return infinitive, _Stems(stem + "s", stem + "t", stem + "ss", stem + "ssent", stem + "t", infinitive, stem + "ss", stem)


def _from_stems(stems: _Stems) -> Iterator[VerbForm]:
    """Yield the forms of a verb of the second or third group."""
    yield from (VerbForm(form, "present") for form in (stems.first, stems.third))
    yield from (VerbForm(stems.plural + ending, "present", number="p") for ending in ("ons", "ez"))
    yield VerbForm(stems.they, "present", number="p")
    yield from _imperfect(stems.plural)
    yield VerbForm(stems.past, "past")
    yield VerbForm("allèrent" if stems.past == "alla" else stems.past[:-1] + "rent", "past", number="p")
    yield from _future(stems.future)
    yield from (VerbForm(stems.subjunctive + "e", "subjunctive"), VerbForm(stems.subjunctive + "ent", "subjunctive", number="p"))
    yield from _participles(stems.participle)
    yield VerbForm(stems.plural + "ant", "gerund")


def _imperfect(stem: str) -> Iterator[VerbForm]:
    """Yield the imparfait of a stem."""
    yield from (VerbForm(stem + ending, "imperfect") for ending in ("ais", "ait"))
    yield from (VerbForm(stem + ending, "imperfect", number="p") for ending in ("ions", "iez", "aient"))


def _future(stem: str) -> Iterator[VerbForm]:
    """Yield the futur and the conditionnel of a stem."""
    yield from (VerbForm(stem + ending, "future") for ending in ("ai", "a"))
    yield from (VerbForm(stem + ending, "future", number="p") for ending in ("ons", "ez", "ont"))
    yield from (VerbForm(stem + ending, "conditional") for ending in ("ais", "ait"))
    yield from (VerbForm(stem + ending, "conditional", number="p") for ending in ("ions", "iez", "aient"))


def _participles(masculine: str) -> Iterator[VerbForm]:
    """Yield the past participle in its genders and numbers."""
    # «dissous, dissoute»
    bare = masculine.replace("û", "u") if masculine == "dû" else masculine[:-1] + "t" if masculine.endswith("sous") else masculine
    yield VerbForm(masculine, "participle", "m")
    yield VerbForm(bare + "e", "participle", "f")
    yield VerbForm(masculine if masculine.endswith("s") else bare + "s", "participle", "m", "p")
    yield VerbForm(bare + "es", "participle", "f", "p")


def _first_group(stem: str) -> Iterator[VerbForm]:
    """Yield the forms of a verb in -er: a stem before a, before e that is heard, before e that is not."""
    broad = {"c": stem[:-1] + "ç", "g": stem + "e"}.get(stem[-1], stem)
    for mute, future in _mute(stem):
        yield VerbForm(mute + "e", "present")
        yield VerbForm(mute + "ent", "present", number="p")
        yield from (VerbForm(mute + "e", "subjunctive"), VerbForm(mute + "ent", "subjunctive", number="p"))
        yield from _future(future)
    yield from (VerbForm(form, "present", number="p") for form in (broad + "ons", stem + "ez"))
    yield from (VerbForm(broad + ending, "imperfect") for ending in ("ais", "ait"))
    yield from (VerbForm(form, "imperfect", number="p") for form in (broad + "aient", stem + "ions", stem + "iez"))
    yield from (VerbForm(broad + "a", "past"), VerbForm(stem + "èrent", "past", number="p"))
    yield from _participles(stem + "é")
    yield VerbForm(broad + "ant", "gerund")


def _mute(stem: str) -> Iterator[tuple[str, str]]:
    """Yield the stems of a verb in -er before a mute e and in the future: «lève», «appelle», «cède» and «cédera», «emploie», «enverra»."""
    if stem.endswith("envoy"):
        yield stem[:-1] + "i", stem[:-2] + "err"
        return
    if stem.endswith(("oy", "uy", "ay")):
        yield stem[:-1] + "i", stem[:-1] + "ier"
        if stem.endswith("ay"):
            yield stem, stem + "er"
        return
    consonants = len(stem) - len(stem.rstrip("bcdfghjklmnpqrstvwxz"))
    at = len(stem) - consonants - 1
    if stem.endswith(("gu", "qu")):
        at = len(stem) - 3
    if stem + "er" in _DOUBLING:
        doubled = stem if stem.endswith("ll") else stem + stem[-1]
        yield doubled, doubled + "er"
    elif at >= 0 and stem[at] == "e" and consonants in (1, 2) and (consonants == 1 or stem[-2:] in ("vr", "br", "cr")):
        grave = stem[:at] + "è" + stem[at + 1 :]
        yield grave, grave + "er"
    elif at >= 0 and stem[at] == "é" and at < len(stem) - 1:
        grave = stem[:at] + "è" + stem[at + 1 :]
        yield grave, stem + "er"
        yield grave, grave + "er"
    else:
        yield stem, stem + "er"


def plural(word: str) -> str:
    """Return the plural of a noun or adjective."""
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al") and word not in _REGULAR_AL:
        return word[:-1] + "ux"
    return word + ("x" if word.endswith(("au", "eu")) else "s")


def feminine(word: str) -> str:
    """Return the feminine of an adjective."""
    if word in _FEMININES:
        return _FEMININES[word]
    if word.endswith("e"):
        return word
    for ending, changed in _ENDINGS:
        if word.endswith(ending):
            return word[: -len(ending)] + changed
    return word + "e"


def capitalised(phrase: str) -> list[str]:
    """Return a phrase in the ways a report may write it: as given, small, with large first letter, with large words, without accents on them."""
    words = phrase.split()
    small = phrase[:1].lower() + phrase[1:] if not phrase.isupper() else phrase
    titled = " ".join(word if word.lower() in _SMALL else _large(word) for word in words)
    variants = (phrase, small, phrase.lower() if not any(word.isupper() for word in words) else phrase, _large(phrase), titled)
    return list(dict.fromkeys(form for variant in variants for form in (variant, variant.translate(_UNACCENTED))))


def _large(word: str) -> str:
    """Return a word with its first letter large, past an elided article."""
    at = word.find("'") + 1 if word[1:3].find("'") >= 0 else 0
    return word[:at] + word[at : at + 1].upper() + word[at + 1 :]
