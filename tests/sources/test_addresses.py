"""Addresses: fetched only where asked for and only of the open network, within limits, politely."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pages import BODY, FIRST, PAGES, SECOND

from mithaq.errors import SourceError
from mithaq.sources.addresses import USER_AGENT, Fetcher, is_public, parsed, resolve
from mithaq.sources.item import Item, SourceOptions
from mithaq.sources.open import open_source

PAGE = PAGES["no-date"].html.encode()
PRIVATE = [
    "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
    "239.1.1.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
    "64:ff9b::808:808", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1", "::127.0.0.1", "localhost", "", "999.1.1.1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_inner_addresses_are_not_of_the_open_network(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "1.1.1.1"])
def test_open_addresses_are(address: str) -> None:
    assert is_public(address)


class Site:
    """A server of this machine: paths with their answers, and what was asked of it."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
                site.answers.get(self.path, lambda one: one.send_error(404))(self)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=lambda: self.server.serve_forever(0.02), daemon=True).start()

    def answer(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> None:
        def send(one: BaseHTTPRequestHandler) -> None:
            one.send_response(status)
            for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **{k.replace("_", "-"): v for k, v in headers.items()}}.items():
                one.send_header(name, value)
            one.end_headers()
            one.wfile.write(body)

        self.answers[path] = send

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


class Clock:
    """A clock that stands still but for what is waited."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def pause(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.now += seconds


def fetcher(site: Site, **other: object) -> Fetcher:
    clock = Clock()
    made = Fetcher(resolver=lambda host, port: ["127.0.0.1"], allowed=lambda ip: True, pause=clock.pause, clock=lambda: clock.now)
    for name, value in other.items():
        setattr(made, name, value)
    return made


def read(site: Site, path: str, using: Fetcher | None = None, follow: bool = False) -> list[Item]:
    options = SourceOptions(network=True, fetcher=using or fetcher(site), follow=follow)
    return list(open_source(f"http://www.daffa.example:{site.port}{path}", options=options))


def code_of(items: list[Item]) -> str:
    (item,) = items
    assert item.error is not None, item
    return item.error.code


def test_page_is_fetched_with_its_address_and_an_honest_name(site: Site) -> None:
    site.answer("/a", PAGE)
    (item,) = read(site, "/a")
    assert item.article is not None and item.article.text.startswith(FIRST) and item.article.publisher == "daffa.example"
    assert item.article.url == f"http://www.daffa.example:{site.port}/a" and item.article.published is None
    assert site.asked == [(path, f"www.daffa.example:{site.port}", USER_AGENT) for path in ("/robots.txt", "/a")]


def test_words_in_an_address_are_sent_as_they_must_be(site: Site) -> None:
    site.answer("/%D8%AE%D8%A8%D8%B1?q=%D8%A3&x=1", PAGE)
    (item,) = read(site, "/خبر?q=أ&x=1#top")
    assert item.article is not None
    assert parsed("https://مثال.example/").host == "xn--mgbh0fb.example"


def test_redirects_are_followed_and_each_is_checked(site: Site) -> None:
    site.answer("/0", status=301, Location="/1")
    site.answer("/1", status=302, Location=f"http://www.daffa.example:{site.port}/a")
    site.answer("/a", PAGE)
    (item,) = read(site, "/0")
    assert item.article is not None and item.article.url is not None and item.article.url.endswith("/a")


def test_redirects_without_end_are_not_followed(site: Site) -> None:
    for number in range(9):
        site.answer(f"/{number}", status=302, Location=f"/{number + 1}")
    assert code_of(read(site, "/0")) == "S025"
    assert site.paths == ["/robots.txt", *(f"/{number}" for number in range(6))]


@pytest.mark.parametrize("place", ["http://127.0.0.1:{port}/inner", "http://inner.example:{port}/inner", "http://[::1]:{port}/inner", "http://2130706433:{port}/inner"])
def test_redirect_to_an_inner_address_is_refused(site: Site, place: str) -> None:
    site.answer("/0", status=302, Location=place.format(port=site.port))
    site.answer("/inner", PAGE)
    # 127.0.0.9 plays the open network
    known = {"www.daffa.example": ["127.0.0.9"], "inner.example": ["127.0.0.9", "10.0.0.1"]}
    using = fetcher(site, resolver=lambda host, port: known.get(host) or resolve(host, port), allowed=lambda ip: ip == "127.0.0.9" or is_public(ip))
    assert code_of(read(site, "/0", using)) == "S022"
    assert site.paths == ["/robots.txt", "/0"]


@pytest.mark.parametrize("place", ["file:///etc/hosts", "ftp://a.example/x", "gopher://a.example/", "http://user:pass@a.example/", "data:text/html,x"])
def test_redirect_to_another_scheme_or_with_a_password_is_refused(site: Site, place: str) -> None:
    site.answer("/0", status=302, Location=place)
    assert code_of(read(site, "/0")) == "S021"


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://127.1/", "http://0x7f.1/", "http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://0/"]
)
def test_inner_hosts_are_never_asked(address: str) -> None:
    assert code_of(list(open_source(address, options=SourceOptions(network=True, fetcher=Fetcher(pause=lambda _: None))))) in ("S022", "S024")


def test_a_name_that_changes_its_meaning_leads_nowhere_else(site: Site) -> None:
    """The address that was checked is the one that is asked: a second look-up would give another."""
    answers = iter(["127.0.0.1", "127.0.0.1"])
    looked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        looked.append(host)
        return [next(answers)]

    site.answer("/a", PAGE)
    (item,) = read(site, "/a", fetcher(site, resolver=resolver))
    assert item.article is not None and looked == ["www.daffa.example"] * 2


def test_host_with_one_inner_address_among_others_is_refused(site: Site) -> None:
    using = fetcher(site, resolver=lambda host, port: ["93.184.216.34", "10.0.0.1"], allowed=is_public)
    assert code_of(read(site, "/a", using)) == "S022" and not site.asked


@pytest.mark.parametrize("address", ["ftp://a.example/x", "file:///etc/hosts", "http://", "http://user@a.example/", "http://user:pass@a.example/x", "http://a b/", "http://[::/"])
def test_addresses_that_are_none_are_told_without_their_password(address: str) -> None:
    with pytest.raises(SourceError) as caught:
        parsed(address)
    assert caught.value.code == "S021" and "pass@" not in str(caught.value)


def test_robots_are_respected(site: Site) -> None:
    site.answer("/robots.txt", b"User-agent: *\nDisallow: /private/\nDisallow: /*.html$\n\nUser-agent: mithaq\nDisallow: /not-us/\nDisallow: /*.php$\n")
    site.answer("/a", PAGE)
    using = fetcher(site)
    assert code_of(read(site, "/not-us/a", using)) == "S023" and code_of(read(site, "/x.php", using)) == "S023"
    (item,) = read(site, "/a", using)
    assert item.article is not None and site.paths == ["/robots.txt", "/a"]


def test_robots_that_fail_count_as_a_refusal(site: Site) -> None:
    site.answer("/robots.txt", status=503)
    site.answer("/a", PAGE)
    assert code_of(read(site, "/a")) == "S023" and site.paths == ["/robots.txt"]


def test_robots_of_the_place_that_a_redirect_leads_to_count(site: Site) -> None:
    site.answer("/robots.txt", b"User-agent: *\nDisallow: /inner\n")
    site.answer("/0", status=302, Location="/inner/a")
    assert code_of(read(site, "/0")) == "S023" and site.paths == ["/robots.txt", "/0"]


def test_a_host_is_asked_once_a_second_or_as_slowly_as_it_wants(site: Site) -> None:
    clock = Clock()
    using = fetcher(site, pause=clock.pause, clock=lambda: clock.now)
    site.answer("/a", PAGE)
    read(site, "/a", using)
    read(site, "/a", using)
    assert clock.waits == [1.0, 1.0]
    slow = fetcher(site, pause=clock.pause, clock=lambda: clock.now)
    site.answer("/robots.txt", b"User-agent: *\nCrawl-delay: 7\n")
    read(site, "/a", slow)
    read(site, "/a", slow)
    assert clock.waits == [1.0, 1.0, 7.0, 7.0]


def test_too_much_is_refused(site: Site) -> None:
    site.answer("/big", b"<p>" + b" " * 3000)
    site.answer("/bomb", gzip.compress(b"<p>" + b" " * 50_000_000), Content_Encoding="gzip")
    assert code_of(read(site, "/big", fetcher(site, max_bytes=2000))) == "S016"
    assert code_of(read(site, "/bomb")) == "S016"


def test_packed_answers_are_unpacked(site: Site) -> None:
    site.answer("/a", gzip.compress(PAGE), Content_Encoding="gzip")
    (item,) = read(site, "/a")
    assert item.article is not None and item.article.text.startswith(FIRST)


def test_slow_answers_end(site: Site) -> None:
    def drip(one: BaseHTTPRequestHandler) -> None:
        one.send_response(200)
        one.end_headers()
        for _ in range(100):
            one.wfile.write(b" ")
            one.wfile.flush()
            time.sleep(0.05)

    site.answers["/slow"] = drip
    began = time.monotonic()
    using = fetcher(site, clock=time.monotonic, pause=lambda _: None, max_seconds=0.5)
    assert code_of(read(site, "/slow", using)) == "S024" and time.monotonic() - began < 3


@pytest.mark.parametrize("status", [204, 403, 404, 410, 429, 500, 503])
def test_other_answers_are_told(site: Site, status: int) -> None:
    site.answer("/a", status=status)
    (item,) = read(site, "/a")
    assert item.error is not None and item.error.code == "S024" and str(status) in str(item.error)


def test_host_that_is_not_there_is_told() -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    (item,) = open_source("http://nowhere.example/", options=SourceOptions(network=True, fetcher=Fetcher(resolver=resolver, pause=lambda _: None)))
    assert item.error is not None and item.error.code == "S024" and "no such host" in str(item.error)


def test_server_that_hangs_up_is_told(site: Site) -> None:
    site.answers["/a"] = lambda one: one.connection.close()
    assert code_of(read(site, "/a")) == "S024"


def test_feed_is_fetched_and_its_pages_are_read_only_where_asked_for(site: Site) -> None:
    base = f"http://www.daffa.example:{site.port}"
    feed = f"<rss><channel><item><title>t</title><link>{base}/a</link><description>{SECOND}</description></item><item><title>u</title><link>{base}/gone</link><description>{SECOND}</description></item></channel></rss>"
    site.answer("/feed", feed.encode(), Content_Type="application/rss+xml")
    site.answer("/a", PAGE)
    assert [item.article.text for item in read(site, "/feed") if item.article] == [SECOND, SECOND]
    assert site.paths == ["/robots.txt", "/feed"]
    followed = [item.article.text for item in read(site, "/feed", follow=True) if item.article]
    assert followed[0].split("\n")[:3] == BODY and followed[1] == SECOND


def test_encoding_that_the_server_declares_counts(site: Site) -> None:
    site.answer("/a", f"<html><body><p>{FIRST}</p></body></html>".encode("windows-1256"), Content_Type="text/html; charset=windows-1256")
    (item,) = read(site, "/a")
    assert item.article is not None and item.article.text == FIRST
