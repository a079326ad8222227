"""Texts that are accepted as answers, as FORMAT.md spells them: `= "Paris"`, `~ /colou?r/`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import re2

#: Most characters of an accepted text, and of a pattern.
MAX_TEXT_FORM: Final = 500

#: Most characters that may be wrong.
MAX_EDITS: Final = 5

_QUOTED = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"\s*(?P<tail>.*)', re.S)
_WITHIN = re.compile(r"within\s+(?P<edits>[0-9]{1,3})\s+edits?")
_PATTERN = re.compile(r"/(?P<pattern>(?:[^/\\]|\\.)*)/\s*(?P<tail>.*)", re.S)
_ESCAPED = re.compile(r'\\(["\\])')
#: What keyboards and word processors put in place of plain signs.
_PLAIN: Final = str.maketrans("‘’‚‛“”„‟‐‑‒–—−", "''''\"\"\"\"------")

#: Memory for a compiled pattern, in bytes: what needs more is refused when it is read.
_MOST_MEMORY: Final = 1 << 20


class NoSuchText(ValueError):
    """A text is no form of an accepted text; the message says why."""


@dataclass(frozen=True, slots=True)
class TextForm:
    """One text: without regard to case and blanks unless `exact`; `edits` signs may be wrong."""

    text: str
    exact: bool = False
    edits: int = 0

    def fits(self, answer: str) -> bool:
        """Return whether an answer says this."""
        if self.exact:
            return unicodedata.normalize("NFC", answer.strip()) == self.text
        return _is_within(normalised(answer), normalised(self.text), self.edits)


@dataclass(frozen=True, slots=True)
class PatternForm:
    """A regular expression in RE2's syntax that the whole answer fits.

    RE2 takes time in proportion to the answer's length, whatever the pattern
    (https://github.com/google/re2/wiki/Syntax).
    """

    pattern: str
    exact: bool = False

    def fits(self, answer: str) -> bool:
        """Return whether all of an answer fits the pattern; case counts if it is `exact`."""
        text = unicodedata.normalize("NFC", answer.strip())
        return _compiled(self.pattern, self.exact).fullmatch(text) is not None


def normalised(text: str) -> str:
    """Return a text as it is compared: one case, one blank between words, plain quotes and dashes.

    By Unicode's NFKC and full case folding, so `ﬁ` is `fi`, and `ß` is `ss`.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return " ".join(unicodedata.normalize("NFKC", plain.casefold()).split())


def spelled_text(words: str) -> str:
    """Return a text as a form quotes it, behind the equals sign."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def read_text_form(text: str) -> TextForm:
    """Return the text that a form, without its equals sign, accepts; raises NoSuchText."""
    found = _QUOTED.fullmatch(text.strip())
    if found is None:
        raise NoSuchText('an accepted text stands between two quotation marks, `= "Paris"`')
    words = _ESCAPED.sub(r"\1", found["text"])
    if len(words) > MAX_TEXT_FORM:
        raise NoSuchText(f"this is longer than {MAX_TEXT_FORM} characters")
    if not normalised(words):
        raise NoSuchText("there is nothing between the quotation marks")
    tail = found["tail"].strip()
    if tail == "":
        return TextForm(words)
    if tail == "exactly":
        return TextForm(unicodedata.normalize("NFC", words.strip()), exact=True)
    within = _WITHIN.fullmatch(tail)
    if within is None:
        raise NoSuchText("behind the text may stand `exactly` or `within 1 edit`")
    edits = int(within["edits"])
    if not 1 <= edits <= MAX_EDITS:
        raise NoSuchText(f"from 1 to {MAX_EDITS} edits can be forgiven")
    if edits >= len(normalised(words)):
        raise NoSuchText("so many edits would turn any short text into this one")
    return TextForm(words, edits=edits)


def read_pattern_form(text: str) -> PatternForm:
    """Return the pattern that a form, without its tilde, has; raises NoSuchText."""
    found = _PATTERN.fullmatch(text.strip())
    if found is None:
        raise NoSuchText("a pattern stands between two slashes, `~ /colou?r/`")
    pattern = found["pattern"].replace("\\/", "/")
    if not pattern:
        raise NoSuchText("there is nothing between the slashes")
    if len(pattern) > MAX_TEXT_FORM:
        raise NoSuchText(f"this is longer than {MAX_TEXT_FORM} characters")
    tail = found["tail"].strip()
    if tail not in ("", "exactly"):
        raise NoSuchText("behind a pattern may stand `exactly`, which lets case count")
    form = PatternForm(pattern, exact=tail == "exactly")
    try:
        _compiled(form.pattern, form.exact)
    except re2.error as error:
        raise NoSuchText(f"the pattern cannot be used: {_words_of(error)}") from None
    return form


@lru_cache(maxsize=256)
def _compiled(pattern: str, exact: bool) -> Any:
    options = re2.Options()
    options.case_sensitive = exact
    options.log_errors = False
    options.max_mem = _MOST_MEMORY
    return re2.compile(pattern, options)


def _words_of(error: Exception) -> str:
    words = error.args[0] if error.args else ""
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)


def _is_within(one: str, other: str, most: int) -> bool:
    """Return whether so many insertions, deletions and replacements turn one into the other.

    Levenshtein's distance in a band of that width, by Ukkonen, "Algorithms for approximate string
    matching" (1985).
    """
    if abs(len(one) - len(other)) > most:
        return False
    if most == 0:
        return one == other
    far = most + 1
    row = {at: at for at in range(most + 1)}
    for index, sign in enumerate(one, start=1):
        below = {}
        for at in range(max(0, index - most), min(len(other), index + most) + 1):
            if at == 0:
                below[at] = index
                continue
            below[at] = min(
                row.get(at, far) + 1,
                below.get(at - 1, far) + 1,
                row.get(at - 1, far) + (sign != other[at - 1]),
            )
        if min(below.values()) > most:
            return False
        row = below
    return row.get(len(other), far) <= most
