from __future__ import annotations

from collections.abc import Iterator

import pytest

from pylq_ext.widgets import loop_thread
from tests.unit.widgets.live_host import LiveHost


@pytest.fixture(scope="session")
def live_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveHost]:
    host = LiveHost(tmp_path_factory.mktemp("host"))
    yield host
    loop_thread.shared().stop()
    host.stop()


@pytest.fixture
def kernel(live_host: LiveHost, monkeypatch: pytest.MonkeyPatch) -> LiveHost:
    """This process as a kernel of the live host."""
    for name, value in live_host.environment.items():
        monkeypatch.setenv(name, value)
    return live_host
