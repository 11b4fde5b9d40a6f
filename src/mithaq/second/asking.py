"""Asking a language model over the protocol that OpenAI's servers and most local ones speak: one request per report."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpcore
import msgspec

from mithaq.errors import SourceError
from mithaq.model import Article
from mithaq.second.prompts import messages

# an answer is shorter than the longest report; a model on a laptop needs its time
_MOST_BYTES, LIMIT_S = 4_000_000, 300.0
_LOCAL_NAMES = frozenset({"localhost", "localhost.localdomain"})


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message


class _Answer(msgspec.Struct):
    """The part of an answer that counts; servers add much else."""

    choices: list[_Choice]


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """Where a second reader is asked.

    Attributes:
        url: the address of the API, as in ``http://localhost:8080/v1``.
        model: the name of the model there.
        key: is sent as a bearer token, where one is needed.
        network: whether a host that is not this machine may be asked.
    """

    url: str
    model: str
    key: str = ""
    network: bool = False
    limit_s: float = LIMIT_S

    @property
    def host(self) -> str:
        """The host that gets the text."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_local(self) -> bool:
        """Whether the host is this machine."""
        try:
            return self.host in _LOCAL_NAMES or ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def check(self) -> None:
        """Raise if the endpoint may not be asked.

        Raises:
            SourceError: S021 for an address that is none, or another machine without ``network``.
        """
        if urlsplit(self.url).scheme not in ("http", "https") or not self.host:
            raise SourceError("S021", f"{self.url}: no address of an API; expected one like http://localhost:8080/v1")
        if not self.is_local and not self.network:
            raise SourceError("S021", f"{self.url}: the text of every report would leave this machine for {self.host}; give --network if it may")


def told(endpoint: Endpoint, reports: int, characters: int) -> str:
    """Return in plain words what is sent where."""
    place = "this machine" if endpoint.is_local else f"{endpoint.host}, another machine"
    return f"the whole text and date of {reports:,} reports ({characters:,} characters) is sent to {place} (model {endpoint.model}); nothing else is"


def ask(endpoint: Endpoint, article: Article) -> bytes:
    """Return what the model answers about a report: JSON, as it says.

    Raises:
        SourceError: S021 if it may not be asked, S027 if it does not answer or answers with an error.
    """
    endpoint.check()
    body = {"model": endpoint.model, "messages": messages(article), "temperature": 0, "response_format": {"type": "json_object"}}
    raw = _posted(endpoint, msgspec.json.encode(body))
    try:
        answer = msgspec.json.decode(raw, type=_Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise SourceError("S027", f"{endpoint.url}: an answer of another form: {error}; expected that of chat completions") from error
    content = answer.choices[0].message.content if answer.choices else None
    if not content:
        raise SourceError("S027", f"{endpoint.url}: an answer without words; try another model")
    return content.encode("utf-8", "replace")


def _posted(endpoint: Endpoint, body: bytes) -> bytes:
    """Return the body of the answer to a request."""
    address = endpoint.url.rstrip("/") + "/chat/completions"
    headers: dict[bytes | str, bytes | str] = {"Content-Type": "application/json", "Accept": "application/json", **({"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {})}
    limits: dict[str, Any] = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), endpoint.limit_s)}
    try:
        with httpcore.ConnectionPool(retries=0) as pool, pool.stream("POST", address, headers=headers, content=body, extensions=limits) as response:
            raw = _up_to_the_most(response, endpoint.url)
    except httpcore.TimeoutException as error:
        raise SourceError("S027", f"{endpoint.url}: no answer within {endpoint.limit_s:g} seconds; try a smaller model or a longer --timeout") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        raise SourceError("S027", f"{endpoint.url}: cannot be asked: {error or type(error).__name__}; check that the server runs") from error
    if response.status != 200:
        said = raw[:200].decode("utf-8", "replace")
        raise SourceError("S027", f"{endpoint.url}: answers {response.status}: {said}; check the model's name and the key")
    return raw


def _up_to_the_most(response: httpcore.Response, url: str) -> bytes:
    """Return the body of an answer, which may not go on without end."""
    raw = b""
    for part in response.iter_stream():
        raw += part
        if len(raw) > _MOST_BYTES:
            raise SourceError("S027", f"{url}: an answer of more than {_MOST_BYTES:,} bytes; expected one reading")
    return raw
