"""What every page has: twins, ETags, headers, a language; and who is not let in."""

import re
import tomllib
from pathlib import Path

import pytest

from mithaq.faces.web.app import PARTS
from mithaq.faces.web.asking import Ask, WebError
from mithaq.faces.web.paging import Paging
from mithaq.faces.web.rendering import HERE, direction, plain
from mithaq.faces.web.views import View, csv_body
from mithaq.faces.web.words import LANGUAGES, Words, catalogue, language_of

PLAIN = [page for part in PARTS for page in part.pages if "{" not in page.path]


def twin(path, ending):
    return f"{'/index' if path == '/' else path}.{ending}"


@pytest.mark.parametrize("page", PLAIN, ids=lambda page: page.path)
def test_a_page_has_its_twins(pages, page):
    shown = pages.get(page.path)
    assert shown.status_code == 200 and shown.headers["content-type"].startswith("text/html")
    assert pages.get(twin(page.path, "json")).json() is not None
    table = pages.get(twin(page.path, "csv"))
    assert (table.status_code == 200) == page.csv
    assert f'href="{twin(page.path, "json")}"' in shown.text


@pytest.mark.parametrize("page", PLAIN, ids=lambda page: page.path)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_one_heading_landmarks_and_a_direction(pages, page, language):
    shown = pages.get(page.path, params={"lang": language}).text
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in shown
    assert len(re.findall(r"<h1\b", shown)) == 1
    assert all(mark in shown for mark in ("<main", "<header", "<nav", "<footer", 'class="skip" href="#content"'))


@pytest.mark.parametrize("page", PLAIN, ids=lambda page: page.path)
def test_nothing_of_a_page_stands_in_line_or_elsewhere(pages, page):
    shown = pages.get(page.path).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=\"/static/)", shown)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", shown)


def test_what_has_not_changed_is_not_sent_again(pages):
    first = pages.get("/")
    again = pages.get("/", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and again.content == b""
    assert pages.get("/?lang=ar", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/index.json", "/nothing", "/static/web.css", "/api/v1/stats", "/api/openapi.json"])
def test_every_answer_has_the_security_headers(pages, path):
    found = pages.get(path).headers
    policy = found["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert found["x-content-type-options"] == "nosniff" and found["x-frame-options"] == "DENY"


def test_a_foreign_name_is_refused_and_numbers_are_not(pages):
    assert pages.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert pages.get("/", headers={"Host": "127.0.0.1:8400"}).status_code == 200


def test_an_unknown_page_says_so_in_its_form(pages):
    assert pages.get("/nothing").status_code == 404 and "<h1>" in pages.get("/nothing").text
    assert pages.get("/nothing.json").json()["error"]["status"] == 404
    assert pages.get("/static/../app.py").status_code == 404
    assert pages.get("/static/%2e%2e/app.py").status_code == 404


def test_openapi_describes_the_api_alone(pages):
    described = pages.get("/api/openapi.json").json()
    assert described["paths"] and all(path.startswith("/api/v1/") for path in described["paths"])


@pytest.mark.parametrize(
    ("asked", "cookie", "accepted", "found"),
    [
        ("fr", "ar", "en", "fr"), (None, "ar", "en", "ar"), (None, None, "de, ar-EG;q=0.8, en;q=0.3", "ar"),
        ("xx", None, "", "en"), (None, None, "en;q=broken,fr", "fr"),
    ],
)  # fmt: skip
def test_the_language_is_asked_then_kept_then_accepted(asked, cookie, accepted, found):
    assert language_of(asked, cookie, accepted) == found


def test_a_chosen_language_is_kept(pages):
    assert "lang=ar" in pages.get("/?lang=ar").headers["set-cookie"]
    pages.cookies.clear()


def test_every_wording_is_there_in_every_language_with_the_same_values():
    for key, wording in catalogue().items():
        assert set(wording) == set(LANGUAGES) and all(wording.values()), key
        values = {language: sorted(re.findall(r"{(\w+)}", wording[language])) for language in LANGUAGES}
        assert values["ar"] == values["en"] == values["fr"], key


def test_every_wording_that_templates_use_is_in_the_catalogue():
    source = "".join(path.read_text(encoding="utf-8") for path in (HERE / "templates").glob("*.html"))
    used = set(re.findall(r"\bt\([\"']([\w.]+)[\"']", source))
    # a key that ends in a full stop is a section, the name is put behind it
    assert {key for key in used if not key.endswith(".")} <= set(catalogue())
    assert {key[:-1] for key in used if key.endswith(".")} <= {key.partition(".")[0] for key in catalogue()}
    assert len(used) > 20


def test_no_template_marks_a_value_as_safe():
    for path in (HERE / "templates").glob("*.html"):
        assert not re.search(r"\|\s*safe|autoescape", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize(("language", "shown"), [("ar", "١٬٢٣٤٫٥"), ("en", "1,234.5"), ("fr", "1\u202f234,5")])
def test_numbers_are_written_as_the_language_does(language, shown):
    assert Words(language).number(1234.5) == shown


def test_dates_are_written_as_far_as_they_are_known():
    assert Words("ar").day("2025-04-03") == "٣ أبريل ٢٠٢٥"
    assert Words("fr").day("2025-04") == "avril 2025"
    assert Words("en").days("2025", None) == "2025"
    assert Words("en").day("soon") == "soon"


def test_an_address_keeps_its_state(pages):
    ask = Ask(None, Words("en"), "/entries", {}, (("kind", "meetings"), ("kind", "events"), ("page", "3"), ("lang", "ar")))
    assert ask.url(sort="date") == "/entries?kind=meetings&kind=events&sort=date"
    assert ask.url(kind=["events"]) == "/entries?kind=events"
    assert ask.permanent() == "/entries?kind=meetings&kind=events&page=3"
    assert ask.twin("csv") == "/entries.csv?kind=meetings&kind=events&page=3"
    with pytest.raises(WebError, match="V001"):
        ask.number("kind", 1, 1, 9)


def test_pages_of_a_list():
    assert (Paging(3, 50, 120).first, Paging(3, 50, 120).last) == (101, 120)
    assert Paging(5, 10, 200).near == [1, 3, 4, 5, 6, 7, 20]
    assert Paging(1, 50, 0).pages == 1 and Paging(1, 50, 0).first == 0


def test_a_cell_runs_in_no_spreadsheet():
    view = View("", {}, [], [{"a": "=1+1", "b": 'say "so"'}], ("a", "b"))
    assert csv_body(view).decode("utf-8-sig") == 'a,b\r\n\'=1+1,"say ""so"""\r\n'


def test_characters_that_steer_are_made_visible():
    assert plain("a\u202eb\nc\x00") == "a\ufffdb c\ufffd"
    assert direction("قال Reuters أمس في موسكو") == "rtl" and direction("Moscow said «نعم»") == "ltr"


def test_every_form_that_is_posted_carries_the_token():
    for path in (HERE / "templates").glob("*.html"):
        source = path.read_text(encoding="utf-8")
        for form in re.findall(r'<form[^>]*method="post".*?</form>', source, re.DOTALL):
            assert "parts.token()" in form or "hidden()" in form, (path.name, form[:200])


def test_static_files_are_small_and_of_our_own():
    assert sum(path.stat().st_size for path in Path(HERE / "static").iterdir()) < 100_000


def test_no_wording_stands_in_two_files():
    keys = [f"{section}.{name}" for path in sorted(HERE.glob("words*.toml")) for section, names in tomllib.loads(path.read_text(encoding="utf-8")).items() for name in names]
    assert sorted(set(keys)) == sorted(keys)
