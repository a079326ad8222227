"""Images at the real server: who gets them, with which headers, and what is refused."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.host_process import HostProcess, Response
from tests.support.images import GIF, bundle, png, svg
from tests.support.raw_client import owner_of

PLOT, TOLD = svg(), png(shade=2)
ATTACHMENTS = {"a.svg": bundle(PLOT, "image/svg+xml"), "b.png": bundle(TOLD)}
SOURCE = "![A dot](attachment:a.svg)\n\n- [x] yes\n- [ ] no\n  > ![Why](attachment:b.png)\n"

Room = dict[str, Any]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    with HostProcess(tmp_path_factory.mktemp("host")) as host:
        yield host


@pytest.fixture
def room(host: HostProcess) -> Room:
    line: Room = host.open_room()
    return line


def path_of(room: Room, image: bytes) -> str:
    return f"api/rooms/{room['id']}/assets/{hashlib.sha256(image).hexdigest()}"


def get(host: HostProcess, room: Room, image: bytes, credential: str = "") -> Response:
    headers = {"Authorization": credential} if credential else {}
    return host.request("GET", path_of(room, image), headers=headers)


async def picked(host: HostProcess, room: Room) -> str:
    """Pick the question, and return the credential of a student who has joined."""
    async with owner_of(host, room["id"]) as owner:
        await owner.pick(host.put_question(room["id"], SOURCE, ATTACHMENTS))
    ada = await asyncio.to_thread(host.join, room["code"], "Ada")
    return f"PyLQ {ada['ticket']}"


async def test_an_image_comes_as_it_is_with_what_keeps_it_from_acting(
    host: HostProcess, room: Room
):
    answer = get(host, room, PLOT, await picked(host, room))
    assert (answer.status, answer.body) == (200, PLOT)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers.get_all("Content-Security-Policy") == [
        "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    ]
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["Vary"] == "Authorization"
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Etag"] == f'"{hashlib.sha256(PLOT).hexdigest()}"'


async def test_nobody_gets_an_image_without_a_credential_or_by_its_address(
    host: HostProcess, room: Room
):
    ada = await picked(host, room)
    ticket = ada.removeprefix("PyLQ ")
    assert get(host, room, PLOT).status == 403
    by_address = host.request("GET", f"{path_of(room, PLOT)}?token={ticket}", headers={})
    assert by_address.status == 403
    assert get(host, room, PLOT, "PyLQ made-up").code == "invalid_ticket"
    assert get(host, room, PLOT, f"Bearer {ticket}").status == 403


async def test_the_owner_gets_all_images_before_a_pick_and_others_none(
    host: HostProcess, room: Room
):
    host.put_question(room["id"], SOURCE, ATTACHMENTS)
    owner = f"PyLQ {host.owner_ticket(room['id'])}"
    for credential in (owner, f"token {host.token}"):
        assert get(host, room, TOLD, credential).body == TOLD
    ada = await asyncio.to_thread(host.join, room["code"], "Ada")
    assert get(host, room, PLOT, f"PyLQ {ada['ticket']}").code == "no_such_asset"


async def test_what_is_hidden_is_answered_like_what_nobody_has(host: HostProcess, room: Room):
    ada = await picked(host, room)
    hidden, unknown = get(host, room, TOLD, ada), get(host, room, b"unknown", ada)
    assert (hidden.status, hidden.code) == (404, "no_such_asset")
    assert hidden.body == unknown.body
    of_the_moment = {"Date"}
    assert [one for one in hidden.headers.items() if one[0] not in of_the_moment] == [
        one for one in unknown.headers.items() if one[0] not in of_the_moment
    ]


async def test_images_outlive_the_server(tmp_path: Path):
    with HostProcess(tmp_path) as first:
        room = first.open_room()
        ada = await picked(first, room)
    with HostProcess(tmp_path) as second:
        answer = get(second, room, PLOT, ada)
    assert (answer.status, answer.body) == (200, PLOT)


@pytest.mark.parametrize(
    ("attachments", "code"),
    [
        (None, "image_missing"),
        ({"a.svg": bundle(GIF, "image/svg+xml")}, "image_type"),
        ({"a.svg": bundle(b"<html>", "image/svg+xml")}, "image_type"),
        ({"a.svg": bundle(PLOT + b" " * 2_100_000, "image/svg+xml")}, "image_too_large"),
    ],
)
def test_an_image_that_cannot_be_shown_is_refused_with_its_line(
    host: HostProcess, room: Room, attachments: object, code: str
):
    body = {
        "source": "Q\n\n![A dot](attachment:a.svg)\n\n- [x] a\n- [ ] b",
        "attachments": attachments,
    }
    refused = host.request("PUT", f"api/rooms/{room['id']}/questions", body)
    assert (refused.status, refused.code) == (400, "invalid_question")
    (problem,) = refused.json["error"]["params"]["problems"]
    assert (problem["code"], problem["line"]) == (code, 3)


def test_a_host_opens_no_file_whatever_path_a_question_names(host: HostProcess, room: Room):
    for path in ("/etc/hostname.png", "../../x.png", "x.png"):
        body = {"source": f"![A]({path})\n\n- [x] a\n- [ ] b"}
        refused = host.request("PUT", f"api/rooms/{room['id']}/questions", body)
        (problem,) = refused.json["error"]["params"]["problems"]
        assert problem["code"] in {"image_outside", "image_missing"}


def test_the_largest_images_fit_a_request(host: HostProcess, room: Room):
    first = png(shade=3) + bytes(2 * 1024 * 1024 - len(png()))
    second = png(shade=4) + bytes(3_000_000 - len(first) - len(png()))
    attachments = {"a.png": bundle(first), "b.png": bundle(second)}
    source = "x" * 100_000 + "\n\n![a](attachment:a.png) ![b](attachment:b.png)\n\n- [x] a\n- [ ] b"
    assert host.put_question(room["id"], source, attachments)
