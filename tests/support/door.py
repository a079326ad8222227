"""The student door of a host, as whoever comes to it speaks to it."""

from __future__ import annotations

import http.client
import json
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.support.host_process import HostProcess, Response


def ask(
    url: str,
    method: str,
    path: str,
    body: object = None,
    headers: Mapping[str, str] | None = None,
    source: str | None = None,
) -> Response:
    """Make one request below a base address, on a connection of its own."""
    address = urlsplit(url)
    assert address.hostname
    connection = http.client.HTTPConnection(
        address.hostname, address.port, timeout=30, source_address=(source, 0) if source else None
    )
    try:
        content = None if body is None else json.dumps(body).encode()
        connection.request(method, address.path + path, content, dict(headers or {}))
        answer = connection.getresponse()
        return Response(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def door_of(host: HostProcess) -> str:
    """Return the base address of a host's door, which listens."""
    state = host.ask("GET", "api/door")
    assert state["listening"], state
    return str(state["links"][0])


def join_at(url: str, code: str, name: str, **more: Any) -> Response:
    """Take a seat by a door."""
    body = {"code": code, "name": name, "secret": secrets.token_urlsafe(16)}
    return ask(url, "POST", "api/join", body, **more)


def socket_url(url: str, room: str) -> str:
    """Return the address of a room's WebSocket at a door."""
    return f"ws{url.removeprefix('http')}api/rooms/{room}/socket"
