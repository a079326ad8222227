"""The formats that a bank can be written in."""

from __future__ import annotations

from typing import Any, Final

from pylq_ext.interchange.gift_writer import GIFT
from pylq_ext.interchange.jupyterquiz_writer import JUPYTERQUIZ
from pylq_ext.interchange.moodle_writer import MOODLE_XML
from pylq_ext.interchange.qti_package_writer import QTI
from pylq_ext.interchange.table_writer import TABLE
from pylq_ext.interchange.target_format import Target

TARGETS: Final[tuple[Target[Any], ...]] = (GIFT, JUPYTERQUIZ, MOODLE_XML, QTI, TABLE)


def target_for(end: str) -> Target[Any] | None:
    """Return the format of files whose names end so, in any case; None if there is none."""
    return next((target for target in TARGETS if target.end == end.lower()), None)
