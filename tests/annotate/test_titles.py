"""Titles and names: whose office a title states, however long it is, and whose it does not."""

import functools

import pytest

from mithaq import Article, Reader


@functools.cache
def reader() -> Reader:
    return Reader(["ar"])


def offices(text: str) -> set[tuple[str, str, str]]:
    """Return person, post and polity of the offices that a text states."""
    reading = reader().read(Article(text=text, language="ar"))
    names = {actor.id: actor.name for actor in reading.actors}
    return {(names[office.person], office.post, office.polity) for office in reading.offices}


STATED = [
    # the name comes only after what the office is of
    ("قالت مديرة إدارة آسيا في وزارة الخارجية الدنماركية، كارين هولم، إن الحوار مستمر.", ("كارين هولم", "head_of_department", "DNK")),
    ("قال المندوب الدائم لكوبا لدى الأمم المتحدة بيدرو راميريز إن القرار مجحف.", ("بيدرو راميريز", "ambassador", "CUB")),
    ("قال الكاتب العام للنقابة الأساسية بمستشفى القصرين كمال بوعزيز إن الإضراب ألغي.", ("كمال بوعزيز", "head_of_organisation", "TUN")),
    ("كشف المتحدث باسم \"جيش\" الاحتلال، يوسي كوهين، أن المعبر مغلق.", ("يوسي كوهين", "spokesperson", "ISR")),
    ("قال مساعد وزير الخارجية الأمريكي لشؤون الشرق الأدنى ديفيد ميلر إن الحوار مستمر.", ("ديفيد ميلر", "deputy_minister", "USA")),
    # the office is that of a place
    ("قال والي سوسة الحبيب الطرابلسي إن الوضع هادئ.", ("الحبيب الطرابلسي", "governor", "TUN")),
    ("وقال نجم الدين صابر محافظ كركوك إن الوضع هادئ.", ("نجم الدين صابر", "governor", "IRQ")),
    ("قال حاكم ولاية تكساس الأمريكية توماس هيل إن الحدود مغلقة.", ("توماس هيل", "governor", "USA")),
    # a ministry goes before the rank or deputyship beside it
    ("قال القائد العام للقوات المسلحة وزير الدفاع المصري الفريق أول كريم صبري إن الجيش جاهز.", ("كريم صبري", "defence_minister", "EGY")),
    ("قال نائب المستشار الألماني وزير الاقتصاد هانس كلاين إن الغاز كاف.", ("هانس كلاين", "other_minister", "DEU")),
    ("قال السفير عبد الله عبد اللطيف عبد الله، وكيل وزارة الخارجية البحرينية، إن الموقف ثابت.", ("عبد الله عبد اللطيف عبد الله", "deputy_minister", "BHR")),
    ("قال الأمير سلطان بن فهد وزير الدفاع السعودي إن الخطر قائم.", ("سلطان بن فهد", "defence_minister", "SAU")),
    # chancellors, directors of bodies, chiefs of staff
    ("قالت المستشارة الألمانية أنجيلا ميركل إن أوروبا موحدة.", ("أنجيلا ميركل", "head_of_government", "DEU")),
    ("قالت مديرة صندوق النقد الدولي كريستالينا جورجيفا إن النمو بطيء.", ("كريستالينا جورجيفا", "head_of_organisation", "IGO:IMF")),
    ("قال رئيس هيئة الأركان المشتركة الأمريكية الجنرال جون هاريس إن الجيش جاهز.", ("جون هاريس", "military_commander", "USA")),
    # leaders of a state and of a party, deputies and ministers of somebody, appointments
    ("قال الزعيم الكوري الشمالي كيم إيل سونغ إن البلاد بخير.", ("كيم إيل سونغ", "head_of_state", "PRK")),
    ("قال زعيم المعارضة الكينية رايلا أودينغا إن البلاد بخير.", ("رايلا أودينغا", "party_leader", "KEN")),
    ("وصل الرئيس الكيني وليام روتو ومعه نائبه كيتوري كينديكي.", ("كيتوري كينديكي", "deputy_head_of_state", "KEN")),
    ("وصل الرئيس الكيني وليام روتو مع وزيرة خارجيته مونيكا كاماو.", ("مونيكا كاماو", "foreign_minister", "KEN")),
    ("أصبح حيدر العبادي رئيسا للوزراء عام 2014.", ("حيدر العبادي", "head_of_government", "IRQ")),
    ("قال نائب مندوب غانا لدى الأمم المتحدة جون أتا إن القرار مجحف.", ("جون أتا", "diplomat", "GHA")),
    # whom a department deals with is not whose it is
    ("قال سعيد منصور حامد، مدير إدارة الاتحاد الأوروبي بوزارة الخارجية الأردنية، إن القمة نجحت.", ("سعيد منصور حامد", "head_of_department", "JOR")),
    ("قال وزير الصناعة السعودي الدكتور سالم بن فوزان العتيبي إن المصانع جاهزة.", ("سالم بن فوزان العتيبي", "other_minister", "SAU")),
    # names in a row behind the title that several share, and behind «the two countries»
    ("وصل وزيرا دفاع غانا وتوغو، فرانك بواتينغ وياسين أغبو، إلى أكرا.", ("ياسين أغبو", "defence_minister", "TGO")),
    ("وقع رئيسا البلدين، الكيني وليام روتو والأوغندي يوري موسيفيني، بيانا.", ("يوري موسيفيني", "head_of_state", "UGA")),
    # «the minister» heads the ministry that the report named; an envoy of somebody who is of one state alone
    ("قال وزير الدفاع الكيني جون كاماو إن الجيش جاهز. وأضاف الوزير كاماو أن الحدود آمنة.", ("جون كاماو", "defence_minister", "KEN")),
    ("حضر الحفل سفير خادم الحرمين الشريفين لدى غانا نايف السبيعي.", ("نايف السبيعي", "ambassador", "SAU")),
    ("قال المندوب الدائم لغانا لدى الأمم المتحدة إدوارد مينسا إن القرار مجحف.", ("إدوارد مينسا", "ambassador", "GHA")),
    # who speaks in the name of a body spoken of before
    ("أسقطت البحرية الكينية مسيرة، وفق الناطق باسمها جون كاماو.", ("جون كاماو", "spokesperson", "KEN")),
    # names of origin, and names that are ordinary words before «son of»
    ("قال المتحدث باسم الشرطة الكويتية يحيى عبد الكريم الفيلكاوي إن الطريق مفتوح.", ("يحيى عبد الكريم الفيلكاوي", "spokesperson", "KWT")),
    ("قال وزير النقل السعودي الدكتور مساعد بن سالم القحطاني إن المطار جاهز.", ("مساعد بن سالم القحطاني", "other_minister", "SAU")),
    # a counterpart holds the office of the one he meets, not of the one beside him
    ("بحث وزير الدفاع الفرنسي الأزمة مع الرئيس اللبناني ميشال عون، ثم التقى نظيره اللبناني سليم فرنسيس.", ("سليم فرنسيس", "defence_minister", "LBN")),
]

NOT_STATED = [
    ("استقبل رئيس الوزراء في بغداد جون كيري.", "جون كيري"),
    ("قال مدير مكتب إسماعيل هنية إن الاتفاق قريب.", "إسماعيل هنية"),
    ("قال رئيس جامعة محمد الخامس في الرباط إن الدراسة تأجلت.", "محمد الخامس"),
    ("قال مستشار بايدن إن الأمر صعب.", "بايدن"),
    ("يمنح الدستور الملك صلاحيات واسعة في الأردن.", "صلاحيات"),
    ("قال العاهل الياباني لضيفه إن الربيع قريب.", "لضيفه"),
    ("قال الناطق باسمها إن المصنع سيغلق في الأردن.", "باسمها"),
    ("ووصل الوفد إلى باماكو، كما قال الرئيس المالي يوم الأحد.", "يوم"),
    ("ألقى الوزير الكيني كلمته قبل أن يغادر القاعة.", "كلمته"),
    ("أكد الوزير الكيني تكبيد الشركة خسائر فادحة.", "تكبيد"),
]


@pytest.mark.parametrize(("text", "office"), STATED, ids=[f"{i}" for i in range(len(STATED))])
def test_title_states_an_office(text: str, office: tuple[str, str, str]) -> None:
    assert office in offices(text)


@pytest.mark.parametrize(("text", "name"), NOT_STATED, ids=[f"{i}" for i in range(len(NOT_STATED))])
def test_name_beside_a_title_is_another_s(text: str, name: str) -> None:
    assert name not in {person for person, _, _ in offices(text)}
