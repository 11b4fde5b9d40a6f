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
