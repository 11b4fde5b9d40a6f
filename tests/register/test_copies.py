"""Copies of one report are one group, and count as one source."""

import msgspec

from mithaq import Article, Register
from mithaq.model import Reading
from mithaq.model.article import published_on
from mithaq.register.packing import document_key

STORY = (
    "وصل وزير الخارجية المصري إلى الخرطوم يوم الأحد في زيارة رسمية تستغرق يومين يلتقي خلالها كبار المسؤولين السودانيين. "
    "وقال الوزير في تصريحات للصحفيين إن المباحثات ستتناول ملف مياه النيل والتبادل التجاري وأمن البحر الأحمر. "
    "ومن المقرر أن يوقع الجانبان ثلاث مذكرات تفاهم في مجالات الزراعة والكهرباء والتعليم العالي قبل اختتام الزيارة."
)
OTHER = (
    "أعلنت شركة الكهرباء في العاصمة انقطاع التيار عن أحياء واسعة بعد عاصفة رملية قوية ضربت المنطقة ليلة أمس. "
    "وأوضحت الشركة أن فرق الصيانة تعمل على إعادة الخدمة تدريجيا خلال ساعات النهار في معظم الأحياء المتضررة."
)


def report(text: str, outlet: str, day: str) -> Reading:
    return Reading(article=Article(text=text, id=outlet, language="ar", publisher=outlet, published=published_on(day)))


def groups(register: Register, *readings: Reading) -> list[str]:
    return [register.document(document_key(one.article)).group for one in readings]


def test_copies_join_the_group_of_the_first(place: str) -> None:
    first, trimmed = report(STORY, "one", "2024-03-10"), report(STORY.rpartition(" قبل")[0] + ".", "two", "2024-03-11")
    other, late, again = report(OTHER, "one", "2024-03-10"), report(STORY, "three", "2024-04-20"), report(STORY + " انتهى", "four", "2024-03-12")
    with Register(place) as register:
        register.add_readings([first, trimmed, other])
        register.add_readings([late, again])
        one, two, three, four, five = groups(register, first, trimmed, other, late, again)
        assert one == two == five == document_key(first.article)
        assert three == document_key(other.article)
        # a month later it is the same words, not the same report
        assert four == document_key(late.article)


def test_the_same_reports_at_once_or_one_by_one_have_the_same_groups(place: str) -> None:
    reports = [report(STORY, f"outlet {n}", "2024-03-10") for n in range(4)]
    with Register(place) as register:
        for one in reports[:2]:
            register.add_readings([one])
        register.add_readings(reports[2:])
        assert set(groups(register, *reports)) == {document_key(reports[0].article)}


def test_a_copy_counts_as_no_further_source(place: str) -> None:
    from made import reading

    first = reading(1)
    copy = msgspec.structs.replace(first, article=msgspec.structs.replace(first.article, publisher="another outlet"))
    with Register(place) as register:
        register.add_readings([first, copy])
        (entry,) = [one for one in register.entries() if one.kind == "events"]
        assert len(entry.tellings) == 2 and entry.sources == 1
