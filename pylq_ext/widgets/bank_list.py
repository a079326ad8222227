"""A bank at a room's host: its questions sent there, and the list from which a view picks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.domain.errors import InvalidInput
from pylq_ext.widgets.host import Host


class BankList:
    """The questions of a bank with the hashes that the host gave them; it is sent when made.

    So a view can pick any of them without its kernel. `message` is the protocol's `bank` message.
    What is as it was in the `earlier` list is not sent again.
    Raises NoHost, Denied, NoSuchRoom, RoomClosed or Busy.
    """

    def __init__(self, host: Host, room: str, bank: Bank, earlier: BankList | None = None) -> None:
        self._earlier = earlier._hashes if earlier is not None else {}
        self._hashes: dict[str, tuple[Asked, str]] = {}
        lines = [self._line(host, room, question) for question in bank]
        self.message: dict[str, Any] = {"type": "bank", "title": bank.title, "questions": lines}

    def _line(self, host: Host, room: str, question: BankQuestion) -> dict[str, Any]:
        line: dict[str, Any] = {
            "number": question.number,
            "title": question.title,
            "kind": "",
            "tags": list(question.tags),
            "hash": None,
            "bank": question.bank,
            "cell": question.id,
            "problem": None,
        }
        if question.broken:
            first = question.problems[0]
            return line | {"problem": f"Line {first.line}: {first.message}"}
        line["kind"] = str(question.kind)
        try:
            line["hash"] = self._hash(host, room, question)
        except InvalidInput as refused:
            # Another version of the host may refuse what this one accepts.
            return line | {"problem": str(refused)}
        return line

    def _hash(self, host: Host, room: str, question: BankQuestion) -> str:
        asked = from_bank(question)
        before, hash_ = self._earlier.get(question.id, (None, ""))
        if asked != before:
            hash_ = put_question(host, room, asked)
        self._hashes[question.id] = (asked, hash_)
        return hash_


@dataclass(frozen=True, slots=True)
class Asked:
    """A question cell by value; `bank` and `cell` say where it is from, if from a bank."""

    source: str
    attachments: Mapping[str, Any] = field(default_factory=dict)
    bank: str | None = None
    cell: str | None = None


def from_bank(question: BankQuestion) -> Asked:
    """Return a bank's question by value."""
    return Asked(question.source, question.attachments, question.bank, question.id)


def put_question(host: Host, room: str, asked: Asked) -> str:
    """Send a question to a room and return its hash; InvalidQuestion if the host refuses it."""
    body = {
        "source": asked.source,
        "attachments": dict(asked.attachments),
        "bank": asked.bank,
        "cell": asked.cell,
    }
    answer = host.request("PUT", f"api/rooms/{room}/questions", body, again=True)
    return str(answer.content["hash"])
