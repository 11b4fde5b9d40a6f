"""Whatever an address holds: an answer, never an error of the server; many at once as well."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mithaq.faces.web.app import PARTS

NAMES = (
    "q", "kind", "type", "actor", "place", "country", "since", "until", "outlet", "language", "state", "actuality", "confidence", "due_by", "sort", "order",
    "page", "size", "lang", "as_of", "record",
)  # fmt: skip
SOME = ("meetings", "2025-04", "RUS", "روسيا", "-date", "published", "1", "999999", "0.5", "*", '"', "«", "NEAR(", "a OR b", "''", "%", "\x00", "\u202e", "../..", "٣")
values = st.one_of(st.sampled_from(SOME), st.text(max_size=20))
queries = st.lists(st.tuples(st.sampled_from(NAMES), values), max_size=5)
PATHS = [*(page.path for part in PARTS for page in part.pages if "{" not in page.path), "/entries.json", "/entries.csv", "/reports.csv", "/index.json"]
API = ["/api/v1/entries", "/api/v1/facets", "/api/v1/reports", "/api/v1/stats"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PATHS + API), query=queries)
def test_no_query_is_an_error_of_the_server(pages, path, query):
    answer = pages.get(path, params=query)
    assert answer.status_code < 500, (path, query, answer.text[:300])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(["/entries/", "/reports/", "/add/", "/api/v1/entries/", "/api/v1/reports/", "/static/", "/"]), rest=st.text(max_size=30))
def test_no_address_is_an_error_of_the_server(pages, start, rest):
    from urllib.parse import quote

    assert pages.get(start + quote(rest, safe="")).status_code < 500


def test_twenty_at_once_are_all_answered(pages):
    paths = ["/", "/entries", "/entries?q=القوة", "/reports", "/entries.json?kind=events", "/api/v1/stats"] * 20
    with ThreadPoolExecutor(20) as many:
        answers = list(many.map(lambda path: pages.get(path).status_code, paths))
    assert set(answers) == {200}
