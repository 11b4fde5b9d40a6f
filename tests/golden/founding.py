"""Variants of the founding report of our own, ``samples/consultations.json``: the same facts otherwise put."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

SAMPLE = json.loads((Path(__file__).parents[2] / "samples" / "consultations.json").read_text(encoding="utf-8"))
TEXT: str = SAMPLE["text"]
# the other names, then what they do to codes, persons and dates of the records
Renaming = tuple[Mapping[str, str], Mapping[str, str]]

SAHEL: Renaming = (
    {
        "مجموعة شرق أفريقيا": "مجموعة دول الساحل الخمس", "دول شرق أفريقيا": "دول الساحل", "اليابانية": "التركية", "الياباني": "التركي",
        "اليابان": "تركيا", "طوكيو": "أنقرة", "بطوكيو": "بأنقرة", "كيودو": "الأناضول", "كينيا": "موريتانيا", "أوغندا": "تشاد", "تنزانيا": "النيجر",
        "كينجي موراتا": "مراد أوزكان", "جوزيف كيماني": "سيدي ولد أحمد", "صموئيل أوكيلو": "إدريس ماهامات", "عبد الرحمن مويني": "مامادو إيسوفو",
        "يوكو هاياشي": "إليف دمير", "نوفمبر 1999": "فبراير 2014",
    },
    {
        "IGO:EAC": "IGO:G5S", "1999-11": "2014-02", "JPN": "TUR", "KEN": "MRT", "UGA": "TCD", "TZA": "NER", "كينجي موراتا": "مراد أوزكان", "جوزيف كيماني": "سيدي ولد أحمد",
        "صموئيل أوكيلو": "إدريس ماهامات", "عبد الرحمن مويني": "مامادو إيسوفو", "يوكو هاياشي": "إليف دمير",
    },
)  # fmt: skip
ASEAN: Renaming = (
    {
        "مجموعة شرق أفريقيا": "رابطة دول جنوب شرق آسيا", "دول شرق أفريقيا": "دول جنوب شرق آسيا", "بالمجموعة": "بالرابطة", "للمجموعة": "للرابطة",
        "المجموعة": "الرابطة", "لمجموعة": "لرابطة", "اليابانية": "الهندية", "الياباني": "الهندي", "اليابان": "الهند", "طوكيو": "نيودلهي", "كيودو": "بي تي آي",
        "كينيا": "إندونيسيا", "أوغندا": "ماليزيا", "تنزانيا": "تايلاند", "كينجي موراتا": "راجيف مالهوترا", "جوزيف كيماني": "بودي هارتونو",
        "صموئيل أوكيلو": "أحمد رزاق", "عبد الرحمن مويني": "سومشاي بونما", "يوكو هاياشي": "أنيتا شارما", "نوفمبر 1999": "أغسطس 1967",
        "13 يونيو 2019": "2 فبراير 2023",
    },
    {
        "IGO:EAC": "IGO:ASEAN", "1999-11": "1967-08", "JPN": "IND", "KEN": "IDN", "UGA": "MYS", "TZA": "THA", "كينجي موراتا": "راجيف مالهوترا", "جوزيف كيماني": "بودي هارتونو",
        "صموئيل أوكيلو": "أحمد رزاق", "عبد الرحمن مويني": "سومشاي بونما", "يوكو هاياشي": "أنيتا شارما", "2019-06-13": "2023-02-02",
        "2019-06-14": "2023-02-03",
    },
)  # fmt: skip
# an alliance whose noun is masculine: verbs, pronouns and relatives agree with it
MAGHREB: Renaming = (
    {
        "مجموعة شرق أفريقيا تتفق": "اتحاد المغرب العربي يتفق", "أعلنت مجموعة شرق أفريقيا اتفاقها": "أعلن اتحاد المغرب العربي اتفاقه",
        "لمجموعة شرق أفريقيا، التي أسستها": "لاتحاد المغرب العربي، الذي أسسته", "مجموعة شرق أفريقيا": "اتحاد المغرب العربي", "دول شرق أفريقيا": "دول المغرب العربي",
        "للمجموعة": "للاتحاد", "المجموعة": "الاتحاد", "لمجموعة": "لاتحاد", "اليابانية": "البرازيلية", "الياباني": "البرازيلي", "اليابان": "البرازيل",
        "طوكيو": "برازيليا", "كيودو": "برازيل نيوز", "كينيا": "المغرب", "أوغندا": "تونس", "تنزانيا": "الجزائر", "كينجي موراتا": "كارلوس فيريرا",
        "جوزيف كيماني": "ياسين العلوي", "صموئيل أوكيلو": "منصف الطرابلسي", "عبد الرحمن مويني": "نبيل حمداني", "يوكو هاياشي": "باولا ريبيرو",
        "نوفمبر 1999": "فبراير 1989",
    },
    {
        "IGO:EAC": "IGO:AMU", "1999-11": "1989-02", "JPN": "BRA", "KEN": "MAR", "UGA": "TUN", "TZA": "DZA", "كينجي موراتا": "كارلوس فيريرا", "جوزيف كيماني": "ياسين العلوي",
        "صموئيل أوكيلو": "منصف الطرابلسي", "عبد الرحمن مويني": "نبيل حمداني", "يوكو هاياشي": "باولا ريبيرو",
    },
)  # fmt: skip


def replaced(names: Mapping[str, str], text: str = TEXT) -> str:
    """Return the report with names in place of others, the longest first and none inside another's replacement."""
    marks = {old: chr(0xE000 + number) for number, old in enumerate(sorted(names, key=len, reverse=True))}
    for old, mark in marks.items():
        text = text.replace(old, mark)
    for old, mark in marks.items():
        text = text.replace(mark, names[old])
    return text


def paragraphs() -> list[str]:
    """Return the report's paragraphs, its title first."""
    return [part for part in TEXT.split("\n") if part.strip()]


def reordered(order: list[str]) -> str:
    """Return the report with paragraphs in another order; each is named by words of its own, the others stay behind."""
    parts = paragraphs()
    first = [next(part for part in parts if words in part) for words in order]
    rest = [part for part in parts if part not in first]
    return "\n\n".join([rest[0], *first, *rest[1:]])


ORDERS: dict[str, list[str]] = {
    "reception-first": ["قد استقبل، أمس"],
    "communique-last-told-first": ["وأوضح بيان لمجموعة"],
    "interview-first": ["وفي وقت سابق", "وبحسب المسؤولة"],
}


def _diacritics(text: str) -> str:
    """Return the text with vowel signs on most letters."""
    signs = {"ا": "", "و": "\u0652", "ي": "\u0652", "ل": "\u064e", "م": "\u064f", "ن": "\u0650", "ت": "\u064e", "ر": "\u0651\u064e", "ع": "\u064e", "ق": "\u064e", "د": "\u064f"}
    return "".join(letter + signs.get(letter, "") for letter in text)


def _tatweel(text: str) -> str:
    """Return the text with stretched letters."""
    for pair in ("سا", "عل", "مج", "قا", "شر", "تف"):
        text = text.replace(pair, f"{pair[0]}ــ{pair[1]}")
    return text


def _bidi(text: str) -> str:
    """Return the text with marks of direction around words."""
    return "\u202b" + text.replace(" ", " \u200f").replace("،", "\u200f،\u200e").replace("\n", "\u202c\n\u202b")


def _without_hamza(text: str) -> str:
    """Return the text as hurried writers spell it: no hamza on alef."""
    return text.translate(str.maketrans("أإآ", "ااا"))


def _arabic_digits(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


NOISES: dict[str, Callable[[str], str]] = {
    "diacritics": _diacritics,
    "tatweel": _tatweel,
    "bidi-marks": _bidi,
    "no-hamza": _without_hamza,
    "arabic-digits": _arabic_digits,
    "levantine-months": lambda text: text.replace("يونيو", "حزيران").replace("نوفمبر", "تشرين الثاني"),
    "double-months": lambda text: text.replace("يونيو", "يونيو (حزيران)"),
    "curly-quotes": lambda text: text.replace("«", "“").replace("»", "”"),
    "straight-quotes": lambda text: text.replace("«", '"').replace("»", '"'),
    "odd-quotes": lambda text: text.replace("«", "“").replace("»", "″"),
    "windows-lines": lambda text: text.replace("\n", "\r\n"),
    "no-break-spaces": lambda text: text.replace(" في ", "\u00a0في ").replace("، ", "،\u00a0"),
    "single-lines": lambda text: text.replace("\n\n", "\n"),
}
# the same facts in other forms: what is put in place of what, and what it does to codes, persons and strength
INFLECTED: dict[str, Renaming] = {
    "feminine-minister": (
        {
            "وكان وزير الخارجية الياباني، كينجي موراتا، قد استقبل": "وكانت وزيرة الخارجية اليابانية، كيكو موراتا، قد استقبلت",
            "وزير الخارجية الياباني": "وزيرة الخارجية اليابانية",
        },
        {"كينجي موراتا": "كيكو موراتا"},
    ),
    "two-ministers": (
        {
            "وزراء خارجية كينيا، جوزيف كيماني، وأوغندا، صموئيل أوكيلو، وتنزانيا، عبد الرحمن مويني، حيث ناقشوا": "وزيري خارجية كينيا، جوزيف كيماني، وأوغندا، صموئيل أوكيلو، حيث ناقش معهما",
            "أعرب الوزراء عن التزامهم": "أعرب الوزيران عن التزامهما", "وزراء خارجية": "وزيري خارجية", "اتفق وزراء خارجية المجموعة": "اتفق وزيرا خارجية المجموعة",
            "كينيا وأوغندا وتنزانيا": "كينيا وأوغندا",
        },
        {"TZA": "", "عبد الرحمن مويني": ""},
    ),
    "one-minister": (
        {"وزير الخارجية الياباني، كينجي موراتا،": "وزير الخارجية الياباني كينجي موراتا"},
        {},
    ),
    "passive-agreement": ({"واتفق الطرفان كذلك على": "وتم الاتفاق كذلك بين الطرفين على"}, {}),
    "present-offer": ({"وأبدى الجانب الياباني استعداده": "ويبدي الجانب الياباني استعداده"}, {}),
    "headline-order": ({"أعرب الوزراء عن": "أن الوزراء أعربوا عن"}, {}),
}  # fmt: skip

Expectation = dict[str, str | int | list[str]]
# facts of the founding report in single sentences of other number, gender, tense and voice: what must, and must not, be read
SENTENCES: dict[str, tuple[str, list[Expectation], list[str]]] = {
    "future-meeting": (
        "سيجتمع وزراء خارجية كينيا وأوغندا وتنزانيا مع نظيرهم الياباني في طوكيو يوم 20 يونيو 2019.",
        [{"meeting": "planned", "participants": ["JPN", "KEN", "TZA", "UGA"]}, {"event": "AGREE", "actor": ["JPN", "KEN", "TZA", "UGA"], "actuality": "planned"}],
        ["CONSULT"],
    ),
    "scheduled-passive-meeting": (
        "من المقرر أن تعقد في طوكيو جولة ثانية من المشاورات بين كينيا واليابان.",
        [{"meeting": "planned", "participants": ["JPN", "KEN"]}],
        ["CONSULT"],
    ),
    "passive-meeting": (
        "عُقدت في نيروبي جولة من المشاورات بين كينيا واليابان يوم 13 يونيو 2019.",
        [{"meeting": "held", "participants": ["JPN", "KEN"]}],
        [],
    ),
    "dual-ministers-agree": (
        "اتفق الوزيران الكيني والياباني على تدريب خفر السواحل.",
        [{"event": "AGREE", "actor": ["JPN", "KEN"]}, {"agreement": "agreed", "parties": ["JPN", "KEN"]}],
        [],
    ),
    "dual-headline": ("كينيا واليابان تتفقان على تدريب خفر السواحل", [{"event": "AGREE", "actor": ["JPN", "KEN"]}], []),
    "impersonal-agreement": ("جرى الاتفاق بين كينيا واليابان على تدريب خفر السواحل.", [{"event": "AGREE", "actor": ["JPN", "KEN"]}], []),
    "negated-agreement": (
        "لم تتفق كينيا واليابان على إقامة شراكة أمنية.",
        [],
        ["AGREE", "agreement", "commitment"],
    ),
    "feminine-minister-offers": (
        "أعربت وزيرة الخارجية اليابانية عن استعداد بلادها لتقديم مساعدات إلى كينيا.",
        [{"commitment": 3, "obligors": ["JPN"], "beneficiaries": ["KEN"]}, {"event": "AGREE", "actor": ["JPN"], "recipient": ["KEN"]}],
        ["AID", "delivery"],
    ),
    "participle-offers": (
        "استقبل وزير الخارجية الياباني نظيره الكيني في طوكيو، معربا عن استعداد بلاده لتقديم مساعدات إلى كينيا.",
        [{"commitment": 3, "obligors": ["JPN"], "beneficiaries": ["KEN"]}, {"event": "CONSULT", "actor": ["KEN"], "recipient": ["JPN"]}],
        ["AID"],
    ),
    "dual-ministers-commit": (
        "أعرب وزيرا خارجية كينيا وأوغندا عن التزامهما بمكافحة القرصنة.",
        [{"commitment": 4, "obligors": ["KEN", "UGA"]}],
        [],
    ),
    "future-aid": (
        "ستقدم اليابان مساعدات تقنية إلى كينيا.",
        [{"event": "AGREE", "actor": ["JPN"], "recipient": ["KEN"]}],
        ["AID", "delivery"],
    ),
    "future-aid-in-own-words": (
        "وقال وزير الخارجية الياباني: «سنقدم مساعدات تقنية إلى كينيا خلال هذا العام».",
        [{"statement": "JPN", "content": "سنقدم مساعدات تقنية إلى كينيا خلال هذا العام"}, {"event": "AGREE", "actor": ["JPN"], "recipient": ["KEN"]}],
        ["AID", "delivery"],
    ),
    "negated-future-aid": ("لن تقدم اليابان مساعدات تقنية إلى كينيا.", [], ["AID", "delivery", "commitment"]),
    "passive-aid": ("قُدمت مساعدات يابانية إلى كينيا الأسبوع الماضي.", [{"event": "AID", "actor": ["JPN"], "recipient": ["KEN"]}], ["commitment"]),
    "passive-signature": ("وُقعت في طوكيو مذكرة تفاهم بين كينيا واليابان.", [{"agreement": "signed", "parties": ["JPN", "KEN"]}], []),
    "impersonal-signature": ("تم في طوكيو توقيع مذكرة تفاهم بين كينيا واليابان.", [{"agreement": "signed", "parties": ["JPN", "KEN"]}], []),
    "dual-ministers-sign": (
        "وقع الوزيران الكيني والياباني اتفاقية للتعاون البحري.",
        [{"agreement": "signed", "parties": ["JPN", "KEN"]}, {"event": "SUPPORT", "actor": ["JPN", "KEN"]}],
        [],
    ),
    "passive-reception": (
        "استُقبل وزراء خارجية كينيا وأوغندا وتنزانيا في طوكيو من قبل وزير الخارجية الياباني.",
        [{"event": "CONSULT", "actor": ["KEN", "TZA", "UGA"], "recipient": ["JPN"]}],
        [],
    ),
    "plural-support": (
        "أكدت اليابان والهند دعمهما لتفعيل القوة البحرية لمجموعة شرق أفريقيا.",
        [{"commitment": 2, "obligors": ["IND", "JPN"], "beneficiaries": ["IGO:EAC"]}, {"event": "SUPPORT", "actor": ["IND", "JPN"], "recipient": ["IGO:EAC"]}],
        [],
    ),
    "denied-agreement": ("نفت كينيا توصلها إلى اتفاق مع اليابان.", [], ["agreement", "AGREE"]),
}
