"""Questions that are in use, by their hashes."""

from __future__ import annotations

from collections.abc import Sequence

from pylq_ext.domain.question import Asset
from pylq_ext.ports.room_store import RoomStore, StoredQuestion


class QuestionShelf:
    """Questions never change under their hash, so what was read once is kept."""

    def __init__(self, store: RoomStore) -> None:
        self._store = store
        self.at_hand: dict[str, StoredQuestion] = {}
        # What need not be stored again: hashes, with the rooms that they were sent to.
        self._sent: set[tuple[str, str | None]] = set()

    async def put(
        self,
        question: StoredQuestion,
        assets: Sequence[Asset] = (),
        room: str | None = None,
    ) -> None:
        """Store a question with all that it shows, as sent to a room."""
        if (question.hash, room) not in self._sent:
            await self._store.put_question(question, assets, room)
            self.at_hand[question.hash] = question
            self._sent.add((question.hash, room))

    async def get(self, question_hash: str) -> StoredQuestion | None:
        """Return the question of that hash, or None."""
        if question_hash not in self.at_hand:
            question = await self._store.question(question_hash)
            if question is None:
                return None
            self.at_hand[question_hash] = question
        return self.at_hand[question_hash]
