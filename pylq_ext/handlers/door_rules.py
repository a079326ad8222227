"""What the student door asks of a request before anything else."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass

_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class DoorRules:
    """`names` are those, in lower case, by which this computer may be called beside IP addresses.

    A page of anybody's may have its own name point at this computer, and then speaks to it as to
    its own site. The name gives it away. An IP address cannot be pointed elsewhere, so any will do.
    """

    names: frozenset[str]

    @classmethod
    def of_this_computer(cls, more: Iterable[str] = ()) -> DoorRules:
        """Return the rules with this computer's own names, and `more`."""
        own = socket.gethostname().lower()
        # By `.local` computers find each other in a network without a name server.
        short = own.partition(".")[0]
        names = ("localhost", own, short, f"{short}.local", *(one.lower() for one in more))
        return cls(frozenset(filter(None, names)))

    def is_own(self, host: str) -> bool:
        """Return whether a request's `Host` is this computer."""
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        name = found["name"].lower()
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return name.removesuffix(".") in self.names
        return True
