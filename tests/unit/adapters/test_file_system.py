"""Telling network file systems, where SQLite's write-ahead log does not work."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pylq_ext.adapters.file_system import is_network_file_system, network_type

MOUNTS = """\
proc /proc proc rw,nosuid 0 0
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
files.example.org:/export/home /home nfs4 rw,vers=4.2,addr=192.0.2.7 0 0
//files/share /mnt/class\\040files cifs rw 0 0
/dev/sdb1 /home/local/disk xfs rw 0 0
me@host:/ /mnt/ssh fuse.sshfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
cluster:/vol /mnt/gluster fuse.glusterfs rw 0 0
s3 /mnt/bucket fuse.s3fs rw 0 0
none /mnt/win 9p rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "is_network"),
    [
        ("/var/lib/rooms.db", False),
        ("/tmp/rooms.db", False),
        ("/home/ada/rooms.db", True),
        ("/home/local/rooms.db", True),
        ("/home/local/disk/rooms.db", False),
        ("/homework/rooms.db", False),
        ("/mnt/class files/rooms.db", True),
        ("/mnt/class/rooms.db", False),
        ("/mnt/ssh/deep/er/rooms.db", True),
        ("/mnt/gluster/rooms.db", True),
        ("/mnt/bucket/rooms.db", True),
        ("/mnt/win/rooms.db", True),
        ("/run/user/1000/gvfs/rooms.db", False),
    ],
)
def test_the_longest_mount_point_that_holds_a_file_decides(path: str, is_network: bool):
    assert network_type(Path(path), MOUNTS) is is_network


def test_of_two_mounts_at_one_point_the_later_one_is_seen():
    mounts = "server:/x /home nfs4 rw 0 0\n/dev/sda1 /home ext4 rw 0 0\n"
    assert not network_type(Path("/home/ada"), mounts)
    upside_down = "\n".join(reversed(mounts.splitlines()))
    assert network_type(Path("/home/ada"), upside_down)


def test_nothing_is_known_of_a_file_on_no_mount():
    assert not network_type(Path("/home/ada"), "")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no such table")
@pytest.mark.parametrize(("name", "is_network"), [(b"caf\xe9", True), (b"elsewhere", False)])
def test_a_mount_point_need_not_be_named_in_utf_8(tmp_path: Path, name: bytes, is_network: bool):
    mounts = tmp_path / "mounts"
    mounts.write_bytes(b"/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/caf\xe9 nfs4 rw 0 0\n")
    path = Path(os.fsdecode(b"/mnt/" + name)) / "rooms.db"
    assert is_network_file_system(path, mounts) is is_network


def test_this_computer_can_be_asked(tmp_path: Path):
    assert is_network_file_system(tmp_path) in (True, False)
