"""Addresses into bytes, politely and safely: only where asked for, only public hosts, within limits, as robots.txt allows."""

from __future__ import annotations

import functools
import io
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import httpcore
from protego import Protego

from mithaq.errors import SourceError
from mithaq.sources.bodies import unpacked
from mithaq.sources.item import SourceOptions
from mithaq.sources.stream import Stream

USER_AGENT = "Mithaq (reader of news reports and communiques; one request a second)"
_ROBOT = "mithaq"
MAX_REDIRECTS = 5
MAX_BYTES = 10_000_000
MAX_SECONDS = 20.0
_ROBOTS_BYTES = 500_000
_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 30.0
_MOST_HOSTS = 10_000
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_SAFE_IN_PATH = "/:@!$&'()*+,;=~-._%"
# IPv6 that carries an IPv4 address, by which private ones could be reached
_CARRIERS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))

Resolver = Callable[[str, int], list[str]]
Allowed = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open network: not private, loopback, link-local, reserved, multicast or mapped."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped is not None or any(ip in network for network in _CARRIERS)):
        return False
    return ip.is_global and not (ip.is_private or ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local or ip.is_unspecified)


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host.

    Raises:
        OSError: where it has none.
    """
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def fetched(address: str, options: SourceOptions) -> Stream:
    """Return what an address holds.

    Raises:
        SourceError: where the network was not opened, or the address may not or cannot be fetched.
    """
    if not options.network:
        raise SourceError("S021", f"{address}: an address; nothing is fetched unless asked for: give --network, or save it as a file")
    answer = (options.fetcher or shared_fetcher()).fetch(address)
    path = PurePosixPath(unquote(urlsplit(answer.url).path))
    return Stream(answer.url, io.BytesIO(answer.body), ending=path.suffix, media=answer.media, url=answer.url)


@functools.cache
def shared_fetcher() -> Fetcher:
    """Return the fetcher of this process, so that all sources together ask a host once a second."""
    return Fetcher()


@dataclass(frozen=True, slots=True)
class Version:
    """What a host said of an address when it was fetched last (ETag, Last-Modified), so that it need not send it again."""

    etag: str = ""
    modified: str = ""

    @property
    def headers(self) -> dict[bytes | str, bytes | str]:
        """The headers that ask for the address only if it has changed."""
        return {name: value for name, value in (("If-None-Match", self.etag), ("If-Modified-Since", self.modified)) if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address holds: where it was found in the end, its bytes, and its Content-Type.

    ``unchanged``: the host says that it is as it was, and sends nothing.
    """

    url: str
    body: bytes
    media: str
    version: Version = Version()
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Target:
    """An address in its parts, each fit to be sent."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """The address of the host itself."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.path


@dataclass
class Fetcher:
    """Fetches addresses, one a second from a host, and remembers what each host's robots.txt says.

    ``resolver``, ``allowed``, ``clock`` and ``pause`` stand for the network and the clock, so that tests need neither.
    """

    resolver: Resolver = resolve
    allowed: Allowed = is_public
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep
    max_bytes: int = MAX_BYTES
    max_seconds: float = MAX_SECONDS
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Protego | None] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fetch(self, address: str, known: Version | None = None) -> Answer:
        """Return what an address holds, over at most ``MAX_REDIRECTS`` redirects, each checked as the first.

        Args:
            known: the version that was fetched last; only a later one is sent.

        Raises:
            SourceError: where it may not or cannot be fetched.
        """
        with self._lock:
            target = parsed(address)
            for _ in range(MAX_REDIRECTS + 1):
                self._ask_robots(target)
                answer = self._request(target, self.max_bytes, known=known)
                if isinstance(answer, Answer):
                    return answer
                target = parsed(answer)
            raise SourceError("S025", f"{address}: more than {MAX_REDIRECTS} redirects; give the address where it ends")

    def _ask_robots(self, target: _Target) -> None:
        """Raise where a host's robots.txt forbids an address, or cannot be had."""
        if target.origin not in self._robots:
            if len(self._robots) >= _MOST_HOSTS:
                self._robots.clear()
            self._robots[target.origin] = self._fetch_robots(target)
        rules = self._robots[target.origin]
        if rules is None:
            raise SourceError("S023", f"{target.url}: the host's robots.txt cannot be had, which counts as a refusal; try later, or save the page as a file")
        if not rules.can_fetch(target.url, _ROBOT):
            raise SourceError("S023", f"{target.url}: the host's robots.txt forbids it; save the page as a file if you may use it")

    def _fetch_robots(self, target: _Target) -> Protego | None:
        """Return the rules of a host; all is allowed where it has none, nothing (None) where it answers with a fault of its own.

        Raises:
            SourceError: where the host cannot be reached.
        """
        place = _Target(target.scheme, target.host, target.port, "/robots.txt")
        try:
            for _ in range(MAX_REDIRECTS + 1):
                answer = self._request(place, _ROBOTS_BYTES, cut=True)
                if isinstance(answer, Answer):
                    return Protego.parse(answer.body.decode("utf-8", errors="replace"))
                place = parsed(answer)
        except _AnswerError as error:
            return Protego.parse("") if 400 <= error.status < 500 and error.status != 429 else None
        return Protego.parse("")

    def _request(self, target: _Target, limit: int, *, cut: bool = False, known: Version | None = None) -> Answer | str:
        """Return what a host answers, or the address it sends to.

        Args:
            cut: whether an answer beyond ``limit`` is cut there; else it is refused.
        """
        self._wait(target)
        backend = _CheckedBackend(self, self.clock() + self.max_seconds)
        headers: dict[bytes | str, bytes | str] = {"Host": target.origin.partition("://")[2], "User-Agent": USER_AGENT, "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5", "Accept-Encoding": "gzip", "Connection": "close", **(known or Version()).headers}
        try:
            with (
                httpcore.ConnectionPool(network_backend=backend, max_connections=1, retries=0) as pool,
                pool.stream("GET", target.url, headers=headers, extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self.max_seconds)}) as response,
            ):
                return _answer(target, response, limit, cut=cut)
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise SourceError("S024", f"{target.url}: no whole answer within {self.max_seconds:g} seconds; try later") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, ValueError) as error:
            raise SourceError("S024", f"{target.url}: cannot be fetched: {error or type(error).__name__}; check the address and the connection") from error

    def _wait(self, target: _Target) -> None:
        """Wait until a host may be asked again."""
        rules = self._robots.get(target.origin)
        stated = rules.crawl_delay(_ROBOT) if rules is not None else None
        gap = min(max(_PAUSE_SECONDS, stated or 0.0), _LONGEST_PAUSE_SECONDS)
        wait = self._last.get(target.host, float("-inf")) + gap - self.clock()
        if wait > 0:
            self.pause(wait)
        if len(self._last) >= _MOST_HOSTS:
            self._last.clear()
        self._last[target.host] = self.clock()


def parsed(address: str) -> _Target:
    """Return an address in its parts.

    Raises:
        SourceError: for another scheme than http and https, credentials, or no host.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").rstrip(".")
        host = host if host.isascii() else host.encode("idna").decode("ascii")
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except (ValueError, UnicodeError) as error:
        raise SourceError("S021", f"{address}: no address: {error}; expected http:// or https://") from error
    if parts.scheme not in _PORTS or not host or any(c.isspace() or c < " " for c in host):
        raise SourceError("S021", f"{address}: expected an address with http:// or https:// and a host")
    if parts.username is not None or parts.password is not None:
        raise SourceError("S021", f"{urlunsplit(parts._replace(netloc=host))}: an address with a name or password in it; leave them out, and save the page as a file if it needs them")
    query = f"?{quote(parts.query, safe=_SAFE_IN_PATH + '?[]')}" if parts.query else ""
    return _Target(parts.scheme, host, port, (quote(parts.path, safe=_SAFE_IN_PATH) or "/") + query)


class _AnswerError(SourceError):
    """A host's answer that holds no page."""

    def __init__(self, url: str, status: int) -> None:
        super().__init__("S024", f"{url}: the host answers {status}; expected a page: check the address")
        self.status = status


def _answer(target: _Target, response: httpcore.Response, limit: int, *, cut: bool) -> Answer | str:
    """Return what a response holds, or the address it sends to."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    if response.status in _REDIRECTS and headers.get("location"):
        return urljoin(target.url, _as_sent(headers["location"]))
    version = Version(headers.get("etag", ""), headers.get("last-modified", ""))
    if response.status == 304:
        return Answer(target.url, b"", "", version, unchanged=True)
    if response.status != 200:
        raise _AnswerError(target.url, response.status)
    body = _body(response.iter_stream(), headers.get("content-encoding", ""), limit, target.url, cut=cut)
    return Answer(target.url, body, headers.get("content-type", ""), version)


def _as_sent(location: str) -> str:
    """Return the address of a redirect whose letters were sent as they are, in UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _body(chunks: Iterable[bytes], encoding: str, limit: int, url: str, *, cut: bool) -> bytes:
    """Return a body, unpacked, of at most ``limit`` bytes."""
    raw = bytearray()
    for chunk in chunks:
        raw += chunk
        if len(raw) > limit:
            break
    if len(raw) > limit and not cut:
        raise SourceError("S016", f"{url}: more than {limit:,} bytes; expected at most that: save it as a file")
    return unpacked(bytes(raw[:limit]), encoding, limit, url)


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects to the very address that was checked, so that a name that changes its meaning leads nowhere else."""

    def __init__(self, fetcher: Fetcher, deadline: float) -> None:
        self._fetcher = fetcher
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Return a connection to a host.

        Raises:
            SourceError: where one of its addresses is not public.
        """
        found = self._fetcher.resolver(host, port)
        hidden = [ip for ip in found if not self._fetcher.allowed(ip)]
        if hidden or not found:
            raise SourceError("S022", f"{host}: {', '.join(hidden[:3]) or 'no address'}; expected a host of the open network: its own and inner addresses are never fetched")
        failure: Exception | None = None
        for ip in found[:3]:
            try:
                stream = self._sockets.connect_tcp(ip, port, timeout=_left(self._fetcher, self._deadline), socket_options=socket_options)
                return _TimedStream(stream, self._fetcher, self._deadline)
            except httpcore.ConnectError as error:
                failure = error
        raise failure or httpcore.ConnectError(f"no connection to {host}")


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step ends when the whole request must."""

    def __init__(self, inner: httpcore.NetworkStream, fetcher: Fetcher, deadline: float) -> None:
        self._inner = inner
        self._fetcher = fetcher
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return the next bytes."""
        return self._inner.read(max_bytes, timeout=_left(self._fetcher, self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._inner.write(buffer, timeout=_left(self._fetcher, self._deadline))

    def close(self) -> None:
        """End the connection."""
        self._inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:
        """Return the connection, encrypted, the host's certificate checked by its name."""
        stream = self._inner.start_tls(ssl_context, server_hostname=server_hostname, timeout=_left(self._fetcher, self._deadline))
        return _TimedStream(stream, self._fetcher, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection knows of itself."""
        return self._inner.get_extra_info(info)


def _left(fetcher: Fetcher, deadline: float) -> float:
    """Return the seconds left.

    Raises:
        httpcore.ReadTimeout: for none.
    """
    left = deadline - fetcher.clock()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is up")
    return left
