"""The parts of a question without options: prompt, settings line, and quotes after it."""

from __future__ import annotations

import itertools
import re

from pylq_ext.banks.comments import COMMENT
from pylq_ext.banks.layout import MODEL_ANSWER, Block, has_ticked_list
from pylq_ext.banks.parts import Parts, Prepared
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.quotes import not_a_quote, quoted, trimmed
from pylq_ext.banks.settings_words import without
from pylq_ext.domain.question import WITHOUT_OPTIONS, Kind

_NEARLY = re.compile(r"[*_]*\s*model\s+answer\b[.:]?[*_]*[.:]?\s*", re.I)


def read_open(cell: Prepared) -> tuple[Parts, list[Problem]]:
    """Return the parts of a question that is answered by typing, and each mistake in them."""
    kinds = sorted(WITHOUT_OPTIONS | {Kind.PLACE})
    kind = next(kind for kind in kinds if kind in cell.settings)
    problems: list[Problem] = []
    end_of_prompt = (cell.settings.line or 1) - 1
    prompt = [block for block in cell.blocks if block.lines[0] < end_of_prompt]
    after = [block for block in cell.blocks if block.lines[0] >= end_of_prompt]
    if has_ticked_list(cell.blocks, cell.lines):
        problems.append(
            Problem(
                "options_in_open",
                cell.settings.line or 1,
                "This question is answered by typing, yet a list in this cell has a ticked box: "
                f"take out `{kind}`, or the list.",
                mended=without(kind, cell.lines[(cell.settings.line or 1) - 1]),
            )
        )
    if not prompt and not problems:
        leading = list(itertools.takewhile(lambda block: block.type != "blockquote_open", after))
        if leading:
            return Parts(kind, []), [_settings_first(cell, leading[-1])]
    model: list[Block] = []
    explanation: list[Block] = []
    for block in after:
        if block.type == COMMENT:
            continue
        if block.type != "blockquote_open":
            if not problems:
                problems.append(not_a_quote("text_after_open", block, cell.lines, _AFTER))
            continue
        answer = _take_model_answer(block)
        if answer is None:
            explanation.append(block)
            problems.extend(_nearly_model_answer(block, cell.lines))
        elif model:
            problems.append(
                Problem(
                    "model_answer_twice",
                    block.lines[0] + 1,
                    "There is a model answer already: put both into one quote.",
                )
            )
        else:
            model.append(block)
    parts = Parts(
        kind,
        [token for block in prompt for token in block.tokens],
        explanation=quoted(explanation),
        model_answer=quoted(model),
    )
    return parts, problems


_AFTER = (
    "A typed answer's prompt ends at the settings line; what follows is shown with the feedback "
    "and must be a quote (`> …`). What belongs to the prompt goes above the settings line."
)


def _settings_first(cell: Prepared, last_block: Block) -> Problem:
    line = cell.settings.line or 1
    last = trimmed(last_block.lines, cell.lines)[1]
    above = cell.lines[line:last]
    while above and not above[0].strip():
        above = above[1:]
    return Problem(
        "text_after_open",
        line,
        "A typed answer's prompt ends at the settings line, and nothing stands above this one: "
        "move it below the prompt.",
        mended="\n".join([*above, "", cell.lines[line - 1].strip()]),
        replaces=(line, last),
    )


def _take_model_answer(block: Block) -> Block | None:
    """Cut the mark off a model answer's text; None if the block is not one."""
    if len(block.tokens) < 3 or block.tokens[2].type != "inline":
        return None
    text = block.tokens[2]
    if not text.content.startswith(MODEL_ANSWER):
        return None
    text.content = text.content[len(MODEL_ANSWER) :].lstrip()
    if not text.content:
        # The mark stood alone, and a list or code is below it.
        del block.tokens[1:4]
    return block


def _nearly_model_answer(block: Block, lines: list[str]) -> list[Problem]:
    text = block.tokens[2] if len(block.tokens) > 2 else None
    if text is None or text.type != "inline" or not text.map:
        return []
    match = _NEARLY.match(text.content)
    if match is None:
        return []
    line = text.map[0]
    found = lines[line].find(match[0].strip())
    mended = None
    if found >= 0:
        rest = lines[line][found + len(match[0].strip()) :].strip()
        mended = f"{lines[line][:found]}{MODEL_ANSWER} {rest}".rstrip()
    return [
        Problem(
            "model_answer_unclear",
            line + 1,
            f"A model answer begins with `{MODEL_ANSWER}`, exactly so; this would be shown as the "
            "explanation.",
            mended=mended,
        )
    ]
