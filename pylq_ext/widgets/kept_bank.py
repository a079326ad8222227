"""The bank of a room while the lesson goes on, and its author with it."""

from __future__ import annotations

from typing import Any

from pylq_ext.banks.bank import Bank
from pylq_ext.banks.notebook import open_bank
from pylq_ext.domain.errors import InvalidInput
from pylq_ext.widgets.bank_list import BankList
from pylq_ext.widgets.host import Host


class KeptBank:
    """A bank and its list at the host; both are as they were until somebody looks.

    Rounds are not touched by it: each has the copy that was picked. Raises as `BankList` does.
    """

    def __init__(self, host: Host, room: str, bank: Bank) -> None:
        self._host = host
        self._room = room
        self._bank = bank
        self._list = BankList(host, room, bank)
        # What is wrong with the file is told once, and not whenever somebody looks.
        self._told = ""

    @property
    def bank(self) -> Bank:
        """The bank as it was last read."""
        return self._bank

    @property
    def message(self) -> dict[str, Any]:
        """The protocol's `bank` message about it."""
        return self._list.message

    def look(self, *, quietly: bool = False) -> bool:
        """Read the bank anew if its files were written since, and tell whether it was.

        It stays as it is where that fails. Raises InvalidInput if its file cannot be read, but
        only once for each reason, and never if `quietly`; and whatever `BankList` raises.
        """
        if not self._bank.changed:
            return False
        try:
            bank = open_bank(self._bank.path)
        except InvalidInput as error:
            if quietly or str(error) == self._told:
                return False
            self._told = str(error)
            raise InvalidInput(str(error), **{**error.params, "code": "bank_unreadable"}) from None
        self._list = BankList(self._host, self._room, bank, self._list)
        self._bank = bank
        self._told = ""
        return True
