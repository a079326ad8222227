"""A key is made once, read ever after, and is nobody else's to read."""

from __future__ import annotations

import secrets
import stat
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from pylq_ext.adapters.key_file import KEY_BYTES, read_or_make_key
from pylq_ext.ports.room_store import StoreUnavailable


def test_a_key_is_the_same_after_a_restart(tmp_path: Path):
    path = tmp_path / "deep" / "key"
    key = read_or_make_key(path)
    assert len(key) == KEY_BYTES
    assert read_or_make_key(path) == key


def test_two_hosts_have_two_keys(tmp_path: Path):
    assert read_or_make_key(tmp_path / "one") != read_or_make_key(tmp_path / "two")


def test_only_its_owner_can_read_it(tmp_path: Path):
    path = tmp_path / "deep" / "key"
    read_or_make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("left", [b"", b"short"])
def test_what_a_server_left_that_died_in_between_is_replaced_by_a_key(tmp_path: Path, left: bytes):
    path = tmp_path / "key"
    path.write_bytes(left)
    key = read_or_make_key(path)
    assert len(key) == KEY_BYTES
    assert read_or_make_key(path) == path.read_bytes() == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("left", [None, b"", b"short"])
def test_the_key_of_a_server_that_came_first_is_the_key_of_both(tmp_path: Path, left: bytes | None):
    path = tmp_path / "key"
    if left is not None:
        path.write_bytes(left)
    first: list[bytes] = []

    def overtaken(size: int) -> bytes:
        """The other server comes when this one has seen that there is no key."""
        first.append(read_or_make_key(path))
        return secrets.token_bytes(size)

    assert [read_or_make_key(path, overtaken)] == first
    assert path.read_bytes() == first[0]


def test_a_server_that_fails_while_it_makes_a_key_leaves_none(tmp_path: Path):
    def fail(size: int) -> bytes:
        raise OSError("no randomness today")

    with pytest.raises(StoreUnavailable, match="no randomness today"):
        read_or_make_key(tmp_path / "key", fail)
    assert list(tmp_path.iterdir()) == []


SERVER = """
import pathlib, sys
from pylq_ext.adapters.key_file import read_or_make_key
print("ready", flush=True)
sys.stdin.readline()
print(read_or_make_key(pathlib.Path(sys.argv[1])).hex())
"""


@pytest.mark.parametrize("left", [None, b"short"])
def test_servers_that_start_at_once_end_with_the_same_key(tmp_path: Path, left: bytes | None):
    path = tmp_path / "key"
    if left is not None:
        path.write_bytes(left)
    with ExitStack() as stack:
        servers = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", SERVER, path],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(6)
        ]
        for server in servers:
            assert server.stdout is not None
            assert server.stdout.readline() == "ready\n"
        for server in servers:
            assert server.stdin is not None
            server.stdin.write("go\n")
            server.stdin.flush()
        keys = {server.communicate()[0].strip() for server in servers}
    assert keys == {path.read_bytes().hex()}
    assert not list(tmp_path.glob(".key.*")), "nothing half made is left"


def test_a_key_that_cannot_be_kept_is_told_with_its_path(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="file"):
        read_or_make_key(tmp_path / "file" / "key")
