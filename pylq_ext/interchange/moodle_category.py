"""Moodle's categories, in GIFT and in XML: their paths, as words to find questions by."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pylq_ext.interchange.tags import safe_tags

MAX_PATH = 2000
"""Characters of a category's path; Moodle's own are much shorter."""

# What Moodle calls the category that it makes for each course.
_MADE_BY_MOODLE = ("Default for ", "Standard für ", "Défaut pour ")


@dataclass(slots=True)
class Category:
    """What a category gives the questions below it; `notes` are for the first of them."""

    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, path: str) -> Category:
        """Return the category that a path like `$course$/Algebra/Matrices` names."""
        if len(path) > MAX_PATH:
            return cls(
                notes=(f"The category was left out: its path has {len(path):,} characters.",)
            )
        return cls(*safe_tags(category_names(path)))

    def take_notes(self) -> tuple[str, ...]:
        """Return the notes that nobody has taken yet."""
        notes, self.notes = self.notes, ()
        return notes


def category_names(path: str) -> tuple[str, ...]:
    """Return the names of a category and of those above it, without what Moodle adds itself."""
    # Two slashes are one in a name.
    names = [
        name.replace("\0", "/").strip() for name in path.replace("//", "\0").split("/") if name
    ]
    return tuple(
        name
        for at, name in enumerate(names)
        if not re.fullmatch(r"\$[a-z]+\$", name)
        and not (name.lower() == "top" and at <= 1)
        and not name.startswith(_MADE_BY_MOODLE)
    )
