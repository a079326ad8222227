r"""JSON as people write it, who never see their file refused by the program that shows it.

That program puts the file into a page as JavaScript. So these are read as well: trailing commas,
comments, single quotes, names without quotes, Python's `True` and `None`, line breaks within a
text, and backslashes that JSON does not know, as in `"\pi"`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

from pylq_ext.interchange.record import Unreadable

MAX_CHARACTERS = 16 * 1024 * 1024
MAX_VALUES = 100_000
#: Of markup in all texts together; each costs time when the texts are read.
MAX_SIGNS = 1_000_000
MAX_DEPTH = 40
MAX_DIGITS = 400

_GAP = re.compile(r"(?:[ \t\r\n\xa0\ufeff]++|//[^\n]*+|/\*.*?\*/)*+", re.S)
_BLANKS = " \t\r\n\xa0\ufeff/"
_TEXT = {sign: re.compile(rf"{sign}((?:[^{sign}\\]++|\\.)*+){sign}", re.S) for sign in ('"', "'")}
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|\r?\n|.)", re.S)
_MEANING = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"} | {
    sign: sign for sign in "\"'\\/"
}
_NUMBER = re.compile(r"[-+]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][-+]?[0-9]++)?")
_WORD = re.compile(r"-?[A-Za-z_$][A-Za-z0-9_$]*+")
_WORDS = {
    **dict.fromkeys(["true", "True"], True),
    **dict.fromkeys(["false", "False"], False),
    **dict.fromkeys(["null", "None", "undefined"]),
    "Infinity": float("inf"),
    "-Infinity": float("-inf"),
    "NaN": float("nan"),
}
_CURLY = frozenset("“”„‟‘’‚‛«»")


class JsonObject(dict[str, Any]):
    """An object; `line` is where it begins (from 1), `repeated` are names that stood twice."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.repeated: list[str] = []

    def put(self, name: str, value: Any) -> None:
        """Add a member; of two with the same name the later one counts."""
        if name in self:
            self.repeated.append(name)
        self[name] = value


def read_json(text: str) -> Any:
    """Return the value of a whole text, its objects as `JsonObject`.

    Raises Unreadable, which tells line and column.
    """
    if signs_of_markup(text) > MAX_SIGNS:
        raise Unreadable(
            f"The JSON has more than {MAX_SIGNS:,} brackets, backslashes and signs of markup. "
            "Split the file."
        )
    # Of halves of signs, which no text in UTF-8 has, none goes further.
    reader = _Reader(whole(text))
    value = reader.read()
    reader.skip()
    if reader.text[reader.at : reader.at + 1] == ";":
        reader.at += 1
        reader.skip()
    if reader.at < len(reader.text):
        reader.fail(
            "the file goes on behind its end: take out what stands there, or put all questions "
            "into one list"
        )
    return value


def read_json_at(text: str, at: int) -> tuple[Any, int]:
    """Return the value that begins at `at`, and where it ends; raises Unreadable.

    Whatever may stand behind it. The text is `whole`, and has no more than `MAX_SIGNS`.
    """
    reader = _Reader(text, at)
    return reader.read(), reader.at


def signs_of_markup(text: str) -> int:
    """Return how many signs a text has that may have to be looked at one by one."""
    return sum(text.count(sign) for sign in "<&$`*_[\\")


def whole(text: str) -> str:
    """Return a text in which halves of a sign are one, and a half alone is a replacement."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Reader:
    def __init__(self, text: str, at: int = 0) -> None:
        if len(text) > MAX_CHARACTERS:
            raise Unreadable(
                f"The JSON has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read. "
                "Split the file."
            )
        self.text = text
        self.at = at
        self._values = 0
        self._last_text: tuple[int, int] | None = None
        self._line, self._counted = 1, 0

    def read(self) -> Any:
        """Return the value that begins here; `at` is then behind it."""
        opened: list[list[Any] | JsonObject] = []
        while True:
            inner = opened[-1] if opened else None
            self.skip()
            sign = self._sign()
            if inner is not None and sign == _end_of(inner):
                self.at += 1
                value: Any = opened.pop()
            else:
                value = self._put(inner, sign)
                if isinstance(value, (list, JsonObject)):
                    opened.append(value)
                    if len(opened) > MAX_DEPTH:
                        self.fail(f"lists and objects stand more than {MAX_DEPTH} deep")
                    continue
            if not opened:
                return value
            self.skip()
            if self._sign() == ",":
                self.at += 1
            elif self._sign() != _end_of(opened[-1]):
                self._fail_behind_value(_end_of(opened[-1]))

    def skip(self) -> None:
        """Go over blanks and comments."""
        if self.text[self.at : self.at + 1] not in _BLANKS:
            return
        gap = _GAP.match(self.text, self.at)
        if gap is not None:
            self.at = gap.end()

    def fail(self, why: str, at: int | None = None) -> NoReturn:
        """Raise Unreadable for what stands at a place, or here."""
        at = self.at if at is None else at
        line = self.text.count("\n", 0, at) + 1
        column = at - (self.text.rfind("\n", 0, at) + 1) + 1
        raise Unreadable(f"The JSON cannot be read at line {line}, column {column}: {why}.")

    def _put(self, inner: list[Any] | JsonObject | None, sign: str) -> Any:
        """Return the next value, which then is in the container that it stands in."""
        self._values += 1
        if self._values > MAX_VALUES:
            self.fail(f"there are more than {MAX_VALUES:,} values; split the file")
        if isinstance(inner, JsonObject):
            name = self._name(sign)
            value = self._value()
            inner.put(name, value)
            return value
        value = self._value()
        if inner is not None:
            inner.append(value)
        return value

    def _name(self, sign: str) -> str:
        word = _WORD.match(self.text, self.at)
        if sign in _TEXT:
            name = self._string(sign)
        elif word is not None:
            name, self.at = word[0], word.end()
        else:
            self._fail_before_value("the name of a field")
        self.skip()
        if self._sign() != ":":
            self.fail(f"behind the name `{name[:40]}` a colon is missing")
        self.at += 1
        self.skip()
        return name

    def _value(self) -> Any:
        sign = self._sign()
        if sign == "{":
            self.at += 1
            return JsonObject(self._here())
        if sign == "[":
            self.at += 1
            return []
        if sign in _TEXT:
            return self._string(sign)
        number = _NUMBER.match(self.text, self.at)
        if number is not None:
            return self._number(number)
        word = _WORD.match(self.text, self.at)
        if word is not None and word[0] in _WORDS:
            self.at = word.end()
            return _WORDS[word[0]]
        self._fail_before_value("a value")

    def _string(self, sign: str) -> str:
        found = _TEXT[sign].match(self.text, self.at)
        if found is None:
            self.fail("the text that begins here has no quotation mark at its end")
        self._last_text = found.span()
        self.at = found.end()
        if "\\" not in found[1]:
            return found[1]
        return whole(_ESCAPE.sub(_unescaped, found[1]))

    def _number(self, found: re.Match[str]) -> int | float:
        if len(found[0]) > MAX_DIGITS:
            self.fail(f"the number has more than {MAX_DIGITS} digits")
        self.at = found.end()
        return float(found[0]) if re.search(r"[.eE]", found[0]) else int(found[0])

    def _sign(self) -> str:
        return self.text[self.at : self.at + 1] or "the end"

    def _here(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def _fail_before_value(self, what: str) -> NoReturn:
        sign = self._sign()
        if sign in _CURLY:
            self.fail(
                f"here stands {sign}, as word processors write it: put straight quotation marks "
                'around texts ("…")'
            )
        if sign == "/" and self.text.startswith("/*", self.at):
            self.fail("the comment that begins here does not end")
        shown = "the file ends here" if sign == "the end" else f"here stands {_shown(sign)}"
        self.fail(f"{shown}, and {what} should: look for a comma or a quotation mark too many")

    def _fail_behind_value(self, end: str) -> NoReturn:
        if self._last_text is not None and self.at < len(self.text):
            start, behind = self._last_text
            if "\n" in self.text[start:behind] and not self.text[behind : self.at].strip():
                self.fail(
                    "the text that begins here goes over its line, and what follows is no JSON: "
                    "its quotation mark is missing at the end, or one within it has no backslash "
                    "before it",
                    start,
                )
        sign = self._sign()
        shown = "the file ends here" if sign == "the end" else f"here stands {_shown(sign)}"
        self.fail(
            f"{shown}, and a comma or `{end}` should: one is missing, or a quotation mark within "
            "a text has no backslash before it"
        )


def _end_of(container: list[Any] | JsonObject) -> str:
    return "}" if isinstance(container, JsonObject) else "]"


def _unescaped(match: re.Match[str]) -> str:
    escape = match[1]
    if escape.endswith("\n"):
        return ""
    if len(escape) > 1:
        return chr(int(escape[1:], 16))
    # What JSON does not know is the TeX that somebody forgot to double the backslash of.
    return _MEANING.get(escape, match[0])


def _shown(sign: str) -> str:
    return f"`{sign}`" if sign.isprintable() else f"the character U+{ord(sign):04X}"


def objects_in(value: Any) -> Iterator[JsonObject]:
    """Yield the objects of a list, or the value itself if it is one."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, JsonObject):
            yield one
