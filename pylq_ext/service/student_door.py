"""The student door's life: open while a room is, at an address that stays the same."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pylq_ext.domain.commands import Close
from pylq_ext.domain.door_address import EVERYWHERE, LOOPBACK, DoorAddress, in_url
from pylq_ext.domain.errors import Conflict, Denied, InvalidInput
from pylq_ext.domain.room import Room
from pylq_ext.ports.doorway import DoorBlocked, Doorway
from pylq_ext.ports.room_store import Committed, RoomStore, StoreBusy, StoreUnavailable
from pylq_ext.service.deadlines import After, after

_log = logging.getLogger(__name__)

#: For how many seconds the door stays after the last room was closed: cards then fetch what is to
#: be kept of the lesson.
LINGER: Final = 120.0

_JUPYTER_IS_OPEN: Final = (
    "This Jupyter Server has neither token nor password, so everyone who reaches it is the owner"
    " of its rooms. Start it with a token or a password before you let students in from the"
    " network."
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that a person is told: a code, and what it speaks of."""

    code: str
    params: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DoorState:
    """How the door stands.

    `open` says that it is open to the network on purpose; a door that is not, but `listening`, lets
    in programs of the same computer. `links` are base addresses, each ending in a slash, the best
    first; `exposed` says to whom what is open.
    """

    listening: bool = False
    open: bool = False
    address: str | None = None
    port: int | None = None
    links: tuple[str, ...] = ()
    exposed: tuple[Sentence, ...] = ()


class StudentDoor:
    """Opens the door with the first room and shuts it with the last, `linger` seconds later.

    `port` is the one to take where none was asked for (0: any that is free). With
    `jupyter_is_open` everyone whom the network lets in would be an owner: the door then stays
    this computer's own.
    """

    def __init__(
        self,
        store: RoomStore,
        doorway: Doorway,
        *,
        port: int = 0,
        jupyter_is_open: bool = False,
        linger: float = LINGER,
        after: After = after,
    ) -> None:
        self._store = store
        self._doorway = doorway
        self._port = port
        self._jupyter_is_open = jupyter_is_open
        self._linger = linger
        self._after = after
        # After a close, until the time is over: how to stop the timer.
        self._lingering: Callable[[], None] | None = None
        # Whether no room was open when it was looked last.
        self._emptied = True
        self._at: DoorAddress | None = None
        self._state = DoorState()
        # Why it is not where it was; until it is opened or shut anew.
        self._told: tuple[Sentence, ...] = ()
        # One change at a time: what is open is read from the store at the beginning of each.
        self._changing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        # Set for good when the server ends.
        self._stopped = False
        store.on_commit(self._committed)

    @property
    def state(self) -> DoorState:
        """How the door stands now."""
        return self._state

    @property
    def public_url(self) -> str | None:
        """The best address for students; None while the door is not open to the network."""
        return self._state.links[0] if self._state.open and self._state.links else None

    async def settle(self) -> None:
        """Listen while a room is open, where it was listened before, and not otherwise.

        Never raises: rooms can be used without the door, and its trouble is told by `state`.
        """
        async with self._changing:
            if self._stopped:
                return
            try:
                await self._settle()
            except DoorBlocked as blocked:
                _log.error("The student door cannot be opened: %s", blocked)
                self._told = (Sentence("door_blocked", {"reason": str(blocked)}),)
            except (StoreBusy, StoreUnavailable) as error:
                _log.warning("The student door is left as it is: %s", error)
            await self._describe()

    def settle_soon(self) -> None:
        """Do the same without being waited for."""
        task = asyncio.get_running_loop().create_task(self.settle())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def open_to_network(
        self, address: str | None = None, port: int | None = None
    ) -> DoorState:
        """Let students in from the network, at one interface's IP address or at all.

        Raises Denied (`jupyter_is_open`), InvalidInput if nobody can listen there, and Conflict
        (`no_open_room`) while no room is open.
        """
        if self._jupyter_is_open:
            raise Denied(_JUPYTER_IS_OPEN, code="jupyter_is_open")
        wanted = DoorAddress(address or EVERYWHERE, self._port if port is None else port)
        async with self._changing:
            if not await self._store.open_rooms():
                raise Conflict(
                    "Open a room first: the student door opens with it.", code="no_open_room"
                )
            if port is None and self._at is not None:
                wanted = replace(wanted, port=self._at.port)
            await self._move(wanted)
        return self._state

    async def close_to_network(self) -> DoorState:
        """Let in programs of this computer only, and cut off who came in from the network."""
        async with self._changing:
            if self._at is not None and not self._at.is_private:
                private = DoorAddress(LOOPBACK, self._at.port)
                self._shut(send_away=True)
                await self._come_back(private)
                await self._describe()
                await self._store.keep_door_address(str(self._at))
        return self._state

    async def refresh(self) -> DoorState:
        """Return how the door stands, with the addresses that the computer has by now."""
        # Right after a start nobody may have looked yet what is open.
        await self.settle()
        return self._state

    async def stop(self) -> None:
        """Let nobody in any more; rooms that are open keep the address for the next start."""
        self._stopped = True
        self._stop_lingering()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._doorway.stop()

    # -- inside ----------------------------------------------------------------------------------

    def _committed(self, batch: Sequence[Committed]) -> None:
        if any(isinstance(one.order.action, Close) for one in batch):
            self._stop_lingering()
            self._lingering = self._after(self._linger, self._leave)
            self.settle_soon()

    def _leave(self) -> None:
        self._stop_lingering()
        self.settle_soon()

    def _stop_lingering(self) -> None:
        if self._lingering is not None:
            self._lingering()
            self._lingering = None

    async def _settle(self) -> None:
        rooms = await self._store.open_rooms()
        # Whoever opened the door to the network for the last lesson did not mean the next one.
        if (not rooms and self._lingering is None) or (rooms and self._emptied):
            self._shut()
        self._emptied = not rooms
        if rooms and self._at is None:
            await self._come_back(_kept(rooms))
        if self._at is not None and any(room.door_address != str(self._at) for room in rooms):
            await self._store.keep_door_address(str(self._at))

    async def _come_back(self, kept: DoorAddress | None) -> None:
        """Listen where the links that were given out lead to, or as near to it as can be."""
        self._told = ()
        wanted = kept or DoorAddress(LOOPBACK, self._port)
        if self._jupyter_is_open and not wanted.is_private:
            _log.warning("The student door is not opened to the network: %s", _JUPYTER_IS_OPEN)
            self._told = (Sentence("jupyter_is_open"),)
            wanted = DoorAddress(LOOPBACK, wanted.port)
        try:
            self._at = await self._doorway.listen(wanted)
            return
        except DoorBlocked as blocked:
            # An address of another network, perhaps: this computer has been moved.
            near = replace(wanted, port=0) if blocked.taken else DoorAddress(LOOPBACK, 0)
            reason = str(blocked)
        self._at = await self._doorway.listen(near)
        if kept is not None or self._port:
            _log.warning(
                "The student door cannot be opened at %s (%s): it is at %s now, and links to the"
                " old address lead nowhere.",
                wanted,
                reason,
                self._at,
            )
            told = {"before": str(wanted), "now": str(self._at), "reason": reason}
            self._told = (*self._told, Sentence("door_moved", {**told}))

    async def _move(self, wanted: DoorAddress) -> None:
        before = self._at
        try:
            self._at = await self._doorway.listen(wanted)
        except DoorBlocked as blocked:
            if before is not None:
                self._at = await self._doorway.listen(before)
            raise InvalidInput(
                f"The student door cannot be opened at {wanted}: {blocked}. Choose another port"
                " or address.",
                code="door_blocked",
                reason=str(blocked),
            ) from None
        self._told = ()
        await self._describe()
        await self._store.keep_door_address(str(self._at))

    def _shut(self, *, send_away: bool = False) -> None:
        self._doorway.stop(send_away=send_away)
        self._at = None
        self._told = ()

    async def _describe(self) -> None:
        at = self._at
        if at is None:
            self._state = DoorState(exposed=self._told)
            return
        hosts = await self._doorway.addresses() if at.is_everywhere else [at.address]
        is_open = not at.is_private
        params: dict[str, Any] = {"address": at.address, "port": at.port}
        exposed = (
            (Sentence("door_open", params), Sentence("door_plain"), Sentence("door_only"))
            if is_open
            else (Sentence("door_local", params),)
        )
        self._state = DoorState(
            listening=True,
            open=is_open,
            address=at.address,
            port=at.port,
            links=tuple(f"http://{in_url(host)}:{at.port}/" for host in hosts or [LOOPBACK]),
            exposed=exposed + self._told,
        )


def _kept(rooms: Sequence[Room]) -> DoorAddress | None:
    """Return where the door was for the room that was opened last."""
    for room in sorted(rooms, key=lambda one: one.opened_at, reverse=True):
        if room.door_address is not None:
            try:
                return DoorAddress.read(room.door_address)
            except InvalidInput:
                _log.error("The kept address %r of the student door is none", room.door_address)
    return None
