"""Which settings a question may have together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

#: What a question can be said to be, and what can be said besides.
KINDS = (
    "single",
    "multiple",
    "open",
    "number",
    "short",
    "ordering",
    "matching",
    "blanks",
    "scale",
    "words",
    "place",
)
BESIDES = ("partial", "poll", "none-right", "shuffle", "markdown")
FLAGS = (*KINDS, *BESIDES)

_TYPED = frozenset({"open", "number", "short", "words", "place", "blanks"})

#: What each kind may be besides, and why not the rest.
_ALLOWED: dict[str, frozenset[str]] = {
    "single": frozenset({"poll", "none-right", "shuffle"}),
    "multiple": frozenset({"partial", "poll", "none-right", "shuffle"}),
    "ordering": frozenset({"partial", "poll", "shuffle"}),
    "matching": frozenset({"poll", "shuffle"}),
    "open": frozenset({"markdown"}),
}

_WHY = {
    ("open", "poll"): "an open question has no key in any case",
    ("number", "poll"): "`number` asks without a key in any case",
    ("short", "poll"): "`short` asks without a key in any case",
    ("words", "poll"): "`words` asks without a key in any case",
    ("scale", "poll"): "a scale has no right or wrong in any case",
    ("blanks", "poll"): "blanks without a list below have no key in any case",
    ("place", "poll"): "`place` without a list below asks without a key in any case",
    ("blanks", "partial"): "each blank earns its part in any case",
    ("matching", "partial"): "each pair earns its part in any case",
    ("single", "partial"): "`partial` is for several options that are picked",
    ("ordering", "none-right"): "the order in which the items stand is the right one",
    ("matching", "none-right"): "the pairs that stand here are the right ones",
    ("scale", "shuffle"): "the steps of a scale have an order",
}

#: Of what may stand beside each other, what excludes each other.
_NEVER = (
    ("poll", "partial", "a poll has no key to earn a part by"),
    (
        "poll",
        "none-right",
        "a poll has no key, none-right is a key that says that none is right",
    ),
)


def conflict(flags: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each two settings that exclude each other, and why; the second is to be taken out."""
    given = set(flags)
    kinds = [kind for kind in KINDS if kind in given]
    for other in kinds[1:]:
        yield kinds[0], other, "a question is of one kind"
    for kind in kinds[:1]:
        allowed = _ALLOWED.get(kind, frozenset())
        for beside in BESIDES:
            if beside in given and beside not in allowed:
                yield kind, beside, _WHY.get((kind, beside), _general(kind, beside))
    for one, other, why in _NEVER:
        if one in given and other in given:
            yield one, other, why


def _general(kind: str, beside: str) -> str:
    if beside == "markdown":
        return "only what is answered in lines of text, `open`, can be written in Markdown"
    if kind in _TYPED:
        return "there are no options to choose from"
    return "a scale has no right or wrong"
