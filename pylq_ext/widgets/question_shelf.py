"""The questions that a room has asked, with their keys, for whoever owns it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from pylq_ext.domain.question import Face, Key
from pylq_ext.protocol.documents import OwnerQuestion
from pylq_ext.widgets.host import Host
from pylq_ext.widgets.shown_question import face_of


class QuestionShelf:
    """Finds a question by its hash: among those that came by the socket, or at the host.

    So every round of a room is known, whichever bank it was picked from, also after a restart.
    """

    def __init__(self, host: Host, room: str) -> None:
        self._host = host
        self._room = room
        self._fetched: dict[str, OwnerQuestion] = {}

    def find(self, question: str, came: Mapping[str, OwnerQuestion]) -> tuple[Face, Key]:
        """Return the face and the key that was picked with it; `came` is what the socket brought.

        Raises NoSuchQuestion, NoHost, Busy, or InvalidInput for a kind not known here.
        """
        document = came.get(question) or self._fetched.get(question)
        if document is None:
            path = f"api/rooms/{self._room}/questions/{question}"
            content = self._host.request("GET", path, again=True).content
            document = msgspec.convert(content, OwnerQuestion)
            self._fetched[question] = document
        right = None if document.right is None else frozenset(document.right)
        key = Key(
            right, document.notes, document.explanation, document.model_answer, document.forms
        )
        return face_of(document), key
