"""By which names a request may call this computer."""

from __future__ import annotations

import socket

import pytest

from pylq_ext.handlers.door_rules import DoorRules

RULES = DoorRules.of_this_computer(["Quiz.Example.edu"])


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8765",
        "127.0.0.1",
        "192.168.1.5:8765",
        "[::1]:8765",
        "[fe80::1]",
        "quiz.example.edu",
        "quiz.example.edu.:8765",
        socket.gethostname(),
        f"{socket.gethostname().partition('.')[0]}.local:8765",
    ],
)
def test_own_names_and_ip_addresses_are_let_in(host: str):
    assert RULES.is_own(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8765",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example/127.0.0.1",
        "127.0.0.1@evil.example",
        "127.0.0.1:8765:1",
        "127.0.0.1:x",
        "[::1",
        "[evil]",
        "localhost evil.example",
        "localhost\n",
    ],
)
def test_every_other_name_is_refused(host: str):
    assert not RULES.is_own(host)


def test_an_empty_name_among_the_settings_lets_nobody_in():
    assert not DoorRules.of_this_computer([""]).is_own("")
