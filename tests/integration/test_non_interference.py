"""Until the reveal nothing that reaches a student depends on the key.

The same lesson is played twice, with the same ids, clock and dice, from two banks that differ only
in key and feedback. Every byte that every student gets, by socket or HTTP, must be the same.
"""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pylq_ext.domain.question import Kind, option_id
from pylq_ext.ports.room_store import StoredQuestion
from tests.support.fixed import secret
from tests.support.images import bundle, png
from tests.support.plain_host import Answered, Change, PlainHost, plain_host
from tests.support.poller import Holdings
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
    #: The shade of an image in the explanation.
    picture: int | None = None
    #: What a typed answer is compared with; `right` and `notes` are theirs.
    forms: tuple[str, ...] = ()
    #: In which order the options belong, or which target belongs to each.
    order: tuple[int, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question's face, and its key in either bank."""

    kind: Kind
    title: str
    options: tuple[str, ...]
    keys: tuple[Sealed, Sealed]
    #: The shade of an image in the prompt.
    picture: int | None = None

    def attachments(self, bank: int) -> dict[str, Any]:
        """The cell's attachments in one of the banks."""
        shown = {"asked.png": self.picture, "told.png": self.keys[bank].picture}
        return {
            name: bundle(png(shade=shade)) for name, shade in shown.items() if shade is not None
        }

    def cell(self, bank: int) -> str:
        """The cell's source in one of the banks."""
        key = self.keys[bank]
        lines = [f"### {self.title}", ""]
        if self.picture is not None:
            lines += ["![what is asked about](attachment:asked.png)", ""]
        if self.kind in SPECIAL:
            lines += [*self._special(key), ""]
        elif self.kind is Kind.OPEN:
            lines += ["<!-- pylq: open -->", ""]
            if key.model_answer:
                lines += [f"> **Model answer.** {key.model_answer}", ""]
        else:
            words = ["multiple"] if self.kind is Kind.MULTIPLE else []
            words += [key.setting] if key.setting else []
            lines += [f"<!-- pylq: {' '.join(words)} -->", ""] if words else []
            for position, option in enumerate(key.forms or self.options):
                lines.append(f"- [{'x' if position in key.right else ' '}] {option}")
                if key.notes[position]:
                    lines.append(f"  > {key.notes[position]}")
            lines.append("")
        if key.explanation:
            lines += [f"> {key.explanation}", ""]
        if key.picture is not None:
            lines += ["> ![why](attachment:told.png)", ""]
        return "\n".join(lines)

    def _special(self, key: Sealed) -> list[str]:
        """What stands between the prompt and the explanation, where `right` is an order."""
        if self.kind is Kind.SCALE:
            return ["<!-- pylq: scale=1..5 -->"]
        if self.kind is Kind.WORDS:
            return ["<!-- pylq: words -->"]
        if self.kind is Kind.PLACE:
            lines = ["![where](attachment:asked.png)", "", "<!-- pylq: place -->", ""]
            for position, form in enumerate(key.forms):
                lines.append(f"- [{'x' if position in key.right else ' '}] {form}")
                lines += [f"  > {key.notes[position]}"] if key.notes[position] else []
            return lines
        if self.kind is Kind.BLANKS:
            lines = ["Here ___ and `there ___`.", "", "<!-- pylq: blanks -->", ""]
            for name in ("one", "two"):
                lines.append(f"1. {name}")
                for position, form in enumerate(key.forms):
                    ticked = "x" if position in key.right else " "
                    lines.append(f"   - [{ticked}] {form}")
                    lines += [f"     > {key.notes[position]}"] if key.notes[position] else []
            return lines
        setting = f" {key.setting}" if key.setting else ""
        lines = [f"<!-- pylq: {self.kind}{setting} -->", ""]
        if self.kind is Kind.ORDERING:
            placed = [self.options[position] for position in key.order]
        else:
            # The same options in both banks, and their targets in another order.
            lines += [f"- {one}" for one in self.options] if key.setting == "poll" else []
            pairs = zip(self.options, key.order, strict=True)
            placed = [f"{one} → target {position}" for one, position in pairs]
            if key.setting == "poll":
                placed = [f"→ target {position}" for position in key.order]
        for item, note in zip(placed, key.notes, strict=True):
            lines.append(f"- {item}")
            lines += [f"  > {note}"] if note and key.setting != "poll" else []
        return lines

    def answer(self, choice: int) -> str | float | list[str]:
        """One of the answers that this question takes."""
        count = len(self.options)
        if self.kind is Kind.ORDERING:
            letters = [option_id(position) for position in range(count)]
            return [*letters[choice % count :], *letters[: choice % count]]
        if self.kind is Kind.MATCHING:
            return [str((choice + position) % count + 1) for position in range(count)]
        if self.kind is Kind.BLANKS:
            return [f"answer {choice}", str(choice)]
        if self.kind is Kind.SCALE:
            return str(choice % 5 + 1)
        if self.kind is Kind.WORDS:
            return [f"word {choice}", "word"]
        if self.kind is Kind.PLACE:
            return f"{choice} {choice}"
        if self.kind is Kind.NUMBER:
            return float(choice)
        if self.kind in (Kind.OPEN, Kind.SHORT):
            return f"answer {choice}"
        ids = [chr(ord("a") + position) for position in range(len(self.options))]
        if self.kind is Kind.SINGLE:
            return ids[choice % len(ids)]
        return [one for position, one in enumerate(ids) if (choice + 1) >> position & 1] or ["a"]


#: Kinds whose cells are written in another way than options with boxes.
SPECIAL = {Kind.ORDERING, Kind.MATCHING, Kind.BLANKS, Kind.SCALE, Kind.WORDS, Kind.PLACE}

words = st.text("abcdefghijklmnopqrstuvwxyzäß", min_size=1, max_size=12)
sentences = st.lists(words, min_size=1, max_size=5).map(" ".join)
perhaps = st.one_of(st.just(""), sentences)
# What is shown after the reveal only is shown by no face.
pictures_asked = st.one_of(st.none(), st.integers(0, 3))
pictures_told = st.one_of(st.none(), st.integers(4, 7))


@st.composite
def sealed(draw: st.DrawFn, kind: Kind, options: int) -> Sealed:
    if kind is Kind.OPEN:
        return Sealed(
            explanation=draw(perhaps), model_answer=draw(perhaps), picture=draw(pictures_told)
        )
    if kind in (Kind.SCALE, Kind.WORDS):
        return Sealed(explanation=draw(perhaps), picture=draw(pictures_told))
    positions = st.integers(0, options - 1)
    if kind in (Kind.ORDERING, Kind.MATCHING):
        return Sealed(
            setting=draw(st.sampled_from(["", "", "", "poll"])),
            notes=draw(st.tuples(*[perhaps] * options)),
            explanation=draw(perhaps),
            picture=draw(pictures_told),
            order=tuple(draw(st.permutations(range(options)))),
        )
    if kind in (Kind.BLANKS, Kind.PLACE):
        values = draw(st.lists(st.integers(0, 90), min_size=options, max_size=options, unique=True))
        spelled = '= "answer {}"' if kind is Kind.BLANKS else "= circle {0} {0} 5"
        return Sealed(
            draw(st.frozensets(positions, min_size=1)),
            notes=draw(st.tuples(*[perhaps] * options)),
            explanation=draw(perhaps),
            picture=draw(pictures_told),
            forms=tuple(spelled.format(value) for value in values),
        )
    if kind in (Kind.NUMBER, Kind.SHORT):
        values = draw(st.lists(st.integers(0, 9), min_size=options, max_size=options, unique=True))
        spelled = "= {}" if kind is Kind.NUMBER else '= "answer {}"'
        return Sealed(
            draw(st.frozensets(positions, min_size=1)),
            notes=draw(st.tuples(*[perhaps] * options)),
            explanation=draw(perhaps),
            picture=draw(pictures_told),
            forms=tuple(spelled.format(value) for value in values),
        )
    setting = draw(st.sampled_from(["", "", "", "poll", "none-right"]))
    right: frozenset[int] = frozenset()
    if not setting:
        several = st.frozensets(positions, min_size=1)
        right = draw(
            several if kind is Kind.MULTIPLE else positions.map(lambda one: frozenset({one}))
        )
    notes = draw(st.tuples(*[perhaps] * options))
    return Sealed(right, setting, notes, draw(perhaps), picture=draw(pictures_told))


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    kind = draw(st.sampled_from(list(Kind)))
    options = draw(st.lists(sentences, min_size=2, max_size=5, unique=True))
    one, other = draw(
        st.tuples(sealed(kind, len(options)), sealed(kind, len(options))).filter(
            lambda pair: pair[0] != pair[1]
        )
    )
    # What is pointed at is an image.
    picture = draw(st.integers(0, 3) if kind is Kind.PLACE else pictures_asked)
    return Asked(kind, draw(sentences), tuple(options), (one, other), picture)


# -- lessons: steps that are the same in both plays ------------------------------------------------

STEPS = [
    "pick",
    "again",
    "undo",
    "lock",
    "lock_now",
    "reopen",
    "clear",
    "correct",
    "rename",
    "feedback",
    "show_round",
]
STEPS += 5 * ["answer"] + 2 * ["join", "reload", "tab"]
STEPS += ["repeat", "stale", "wrong", "return", "snoop", "renew", "poll", "read", "post"]


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
    #: What polls have brought, to be named as held by the next one.
    polled: Holdings = field(default_factory=Holdings)

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
            await self._host.ask(
                "PUT",
                f"{self._path}/questions",
                {"source": one.cell(self._bank), "attachments": one.attachments(self._bank)},
            )
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
        if self._host.time_passes(0.25):
            # An announced lock was due.
            await self._shown(self._owner.last("room")["version"] + 1)
        match step.what:
            case "pick" | "again":
                await self._pick(step)
            case "undo" | "lock" | "reopen" | "clear":
                await self._owner_does(step.what)
            case "lock_now":
                await self._owner_does("lock", {"now": True})
            case "correct" if self._current is not None:
                await self._correct(step)
            case "rename":
                seat = self._who(step).seat["seat"]
                await self._owner_does("rename", {"seat": seat, "name": f"Name {step.choice}"})
            case "feedback" if self._current == 0:
                await self._owner_does("show_feedback")
            case "show_round":
                # Only rounds of the warm-up were revealed; any other number is refused.
                await self._owner_does("show_round", {"round": step.choice % 6 + 1})
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
            case "poll":
                await self._poll(self._who(step), with_all=step.choice % 2 == 0)
            case "read":
                await self._read(self._who(step))
            case "post" if self._current is not None:
                await self._post(step)
            case "renew":
                await self._renew(self._who(step))

    async def reveal(self, question: int) -> list[str]:
        """Pick a question, let everybody answer, and return the feedback that each gets."""
        await self._owner_does("pick", {"question": self.sent[question]["hash"], "again": True})
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
        body = {"question": self.sent[question]["hash"], "again": step.what == "again"}
        await self._owner_does("pick", body)

    async def _correct(self, step: Step) -> None:
        # The same correction in both plays, whatever the key was: nobody may learn which it was.
        right = [option_id(step.choice % 3)]
        round_id = self._owner.last("room")["round"]["id"]
        await self._owner_does("correct_key", {"round": round_id, "right": right})

    async def _owner_does(self, name: str, body: dict[str, Any] | None = None) -> None:
        self._orders += 1
        ack = await self._owner.order(
            name,
            body or {},
            seen=self._owner.last("room")["version"],
            command_id=f"owner {self._orders}",
        )
        if ack["result"] != "ok" or "seen" not in ack:
            # Refused, or so already: nothing has moved.
            return
        await self._shown(ack["seen"])
        current = self._owner.last("room")["round"]
        self._current = None
        if current is not None:
            hashes = [one["hash"] for one in self.sent]
            self._current = hashes.index(current["question"])

    async def _shown(self, version: int) -> None:
        """Return when everybody has what came with a version of the room."""
        for client in (self._owner, *(tab for student in self.students for tab in student.tabs)):
            await client.until(lambda one: one["type"] == "room" and one["version"] >= version)
            # Documents of one change come together; what came with the room is here now.
            await client.everything()

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
        for shade in range(9):
            # The images of all faces and of all feedback in both banks, and one that nobody has.
            self.responses.append(await self.image(student, shade))
        for name in ("show_feedback", "lock", "no_such_order"):
            self._orders += 1
            await student.tabs[0].order(name, seen=1, command_id=f"snoop {self._orders}")

    async def image(self, student: Student, shade: int) -> Answered:
        """Ask for an image, whose hash somebody might have told."""
        name = hashlib.sha256(png(shade=shade)).hexdigest()
        path = f"{self._path}/assets/{name}"
        return await self._host.request("GET", path, ticket=student.seat["ticket"])

    async def _poll(self, student: Student, *, with_all: bool) -> None:
        """Ask for what is new, or as if nothing had been told yet."""
        held = student.polled.held if with_all else {}
        answer = await self._asks(student, "POST", "poll", {"held": held})
        if with_all:
            student.polled.take(answer.json["messages"])

    async def _read(self, student: Student) -> None:
        for kind in ("room", "question", "mine", "feedback", "gauges", "feed"):
            await self._asks(student, "GET", kind)

    async def _post(self, step: Step) -> None:
        """Answer without a socket; the sockets are told of it all the same."""
        assert self._current is not None
        student = self._who(step)
        self._orders += 1
        room = student.tabs[0].last("room")
        answer = self._questions[self._current].answer(step.choice)
        order = {
            "command_id": f"student {self._orders}",
            "name": "make_attempt",
            "seen": student.number,
            "body": {"round": room["round"]["id"], "answer": answer},
        }
        ack = (await self._asks(student, "POST", "commands", order)).json
        if ack["result"] == "ok":
            for tab in student.tabs:
                await tab.until(lambda one: one["type"] == "mine" and one["number"] >= ack["seen"])

    async def _asks(
        self, student: Student, method: str, rest: str, body: object = None
    ) -> Answered:
        path, ticket = f"{self._path}/{rest}", student.seat["ticket"]
        answer = await self._host.request(method, path, body, ticket=ticket)
        self.responses.append(answer)
        return answer

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
    #: The image in the explanation that was revealed, as a student gets it before and after.
    told: list[Answered]


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
                shade = questions[1].keys[bank].picture
                student = playing.students[0]
                told = [] if shade is None else [await playing.image(student, shade)]
                feedback = await playing.reveal(1)
                told += [] if shade is None else [await playing.image(student, shade)]
                return Played(playing.sent, until_the_reveal, feedback, told)
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
@given(st.lists(asked(), min_size=1, max_size=3, unique_by=lambda one: one.title), lessons)
def test_until_the_reveal_no_byte_that_a_student_gets_depends_on_the_key(
    questions: list[Asked], lesson: list[Step]
):
    # Two cells that say the same are one question in a bank that gives them one key, and picking
    # it again is no pick; so that the owner does the same in both, no two are called the same.
    one, other = asyncio.run(both([WARM_UP, *questions], lesson))
    for sent, as_well in zip(one.sent[1:], other.sent[1:], strict=True):
        # The banks differ in what they should differ in, and in nothing else.
        assert sent["face"] == as_well["face"]
        assert sent["hash"] != as_well["hash"]
    assert one.until_the_reveal == other.until_the_reveal
    # And the keys do reach the students in the end, so there was something to hide.
    assert len(one.feedback) == len(other.feedback) >= 1
    assert one.feedback != other.feedback
    assert [answer.status for answer in [*one.told, *other.told]] in (
        [],
        [404, 200],
        [404, 200, 404, 200],
    )


# -- the control: planted keys ---------------------------------------------------------------------

CHOICE = Asked(
    Kind.SINGLE,
    "which one",
    ("one", "two", "three"),
    (
        Sealed(frozenset({0}), "", ("", "not this", ""), "it is the first", picture=4),
        Sealed(frozenset({2}), "", ("", "not this", ""), "it is the third one", picture=5),
    ),
    picture=0,
)

TYPED = Asked(
    Kind.NUMBER,
    "how many",
    (),
    (
        Sealed(frozenset({0}), notes=("", "no"), explanation="one", forms=("= 1", "otherwise")),
        Sealed(frozenset({0}), notes=("", "no"), explanation="two", forms=("= 2", "otherwise")),
    ),
)

LESSON = [
    Step("join"),
    Step("pick", choice=1),
    Step("answer", 0, 0),
    Step("answer", 1, 2),
    Step("reload", 1),
    Step("lock"),
    Step("correct", choice=1),
    Step("lock_now"),
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


def of_a_form_in_the_prompt(stored: StoredQuestion) -> StoredQuestion:
    question = stored.question
    forms = " ".join(form.text for form in question.key.forms)
    face = replace(question.face, prompt=f"{question.face.prompt}<!-- {forms} -->")
    return replace(stored, question=replace(question, face=face))


class _AllInTheFace(StoredQuestion):
    @property
    def uses(self) -> tuple[tuple[str, bool], ...]:
        return tuple((asset, True) for asset, _ in super().uses)


def in_an_image_of_feedback(stored: StoredQuestion) -> StoredQuestion:
    return _AllInTheFace(stored.hash, stored.face, stored.question)


#: The same for somebody who has no socket on which to see it.
POLLED = [Step("pick", choice=1), Step("poll"), Step("post", 0, 1), Step("poll"), Step("lock")]
READ = [Step("pick", choice=1), Step("read"), Step("lock"), Step("read")]


@pytest.mark.parametrize("lesson", [POLLED, READ], ids=["polled", "read"])
@pytest.mark.parametrize(
    "planted", [in_the_prompt, in_the_order_of_options, in_a_length, in_the_faces_hash]
)
def test_control_a_planted_key_is_found_in_what_comes_by_http_alone(
    planted: Change, lesson: list[Step]
):
    questions = [WARM_UP, CHOICE]
    one, other = asyncio.run(both(questions, lesson))
    assert one.until_the_reveal["responses"] == other.until_the_reveal["responses"]
    one, other = asyncio.run(both(questions, lesson, planted))
    assert one.until_the_reveal["responses"] != other.until_the_reveal["responses"]


@pytest.mark.parametrize(
    "planted",
    [
        in_the_prompt,
        in_the_order_of_options,
        in_a_length,
        in_the_faces_hash,
        in_an_image_of_feedback,
    ],
)
def test_control_a_planted_key_is_found(planted: Change):
    questions = [WARM_UP, CHOICE]
    one, other = asyncio.run(both(questions, LESSON))
    assert one.until_the_reveal == other.until_the_reveal
    one, other = asyncio.run(both(questions, LESSON, planted))
    assert one.until_the_reveal != other.until_the_reveal


def test_control_a_planted_form_is_found():
    questions = [WARM_UP, TYPED]
    one, other = asyncio.run(both(questions, LESSON))
    assert one.until_the_reveal == other.until_the_reveal
    one, other = asyncio.run(both(questions, LESSON, of_a_form_in_the_prompt))
    assert one.until_the_reveal != other.until_the_reveal


def test_an_image_of_feedback_is_answered_before_the_reveal_as_one_that_nobody_has():
    played = asyncio.run(play([WARM_UP, CHOICE], LESSON, 0))
    *asked, unknown = played.until_the_reveal["responses"][-9:]
    assert asked[0].status == 200
    assert asked[0].body == png(shade=0)
    before, after = played.told
    assert before == asked[4] == unknown
    assert (before.status, before.json["error"]["code"]) == (404, "no_such_asset")
    assert (after.status, after.body) == (200, png(shade=4))
