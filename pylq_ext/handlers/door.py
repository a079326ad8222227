"""REST for the student door: how it stands, opening it to the network, and who answers here."""

from __future__ import annotations

import ipaddress

import msgspec

from pylq_ext.handlers.base import Handler, for_everyone, for_owners
from pylq_ext.protocol.constants import PRODUCT


class DoorBody(msgspec.Struct, forbid_unknown_fields=True):
    """What opens the door to the network, or shuts it."""

    open: bool
    address: str | None = None
    port: int | None = None


class DoorHandler(Handler):
    """`api/door`."""

    @for_owners
    async def get(self) -> None:
        """Tell how the door stands."""
        self.send_json(await self.context.door.refresh())

    @for_owners
    async def post(self) -> None:
        """Open the door to the network, or let in this computer's programs only."""
        body = self.read_json(DoorBody)
        door = self.context.door
        if body.open:
            self.send_json(await door.open_to_network(body.address, body.port))
        else:
            self.send_json(await door.close_to_network())


class HostHandler(Handler):
    """`api/host`: lets a notebook elsewhere see that a link leads to a host, and to which."""

    @for_everyone
    async def get(self) -> None:
        """Tell who answers, and where students of other servers come in."""
        door = self.context.door
        url = door.public_url
        if url is None and _is_loopback(self.request.remote_ip):
            # Whoever asks from this computer may also come in by the door's own address there.
            url = next(iter(door.state.links), None)
        self.send_json(
            {
                "product": PRODUCT,
                "epoch": self.context.lessons.epoch,
                "any_origin": self.context.rules is not None,
                "door": url,
            }
        )


def _is_loopback(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
