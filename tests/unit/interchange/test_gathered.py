"""The texts of one question bring their notes and images together."""

from __future__ import annotations

from pylq_ext.interchange.gathered import Gathered
from tests.unit.interchange.images import GIF, PNG


def image(name: str) -> str:
    return f'<img src="{name}" alt="dot">'


def test_a_note_is_told_once():
    gathered = Gathered()
    gathered.html("<u>a</u>")
    gathered.html("<u>b</u>")
    gathered.note("More.")
    assert len(gathered.notes) == 2


def test_one_image_in_two_texts_is_one():
    gathered = Gathered()
    texts = [gathered.html(image("a.png"), {"a.png": PNG}) for _ in range(2)]
    assert texts == ["![dot](attachment:a.png)"] * 2
    assert gathered.images == {"a.png": PNG}


def test_another_image_of_the_same_name_gets_another():
    gathered = Gathered()
    first = gathered.html(image("a.png"), {"a.png": PNG})
    second = gathered.html(image("a.png"), {"a.png": GIF})
    assert (first, second) == ("![dot](attachment:a.png)", "![dot](attachment:a-2.png)")
    assert gathered.images == {"a.png": PNG, "a-2.png": GIF}


def test_folders_are_no_part_of_a_name():
    gathered = Gathered()
    text = gathered.html(image("x/a.png") + image("y/a.png"), {"x/a.png": PNG, "y/a.png": GIF})
    assert text == "![dot](attachment:a.png)![dot](attachment:a-2.png)"
    assert gathered.images == {"a.png": PNG, "a-2.png": GIF}
