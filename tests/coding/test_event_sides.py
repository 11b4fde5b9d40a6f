"""Who did it and to whom, where the sentence itself leaves it to the reader."""

import pytest

from mithaq import Article, Reader

# sentence → type, actors and recipients of each of its events
SIDES = {
    "a-doer-in-quotation-marks": ("بعد قصف \"جيش\" الاحتلال بلدات في غزة أدى القصف إلى مقتل ستة فلسطينيين.", {("ASSAULT", "ISR", "PSE")}),
    "what-is-admitted-was-done": ("اعترفت وسائل إعلام كندية بمقتل ضابط كندي في هافانا.", {("ASSAULT", "UNK", "CAN")}),
    "the-dead-are-of-the-only-side-that-hits": ("قصفت كندا كوبا. وهاجمت كندا كوبا. وقتل ستة كوبيين أمس.", {("ASSAULT", "CAN", "CUB")}),
    "troops-to-come-are-planned": ("قرر الرئيس البرازيلي إرسال ألف جندي إلى الحدود.", {("MOBILIZE", "BRA", "")}),
    "marches-of-one-wave": ("تظاهر الآلاف في لندن ضد الحرب الكندية على كوبا. وخرجت مسيرات حاشدة في ليما.", {("PROTEST", "GBR", "CAN"), ("PROTEST", "PER", "CAN")}),
    "fighters-of-the-group-spoken-of": ("قال متحدث باسم حركة الشباب إن الهجوم مستمر. وقتل مسلحو الحركة تسعة جنود كينيين.", {("ASSAULT", "NSA:SHABAAB", "KEN")}),
    "rebels-are-of-the-country": ("تحدثت تشاد عن الوضع في تشاد. وهاجم المتمردون قرية تشادية.", {("ASSAULT", "TCD", "TCD")}),
    "whom-raids-are-to-help-is-not-hit": ("تقود كندا غارات جوية لدعم القوات الكينية.", {("ASSAULT", "CAN", "")}),
    "a-thing-blows-up-and-not-who-tells-of-it": ("قالت الشرطة الكينية إن سيارة مفخخة متوقفة قرب محكمة نيروبي انفجرت أمس.", {("ASSAULT", "UNK", "KEN")}),
    "what-an-attack-hits-does-not-strike": ("هجوم انتحاري استهدف مبنى خفر السواحل في الجزائر.", {("ASSAULT", "UNK", "DZA")}),
    "an-embassy-is-stormed": ("تم اقتحام السفارة الهندية في كابل.", {("ASSAULT", "UNK", "IND")}),
    "whose-soldiers-stand-at-the-point-that-is-hit": ("أكد الجيش الكيني استهدافه نقطة تموضع لجنود الجيش الصومالي.", {("ASSAULT", "KEN", "SOM")}),
    "who-does-it-within-his-operation": ("نفذ الجيش الكيني عمليات استهدف خلالها مواقع للجيش الصومالي.", {("ASSAULT", "KEN", "SOM")}),
    "police-that-tell-of-marches-do-not-march": ("قالت الشرطة الألمانية إن المدينة هادئة. كما خرجت مسيرات حاشدة في ليما.", {("PROTEST", "PER", "PER")}),
    "missiles-shot-down-are-no-attack": ("دمرت الدفاعات الكورية الجنوبية ستة صواريخ كورية شمالية.", set()),
    "launchers-on-the-ground-are-hit": ("دمرت القوات الكينية منصات صواريخ أوغندية.", {("ASSAULT", "KEN", "UGA")}),
    "a-border-is-no-doer": ("تشهد الحدود بين بيرو وتشيلي هجمات.", set()),
    "who-tells-of-it-did-not-cause-it": ("قالت الوزارة الكينية إن القذائف سقطت على السوق وتسببت في مقتل أربعة جنود كينيين.", {("ASSAULT", "UNK", "KEN")}),
    "vowel-signs-tell-who-suffers": ("اتُّهم الجيش الكيني بالتقصير. وقُصفت مواقع هندية في كشمير.", {("ASSAULT", "UNK", "IND")}),
    "a-town-that-sees-crowds": ("شهدت أغاديز مظاهرات ضد الحكومة.", {("PROTEST", "NER", "")}),
    "people-of-the-things-of-a-state": ("احتج عمال المصانع الكينية أمام السفارة الصينية.", {("PROTEST", "KEN", "CHN")}),
    "who-tells-of-a-crowd-is-not-in-it": ("أشارت تقارير إلى مظاهرات في ليما.", {("PROTEST", "PER", "PER")}),
    "the-condemned-are-not-the-victims": ("أدانت سلطنة عمان الهجوم على لبنان.", {("ACCUSE", "OMN", "")}),
    "nor-who-suffered-an-attack": ("أدانت النرويج الاعتداءات التي تعرضت لها قطر.", {("ACCUSE", "NOR", "")}),
    "an-adjective-names-the-condemned": ("أدانت النرويج القصف الإسرائيلي على لبنان.", {("ACCUSE", "NOR", "ISR"), ("ASSAULT", "ISR", "LBN")}),
    "what-somebody-has-to-do-is-not-done": ("قال الوزير الدنماركي إن على روسيا سحب قواتها من جورجيا.", set()),
    "nor-what-somebody-can-do": ("تستطيع الهند قصف باكستان.", set()),
    "what-was-brought-off-is": ("تمكنت الهند من قصف باكستان.", {("ASSAULT", "IND", "PAK")}),
    "arms-before-their-verb-are-their-owner's": ("قالت الصحيفة إن طائرات الجيش الهندي قصفت لاهور.", {("ASSAULT", "IND", "PAK")}),
    "the-dead-are-not-who-killed": ("قال وزير الصحة اللبناني إن هجمات الجيش الإسرائيلي خلفت 30 شهيدا.", {("ASSAULT", "ISR", "")}),
    "a-number-is-an-object": ("قال شهود إن الهنود دمروا خلال الليل 200 منزل للباكستانيين.", {("ASSAULT", "IND", "PAK")}),
    "settlers-are-of-the-occupying-state": ("أحرق مستوطنون سيارات فلسطينية.", {("ASSAULT", "ISR", "PSE")}),
    "a-member-of-an-alliance-is-itself": ("إسبانيا العضو في حلف شمال الأطلسي أدانت روسيا.", {("ACCUSE", "ESP", "RUS")}),
    "a-treaty-is-not-the-place-it-is-called-after": ("رفضت إثيوبيا اتفاقية عنتيبي.", {("REJECT", "ETH", "")}),
    "a-crowd-is-of-where-it-is": ("رشق متظاهرون السفارة الفرنسية في نيامي بالحجارة.", {("PROTEST", "NER", "FRA")}),
    "who-protests-and-storms-riots": ("اقتحم مئات المتظاهرين السفارة السويدية في بغداد.", {("PROTEST", "IRQ", "SWE")}),
    "what-it-is-turned-against-is-not-the-victim": ("تظاهر الآلاف في لندن ضد الحرب الإسرائيلية على غزة.", {("PROTEST", "GBR", "ISR")}),
    "a-march-in-favour-of-somebody-is-turned-to-nobody": ("شهدت مدن يمنية مسيرات تضامنا مع السودان.", {("PROTEST", "YEM", "")}),
    "some-of-the-dead-did-not-kill": ("قتل ستة هولنديين، بينهم طبيبان، بتفجير لغم في الصومال.", {("ASSAULT", "UNK", "NLD")}),
    "an-indefinite-noun-does-what-is-told-of-it": ("أسقط الجيش الباكستاني طائرة هندية اخترقت الأجواء الباكستانية.", {("ASSAULT", "PAK", "IND"), ("COERCE", "IND", "PAK")}),
    "the-dead-are-of-where-they-died": ("قال البيت الأبيض إن خمسة أشخاص قتلوا في الموصل.", {("ASSAULT", "UNK", "IRQ")}),
    "how-it-was-done-stands-before-whom-it-hit": ("قصف الجيش الهندي، بالمدافع الثقيلة، تجمعا لجنود الجيش الباكستاني.", {("ASSAULT", "IND", "PAK")}),
    "both-sides-of-an-agreement": ("رحبت النرويج بالاتفاق بين السعودية وإيران.", {("SUPPORT", "NOR", "SAU IRN")}),
    "an-army-s-own-soldiers": ("أعلن الجيش البلغاري مقتل أحد جنوده قرب كركوك.", {("ASSAULT", "UNK", "BGR")}),
    "the-place-may-open-the-sentence": ("وفي بيشاور، قتل عدد من المواطنين في انفجار عبوة، كما قال الوزير الهندي.", {("ASSAULT", "UNK", "PAK")}),
    "an-attack-on-a-land-kills-its-people": ("قال الوزير النرويجي إن الهجوم الإسرائيلي على غزة أدى إلى مقتل مئة شخص.", {("ASSAULT", "ISR", "PSE")}),
    "an-army-before-what-it-hits": ("أعلنت كييف استهداف القوات الروسية محطة كهرباء أوكرانية.", {("ASSAULT", "RUS", "UKR")}),
    "the-world-is-no-body-named-before": ("اجتمعت الجمعية العامة للأمم المتحدة، وحث الوزير الدنماركي المجتمع الدولي على دعم السودان.", {("REQUEST", "DNK", "")}),
    "bases-do-not-strike": ("نفذ حزب الله عمليات، استهدفت قواعد إسرائيلية.", {("ASSAULT", "UNK", "ISR")}),
    "who-went-on-does": ("تقدم الجيش الهندي وقصف مواقع باكستانية.", {("ASSAULT", "IND", "PAK")}),
    "whose-hands-they-were": ("قال الوزير البيروفي إن تسعة كينيين في غاريسا قتلوا على أيدي متشددي حركة الشباب.", {("ASSAULT", "NSA:SHABAAB", "KEN")}),
    "violence-of-nobody-named-is-condemned-of-nobody": ("ندد البرلمان العراقي بعمليات الإعدام المذكورة.", {("ACCUSE", "IRQ", "")}),
    "where-a-thing-stood-was-not-hit": ("دمر الجيش الهندي دبابتين باكستانيتين شرق غزني.", {("ASSAULT", "IND", "PAK")}),
    "only-the-last-of-several-things-has-the-adjective": ("أعلن الجيش الكيني استهداف زوارق وسفينتين صوماليتين شمال كيسمايو.", {("ASSAULT", "KEN", "SOM")}),
    "a-mark-behind-and": ("اندلعت مواجهات بين شبان كينيين و\"جيش\" أوغندا.", {("ASSAULT", "KEN UGA", "")}),
    "tribes-are-of-their-place": ("تجددت المعارك بين قبائل شبوة وحركة الشباب.", {("ASSAULT", "YEM NSA:SHABAAB", "")}),
    "a-group-by-the-first-word-of-its-name": ("كتائب حزب الله فصيل عراقي. وقصفت الكتائب قاعدة تركية.", {("ASSAULT", "NSA:KATAIB", "TUR")}),
    "soldiers-of-the-army-that-tells-of-them": ("تحدث الأوغنديون عن السودان. وأقر الجيش الكيني بمقتل ضابطين في معارك قرب جوبا.", {("ASSAULT", "UNK", "KEN")}),
    "hostages-did-not-abduct": ("استقبل الوزير أربع رهائن دنماركيين خطفوا في منطقة الساحل.", {("ASSAULT", "UNK", "DNK")}),
    "a-plural-verb-has-its-subject-before-it": ("تقدم الجنود الهنود. وهاجموا جنودا باكستانيين.", {("ASSAULT", "IND", "PAK")}),
    "a-child-s-adjective-is-no-killer": ("أدى الانفجار إلى مقتل طفل كيني.", {("ASSAULT", "UNK", "KEN")}),
    "a-pronoun-with-its-preposition-is-no-subject": ("غادر نيروبي الوزير الكيني الذي وجهت له أوغندا اتهامات بالتجسس.", {("ACCUSE", "UGA", "KEN")}),
    "an-adjective-that-looks-like-a-participle": ("بحث الوزير النرويجي في اتصال هاتفي مع نظيره الكيني ملف الصيد.", {("CONSULT", "NOR KEN", "")}),
    "those-who-carried-out-an-attack-do-not-tell-of-it": ("أكدت السلطات الكينية أن منفذي الهجومين موجودون في أوغندا.", set()),
    "arms-of-a-state-after-that": ("قال الوزير الأوغندي إن مدرعات كينية فتحت النار على سكان كمبالا.", {("ASSAULT", "KEN", "UGA")}),
    "people-are-carried-off-not-places": ("وخطف أربعة أطباء نرويجيين جنوب نيروبي.", {("ASSAULT", "UNK", "NOR")}),
    "who-takes-on-an-attack-made-it": ("تعرضت قاعدة أوغندية لهجوم، وقد تبنته حركة الشباب.", {("ASSAULT", "NSA:SHABAAB", "UGA")}),
    "several-relatives-act-together": ("ورحبت أوغندا بموقف كينيا وتنزانيا اللتين فرضتا عقوبات على بوروندي.", {("SUPPORT", "UGA", "KEN TZA"), ("SANCTION", "KEN TZA", "BDI")}),
    "where-a-condemned-attack-was-is-not-blamed": ("دانت كينيا التفجير الذي وقع في مقديشو وراح ضحيته صوماليون.", {("ACCUSE", "KEN", "")}),
    "a-pronoun-stands-for-the-other-side": ("يواجه الجيش الكيني حركة الشباب، ويخوض معها معارك عنيفة.", {("ASSAULT", "KEN NSA:SHABAAB", "")}),
    "two-peoples-are-called-on": ("دعت الأمم المتحدة الكينيين والأوغنديين إلى ضبط النفس.", {("REQUEST", "IGO:UN", "KEN UGA")}),
    "a-people-behind-a-day": ("دعت الحكومة الكينية السبت الكينيين إلى الحذر.", {("REQUEST", "KEN", "KEN")}),
    "people-of-no-name-who-kill-nobody": ("قتل محتج على الأقل خلال محاولة الجنود إنهاء اعتصام في كمبالا.", {("ASSAULT", "UNK", "UGA")}),
    "rain-is-no-attack": ("قتل 15 راعيا وفقد اثنان من جراء الأمطار في كينيا.", set()),
    "the-coalition-by-the-land-it-fights-in": ("قال الوزير اليمني إن الوضع صعب. وقصفت قوات التحالف مواقع للحوثيين في صعدة.", {("ASSAULT", "SAU", "NSA:HOUTHI")}),
    "all-parties-are-nobody-in-particular": ("حثت تنزانيا كافة الأطراف على التهدئة.", {("REQUEST", "TZA", "")}),
    "whom-a-meeting-was-with-is-not-called-on": ("دعا الوزير النرويجي عقب لقائه نظيره الهندي إلى التهدئة.", {("REQUEST", "NOR", ""), ("CONSULT", "NOR IND", "")}),
    "who-speaks-for-a-state-is-not-called-on": ("طالبت تنزانيا على لسان سفيرها بفتح المعبر.", {("REQUEST", "TZA", "")}),
    "nobody-named-is-not-whom-the-report-deals-with": ("التقى الوزير الهندي نظيره الكيني في كينيا. وطالب الوزير الهندي بتشكيل لجنة دولية.", {("CONSULT", "IND", "KEN"), ("REQUEST", "IND", "")}),
    "the-great-powers-that-face-a-state": ("أبرمت إيران اتفاقا نوويا مع القوى العالمية.", {("SUPPORT", "IRN CHN FRA DEU RUS GBR USA", "")}),
    "great-powers-that-face-nobody": ("أبرمت إيران اتفاقا تجاريا مع الدول الكبرى.", {("SUPPORT", "IRN", "")}),
    "an-accord-reached-before-something-else": ("غادر الوزير الهندي نيروبي بعد التوصل إلى اتفاق أولي بين غانا وتوغو.", {("AGREE", "GHA TGO", "")}),
    "an-accord-not-reached-yet": ("تحدث الوزير الهندي قبل التوصل إلى اتفاق أولي بين غانا وتوغو.", set()),
    "a-participle-that-describes-a-meeting": ("أجرى الوزير الهندي محادثات موسعة مع نظيره الكيني.", {("CONSULT", "IND KEN", "")}),
    "a-participle-that-describes-a-visit": ("قام الوزير الهندي بزيارة خاطفة إلى نيروبي.", {("CONSULT", "IND", "KEN")}),
    "visitors-meet-whom-the-next-clause-names": ("غادر الموفدان الغانيان لومي إلى كوتونو حيث التقيا الرئيس البنيني.", {("CONSULT", "GHA BEN", "")}),
    "two-adjectives-are-two-sides": ("عقدت أمس القمة الكينية الأوغندية في نيروبي.", {("CONSULT", "KEN UGA", "")}),
    "two-adjectives-and-a-dash": ("انطلقت في لندن المحادثات الكينية - الأوغندية.", {("CONSULT", "KEN UGA", "")}),
    "what-is-warned-of-is-blamed": ("حذر الوزير الهندي من خطورة الإجراءات الكينية على الحدود.", {("ACCUSE", "IND", "KEN")}),
    "what-is-not-acceptable-is-blamed": ("أكد الوزير الهندي أن القرار الكيني غير مقبول.", {("ACCUSE", "IND", "KEN")}),
    "a-crisis-warned-of-blames-nobody": ("حذر الوزير الهندي من تداعيات الأزمة الكينية.", set()),
}  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(["ar"])


@pytest.mark.parametrize(("text", "expected"), SIDES.values(), ids=SIDES.keys())
def test_sides_of_an_event(reader: Reader, text: str, expected: set[tuple[str, str, str]]) -> None:
    reading = reader.read(Article(text=text, language="ar"))
    codes = {actor.id: actor.code for actor in reading.actors}
    read = {(event.type, " ".join(codes[i] for i in event.actor), " ".join(codes[i] for i in event.recipient)) for event in reading.events}
    assert read == expected
