"""Images of questions, for whoever may see them now."""

from __future__ import annotations

from collections.abc import Iterable

from pylq_ext.domain.errors import NoSuchAsset
from pylq_ext.domain.question import Asset
from pylq_ext.domain.room import Role, RoundPhase
from pylq_ext.ports.room_store import AssetUse, RoomStore
from pylq_ext.service.tickets import TicketOffice, holder

#: Images kept in memory, the latest asked for: a whole class asks for the same one at once.
KEPT = 8


class AssetService:
    """Finds images in a room's own set: what else the host holds is not even looked for."""

    def __init__(self, store: RoomStore, tickets: TicketOffice) -> None:
        self._store = store
        self._tickets = tickets
        self._kept: dict[str, Asset] = {}

    async def for_ticket(self, room_id: str, ticket: str, asset_hash: str) -> Asset:
        """Return an image for the holder of a ticket.

        Raises InvalidTicket, ExpiredTicket, Denied (no longer in the room), NoSuchAsset.
        """
        claims = self._tickets.read_in(room_id, ticket)
        seat = holder(claims, await self._store.seat(room_id, claims.seat))
        return await self._find(room_id, seat.role, asset_hash)

    async def for_owner(self, room_id: str, asset_hash: str) -> Asset:
        """Return an image for the room's owner, which has been checked. Raises NoSuchAsset."""
        return await self._find(room_id, Role.OWNER, asset_hash)

    async def _find(self, room_id: str, role: Role, asset_hash: str) -> Asset:
        # The room's set is read whole, and only then asked: neither answer nor time tells of an
        # image that is not in it whether the host holds it.
        if asset_hash not in visible(role, await self._store.asset_uses(room_id)):
            raise _no_asset()
        asset = self._kept.pop(asset_hash, None) or await self._store.asset(asset_hash)
        if asset is None:
            raise _no_asset()
        self._kept[asset_hash] = asset
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return asset


def visible(role: Role, uses: Iterable[AssetUse]) -> frozenset[str]:
    """Return the hashes of the images that a role may see now.

    Attendees see what the faces of the room's rounds show, and what feedback showed. Owners see
    all that was sent to their room.
    """
    if role is Role.OWNER:
        return frozenset(use.asset for use in uses)
    return frozenset(
        use.asset
        for use in uses
        if use.phase is RoundPhase.REVEALED
        or (use.in_face and use.phase in (RoundPhase.OPEN, RoundPhase.LOCKED))
    )


def _no_asset() -> NoSuchAsset:
    return NoSuchAsset("There is no such image here.")
