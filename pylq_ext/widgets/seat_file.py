"""Seat secrets, kept in files that only their owner can read: a restarted kernel sits down again.

One file a seat, so that two notebooks never write the same one. The folder is named after host and
notebook, the file after join code and name; what these were stands inside.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_data_dir


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat, or (with an empty `seat`) the wish for one: what is needed to sit there again.

    `asked` is the name that was asked for, `name` the one that the host gave.
    """

    code: str
    asked: str
    secret: str = field(repr=False)
    room: str = ""
    seat: str = ""
    name: str = ""


class SeatFiles:
    """The seats of one notebook on one host.

    `folder` is made when it is needed; nothing here is fatal: where a file cannot be kept or read,
    the seat is lost with the kernel, and no more.
    """

    def __init__(self, host: str, notebook: str, folder: Path | None = None) -> None:
        base = folder or Path(jupyter_data_dir()) / "pylivequestions" / "seats"
        self._folder = base / _name_of(host, notebook)

    @classmethod
    def of_this_notebook(cls, host: str, environment: Mapping[str, str] = os.environ) -> SeatFiles:
        """Return the seats of the notebook whose kernel this is."""
        return cls(host, environment.get("JPY_SESSION_NAME", ""))

    def take(self, code: str, asked: str) -> Seat:
        """Return the seat kept for a code and a name, or a wish with a new secret, kept by now.

        A wish is kept before the host hears of it, so that a lost answer finds the same seat.
        """
        asked = " ".join(asked.split())
        seat = self._read(self._path(code, asked))
        if seat is None:
            seat = Seat(code=_shape(code), asked=asked, secret=new_secret())
            self.keep(seat)
        return seat

    def keep(self, seat: Seat) -> None:
        """Write a seat's file, whole or not at all."""
        path = self._path(seat.code, seat.asked)
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # mkstemp makes the file readable for its owner only, from its first byte on.
            handle, temporary = tempfile.mkstemp(dir=self._folder, suffix=".new")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(asdict(seat), file)
                    file.flush()
                    os.fsync(file.fileno())
                Path(temporary).replace(path)
            except OSError:
                Path(temporary).unlink(missing_ok=True)
                raise

    def newest(self, code: str | None = None, asked: str | None = None) -> Seat | None:
        """Return the seat last taken in this notebook, of that code and asked name if given."""
        wanted = None if code is None else _shape(code)
        try:
            paths = sorted(self._folder.glob("*.json"), key=_age)
        except OSError:
            return None
        for path in paths:
            seat = self._read(path)
            if seat is None or not seat.seat:
                continue
            if wanted in (None, seat.code) and asked in (None, seat.asked):
                return seat
        return None

    def forget(self, seat: Seat) -> None:
        """Remove a seat's file: its room is closed, or it was taken away."""
        with contextlib.suppress(OSError):
            self._path(seat.code, seat.asked).unlink(missing_ok=True)

    def _path(self, code: str, asked: str) -> Path:
        return self._folder / f"{_name_of(_shape(code), asked)}.json"

    def _read(self, path: Path) -> Seat | None:
        try:
            content: Any = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            self._set_aside(path)
            return None
        try:
            seat = Seat(**content)
        except TypeError:
            self._set_aside(path)
            return None
        if not all(isinstance(value, str) for value in asdict(seat).values()) or not seat.secret:
            self._set_aside(path)
            return None
        return seat

    def _set_aside(self, path: Path) -> None:
        """Keep what cannot be read under another name: somebody may want to look at it."""
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".broken"))


def entered(seat: Seat, *, room: str, id: str, name: str) -> Seat:  # noqa: A002 - the host's word
    """Return a wish as the seat that the host gave."""
    return replace(seat, room=room, seat=id, name=name)


def new_secret() -> str:
    """Return a seat secret: 16 random bytes, URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(secrets.token_bytes(16)).rstrip(b"=").decode()


def _shape(code: str) -> str:
    # As the host reads codes: `dog 427` and `DOG-427` are one, and so one seat.
    signs = "".join(sign for sign in code.upper() if sign.isalnum())
    return f"{signs[:-3]}-{signs[-3:]}" if len(signs) > 3 else signs


def _name_of(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except OSError:
        return 0.0
