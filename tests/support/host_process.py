"""A real room host in a process of its own, to be killed and started again."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

REPOSITORY = Path(__file__).parents[2]

#: For scripts that order faster than people do, as fast as they are answered.
UNHURRIED = "--PyLiveQuestions.orders_per_second=1000000"

#: Seconds until a host must answer after it was started, and be gone after it was stopped.
START_WITHIN = 60.0
STOP_WITHIN = 20.0

#: How often a condition outside this process is looked at, in seconds.
_LOOK_EVERY = 0.02


@dataclass(frozen=True)
class Response:
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of an error of ours."""
        return str(self.json["error"]["code"])


class HostProcess:
    """A Jupyter Server with the extension on loopback, with folders, port and token of its own.

    It touches nothing of the person's own Jupyter. Port, token, key and database stay the same
    over `kill` and `start`. `options` are further command line options; `extensions` are enabled
    beside ours; `environment` is added to the process's own; with an empty `token` Jupyter asks
    nobody who they are. Modules of `tests` can be imported there, so an option may name a class of
    theirs.

        with HostProcess(tmp_path) as host:
            host.request("POST", "api/rooms", {"name": "Week 3"})
            host.kill()
            host.start()
    """

    def __init__(
        self,
        folder: Path,
        *,
        options: Sequence[str] = (),
        extensions: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        token: str | None = None,
    ) -> None:
        self.folder = folder
        self.token = secrets.token_hex(16) if token is None else token
        self.port = free_port()
        #: Where our routes are; ends in a slash.
        self.url = f"http://127.0.0.1:{self.port}/pylq/"
        #: Where Jupyter's own routes are; ends in a slash.
        self.server_url = f"http://127.0.0.1:{self.port}/"
        self.database = folder / "data" / "rooms.sqlite3"
        self.key_file = folder / "data" / "ticket.key"
        self.log_file = folder / "host.log"
        #: The folder that the server serves.
        self.root = folder / "root"
        self._options = tuple(options)
        self._extensions = ("pylq_ext", *extensions)
        self._environment = dict(environment or {})
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    # -- the process -----------------------------------------------------------------------------

    def start(self) -> None:
        """Start the host and return when it answers."""
        if self._process is not None:
            raise RuntimeError("the host is running")
        for name in ("home", "config", "data", "runtime", "root"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                self._command_line(),
                cwd=self.root,
                env=self._full_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"the host did not start:\n{self.log}")
            time.sleep(_LOOK_EVERY)

    def peak_memory(self) -> int:
        """Return the most memory that the process has had, in bytes (Linux)."""
        if self._process is None:
            raise RuntimeError("the host is not running")
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024

    def cpu_seconds(self) -> float:
        """Return how long the process has used a processor, in seconds (Linux)."""
        if self._process is None:
            raise RuntimeError("the host is not running")
        stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """End the host as a power cut would: kill -9, with no word to anyone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(STOP_WITHIN)
            self._process = None

    def stop(self) -> None:
        """Ask the host to end, and return when it has."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        self._process = None

    @property
    def log(self) -> str:
        """All that the host has written to its log, over all its starts."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def _answers(self) -> bool:
        try:
            # Tornado serves no route before all of them are mounted.
            return self.request("GET", "BOX-100", headers={}).status == 200
        except OSError:
            return False

    def _command_line(self) -> list[str]:
        enabled = {name: True for name in self._extensions}
        return [
            sys.executable,
            "-m",
            "jupyter_server",
            f"--ServerApp.jpserver_extensions={enabled!r}",
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={self.port}",
            "--ServerApp.port_retries=0",
            "--ServerApp.open_browser=False",
            "--ServerApp.allow_root=True",
            f"--ServerApp.root_dir={self.root}",
            f"--IdentityProvider.token={self.token}",
            f"--PyLiveQuestions.database={self.database}",
            f"--PyLiveQuestions.key_file={self.key_file}",
            *self._options,
        ]

    def _full_environment(self) -> dict[str, str]:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("JUPYTER", "JPY_", "PYLQ_"))
        }
        path = os.pathsep.join(filter(None, (str(REPOSITORY), inherited.get("PYTHONPATH"))))
        return {
            **inherited,
            "HOME": str(self.folder / "home"),
            "JUPYTER_CONFIG_DIR": str(self.folder / "config"),
            "JUPYTER_DATA_DIR": str(self.folder / "data"),
            "JUPYTER_RUNTIME_DIR": str(self.folder / "runtime"),
            # Only what is named here: what else is enabled in this environment takes seconds.
            "JUPYTER_NO_CONFIG": "1",
            "PYTHONPATH": path,
            **self._environment,
        }

    # -- what an owner does by HTTP --------------------------------------------------------------

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        headers: Mapping[str, str] | None = None,
        source: str | None = None,
    ) -> Response:
        """Make one request below our routes; `path` beginning with a slash is Jupyter's.

        Bytes are sent as they are, anything else as JSON. Without `headers` it is the owner who
        asks, by Jupyter's token. `source` is the loopback address to come from.
        """
        address = urlsplit(self.url)
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=30, source_address=(source, 0) if source else None
        )
        try:
            connection.request(
                method,
                path if path.startswith("/") else address.path + path,
                body,
                {"Authorization": f"token {self.token}"} if headers is None else dict(headers),
            )
            answer = connection.getresponse()
            return Response(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Make a request as the owner that must succeed, and return its JSON."""
        response = self.request(method, path, body)
        assert response.status < 300, (response.status, response.body)
        return response.json

    def open_room(self, name: str = "Week 3") -> Any:
        """Open a room and return its line."""
        return self.ask("POST", "api/rooms", {"name": name})

    def put_question(
        self, room: str, source: str, attachments: dict[str, Any] | None = None
    ) -> str:
        """Send a cell's source and return the hash that `pick` names."""
        body = {"source": source, "attachments": attachments}
        return str(self.ask("PUT", f"api/rooms/{room}/questions", body)["hash"])

    def owner_ticket(self, room: str) -> str:
        """Return a ticket for the owner's seat."""
        return str(self.ask("POST", f"api/rooms/{room}/tickets", {})["ticket"])

    def join(self, code: str, name: str, secret: str | None = None) -> dict[str, Any]:
        """Take a seat; the answer also has its `secret`."""
        secret = secret or secrets.token_urlsafe(16)
        response = self.request(
            "POST", "api/join", {"code": code, "name": name, "secret": secret}, headers={}
        )
        assert response.status == 200, (response.status, response.body)
        return {**response.json, "secret": secret}

    def socket_url(self, room: str) -> str:
        """Return the address of a room's WebSocket."""
        return f"ws{self.url.removeprefix('http')}api/rooms/{room}/socket"


def free_port() -> int:
    """Return a port of this computer that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
