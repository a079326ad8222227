r"""Texts of jupyterquiz and its relatives: HTML with mathematics in dollars, links and code.

What a browser is given there is HTML in which `$…$` and `$$…$$` were made mathematics and
`[words](address)` a link. Backticks mean nothing to it, but much to those who write them.
"""

from __future__ import annotations

import html
import re

from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.markup import Markup, from_html, from_plain
from pylq_ext.interchange.markup_code import fenced
from pylq_ext.interchange.markup_tex import MAX_TEX

CODE = "Backticks mark code in a bank; the source's program shows them as they stand."
LONE_BACKTICK = (
    "A backtick without a second one was kept as it stands: look whether one is missing."
)
DOLLARS = "A dollar sign that opens no formula was kept as a dollar sign."
BACKSLASHES = "Backslashes of TeX that the source had lost were put back: look at the formulas."
TAGS_IN_CODE = "Code holds HTML, which stands there as it is: look whether it was meant to act."

MAX_CODE = 20_000

_SPECIAL = re.compile(r"[<&$\\`\[\x00-\x1f\x7f\xa0]")
_TOKEN = re.compile(
    r"(?P<ticks>`++)|(?P<dollars>\$\$?)|\\begin\{(?P<environment>[A-Za-z]{1,20}\*?)\}"
    r"|\\(?P<escaped>[\\$`(\[])|<(?P<address>https?://[^\s<>]{1,2000})>"
    r"|\[(?P<words>[^\[\]]{1,500})\]\((?P<link>(?:https?://|mailto:)[^\s()<>]{1,2000})\)"
    r"|<[A-Za-z/][^<>]*+>"
)
_CLOSING = {"(": "\\)", "[": "\\]"}
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(r"</?(?:br|b|i|em|strong|span|font|u|sub|sup|mark)\b[^<>]*>", re.I)
_FENCE = re.compile(r"(?P<language>[A-Za-z0-9+#-]{0,20})[ \t]*\n(?P<code>.*)", re.S)

# An escape of JSON or Python that was meant for TeX left one of these in a text.
_LOST = {"\x07": "a", "\x08": "b", "\x0b": "v", "\x0c": "f"}
_LOST_SIGN = re.compile(r"[\x07\x08\x0b\x0c](?=[A-Za-z])")
# Blanks can be meant: they are TeX only in a formula, and before the rest of a command's name.
_LOST_BLANK = re.compile(r"([\t\n\r])([A-Za-z]{1,20})")
_BLANKS = {"\t": "t", "\n": "n", "\r": "r"}
_COMMANDS = frozenset(
    {"tan", "tanh", "tau", "text", "textbf", "textit", "textrm", "texttt", "tfrac", "therefore"}
    | {"theta", "tilde", "times", "to", "top", "triangle", "nabla", "ne", "neg", "neq", "nexists"}
    | {"ngeq", "ni", "nleq", "nmid", "not", "notin", "nparallel", "nsubseteq", "nu", "rangle"}
    | {"rceil", "rfloor", "rho", "right", "rightarrow", "rm", "rvert"}
)


class _Marks:
    """Finds the marks of one text; `notes` grow meanwhile."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.notes: dict[str, None] = {}

    def html(self) -> str:
        """Return the text as HTML in which no formula stands in dollars."""
        written = []
        done = 0
        while (token := _TOKEN.search(self.text, done)) is not None:
            written.append(self.text[done : token.start()])
            piece, done = self._token(token)
            written.append(piece)
        written.append(self.text[done:])
        return "".join(written)

    def _token(self, token: re.Match[str]) -> tuple[str, int]:
        """Return what a mark and what belongs to it become, and where they end."""
        if token["ticks"]:
            return self._code(token)
        if token["dollars"]:
            return self._dollars(token)
        if token["environment"]:
            return self._formula(token, f"\\end{{{token['environment']}}}")
        if token["escaped"] in _CLOSING:
            return self._formula(token, _CLOSING[token["escaped"]])
        if token["escaped"] in ("$", "`"):
            return token["escaped"], token.end()
        address = token["address"] or token["link"]
        if address:
            words = token["words"] or html.escape(address)
            return f'<a href="{html.escape(address)}">{words}</a>', token.end()
        return token[0], token.end()

    def _code(self, token: re.Match[str]) -> tuple[str, int]:
        ticks = token["ticks"]
        closing = re.compile(rf"(?<!`){ticks}(?!`)").search(
            self.text, token.end(), token.end() + MAX_CODE
        )
        inner = self.text[token.end() : closing.start()] if closing is not None else ""
        if closing is None or not inner.strip():
            self.notes[LONE_BACKTICK] = None
            return ticks, token.end()
        self.notes[CODE] = None
        block = _FENCE.fullmatch(inner) if len(ticks) > 2 else None
        if block is not None:
            language = f' class="language-{block["language"]}"' if block["language"] else ""
            return f"<pre><code{language}>{_literal(block['code'])}</code></pre>", closing.end()
        return f"<code>{_literal(inner)}</code>", closing.end()

    def _formula(self, token: re.Match[str], closing: str) -> tuple[str, int]:
        end = self.text.find(closing, token.end(), token.end() + MAX_TEX)
        if end < 0:
            return token[0], token.end()
        return f"{token[0]}{self._tex(token.end(), end)}{closing}", end + len(closing)

    def _dollars(self, token: re.Match[str]) -> tuple[str, int]:
        sign = token["dollars"]
        end = self.text.find(sign, token.end(), token.end() + MAX_TEX)
        while end > 0 and self.text[end - 1] == "\\":
            end = self.text.find(sign, end + 1, token.end() + MAX_TEX)
        if end < 0:
            return sign, token.end()
        tex = self._tex(token.end(), end)
        behind = self.text[end + len(sign) : end + len(sign) + 1]
        if not _is_formula(sign, tex, behind):
            self.notes[DOLLARS] = None
            return sign, token.end()
        tex = tex.strip()
        return (f"\\[{tex}\\]" if sign == "$$" else f"\\({tex}\\)"), end + len(sign)

    def _tex(self, start: int, end: int) -> str:
        tex = _LOST_BLANK.sub(self._restored, self.text[start:end])
        return _literal(tex)

    def _restored(self, match: re.Match[str]) -> str:
        name = _BLANKS[match[1]] + match[2]
        if name not in _COMMANDS:
            return match[0]
        self.notes[BACKSLASHES] = None
        return f"\\{name}"


def jupyter_text(source: str) -> Markup:
    """Return the Markdown of a text, with a note for whatever does not show as it did."""
    if _SPECIAL.search(source) is None:
        return Markup(from_plain(source.strip()))
    restored = _LOST_SIGN.sub(lambda match: f"\\{_LOST[match[0]]}", source)
    marks = _Marks(restored)
    if restored != source:
        marks.notes[BACKSLASHES] = None
    markup = from_html(marks.html())
    return Markup(markup.text, (*marks.notes, *markup.notes), markup.images)


def jupyter_code(source: str, gathered: Gathered) -> str:
    """Return code that stands in a field of its own as a block of Markdown."""
    if _TAG.search(source) is not None:
        gathered.note(TAGS_IN_CODE)
    return fenced(_ENTITY.sub(lambda match: html.unescape(match[0]), source))


def _is_formula(sign: str, inner: str, behind: str) -> bool:
    """Tell formulas, `$ x $` among them, from prices like `$5 and $6` or `$5-$6`."""
    if not inner.strip() or "\n\n" in inner:
        return False
    if sign == "$" and inner[0].isspace() != inner[-1].isspace():
        return False
    return not behind.isdigit()


def _literal(text: str) -> str:
    """Return text so that HTML shows it as it is; what stands as an entity stays one."""
    return html.escape(_ENTITY.sub(lambda match: html.unescape(match[0]), text), quote=False)
