"""Where everything is put together: configuration in, a running host out."""

from __future__ import annotations

import os
import random
import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from jupyter_core.paths import jupyter_data_dir
from jupyter_server.auth.identity import IdentityProvider, PasswordIdentityProvider
from jupyter_server.extension.application import ExtensionApp
from jupyter_server.utils import url_path_join
from tornado.ioloop import PeriodicCallback
from traitlets import Float, Int, List, Type, Unicode, default

from pylq_ext._version import __version__
from pylq_ext.adapters.key_file import read_or_make_key
from pylq_ext.adapters.sqlite_store import SqliteStore
from pylq_ext.adapters.system_clock import SystemClock
from pylq_ext.adapters.tornado_doorway import TornadoDoorway
from pylq_ext.handlers.context import LOCAL_OWNER, SETTING, Context
from pylq_ext.handlers.door_rules import DoorRules
from pylq_ext.handlers.routes import routes
from pylq_ext.handlers.student_door import student_door
from pylq_ext.ports.room_store import StoreBusy, StoreUnavailable
from pylq_ext.service.assets import AssetService
from pylq_ext.service.histories import Histories
from pylq_ext.service.lessons import ORDERS_PER_SECOND, LessonService
from pylq_ext.service.question_shelf import QuestionShelf
from pylq_ext.service.rooms import RoomService
from pylq_ext.service.student_door import LINGER, StudentDoor
from pylq_ext.service.tickets import TICKET_SECONDS, TicketOffice
from pylq_ext.service.tries import Tries

#: Where kernels of this server find their host, and what they prove themselves with.
URL_VARIABLE: Final = "PYLQ_URL"
KEY_VARIABLE: Final = "PYLQ_KEY"

#: What an identity provider does to find out who somebody is.
_WAYS_TO_NAME: Final = (
    "get_user",
    "get_user_token",
    "get_user_cookie",
    "user_from_cookie",
    "process_login_form",
    "generate_anonymous_user",
)


class PyLiveQuestions(ExtensionApp):
    """Live questions for classes that work in Jupyter."""

    name = "pylq_ext"
    description = "Hosts rooms in which an instructor asks live questions to a class."
    version = __version__
    extension_url = "/lab"
    load_other_extensions = True

    database = Unicode(
        help="The SQLite file that keeps rooms, questions and answers. One server at a time."
    ).tag(config=True)

    key_file = Unicode(
        help="The file with the key that signs tickets; made at first use, for you alone to read."
    ).tag(config=True)

    ticket_seconds = Int(
        TICKET_SECONDS,
        min=10,
        help="For how many seconds a ticket is good; clients renew theirs by themselves.",
    ).tag(config=True)

    failed_joins_per_minute = Int(
        60,
        min=1,
        help="After so many wrong join codes in a minute, an address must wait for the next.",
    ).tag(config=True)

    kernel_owner = Unicode(
        help="Whose rooms kernels open, where Jupyter knows people by name: a user name of its"
        " identity provider. Right for a server of one person."
    ).tag(config=True)

    orders_per_second = Float(
        ORDERS_PER_SECOND,
        min=1.0,
        help="How many orders a second one participant may give for long, ten times as many at"
        " once; what is above is answered `busy`.",
    ).tag(config=True)

    door_port = Int(
        0,
        min=0,
        max=65_535,
        help="The port of the student door, where it has none from an open room; 0: any free one.",
    ).tag(config=True)

    door_linger = Float(
        LINGER,
        min=0.0,
        help="For how many seconds after the last room was closed students can still fetch their"
        " answers through the student door.",
    ).tag(config=True)

    door_hosts = List(
        Unicode(),
        help="Names by which students reach this computer, beside its own name and IP addresses:"
        " requests to the student door by any other name are refused.",
    ).tag(config=True)

    store_class = Type(
        SqliteStore,
        klass=object,
        help="What keeps the rooms: a class that is called with the database's path and a clock"
        " and follows `pylq_ext.ports.room_store.RoomStore`.",
    ).tag(config=True)

    @default("database")
    def _default_database(self) -> str:
        return str(Path(jupyter_data_dir()) / "pylivequestions" / "rooms.sqlite3")

    @default("key_file")
    def _default_key_file(self) -> str:
        return str(Path(jupyter_data_dir()) / "pylivequestions" / "ticket.key")

    def initialize_settings(self) -> None:
        """Choose the adapters and wire the services to them."""
        clock = SystemClock()
        store = self.store_class(Path(self.database), clock)
        shelf = QuestionShelf(store)
        key = read_or_make_key(Path(self.key_file))
        tickets = TicketOffice(key, clock, self.ticket_seconds)
        source = random.SystemRandom()
        lessons = LessonService(
            store, shelf, clock, tickets, secrets.token_hex(8), self.orders_per_second
        )
        rooms = RoomService(store, shelf, clock, tickets, source)
        provider = self.settings["identity_provider"]
        door = StudentDoor(
            store,
            TornadoDoorway(lambda: student_door(replace(context, rules=rules))),
            port=self.door_port,
            jupyter_is_open=not provider.auth_enabled,
            linger=self.door_linger,
        )
        rooms.on_open(door.settle)
        rules = DoorRules.of_this_computer(self.door_hosts)
        self._store = store
        self._lessons = lessons
        self._door = door
        self.settings[SETTING] = context = Context(
            rooms=rooms,
            lessons=lessons,
            histories=Histories(store, tickets),
            assets=AssetService(store, tickets),
            tickets=tickets,
            failed_joins=Tries(clock, self.failed_joins_per_minute),
            knows_people=_knows_people(type(provider)),
            kernel_owner=f"user:{self.kernel_owner}" if self.kernel_owner else LOCAL_OWNER,
            door=door,
            kernel_key=secrets.token_urlsafe(32),
        )
        self._sweeper = PeriodicCallback(lessons.sweep, 1000)

    def initialize_handlers(self) -> None:
        """Mount the routes below the server's base URL."""
        self.handlers.extend(routes())

    async def _start_jupyter_server_extension(self, serverapp: Any) -> None:
        """The server's port is known now: tell the kernels that it will start."""
        context: Context = self.settings[SETTING]
        os.environ[URL_VARIABLE] = url_path_join(serverapp.connection_url, "pylq/")
        os.environ[KEY_VARIABLE] = context.kernel_key
        self._sweeper.start()
        try:
            # Where no room is open, nothing is to be looked up, and no file to be made or taken.
            if await self._store.open_rooms():
                await self._lessons.deadlines.restore()
        except (StoreBusy, StoreUnavailable) as error:
            # Whoever uses a room is told; the server starts all the same.
            self.log.warning("Announced locks could not be looked up: %s", error)
        # Not waited for: whatever the network does must not hold up Jupyter's start.
        self._door.settle_soon()

    async def stop_extension(self) -> None:
        """Send every client to the next host, and keep what was accepted."""
        self._sweeper.stop()
        self._lessons.deadlines.stop()
        self._lessons.say_goodbye()
        await self._door.stop()
        await self._store.close()


def _knows_people(provider: type[IdentityProvider]) -> bool:
    """Return whether a provider names people, and does not make one up at every request.

    Jupyter's own token and password logins do the latter, and so do classes derived from them
    that change something else.
    """
    own = (IdentityProvider, PasswordIdentityProvider)
    return any(
        getattr(provider, way, None) not in [getattr(one, way, None) for one in own]
        for way in _WAYS_TO_NAME
    )


def main() -> None:
    """Start a Jupyter Server with the extension: `jupyter pylq`."""
    PyLiveQuestions.launch_instance()  # type: ignore[no-untyped-call]  # Jupyter's has no types
