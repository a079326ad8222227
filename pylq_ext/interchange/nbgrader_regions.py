"""What nbgrader takes out of a cell before students see it."""

from __future__ import annotations

import re
from collections.abc import Callable

from pylq_ext.interchange.unfit import Unfit

# Each language has a sign of its own before the words.
_SOLUTION = re.compile(r"\s*(?:[#%/]{1,4}|<!--)?\s*(BEGIN|END) SOLUTION\s*(?:-->)?\s*")
_SCHEME = re.compile(r"(BEGIN|END) MARK SCHEME")
_STUB = re.compile(
    r"(?:#+\s*answer\s*)?(?:your answer here|please write your answer here!?)?", re.I
)


def without_solutions(source: str) -> tuple[str, list[str]]:
    """Return a text without its solutions, and these; raises Unfit."""
    return _parted(source, _SOLUTION.fullmatch, "SOLUTION")


def without_schemes(source: str) -> tuple[str, list[str]]:
    """Return a text without what tells how to mark an answer, and this; raises Unfit."""
    return _parted(source, _SCHEME.search, "MARK SCHEME")


def is_stub(text: str) -> bool:
    """Tell whether a text only says that an answer is to stand in its place."""
    return _STUB.fullmatch(text.strip()) is not None


def _parted(
    source: str, find: Callable[[str], re.Match[str] | None], name: str
) -> tuple[str, list[str]]:
    outside: list[str] = []
    inside: list[list[str]] = []
    is_open = False
    for line in source.split("\n"):
        found = find(line)
        if found is None:
            (inside[-1] if is_open else outside).append(line)
            continue
        if (found[1] == "BEGIN") == is_open:
            raise Unfit(f"Its lines `BEGIN {name}` and `END {name}` do not alternate: mend them.")
        is_open = not is_open
        if is_open:
            inside.append([])
    if is_open:
        raise Unfit(f"After its last `BEGIN {name}` no `END {name}` follows: mend it.")
    return "\n".join(outside), ["\n".join(lines) for lines in inside]
