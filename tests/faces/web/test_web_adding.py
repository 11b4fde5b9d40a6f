"""Bringing reports: read, shown, kept only on demand; what is hostile stays text, what is too much is refused."""

import io
import json
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from litestar.testing import TestClient

from mithaq.faces.web import access
from mithaq.faces.web.app import make_app
from mithaq.faces.web.asking import LOCAL, WebError
from mithaq.faces.web.desk import Brought, Desk
from mithaq.register.register import Register

TEXT = "موسكو: وقع وزير الخارجية الروسي سيرغي لافروف ونظيره المالي عبد الله ديوب في موسكو يوم الخميس 3 أبريل 2025 مذكرة تفاهم.\nوتعهدت روسيا بتقديم مساعدات إنسانية إلى مالي قبل نهاية العام."
SAME = {"Origin": "http://127.0.0.1:8400"}
TOKEN = {"token": access.form_token(LOCAL)}


@pytest.fixture(scope="module")
def desk():
    desk = Desk()
    yield desk
    desk.close()


@pytest.fixture
def client(tmp_path, desk):
    app = make_app(tmp_path / "r.db", desk=desk)
    with TestClient(app, base_url="http://127.0.0.1:8400") as client:
        client.follow_redirects = True
        client.place = tmp_path / "r.db"
        yield client


def paste(client, text, **said):
    return client.post("/add", data={"text": text, **TOKEN, **said}, files={"files": ("", b"")}, headers=SAME)


def test_who_opens_the_page_finds_the_reader_awake(tmp_path):
    desk = Desk()
    app = make_app(tmp_path / "r.db", desk=desk)
    with TestClient(app, base_url="http://127.0.0.1:8400") as client:
        assert client.get("/add").status_code == 200
    woken = desk._process
    desk.wake()
    assert woken.is_alive() and desk._process is woken
    desk.close()


def test_a_pasted_report_is_shown_and_not_kept(client):
    shown = paste(client, TEXT, publisher="وكالة المرفأ", published="2025-04-04")
    assert shown.status_code == 200 and "Keep in the register" in shown.text and "وكالة المرفأ" in shown.text
    assert 'class="card"' in shown.text and 'class="tree"' in shown.text
    assert client.get("/index.json").json()["counts"]["reports"] == 0


def test_what_is_kept_is_in_the_register_once(client):
    name = str(paste(client, TEXT, published="2025-04-04").url).rsplit("/", 1)[1]
    kept = client.post(f"/add/{name}/keep", data=TOKEN, headers=SAME)
    assert kept.status_code == 200 and "/reports/" in str(kept.url)
    assert client.get(f"/add/{name}").status_code == 404
    again = paste(client, TEXT, published="2025-04-04")
    assert "In the register already: 1" in again.text
    client.post(f"/add/{str(again.url).rsplit('/', 1)[1]}/keep", data=TOKEN, headers=SAME)
    with Register(client.place) as register:
        assert register.stats().reports == 1


def test_what_is_left_is_forgotten(client):
    name = str(paste(client, TEXT).url).rsplit("/", 1)[1]
    client.post(f"/add/{name}/drop", data=TOKEN, headers=SAME)
    assert client.get(f"/add/{name}").status_code == 404 and client.get("/index.json").json()["counts"]["reports"] == 0


def test_files_are_read_each_and_broken_ones_told(client):
    good = json.dumps({"text": TEXT, "title": "مذكرة", "published": "2025-04-04"}).encode()
    files = [("files", ("a.json", good)), ("files", ("b.txt", TEXT.encode())), ("files", ("c.pdf", b"%PDF-1.7 ...")), ("files", ("../../d.json", b"{"))]
    shown = client.post("/add", data=TOKEN, files=files, headers=SAME)
    assert shown.status_code == 200 and shown.text.count('name="report"') == 2
    assert "a PDF file" in shown.text and "not JSON" in shown.text and "../.." not in shown.text


def test_only_chosen_reports_are_kept(client):
    files = [("files", (f"{n}.txt", f"{TEXT}\nتقرير رقم {n}.".encode())) for n in range(3)]
    name = str(client.post("/add", data=TOKEN, files=files, headers=SAME).url).rsplit("/", 1)[1]
    client.post(f"/add/{name}/keep", data={"report": ["0", "2"], **TOKEN}, headers=SAME)
    assert client.get("/index.json").json()["counts"]["reports"] == 2


def test_the_sample_story_is_read_and_kept(client):
    name = str(client.post("/add-story", data=TOKEN, headers=SAME).url).rsplit("/", 1)[1]
    client.post(f"/add/{name}/keep", data=TOKEN, headers=SAME)
    assert client.get("/index.json").json()["counts"]["reports"] == 18


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
def test_forms_of_other_sites_are_refused(client, headers):
    for path in ("/add", "/add-story", "/add/x/keep"):
        assert client.post(path, data={"text": TEXT, **TOKEN}, headers=headers).status_code == 403
        assert client.post(path, data={"text": TEXT}, headers=SAME).status_code == 403
    assert client.get("/index.json").json()["counts"]["reports"] == 0


def test_nothing_too_much_and_nonsense_are_refused(client):
    assert paste(client, "  \n ").status_code == 400
    assert paste(client, TEXT, published="yesterday").status_code == 400
    assert paste(client, "ا" * 1_600_000).status_code == 413
    assert client.post("/add", files={"files": ("big.txt", b"x" * 21_000_000)}, headers=SAME).status_code == 413
    assert client.post("/add/no-such-reading/keep", data=TOKEN, headers=SAME).status_code == 404


def test_text_of_no_language_that_has_a_pack_is_told(client):
    shown = paste(client, "これは日本語の文章です。")
    assert shown.status_code == 200 and "S015" in shown.text and "Keep in the register" not in shown.text


HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea></title><svg/onload=alert(1)>", "{{ 7*7 }}{% raw %}", "javascript:alert(1)",
    "\u202eأمر معكوس\u202c", "لا\u200d\u200cعب", "O'Brien \"the\" <b>\\", "]]><!--", "&lt;u&gt;&amp;", "\u2066\u2066\u2066",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_are_text_wherever_they_stand(client, hostile):
    text = f"قال وزير الخارجية الروسي سيرغي لافروف إن {hostile} في موسكو.\nوأكد {hostile} أن روسيا ستقدم مساعدات إلى مالي."
    shown = paste(client, text, title=f"خبر {hostile}", publisher=hostile, url=f"javascript:alert(1)//{hostile}", published="2025-04-04")
    name = str(shown.url).rsplit("/", 1)[1]
    kept = client.post(f"/add/{name}/keep", data=TOKEN, headers=SAME)
    found = [kept, shown, client.get("/"), client.get("/reports"), client.get("/entries"), client.get("/entries", params={"q": hostile})]
    found.append(client.get("/entries", params={"outlet": hostile}))
    found += [client.get(f"/entries/{entry['id']}") for entry in client.get("/entries.json").json()["entries"]]
    assert len(found) > 7
    for answer in found:
        assert answer.status_code == 200
        for live in ("<script>alert", "<img", "<svg/", "<b>\\", 'href="javascript', "49{%", "\u202e"):
            assert live not in answer.text.replace('value="' + hostile, ""), (live, answer.url)


def test_a_line_of_a_megabyte_is_read_or_refused_in_time(client):
    begun = time.monotonic()
    shown = paste(client, "قال الوزير إن السلام قريب " * 40_000)
    assert shown.status_code in (200, 422) and time.monotonic() - begun < 90


def test_what_takes_too_long_is_given_up_and_the_desk_goes_on(desk):
    slow = Desk(limit_s=0.0)
    slow._begin()
    slow._fresh = False
    with pytest.raises(WebError, match="V005"):
        slow._answer(("read", [Brought(TEXT.encode() * 2_000, "a.txt")]))
    assert slow._process is None
    slow.limit_s = 60.0
    assert len(slow.read([Brought(TEXT.encode(), "a.txt")]).explained) == 1
    slow.close()


def test_others_see_how_far_a_job_is(desk):
    brought = [Brought(f"{TEXT} {number}".encode(), f"{number}.txt") for number in range(30)]
    thread = threading.Thread(target=desk.read, args=(brought, "mine"))
    thread.start()
    seen = set()
    while thread.is_alive():
        assert desk.so_far("") == desk.so_far("another") == 0
        seen.add(desk.so_far("mine"))
        time.sleep(0.001)
    assert len(seen) > 2 and max(seen) <= 30 and desk.so_far("mine") == 0


def test_a_desk_whose_process_dies_says_so_and_goes_on(desk):
    desk.read([Brought(TEXT.encode(), "a.txt")])
    desk._process.kill()
    desk._process.join()
    assert len(desk.read([Brought(TEXT.encode(), "a.txt")]).explained) == 1


def test_pages_are_answered_while_many_wait_for_reports_to_be_read(tmp_path):
    done = threading.Event()

    class Busy(Desk):
        def read(self, brought, job=""):
            done.wait(20)
            return super().read(brought)

    with TestClient(make_app(tmp_path / "r.db", desk=Busy()), base_url="http://127.0.0.1:8400") as client, ThreadPoolExecutor(8) as many:
        try:
            waiting = [many.submit(paste, client, TEXT) for _ in range(6)]
            time.sleep(0.2)
            asked = many.submit(client.get, "/entries")
            assert asked.result(10).status_code == 200 and not any(one.done() for one in waiting)
        finally:
            for one in waiting:
                one.cancel()
            done.set()


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", ""])
def test_a_number_that_is_none_chooses_nothing(client, number):
    shown = paste(client, TEXT)
    name = shown.url.path.rsplit("/", 1)[-1]
    assert client.post(f"/add/{name}/keep", data={**TOKEN, "report": number}, headers=SAME).status_code == 200
    with Register(client.place) as register:
        assert register.stats().reports == 0


def test_reports_come_over_the_api_and_a_line_for_each_goes_back(client):
    sent = [{"text": TEXT, "published": "2025-04-04"}, {"text": " \u200f"}, {"text": "x", "language": "xx"}, {"text": TEXT, "published": "2025-04-04"}]
    looked = client.post("/api/v1/reports?keep=false", json=sent[:1]).json()
    assert looked["reading"]["agreements"] and client.get("/index.json").json()["counts"]["reports"] == 0
    answer = client.post("/api/v1/reports", json=sent)
    first, blank, foreign, again = map(json.loads, answer.text.splitlines())
    assert answer.headers["content-type"].startswith("application/x-ndjson") and [first["number"], again["number"], again["of"]] == [1, 4, 4]
    assert first["new"] and first["records"] > 3 and "new" not in again and again["key"] == first["key"]
    assert blank["error"]["code"] and foreign["error"]["code"]
    assert client.get(f"/api/v1/reports/{first['key']}").json()["document"]["key"] == first["key"]


@pytest.mark.parametrize("sent", [[], {}, [{}], [{"text": ""}], [{"text": "x", "published": "soon"}], [{"text": "x", "more": 1}], [{"text": "x"}] * 51], ids=range(7))
def test_what_is_no_list_of_reports_is_refused_whole(client, sent):
    answer = client.post("/api/v1/reports", json=sent)
    assert answer.status_code == 400 and answer.json()["error"]["status"] == 400


def test_pages_tables_and_archives_are_read_as_from_the_command_line(client):
    page = f"<html><head><title>لقاء في موسكو</title></head><body><article><h1>لقاء في موسكو</h1><p>{TEXT}</p></article></body></html>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.txt", TEXT)
        archive.writestr("two.html", page)
    sent = [("files", ("a.html", page.encode())), ("files", ("b.csv", f'text\n"{TEXT}"\n'.encode())), ("files", ("c.zip", packed.getvalue())), ("files", ("d.png", b"\x89PNG\r\n"))]
    shown = client.post("/add", data=TOKEN, files=sent, headers=SAME)
    read = client.get(f"{shown.url.path}.json").json()
    assert [len(one["agreements"]) for one in read["readings"]] == [1, 1, 1, 1] and read["readings"][0]["article"]["title"] == "لقاء في موسكو"
    assert [(one["name"], one["code"]) for one in read["refused"]] == [("d.png", "S002")] and "d.png: d.png" not in shown.text
    assert "ليس الملف نصا يُقرأ" in client.get(f"{shown.url.path}?lang=ar").text


def test_of_a_file_with_too_many_reports_the_first_are_taken(desk):
    read = desk.read([Brought(b"text\n" + b"mali\n" * 250, "many.csv", language="en")])
    assert len(read.explained) == 200 and [one.code for one in read.refused] == ["V003"]


def test_what_is_pasted_is_text_whatever_it_looks_like(client):
    text = json.dumps({"text": TEXT, "title": "x"}, ensure_ascii=False)
    shown = paste(client, text)
    assert [one["article"]["text"] for one in client.get(f"{shown.url.path}.json").json()["readings"]] == [text]
