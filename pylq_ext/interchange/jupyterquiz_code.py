"""Quizzes in the code of a notebook: literals, read from the program's text and never run."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pylq_ext.interchange.forgiving_json import JsonObject, read_json
from pylq_ext.interchange.jupyterquiz_literals import Literals
from pylq_ext.interchange.record import Unreadable

MAX_CELL = 2 * 1024 * 1024
MAX_SIGNS = 30_000
_MOST_MAGICS = 20
_LONG = 100_000

SHAPES = (
    ({"question"}, {"type", "answers", "pairs", "code"}),
    ({"body", "type"}, {"body"}),
    ({"questions"}, {"passing_threshold", "additional_material", "status"}),
    ({"front", "back"}, {"front"}),
)
"""Names of fields: all of the first and one of the second make an object a question."""

_SHOWING = frozenset(
    ["display_quiz", "display_flashcards", "display_package", "display_questions", "display_json"]
)
# Only what may hold a quiz, or a text that one is made of, is parsed at all.
_MENTIONED = re.compile(r"""display_|["'](?:questions?|body|front)["']""", re.I)
_TEXT = re.compile(r"""(?m)^\w+ *= *[A-Za-z]{0,2}["'(]""")
_LITERAL = re.compile(r"""["']question["']\s*:|display_(?:quiz|flashcards|package)\s*\(""")
_MAGIC = re.compile(r"([ \t]*+)(?:[%!?]|[A-Za-z_][\w.]*+[ \t]*+=[ \t]*+[%!]|[\w.]++\?{1,2}\s*+$)")
_JSON = re.compile(r"\s*[\[{]")


class NoPython(Exception):
    """A cell that may hold a quiz cannot be read; the message says why."""


@dataclass(slots=True)
class Code:
    """What the code of a cell says of quizzes.

    `found` are the objects of questions, and why a text that looked like JSON held none, each with
    its line in the cell. `elsewhere` is what the cell shows and does not hold: a file, an address,
    a variable; `hidden` are the names of elements in other cells.
    """

    found: list[tuple[int, JsonObject | Unreadable]] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


class Program:
    """Reads the cells of one notebook in their order; what is assigned in one counts in later."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._quizzes: set[str] = set()

    def read(self, source: str) -> Code:
        """Return what a cell says of quizzes; raises NoPython."""
        if _MENTIONED.search(source) is None and _TEXT.search(source) is None:
            return Code()
        try:
            tree = _parsed(source)
        except NoPython:
            if _LITERAL.search(source) is None:
                return Code()
            raise
        code = Code()
        reader = Literals(source, self._texts)
        self._assign(tree, reader)
        for node in _in_order(tree):
            if isinstance(node, ast.Dict):
                code.found.append((node.lineno, reader.object(node)))
            elif isinstance(node, ast.Constant):
                code.found.extend((node.lineno, one) for one in _in_text(str(node.value)))
            elif isinstance(node, ast.Call):
                self._look_at_shown(node, reader, code)
        return code

    def _assign(self, tree: ast.AST, reader: Literals) -> None:
        """Remember which names stand for texts and which for quizzes."""
        for node in getattr(tree, "body", []):
            if not isinstance(node, ast.Assign):
                continue
            names = {target.id for target in node.targets if isinstance(target, ast.Name)}
            is_text = isinstance(node.value, (ast.Constant, ast.BinOp, ast.JoinedStr))
            value = reader.value(node.value) if is_text else None
            for name in names:
                self._texts.pop(name, None)
                if isinstance(value, str):
                    self._texts[name] = value
        for node in _statements(tree):
            if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)):
                if node.value is not None and _holds_quiz(node.value, self._quizzes):
                    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                    self._quizzes.update(filter(None, map(_root, targets)))
            elif isinstance(node, (ast.For, ast.comprehension)):
                # What runs through a quiz is a part of it; of what else, nobody can tell.
                self._quizzes.update(filter(None, map(_root, _flat(node.target))))
            elif isinstance(node, ast.arg):
                self._quizzes.add(node.arg)

    def _look_at_shown(self, call: ast.Call, reader: Literals, code: Code) -> None:
        if _name_of(call.func) not in _SHOWING or not (call.args or call.keywords):
            return
        shown = call.args[0] if call.args else call.keywords[0].value
        value = reader.value(shown)
        if isinstance(value, str):
            if value.startswith("#"):
                code.hidden.append(value[1:])
            elif _JSON.match(value) is None:
                code.elsewhere.append(value)
        elif not _holds_quiz(shown, self._quizzes):
            code.elsewhere.append(reader.source(shown))


def _parsed(source: str) -> ast.AST:
    signs = sum(source.count(sign) for sign in ",[{(")
    if len(source) > MAX_CELL or signs > MAX_SIGNS:
        raise NoPython("it is too large")
    lines = source.split("\n")
    # Each is one more reading of the cell, from its beginning.
    for _ in range(_MOST_MAGICS if len(source) < _LONG else 2):
        try:
            with warnings.catch_warnings():
                # TeX in texts that are not raw has escapes that Python does not know.
                warnings.simplefilter("ignore")
                return ast.parse("\n".join(lines))
        except SyntaxError as error:
            at = (error.lineno or 1) - 1
            magic = _MAGIC.match(lines[at]) if at < len(lines) else None
            if magic is None:
                raise NoPython(f"line {at + 1}: {error.msg}") from None
            # Only Jupyter understands this line, and no quiz is in it.
            lines[at] = f"{magic[1]}pass"
        except (ValueError, MemoryError, RecursionError) as error:
            raise NoPython(f"it is no Python that can be read ({type(error).__name__})") from None
    raise NoPython("it has too many lines that are no Python")


def _in_order(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that tell of quizzes in the order of the text; within one, none."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Dict) and _is_quiz(node):
            yield node
            continue
        if isinstance(node, ast.Call) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str)
        ):
            yield node
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            # Most of a long literal is this, and `iter_child_nodes` is slow.
            waiting.extend(reversed(node.elts))
        elif not isinstance(node, (ast.Constant, ast.Name)):
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what is not within a literal, in the order of the text."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (ast.Constant, ast.Name, ast.Dict, ast.List, ast.Tuple, ast.Set)):
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))


def _is_quiz(node: ast.Dict) -> bool:
    names = {
        key.value.strip().lower()
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    return any(every <= names and names & some for every, some in SHAPES)


def _in_text(text: str) -> Iterator[JsonObject | Unreadable]:
    """Yield the questions of a text that is JSON, or why it cannot be read."""
    if _JSON.match(text) is None or '"' not in text or not _MENTIONED.search(text):
        return
    try:
        yield from questions_in(read_json(text), _is_shaped)
    except Unreadable as unreadable:
        yield unreadable


def questions_in(value: Any, is_question: Callable[[Any], bool]) -> Iterator[JsonObject]:
    """Yield the questions within a value, however lists and objects hold them."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if is_question(one):
            yield one
        elif isinstance(one, dict):
            waiting.extend(reversed(list(one.values())))
        elif isinstance(one, list):
            waiting.extend(reversed(one))


def _is_shaped(value: Any) -> bool:
    if not isinstance(value, JsonObject):
        return False
    names = {name.strip().lower() for name in value}
    return any(every <= names and bool(names & some) for every, some in SHAPES)


def _holds_quiz(node: ast.AST, quizzes: set[str]) -> bool:
    return any(
        (isinstance(one, ast.Dict) and _is_quiz(one))
        or (isinstance(one, ast.Name) and one.id in quizzes)
        or (isinstance(one, ast.Constant) and isinstance(one.value, str) and _is_json(one.value))
        for one in ast.walk(node)
    )


def _is_json(text: str) -> bool:
    return _JSON.match(text) is not None and _MENTIONED.search(text) is not None


def _root(target: ast.AST) -> str | None:
    """Return the name by which a target is known: `a` for `a.b["c"]`."""
    while isinstance(target, (ast.Attribute, ast.Subscript, ast.Starred)):
        target = target.value
    return target.id if isinstance(target, ast.Name) else None


def _flat(target: ast.AST) -> list[ast.expr]:
    if isinstance(target, (ast.Tuple, ast.List)):
        return list(target.elts)
    return [target] if isinstance(target, ast.expr) else []


def _name_of(function: ast.AST) -> str | None:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None
