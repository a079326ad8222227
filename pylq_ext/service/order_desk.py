"""Where orders are taken, whichever way they came: checked, decided and stored, acknowledged."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import UNSET

from pylq_ext.domain.commands import Order
from pylq_ext.domain.errors import InvalidInput
from pylq_ext.domain.outcomes import Result
from pylq_ext.domain.room import Role
from pylq_ext.ports.clock import Clock
from pylq_ext.ports.room_store import RoomStore, StoreBusy, StoreUnavailable
from pylq_ext.protocol.messages import Ack, Command
from pylq_ext.service.allowance import Allowance
from pylq_ext.service.authorisation import may_ever
from pylq_ext.service.orders import ACTIONS, MAX_COMMAND_ID, ack_of, read_action, refusal
from pylq_ext.service.question_shelf import QuestionShelf
from pylq_ext.service.room_state import RoomState
from pylq_ext.service.rooms import decide_as_allowed
from pylq_ext.service.tickets import Claims


class OrderDesk:
    """Takes everybody's orders, so that no way in is easier than another."""

    def __init__(
        self, store: RoomStore, shelf: QuestionShelf, clock: Clock, orders_per_second: float
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._clock = clock
        self._orders_per_second = orders_per_second
        # Of the seats in live rooms, whatever way they order by.
        self._allowances: dict[str, Allowance] = {}

    def forget(self, seats: Iterable[str]) -> None:
        """These seats' room is let go."""
        for seat in seats:
            self._allowances.pop(seat, None)

    async def obey(
        self, claims: Claims, command: Command, state: RoomState | None, *, unseen: bool = False
    ) -> Ack:
        """Carry an order out and return its ack, after the commit.

        `state` is the room's copy in memory, None if it has just been let go. `unseen` lets an
        owner leave `seen` out and mean the room as it is, whatever it is.
        """
        if not 0 < len(command.command_id) <= MAX_COMMAND_ID:
            return refusal(command, Result.INVALID, "bad_command_id")
        if claims.expires_at <= self._clock.now():
            return refusal(command, Result.DENIED, "expired_ticket")
        if not self._may_order_now(claims.seat):
            return refusal(command, Result.BUSY, "too_fast")
        wanted = ACTIONS.get(command.name)
        if wanted is not None and not may_ever(claims.role, wanted):
            # Before the body is looked at: a student who asks for questions by guessed hashes
            # must not learn which of them the host holds, because that tells their keys.
            return refusal(command, Result.DENIED, "role")
        if state is None:
            return refusal(command, Result.BUSY, "store")
        try:
            action = await read_action(command, state, self._shelf)
        except InvalidInput as error:
            reason = str(error.params.get("code", error.code))
            return refusal(command, Result.INVALID, reason, detail=str(error))
        except (StoreBusy, StoreUnavailable):
            return refusal(command, Result.BUSY, "store")
        order = Order(
            room=claims.room,
            actor=claims.seat,
            role=claims.role,
            generation=claims.generation,
            command_id=command.command_id,
            action=action,
            seen=None if command.seen is UNSET else command.seen,
            unseen=unseen and command.seen is UNSET and claims.role is Role.OWNER,
        )
        try:
            (committed,) = await self._store.perform([order], decide_as_allowed)
        except (StoreBusy, StoreUnavailable):
            return refusal(command, Result.BUSY, "store")
        return ack_of(command, committed)

    def _may_order_now(self, seat: str) -> bool:
        allowance = self._allowances.get(seat)
        if allowance is None:
            allowance = Allowance(self._clock, self._orders_per_second)
            self._allowances[seat] = allowance
        return allowance.take()
