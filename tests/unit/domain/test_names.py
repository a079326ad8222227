"""Names of rooms and people: one line that can be shown, or a reason why not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.domain.errors import InvalidName
from pylq_ext.domain.names import MAX_NAME, clean_name


def clean(typed: str) -> str:
    return clean_name(typed, "A participant")


def refused(typed: str) -> str:
    with pytest.raises(InvalidName) as refusal:
        clean(typed)
    assert refusal.value.code == "invalid_name"
    return str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ada", "Ada"),
        ("  Ada \t Lovelace\n", "Ada Lovelace"),
        ("Zoe\u0308", "Zoë"),
        ("\u3000名前\u3000", "名前"),
        ("O'Neill-Smith, Jr.", "O'Neill-Smith, Jr."),
        ("<b>Bobby</b>", "<b>Bobby</b>"),
        ("👩\u200d🔬 Ada", "👩\u200d🔬 Ada"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Ada\u2028Lovelace", "Ada Lovelace"),
        ("1", "1"),
    ],
)
def test_a_name_that_can_be_shown_is_kept_in_its_one_form(typed: str, name: str):
    assert clean(typed) == name


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "\n\t",
        "\u00a0\u2003",
        "\u200d",
        "\u200c \u200d",
        "\u200b",
        "\u3164",
        "\u2800 \u200d",
    ],
)
def test_a_name_that_shows_nothing_is_none(typed: str):
    assert refused(typed) == "A participant needs a name."


@pytest.mark.parametrize(
    ("typed", "character"),
    [
        ("Ada\x00", "U+0000"),
        ("Ada\x07", "U+0007"),
        ("Ada\x1b[31m", "U+001B"),
        ("\u202eadA", "U+202E"),
        ("Ada\u2066", "U+2066"),
        ("A\u200bda", "U+200B"),
        ("A\ufeffda", "U+FEFF"),
        ("Ada\ud800", "U+D800"),
        ("Ada\ue000", "U+E000"),
        ("Ada\U000e0041", "U+E0041"),
    ],
)
def test_a_name_with_a_character_that_cannot_be_seen_is_refused_naming_it(
    typed: str, character: str
):
    assert character in refused(typed)


def test_a_name_may_be_so_long_and_no_longer():
    assert clean("x" * MAX_NAME) == "x" * MAX_NAME
    assert f"{MAX_NAME} is the most" in refused("x" * (MAX_NAME + 1))


def test_white_space_around_a_name_does_not_count_for_its_length():
    assert clean(" " * 1000 + "Ada" + " " * 1000) == "Ada"


@given(st.text(max_size=120))
def test_a_name_is_one_line_in_one_form_or_refused(typed: str):
    try:
        name = clean(typed)
    except InvalidName:
        return
    assert name == clean(name)
    assert 0 < len(name) <= MAX_NAME
    assert name == unicodedata.normalize("NFC", name)
    assert len(name.splitlines()) == 1
    assert name == name.strip()
    name.encode()
