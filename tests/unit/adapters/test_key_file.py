"""A key is made once, read ever after, and is nobody else's to read."""

from __future__ import annotations

import stat
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


def test_a_file_that_holds_no_key_is_not_taken_for_one(tmp_path: Path):
    path = tmp_path / "key"
    path.write_bytes(b"short")
    with pytest.raises(StoreUnavailable, match="delete it"):
        read_or_make_key(path)
    assert path.read_bytes() == b"short"


def test_a_key_that_cannot_be_kept_is_told_with_its_path(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="file"):
        read_or_make_key(tmp_path / "file" / "key")
