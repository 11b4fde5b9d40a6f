"""The web application in a real Chromium: paste, read, keep, search, open; by keyboard; nothing leaves the machine; axe finds nothing serious."""

import os
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest

pytest.importorskip("litestar")
pytest.importorskip("playwright.sync_api")

import uvicorn
from playwright.sync_api import sync_playwright

from mithaq import Reader
from mithaq.faces.team.accounts import Accounts
from mithaq.faces.web.app import make_app
from mithaq.faces.web.desk import Desk
from mithaq.register.register import Register
from mithaq.sources.files import read_articles

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER = os.environ.get("MITHAQ_BROWSER") or next((path for name in NAMES if (path := shutil.which(name))), None)
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")]

STORY = sorted((Path(__file__).parents[2] / "samples" / "story").glob("s??.json"))
TEXT = (
    "موسكو: التقى وزير الخارجية الروسي سيرغي لافروف نظيره المالي عبد الله ديوب في موسكو يوم الخميس 3 أبريل 2025.\n"
    "وتعهدت روسيا بتقديم مساعدات غذائية إلى مالي قبل نهاية العام. وقال لافروف إن بلاده «تقف مع باماكو».\n"
    "<script>document.title = 'broken'</script> 😀"
)
# what a person sees in each language of the interface
SAID = {
    "ar": {"read": "اقرأ", "keep": "احفظ في السجل", "search": "بحث", "why": "لماذا؟", "dir": "rtl"},
    "en": {"read": "Read", "keep": "Keep in the register", "search": "Search", "why": "Why?", "dir": "ltr"},
}


class Served:
    """A server of a register on a port of this machine."""

    def __init__(self, place: Path, desk: Desk, accounts: Accounts | None = None) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        self.server = uvicorn.Server(uvicorn.Config(make_app(place, desk=desk, accounts=accounts), log_level="critical", timeout_graceful_shutdown=1))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listening]}, daemon=True)
        self.thread.start()
        begun = time.monotonic()
        while not self.server.started:
            assert time.monotonic() - begun < 20
            time.sleep(0.05)

    def end(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)


@pytest.fixture(scope="module")
def desk():
    """What reads for all servers: it loads its packs once."""
    desk = Desk()
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def story(tmp_path_factory, desk):
    """A server of the sample story."""
    place, reader = tmp_path_factory.mktemp("web") / "story.db", Reader(["ar", "en", "fr"])
    with Register(place) as register:
        register.add_readings(reader.read(article) for path in STORY for article in read_articles(path, path.read_bytes()))
    served = Served(place, desk)
    yield served.address
    served.end()


@pytest.fixture
def empty(tmp_path, desk):
    """A server of a register that holds nothing."""
    served = Served(tmp_path / "empty.db", desk)
    yield served.address
    served.end()


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium):
    """A page that fails the test for any message of its console and any request that leaves the machine."""
    yield from opened(chromium)


def opened(chromium, **settings):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, **settings)
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.set_default_timeout(60_000)
    yield page
    context.close()
    assert not said
    assert all(url.startswith(("http://127.0.0.1:", "data:")) for url in asked), asked


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_report_is_pasted_read_kept_found_and_opened(tab, empty, language):
    say = SAID[language]
    tab.goto(f"{empty}/add?lang={language}")
    assert tab.get_attribute("html", "dir") == say["dir"]
    tab.fill("#text", TEXT)
    tab.get_by_role("button", name=say["read"], exact=True).click()
    tab.wait_for_selector(".card")
    assert tab.title() != "broken" and tab.locator("mark").count() >= 3
    tab.get_by_role("button", name=say["keep"]).click()
    tab.wait_for_url("**/reports/*")
    assert "<script>document.title" in tab.inner_text(".text")
    tab.fill("#find", "مساعدات")
    tab.press("#find", "Enter")
    tab.wait_for_selector(".line")
    assert tab.locator("mark.hit").first.inner_text() == "مساعدات"
    tab.locator(".line a.plain").first.click()
    tab.wait_for_url("**/entries/*")
    tab.locator(".compare a").first.click()
    tab.wait_for_url("**/reports/*")
    tab.get_by_role("link", name=say["why"]).first.click()
    tab.wait_for_selector(".tree")


def test_everything_works_without_script(chromium, empty):
    for tab in opened(chromium, java_script_enabled=False):
        tab.goto(f"{empty}/?lang=en")
        tab.get_by_role("link", name="Add a report").first.click()
        tab.fill("#text", TEXT)
        tab.get_by_role("button", name="Read", exact=True).click()
        tab.get_by_role("button", name="Keep in the register").click()
        tab.wait_for_url("**/reports/*")
        tab.locator(".report .card").nth(2).wait_for()
        tab.locator(".card a", has_text="In the register").first.click()
        tab.wait_for_url("**/entries/*")
        assert tab.locator("h1").count() == 1


def test_either_side_lights_both_by_mouse_and_keyboard(tab, story):
    tab.goto(f"{story}/reports?lang=en")
    tab.locator(".list a.name").first.click()
    # the script has run once it has made buttons of the cards
    tab.wait_for_selector(".record[role=button]")
    card = tab.locator(".record[data-r]").first
    card.focus()
    tab.keyboard.press("Enter")
    ref = card.get_attribute("data-r")
    assert tab.locator("mark.lit").count() >= 1 and card.get_attribute("aria-pressed") == "true"
    assert all(ref in mark.get_attribute("data-r").split() for mark in tab.locator("mark.lit").all())
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.dataset.r") == tab.locator(".record[data-r]").nth(1).get_attribute("data-r")
    tab.keyboard.press("Escape")
    assert tab.locator(".lit").count() == 0
    mark = tab.locator("mark").first
    mark.click()
    assert tab.locator(".record.lit").count() >= 1
    kind = tab.locator(".filter").first
    number = tab.locator(f".card[data-kind={kind.get_attribute('data-kind')}]").count()
    before = tab.locator(".card:visible").count()
    kind.click()
    assert tab.locator(".card:visible").count() == before - number


def test_evidence_joins_its_letters_and_shows_its_lanes(tab, story):
    tab.goto(f"{story}/reports?lang=ar")
    tab.locator(".list a.name").nth(3).click()
    tab.wait_for_selector("mark")
    styles = tab.eval_on_selector_all("mark", "all => [...new Set(all.map(e => { const s = getComputedStyle(e); return [s.display, s.paddingLeft, s.marginLeft, s.borderLeftWidth].join() }))]")
    assert styles == ["inline,0px,0px,0px"]
    drawn = tab.eval_on_selector_all("mark", "all => all.every(e => /rgb\\((?!0, 0, 0)/.test(getComputedStyle(e).backgroundImage))")
    assert drawn


def test_the_words_of_a_field_show_at_the_keyboard(tab, story):
    tab.goto(f"{story}/reports?lang=en")
    tab.locator(".list a.name").nth(1).click()
    tab.wait_for_url("**/reports/*")
    field = tab.locator(".card [data-words]").first
    field.focus()
    shown = field.evaluate("e => getComputedStyle(e, '::after').content")
    assert field.get_attribute("data-words") in shown.replace("\\", "")


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# lists are cut: what axe looks at on a page grows faster than the page
PAGES = (
    "/", "/entries?size=8", "/entries?size=8&q=القوة&kind=commitments", "/reports?size=8", "/add", "report", "entry", "/partnerships", "/partnerships/IGO:AES/RUS", "/alliances/IGO:AES",
    "/actors?size=8", "/actors/RUS?size=8", "/dyads/MLI/RUS", "/matrix", "/map", "/network", "/review?by=Amina", "/review/log",
    "report/mark?kind=commitments", "entry/correct", "/review/blind", "/review/agreement",
)  # fmt: skip


def address(tab, story, page):
    """Return the address of a page; of a report and of an entry the first that a list shows."""
    if page.startswith("/"):
        return story + page
    of, _, rest = page.partition("/")
    tab.goto(f"{story}/{'reports' if of == 'report' else 'entries?kind=commitments&sort=-sources'}")
    return story + tab.locator(".list a.name" if of == "report" else ".line a.plain").first.get_attribute("href") + (f"/{rest}" if rest else "")


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_a_phone(tab, story, page):
    look_at(tab, address(tab, story, page))


def look_at(tab, where):
    """Look at a page in two languages with axe, at its colours in the dark too, and at its width on a phone."""
    package = pytest.importorskip("axe_playwright_python")
    source = (Path(package.__path__[0]) / "axe.min.js").read_text(encoding="utf-8")
    for language in ("ar", "en"):
        tab.emulate_media(color_scheme="light")
        tab.set_viewport_size({"width": 1280, "height": 900})
        tab.goto(where + ("&" if "?" in where else "?") + f"lang={language}")
        tab.evaluate(source)
        assert grave(tab, RULES) > 15
        tab.set_viewport_size({"width": 360, "height": 740})
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.emulate_media(color_scheme="dark")
    assert tab.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert grave(tab, ["color-contrast"]) == 1


def grave(tab, rules):
    """Return how many rules of axe a page passes, which must break none seriously."""
    found = tab.evaluate("rules => axe.run({runOnly: rules})", rules)
    broken = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found["violations"] if one["impact"] in ("serious", "critical")]
    assert not broken
    return len(found["passes"])


def test_the_pages_of_a_team_as_well(tab, tmp_path, desk):
    pytest.importorskip("argon2")
    accounts = Accounts(tmp_path / "accounts.db")
    accounts.add("أمينة", "a lamp on a far hill", "admin")
    accounts.add("Karim " + "x" * 40, "a lamp on a far hill", "coder")
    served = Served(tmp_path / "team.db", desk, accounts)
    look_at(tab, f"{served.address}/login?next=/account")
    tab.fill("[name=name]", "أمينة")
    tab.fill("[name=password]", "a lamp on a far hill")
    tab.locator("main button").click()
    tab.wait_for_url("**/account")
    tab.fill("[name=label]", "حاسوب المكتب")
    tab.locator("button[value=token]").click()
    tab.locator(".secret").wait_for()
    for page in ("/account", "/team", "/team/log"):
        look_at(tab, served.address + page)
    served.end()


def test_the_keyboard_skips_to_the_content(tab, story):
    tab.goto(f"{story}/entries")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize(("page", "language"), [("/dyads/MLI/RUS", "ar"), ("/matrix", "en")])
def test_charts_are_drawn_under_the_policy_that_forbids_code_from_text(tab, story, page, language):
    tab.goto(f"{story}{page}?lang={language}")
    tab.wait_for_selector("[data-chart] canvas")
    drawn = tab.evaluate("""() => { const c = document.querySelector('[data-chart] canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        return new Set(new Uint32Array(d.buffer)).size; }""")
    assert drawn > 10
    assert tab.evaluate("getComputedStyle(document.querySelector('[data-chart]')).direction") == "ltr"


def test_entries_are_reviewed_by_keyboard_one_after_the_other(tab, story):
    tab.goto(f"{story}/review?by=أمينة&lang=ar&kind=events")
    asked = tab.locator(".decide input[name=id]")
    first = asked.get_attribute("value")
    for key in ("KeyA", "KeyR"):
        before = asked.get_attribute("value")
        tab.keyboard.press(key)
        tab.wait_for_function("before => (one => one !== undefined && one !== before)(document.querySelector('.decide input[name=id]')?.value)", arg=before)
    tab.locator(".log form").nth(1).wait_for()
    tab.keyboard.press("KeyU")
    tab.wait_for_function("before => document.querySelector('.decide input[name=id]')?.value === before", arg=before)
    tab.keyboard.press("KeyU")
    tab.wait_for_function("before => document.querySelector('.decide input[name=id]')?.value === before", arg=first)
    tab.keyboard.press("KeyC")
    assert tab.evaluate("document.activeElement.name.startsWith('field_')")
    tab.keyboard.press("KeyA")
    assert asked.get_attribute("value") == first


def test_a_relation_leads_to_its_entries_and_a_citation_that_is_copied(chromium, story):
    for tab in opened(chromium, permissions=["clipboard-read", "clipboard-write"]):
        tab.goto(f"{story}/partnerships/IGO:AES/RUS?lang=ar")
        tab.locator(".board .pledge a").first.click()
        tab.wait_for_url("**/entries/*")
        tab.locator("a[href$='/cite']").click()
        tab.wait_for_url("**/cite")
        tab.locator("[data-copy=copy-BibTeX]").click()
        tab.wait_for_function("document.querySelector('[data-copy=copy-BibTeX]').textContent === 'نُسخ'")
        assert tab.evaluate("navigator.clipboard.readText()").startswith("@online{")


# marks words of a paragraph as a mouse would
MARK = """([words]) => { for (const p of document.querySelectorAll('.sheet .text p')) { const at = p.textContent.indexOf(words); if (at < 0) continue;
  const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT), range = document.createRange(); let node, seen = 0;
  while ((node = walk.nextNode())) { if (seen <= at && at < seen + node.length) range.setStart(node, at - seen);
    if (seen < at + words.length && at + words.length <= seen + node.length) range.setEnd(node, at + words.length - seen); seen += node.length; }
  getSelection().removeAllRanges(); getSelection().addRange(range); return; } }"""


def test_a_missed_record_is_entered_by_marking_its_words_and_taken_back(tab, empty):
    tab.goto(f"{empty}/add?lang=ar")
    # what stands outside the basic plane counts once in the register and twice in the browser
    tab.fill("#text", "😀😀 اجتماع في باماكو.\nوسوف تنظر غانا بعين الرضا إلى طلب تشاد بناء مستشفى.")
    tab.get_by_role("button", name="اقرأ", exact=True).click()
    tab.get_by_role("button", name="احفظ في السجل").click()
    tab.wait_for_url("**/reports/*")
    tab.evaluate(MARK, ["في باماكو"])
    tab.wait_for_selector(".pick:not([hidden])")
    tab.locator(".pick a[data-kind=commitments]").click()
    tab.wait_for_url("**/mark?kind=commitments*")
    assert tab.input_value("[name=field_evidence] >> nth=0") == "في باماكو"
    tab.evaluate(MARK, ["بناء مستشفى"])
    tab.locator("[name=field_action] ~ [data-take]").click()
    assert tab.input_value("[name=field_action]") == "بناء مستشفى"
    tab.fill("[name=field_obligors]", "غانا")
    tab.select_option("[name=field_strength]", "4")
    tab.fill("[name=by]", "أمينة")
    tab.locator(".marking button.main").click()
    tab.wait_for_selector(".card[data-kind=commitments]")
    assert tab.locator("mark.commitments-0, mark.commitments-1").first.inner_text() == "في باماكو"
    assert "بناء مستشفى" in tab.locator(".card[data-kind=commitments]").inner_text()
    tab.goto(f"{empty}/review?lang=ar")
    assert tab.input_value("#by") == "أمينة"
    tab.locator(".log form button").first.click()
    tab.wait_for_url("**/review?*")
    tab.goto(f"{empty}/entries?kind=commitments")
    assert tab.locator(".line").count() == 0


def test_an_entry_is_corrected_by_marking_coded_blind_and_settled(tab, story):
    tab.goto(f"{story}/entries?kind=agreements&lang=en")
    tab.locator(".line a.plain").first.click()
    tab.wait_for_url("**/entries/*")
    tab.get_by_role("link", name="Correct", exact=True).click()
    tab.wait_for_url("**/correct")
    words = tab.locator(".sheet mark").first.inner_text().split()[0]
    tab.evaluate(MARK, [words])
    tab.locator("[name=field_evidence] ~ [data-take]").first.click()
    for further in tab.locator("[name=field_evidence]").all()[1:]:
        further.fill("")
    tab.fill("[name=by]", "Amina")
    tab.locator(".marking button.main").click()
    tab.wait_for_url("**/entries/*?done=*")
    assert tab.locator(".lead-panel blockquote").inner_text() == words
    tab.goto(f"{story}/review/blind?by=Karim&lang=en")
    tab.fill(".marking [name=by]", "Karim")
    assert words != tab.input_value("[name=field_evidence] >> nth=0")
    tab.locator("[name=do][value=reject]").click()
    tab.get_by_text("Nothing waits").wait_for()
    tab.goto(f"{story}/review/agreement?lang=en")
    row = tab.locator("table").first.locator("tbody tr").first
    assert "Amina" in row.inner_text() and "Karim" in row.inner_text()
    tab.locator("button[value=first]").click()
    tab.wait_for_url("**/review/agreement")
    assert tab.locator("button[value=first]").count() == 0
