"""Where the student door listens."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from pylq_ext.domain.errors import InvalidInput

LOOPBACK = "127.0.0.1"
#: All of a computer's IPv4 interfaces.
EVERYWHERE = "0.0.0.0"  # noqa: S104 - opened on purpose, never by itself


@dataclass(frozen=True, slots=True)
class DoorAddress:
    """An interface's IP address and a port; port 0: any that is free.

    Raises InvalidInput if it is none.
    """

    address: str
    port: int

    def __post_init__(self) -> None:
        try:
            # `::` would leave out everyone who comes by IPv4, and nobody could say who that is.
            known = self.address != "::" and ipaddress.ip_address(self.address)
        except ValueError:
            known = False
        if not known:
            raise InvalidInput(
                f"{self.address[:50]!r} is no IP address of this computer, like {EVERYWHERE} (all"
                " its interfaces) or 192.168.1.5."
            )
        if not 0 <= self.port <= 65_535:
            raise InvalidInput(f"{self.port} is no port; ports are numbers from 0 to 65535.")

    @classmethod
    def read(cls, text: str) -> DoorAddress:
        """Return the address of a text like `0.0.0.0:8765` or `[::]:8765`."""
        address, _, port = text.rpartition(":")
        return cls(address.strip("[]"), int(port) if port.isdecimal() else -1)

    def __str__(self) -> str:
        return f"{in_url(self.address)}:{self.port}"

    @property
    def is_private(self) -> bool:
        """Whether it is where a door listens that nobody has opened: for this computer only."""
        return self.address == LOOPBACK

    @property
    def is_everywhere(self) -> bool:
        """Whether it stands for all interfaces."""
        return self.address == EVERYWHERE


def in_url(address: str) -> str:
    """Return an IP address as URLs write it."""
    return f"[{address}]" if ":" in address else address
