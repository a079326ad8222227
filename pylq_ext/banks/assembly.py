"""The parts of a question, rendered and put together; their order tells nothing of the key."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from markdown_it.token import Token

from pylq_ext.banks.blank_marks import in_mathematics, number_blanks
from pylq_ext.banks.blanks import count_mistake, in_formula
from pylq_ext.banks.parts import FormPart, OptionPart, Parts, Prepared
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.render import hidden_where_alone
from pylq_ext.banks.title import title_of
from pylq_ext.domain.kinds.parts import part_id
from pylq_ext.domain.question import (
    WITHOUT_OPTIONS,
    Blank,
    Face,
    Form,
    Key,
    Kind,
    Option,
    Question,
    option_id,
)

Fragment = Callable[[list[Token]], str]


@dataclass(slots=True)
class _Draft:
    """What is gathered for the face and the key."""

    prompt: str
    options: list[Option] = field(default_factory=list)
    targets: tuple[Option, ...] = ()
    blanks: tuple[Blank, ...] = ()
    image: str = ""
    right: set[str] = field(default_factory=set)
    has_key: bool = True
    notes: dict[str, str] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)
    shares: dict[str, float] = field(default_factory=dict)


def assemble(
    parts: Parts, prepared: Prepared, fragment: Fragment
) -> tuple[Question | None, list[Problem]]:
    """Return the question that these parts make, or each mistake that shows only in its texts.

    `fragment` makes tokens a safe HTML fragment.
    """
    settings = prepared.settings
    draft = _Draft(fragment(parts.prompt))
    problems: list[Problem] = []
    if not draft.prompt:
        problems.append(Problem("no_prompt", 1, _NO_PROMPT))
    match parts.kind:
        case Kind.ORDERING:
            problems += _ordering(parts, draft, fragment)
        case Kind.MATCHING:
            problems += _matching(parts, draft, fragment)
        case Kind.SCALE:
            problems += _scale(parts, draft, fragment, settings.steps)
        case Kind.BLANKS:
            problems += _blanks(parts, prepared, draft, fragment)
        case _:
            problems += _answers(parts, draft, fragment)
    if parts.kind is Kind.PLACE:
        draft.image = re.sub(r"^<p>|</p>$", "", fragment(parts.image))
    if problems:
        return None, problems
    has_key = draft.has_key and "poll" not in settings
    key = Key(
        frozenset(draft.right) if has_key else None,
        draft.notes,
        fragment(parts.explanation),
        fragment(parts.model_answer),
        tuple(draft.forms),
        draft.shares,
        "partial" in settings,
    )
    face = Face(
        parts.kind,
        title_of(parts.prompt),
        f"{draft.prompt}\n{fragment(parts.output)}".strip(),
        tuple(draft.options),
        settings.points,
        draft.targets,
        draft.blanks,
        settings.words if parts.kind is Kind.WORDS else 0,
        draft.image,
        "markdown" in settings,
    )
    shuffle = "shuffle" in settings
    question = Question(face, key, settings.tags, shuffle, settings.seconds, settings.difficulty)
    return question, []


def _answers(parts: Parts, draft: _Draft, fragment: Fragment) -> list[Problem]:
    """Options or forms, in the order in which they stand."""
    problems = _texts(parts.options, draft, fragment)
    problems += parts.repeated([option.text for option in draft.options])
    for position, answer in enumerate(parts.answers):
        _take(option_id(position), answer, draft, fragment)
    draft.forms = [Form(option_id(at), form.text) for at, form in enumerate(parts.forms)]
    draft.has_key = bool(draft.forms) or parts.kind not in WITHOUT_OPTIONS | {Kind.PLACE}
    return problems


def _ordering(parts: Parts, draft: _Draft, fragment: Fragment) -> list[Problem]:
    problems = _texts(parts.options, draft, fragment)
    texts = [option.text for option in draft.options]
    problems += parts.repeated(texts)
    names = {text: option_id(at) for at, text in enumerate(by_hash(texts))}
    draft.options = [Option(name, text) for text, name in names.items()]
    for place, (part, text) in enumerate(zip(parts.options, texts, strict=True), start=1):
        _take(names[text], part, draft, fragment)
        draft.right.add(part_id(names[text], place))
    return problems


def _matching(parts: Parts, draft: _Draft, fragment: Fragment) -> list[Problem]:
    problems = _texts(parts.options, draft, fragment)
    problems += parts.repeated([option.text for option in draft.options])
    texts = [
        None if target is None else fragment(hidden_where_alone(target)) for target in parts.targets
    ]
    names = {
        text: str(number)
        for number, text in enumerate(by_hash({text for text in texts if text}), start=1)
    }
    draft.targets = tuple(Option(name, text) for text, name in names.items())
    for option, part, text in zip(draft.options, parts.options, texts, strict=False):
        _take(option.id, part, draft, fragment)
        if text:
            draft.right.add(part_id(option.id, names[text]))
    return problems


def _scale(
    parts: Parts, draft: _Draft, fragment: Fragment, steps: tuple[int, int] | None
) -> list[Problem]:
    problems = _texts(parts.options, draft, fragment)
    labels = [option.text for option in draft.options]
    low, high = steps or (1, len(labels))
    count = high - low + 1
    if labels and len(labels) != count:
        labels = [labels[0], *[""] * (count - 2), labels[-1]]
    texts = labels or [""] * count
    draft.options = [Option(str(low + at), text) for at, text in enumerate(texts)]
    draft.has_key = False
    return problems


def _blanks(parts: Parts, prepared: Prepared, draft: _Draft, fragment: Fragment) -> list[Problem]:
    if in_mathematics(draft.prompt):
        return [in_formula(prepared)]
    draft.prompt, count = number_blanks(draft.prompt)
    mistake = count_mistake(prepared, count, len(parts.blanks))
    if mistake is not None:
        return [mistake]
    if not parts.blanks:
        draft.blanks = tuple(Blank(str(number), Kind.SHORT) for number in range(1, count + 1))
        draft.has_key = False
        return []
    problems: list[Problem] = []
    blanks: list[Blank] = []
    for number, part in enumerate(parts.blanks, start=1):
        inner = _Draft("")
        problems += _texts(part.options, inner, fragment)
        options = tuple(Option(one.id, plain(one.text)) for one in inner.options)
        blanks.append(Blank(str(number), part.kind, plain(fragment(part.label)), options))
        for position, answer in enumerate(part.answers):
            _take(part_id(str(number), option_id(position)), answer, draft, fragment)
        draft.forms += [
            Form(part_id(str(number), option_id(at)), form.text)
            for at, form in enumerate(part.forms)
        ]
    draft.blanks = tuple(blanks)
    return problems


def _texts(options: list[OptionPart], draft: _Draft, fragment: Fragment) -> list[Problem]:
    """Render the options; an empty one is a mistake."""
    problems = []
    for position, part in enumerate(options):
        text = fragment(hidden_where_alone(part.tokens))
        if not text:
            problems.append(part.empty())
        draft.options.append(Option(option_id(position), text))
    return problems


def _take(name: str, answer: OptionPart | FormPart, draft: _Draft, fragment: Fragment) -> None:
    """Take over what feedback tells of an option or form."""
    note = fragment(answer.note)
    if note:
        draft.notes[name] = note
    if answer.ticked:
        draft.right.add(name)
    if answer.share is not None:
        draft.shares[name] = answer.share


def by_hash(texts: Iterable[str]) -> list[str]:
    """Return texts in an order that nothing but themselves decides, each once."""
    return sorted(set(texts), key=lambda text: hashlib.sha256(text.encode()).digest())


def plain(fragment: str) -> str:
    """Return a fragment's text on one line, for where no markup can stand."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", fragment)).split())


_NO_PROMPT = (
    "Nothing is asked: what stands before the options (or before an open question's settings "
    "line) is the prompt."
)
