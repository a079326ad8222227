"""The parts of a pattern, and all texts that fit one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pylq_ext.domain.kinds.text_form import NoSuchText, read_pattern_form
from pylq_ext.interchange.pattern_parts import OtherPattern, parts_of, texts_of


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("colou?r", ["color", "colour"]),
        ("a|b|", ["a", "b", ""]),
        (r"index\s?error", ["indexerror", "index error"]),
        ("[a-c]{2}", ["aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc"]),
        (r"\.?f(\(\))?", ["f", "f()", ".f", ".f()"]),
        ("(?:x{0,2}?)y", ["y", "xy", "xxy"]),
        (r"[\]^-]", ["]", "^", "-"]),
        (r"a{b,}", ["a{b,}"]),
    ],
)
def test_all_texts_that_fit_are_found(pattern, texts):
    assert texts_of(parts_of(pattern), 10) == texts


@pytest.mark.parametrize("pattern", ["a*", "a+", "a{2,}", ".", "[^a]", r"\d\d", r"\S", "a{1,999}"])
def test_where_they_are_many_there_are_none(pattern):
    assert texts_of(parts_of(pattern), 40) is None


@pytest.mark.parametrize("pattern", ["^a", "a$", r"\ba", "(?i)a", r"\pL", "[[:alpha:]]", r"[\D]"])
def test_what_other_syntaxes_lack_is_refused(pattern):
    with pytest.raises(OtherPattern):
        parts_of(pattern)


@pytest.mark.parametrize("pattern", ["(" * 500 + "a" + ")" * 500, "a" * 10_001])
def test_what_is_beyond_all_bounds_is_refused(pattern):
    with pytest.raises(OtherPattern):
        parts_of(pattern)


PIECES = st.sampled_from(["a", "b?", "(c|d)", "[e-g]", r"\.", "h{1,2}", "(i|jk)?", " ", r"\/", "_"])


@settings(deadline=None)
@given(pattern=st.lists(PIECES, min_size=1, max_size=4).map("".join), text=st.text("abcdefgh .ijk"))
def test_what_is_written_out_is_what_fits(pattern: str, text: str):
    form = read_pattern_form(f"/{pattern}/ exactly")
    texts = texts_of(parts_of(form.pattern), 1000)
    assert texts is not None
    # A blank at an answer's ends does not count.
    assert all(form.fits(one) for one in texts if one == one.strip())
    assert not form.fits(text) or text.strip() in texts


@settings(deadline=None)
@given(pattern=st.text("ab(|)?*+[]-^\\d{1,}.:", max_size=12))
def test_any_text_is_read_or_refused(pattern: str):
    try:
        parts_of(pattern)
    except OtherPattern:
        return
    try:
        read_pattern_form(f"/{pattern}/")
    except NoSuchText:
        # Only for what it is too much: RE2 repeats at most a thousand times.
        assert not pattern or "{" in pattern
