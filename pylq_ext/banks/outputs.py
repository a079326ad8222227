"""The output of the code cell above a question that asks for it, read as its attachments.

What the notebook holds is taken: nothing is executed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pylq_ext.banks.cell import is_question
from pylq_ext.banks.image_files import Attached
from pylq_ext.banks.image_format import TYPES
from pylq_ext.banks.images import Refused
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.shown_output import OUTPUT, PLAIN, is_image, is_shown, joined
from pylq_ext.banks.source import Source


def with_output(shown: Attached, source: str, above: Sequence[Mapping[str, Any]]) -> Attached:
    """Return what the text `source` of a cell shows, its code's output included if it asks for it.

    `shown` is what it shows besides, `above` are the notebook's cells above it in their order, as
    nbformat 4 has them. Between the code and the question there may be other questions.
    """
    if not _asks_for_output(source):
        return shown
    # The name is ours: whatever a cell has attached by it would pass for an output.
    own = {name: one for name, one in shown.attachments.items() if not name.startswith(OUTPUT)}
    try:
        outputs = _outputs(above)
    except Refused as refused:
        return Attached(own, {**shown.unreadable, OUTPUT: refused})
    named = {f"{OUTPUT}{number}": one for number, one in enumerate(outputs, start=1)}
    return Attached({**own, **named}, shown.unreadable)


def _asks_for_output(source: str) -> bool:
    if "output" not in source:
        return False
    text = Source.of(source)
    return not isinstance(text, Problem) and text.read_settings()[0].output is not None


def _outputs(above: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return each output of the code cell as one bundle of types; raises Refused if none is."""
    number = len(above)
    while number and _is_question(above[number - 1]):
        number -= 1
    cell: Mapping[str, Any] = above[number - 1] if number else {}
    if cell.get("cell_type") != "code":
        there = f"is cell {number}, which is no code" if number else "is none"
        raise Refused(
            "output_missing",
            "`output` shows what the code cell directly above a question puts out, and above this "
            f"one there {there}: move the question below its code.",
        )
    found = [bundle for bundle in _bundles(cell.get("outputs")) if is_shown(bundle)]
    if not found:
        raise Refused(
            "output_missing",
            f"The code cell above (cell {number}) has no output that is an image or a text: run it "
            "and save the notebook.",
        )
    return found


def _is_question(cell: Mapping[str, Any]) -> bool:
    return cell.get("cell_type") == "markdown" and is_question(joined(cell.get("source")))


def _bundles(outputs: object) -> Iterator[Mapping[str, Any]]:
    every = (
        [one for one in outputs if isinstance(one, Mapping)] if isinstance(outputs, list) else []
    )
    has_image = any(is_image(_data(one)) for one in every)
    for output in every:
        sort, data = output.get("output_type"), _data(output)
        # Beside a plot, the value of the last line is `<Axes: >` or what drawing it returned.
        is_beside = has_image and sort == "execute_result" and not is_image(data)
        if sort == "stream":
            yield {PLAIN: joined(output.get("text"))}
        elif sort == "error":
            lines = output.get("traceback")
            yield {PLAIN: "\n".join(map(str, lines)) if isinstance(lines, list) else ""}
        elif not is_beside and not _only_names_itself(data):
            # One of its forms is enough: it is sent to a whole class.
            best = [type_ for type_ in (*TYPES, PLAIN) if type_ in data][:1]
            yield {type_: data[type_] for type_ in best}


def _data(output: Mapping[str, Any]) -> Mapping[str, Any]:
    data = output.get("data")
    return data if isinstance(data, Mapping) else {}


def _only_names_itself(data: Mapping[str, Any]) -> bool:
    """Tell whether a thing has a form that no prompt shows, and as text is `<... object>`."""
    text = joined(data.get(PLAIN)).strip()
    return not is_image(data) and len(data) > 1 and text.startswith("<") and text.endswith(">")
