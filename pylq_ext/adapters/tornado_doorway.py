"""A listening socket of its own for the student door, in the loop that runs already."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import os
import socket
from collections.abc import Callable
from weakref import WeakSet

from jupyter_client.localinterfaces import public_ips
from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.web import Application

from pylq_ext.domain.door_address import DoorAddress
from pylq_ext.ports.doorway import DoorBlocked

#: Seconds for a request's body to come, and for the next request of a connection.
_BODY_WITHIN = 30.0
_IDLE_AT_MOST = 60.0

#: Most connections that wait to be accepted: a whole class comes in at once.
_WAITING = 1024

#: Where a packet would be sent to find out by which interface; none is (RFC 5737: it is nobody's).
_NOBODY = ("192.0.2.1", 9)


class _Server(HTTPServer):
    """Knows its connections also when they have become sockets, which HTTPServer forgets."""

    streams: WeakSet[IOStream]

    def handle_stream(self, stream: IOStream, address: tuple[str, int]) -> None:
        self.streams.add(stream)
        super().handle_stream(stream, address)


class TornadoDoorway:
    """Implements `ports.doorway.Doorway`; `application` is made when it is first needed."""

    def __init__(self, application: Callable[[], Application]) -> None:
        self._application = application
        self._server: _Server | None = None
        # Of everyone who is in, also of those who came in by an earlier address.
        self._streams: WeakSet[IOStream] = WeakSet()

    async def listen(self, at: DoorAddress) -> DoorAddress:
        """Serve the application at an address, and nowhere else."""
        self.stop()
        try:
            listening = _bind(at)
        except OSError as error:
            raise DoorBlocked(
                error.strerror or str(error), taken=error.errno == errno.EADDRINUSE
            ) from error
        self._server = _Server(
            self._application(), body_timeout=_BODY_WITHIN, idle_connection_timeout=_IDLE_AT_MOST
        )
        self._server.streams = self._streams
        self._server.add_socket(listening)
        return DoorAddress(at.address, listening.getsockname()[1])

    def stop(self, *, send_away: bool = False) -> None:
        """Stop listening; lessons that have begun go on unless they are sent away."""
        if self._server is not None:
            self._server.stop()
            self._server = None
        if send_away:
            for stream in list(self._streams):
                stream.close()

    async def addresses(self) -> list[str]:
        """Return the IPv4 addresses of this computer's interfaces, the outgoing one's first."""
        best = _outgoing()
        others = await asyncio.to_thread(public_ips)
        found = [*([best] if best else []), *others]
        return [one for one in dict.fromkeys(found) if not ipaddress.ip_address(one).is_loopback]


def _bind(at: DoorAddress) -> socket.socket:
    """Return a socket that listens. Tornado's own function leaves one open where it fails."""
    family = socket.AF_INET6 if ":" in at.address else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            # A port that this host let go of a moment ago is not free without it.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.setblocking(False)
        listening.bind((at.address, at.port))
        listening.listen(_WAITING)
    except BaseException:
        listening.close()
        raise
    return listening


def _outgoing() -> str | None:
    """Return the address by which this computer goes out; None without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Sends nothing: it only chooses the interface.
            probe.connect(_NOBODY)
        except OSError:
            return None
        return str(probe.getsockname()[0])
