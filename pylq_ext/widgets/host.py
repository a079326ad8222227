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
    Denied,
    InvalidInput,
    InvalidQuestion,
    InvalidTicket,
    PyLQError,
)
from pylq_ext.protocol.constants import AUTHORIZATION_SCHEME

#: Every call comes back within this many seconds, with an answer or an error.
PATIENCE: Final = 5.0

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
    "images_not_yet": InvalidQuestion,
    "no_store": Busy,
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
class Host:
    """A room host: the address that ends in `/pylq/`, and the kernel's key for it."""

    url: str
    key: str = field(repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Host:
        """Return the host of the Jupyter Server that started this kernel; raises NoHost."""
        url, key = environment.get("PYLQ_URL", ""), environment.get("PYLQ_KEY", "")
        if not url or not key:
            raise NoHost(
                "This kernel knows no PyLiveQuestions host: PYLQ_URL and PYLQ_KEY are not in its "
                "environment. A Jupyter Server with PyLiveQuestions puts them there for the "
                "kernels that it starts. Install `pylivequestions` where that server runs, start "
                "it again, and open this notebook there."
            )
        return cls(url if url.endswith("/") else url + "/", key)

    @property
    def path(self) -> str:
        """The host's path under its page's origin, like `/base/pylq/`."""
        return urlsplit(self.url).path

    def socket_url(self, room: str) -> str:
        """Return the address of a room's WebSocket."""
        return f"ws{self.url.removeprefix('http')}api/rooms/{room}/socket"

    def code_in(self, code_or_link: str) -> str:
        """Return the join code in what a person typed: a code, or a link on this host.

        Raises InvalidInput if it is a link to another host.
        """
        text = code_or_link.strip()
        if "://" not in text:
            return text
        link = urlsplit(text)
        if _origin(link) != _origin(urlsplit(self.url)):
            raise InvalidInput(
                f"This link leads to {link.netloc}, another host than this notebook's "
                f"({urlsplit(self.url).netloc}). Joining a room on another host is not possible "
                "from a notebook yet: open the link in a browser, or start the notebook there.",
                host=link.netloc,
            )
        code = link.path.rstrip("/").rpartition("/")[2]
        if not code:
            raise InvalidInput("This link has no join code at its end, like …/DOG-427.")
        return code

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

    def request(
        self, method: str, path: str, body: object = None, *, again: bool = False
    ) -> Answer:
        """Make one request and return its answer, within `PATIENCE`.

        `again` says that sending it twice does no harm: then a busy host is asked again. Raises
        the domain's error for the host's code, and NoHost if there is no host there.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self._request(method, path, body, deadline - time.monotonic())
            except _Later as later:
                wait = later.seconds
                if not again or time.monotonic() + wait >= deadline:
                    raise later.error from None
            time.sleep(wait)

    def _request(self, method: str, path: str, body: object, timeout: float) -> Answer:
        request = Request(  # noqa: S310 - the address is the server's own
            self.url + path,
            data=None if body is None else json.dumps(body).encode(),
            method=method,
            headers={
                "Authorization": f"{AUTHORIZATION_SCHEME} {self.key}",
                "Content-Type": "application/json",
            },
        )
        try:
            with _opener.open(request, timeout=max(timeout, 0.05)) as response:
                return Answer(response.status, json.loads(response.read()))
        except HTTPError as refused:
            with refused:
                error = _error_in(refused, self.url)
                if isinstance(error, Busy):
                    raise _Later(error, refused.headers.get("Retry-After")) from None
                if isinstance(error, InvalidTicket):
                    # The key is all that a kernel shows, and it is new at each start of the host.
                    raise InvalidTicket(
                        "The Jupyter Server was started anew since this kernel was: restart the "
                        "kernel, and run its cells again.",
                        code=InvalidTicket.code,
                    ) from None
            raise error from None
        except (URLError, http.client.HTTPException, OSError) as trouble:
            reason = trouble.reason if isinstance(trouble, URLError) else trouble
            raise NoHost(
                f"The PyLiveQuestions host at {self.url} does not answer ({reason}). "
                "Is the Jupyter Server of this notebook still running?",
                url=self.url,
            ) from None
        except ValueError:
            raise NoHost(
                f"What answers at {self.url} is no PyLiveQuestions host.", url=self.url
            ) from None


class _Later(Exception):
    """The host is busy; `error` says so, for whoever does not wait `seconds`."""

    def __init__(self, error: PyLQError, retry_after: str | None) -> None:
        super().__init__()
        self.error = error
        try:
            self.seconds = max(0.0, float(retry_after or _RETRY_AFTER))
        except ValueError:  # HTTP allows a date as well
            self.seconds = _RETRY_AFTER


def error_of(code: str, message: str, params: Mapping[str, Any]) -> PyLQError:
    """Return the domain's error for a code; for one that is not known, a plain PyLQError."""
    error = _BY_CODE.get(code, PyLQError)(message)
    error.params = {**params, "code": code}
    return error


def _error_in(refused: HTTPError, url: str) -> PyLQError:
    try:
        content = json.loads(refused.read())["error"]
        return error_of(content["code"], content["message"], content.get("params") or {})
    except (ValueError, LookupError, TypeError, AttributeError, OSError):
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
