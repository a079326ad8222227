"""What of a question Moodle holds, if all that it does not hold was told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from hypothesis import assume

from pylq_ext.interchange.moodle_shares import shares_of_options
from pylq_ext.interchange.record import Record, Sort


def as_moodle_holds(record: Record, notes: tuple[str, ...]) -> Record:
    """The record without what Moodle does not hold, each of which was told."""
    told = " ".join(notes)
    assert ("time" in told) == bool(record.seconds)
    assert ("difficulty" in told) == bool(record.difficulty)
    has_notes = any(record.item_notes) or any(pair.note for pair in record.pairs)
    assert ("notes of its items" in told) == has_notes
    held = replace(record, seconds=None, difficulty="", item_notes=(), points=record.points)
    held = replace(held, pairs=tuple(replace(pair, note="") for pair in held.pairs))
    if record.sort is Sort.MULTIPLE and not record.is_poll:
        shares = shares_of_options(record, lambda _: None)
        choices = zip(record.choices, shares, strict=True)
        held = replace(
            held, is_partial=False, choices=tuple(replace(one, credit=to) for one, to in choices)
        )
    if record.is_poll:
        assert "no polls" in told
        assert ("points were dropped" in told) == (record.points != 1)
        held = replace(held, points=1.0)
    elif record.choices and not any(one.credit for one in record.choices):
        assert "No option is right" in told
        if record.points == 0:
            assert "which is a poll" in told
            held = replace(held, is_poll=True, points=1.0)
    if record.sort is Sort.ORDERING and record.is_partial:
        assert "partly right" in told
        held = replace(held, is_partial=False)
    for sentence, tail in (("lets case count", " exactly"), ("Wrong letters", " within 1 edit")):
        if sentence in told:
            forms = (replace(one, form=one.form.removesuffix(tail)) for one in held.accepted)
            held = replace(held, accepted=tuple(forms))
    if record.sort is Sort.BLANKS:
        held = replace(held, **_blanks(record, notes))
    if any(re.search(r"[`*~\[<]", pair.right) for pair in record.pairs):
        assume("made plain" not in told)
    return held


def _blanks(record: Record, notes: tuple[str, ...]) -> dict[str, Any]:
    told = " ".join(notes)
    dropped = " ".join(note for note in notes if note.startswith("An answer was dropped"))
    assert ("names of its blanks" in told) == any(blank.label for blank in record.blanks)
    points = 1.0 if record.points is None else record.points
    held = max(float(len(record.blanks)), float(round(points)))
    assert ("points in Moodle, and" in told) == (points != held)
    assert ("different points" in told) == (held % len(record.blanks) != 0)
    blanks = []
    for blank in record.blanks:
        forms = [one.form for one in blank.accepted if one.form != "otherwise"]
        is_exact = all(form.endswith(" exactly") for form in forms)
        assert is_exact or not any(f.endswith(" exactly") for f in forms) or "lets case" in told
        assert "Wrong letters" in told or not any(form.endswith("1 edit") for form in forms)
        tails = (" within 1 edit", "" if is_exact else " exactly")
        accepted = tuple(
            replace(one, form=one.form.removesuffix(tails[0]).removesuffix(tails[1]))
            for one in blank.accepted
            if f"`{one.form}`" not in dropped
        )
        blanks.append(replace(blank, accepted=accepted))
    return {"points": held, "blanks": tuple(blanks)}


def as_gift_holds(record: Record, notes: tuple[str, ...]) -> Record:
    """The record without what GIFT does not hold, each of which was told."""
    told = " ".join(notes)
    assert ("points were dropped" in told) == (record.points != 1)
    assert ("model answer was dropped" in told) == bool(record.model_answer)
    assert ("are shuffled" in told) == (record.shuffle and record.sort is not Sort.ORDERING)
    held = replace(record, points=1.0, model_answer="", shuffle=False)
    if "case does not count" in told:
        forms = (replace(one, form=one.form.removesuffix(" exactly")) for one in held.accepted)
        held = replace(held, accepted=tuple(forms))
    return as_moodle_holds(held, notes)
