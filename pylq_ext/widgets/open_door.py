"""The student door as an instructor sees it: where students come in, and what that exposes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pylq_ext.domain.door_address import EVERYWHERE


@dataclass(frozen=True, slots=True, repr=False)
class OpenDoor:
    """How the student door stood when it was looked at; its repr is for people.

    `link` is what students open, or join by from a notebook of their own; `links` are all that lead
    into the room, the best first: a computer in several networks has one for each.
    """

    link: str
    links: tuple[str, ...]
    address: str
    port: int
    open: bool

    def __repr__(self) -> str:
        if not self.open:
            return (
                "The student door is open to this computer only; students of this Jupyter Server"
                " join by the code."
            )
        others = "".join(
            f"\n  or, from another network of this computer: {one}" for one in self.links[1:]
        )
        where = "this computer" if self.address == EVERYWHERE else self.address
        return (
            f"Students join at {self.link}{others}\n"
            f"Everyone who reaches {where} on port {self.port} can see the join page, and with the"
            " code join the room.\n"
            "Nothing else is reachable there: no notebooks, no files, no kernels.\n"
            "It is not encrypted: others in the same network could read names and answers.\n"
            "It shuts with room.close_to_network(), or soon after the last open room is closed."
        )


def open_door(state: Mapping[str, Any], code: str) -> OpenDoor:
    """Return the door that a host described, with links into the room of a code."""
    links = tuple(f"{base}{code}" for base in state["links"])
    return OpenDoor(
        link=links[0] if links else "",
        links=links,
        address=str(state["address"]),
        port=int(state["port"] or 0),
        open=bool(state["open"]),
    )
