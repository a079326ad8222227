"""What kind of file system a file is on."""

from __future__ import annotations

import sys
from pathlib import Path

#: Types that are known not to share memory between machines, which SQLite's WAL needs.
NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "lustre", "glusterfs", "9p", "beegfs"}
)


def is_network_file_system(path: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Return whether `path` is known to be on a network file system (Linux only)."""
    if not sys.platform.startswith("linux"):
        return False
    # A mount point's name is bytes, read here as Python reads the names of files.
    return network_type(path, mounts.read_text(encoding="utf-8", errors="surrogateescape"))


def network_type(path: Path, mounts: str) -> bool:
    """Return whether the mount that holds `path`, by a table like /proc/mounts, is a network's."""
    resolved = path.resolve()
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(fields[1].replace("\\040", " "))
        # Of two mounts at one point, the later one is seen.
        if resolved.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind in NETWORK_TYPES or kind.startswith(("fuse.sshfs", "fuse.gluster", "fuse.s3"))
