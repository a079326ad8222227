"""The documents of one room as JSON, each encoded once for all who see the same bytes."""

from __future__ import annotations

from pylq_ext.domain.room import Role
from pylq_ext.ports.room_store import StoredQuestion
from pylq_ext.protocol.codec import encode
from pylq_ext.protocol.messages import Held
from pylq_ext.service import documents
from pylq_ext.service.room_state import RoomState


class EncodedRoom:
    """Keeps what was encoded for as long as the room's version stays.

    To be asked only while the room's state is complete: feedback counts the round's attempts.
    """

    def __init__(self, state: RoomState) -> None:
        self._state = state
        # What `_encoded` was made of, by role and kind; None for what there is not.
        self._version: int | None = None
        self._encoded: dict[tuple[Role, str], bytes | None] = {}

    def get(self, role: Role, kind: str) -> bytes | None:
        """Return the `room`, `question` or `feedback` that a role sees; None if there is none."""
        if self._version != self._state.room.version:
            self._version = self._state.room.version
            self._encoded.clear()
        if (role, kind) not in self._encoded:
            document = self._document(role, kind)
            self._encoded[role, kind] = None if document is None else encode(document)
        return self._encoded[role, kind]

    def mine(self, seat: str) -> bytes:
        """Return a seat's own document."""
        return encode(documents.mine(self._state, self._state.seats[seat]))

    def beyond(self, role: Role, seat: str, held: Held) -> dict[str, bytes]:
        """Return by kind what there is for a seat now beyond what it holds already."""
        state, question = self._state, self._question()
        wanted = []
        if held.room != state.room.version:
            wanted.append("room")
        # An attendee's hash is the face's alone: whether another one is right is not told,
        # because a guess at the hash of everything is a guess at the key.
        if question and held.question != _name_of(question, role):
            wanted.append("question")
        if held.feedback != documents.reveal(state):
            wanted.append("feedback")
        found = {kind: self.get(role, kind) for kind in wanted}
        encoded = {kind: document for kind, document in found.items() if document is not None}
        if role is not Role.OWNER:
            mine = documents.mine(state, state.seats[seat])
            if held.mine != mine.version:
                encoded["mine"] = encode(mine)
        return encoded

    def _document(self, role: Role, kind: str) -> object | None:
        is_owner = role is Role.OWNER
        if kind == "room":
            make = documents.owner_room if is_owner else documents.attendee_room
            return make(self._state)
        if kind == "feedback":
            return documents.feedback(self._state)
        question = self._question()
        if question is None:
            return None
        ask = documents.owner_question if is_owner else documents.attendee_question
        return ask(question)

    def _question(self) -> StoredQuestion | None:
        current = self._state.current
        return self._state.questions[current.question] if current else None


def _name_of(question: StoredQuestion, role: Role) -> str:
    return question.hash if role is Role.OWNER else question.face
