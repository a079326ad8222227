"""Settings: every one is listed, with what it does."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pylq_ext.extension import PyLiveQuestions


@pytest.fixture(scope="module")
def help_text() -> str:
    asked = [
        sys.executable,
        "-c",
        "from pylq_ext.extension import main; main()",
        "--help-all",
    ]
    return subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60).stdout


def own_settings() -> list[str]:
    return [
        name
        for name in PyLiveQuestions.class_trait_names(config=True)
        if name in PyLiveQuestions.__dict__
    ]


def test_the_host_has_settings_of_its_own():
    assert set(own_settings()) == {
        "database",
        "key_file",
        "ticket_seconds",
        "failed_joins_per_minute",
        "kernel_owner",
        "door_port",
        "door_hosts",
        "door_linger",
        "orders_per_second",
        "store_class",
    }


@pytest.mark.parametrize("name", own_settings())
def test_help_all_lists_every_setting_with_what_it_does(help_text: str, name: str):
    listed = f"--PyLiveQuestions.{name}="
    assert listed in help_text
    told = help_text.split(listed, 1)[1].splitlines()[1:3]
    assert any(line.startswith("    ") and len(line.split()) > 3 for line in told)
