"""The page in a real Chromium: mouse, keyboard, joined letters, hostile text, light and dark.

Chromium is driven over its debugging pipe: no further package, no port. ``MITHAQ_BROWSER`` names another browser.
"""

import contextlib
import fcntl
import itertools
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mithaq.model import Actor, Article, Evidence, Reading
from mithaq.model.records import Event, Statement
from mithaq.publish.page import readings_page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER = os.environ.get("MITHAQ_BROWSER") or next((path for name in NAMES if (path := shutil.which(name))), None)
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")]

HOSTILE = "<script>window.broken = 1</script><img src=x onerror='window.broken = 1'>"
TEXT = f"وأدانت مصر الهجوم على تركيا.\nوقال الرئيس إن السلام ممكن {HOSTILE}.\n" + "وأكدت مصر موقفها. " * 150
WIDE, NARROW = (1200, 800), (380, 800)


class Tab:
    """One page of a running Chromium. Coordinates and lengths are CSS pixels."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self.write, self.read = os.fdopen(to_browser, "wb", 0), os.fdopen(from_browser, "rb", 0)
        self.numbers, self.buffer, self.session = itertools.count(1), b"", ""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.send("Page.enable")

    def receive(self) -> dict[str, Any]:
        while b"\0" not in self.buffer:
            chunk = self.read.read(65536)
            assert chunk, "the browser has ended"
            self.buffer += chunk
        message, _, self.buffer = self.buffer.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def send(self, method: str, **params: object) -> dict[str, Any]:
        number = next(self.numbers)
        session = {"sessionId": self.session} if self.session else {}
        self.write.write(json.dumps({"id": number, "method": method, "params": params, **session}).encode() + b"\0")
        while (answer := self.receive()).get("id") != number:
            pass
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def run(self, expression: str) -> Any:
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def open(self, path: Path, size: tuple[int, int] = WIDE, scheme: str = "light") -> None:
        self.send("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=False)
        features = [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]
        self.send("Emulation.setEmulatedMedia", features=features)
        self.send("Page.navigate", url=path.as_uri())
        while self.receive().get("method") != "Page.loadEventFired":
            pass

    def click(self, selector: str) -> None:
        x, y = self.run(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView({{block: 'center'}});"
            "const b = e.getClientRects()[0]; return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        for type_ in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=type_, x=x, y=y, button="left", clickCount=1)

    def press(self, key: str, code: int, text: str = "") -> None:
        for type_ in ("keyDown", "keyUp"):
            typed = {"text": text} if text and type_ == "keyDown" else {}
            self.send("Input.dispatchKeyEvent", type=type_, key=key, code=key, windowsVirtualKeyCode=code, **typed)

    def lit(self, tag: str) -> list[str]:
        found: list[str] = self.run(f"[...document.querySelectorAll('{tag}.lit')].map(e => e.dataset.r)")
        return found


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    assert BROWSER is not None
    pipes = [os.pipe(), os.pipe()]
    # the browser reads descriptor 3 and writes 4; high numbers keep the two redirections from crossing
    reads, writes = (fcntl.fcntl(fd, fcntl.F_DUPFD, 20) for fd in (pipes[0][0], pipes[1][1]))
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-pipe"]
    profile = f"--user-data-dir={tmp_path_factory.mktemp('profile')}"
    shell = ["bash", "-c", f'exec "$0" "$@" 3<&{reads} 4>&{writes}', BROWSER, *flags, profile]
    process = subprocess.Popen(shell, pass_fds=(reads, writes), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for fd in (reads, writes, pipes[0][0], pipes[1][1]):
        os.close(fd)
    opened = Tab(pipes[0][1], pipes[1][0])
    yield opened
    opened.session = ""
    with contextlib.suppress(AssertionError, OSError):
        opened.send("Browser.close")
    process.wait(timeout=20)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(readings_page([made()]), encoding="utf-8")
    return path


def quoted(words: str, start: int = 0) -> Evidence:
    at = TEXT.index(words, start)
    return Evidence(at, at + len(words), words)


def made() -> Reading:
    """A reading with evidence that overlaps, begins inside a word, ends inside a word, and lies far down."""
    last = TEXT.rindex("وأكدت مصر موقفها.")
    events = [
        Event(type="ACCUSE", evidence=[quoted("أدانت مصر الهجوم على تركيا")], trigger=quoted("أدانت"), actor=["a1"]),
        Event(type="REJECT", evidence=[quoted("هجوم على تر")], trigger=quoted("هجوم"), actor=["a1"]),
        Event(type="SUPPORT", evidence=[quoted("وأكدت مصر موقفها.", last)], trigger=quoted("وأكدت", last), actor=["a1"]),
    ]
    said = Statement(form="indirect", evidence=[quoted("وقال")], content=quoted(f"السلام ممكن {HOSTILE}"), speaker="a1")
    egypt = Actor(id="a1", kind="state", name="مصر", code="EGY")
    return Reading(article=Article(text=TEXT, id="x", language="ar", title=HOSTILE), actors=[egypt], events=events, statements=[said])


def test_clicking_a_record_lights_its_words_and_shows_them(tab: Tab, page: Path) -> None:
    tab.open(page)
    tab.click(".record[data-r='0-events-2']")
    assert tab.lit("mark") == ["0-events-2"] and tab.lit("button") == ["0-events-2"]
    top, bottom = tab.run("(() => { const b = document.querySelector('mark.lit').getBoundingClientRect(); return [b.top, b.bottom]; })()")
    assert top >= 0 and bottom <= WIDE[1]
    assert tab.run("document.querySelector('.record.lit').getAttribute('aria-pressed')") == "true"


def test_clicking_words_lights_every_record_over_them(tab: Tab, page: Path) -> None:
    tab.open(page)
    tab.click("mark[data-r='0-events-0 0-events-1']")
    assert sorted(tab.lit("button")) == ["0-events-0", "0-events-1"]


def test_a_second_click_and_escape_put_the_light_out(tab: Tab, page: Path) -> None:
    tab.open(page)
    card = ".record[data-r='0-events-1']"
    for by_click in (True, False):
        tab.click(card)
        assert tab.lit("mark")
        if by_click:
            tab.click(card)
        else:
            tab.press("Escape", 27)
        assert not tab.lit("mark") and not tab.lit("button")


def test_keyboard_reaches_words_and_records(tab: Tab, page: Path) -> None:
    tab.open(page)
    tab.press("Tab", 9)
    assert tab.run("document.activeElement.tagName") == "MARK"
    tab.press("Enter", 13, "\r")
    assert tab.lit("button") == ["0-events-0"]
    for _ in range(20):
        tab.press("Tab", 9)
        if tab.run("document.activeElement.matches('.record')"):
            break
    tab.press("ArrowDown", 40)
    tab.press(" ", 32, " ")
    assert tab.lit("button") == ["0-events-1"] and {"0-events-0 0-events-1"} == set(tab.lit("mark"))


def test_letters_stay_joined_across_the_borders_of_evidence(tab: Tab, page: Path) -> None:
    """A line cut into pieces is as wide as the same line in one piece."""
    tab.open(page)
    cut, whole, marks = tab.run(
        """document.fonts.ready.then(() => {
          const line = document.querySelector('.text p');
          const width = e => { const r = document.createRange(); r.selectNodeContents(e);
            const b = [...r.getClientRects()]; return Math.max(...b.map(x => x.right)) - Math.min(...b.map(x => x.left)); };
          const plain = line.cloneNode(); plain.textContent = line.textContent; line.after(plain);
          return [width(line), width(plain), line.querySelectorAll('mark').length]; })"""
    )
    assert marks >= 3 and abs(cut - whole) < 0.5


def test_marks_are_plain_inline(tab: Tab, page: Path) -> None:
    tab.open(page)
    style = (
        "[...new Set([...document.querySelectorAll('mark')].map(e => { const s = getComputedStyle(e);"
        "return [s.display, s.paddingLeft, s.paddingRight, s.marginLeft, s.borderLeftWidth, s.letterSpacing].join() }))]"
    )
    assert tab.run(style) == ["inline,0px,0px,0px,0px,normal"]


def test_underlines_do_not_reach_the_next_line(tab: Tab, page: Path) -> None:
    tab.open(page, NARROW)
    room = tab.run(
        """[...document.querySelectorAll('.text p')].every(p => { const s = getComputedStyle(p);
          return [...p.querySelectorAll('mark')].every(m => [...m.getClientRects()].every(r => r.height <= parseFloat(s.lineHeight) + 1)); })"""
    )
    assert room


def test_report_runs_right_to_left_with_the_records_beside_it(tab: Tab, page: Path) -> None:
    tab.open(page)
    text, records = tab.run("['article', 'aside'].map(s => document.querySelector(s).getBoundingClientRect().toJSON())")
    assert tab.run("getComputedStyle(document.querySelector('.text p')).direction") == "rtl"
    assert records["right"] <= text["left"] and records["top"] < WIDE[1]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_runs_off_the_side(tab: Tab, page: Path, size: tuple[int, int]) -> None:
    tab.open(page, size)
    assert tab.run("document.documentElement.scrollWidth <= innerWidth")


def test_a_switch_hides_its_kind_and_shows_it_again(tab: Tab, page: Path) -> None:
    tab.open(page)
    shown = "[...document.querySelectorAll('.card')].filter(e => e.offsetHeight).map(e => e.dataset.kind)"
    line = "getComputedStyle(document.querySelector(\"mark[data-r='0-events-0']\")).backgroundImage"
    before = tab.run(line)
    tab.click(".filter[data-kind='events']")
    assert tab.run(shown) == ["statements"] and "rgba(0, 0, 0, 0)" in tab.run(line)
    tab.click(".filter[data-kind='events']")
    assert sorted(set(tab.run(shown))) == ["events", "statements"] and tab.run(line) == before


def test_why_opens_without_lighting_the_record(tab: Tab, page: Path) -> None:
    tab.open(page)
    tab.click(".why summary")
    assert tab.run("document.querySelector('.why').open") and not tab.lit("button")


def test_hostile_text_does_not_run(tab: Tab, page: Path) -> None:
    tab.open(page)
    assert tab.run("typeof window.broken") == "undefined"
    assert tab.run("document.scripts.length") == 1 and tab.run("document.images.length") == 0
    assert HOSTILE in tab.run("document.querySelector('.text').textContent")


def test_page_asks_for_nothing_else(tab: Tab, page: Path) -> None:
    tab.open(page)
    assert tab.run("performance.getEntriesByType('resource').length") == 0


CONTRAST = """(() => {
  const rgb = c => { const x = document.createElement('canvas').getContext('2d'); x.fillStyle = c; x.fillRect(0, 0, 1, 1); return x.getImageData(0, 0, 1, 1).data; };
  const light = c => { const [r, g, b] = [...rgb(c)].map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const style = s => getComputedStyle(document.querySelector(s));
  const paper = style('article').backgroundColor;
  return [ratio(style('.text p').color, paper), ratio(style('.label').color, paper), ratio(style('.kind').color, paper),
    ratio(style('.text p').color, style('mark.lit').backgroundColor), light(paper)]; })()"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_in_light_and_dark(tab: Tab, page: Path, scheme: str) -> None:
    tab.open(page, scheme=scheme)
    tab.click(".record[data-r='0-events-0']")
    *ratios, paper = tab.run(CONTRAST)
    assert min(ratios) >= 4.5, ratios
    assert (paper > 0.5) == (scheme == "light")
