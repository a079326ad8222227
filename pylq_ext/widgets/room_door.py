"""Whether students come into a room from the network."""

from __future__ import annotations

from pylq_ext.widgets.open_door import OpenDoor, open_door
from pylq_ext.widgets.owned_room import OwnedRoom


class RoomDoor(OwnedRoom):
    """The door that an instructor opens to the network, and shuts."""

    def open_to_network(self, address: str | None = None, port: int | None = None) -> OpenDoor:
        """Let students in from the network, and return the link with what it exposes, and to whom.

        `address` is one interface's IP address, otherwise all are opened; `port` stays the one that
        it is, if none is given. Raises Denied where Jupyter has neither token nor password, because
        everyone would be the owner, and InvalidInput if nobody can listen there.
        """
        body = {"open": True, "address": address, "port": port}
        state = self._host.request("POST", "api/door", body, again=True).content
        return open_door(state, self.code)

    def close_to_network(self) -> OpenDoor:
        """Shut the network out again; who came in from there is cut off."""
        state = self._host.request("POST", "api/door", {"open": False}, again=True).content
        return open_door(state, self.code)
