"""Records with blanks as cells of a bank: the list of what each accepts, and the proof of it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence

from pylq_ext.banks.blanks import MAX_BLANKS
from pylq_ext.banks.render import render_markdown
from pylq_ext.domain.kinds.blanks import forms_of
from pylq_ext.domain.kinds.parts import part_id
from pylq_ext.domain.question import Blank as AskedBlank
from pylq_ext.domain.question import Question, option_id
from pylq_ext.interchange.blank_texts import shown_plain
from pylq_ext.interchange.record import Accepted, Blank, Choice, Record
from pylq_ext.interchange.unfit import Unfit

#: How the list's items are numbered, where a list of the prompt stands before it or not.
_NUMBERS = {"-": "{}.", "*": "{})"}

#: Most words of the prompt that a blank is called by.
_MOST_WORDS = 4
_BLANK = re.compile("_{3,}")
#: An entity, or where a link or an image leads.
_UNSAID = re.compile(r"&[#\w]{1,31};|(?<=\])\([^()\s]*\)")
_LINE = re.compile(r"<p>(?:(?!</?p>|<img).)+</p>")
_WORD = re.compile(r"[^\W_]+")


def list_of_blanks(record: Record, inner: Sequence[Sequence[str]], bullet: str) -> str:
    """Return the list with an item for each blank; nothing where there is no key.

    `inner` are the items of each blank's own list, as they are written. Raises Unfit where a bank
    cannot hold them.
    """
    if len(record.blanks) > MAX_BLANKS:
        raise Unfit(
            f"It has {len(record.blanks)} blanks; a question has at most {MAX_BLANKS}. Write"
            " several questions."
        )
    if not any(inner):
        return ""
    written = []
    names = _names(record)
    for at, items in enumerate(inner):
        if not items:
            raise Unfit("One of its blanks has no right answer, and others have.")
        number = _NUMBERS.get(bullet, bullet).format(at + 1)
        indent = " " * (len(number) + 1)
        below = textwrap.indent("\n".join(items), indent, lambda line: bool(line.strip()))
        written.append(f"{number} {names[at]}\n{below}")
    return "\n".join(written)


def are_as_meant(question: Question, record: Record) -> bool:
    """Tell whether a question's blanks and its key are what the record says, part by part."""
    face, key = question.face, question.key
    if len(face.blanks) != len(record.blanks):
        return False
    if not any(blank.accepted or blank.choices for blank in record.blanks):
        return key.right is None and not key.forms
    right: set[str] = set()
    shares: dict[str, float] = {}
    noted: set[str] = set()
    for asked, blank in zip(face.blanks, record.blanks, strict=True):
        if not _is_as_meant(asked, blank, [form.text for form in forms_of(asked, key)]):
            return False
        for at, one in enumerate(_answers(blank)):
            name = part_id(asked.id, option_id(at))
            if one.credit >= 1:
                right.add(name)
            elif one.credit > 0:
                shares[name] = one.credit
            if one.note.strip():
                noted.add(name)
    return (
        key.right == frozenset(right)
        and set(key.notes) == noted
        and set(key.shares) == set(shares)
        and all(abs(key.shares[name] - share) < 1e-5 for name, share in shares.items())
    )


def _is_as_meant(asked: AskedBlank, blank: Blank, forms: list[str]) -> bool:
    offered = [option.text for option in asked.options]
    meant = [shown_plain(render_markdown(choice.text)) for choice in blank.choices]
    return offered == meant and forms == [one.form for one in blank.accepted]


def _answers(blank: Blank) -> Iterable[Accepted | Choice]:
    return blank.choices or blank.accepted


def _names(record: Record) -> list[str]:
    """Return what each blank is called: its label, or the words beside it in its line."""
    pieces = _BLANK.split(record.prompt)
    names = []
    for at, blank in enumerate(record.blanks):
        label = _words(blank.label)
        before = _words(pieces[at].rpartition("\n")[2]) if at < len(pieces) - 1 else []
        behind = _words(pieces[at + 1].partition("\n")[0]) if at < len(pieces) - 1 else []
        words = label or before[-_MOST_WORDS:] or behind[:_MOST_WORDS] or ["blank", str(at + 1)]
        names.append(blank.label if _is_name(blank.label) else " ".join(words)[:100])
    return names


def _is_name(label: str) -> bool:
    """Tell whether a label can stand behind a number as it is, as one line of text."""
    if not label or label[0] == "[" or label != " ".join(label.split()):
        return False
    fragment = render_markdown(label)
    return _LINE.fullmatch(fragment) is not None and len(shown_plain(fragment)) > 0


def _words(text: str) -> list[str]:
    """Return the words of a text without their signs, so that no markup is in them."""
    return _WORD.findall(_UNSAID.sub(" ", text))
