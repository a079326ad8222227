"""A bank's Markdown as HTML for other programs."""

from __future__ import annotations

import pytest

from pylq_ext.banks.cell_lines import as_read
from pylq_ext.banks.render import render_markdown
from pylq_ext.interchange import html_texts as told
from pylq_ext.interchange.html_texts import HtmlTexts
from pylq_ext.interchange.markup import from_html
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import read_xml

TEXT = r"""### A title $x<y$ & more

Text ~~struck~~ **bold `a<b&c`** and [link](https://a.b "t"), [no link](foo), $a_1$$b$

1. one
   - sub
2. two $\frac{1}{2}$

3) three

| a | b |
|--:|---|
| 1 | `x` |

| a head | alone |
|---|---|

```python
if a < b:
	print("x")
```

\begin{align}
a &= b \\
c &= d
\end{align}

> quoted\
> twice

---
end & "quotes" 5\$ `$x` אבג &amp;amp; \<b>
"""


def texts(*, strict: bool = False) -> HtmlTexts:
    return HtmlTexts({"a.png": b"1"}, lambda name, _: f"images/{name}", strict)


def test_what_is_written_reads_as_the_same():
    written = texts()
    back = from_html(written.blocks(TEXT))
    assert back.notes == ()
    assert as_read(render_markdown(back.text)) == as_read(render_markdown(TEXT))
    assert not written.notes
    assert written.has_tex


def test_a_strict_text_has_only_what_qti_has_and_tells_the_rest():
    written = texts(strict=True)
    html = written.blocks(TEXT)
    read_xml(f"<div>{html}</div>".encode())
    assert not [one for one in ("<s>", "start=", "style=", "<thead>\n<tr>\n<th>a h") if one in html]
    assert set(written.notes) == {told.LINK_TITLE, told.STRUCK, told.NUMBERS, told.ALIGNMENT}


def test_one_paragraph_stands_without_its_element():
    assert texts().of("a *b*") == "a <em>b</em>"
    assert texts().of("a\n\nb") == "<p>a</p>\n<p>b</p>"
    assert texts().blocks("a") == "<p>a</p>"


def test_an_image_has_the_address_that_it_is_given():
    written = texts()
    assert written.of('![A "b" *c*](attachment:a.png)') == (
        '<img src="images/a.png" alt="A &quot;b&quot; c" />'
    )
    assert [*written.shown] == ["a.png"]
    with pytest.raises(Unfit, match="missing"):
        written.of("![b](attachment:b.png)")


@pytest.mark.parametrize(
    "text", [r"\\(x\\)", r"\$\$x\$\$", r"\\[ 1 \\]", r"\\begin{align}a\end{align}"]
)
def test_what_only_looks_like_a_formula_is_read_as_none(text):
    written = texts()
    back = from_html(written.of(text))
    assert render_markdown(back.text) == render_markdown(text)
    assert not written.has_tex


def test_a_backslash_that_would_hide_a_formula_is_refused():
    with pytest.raises(Unfit, match="formula"):
        texts().of(r"\\$x$")


@pytest.mark.parametrize("text", [r"$\text{\(a\)}$", "$$\nx \\] y\n$$"])
def test_a_formula_that_would_end_too_soon_is_refused(text):
    with pytest.raises(Unfit, match="formula"):
        texts().of(text)


@pytest.mark.parametrize("text", [r"`\(x\)`", r"\$5 and \$6", r"\\(x", "**2**$x$", r"$\text{a}$"])
def test_what_would_not_is_not(text):
    assert texts().of(text)


def test_what_no_xml_holds_becomes_a_sign_that_shows_it():
    assert texts().of("a\x0bb") == "a\ufffdb"
