"""The texts of a question in GIFT: their formats in brackets, and what Moodle makes of each."""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache

from markdown_it import MarkdownIt

from pylq_ext.banks.markdown import TooComplex, parse_blocks, parse_inlines, shared_parser
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.gift_signs import GAP, reveal
from pylq_ext.interchange.markup import from_plain

MAX_MARKDOWN = 10_000
"""Characters of a question's Markdown that are read as such: some take time beyond measure."""

_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_NAMES = (
    "a|abbr|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|iframe|img|"
    "ins|kbd|li|mark|math|ol|p|pre|q|s|samp|script|small|span|strike|strong|style|sub|sup|table|"
    "tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video|audio"
)
_TAG = re.compile(rf"</?(?:{_NAMES})(?=[\s/>])[^<>]*>|<!--|&(?:#\d+|#x[\da-f]+|[a-z]+\d*);", re.I)
_NO_TAG = re.compile(rf"<(?!/?(?:{_NAMES})[\s/>]|!--)", re.I)
_BLOCK = re.compile(r"<(?:p|div|ul|ol|table|pre|br|h[1-6]|blockquote|hr)\b", re.I)
# What may stand in any cell as it is; lists, code and tables could be taken for more.
_HARMLESS = frozenset(
    {"paragraph_open", "paragraph_close", "heading_open", "heading_close", "inline"}
    | {"text", "softbreak", "hardbreak", "code_inline", "em_open", "em_close"}
    | {"strong_open", "strong_close", "s_open", "s_close", "link_open", "link_close"}
)


class Texts:
    """Reads the texts of one question into Markdown; the prompt first, as it sets the format."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._default = "moodle"
        self._markdown_left = MAX_MARKDOWN

    def note(self, sentence: str) -> None:
        """Remember what has to be told of the question, once."""
        self._gathered.note(sentence)

    def prompt(self, source: str) -> str:
        """Return a question's text, in whose format the others are if they name none."""
        self._default, rest = _format_of(source, self._default)
        return _with_gap(self._read(rest, self._default))

    def of(self, source: str) -> str:
        """Return any other text."""
        format_, rest = _format_of(source, self._default)
        return self._read(rest, format_)

    def _read(self, source: str, format_: str) -> str:
        if format_ == "html":
            return self._gathered.html(reveal(source).strip())
        if format_ == "markdown":
            return self._markdown(reveal(source).strip())
        text = reveal(_dedented(source)).strip()
        if format_ == "plain" or not _TAG.search(text):
            return from_plain(text, tex=True)
        text = _NO_TAG.sub("&lt;", text)
        return self._gathered.html(text if _BLOCK.search(text) else "<br>".join(text.split("\n")))

    def _markdown(self, text: str) -> str:
        self._markdown_left -= len(text)
        if self._markdown_left < 0:
            self.note(
                f"The question has more than {MAX_MARKDOWN:,} characters of Markdown: some of it "
                "was taken as plain text."
            )
            return from_plain(text, tex=True)
        md = _moodles_parser()
        env: dict[str, object] = {}
        tokens = md.parse(text, env)
        kinds = {one.type for token in tokens for one in (token, *(token.children or ()))}
        if kinds <= _HARMLESS and not env.get("references"):
            return text
        return self._gathered.html(md.renderer.render(tokens, md.options, env))


def typed(source: str) -> str:
    """Return an answer that somebody types: its text as it is, without a format before it."""
    return reveal(_format_of(source, "plain")[1]).strip()


def one_line(source: str) -> str:
    """Return a text that has no format, in one line of Markdown."""
    return from_plain(" ".join(reveal(source).split()), tex=True)


def _format_of(source: str, default: str) -> tuple[str, str]:
    source = source.strip()
    named = _FORMAT.match(source)
    return (named[1], source[named.end() :].strip()) if named else (default, source)


def _dedented(source: str) -> str:
    """Return a text whose lines below the first are not indented together."""
    first, end, rest = source.partition("\n")
    return first + end + textwrap.dedent(rest)


def _with_gap(markdown: str) -> str:
    """Return a text whose gap shows as five low lines, in code as well."""
    if GAP not in markdown:
        return markdown
    return markdown.replace(GAP, "_____" if _is_in_code(markdown) else r"\_" * 5)


def _is_in_code(markdown: str) -> bool:
    try:
        blocks = parse_blocks(shared_parser(), markdown)
        parse_inlines(shared_parser(), blocks)
    except (TooComplex, RecursionError):
        return False
    return any(
        "code" in one.type or one.type == "fence"
        for token in blocks.tokens
        for one in (token, *(token.children or ()))
        if GAP in one.content
    )


@lru_cache(maxsize=1)
def _moodles_parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
