"""Citations in pages: in every language, for every telling, with copies that are the same as the twins."""

import hashlib
import html
import json
import re

import pytest


def some_entry(pages, tellings=1):
    for row in pages.get("/entries.json", params={"kind": "agreements"}).json()["entries"]:
        if len(row["tellings"]) >= tellings:
            return row
    raise AssertionError("no such entry in the story")


def test_an_entry_is_cited_in_three_languages_with_its_words_and_its_hash(pages):
    row = some_entry(pages)
    cited = pages.get(f"/entries/{row['id']}/cite.json").json()
    article = row["tellings"][0]["document"]["article"]
    assert cited["quotation"] in " ".join(article["text"].split()) and cited["sha256"] == hashlib.sha256(article["text"].encode()).hexdigest()
    shown = html.unescape(pages.get(f"/entries/{row['id']}/cite").text).translate({0x2068: None, 0x2069: None})
    for language, note in cited["footnotes"].items():
        assert all(part in note for part in (cited["quotation"], article["publisher"], cited["sha256"], row["id"])), language
        assert note in shown
    assert "2025" in cited["footnotes"]["en"] and "٢٠٢٥" in cited["footnotes"]["ar"] and "consulté le" in cited["footnotes"]["fr"]
    assert article["text"][cited["start"] : cited["end"]].split() == cited["quotation"].split()


def test_another_telling_is_cited_on_demand(pages):
    row = some_entry(pages, 2)
    second = row["tellings"][1]["document"]["key"]
    assert pages.get(f"/entries/{row['id']}/cite.json", params={"report": second}).json()["report"] == second
    assert f'<option value="{second}"' in pages.get(f"/entries/{row['id']}/cite").text
    assert pages.get(f"/entries/{row['id']}/cite", params={"report": "nothing"}).status_code == 400


def test_the_copied_json_is_the_twin(pages):
    row = some_entry(pages)
    path = f"/entries/{row['id']}/cite"
    copied = re.search(r'<pre id="copy-JSON"[^>]*>(.*?)</pre>', pages.get(path).text, re.S)[1]
    assert json.loads(html.unescape(copied)) == pages.get(f"{path}.json").json()


def test_entries_and_reports_lead_to_their_citations(pages):
    row = some_entry(pages)
    key = row["tellings"][0]["document"]["key"]
    assert f'href="/entries/{row["id"]}/cite"' in pages.get(f"/entries/{row['id']}").text
    assert f'href="/reports/{key}/cite"' in pages.get(f"/reports/{key}").text
    cited = pages.get(f"/reports/{key}/cite.json").json()
    assert cited["report"] == key and cited["quotation"] is None and key in cited["footnotes"]["en"]


@pytest.mark.parametrize("path", ["/entries/nothing/cite", "/reports/nothing/cite"])
def test_what_is_not_there_is_not_cited(pages, path):
    assert pages.get(path).status_code == 404
