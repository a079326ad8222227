"""What no part of a question may hold: images that fail, unclosed comments, endless markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from pylq_ext.banks.comments import COMMENT, UNCLOSED
from pylq_ext.banks.images import (
    ATTACHED,
    Images,
    Refused,
    alternative,
    image_tokens,
    refusal,
)
from pylq_ext.banks.layout import texts
from pylq_ext.banks.markdown import MAX_DEPTH, depth
from pylq_ext.banks.odd_signs import looks_quoted
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.source import too_complex

# Measured with markdown-it-py 4.3: these many keep any text of 128 KiB well under a second.
MAX_BRACKETS = 2_000
MAX_MARKS = 20_000
MAX_LINK_TEXT = 128 * 1024

_MARKS = re.compile(r"[*_`~$<&!\\|]")


def check_work(tokens: Sequence[Token]) -> list[Problem]:
    """Return why the text within these blocks should not even be parsed, if there is a reason."""
    deepest, line = depth(tokens)
    if deepest > MAX_DEPTH:
        return [_too_deep(line)]
    brackets = marks = 0
    for text in texts(tokens):
        brackets += text.content.count("[")
        marks += len(_MARKS.findall(text.content))
        if brackets > MAX_BRACKETS or marks > MAX_MARKS:
            return [too_complex((text.map or [0])[0] + 1)]
    return []


def check_text(tokens: Sequence[Token], lines: Sequence[str], images: Images) -> list[Problem]:
    """Return each mistake within the parsed text, and find its images."""
    deepest, line = depth(tokens)
    if deepest > MAX_DEPTH:
        return [_too_deep(line)]
    problems: list[Problem] = []
    link_text = 0
    for token in tokens:
        if token.type == COMMENT:
            problems.extend(_hidden_settings(token, token.map or [0, 1], lines))
        here = token.map or [0, 1]
        for child in token.children or ():
            link_text += sum(len(str(value)) for value in child.attrs.values())
            if child.type == COMMENT:
                problems.extend(_hidden_settings(child, here, lines))
            elif child.type == UNCLOSED:
                problems.append(_unclosed(child, here, lines))
        problems.extend(_images(token, lines, images))
        if token.type == "fence":
            problems.extend(_endless_code(token, lines))
    # A link definition can be named thousands of times and is copied each time.
    if link_text > MAX_LINK_TEXT:
        return [too_complex(1)]
    return problems


def _too_deep(line: int) -> Problem:
    return Problem(
        "too_deep",
        line,
        "Lists, quotes or emphasis are nested too deeply here to be read by anyone: make it "
        "flatter.",
    )


def _hidden_settings(token: Token, where: list[int], lines: Sequence[str]) -> Iterator[Problem]:
    match = re.match(r"<!--\s*pylq\s*:(.*)-->", token.content, re.S)
    if match:
        line = _find(lines, where, "<!--", token.content.split("\n", 1)[0])
        yield Problem(
            "settings_unreadable",
            line,
            "Settings are one comment on a line of its own; here they would go unseen.",
            mended="\n".join(_apart(lines, line, token.content, match[1]))
            if "\n" not in token.content and "<!--" not in match[1]
            else None,
        )


def _apart(lines: Sequence[str], line: int, comment: str, words: str) -> Iterator[str]:
    before, _, after = lines[line - 1].partition(comment)
    yield f"<!-- pylq: {' '.join(words.split())} -->"
    rest = f"{before.rstrip()}{after}" if before.strip() else after.strip()
    if rest.strip():
        yield rest


def _unclosed(token: Token, where: list[int], lines: Sequence[str]) -> Problem:
    line = _find(lines, where, "<!--", token.content.split("\n", 1)[0])
    return Problem(
        "comment_not_closed",
        line,
        "This comment has no end (`-->`), so what follows it would be hidden as well.",
        mended=f"{lines[line - 1].rstrip()} -->",
    )


def _images(token: Token, lines: Sequence[str], images: Images) -> Iterator[Problem]:
    start, end = token.map or [0, 1]
    at, column = start, 0
    for image in image_tokens([token]):
        # The parser knows only the paragraph: take the next line with an image's opening.
        while at < min(end, len(lines)) - 1 and lines[at].find("![", column) < 0:
            at, column = at + 1, 0
        column = lines[at].find("![", column) + 2 if "![" in lines[at][column:] else column
        yield from _image(image, at + 1, lines[at], images)


def _image(image: Token, line: int, text: str, images: Images) -> Iterator[Problem]:
    source = str(image.attrGet("src") or "")
    if not alternative(image).strip():
        yield Problem(
            "image_without_alt",
            line,
            "The image has no alternative text, so who cannot see it cannot answer: say between "
            "the brackets what it shows.",
            mended=re.sub(r"!\[\s*\]", "![what it shows]", text, count=0)
            if re.search(r"!\[\s*\]", text)
            else None,
            params={"src": source[:200]},
        )
    elif re.match(r"[a-z][a-z0-9+.-]+:|//", source, re.I) and not source.startswith(ATTACHED):
        yield Problem(
            "image_remote",
            line,
            "The image lies on another host: students' pages load nothing from elsewhere, and it "
            "may be gone tomorrow. Attach it to the cell.",
            mended=text.replace(source, "attachment:image.png") if source in text else None,
            params={"src": source[:200]},
        )
    else:
        try:
            images.find(source)
        except Refused as refused:
            yield refusal(refused, source, line)


def _endless_code(token: Token, lines: Sequence[str]) -> Iterator[Problem]:
    """Tell a block of code without its end that holds a quote, as if that were not meant for it."""
    start, end = token.map or [0, 1]
    block = lines[start + 1 : end]
    sign = re.escape(token.markup[0])
    if block and re.fullmatch(rf"[\s>]*{sign}{{{len(token.markup)},}}\s*", block[-1]):
        return
    for at, line in enumerate(block, start=start + 1):
        if looks_quoted(line) and not looks_quoted(lines[start]):
            indent = line[: len(line) - len(line.lstrip())]
            yield Problem(
                "code_not_closed",
                start + 1,
                "This block of code has no end, so that the note in it would be code and students "
                f"would read it: close it with `{token.markup}` above the note.",
                mended=f"{indent}{token.markup}\n{line}",
                replaces=(at + 1, at + 1),
            )
            return


def _find(lines: Sequence[str], where: list[int], opening: str, text: str) -> int:
    first, last = where
    for wanted in (text, opening):
        for index in range(first, min(last, len(lines))):
            if wanted in lines[index]:
                return index + 1
    return first + 1
