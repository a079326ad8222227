"""Three hundred students who poll: what that costs a host.

Figures are printed (`pytest -s`); only what is promised is asserted of them.
"""

from __future__ import annotations

import http.client
import json
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.benchmarks.test_class_of_300 import CHOICE
from tests.support.host_process import HostProcess

STUDENTS = 300

#: All of them ask once in this time, in seconds.
EVERY = 3.0


class Pollers:
    """Students who ask in turn, over one connection that stays."""

    def __init__(self, host: HostProcess, room: dict[str, Any]) -> None:
        self._host = host
        self._path = f"{urlsplit(host.url).path}api/rooms/{room['id']}/poll"
        names = [f"Student {number}" for number in range(STUDENTS)]
        self._tickets = [host.join(room["code"], name)["ticket"] for name in names]
        self._held: dict[str, Any] = {}
        self._connection = http.client.HTTPConnection("127.0.0.1", host.port, timeout=30)

    def leave(self) -> None:
        """Close the connection."""
        self._connection.close()

    def ask(self) -> tuple[float, float, list[str]]:
        """All ask once; return seconds of the host's processor, and of time, and what one got."""
        before, started = self._host.cpu_seconds(), time.monotonic()
        messages: list[dict[str, Any]] = []
        for ticket in self._tickets:
            self._connection.request(
                "POST",
                self._path,
                json.dumps({"held": self._held}),
                {"Authorization": f"PyLQ {ticket}"},
            )
            answer = self._connection.getresponse()
            assert answer.status == 200
            messages = json.loads(answer.read())["messages"]
        passed = time.monotonic() - started
        for message in messages:
            if message["type"] == "welcome":
                self._held["epoch"] = message["epoch"]
            elif message["type"] == "room":
                self._held["room"] = message["version"]
            elif message["type"] == "question":
                self._held["question"] = message["face"]
            elif message["type"] == "mine":
                self._held["mine"] = message["version"]
        kinds = [message["type"] for message in messages]
        return self._host.cpu_seconds() - before, passed, kinds


def test_300_who_poll_leave_a_host_most_of_its_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    def show(what: str, cpu: float, passed: float) -> None:
        with capsys.disabled():
            print(  # noqa: T201 - the figures are its purpose
                f"\n  {what:36} {cpu / STUDENTS * 1000:5.2f} ms of the processor each,"
                f" {cpu / EVERY:5.1%} of it; {passed / STUDENTS * 1000:5.2f} ms until answered",
                end="",
            )

    with HostProcess(tmp_path) as host, ExitStack() as stack:
        room = host.open_room()
        pollers = Pollers(host, room)
        stack.callback(pollers.leave)
        assert pollers.ask()[2] == ["welcome", "room", "mine"]
        costs = []
        for what in ("nothing new", "nothing new", "a new question"):
            if what != "nothing new":
                question = host.put_question(room["id"], CHOICE)
                order = {"command_id": "1", "name": "pick", "body": {"question": question}}
                host.ask("POST", f"api/rooms/{room['id']}/commands", order)
            cpu, passed, kinds = pollers.ask()
            assert ("question" in kinds) is (what != "nothing new")
            show(what, cpu, passed)
            costs.append(cpu)
        assert host.ask("GET", f"api/rooms/{room['id']}/gauges")["here"] == STUDENTS
    assert max(costs) < EVERY / 2
