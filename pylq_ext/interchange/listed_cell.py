"""Records of pairs and of orders as cells of a bank, and the proof that they read as they are."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from pylq_ext.banks.render import render_markdown
from pylq_ext.domain.kinds.parts import split_part
from pylq_ext.domain.question import Question
from pylq_ext.interchange.record import Pair, Record, Sort
from pylq_ext.interchange.unfit import Unfit

#: A line that stands behind a bullet as text, whatever is before or behind it.
_LINE = re.compile(r"(?![>|#\s]|[-+*](?:\s|$)|[`~]{3}|\d+[.)]|\[[ xX]?\])[^\n]*\S")


def list_of(record: Record, bullet: str) -> str:
    """Return the list of a matching or an ordering; raises Unfit where it would not be one."""
    if record.sort is Sort.ORDERING:
        notes = record.item_notes or ("",) * len(record.items)
        items = zip(record.items, notes, strict=True)
        return "\n".join(f"{bullet} {_item(item)}{_below(note)}" for item, note in items)
    lines = []
    for pair in record.pairs:
        if not pair.right.strip() and not record.is_poll:
            raise Unfit("One of its pairs has nothing that belongs to it.")
        left = _line(pair.left) if pair.left.strip() else ""
        right = f"→ {_line(pair.right)}" if pair.right.strip() else ""
        lines.append(" ".join(filter(None, (bullet, left, right))) + _below(pair.note))
    return "\n".join(dict.fromkeys(lines))


def is_as_meant(question: Question, record: Record) -> bool:
    """Tell whether a question's key is what the record says, text by text."""
    right = dict(split_part(part) for part in question.key.right or ())
    texts = {option.id: option.text for option in question.face.options}
    if (question.key.right is None) != record.is_poll or len(question.key.notes) != sum(
        bool(note.strip()) for note in (*record.item_notes, *(one.note for one in record.pairs))
    ):
        return False
    if record.is_poll:
        offered = {_shown(text) for text in record.items or _sides(record.pairs)}
        return {*texts.values(), *(one.text for one in question.face.targets)} == offered
    if record.sort is Sort.ORDERING:
        order = sorted(right, key=lambda option: int(right[option]))
        return [texts[option] for option in order] == [_shown(item) for item in record.items]
    targets = {target.id: target.text for target in question.face.targets}
    read = [(text, targets[right[option]]) for option, text in texts.items()]
    meant = [(_shown(one.left), _shown(one.right)) for one in record.pairs if one.left.strip()]
    offered = {_shown(pair.right) for pair in record.pairs}
    return read == list(dict.fromkeys(meant)) and set(targets.values()) == offered


def _sides(pairs: Iterable[Pair]) -> Iterator[str]:
    return (side for pair in pairs for side in (pair.left, pair.right) if side.strip())


def _below(note: str) -> str:
    """Return a note as it stands below its item."""
    quote = "\n".join(f"> {line}" if line.strip() else ">" for line in note.split("\n"))
    return f"\n{textwrap.indent(quote, '  ')}" if note.strip() else ""


def _line(text: str) -> str:
    text = text.strip()
    if not _LINE.fullmatch(text):
        raise Unfit("A pair of a bank stands on one line of text, and one of these does not.")
    return text


def _item(text: str) -> str:
    text = text.strip()
    if "\n" not in text:
        return _line(text)
    return textwrap.indent(text, "  ", lambda line: bool(line.strip())).lstrip()


def _shown(text: str) -> str:
    """Return a text as a question shows it: one paragraph stands without its element."""
    fragment = render_markdown(text)
    return re.sub(r"^<p>(.*)</p>$", r"\1", fragment, flags=re.S) if _is_one(fragment) else fragment


def _is_one(fragment: str) -> bool:
    return fragment.startswith("<p>") and fragment.count("<p>") == 1 and fragment.endswith("</p>")
