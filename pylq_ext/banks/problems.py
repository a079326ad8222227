"""A mistake in a question cell: where it is, why it is one, and how the text should read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CODES: Mapping[str, str] = {
    "not_a_question": "neither a settings line nor a ticked box",
    "too_large": "more text than a cell may have",
    "too_complex": "more lines or markup than a cell may have",
    "too_deep": "lists, quotes or emphasis nested too deeply",
    "too_many_options": "more options than a question may have",
    "settings_unreadable": "a settings line that is not spelled as one",
    "settings_twice": "a second settings line",
    "setting_twice": "one setting given twice",
    "unknown_setting": "a setting that does not exist",
    "bad_value": "a setting with a value that it cannot have",
    "settings_conflict": "settings that exclude each other",
    "markdown_not_open": "Markdown where nothing is written in lines of text",
    "odd_sign": "a sign that only looks like the one that is meant",
    "no_prompt": "nothing is asked",
    "no_options": "no options where the kind needs them",
    "too_few_options": "only one option to choose from",
    "options_not_last": "the last list is not the one with the boxes",
    "options_in_open": "ticked options in an open question",
    "item_without_box": "an item of the options that has no box",
    "box_malformed": "something like a box that is not one",
    "box_before_block": "a table or an underlined heading on the box's own line",
    "fence_on_box_line": "a code block that begins on the box's own line",
    "code_not_closed": "a block of code without its end, and a note in it",
    "empty_option": "a box with nothing to choose",
    "option_twice": "two options that read the same",
    "no_right_option": "no option is ticked",
    "ticked_poll": "a ticked option in a poll",
    "ticked_none_right": "a ticked option though none is right",
    "note_too_deep": "a note indented so far that it became the option's text",
    "note_not_indented": "a note that is not indented, and splits the options",
    "two_task_lists": "two lists of boxes with the same bullet",
    "explanation_too_close": "a quote straight below the last option",
    "text_after_options": "text after the options that is not a quote",
    "text_after_open": "text after an open question's settings line that is not a quote",
    "model_answer_unclear": "a model answer that is not marked as one",
    "model_answer_twice": "a second model answer",
    "comment_not_closed": "a comment without its end",
    "image_without_alt": "an image without alternative text",
    "image_remote": "an image that lies on another host",
    "image_missing": "an image that is neither attached nor beside the notebook",
    "image_outside": "an image's file outside the notebook's folder",
    "image_type": "an image of a type that not every browser draws, or not of the type it says",
    "image_too_large": "an image with too many bytes or pixels, or too many bytes of all together",
    "too_many_images": "more images than a question may have",
    "typed_unreadable": "a typed answer that cannot be read",
    "typed_long": "a typed answer with more than its line and its note",
    "typed_among_options": "an option that begins with an equals sign",
    "option_among_typed": "an option among typed answers",
    "numbers_and_texts": "numbers and texts among the typed answers of one question",
    "form_twice": "two typed answers that accept the same",
    "after_otherwise": "a typed answer below `otherwise`",
    "setting_of_options": "a setting that needs options, where the answer is typed",
    "share_senseless": "a share of the points that cannot count",
    "partial_of_one": "points by right minus wrong where only one option can be chosen",
    "box_in_list": "a box where the list has none",
    "no_pair": "an item of a matching without its arrow",
    "pair_in_poll": "a right pair in a poll",
    "note_of_target": "a note at what belongs to nothing",
    "scale_labels": "labels that are not as many as a scale's steps",
    "blank_unclear": "an item that does not say what a blank accepts",
    "blank_alone": "a blank that Markdown reads as a line across the page",
    "blank_in_mathematics": "a blank in a formula",
    "no_blanks": "no blank in the prompt",
    "blanks_unlike": "more or fewer blanks in the prompt than in the list",
    "no_image": "a place is asked for, and there is no image to point at",
    "no_region": "a place is asked for, and the list has no regions",
    "output_missing": "the output of code asked for where there is none",
    "output_images": "more than one image in the output of code",
    "output_too_large": "more text in the output of code than a prompt may have",
    "cell_id_twice": "a cell with the id of an earlier cell",
    "inseparable": "text for students that reads differently without what is not for them",
}
"""Every code a `Problem` may have, with what it means."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in one cell.

    `code` is one of `CODES` and stable; `line` counts the cell's lines from 1; `message` is an
    English sentence with what is wrong and why. `mended` is the text that should stand in the
    place of the lines `replaces` (first and last, both included; by default the one at `line`), an
    empty one where they should go, and None where only the author can know.
    """

    code: str
    line: int
    message: str
    mended: str | None = None
    replaces: tuple[int, int] | None = None
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[int, int]:
        """The first and last line that `mended` replaces."""
        return self.replaces or (self.line, self.line)


def apply_mended(source: str, problem: Problem) -> str:
    """Return the cell's text with the problem's mended text in place.

    Raises ValueError if the problem has none.
    """
    if problem.mended is None:
        raise ValueError(f"{problem.code} has no mended text")
    first, last = problem.lines
    lines = split_lines(source)
    replacement = problem.mended.split("\n") if problem.mended else []
    return "\n".join([*lines[: first - 1], *replacement, *lines[last:]])


def split_lines(source: str) -> list[str]:
    r"""Return the lines as Markdown counts them: only `\n`, `\r\n` and `\r` end one."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
