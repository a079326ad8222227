"""The parts of a question for a place on an image: the prompt's last image, and the regions."""

from __future__ import annotations

import re

from pylq_ext.banks.choice import read_choice
from pylq_ext.banks.layout import Block, items_of, split_blocks
from pylq_ext.banks.open_text import read_open
from pylq_ext.banks.parts import Parts, Prepared
from pylq_ext.banks.problems import Problem
from pylq_ext.domain.question import Kind

_IMAGE = re.compile(r"!\[(?:[^\]\\]|\\.)*\](?:\([^()]*\)|\[[^\]]*\])", re.S)


def read_place(cell: Prepared) -> tuple[Parts | None, list[Problem]]:
    """Return the parts of a question that says `place`, and each mistake in them."""
    lists = [block for block in cell.blocks if block.is_list]
    has_regions = any(
        item.like_a_box for block in lists[-1:] for item in items_of(block, cell.lines)
    )
    if not has_regions:
        return read_open(cell)
    parts, problems = read_choice(cell)
    if parts is not None and parts.kind is not Kind.PLACE and not problems:
        problems.append(
            Problem(
                "no_region",
                cell.settings.line or 1,
                "A place is asked for, and the list below holds no regions: `= circle 30 40 8`,"
                " `= box 10 20 30 50` or `= polygon 1 1, 9 1, 5 9`, in percent of the image.",
            )
        )
    return parts, problems


def take_image(parts: Parts) -> list[Problem]:
    """Take the image that is pointed at, the last one that stands alone, out of the prompt."""
    for tokens in (parts.output, parts.prompt):
        for block in reversed(split_blocks(tokens)):
            if _is_image(block):
                ids = {id(token) for token in block.tokens}
                tokens[:] = [token for token in tokens if id(token) not in ids]
                parts.image[:] = block.tokens
                return []
    return [
        Problem(
            "no_image",
            1,
            "A place is asked for, and the prompt has no image on a line of its own, with a blank"
            " line before and after it.",
        )
    ]


def _is_image(block: Block) -> bool:
    return (
        block.type == "paragraph_open"
        and len(block.tokens) == 3
        and _IMAGE.fullmatch(block.tokens[1].content.strip()) is not None
    )
