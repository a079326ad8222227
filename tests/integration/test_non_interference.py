"""Until the reveal nothing that reaches a student depends on the key.

The same lesson is played twice, with the same ids, clock and dice, from two banks that differ only
in key and feedback. Every byte that every student gets, by socket or HTTP, must be the same.
"""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pylq_ext.domain.question import Kind
from pylq_ext.ports.room_store import StoredQuestion
from tests.support.fixed import secret
from tests.support.plain_host import Answered, Change, PlainHost, plain_host
from tests.support.raw_client import RawClient, raw_socket

# -- questions: a face, and two keys for it --------------------------------------------------------


@dataclass(frozen=True)
class Sealed:
    """What only feedback tells: by position the right options, and the texts about them."""

    right: frozenset[int] = frozenset()
    setting: str = ""
    notes: tuple[str, ...] = ()
    explanation: str = ""
    model_answer: str = ""


@dataclass(frozen=True)
class Asked:
    """A question's face, and its key in either bank."""

    kind: Kind
    title: str
    options: tuple[str, ...]
    keys: tuple[Sealed, Sealed]

    def cell(self, bank: int) -> str:
        """The cell's source in one of the banks."""
        key = self.keys[bank]
        lines = [f"### {self.title}", ""]
        if self.kind is Kind.OPEN:
            lines += ["<!-- pylq: open -->", ""]
            if key.model_answer:
                lines += [f"> **Model answer.** {key.model_answer}", ""]
        else:
            words = ["multiple"] if self.kind is Kind.MULTIPLE else []
            words += [key.setting] if key.setting else []
            lines += [f"<!-- pylq: {' '.join(words)} -->", ""] if words else []
            for position, option in enumerate(self.options):
                lines.append(f"- [{'x' if position in key.right else ' '}] {option}")
                if key.notes[position]:
                    lines.append(f"  > {key.notes[position]}")
            lines.append("")
        if key.explanation:
            lines += [f"> {key.explanation}", ""]
        return "\n".join(lines)

    def answer(self, choice: int) -> str | list[str]:
        """One of the answers that this question takes."""
        if self.kind is Kind.OPEN:
            return f"answer {choice}"
        ids = [chr(ord("a") + position) for position in range(len(self.options))]
        if self.kind is Kind.SINGLE:
            return ids[choice % len(ids)]
        return [one for position, one in enumerate(ids) if (choice + 1) >> position & 1] or ["a"]


words = st.text("abcdefghijklmnopqrstuvwxyzäß", min_size=1, max_size=12)
sentences = st.lists(words, min_size=1, max_size=5).map(" ".join)
perhaps = st.one_of(st.just(""), sentences)


@st.composite
def sealed(draw: st.DrawFn, kind: Kind, options: int) -> Sealed:
    if kind is Kind.OPEN:
        return Sealed(explanation=draw(perhaps), model_answer=draw(perhaps))
    positions = st.integers(0, options - 1)
    setting = draw(st.sampled_from(["", "", "", "poll", "none-right"]))
    right: frozenset[int] = frozenset()
    if not setting:
        several = st.frozensets(positions, min_size=1)
        right = draw(
            several if kind is Kind.MULTIPLE else positions.map(lambda one: frozenset({one}))
        )
    notes = draw(st.tuples(*[perhaps] * options))
    return Sealed(right, setting, notes, draw(perhaps))


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    kind = draw(st.sampled_from(list(Kind)))
    options = draw(st.lists(sentences, min_size=2, max_size=5, unique=True))
    one, other = draw(
        st.tuples(sealed(kind, len(options)), sealed(kind, len(options))).filter(
            lambda pair: pair[0] != pair[1]
        )
    )
    return Asked(kind, draw(sentences), tuple(options), (one, other))


# -- lessons: steps that are the same in both plays ------------------------------------------------

STEPS = ["pick", "again", "undo", "lock", "reopen", "clear", "feedback", "show_round"]
STEPS += 5 * ["answer"] + 2 * ["join", "reload", "tab"]
STEPS += ["repeat", "stale", "wrong", "return", "snoop", "renew"]


@dataclass(frozen=True)
class Step:
    """Something that somebody does; the numbers are used modulo what there is."""

    what: str
    who: int = 0
    choice: int = 0


everybody, choices = st.integers(0, 5), st.integers(0, 30)
steps = st.builds(Step, st.sampled_from(STEPS), everybody, choices)
picks = st.builds(Step, st.just("pick"), st.just(0), choices)
rounds = st.tuples(picks, st.lists(steps, min_size=6, max_size=14)).map(lambda r: [r[0], *r[1]])
lessons = st.lists(rounds, min_size=2, max_size=4).map(lambda several: [*chain(*several)])

#: Its key is the same in both banks, so that revealing it in the middle betrays nothing.
WARM_UP = Asked(
    Kind.SINGLE,
    "warm up",
    ("yes", "no"),
    (Sealed(frozenset({0}), "", ("", "it is")), Sealed(frozenset({0}), "", ("", "it is"))),
)


@dataclass
class Student:
    """One seat with its open sockets, and everything that ever came to it."""

    seat: dict[str, Any]
    tabs: list[RawClient] = field(default_factory=list)
    heard: list[list[str]] = field(default_factory=list)
    #: The last order that was given, to be given again.
    last: tuple[str, object, int, str] | None = None

    @property
    def number(self) -> int:
        """The number of the own attempt, as the newest document says."""
        return int(self.tabs[0].last("mine")["number"])


class Play:
    """One of the two plays of a lesson."""

    def __init__(self, host: PlainHost, questions: list[Asked], bank: int) -> None:
        #: What students got by HTTP.
        self.responses: list[Answered] = []
        self.students: list[Student] = []
        self._host = host
        self._questions = questions
        self._bank = bank
        self._stack = AsyncExitStack()
        self._orders = 0
        self._current: int | None = None

    async def begin(self) -> None:
        """Open the room, send the bank, let the owner and a first student in."""
        self._room = await self._host.ask("POST", "api/rooms", {"name": "Lesson"})
        self._path = f"api/rooms/{self._room['id']}"
        self.sent = [
            await self._host.ask("PUT", f"{self._path}/questions", {"source": one.cell(self._bank)})
            for one in self._questions
        ]
        taken = await self._host.ask("POST", f"{self._path}/tickets", {})
        self._owner = await self._enter(taken["ticket"])
        await self.do(Step("join"))

    async def end(self) -> None:
        """Let everybody go."""
        await self._stack.aclose()

    def transcript(self) -> dict[str, Any]:
        """All that students got so far."""
        return {
            "responses": list(self.responses),
            "frames": [
                [list(texts) for texts in (*student.heard, *(tab.texts for tab in student.tabs))]
                for student in self.students
            ],
        }

    async def do(self, step: Step) -> None:
        """Let one step happen, if it can now, and wait until everyone was told of it."""
        self._host.clock.go_on(0.25)
        match step.what:
            case "pick" | "again":
                await self._pick(step)
            case "undo" | "lock" | "reopen" | "clear":
                await self._owner_does(step.what)
            case "feedback" if self._current == 0:
                await self._owner_does("show_feedback")
            case "show_round":
                # Only rounds of the warm-up were revealed; any other number is refused.
                await self._owner_does("show_round", number=step.choice % 6 + 1)
            case "join":
                await self._join()
            case "answer" | "stale" if self._current is not None:
                await self._answer(step)
            case "wrong" if self._current is not None:
                await self._attempt(self._who(step), {"no": "answer"}, 0)
            case "repeat":
                await self._repeat(self._who(step))
            case "reload" | "return":
                await self._come_back(self._who(step), with_all=step.what == "return")
            case "tab":
                await self._open_tab(self._who(step))
            case "snoop":
                await self._snoop(self._who(step))
            case "renew":
                await self._renew(self._who(step))

    async def reveal(self, question: int) -> list[str]:
        """Pick a question, let everybody answer, and return the feedback that each gets."""
        await self._owner_does("pick", question=question, again=True)
        for who in range(len(self.students)):
            await self._answer(Step("answer", who, who))
        await self._owner_does("show_feedback")
        return [
            next(text for text in reversed(tab.texts) if '"type":"feedback"' in text)
            for student in self.students
            for tab in student.tabs
        ]

    # -- the owner -------------------------------------------------------------------------------

    async def _pick(self, step: Step) -> None:
        question = step.choice % len(self._questions)
        await self._owner_does("pick", question=question, again=step.what == "again")

    async def _owner_does(
        self, name: str, *, question: int | None = None, again: bool = False, number: int = 0
    ) -> None:
        body: dict[str, Any] = {}
        if question is not None:
            body = {"question": self.sent[question]["hash"], "again": again}
        if number:
            body = {"round": number}
        self._orders += 1
        ack = await self._owner.order(
            name,
            body,
            seen=self._owner.last("room")["version"],
            command_id=f"owner {self._orders}",
        )
        if ack["result"] != "ok" or "seen" not in ack:
            # Refused, or so already: nothing has moved.
            return
        for client in (self._owner, *(tab for student in self.students for tab in student.tabs)):
            await client.until(lambda one: one["type"] == "room" and one["version"] >= ack["seen"])
            # Documents of one change come together; what came with the room is here now.
            await client.everything()
        current = self._owner.last("room")["round"]
        self._current = None
        if current is not None:
            hashes = [one["hash"] for one in self.sent]
            self._current = hashes.index(current["question"])

    # -- students --------------------------------------------------------------------------------

    async def _join(self) -> None:
        number = len(self.students)
        body = {"code": self._room["code"], "name": "Ada", "secret": secret(number)}
        answer = await self._host.request("POST", "api/join", body)
        self.responses.append(answer)
        student = Student(answer.json)
        self.students.append(student)
        student.tabs.append(await self._enter(student.seat["ticket"]))

    async def _answer(self, step: Step) -> None:
        assert self._current is not None
        student = self._who(step)
        answer = self._questions[self._current].answer(step.choice)
        behind = 1 if step.what == "stale" else 0
        await self._attempt(student, answer, student.number + behind)

    async def _repeat(self, student: Student) -> None:
        if student.last is not None:
            round_id, answer, replaces, command_id = student.last
            await student.tabs[-1].attempt(round_id, answer, replaces, command_id=command_id)

    async def _attempt(self, student: Student, answer: object, replaces: int) -> None:
        round_id = student.tabs[0].last("room")["round"]["id"]
        self._orders += 1
        student.last = (round_id, answer, replaces, f"student {self._orders}")
        ack = await student.tabs[0].attempt(round_id, answer, replaces, command_id=student.last[3])
        if ack["result"] == "ok":
            for tab in student.tabs:
                await tab.until(lambda one: one["type"] == "mine" and one["number"] >= ack["seen"])

    async def _come_back(self, student: Student, *, with_all: bool) -> None:
        held: dict[str, Any] = {}
        if with_all:
            room = student.tabs[0].last("room")
            held = {"epoch": "epoch", "room": room["version"]}
            if room["round"] is not None:
                held["question"] = room["round"]["face"]
        for tab in student.tabs:
            await tab.leave()
            student.heard.append(tab.texts)
        student.tabs = [await self._enter(student.seat["ticket"], held=held)]

    async def _open_tab(self, student: Student) -> None:
        if len(student.tabs) < 3:
            student.tabs.append(await self._enter(student.seat["ticket"]))

    async def _snoop(self, student: Student) -> None:
        """Try whatever might betray something."""
        ticket = student.seat["ticket"]
        for method, path in (
            ("GET", "api/rooms"),
            ("GET", self._path),
            ("PUT", f"{self._path}/questions"),
            ("GET", f"{self._path}/questions"),
            ("POST", f"{self._path}/close"),
            ("POST", f"{self._path}/tickets"),
            ("GET", self._room["code"]),
        ):
            body: dict[str, Any] | None = None if method == "GET" else {}
            self.responses.append(await self._host.request(method, path, body, ticket=ticket))
        for name in ("show_feedback", "lock", "no_such_order"):
            self._orders += 1
            await student.tabs[0].order(name, seen=1, command_id=f"snoop {self._orders}")

    async def _renew(self, student: Student) -> None:
        body = {"seat": student.seat["seat"], "secret": secret(self.students.index(student))}
        answer = await self._host.request("POST", f"{self._path}/tickets", body)
        self.responses.append(answer)
        for tab in student.tabs:
            await tab.say({"type": "renew", "ticket": answer.json["ticket"]})
            await tab.everything()

    def _who(self, step: Step) -> Student:
        return self.students[step.who % len(self.students)]

    async def _enter(self, ticket: str, **fields: Any) -> RawClient:
        client = await self._stack.enter_async_context(
            raw_socket(self._host.socket_url(self._room["id"]))
        )
        welcome = await client.hello(ticket, **fields)
        # The last of what comes after a welcome.
        await client.first("mine" if welcome["role"] == "attendee" else "gauges")
        return client


@dataclass
class Played:
    """What came of a play: the questions as sent, all that students got, and the feedback."""

    sent: list[dict[str, Any]]
    until_the_reveal: dict[str, Any]
    feedback: list[str]


async def play(
    questions: list[Asked], lesson: list[Step], bank: int, change: Change | None = None
) -> Played:
    """Play a lesson from one of the banks, and reveal its second question in the end."""
    with tempfile.TemporaryDirectory() as folder:
        async with plain_host(Path(folder), change) as host:
            playing = Play(host, questions, bank)
            try:
                await playing.begin()
                for step in lesson:
                    await playing.do(step)
                until_the_reveal = playing.transcript()
                return Played(playing.sent, until_the_reveal, await playing.reveal(1))
            finally:
                await playing.end()


async def both(
    questions: list[Asked], lesson: list[Step], change: Change | None = None
) -> tuple[Played, Played]:
    return (
        await play(questions, lesson, 0, change),
        await play(questions, lesson, 1, change),
    )


@settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(asked(), min_size=1, max_size=3), lessons)
def test_until_the_reveal_no_byte_that_a_student_gets_depends_on_the_key(
    questions: list[Asked], lesson: list[Step]
):
    one, other = asyncio.run(both([WARM_UP, *questions], lesson))
    for sent, as_well in zip(one.sent[1:], other.sent[1:], strict=True):
        # The banks differ in what they should differ in, and in nothing else.
        assert sent["face"] == as_well["face"]
        assert sent["hash"] != as_well["hash"]
    assert one.until_the_reveal == other.until_the_reveal
    # And the keys do reach the students in the end, so there was something to hide.
    assert len(one.feedback) == len(other.feedback) >= 1
    assert one.feedback != other.feedback


# -- the control: planted keys ---------------------------------------------------------------------

CHOICE = Asked(
    Kind.SINGLE,
    "which one",
    ("one", "two", "three"),
    (
        Sealed(frozenset({0}), "", ("", "not this", ""), "it is the first"),
        Sealed(frozenset({2}), "", ("", "not this", ""), "it is the third one"),
    ),
)

LESSON = [
    Step("join"),
    Step("pick", choice=1),
    Step("answer", 0, 0),
    Step("answer", 1, 2),
    Step("reload", 1),
    Step("lock"),
    Step("snoop", 0),
]


def in_the_prompt(stored: StoredQuestion) -> StoredQuestion:
    question = stored.question
    right = ",".join(sorted(question.key.right or ()))
    face = replace(question.face, prompt=f"{question.face.prompt}<!-- {right} -->")
    return replace(stored, question=replace(question, face=face))


def in_the_order_of_options(stored: StoredQuestion) -> StoredQuestion:
    question = stored.question
    right = question.key.right or frozenset()
    options = sorted(question.face.options, key=lambda option: option.id not in right)
    face = replace(question.face, options=tuple(options))
    return replace(stored, question=replace(question, face=face))


def in_a_length(stored: StoredQuestion) -> StoredQuestion:
    question = stored.question
    padding = " " * len(question.key.explanation)
    face = replace(question.face, prompt=question.face.prompt + padding)
    return replace(stored, question=replace(question, face=face))


def in_the_faces_hash(stored: StoredQuestion) -> StoredQuestion:
    return replace(stored, face=stored.hash)


@pytest.mark.parametrize(
    "planted", [in_the_prompt, in_the_order_of_options, in_a_length, in_the_faces_hash]
)
def test_control_a_planted_key_is_found(planted: Change):
    questions = [WARM_UP, CHOICE]
    one, other = asyncio.run(both(questions, LESSON))
    assert one.until_the_reveal == other.until_the_reveal
    one, other = asyncio.run(both(questions, LESSON, planted))
    assert one.until_the_reveal != other.until_the_reveal
