"""The bank of a lesson that is tried from Python, and how students come into it."""

from __future__ import annotations

from collections.abc import Callable

from pylq_ext.widgets.student import Me
from tests.support.images import png

CELLS = [
    "### What prints 3?\n\n- [ ] `print(1, 2)`\n  > Two.\n- [x] `print(1 + 2)`\n- [ ] neither",
    "### Which are even?\n\n<!-- pylq: multiple -->\n\n- [x] 2\n- [ ] 3\n- [x] 4",
    "### Broken\n\n- [x] same\n- [ ] same",
    "### Why?\n\n![A dot](plots/dot.png)\n\n<!-- pylq: open -->",
]

DOT = png()

#: Joins the room under a name, from a notebook of that person's own.
Joins = Callable[[str], Me]
