"""A question made of a prompt and options in Python, as the text of a question cell.

A text is Markdown and may hold whatever marks a question in a cell: boxes, bullets, quotes,
comments. So the cell is written, read again, and compared with what each text is by itself.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence

from pylq_ext.banks.cell import read_cell
from pylq_ext.banks.checks import check_text, check_work
from pylq_ext.banks.choice import MAX_OPTIONS
from pylq_ext.banks.comments import COMMENT
from pylq_ext.banks.images import Images
from pylq_ext.banks.layout import split_blocks
from pylq_ext.banks.markdown import TooComplex, parse_blocks, parse_inlines, shared_parser
from pylq_ext.banks.problems import Problem, split_lines
from pylq_ext.banks.render import SafeRenderer, hidden_where_alone
from pylq_ext.banks.source import Source, too_complex
from pylq_ext.domain.errors import InvalidQuestion
from pylq_ext.domain.kinds.forms import is_number, read_form
from pylq_ext.domain.question import Form, Key, Kind, Question, option_id

#: Neighbouring lists of one bullet are one list, so the options take one that the prompt leaves.
_BULLETS = "-*+"


def improvised_cell(
    prompt: str,
    options: Sequence[str] = (),
    *,
    right: Collection[str] | None = None,
    multiple: bool = False,
    number: bool = False,
    accepted: Sequence[str] = (),
) -> str:
    """Return a question cell that asks `prompt`; each text is Markdown of its own.

    `right` holds ids of options; None is a poll, an empty one says that no option is right.
    `multiple` lets several be chosen. Without options it is open text, or with `number` a number,
    or what `accepted` has forms of, each of them right.
    What all lines of a text are indented by is taken away. Raises InvalidQuestion if a text
    cannot be asked, or if they would not be read as they are meant.
    """
    asked = _Part("The prompt", prompt)
    offered = [
        _Part(f"Option {option_id(position).upper()}", text)
        for position, text in enumerate(options)
    ]
    if offered:
        _check_options(offered, poll=right is None)
        kind = Kind.MULTIPLE if multiple else Kind.SINGLE
        key = Key(None if right is None else frozenset(right))
        written = [_choice(asked, offered, key, multiple, bullet) for bullet in _BULLETS]
    elif accepted:
        kind, key = _typed_key(accepted)
        written = [
            "\n".join([asked.text, "", *(f"{bullet} [x] {form}" for form in accepted)])
            for bullet in _BULLETS
        ]
    else:
        kind, key = Kind.NUMBER if number else Kind.OPEN, Key()
        written = [f"{asked.text}\n\n<!-- pylq: {kind} -->"]
    readings = [read_cell(cell) for cell in written]
    for cell, reading in zip(written, readings, strict=True):
        if reading.question and _is_meant(reading.question, asked, offered, kind, key):
            return cell
    problems = readings[0].problems
    # A prompt whose code block is not closed swallows all else, and leaves no question to explain.
    told = problems and problems[0].code != "not_a_question"
    raise InvalidQuestion(
        "Together these texts would be read otherwise than each of them by itself. "
        + (problems[0].message if told else _BEYOND),
        problems=problems,
    )


class _Part:
    """A text by itself, and how it reads. Raises InvalidQuestion if it cannot be shown."""

    def __init__(self, what: str, text: str) -> None:
        self.what = what
        # As `Source` does: half a character can be in a Python text, but in no UTF-8.
        clean = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
        lines = split_lines(textwrap.dedent("\n".join(split_lines(clean))))
        while lines and not lines[0].strip():
            del lines[0]
        while lines and not lines[-1].strip():
            del lines[-1]
        self.text = "\n".join(lines)
        #: The safe fragment as a prompt, and as an option.
        self.fragment = self.option = ""
        self.ends_in_quote = False
        try:
            self._read(lines)
        except (TooComplex, RecursionError):
            raise self._refused(too_complex(1)) from None
        if not self.fragment:
            raise InvalidQuestion(f"{what} is empty.", problems=())

    def _read(self, lines: list[str]) -> None:
        source = Source.of(self.text)
        if isinstance(source, Problem):
            raise self._refused(source)
        if source.settings_at:
            raise self._refused(
                Problem("settings_unreadable", source.settings_at[0] + 1, _SETTINGS)
            )
        md = shared_parser()
        blocks = parse_blocks(md, self.text)
        problems = check_work(blocks.tokens)
        if not problems:
            parse_inlines(md, blocks)
            problems = check_text(blocks.tokens, lines, Images({}))
        if problems:
            raise self._refused(problems[0])
        render = SafeRenderer(md)
        self.fragment = render(blocks.tokens, blocks.env)
        shown = [block for block in split_blocks(blocks.tokens) if block.type != COMMENT]
        self.ends_in_quote = bool(shown) and shown[-1].type == "blockquote_open"
        tokens = [token for block in shown for token in block.tokens]
        self.option = render(hidden_where_alone(tokens), blocks.env)

    def _refused(self, problem: Problem) -> InvalidQuestion:
        return InvalidQuestion(
            f"{self.what}, line {problem.line}: {problem.message}", problems=(problem,)
        )


_BEYOND = (
    "Something in one of them reaches beyond it: close each code block that you open, and say "
    "where a link leads in the text that has the link."
)

_SETTINGS = (
    "Settings stand in a cell only. Here `right`, `multiple` and `number` say how to ask; a whole "
    "cell is asked by `%%ask`."
)


def _check_options(offered: Sequence[_Part], *, poll: bool) -> None:
    if len(offered) > MAX_OPTIONS:
        raise InvalidQuestion(
            f"A question has at most {MAX_OPTIONS} options, and these are {len(offered)}.",
            problems=(),
        )
    if len(offered) < 2 and not poll:
        raise InvalidQuestion("There is only one option to choose from.", problems=())
    first_with: dict[str, _Part] = {}
    for part in offered:
        earlier = first_with.setdefault(part.option, part)
        if earlier is not part:
            raise InvalidQuestion(
                f"{part.what} reads the same as {earlier.what[0].lower()}{earlier.what[1:]}: "
                "nobody could tell them apart.",
                problems=(),
            )


def _choice(asked: _Part, offered: Sequence[_Part], key: Key, multiple: bool, bullet: str) -> str:
    flags = [
        flag
        for flag, wanted in (
            ("multiple", multiple),
            ("poll", key.right is None),
            ("none-right", key.right is not None and not key.right),
        )
        if wanted
    ]
    parts = [asked.text]
    if flags:
        parts.append(f"<!-- pylq: {' '.join(flags)} -->")
    for position, part in enumerate(offered):
        # The box stands alone: what begins on its line could be a fence, a table, a typed answer.
        parts.append(f"{bullet} [{'x' if option_id(position) in (key.right or ()) else ' '}]")
        parts.append(textwrap.indent(part.text, "  "))
        if part.ends_in_quote:
            parts.append("  >")  # else the quotation would be the option's note
    return "\n\n".join(parts)


def _typed_key(accepted: Sequence[str]) -> tuple[Kind, Key]:
    """Return the kind that these forms are of, and their key; raises InvalidQuestion."""
    readings = []
    for form in accepted:
        try:
            readings.append(read_form(form))
        except ValueError as why:
            raise InvalidQuestion(f"{form[:60]!r} cannot be right: {why}.", problems=()) from None
    ids = [option_id(position) for position in range(len(accepted))]
    forms = tuple(Form(name, form) for name, form in zip(ids, accepted, strict=True))
    kind = Kind.NUMBER if is_number(readings[0]) else Kind.SHORT
    return kind, Key(frozenset(ids), forms=forms)


def _is_meant(
    question: Question, asked: _Part, offered: Sequence[_Part], kind: Kind, key: Key
) -> bool:
    face = question.face
    return (
        face.kind is kind
        and face.prompt == asked.fragment
        and [option.text for option in face.options] == [part.option for part in offered]
        and question.key == key
    )
