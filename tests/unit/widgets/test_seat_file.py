"""Seats that are kept for a notebook, and who can read them."""

from __future__ import annotations

import base64
import os
import stat
from pathlib import Path

import pytest

from pylq_ext.widgets.seat_file import Seat, SeatFiles, entered

HOST = "http://localhost:8888/pylq/"


@pytest.fixture
def files(tmp_path: Path) -> SeatFiles:
    return SeatFiles(HOST, "student.ipynb", tmp_path)


def sit(files: SeatFiles, code: str = "DOG-427", name: str = "Ada") -> Seat:
    seat = entered(files.take(code, name), room="r1", id=f"seat-of-{name}", name=name)
    files.keep(seat)
    return seat


def written(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_secret_is_16_random_bytes_in_22_characters(files: SeatFiles):
    secret = files.take("DOG-427", "Ada").secret
    assert len(secret) == 22
    assert len(base64.urlsafe_b64decode(secret + "==")) == 16


def test_a_wish_is_kept_before_the_host_hears_of_it(files: SeatFiles):
    assert files.take("DOG-427", "Ada") == files.take("DOG-427", "Ada")


def test_the_seat_is_found_again_by_another_kernel(files: SeatFiles, tmp_path: Path):
    seat = sit(files)
    assert SeatFiles(HOST, "student.ipynb", tmp_path).take("DOG-427", "Ada") == seat


@pytest.mark.parametrize("typed", ["dog-427", " DOG 427", "dog427"])
def test_a_code_is_the_same_however_it_was_typed(files: SeatFiles, typed: str):
    seat = sit(files)
    assert files.take(typed, " Ada ") == seat


def test_other_names_rooms_notebooks_and_hosts_are_other_seats(files: SeatFiles, tmp_path: Path):
    seats = {
        files.take("DOG-427", "Ada").secret,
        files.take("DOG-427", "Bob").secret,
        files.take("CAT-427", "Ada").secret,
        SeatFiles(HOST, "other.ipynb", tmp_path).take("DOG-427", "Ada").secret,
        SeatFiles("http://other/", "student.ipynb", tmp_path).take("DOG-427", "Ada").secret,
    }
    assert len(seats) == 5


def test_only_the_owner_can_read_them(files: SeatFiles, tmp_path: Path):
    before = os.umask(0)
    try:
        sit(files)
    finally:
        os.umask(before)
    (path,) = written(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_names_of_files_tell_nothing(files: SeatFiles, tmp_path: Path):
    sit(files)
    (path,) = written(tmp_path)
    assert "Ada" not in str(path.relative_to(tmp_path))
    assert "DOG" not in str(path.relative_to(tmp_path))


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '"x"', '{"code": 1}', "{}", '{"code": "a", "asked": "b", "secret": ""}'],
)
def test_a_broken_file_is_set_aside_and_a_new_seat_taken(
    files: SeatFiles, tmp_path: Path, content: str
):
    old = sit(files)
    (path,) = written(tmp_path)
    path.write_text(content)
    new = files.take("DOG-427", "Ada")
    assert new.secret != old.secret
    assert path.with_suffix(".broken").read_text() == content


def test_a_broken_write_leaves_the_old_file(files: SeatFiles, tmp_path: Path):
    seat = sit(files)
    (path,) = written(tmp_path)
    # A folder in the place of the file cannot be replaced by one.
    path.unlink()
    path.mkdir()
    (path / "in the way").touch()
    files.keep(seat)
    assert [left.name for left in path.parent.iterdir()] == [path.name]


def test_the_newest_seat_is_the_one_last_taken(files: SeatFiles, tmp_path: Path):
    ada, bob = sit(files), sit(files, name="Bob")
    for path in written(tmp_path):
        if '"asked": "Ada"' in path.read_text():
            os.utime(path, (1, 1))
    assert files.newest() == bob
    assert files.newest(asked="Ada") == ada
    assert files.newest("cat-427") is None


def test_a_wish_that_came_to_nothing_is_no_seat(files: SeatFiles):
    wish = files.take("DOG-427", "Ada")
    assert files.newest() is None
    files.forget(wish)
    assert files.take("DOG-427", "Ada").secret != wish.secret


def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path):
    (tmp_path / "file").touch()
    files = SeatFiles(HOST, "student.ipynb", tmp_path / "file")
    assert files.take("DOG-427", "Ada").secret
    assert files.newest() is None


def test_the_secret_is_in_no_repr(files: SeatFiles):
    seat = files.take("DOG-427", "Ada")
    assert seat.secret not in repr(seat)
