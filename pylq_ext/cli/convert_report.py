"""What `pylq convert` says became of each question, in either direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import click

from pylq_ext.banks.explained import harmless, wrapped
from pylq_ext.cli.check import plural, say
from pylq_ext.interchange.conversion import Ending

#: So many questions of a file are named behind a note that several have.
_NAMED = 12

_COLOURS = {Ending.WITH_NOTE: "yellow", Ending.NOT_CONVERTED: "red"}


class Outcome(Protocol):
    """What became of one question: `notes` count where it was converted, else the `problem`."""

    @property
    def where(self) -> str:
        """Where it stands in its source."""

    @property
    def title(self) -> str:
        """What it is called in lists."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What was changed or dropped."""

    @property
    def problem(self) -> str | None:
        """Why it was not converted."""

    @property
    def ending(self) -> Ending:
        """Which of the three it is."""


#: The name of a format, the file that has it, and its questions.
Part = tuple[str, Path, Sequence[Outcome]]


def show(parts: Sequence[Part]) -> None:
    """Say what is not quite the same, and once what is so of several questions."""
    counts = Counter(
        note for _, _, found in parts for one in found if not one.problem for note in one.notes
    )
    shared: dict[str, dict[Path, list[str]]] = {}
    for format_name, path, questions in parts:
        for one in questions:
            notes = one.notes if not one.problem else ()
            for note in notes:
                if counts[note] > 1:
                    shared.setdefault(note, {}).setdefault(path, []).append(one.where)
            own = [one.problem] if one.problem else [note for note in notes if counts[note] == 1]
            if own:
                place = f"{path} ({format_name}), {': '.join(filter(None, (one.where, one.title)))}"
                _tell(place, one.ending, own)
    for note, places in shared.items():
        _tell(plural(counts[note], "question"), Ending.WITH_NOTE, [note, *_places(places)])


def close(written_to: Path, parts: Sequence[Part]) -> None:
    """Say the sums, and where the questions are now."""
    endings = counted(parts)
    sums = ", ".join(f"{endings[ending]} {ending}" for ending in Ending)
    said = f"{plural(endings.total(), 'question')}: {sums}."
    written = endings.total() - endings[Ending.NOT_CONVERTED]
    there = f" {written_to} has {plural(written, 'question')}."
    said += there if written else " Nothing was written."
    say(said, good=bool(written) and not endings[Ending.NOT_CONVERTED])


def counted(parts: Sequence[Part]) -> Counter[Ending]:
    """Return how many questions ended how."""
    return Counter(one.ending for _, _, questions in parts for one in questions)


def report(parts: Sequence[Part], unusable: Sequence[str], left_out: Sequence[str]) -> object:
    """Return the same for a script."""
    return {
        "questions": [
            {
                "file": str(path),
                "format": format_name,
                "where": one.where,
                "title": one.title,
                "ending": one.ending,
                "notes": list(one.notes),
                "problem": one.problem,
            }
            for format_name, path, questions in parts
            for one in questions
        ],
        "unusable": list(unusable),
        "left_out": list(left_out),
    }


def _places(places: Mapping[Path, Sequence[str]]) -> Iterator[str]:
    for path, questions in places.items():
        more = f" and {len(questions) - _NAMED} more" if len(questions) > _NAMED else ""
        yield f"{path}: {', '.join(questions[:_NAMED])}{more}"


def _tell(place: str, ending: Ending, sentences: Sequence[str]) -> None:
    shown = click.style(str(ending), fg=_COLOURS[ending])
    click.echo(f"{click.style(harmless(place), bold=True)}  {shown}")
    for sentence in sentences:
        for line in wrapped(harmless(sentence)):
            click.echo(line)
    click.echo()
