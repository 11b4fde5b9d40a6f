"""An entry is shown in the reader's language where one of its reports tells it so; what it says stays the same."""

from html import unescape


def test_words_and_names_are_those_of_a_report_in_the_readers_language(served):
    found = served.get("/entries.json", params={"size": 100}).json()["entries"]
    language_of = {told["id"]: told["document"]["article"]["language"] for entry in found for told in entry["tellings"]}
    several = [entry for entry in found if len({language_of[told["id"]] for told in entry["tellings"]}) > 1]
    assert several
    pages = {language: unescape(served.get("/entries", params={"lang": language, "size": 100}).text) for language in ("ar", "fr")}
    for entry in several:
        lines = {language: page.split(f'href="/entries/{entry["id"]}">')[1].split("</a>")[0] for language, page in pages.items()}
        for language, line in lines.items():
            told = next(told for told in entry["tellings"] if language_of[told["id"]] == language)
            assert line.split()[:3] == told["record"]["evidence"][0]["text"].split()[:3]
            assert served.get(f"/entries/{entry['id']}/cite.json", params={"lang": language}).json()["report"] == told["document"]["key"]
        assert served.get(f"/entries/{entry['id']}.json", params={"lang": "ar"}).json() == entry
    office = next(entry for entry in several if entry["kind"] == "offices")
    assert office["actors"][0]["name"] in served.get(f"/entries/{office['id']}", params={"lang": "fr"}).text
    assert unescape(served.get(f"/actors/{office['record']['person']}", params={"lang": "ar"}).text).split("<h1><bdi>")[1][0] > "\u0600"


def test_places_and_bodies_of_states_are_called_as_the_reader_calls_them(served):
    # told by French and English reports alone, and by Arabic ones alone
    assert "موسكو" in unescape(served.get("/partnerships/IGO:AES/RUS", params={"lang": "ar"}).text).split('id="h-agreements"')[0].split('id="h-sessions"')[1]
    assert "Ouagadougou" in served.get("/map", params={"lang": "fr"}).text and "واغادوغو" in served.get("/map", params={"lang": "ar"}).text
    assert "defence ministry (Russia)" in served.get("/actors", params={"lang": "en", "size": 100}).text


def test_who_has_no_name_is_called_as_each_report_does(served):
    shared = {told["id"]: entry for entry in served.get("/entries.json", params={"actor": "NER-someone", "size": 50}).json()["entries"] for told in entry["tellings"]}
    said = next(entry for entry in shared.values() if entry["kind"] == "statements" and len(entry["tellings"]) == 1)
    report = served.get(f"/reports/{said['tellings'][0]['document']['key']}.json").json()["reading"]
    words = said["record"]["evidence"]
    record = next(one for one in report["statements"] if one["evidence"] == words)
    name = next(actor["name"] for actor in report["actors"] if actor["id"] == record["speaker"])
    page = unescape(served.get(f"/entries/{said['id']}", params={"lang": "ar"}).text)
    assert name in page.split('class="sides"')[1].split("</p>")[0] and name in page.split('class="ladder"')[1].split("</ol>")[0]
    assert "شخص لم يُسمَّ (النيجر)" in unescape(served.get("/actors/NER-someone", params={"lang": "ar"}).text)
