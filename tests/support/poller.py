"""A participant without a socket at the service's door, and what anybody holds of a lesson."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from pylq_ext.protocol.messages import Ack, Poll, PostedCommand
from tests.support.lesson import Client, Lesson


class Holdings:
    """The newest document of each kind, and all facts: what a client makes of what it is told."""

    def __init__(self) -> None:
        self.welcome: Any = None
        self.goodbye: Any = None
        #: By kind: `room`, `mine`, `feedback`, `gauges`.
        self.documents: dict[str, Any] = {}
        #: By hash, because a question never changes under its own.
        self.questions: dict[str, Any] = {}
        self.facts: list[Any] = []
        self.feed_to = 0

    def take(self, messages: Iterable[Any]) -> None:
        """Take what was told, in order."""
        for message in messages:
            kind = message["type"]
            if kind == "welcome":
                if self.welcome is not None and self.welcome["epoch"] != message["epoch"]:
                    self.__init__()  # type: ignore[misc]  # all that was held is worth nothing
                self.welcome = message
            elif kind == "goodbye":
                self.goodbye = message
            elif kind == "question":
                self.questions[message.get("hash", message["face"])] = message
            elif kind == "feed":
                assert message["after"] == self.feed_to, "the feed has no gap and no repeat"
                self.facts += message["facts"]
                self.feed_to = message["to"]
            elif kind in ("room", "mine", "feedback", "gauges"):
                self.documents[kind] = message

    @property
    def held(self) -> dict[str, Any]:
        """What a poll says is held."""
        if self.welcome is None:
            return {}
        room = self.documents["room"]
        held = {"epoch": self.welcome["epoch"], "room": room["version"], "feed": self.feed_to}
        current = room["round"] or {}
        name = current.get("question", current.get("face", ""))
        if name in self.questions:
            held["question"] = name
        if "mine" in self.documents:
            held["mine"] = self.documents["mine"]["version"]
        if "feedback" in self.documents:
            feedback = self.documents["feedback"]
            held["feedback"] = {key: feedback[key] for key in ("round", "amendment")}
        if "gauges" in self.documents:
            held["gauges"] = self.documents["gauges"]
        return held

    def on_screen(self) -> dict[str, Any]:
        """All that a person can be shown."""
        room = self.documents.get("room")
        current = (room or {}).get("round") or {}
        reveal = (room or {}).get("reveal") or {}
        feedback = self.documents.get("feedback")
        mine = self.documents.get("mine")
        counts = mine and mine["round"] == current.get("id") and (mine["number"] or mine["late"])
        return {
            "room": room,
            "question": self.questions.get(current.get("question", current.get("face", ""))),
            # Without its version: one that says the same may have come earlier.
            "mine": {**mine, "version": None} if mine and counts else None,
            "name": mine["name"] if mine else None,
            "feedback": feedback if feedback and feedback["round"] == reveal.get("round") else None,
            "gauges": self.documents.get("gauges"),
            "facts": self.facts,
        }


class Poller:
    """Somebody who only asks and orders by HTTP, in the seat of a client that may not come in."""

    def __init__(self, lesson: Lesson, client: Client) -> None:
        self.lesson = lesson
        self.client = client
        self.holdings = Holdings()
        self.visits = lesson.service.visits

    async def poll(self, *, present: bool = True, **held: Any) -> list[Any]:
        """Ask for what is new, again until that is all, and return it; `held` adds to the truth."""
        told, more = [], True
        while more:
            body = {"held": self.holdings.held | held, "present": present}
            poll = msgspec.json.decode(json.dumps(body), type=Poll)
            answer = json.loads(
                await self.visits.poll(self.lesson.room, self.client.ticket.text, poll)
            )
            self.holdings.take(answer["messages"])
            told += answer["messages"]
            more = answer["more"]
        return told

    async def order(self, command_id: str, name: str, seen: int | None = None, **body: Any) -> Ack:
        """Give an order and return its ack."""
        posted: dict[str, Any] = {"command_id": command_id, "name": name, "body": body}
        posted |= {} if seen is None else {"seen": seen}
        return await self.visits.order(
            self.lesson.room,
            self.client.ticket.text,
            msgspec.json.decode(json.dumps(posted), type=PostedCommand),
        )

    async def document(self, kind: str, after: int = 0) -> Any:
        """Return one document."""
        ticket = self.client.ticket.text
        return json.loads(await self.visits.document(self.lesson.room, ticket, kind, after))
