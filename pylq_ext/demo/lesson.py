"""A demo from its start to its end, with nothing left behind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pylq_ext.banks.notebook import open_bank
from pylq_ext.demo.autoplay import Autoplay, choose_questions
from pylq_ext.demo.folder import DemoFolder
from pylq_ext.demo.lab_server import LabServer, check_installed
from pylq_ext.demo.minds import Character, characters
from pylq_ext.demo.notebook_run import run_until_view
from pylq_ext.demo.simulated_class import SimulatedClass
from pylq_ext.demo.students_notebook import fill_in
from pylq_ext.demo.trouble import DemoTrouble
from pylq_ext.demo.workspace import lay_out

#: The notebooks, below the folder that JupyterLab shows; the bank that the first one opens.
INSTRUCTOR: Final = "notebooks/instructor.ipynb"
STUDENT: Final = "notebooks/student.ipynb"
BANK: Final = "question_banks/python_basics.ipynb"

#: The person who tries it is a student as well, under this name.
STUDENT_NAME: Final = "Ada"

_LESSON, _ALONE = "lesson", "student"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a demo is to be. `seconds` is how long the class takes to answer a question.

    `port` and `keep` may be None: a free port, a temporary folder. `questions` are played if
    `autoplay`; with `exit_after` the demo ends when they have been.
    """

    students: int = 12
    seconds: float = 20.0
    port: int | None = None
    keep: Path | None = None
    autoplay: bool = False
    questions: int = 5
    exit_after: bool = False


class Demo:
    """A demo that runs in `run`; `say` is called with each line for people."""

    def __init__(
        self, wishes: Wishes, say: Callable[[str], None], show: Callable[[str], None]
    ) -> None:
        self._wishes = wishes
        self._say = say
        self._show = show
        self._folder: DemoFolder | None = None
        self._server: LabServer | None = None
        self._students: SimulatedClass | None = None

    async def run(self) -> None:
        """Play the demo until it is over or this task is cancelled; raises PyLQError.

        However it ends, its processes have ended and its temporary folder is removed.
        """
        try:
            await self._play()
        finally:
            # Not to be interrupted by a second cancellation: that would leave processes behind.
            await asyncio.shield(asyncio.create_task(self._end()))

    async def _play(self) -> None:
        wishes = self._wishes
        check_installed()
        self._folder = folder = DemoFolder.make(wishes.keep)
        self._say("Starting JupyterLab with a configuration of its own …")
        self._server = server = LabServer(folder)
        await server.start(wishes.port)
        room = await self._open_notebooks(folder, server)
        bank = folder.lesson / BANK
        self._students = students = SimulatedClass(
            server.host.url,
            room["code"],
            wishes.students,
            banks=[bank],
            seconds=wishes.seconds,
            errors=folder.log / "students.log",
        )
        everybody = asyncio.Event()
        await students.start(
            lambda: everybody.set() if len(students.joined) >= wishes.students else None
        )
        self._tell(folder, server, room)
        self._show(server.link(f"lab/workspaces/{_LESSON}"))
        server_ended = asyncio.create_task(server.ended())
        lesson = asyncio.create_task(self._lesson(server, room, bank, everybody))
        try:
            await asyncio.wait({server_ended, lesson}, return_when=asyncio.FIRST_COMPLETED)
            if lesson.done():
                return lesson.result()
        finally:
            for task in (server_ended, lesson):
                task.cancel()
            await asyncio.gather(server_ended, lesson, return_exceptions=True)
        raise DemoTrouble(f"JupyterLab has ended. Its log ends:\n{server.complaint()}")

    async def _open_notebooks(self, folder: DemoFolder, server: LabServer) -> dict[str, Any]:
        """Run the instructor's notebook, which opens the room, then the student's."""
        self._say("Opening the room, and a student's notebook beside it …")
        await run_until_view(server.jupyter, folder.lesson, INSTRUCTOR)
        rooms = (await server.host.get("api/rooms"))["rooms"]
        room: dict[str, Any] | None = next(
            (room for room in rooms if room["phase"] != "closed"), None
        )
        if room is None:
            raise DemoTrouble(f"{INSTRUCTOR} opened no room in its first cells.")
        fill_in(folder.lesson / STUDENT, room["code"], STUDENT_NAME)
        await run_until_view(server.jupyter, folder.lesson, STUDENT)
        await lay_out(server.jupyter, _LESSON, [INSTRUCTOR, STUDENT])
        await lay_out(server.jupyter, _ALONE, [STUDENT])
        return room

    async def _lesson(
        self, server: LabServer, room: dict[str, Any], bank: Path, everybody: asyncio.Event
    ) -> None:
        wishes = self._wishes
        if wishes.students:
            await everybody.wait()
            plural = "students have" if wishes.students > 1 else "student has"
            self._say(f"{wishes.students} simulated {plural} joined.")
        if wishes.autoplay:
            play = Autoplay(
                server.host,
                room["id"],
                expected=sum(who is not Character.LATE for who in characters(wishes.students)),
                seconds=wishes.seconds,
                say=self._say,
            )
            await play.play(choose_questions(open_bank(bank), wishes.questions))
            self._say("The lesson is over.")
            if wishes.exit_after:
                return
            self._say("Its record is in the notebook: room.attempts(). Ctrl-C ends the demo.")
        await asyncio.Event().wait()  # until Ctrl-C

    def _tell(self, folder: DemoFolder, server: LabServer, room: dict[str, Any]) -> None:
        both = server.link(f"lab/workspaces/{_LESSON}")
        alone = server.link(f"lab/workspaces/{_ALONE}")
        first = (
            "It plays by itself: just watch."
            if self._wishes.autoplay
            else "Question 1 is one click away: Ask, in the panel in the notebook on the left."
        )
        where = "removed at the end" if folder.temporary else "kept"
        self._say(
            f"\nThe room {room['name']!r} is open. Its join code is {room['code']}.\n\n"
            f"  Instructor and student side by side:\n    {both}\n"
            f"  The student alone, for a second window:\n    {alone}\n\n"
            f"  {first}\n"
            f"  {self._wishes.students} simulated students answer within"
            f" {self._wishes.seconds:g} seconds.\n"
            f"  All files are in {folder.root} ({where}).\n"
            "  Ctrl-C ends the demo.\n"
        )

    async def _end(self) -> None:
        students, server, folder = self._students, self._server, self._folder
        if students is not None:
            await students.stop()
            refused = ", ".join(f"{count} {reason}" for reason, count in students.refused.items())
            self._say(
                f"Of the simulated class's answers {students.saved} were saved"
                + (f", and refused: {refused}." if refused else ".")
            )
        if server is not None:
            await server.stop()
        if folder is not None:
            folder.remove()
