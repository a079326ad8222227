"""Types of Moodle's questions that no bank holds, and what can be done about each."""

from __future__ import annotations

_CALCULATED = (
    "its numbers are drawn anew for each student. Write one question for each set of numbers."
)
_PLUGIN = "it needs a program of its own to be asked or marked. Ask for a text or an open answer."

_REASONS = {
    "description": "it asks nothing. Put its text into a cell between the questions.",
    "ddimageortext": "things are dragged onto an image. Write a matching with the image above it.",
    "ddmarker": "markers are placed on an image. Write a single choice with numbers in the image.",
    "calculated": _CALCULATED,
    "calculatedsimple": _CALCULATED,
    "calculatedmulti": _CALCULATED,
    "formulas": _CALCULATED,
    "randomsamatch": "it is made of other questions at random. Export those.",
    "random": "it only stands for a question drawn from a category. Export the category.",
    "coderunner": _PLUGIN,
    "stack": _PLUGIN,
    "pmatch": _PLUGIN,
    "geogebra": _PLUGIN,
    "recordrtc": "it is answered by a recording. Ask an open question.",
}


def problem_of(type_: str) -> str:
    """Return why a question of this type is not converted, and what could be done."""
    if not type_:
        return "The question does not say of which type it is (`type=`)."
    reason = _REASONS.get(type_)
    if reason is None:
        return f"Questions of the type “{type_[:60]}” are not known: write it anew in the bank."
    return f"A question of the type “{type_}” cannot be converted: {reason}"
