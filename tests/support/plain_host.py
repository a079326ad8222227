"""The real routes and services in this process, with clock, dice, keys and epoch handed in."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_server.auth.authorizer import AllowAllAuthorizer
from jupyter_server.auth.identity import IdentityProvider
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application

from pylq_ext.adapters.sqlite_store import SqliteStore
from pylq_ext.domain.question import Asset
from pylq_ext.handlers.context import LOCAL_OWNER, SETTING, Context
from pylq_ext.handlers.routes import routes
from pylq_ext.ports.room_store import RoomStore, StoredQuestion
from pylq_ext.service.assets import AssetService
from pylq_ext.service.histories import Histories
from pylq_ext.service.lessons import LessonService
from pylq_ext.service.question_shelf import QuestionShelf
from pylq_ext.service.rooms import RoomService
from pylq_ext.service.student_door import StudentDoor
from pylq_ext.service.tickets import TicketOffice
from pylq_ext.service.tries import Tries
from tests.support.fake_doorway import FakeDoorway
from tests.support.fixed import FixedClock, seeded
from tests.support.timers import Timers

#: Changes a question on its way into the store.
Change = Callable[[StoredQuestion], StoredQuestion]

#: What says nothing of the lesson: when the answer was sent.
_OF_THE_MOMENT = frozenset({"Date"})

KERNEL_KEY = "the key of the kernels"


class _ChangingShelf(QuestionShelf):
    def __init__(self, store: RoomStore, change: Change) -> None:
        super().__init__(store)
        self._change = change

    async def put(
        self,
        question: StoredQuestion,
        assets: Sequence[Asset] = (),
        room: str | None = None,
    ) -> None:
        await super().put(self._change(question), assets, room)


@dataclass(frozen=True)
class Answered:
    """An HTTP response, but for what differs from moment to moment."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class PlainHost:
    """A host on a loopback port. Time goes on only when it is told to."""

    def __init__(self, clock: FixedClock, timers: Timers, port: int) -> None:
        self._clock = clock
        self._timers = timers
        self._address = f"127.0.0.1:{port}"
        self.url = f"http://{self._address}/pylq/"
        self._http = AsyncHTTPClient(force_instance=True)

    def time_passes(self, seconds: float) -> int:
        """Let time pass, begin what was to be done by then, and return how much that is."""
        self._clock.go_on(seconds)
        return self._timers.go_off()

    async def request(
        self, method: str, path: str, body: object = None, *, ticket: str | None = None
    ) -> Answered:
        """Make a request with a ticket or the kernels' key; with neither it says nothing."""
        answer = await self._http.fetch(
            HTTPRequest(
                self.url + path,
                method=method,
                headers={"Authorization": f"PyLQ {ticket}"} if ticket is not None else {},
                body=None if body is None else json.dumps(body),
                allow_nonstandard_methods=True,
                follow_redirects=False,
            ),
            raise_error=False,
        )
        # A host has another port in each run, and its page's policy names it.
        headers = sorted(
            (name, value.replace(self._address, "here")) for name, value in answer.headers.get_all()
        )
        kept = tuple(one for one in headers if one[0] not in _OF_THE_MOMENT)
        return Answered(answer.code, kept, answer.body)

    async def ask(self, method: str, path: str, body: object = None) -> Any:
        """Make a request as the owner that must succeed, and return its JSON."""
        answer = await self.request(method, path, body, ticket=KERNEL_KEY)
        assert answer.status < 300, answer
        return answer.json

    def socket_url(self, room: str) -> str:
        """Return the address of a room's WebSocket."""
        return f"ws{self.url.removeprefix('http')}api/rooms/{room}/socket"

    def end(self) -> None:
        self._http.close()


@asynccontextmanager
async def plain_host(folder: Path, change: Change | None = None) -> AsyncIterator[PlainHost]:
    """A host that is the same in every run, with its database in a new folder."""
    clock = FixedClock()
    store = SqliteStore(folder / "rooms.sqlite3", clock)
    shelf = _ChangingShelf(store, change) if change is not None else QuestionShelf(store)
    tickets = TicketOffice(b"k" * 32, clock)
    timers = Timers(clock)
    lessons = LessonService(store, shelf, clock, tickets, epoch="epoch", after=timers.after)
    context = Context(
        rooms=RoomService(store, shelf, clock, tickets, seeded()),
        lessons=lessons,
        histories=Histories(store, tickets),
        assets=AssetService(store, tickets),
        tickets=tickets,
        failed_joins=Tries(clock, 60),
        knows_people=False,
        kernel_owner=LOCAL_OWNER,
        door=StudentDoor(store, FakeDoorway()),
        kernel_key=KERNEL_KEY,
    )
    server = HTTPServer(Application(routes(), **_settings(context)))
    listening, port = bind_unused_port()
    server.add_socket(listening)
    host = PlainHost(clock, timers, port)
    try:
        yield host
    finally:
        host.end()
        server.stop()
        lessons.say_goodbye()
        await server.close_all_connections()
        await store.close()


def _settings(context: Context) -> Mapping[str, Any]:
    return {
        SETTING: context,
        "base_url": "/",
        # It knows nobody: an owner here is whoever has the kernels' key.
        "identity_provider": IdentityProvider(token="a token that nobody has"),
        "authorizer": AllowAllAuthorizer(),
        "allow_unauthenticated_access": True,
        "allow_remote_access": True,
        "cookie_secret": "c",
        "xsrf_cookies": True,
        "log_function": lambda _handler: None,
    }
