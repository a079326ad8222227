"""HTML comments in Markdown: hidden from students, as every notebook viewer hides them.

With `html=False` markdown-it would show a comment as text, and a teacher's remark to herself would
stand on every student's screen.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

COMMENT = "pylq_comment"
UNCLOSED = "pylq_comment_unclosed"

_FAILED = "pylq_comments_failed"


def comments_plugin(md: MarkdownIt) -> None:
    """Make tokens of type `COMMENT` and `UNCLOSED`, which render as nothing."""
    md.block.ruler.before(
        "table", COMMENT, _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.inline.ruler.before("autolink", COMMENT, _inline)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<!--", position):
        return False
    # Each line of many unclosed comments would search to the end again: remember what failed.
    failed_first, failed_last = state.env.get(_FAILED, (0, -1))
    if failed_first <= start <= failed_last:
        return False
    position += 4
    for line in range(start, end):
        if line > start:
            position = state.bMarks[line] + state.tShift[line]
            if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
                break
        close = state.src.find("-->", position, state.eMarks[line])
        if close < 0:
            continue
        if state.src[close + 3 : state.eMarks[line]].strip():
            break
        if not silent:
            token = state.push(COMMENT, "", 0)
            token.content = state.getLines(start, line + 1, state.blkIndent, False)
            token.map = [start, line + 1]
            token.hidden = True
            state.line = line + 1
        return True
    else:
        line = end
    state.env[_FAILED] = (start, line - 1 if line > start else start)
    return False


def _inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("<!--", state.pos):
        return False
    close = state.src.find("-->", state.pos + 4, state.posMax)
    if not silent:
        token = state.push(UNCLOSED if close < 0 else COMMENT, "", 0)
        token.content = state.src[state.pos : state.posMax if close < 0 else close + 3]
        token.hidden = True
    # An unclosed comment hides the rest, as in a browser; the reader reports it.
    state.pos = state.posMax if close < 0 else close + 3
    return True
