"""Code to coloured HTML."""

from __future__ import annotations

import html
from functools import cache
from typing import Any

from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import find_lexer_class_by_name  # type: ignore[import-untyped]
from pygments.token import STANDARD_TYPES  # type: ignore[import-untyped]
from pygments.util import ClassNotFound  # type: ignore[import-untyped]

CODE_CLASS = "pylq-code"

# Lexers are tables of regular expressions, and not all of Pygments' 500 stand up to hostile text.
LANGUAGES = frozenset(
    [
        "python",
        "py",
        "python3",
        "pycon",
        "pytb",
        "ipython",
        "ipython3",
        "bash",
        "sh",
        "console",
        "json",
        "toml",
        "ini",
        "yaml",
        "sql",
        "r",
        "julia",
        "c",
        "cpp",
        "java",
        "javascript",
        "js",
        "typescript",
        "ts",
        "html",
        "css",
        "diff",
    ]
)
_ALIASES = {"ipython": "python", "ipython3": "python"}
#: Longer code is shown without colours: some of Pygments' lexers take a time that grows with the
#: square of a line's length.
MAX_HIGHLIGHTED = 8 * 1024

PYGMENTS_CLASSES = frozenset(name for name in STANDARD_TYPES.values() if name)

_formatter = HtmlFormatter(nowrap=True)


@cache
def _lexer_class(language: str) -> Any:
    return find_lexer_class_by_name(language)


def code_html(text: str, language: str) -> str:
    """Return a block of code as HTML, coloured if its language (in lower case) is one of ours."""
    text = text.rstrip("\n")
    marked = html.escape(text, quote=False)
    if language in LANGUAGES and len(text) <= MAX_HIGHLIGHTED:
        try:
            lexer_class = _lexer_class(_ALIASES.get(language, language))
        except ClassNotFound:  # pragma: no cover - the list above names Pygments' own
            pass
        else:
            lexer = lexer_class(stripnl=False, ensurenl=False)
            marked = highlight(text, lexer, _formatter).rstrip("\n")
    return f'<div class="{CODE_CLASS}"><pre><code>{marked}</code></pre></div>\n'
