"""Live questions for classes that work in Jupyter."""

from __future__ import annotations

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    # Imported here: a kernel that only shows widgets needs no server.
    from pylq_ext.extension import PyLiveQuestions

    return [{"module": "pylq_ext.extension", "app": PyLiveQuestions}]
