"""Embedded answers (cloze) in a GIFT file, as some write them there.

Moodle itself reads them in its XML and in files of their own, and not in GIFT.
"""

from __future__ import annotations

from pylq_ext.interchange.gift_signs import reveal
from pylq_ext.interchange.gift_texts import Texts
from pylq_ext.interchange.moodle_cloze import ClozeTexts, read_cloze_text
from pylq_ext.interchange.record import Record


def read_gift_cloze(text: str, texts: Texts) -> Record:
    """Return the record of a question in whose text blanks are, with escaped signs still hidden.

    Raises Unfit.
    """
    record = read_cloze_text(text.strip(), texts.prompt, ClozeTexts(texts.of, texts.note, reveal))
    texts.note("Its embedded answers, which are no part of GIFT, were read as in Moodle's cloze.")
    return record
