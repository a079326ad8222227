"""Questions that are in use, by their hashes."""

from __future__ import annotations

from pylq_ext.ports.room_store import RoomStore, StoredQuestion


class QuestionShelf:
    """Questions never change under their hash, so what was read once is kept."""

    def __init__(self, store: RoomStore) -> None:
        self._store = store
        self.at_hand: dict[str, StoredQuestion] = {}

    async def put(self, question: StoredQuestion) -> None:
        """Store a question."""
        if question.hash not in self.at_hand:
            await self._store.put_question(question)
            self.at_hand[question.hash] = question

    async def get(self, question_hash: str) -> StoredQuestion | None:
        """Return the question of that hash, or None."""
        if question_hash not in self.at_hand:
            question = await self._store.question(question_hash)
            if question is None:
                return None
            self.at_hand[question_hash] = question
        return self.at_hand[question_hash]
