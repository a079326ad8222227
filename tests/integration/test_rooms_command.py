"""`pylq rooms`, as a person and as a program run it, on a real server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.host_process import HostProcess


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    with HostProcess(tmp_path_factory.mktemp("host")) as host:
        yield host


def pylq(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER", "JPY_", "PYLQ_"))
    }
    # Found by no accident: a folder in which no running server is noted.
    nowhere = {"JUPYTER_RUNTIME_DIR": os.devnull}
    return subprocess.run(
        [sys.executable, "-m", "pylq_ext.cli", *arguments],
        env=inherited | nowhere | variables,
        capture_output=True,
        text=True,
    )


def rooms(host: HostProcess, *arguments: str) -> str:
    done = pylq("rooms", "--url", host.server_url, *arguments, PYLQ_TOKEN=host.token)
    assert done.returncode == 0, done.stderr
    return done.stdout


def listed(host: HostProcess) -> dict[str, str]:
    lines = json.loads(rooms(host, "list", "--json"))
    return {line["id"]: line["phase"] for line in lines}


def test_a_room_is_opened_listed_and_closed(host: HostProcess):
    said = rooms(host, "open", "Thursday")
    code = re.search(r"The room 'Thursday' is open\. Its join code is ([A-Z]+-\d{3})\.", said)
    assert code is not None
    room = said.strip().rpartition(" ")[2]
    assert listed(host)[room] == "waiting"
    assert re.search(rf"{room}  {code[1]} +waiting +\d{{4}}-.*Thursday", rooms(host, "list"))
    assert rooms(host, "close", room) == "The room 'Thursday' is closed.\n"
    assert listed(host)[room] == "closed"


def test_the_same_name_is_another_room_unless_it_is_entered(host: HostProcess):
    first = json.loads(rooms(host, "open", "Twice", "--json"))
    second = json.loads(rooms(host, "open", "Twice", "--json"))
    assert first["id"] != second["id"]
    entered = json.loads(rooms(host, "open", "Twice", "--enter", "--json"))
    assert entered["id"] in (first["id"], second["id"])


def test_a_room_is_closed_by_its_join_code(host: HostProcess):
    room = json.loads(rooms(host, "open", "By code", "--json"))
    assert "is closed" in rooms(host, "close", room["code"].lower())
    assert listed(host)[room["id"]] == "closed"


def test_the_link_of_the_browser_is_enough(host: HostProcess):
    link = f"{host.server_url}lab/tree/lecture.ipynb?token={host.token}"
    done = pylq("rooms", "--url", link, "list", "--json")
    assert done.returncode == 0, done.stderr
    assert isinstance(json.loads(done.stdout), list)


def test_the_one_running_server_is_found(host: HostProcess):
    runtime = str(host.folder / "runtime")
    done = pylq("rooms", "list", "--json", JUPYTER_RUNTIME_DIR=runtime)
    assert done.returncode == 0, done.stderr
    assert {line["id"] for line in json.loads(done.stdout)} == set(listed(host))


def test_several_running_servers_are_named(host: HostProcess):
    (noted,) = (host.folder / "runtime").glob("jpserver-*.json")
    another = noted.with_name("jpserver-1.json")
    server = json.loads(noted.read_text()) | {"url": "http://localhost:1/", "pid": os.getpid()}
    another.write_text(json.dumps(server))
    try:
        done = pylq("rooms", "list", JUPYTER_RUNTIME_DIR=str(noted.parent))
    finally:
        another.unlink()
    assert done.returncode == 2
    assert "Several Jupyter Servers are running" in done.stderr
    assert f"pylq rooms --url {host.server_url}" in done.stderr
    assert "pylq rooms --url http://localhost:1/" in done.stderr


def test_in_a_kernel_its_own_server_is_meant(host: HostProcess):
    done = pylq("rooms", "list", PYLQ_URL=host.url, PYLQ_KEY="not the key of this start")
    assert done.returncode == 1
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list"], "No Jupyter Server was found running"),
        (["--url", "http://127.0.0.1:1", "list"], "Nobody answers at http://127.0.0.1:1/pylq/"),
        (["--url", "ftp://somewhere", "list"], "is no address of a Jupyter Server"),
    ],
)
def test_a_server_that_is_not_there_is_told_in_a_sentence(arguments: list[str], said: str):
    done = pylq("rooms", *arguments)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_token_is_told_in_a_sentence(host: HostProcess):
    done = pylq("rooms", "--url", host.server_url, "--token", "wrong", "list")
    assert done.returncode == 1
    assert "does not let you in" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["close", "nothing"], "None of your rooms has"),
        (["open", "  "], "Error: "),
        (["open", "x" * 500], "Error: "),
    ],
)
def test_what_the_host_refuses_is_told_in_a_sentence(
    host: HostProcess, arguments: list[str], said: str
):
    done = pylq("rooms", "--url", host.server_url, *arguments, PYLQ_TOKEN=host.token)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_in_a_name_reaches_the_terminal(host: HostProcess):
    room = host.request("POST", "api/rooms", {"name": "a\u202eb"})
    if room.status == 201:
        assert "\u202e" not in rooms(host, "list")


def test_a_room_cannot_be_closed_twice(host: HostProcess):
    room = json.loads(rooms(host, "open", "Once", "--json"))["id"]
    rooms(host, "close", room)
    done = pylq("rooms", "--url", host.server_url, "close", room, PYLQ_TOKEN=host.token)
    assert done.returncode == 1
    assert "is closed already" in done.stderr


def test_the_commands_of_a_help_page_need_no_server():
    for command in ([], ["list"], ["open"], ["close"]):
        assert pylq("rooms", *command, "--help").returncode == 0
