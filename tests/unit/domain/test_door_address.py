"""Where a door listens, as it is written, kept and read."""

from __future__ import annotations

import pytest

from pylq_ext.domain.door_address import EVERYWHERE, LOOPBACK, DoorAddress
from pylq_ext.domain.errors import InvalidInput


@pytest.mark.parametrize("text", ["127.0.0.1:0", "0.0.0.0:8765", "192.168.1.5:65535", "[::1]:80"])
def test_it_is_read_as_it_was_written(text: str):
    assert str(DoorAddress.read(text)) == text


@pytest.mark.parametrize(
    "text", ["", "8765", "localhost:80", "1.2.3.4", "1.2.3.4:", "1.2.3.4:-1", "1.2.3.4:65536"]
)
def test_what_is_none_is_refused(text: str):
    with pytest.raises(InvalidInput):
        DoorAddress.read(text)


def test_all_ipv6_interfaces_are_no_address_because_ipv4_would_be_left_out():
    with pytest.raises(InvalidInput, match="no IP address"):
        DoorAddress("::", 80)


def test_only_where_doors_listen_by_themselves_is_private():
    assert DoorAddress(LOOPBACK, 1).is_private
    assert not DoorAddress("127.0.0.2", 1).is_private
    assert not DoorAddress(EVERYWHERE, 1).is_private
    assert DoorAddress(EVERYWHERE, 1).is_everywhere
