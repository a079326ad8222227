"""Times as Python has them: the wire's are milliseconds since the epoch (UTC)."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(milliseconds: int) -> datetime:
    """Return a time of the wire as an aware one, in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
