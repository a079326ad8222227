"""A file is replaced whole, or stays as it was."""

from __future__ import annotations

import os

import pytest

from pylq_ext.banks.files import replace_file
from pylq_ext.domain.errors import InvalidInput


def test_content_changes_and_mode_stays(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_bytes(b"before")
    path.chmod(0o640)
    replace_file(path, b"after")
    assert path.read_bytes() == b"after"
    assert path.stat().st_mode & 0o7777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_mode_that_any_program_would_give_it(tmp_path):
    mask = os.umask(0o027)
    try:
        replace_file(tmp_path / "new", b"x")
    finally:
        assert os.umask(mask) == 0o027
    assert (tmp_path / "new").stat().st_mode & 0o7777 == 0o640


def test_a_symbolic_link_stays_one(tmp_path):
    real = tmp_path / "real"
    real.write_bytes(b"before")
    link = tmp_path / "link"
    link.symlink_to(real)
    replace_file(link, b"after")
    assert link.is_symlink()
    assert real.read_bytes() == b"after"


def test_what_cannot_be_written_is_told_and_nothing_is_left(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "in it").touch()
    with pytest.raises(InvalidInput, match=r"folder cannot be written: .*; check"):
        replace_file(folder, b"x")
    assert list(tmp_path.iterdir()) == [folder]
    with pytest.raises(InvalidInput, match="No such file"):
        replace_file(tmp_path / "none" / "x", b"x")


def test_who_reads_meanwhile_keeps_the_old_file(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"before")
    with path.open("rb") as reader:
        replace_file(path, b"after")
        assert reader.read() == b"before"
