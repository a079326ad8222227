"""Letting students in: listening at an address of this computer."""

from __future__ import annotations

from typing import Protocol

from pylq_ext.domain.door_address import DoorAddress


class DoorBlocked(Exception):
    """Nobody can listen there; the text says why. `taken`: another program does."""

    def __init__(self, reason: str, *, taken: bool = False) -> None:
        super().__init__(reason)
        self.taken = taken


class Doorway(Protocol):
    """Listens at one address at a time."""

    async def listen(self, at: DoorAddress) -> DoorAddress:
        """Let students in at an address, and return it with its port. Raises DoorBlocked."""

    def stop(self, *, send_away: bool = False) -> None:
        """Let nobody in any more; with `send_away`, cut off those who are in as well."""

    async def addresses(self) -> list[str]:
        """Return the computer's IP addresses in its networks, the one for going out first."""
