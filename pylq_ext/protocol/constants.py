"""Numbers and names of protocol v1 that both sides must agree on."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

#: The WebSocket subprotocol of this version.
SUBPROTOCOL: Final = "v1.room.pylivequestions"
#: Offered beside it by every client, so that a host of another version can refuse readably.
ANY_VERSION: Final = "room.pylivequestions"

#: What a host says of itself at `api/host`, so that a link elsewhere is told from one of ours.
PRODUCT: Final = "pylivequestions"

#: Largest frame that a client may send, in bytes.
MAX_INBOUND: Final = 16 * 1024

#: Most attempts that one command may mark by hand: it must fit one inbound frame.
MAX_MARKED: Final = 1_000

#: Seconds: between pings both ways; without a sign of life until a participant counts as away;
#: until the connection is dropped; for the first frame to arrive.
PING_EVERY: Final = 10.0
AWAY_AFTER: Final = 15.0
GONE_AFTER: Final = 20.0
HELLO_WITHIN: Final = 5.0

#: The scheme of the HTTP header `Authorization: PyLQ <ticket or kernel key>`.
AUTHORIZATION_SCHEME: Final = "PyLQ"


class CloseCode(IntEnum):
    """Why a host closes a socket, and what a client does about it.

    40xx: do not come back unchanged. 41xx: come back after a while (full jitter, 5 s at most).
    42xx: come back now.
    """

    MALFORMED = 4000
    BAD_TICKET = 4001
    EXPIRED_TICKET = 4002
    DENIED = 4003
    NO_SUCH_ROOM = 4004
    UNKNOWN_VERSION = 4006
    NO_HELLO = 4008
    ROOM_CLOSED = 4010
    REPLACED = 4011
    BUSY = 4100
    SLOW = 4101
    SILENT = 4102
    STOPPING = 4200
