"""The room host as a kernel sees it: where it is, and its HTTP requests (protocol/README.md)."""

from __future__ import annotations

import http.client
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from pylq_ext.domain import errors
from pylq_ext.domain.errors import (
    Busy,
    Conflict,
    Denied,
    InvalidInput,
    InvalidTicket,
    PyLQError,
)
from pylq_ext.domain.question import Asset
from pylq_ext.protocol.constants import AUTHORIZATION_SCHEME, PRODUCT
from pylq_ext.widgets.one_call import time_left

#: Most of an answer that is read, in bytes: at the end of a link may be anything.
_LONGEST_ANSWER: Final = 16 * 1024 * 1024

#: Where a host gives no `Retry-After`, in seconds.
_RETRY_AFTER: Final = 0.5

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class NoHost(PyLQError):
    """There is no room host that this kernel can reach."""

    code = "no_host"


class NoAnswer(PyLQError):
    """The host was silent for too long: whether the order was carried out is not known."""

    code = "no_answer"


class _NoRedirects(HTTPRedirectHandler):
    """A host never redirects; whoever does would be handed the key."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = build_opener(ProxyHandler({}), _NoRedirects())

_BY_CODE: Final[Mapping[str, type[PyLQError]]] = {
    "door_blocked": InvalidInput,
    "jupyter_is_open": Denied,
    "no_open_room": Conflict,
    "no_store": Busy,
    "no_such_attempt": InvalidInput,
    "not_by_hand": InvalidInput,
    "removed": Denied,
    **{
        known.code: known
        for known in vars(errors).values()
        if isinstance(known, type) and issubclass(known, PyLQError)
    },
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered: the HTTP status, below 400, and its JSON."""

    status: int
    content: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A short-lived proof of seat and role. `expires_at` is in milliseconds since the epoch."""

    room: str
    seat: str
    role: str
    name: str
    ticket: str = field(repr=False)
    expires_at: int


@dataclass(frozen=True, slots=True)
class Who:
    """What a host says of itself: its epoch, new at each start, and how students come in.

    `any_origin` says that pages of any server may speak to this address; `door` is an address of
    the same host where they may, as far as it can tell from there.
    """

    epoch: str
    any_origin: bool
    door: str | None


@dataclass(frozen=True, slots=True)
class Host:
    """A room host: an address ending in a slash, and the kernel's key for it.

    Without a key it is one elsewhere, found by a link: only a seat can be had there. `any_origin`
    says that this notebook's page may speak to it as well.
    """

    url: str
    key: str | None = field(default=None, repr=False)
    any_origin: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Host:
        """Return the host of the Jupyter Server that started this kernel; raises NoHost."""
        url, key = environment.get("PYLQ_URL", ""), environment.get("PYLQ_KEY", "")
        if not url or not key:
            raise NoHost(
                "This kernel knows no PyLiveQuestions host: PYLQ_URL and PYLQ_KEY are not in its "
                "environment. A Jupyter Server with PyLiveQuestions puts them there for the "
                "kernels that it starts. Install `pylivequestions` where that server runs, start "
                "it again, and open this notebook there. A room elsewhere is joined by its link: "
                'join("http://192.168.1.5:8765/DOG-427").'
            )
        return cls(url if url.endswith("/") else url + "/", key)

    @property
    def path(self) -> str:
        """The way for a view: the path at its page's origin, like `/base/pylq/`, or all of it."""
        return urlsplit(self.url).path if self.key is not None else self.url

    @property
    def is_open_to_views(self) -> bool:
        """Whether a view in this notebook's page can speak to the host."""
        return self.key is not None or self.any_origin

    def socket_url(self, room: str) -> str:
        """Return the address of a room's WebSocket."""
        return f"ws{self.url.removeprefix('http')}api/rooms/{room}/socket"

    def leads_here(self, link: SplitResult) -> bool:
        """Return whether a link is at this host's server."""
        return _origin(link) == _origin(urlsplit(self.url))

    def who(self) -> Who:
        """Ask who answers there. Raises NoHost if nobody does, or no host of PyLiveQuestions."""
        content = self.request("GET", "api/host", again=True).content
        try:
            if content["product"] != PRODUCT:
                raise _no_host_at(self.url)
            return Who(content["epoch"], bool(content["any_origin"]), content.get("door"))
        except (LookupError, TypeError):
            raise _no_host_at(self.url) from None

    def ticket(self, room: str, seat: str | None = None, secret: str | None = None) -> Ticket:
        """Return a new ticket: a seat's for its secret, otherwise an owner's.

        Raises Denied, NoSuchRoom, RoomClosed, Busy or NoHost.
        """
        body = {} if seat is None else {"seat": seat, "secret": secret}
        content = self.request("POST", f"api/rooms/{room}/tickets", body, again=True).content
        return Ticket(
            room=content["room"],
            seat=content["seat"],
            role=content["role"],
            name=content["name"],
            ticket=content["ticket"],
            expires_at=content["expires_at"],
        )

    def asset(self, room: str, asset_hash: str, ticket: str) -> Asset:
        """Return an image that a room shows to the holder of a ticket.

        Raises NoSuchAsset, InvalidTicket, ExpiredTicket, Denied, Busy or NoHost.
        """
        path = f"api/rooms/{room}/assets/{asset_hash}"
        try:
            told = self._exchange("GET", path, None, time_left(), ticket)
        except _Later as later:
            raise later.error from None
        return Asset(asset_hash, told.type, told.body)

    def order(self, path: str, posted: bytes, ticket: str) -> bytes:
        """Post an order, encoded, and return its ack as JSON, also one that refuses.

        Raises InvalidTicket, ExpiredTicket, Denied, NoSuchRoom, Busy or NoHost.
        """
        try:
            return self._exchange("POST", path, posted, time_left(), ticket, acks=True).body
        except _Later as later:
            raise later.error from None

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        again: bool = False,
        ticket: str | None = None,
    ) -> Answer:
        """Make one request and return its answer, within `PATIENCE`.

        `body` is JSON already if it is bytes. `again` says that sending it twice does no harm: then
        a busy host is asked again. `ticket` is shown in place of the kernel's key. Raises the
        domain's error for the host's code, and NoHost if there is no host there.
        """
        deadline = time.monotonic() + time_left()
        while True:
            try:
                return self._request(method, path, body, deadline - time.monotonic(), ticket)
            except _Later as later:
                wait = later.seconds
                if not again or time.monotonic() + wait >= deadline:
                    raise later.error from None
            time.sleep(wait)

    def _request(
        self, method: str, path: str, body: object, timeout: float, ticket: str | None
    ) -> Answer:
        told = self._exchange(method, path, body, timeout, ticket or self.key)
        try:
            return Answer(told.status, json.loads(told.body))
        except ValueError:
            raise _no_host_at(self.url) from None

    def _exchange(
        self,
        method: str,
        path: str,
        body: object,
        timeout: float,
        credential: str | None,
        *,
        acks: bool = False,
    ) -> _Told:
        request = Request(  # noqa: S310 - the server's own address, or a link that begins with http
            self.url + path,
            data=body if body is None or isinstance(body, bytes) else json.dumps(body).encode(),
            method=method,
            headers={"Content-Type": "application/json"},
        )
        if credential is not None:
            request.add_header("Authorization", f"{AUTHORIZATION_SCHEME} {credential}")
        try:
            with _opener.open(request, timeout=max(timeout, 0.05)) as response:
                type_ = response.headers.get_content_type()
                return _Told(response.status, type_, response.read(_LONGEST_ANSWER))
        except HTTPError as refused:
            with refused:
                content = _content_of(refused)
                if acks and content.get("type") == "ack":
                    return _Told(refused.code, "application/json", json.dumps(content).encode())
                error = _error_in(content, refused, self.url)
                if isinstance(error, Busy):
                    raise _Later(error, refused.headers.get("Retry-After")) from None
                if (
                    isinstance(error, InvalidTicket)
                    and credential is not None
                    and credential == self.key
                ):
                    # The key is all that a kernel shows, and it is new at each start of the host.
                    raise InvalidTicket(
                        "The Jupyter Server was started anew since this kernel was: restart the "
                        "kernel, and run its cells again.",
                        code=InvalidTicket.code,
                    ) from None
            raise error from None
        except (URLError, http.client.HTTPException, OSError) as trouble:
            reason = trouble.reason if isinstance(trouble, URLError) else trouble
            doubt = (
                "Is the Jupyter Server of this notebook still running?"
                if self.key is not None
                else "Is the link as your instructor shows it, and is this computer in the same "
                "network?"
            )
            raise NoHost(
                f"The PyLiveQuestions host at {self.url} does not answer ({reason}). {doubt}",
                url=self.url,
            ) from None


@dataclass(frozen=True, slots=True)
class _Told:
    """What a host answered, not read yet. `type` is without parameters."""

    status: int
    type: str
    body: bytes = field(repr=False)


class _Later(Exception):
    """The host is busy; `error` says so, for whoever does not wait `seconds`."""

    def __init__(self, error: PyLQError, retry_after: str | None) -> None:
        super().__init__()
        self.error = error
        try:
            self.seconds = max(0.0, float(retry_after or _RETRY_AFTER))
        except ValueError:  # HTTP allows a date as well
            self.seconds = _RETRY_AFTER


def _no_host_at(url: str) -> NoHost:
    return NoHost(f"What answers at {url} is no PyLiveQuestions host.", url=url)


def error_of(code: str, message: str, params: Mapping[str, Any]) -> PyLQError:
    """Return the domain's error for a code; for one that is not known, a plain PyLQError."""
    error = _BY_CODE.get(code, PyLQError)(message)
    error.params = {**params, "code": code}
    return error


def _content_of(refused: HTTPError) -> dict[str, Any]:
    """Return the JSON object that came with a refusal; an empty one for anything else."""
    try:
        content = json.loads(refused.read())
    except (ValueError, OSError):
        return {}
    return content if isinstance(content, dict) else {}


def _error_in(content: Mapping[str, Any], refused: HTTPError, url: str) -> PyLQError:
    try:
        error = content["error"]
        return error_of(error["code"], error["message"], error.get("params") or {})
    except (LookupError, TypeError, AttributeError):
        return NoHost(
            f"What answers at {url} is no PyLiveQuestions host: it said {refused.code} "
            f"{refused.reason}. Is the extension `pylq_ext` enabled in that Jupyter Server?",
            url=url,
            status=refused.code,
        )


def _origin(url: SplitResult) -> tuple[str, int | None]:
    name = (url.hostname or "").lower()
    default = 443 if url.scheme == "https" else 80
    return ("localhost" if name in _LOOPBACK else name, url.port or default)
