"""From what a person typed to the host that it leads to: a join code, or a room's link."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit

from pylq_ext.domain.errors import InvalidInput
from pylq_ext.widgets.host import Host, NoHost


def follow(
    typed: str, host: Host | None = None, environment: Mapping[str, str] = os.environ
) -> tuple[Host, str]:
    """Return the host that a code or a link leads to, and the join code.

    A code without a link is one at `host`, or at the host of this kernel's own Jupyter Server. A
    link to that one needs no network; any other is looked at first. Raises NoHost, and InvalidInput
    if it is no link to a room.
    """
    text = typed.strip()
    if "://" not in text:
        return host or Host.from_environment(environment), text
    link, code = _parts(text)
    own = _own(environment)
    if own is not None and own.leads_here(link):
        return own, code
    return _elsewhere(Host(f"{link.scheme}://{link.netloc}{link.path}"), own), code


def _parts(text: str) -> tuple[SplitResult, str]:
    """Return a link as the address of its host, and the code at its end."""
    try:
        link = urlsplit(text)
        usable = link.scheme in ("http", "https") and bool(link.hostname) and link.port != 0
    except ValueError:
        usable = False
    if not usable or "@" in link.netloc:
        raise InvalidInput(
            f"{text[:100]!r} is no link to a room, like http://192.168.1.5:8765/DOG-427."
        )
    path, _, code = link.path.rstrip("/").rpartition("/")
    if not code:
        raise InvalidInput("This link has no join code at its end, like …/DOG-427.")
    return link._replace(path=path + "/", query="", fragment=""), code


def _own(environment: Mapping[str, str]) -> Host | None:
    try:
        return Host.from_environment(environment)
    except NoHost:
        return None


def _elsewhere(there: Host, own: Host | None) -> Host:
    who = there.who()
    if own is not None:
        # The instructor's own server may be this notebook's, by another of its addresses.
        with suppress(NoHost):
            if own.who().epoch == who.epoch:
                return own
    if not who.any_origin and who.door is not None:
        door = Host(who.door, any_origin=True)
        # That address may mean something else here, or nothing.
        with suppress(NoHost):
            if door.who().epoch == who.epoch:
                return door
    return Host(there.url, any_origin=who.any_origin)
