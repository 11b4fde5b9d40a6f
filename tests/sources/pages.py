"""Web pages of our own writing, shaped like those of Arabic outlets, and what is right for each."""

from dataclasses import dataclass

FIRST = "وقّع وزير خارجية النيجر حسن باري، أمس الخميس، مع نظيره التونسي مذكرة تفاهم للتعاون في مجال المياه."
SECOND = "وقال باري إن بلاده «ستفتح سفارتها في تونس قبل نهاية العام»، مؤكداً أن المذكرة تدخل حيز التنفيذ فور توقيعها."
THIRD = "وكان الوزيران قد بحثا في نيامي الشهر الماضي سبل تعزيز التعاون بين البلدين، واتفقا على تشكيل لجنة مشتركة تجتمع مرتين في السنة."
BODY = [FIRST, SECOND, THIRD]
TITLE = "النيجر وتونس توقعان مذكرة تفاهم في مجال المياه"
NAV = "<nav><ul><li><a href='/'>الرئيسية</a></li><li><a href='/w'>عربي ودولي</a></li><li><a href='/e'>اقتصاد</a></li></ul></nav>"
OTHERS = "".join(f"<li><a href='/{n}'>خبر آخر رقم {n} عن زيارة وفد إلى العاصمة</a> <span>الأربعاء، {n} نيسان 2019</span></li>" for n in range(1, 9))


@dataclass(frozen=True)
class Page:
    html: str
    published: str | None
    publisher: str | None
    title: str | None = TITLE
    language: str | None = "ar"
    origin: str = ""
    body: tuple[str, ...] = tuple(BODY)


def paragraphs(lines: list[str] = BODY) -> str:
    return "".join(f"<p>{line}</p>\n" for line in lines)


PAGES = {
    # the date in words of two month names below the headline, a caption in a bare block, an agency's signature
    "levantine-portal": Page(
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} - بوابة النهر نيوز </title>
        <meta name="Author" content="بوابة النهر نيوز"><meta property="og:title" content=" بوابة النهر نيوز - {TITLE}">
        <meta property="og:url" content="https://10.0.0.7/article/55"><link rel="canonical" href="https://www.nahr-portal.example/article/55-خبر"></head>
        <body>{NAV}<div id="main_article_content"><div class="main_title"><h1>{TITLE}</h1>
        <div class="article_created">تم نشره الجمعة 04 نيسان / أبريل 2025 09:22 مساءً</div></div>
        <div class="article_image"><img src="a.jpg" title="x"><div></div><div class="red">الوزيران خلال توقيع المذكرة</div></div>
        <div class="main_article_body">{paragraphs()}<p><span>--(بترا)</span></p></div></div>
        <div class="social-share"><span> شارك هذا الخبر : </span></div>
        <div><span>مواضيع ذات علاقة</span><ul>{OTHERS}</ul></div>
        <div class="wrapper">لا مانع من الإقتباس وإعادة النشر شرط ذكر المصدر ( بوابة النهر ) - الآراء والتعليقات المنشورة تعبر عن رأي أصحابها فقط</div></body></html>""",
        published="2025-04-04",
        publisher="nahr-portal.example",
        language=None,
        origin="petra",
        # who signed it stays: the text is kept as received
        body=(*BODY, "--(بترا)"),
    ),
    # the time in UTC in the head, paragraphs parted by line breaks, tags and share links before and behind
    "egyptian-daily": Page(
        f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{TITLE} - اليوم الجديد</title>
        <link rel="canonical" href="https://www.yawm.example/story/2025/4/4/%D8%AE%D8%A8%D8%B1/494">
        <meta property="og:title" content="{TITLE} - اليوم الجديد"><meta property="og:site_name" content="اليوم الجديد">
        <meta property="article:published_time" content="2025-04-04T09:23:13Z"><meta property="article:modified_time" content="2025-04-09T09:23:13Z"></head>
        <body><div class="top"><i></i> الأربعاء، 09 أبريل 2025 <i></i> 09:56 ص</div>{NAV}<article>
        <h1> {TITLE} </h1><span class="newsStoryDate">الجمعة، 04 أبريل 2025 11:23 ص</span>
        <div class="img-cont"><img src="a.jpg"><span class="img-cap">وزير خارجية النيجر حسن باري</span></div>
        <span class="writeBy">كتبت سلمى الحداد</span><p>مشاركة</p><span>اضف تعليقاً واقرأ تعليقات القراء</span>
        <div id="articleBody"><p>{"<br />".join(BODY)}</p></div>
        <div class="tags"><a>تونس</a><a>النيجر</a><a>المياه</a></div><p>مشاركة</p></article>
        <div><p>الموضوعات المتعلقة</p><ul>{OTHERS}</ul></div><h1>اليوم الجديد</h1>
        <div class="copyright">© 2025 حقوق النشر محفوظة لـ اليوم الجديد</div></body></html>""",
        published="2025-04-04",
        publisher="yawm.example",
    ),
    # a blog engine in English around Arabic: another language declared, microdata, dates of other posts in the margin
    "lebanese-blog": Page(
        f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>{TITLE} – Cedar Observer</title>
        <meta property="og:locale" content="en_US"><meta property="og:site_name" content="Cedar Observer"><meta property="og:title" content="{TITLE}">
        <meta property="og:url" content="https://www.cedar.example/2025/04/2338761/"><meta itemprop="datePublished" content="2025-04-04">
        <meta itemprop="dateModified" content="2025-04-05T18:34:47+00:00"></head><body>{NAV}
        <h1 class="post-title"><span itemprop="name">{TITLE}</span></h1><span class="tie-date">April 4, 2025</span>
        <div class="entry">{paragraphs()}</div><span class="updated" style="display:none">2025-04-04</span>
        <div class="post-next-prev">Previous: خبر سابق عن الوزير</div><aside><h4>مقالات مختارة</h4><ul>{OTHERS}</ul></aside>
        <div class="alignleft">Copyright © 2025 - All Rights Reserved - Cedar Observer</div></body></html>""",
        published="2025-04-04",
        publisher="cedar.example",
        language=None,
    ),
    # only the time of the last change is shown, the day stands in the address; rules for comments behind the report
    "broadcaster": Page(
        f"""<html lang="ar"><head><meta charset="utf-8"><title>{TITLE} - Radio Delta</title>
        <meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Radio Delta">
        <link rel="canonical" href="http://arabic.delta.example/2025/world/4/4/water.talks/index.html"></head><body>{NAV}
        <h1>{TITLE}</h1><div class="strytmstmp">الاثنين، 28 نيسان/ابريل 2025، آخر تحديث 14:00 (GMT+0400)</div>
        <p><b>نيامي، النيجر (رويترز) -- {FIRST}</b></p>{paragraphs(BODY[1:])}
        <p>نرحب بالنقاش المفيد، وننصحك بمراجعة <a>إرشادات الاستخدام</a> قبل إرسال التعليقات. جميع المشاركات يمكن استخدامها استنادا إلى <a>سياسة الخصوصية</a> بما يتوافق مع <a>شروط استخدام الموقع</a>.</p>
        <p>الآراء الواردة أدناه لا تعبر عن رأي الموقع، بل تعكس وجهات نظر أصحابها فقط.</p>
        <div><h4>الأكثر تصفحاً</h4><ul>{OTHERS}</ul></div></body></html>""",
        published="2025-04-04",
        publisher="arabic.delta.example",
        origin="reuters",
        body=(f"نيامي، النيجر (رويترز) -- {FIRST}", SECOND, THIRD),
    ),
    # Maghrebi month in the footer of the article, dates of the printed issues and of the visit elsewhere
    "tunisian-daily": Page(
        f"""<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{TITLE} - الفجر | Fajr</title><meta property="og:site_name" content="Fajr News">
        <meta property="og:title" content="{TITLE}"><link rel="canonical" href="http://www.fajr.example/article/164913/خبر"></head>
        <body><div><span>المـــؤســـس : الهادي المنصوري - الأحد 9 مارس 2025</span> تابعونا على</div><div class="month">Feb.</div><div class="day">19</div><div class="year">2026</div>{NAV}
        <article><h1 class="title">{TITLE}</h1><footer class="submitted"><span class="date-display-single">الجمعة 4 أفريل 2025</span><a>Tweet</a></footer>
        <div class="field-item even">{paragraphs()}</div></article><h2 class="comment-form">إضافة تعليق جديد</h2>
        <ul><li><a>جريدة الفجر بتاريخ 2025/04/05</a></li><li><a>جريدة الفجر بتاريخ 2025/04/03</a></li></ul>
        <p>جميع الحقوق © محفوظة لـ "دار الفجر" - و يحظر نشر أو توزيع أو طبع أي مادة دون إذن مسبق</p></body></html>""",
        published="2025-04-04",
        publisher="fajr.example",
    ),
    # an agency that describes its report for machines; the day where it is differs from that in UTC
    "gulf-agency": Page(
        f"""<html lang="ar"><head><meta charset="utf-8"><title>{TITLE}</title><meta property="og:url" content="https://www.spa.gov.sa/w2"/>
        <script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"واس"}},
        {{"@type":["NewsArticle"],"headline":"{TITLE}","datePublished":"2025-04-04T22:30:00Z","author":{{"@type":"Organization","name":"واس"}}}}]}}</script></head>
        <body>{NAV}<main><h1>{TITLE}</h1><div><span>السبت 1446/10/7 هـ الموافق 2025/04/05 م</span></div>
        <p>الرياض 07 شوال 1446 هـ الموافق 05 أبريل 2025 م واس</p>{paragraphs()}<p>// انتهى //</p></main></body></html>""",
        published="2025-04-05",
        publisher="spa.gov.sa",
        origin="spa",
        body=("الرياض 07 شوال 1446 هـ الموافق 05 أبريل 2025 م واس", FIRST, SECOND, THIRD, "// انتهى //"),
    ),
    # Hijri only; layout by tables, as old ministries' sites have it
    "ministry": Page(
        f"""<html><head><meta charset="utf-8"><title>وزارة الخارجية | {TITLE}</title><meta name="publisher" content="وزارة الخارجية"></head><body>
        <table><tr><td>{NAV}</td><td><table><tr><td><h1>{TITLE}</h1></td></tr><tr><td>06 شوال 1446هـ</td></tr><tr><td>{paragraphs()}</td></tr></table></td></tr></table></body></html>""",
        published="2025-04-04",
        publisher="وزارة الخارجية",
        language=None,
    ),
    # links to other reports between the paragraphs and a line of tags behind them
    "links-within": Page(
        f"""<html lang="ar-SA"><head><meta charset="utf-8"><title>{TITLE}</title><meta name="pubdate" content="2025-04-04 08:00:00"></head><body><article><h1>{TITLE}</h1>
        <p>{FIRST}</p><p>اقرأ أيضاً: وفد تونسي يزور باماكو</p><p>{SECOND}</p><p>اقرأ أيضا</p><p>وزير المياه يستقبل سفير النيجر</p><p>{THIRD}</p>
        <p>الكلمات المفتاحية: تونس، النيجر، المياه</p><p>شارك هذا الخبر</p><p>جميع الحقوق محفوظة لموقع الضفة 2025</p></article></body></html>""",
        published="2025-04-04",
        publisher=None,
    ),
    # nothing says when: dates in the report itself, of other reports and of the visit are none of publication
    "no-date": Page(
        f"""<html lang="ar"><head><meta charset="utf-8"><title>{TITLE}</title><meta property="article:modified_time" content="2025-04-09T09:23:13Z">
        <meta property="og:site_name" content="الضفة"></head><body><div>الأربعاء، 9 أبريل 2025</div>{NAV}<article><h1>{TITLE}</h1>{paragraphs()}
        <p>وكان البلدان قد وقعا اتفاقية أولى في 12 مارس 2019.</p></article><ul>{OTHERS}</ul><footer>© 2025</footer></body></html>""",
        published=None,
        publisher="الضفة",
        body=(*BODY, "وكان البلدان قد وقعا اتفاقية أولى في 12 مارس 2019."),
    ),
    # a weekday that the calendar contradicts is no date, nor is the day of an event beside the headline
    "wrong-weekday": Page(
        f"""<html lang="ar"><head><meta charset="utf-8"><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><span>الاثنين 4 أبريل 2025</span>{paragraphs()}</article></body></html>""",
        published=None,
        publisher=None,
        body=("الاثنين 4 أبريل 2025", *BODY),
    ),
}
