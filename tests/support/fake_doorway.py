"""A doorway that nobody comes through: it only knows where it would listen."""

from __future__ import annotations

from pylq_ext.domain.door_address import DoorAddress
from pylq_ext.ports.doorway import DoorBlocked


class FakeDoorway:
    """Free ports are 40001, 40002, ...; `taken` are addresses that another program has."""

    def __init__(self) -> None:
        self.at: DoorAddress | None = None
        #: Every address listened at, in order.
        self.history: list[DoorAddress] = []
        self.taken: set[DoorAddress] = set()
        #: Addresses that are none of this computer's.
        self.foreign: set[str] = set()
        self.sent_away = 0
        self.networks = ["192.168.1.5", "10.0.0.7"]

    async def listen(self, at: DoorAddress) -> DoorAddress:
        """Listen, as far as anybody can tell."""
        self.stop()
        if at.address in self.foreign:
            raise DoorBlocked("Cannot assign requested address")
        if at in self.taken:
            raise DoorBlocked("Address already in use", taken=True)
        self.at = at if at.port else DoorAddress(at.address, 40_001 + len(self.history))
        self.history.append(self.at)
        return self.at

    def stop(self, *, send_away: bool = False) -> None:
        """Listen no more."""
        self.at = None
        self.sent_away += send_away

    async def addresses(self) -> list[str]:
        """Return two made-up addresses."""
        return self.networks
