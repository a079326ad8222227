"""The colours of highlighted code: one stylesheet for a light and a dark page.

`python -m pylq_ext.banks.styles labextension/src/views/code.css` writes it to where the views are
built from; a test compares the two.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

# Colours with a contrast of at least 4.5 to 1 on the background of their scheme.
SCHEMES: Mapping[str, Mapping[str, str]] = {
    "light": {
        "background": "#f6f8fa",
        "text": "#1f2328",
        "keyword": "#a0111f",
        "name": "#6639ba",
        "builtin": "#0550ae",
        "string": "#0a3069",
        "number": "#0550ae",
        "operator": "#4b535d",
        "comment": "#57606a",
        "error": "#b3261e",
        "inserted": "#116329",
        "deleted": "#82071e",
    },
    "dark": {
        "background": "#161b22",
        "text": "#e6edf3",
        "keyword": "#ff7b72",
        "name": "#d2a8ff",
        "builtin": "#79c0ff",
        "string": "#a5d6ff",
        "number": "#79c0ff",
        "operator": "#b1bac4",
        "comment": "#9aa4af",
        "error": "#ffa198",
        "inserted": "#7ee787",
        "deleted": "#ffa198",
    },
}

# Pygments' short classes by what they are; those left out have the text's own colour.
_CLASSES = {
    "keyword": "k kc kd kn kp kr kt ow",
    "name": "nf fm nc nd ne nt",
    "builtin": "nb bp no nv vc vg vi vm na",
    "string": "s sa sb sc dl sd s2 se sh si sx sr s1 ss",
    "number": "m mb mf mh mi mo il",
    "operator": "o p",
    "comment": "c ch cm cp cpf c1 cs go gp",
    "error": "err gr gt",
    "inserted": "gi",
    "deleted": "gd",
}
_ITALIC = "c cm c1 sd"


def code_styles() -> str:
    """Return the CSS for highlighted code, all of it scoped to `.pylq-code`.

    The colours are custom properties (`--pylq-code-keyword`, ...). Dark ones hold in a JupyterLab
    with a dark theme, and outside JupyterLab where the system prefers dark.
    """
    return "\n".join(_rules()) + "\n"


def _rules() -> Iterator[str]:
    yield "/* Written by `python -m pylq_ext.banks.styles`: change pylq_ext/banks/styles.py. */"
    yield from _properties(".pylq-code", "light")
    yield from _properties('[data-jp-theme-light="false"] .pylq-code', "dark")
    yield "@media (prefers-color-scheme: dark) {"
    yield from _properties("body:not([data-jp-theme-light]) .pylq-code", "dark", indent="  ")
    yield "}"
    yield ".pylq-code pre {"
    yield "  margin: 0;"
    yield "  padding: 0.5em 0.75em;"
    yield "  overflow-x: auto;"
    yield "  border-radius: 4px;"
    yield "  background: var(--pylq-code-background);"
    yield "}"
    yield ".pylq-code pre code {"
    yield "  padding: 0;"
    yield "  background: none;"
    yield "  color: var(--pylq-code-text);"
    yield "  font-family: var(--jp-code-font-family, ui-monospace, Menlo, Consolas, monospace);"
    yield "}"
    for part, classes in _CLASSES.items():
        yield ",\n".join(f".pylq-code .{name}" for name in classes.split()) + " {"
        yield f"  color: var(--pylq-code-{part});"
        yield "}"
    yield ",\n".join(f".pylq-code .{name}" for name in _ITALIC.split()) + " {"
    yield "  font-style: italic;"
    yield "}"


def _properties(selector: str, scheme: str, indent: str = "") -> Iterator[str]:
    yield f"{indent}{selector} {{"
    for part, colour in SCHEMES[scheme].items():
        yield f"{indent}  --pylq-code-{part}: {colour};"
    yield f"{indent}}}"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(code_styles(), encoding="utf-8")
