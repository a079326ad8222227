"""A settings line in code is none, whether or not the text had to be parsed to know."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pylq_ext.banks.markdown import TooComplex, code_lines, parse_blocks, shared_parser
from pylq_ext.banks.settings import settings_lines
from pylq_ext.banks.source import Source

SETTINGS = "<!-- pylq: open -->"
LINES = [
    SETTINGS,
    f" {SETTINGS}",
    f"    {SETTINGS}",
    f"\t{SETTINGS}",
    "```",
    "```python",
    "``` `",
    "   ```",
    "    ```",
    "````",
    "~~~",
    "~~~ `",
    "~~~~  ",
    "```\t",
    "```\u00a0",
    "  ~~~",
    "- ```",
    "> ```",
    "- a",
    "  b",
    "> q",
    "text",
    "",
    "$$",
    "$$ a $$",
    "\\begin{align}",
    "\\end{align}",
    "<!--",
    "-->",
    "a | b",
    "--|--",
    "[a]: b 'c",
    "1. ",
    "===",
]


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.sampled_from(LINES), max_size=12).map(lambda some: [*some, SETTINGS]))
@example(["$$", "```", "$$", "```", SETTINGS])
@example(["```", "```\u00a0", "```", SETTINGS])
def test_settings_are_found_where_a_parsed_text_has_no_code(lines: list[str]):
    text = "\n".join(lines)
    try:
        expected = settings_lines(lines, code_lines(parse_blocks(shared_parser(), text).tokens))
    except TooComplex:
        return
    found = Source.of(text)
    assert isinstance(found, Source)
    assert found.settings_at == expected


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (f"```\n{SETTINGS}\n```", []),
        (f"```\nx\n```\n{SETTINGS}", [3]),
        (f"- a\n  ```\n  {SETTINGS}\n  ```", []),
        (f"- a\n\n      {SETTINGS}", []),
    ],
)
def test_a_settings_line_in_code_is_none(text: str, at: list[int]):
    found = Source.of(text)
    assert isinstance(found, Source)
    assert found.settings_at == at
