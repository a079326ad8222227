"""The demo's own JupyterLab: a process that is started, waited for, and ended."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import secrets
import signal
import socket
import sys
from pathlib import Path
from typing import Final

from pylq_ext.demo.folder import DemoFolder
from pylq_ext.demo.rest import Rest
from pylq_ext.demo.trouble import DemoTrouble
from pylq_ext.domain.errors import PyLQError

#: A first start on a slow disk takes most of a minute.
_STARTS_WITHIN: Final = 120.0
_ENDS_WITHIN: Final = 15.0
_LOOK_EVERY: Final = 0.1

#: How often a free port may be taken by somebody else before the server has it.
_TRIES: Final = 3


class LabServer:
    """JupyterLab in a demo's folder, for this machine only, with a random token."""

    def __init__(self, folder: DemoFolder) -> None:
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self.token = ""
        self.url = ""

    @property
    def jupyter(self) -> Rest:
        """The whole server, by its token."""
        return Rest(self.url, f"Bearer {self.token}")

    @property
    def host(self) -> Rest:
        """The room host on it, by the server's token."""
        return Rest(f"{self.url}pylq/", f"Bearer {self.token}")

    def link(self, path: str = "lab") -> str:
        """Return an address that a browser can open as it is."""
        return f"{self.url}{path}?token={self.token}"

    async def start(self, port: int | None) -> None:
        """Start it, on a free port if none is named; raises DemoTrouble."""
        check_installed()
        for left in reversed(range(_TRIES)):
            chosen = _free_port() if port is None else _checked(port)
            self.token = secrets.token_urlsafe(24)
            self.url = f"http://127.0.0.1:{chosen}/"
            self._folder.configure(port=chosen, token=self.token)
            self._process = await self._spawn()
            try:
                return await self._wait_until_ready(self._process)
            except _PortTaken:
                if not left or port is not None:
                    raise

    async def stop(self) -> None:
        """End it and its kernels; after that, none is left."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(_ENDS_WITHIN):
                await process.wait()
        except TimeoutError:
            # Its kernels see that it has gone, and end themselves.
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def ended(self) -> None:
        """Wait until it has ended, by whatever."""
        if self._process is not None:
            await self._process.wait()

    def complaint(self) -> str:
        """Return the last lines of its log."""
        with contextlib.suppress(OSError):
            lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
            return "\n".join(f"    {line}" for line in lines[-12:])
        return ""

    @property
    def _log(self) -> Path:
        return self._folder.log / "server.log"

    async def _spawn(self) -> asyncio.subprocess.Process:
        with self._log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "jupyterlab",
                cwd=self._folder.lesson,
                env=self._folder.environment(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the demo, which ends it in order
            )

    async def _wait_until_ready(self, process: asyncio.subprocess.Process) -> None:
        try:
            async with asyncio.timeout(_STARTS_WITHIN):
                while not await self._answers():
                    if process.returncode is not None:
                        raise self._failed("JupyterLab did not start")
                    await asyncio.sleep(_LOOK_EVERY)
        except TimeoutError:
            raise self._failed(f"JupyterLab did not answer in {_STARTS_WITHIN:.0f} s") from None
        try:
            await self.host.get("api/rooms")
        except PyLQError as error:
            raise DemoTrouble(
                f"JupyterLab runs, but not PyLiveQuestions in it ({error}). `jupyter server "
                "extension list` in this environment should name pylq_ext as enabled; install "
                "PyLiveQuestions again if it does not."
            ) from None

    async def _answers(self) -> bool:
        try:
            await self.jupyter.get("api/status")
        except PyLQError:
            return False
        return True

    def _failed(self, what: str) -> DemoTrouble:
        said = self.complaint()
        kind = _PortTaken if "already in use" in said else DemoTrouble
        return kind(f"{what}. Its log ends:\n{said}" if said else f"{what}.")


class _PortTaken(DemoTrouble):
    """Somebody took the port between looking and listening."""


def check_installed() -> None:
    """Raise DemoTrouble if what a demo needs beside the package is missing."""
    for module, name in (("jupyterlab", "JupyterLab"), ("ipykernel", "ipykernel")):
        if importlib.util.find_spec(module) is None:
            raise DemoTrouble(
                f"{name} is not installed in this Python ({sys.executable}). The demo needs it: "
                "pip install 'pylivequestions[demo]', or in a clone pip install '.[demo]'."
            )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _checked(port: int) -> int:
    with socket.socket() as probe:
        # As the server does it: a port that has just been left counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise DemoTrouble(
                f"Port {port} cannot be used ({error.strerror}). Name another one with --port, or "
                "leave it out: then a free one is found."
            ) from None
    return port
