"""Why a demo cannot go on."""

from __future__ import annotations

from pylq_ext.domain.errors import PyLQError


class DemoTrouble(PyLQError):
    """The demo cannot go on; the message says why, and what to do."""

    code = "demo_trouble"
