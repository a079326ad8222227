"""The fragment that reaches students' pages: safe, and true to what the author wrote."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pylq_ext.banks.cell import read_cell
from pylq_ext.banks.code import PYGMENTS_CLASSES
from pylq_ext.banks.render import render_markdown, sanitise
from pylq_ext.banks.styles import SCHEMES, code_styles

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("$_a_$", "_a_"),
        (r"$a \\ b$", r"a \\ b"),
        (r"$\{x\}$", r"\{x\}"),
        ("$a<b$", "a&lt;b"),
        ("$*a*b*$", "*a*b*"),
    ],
)
def test_mathematics_keep_their_tex(text, tex):
    assert render_markdown(text) == f'<p><span class="pylq-math">{tex}</span></p>'


@pytest.mark.parametrize("end", ["5", "\\", "$y$5"])
def test_a_formula_may_begin_a_text_whatever_the_text_ends_in(end: str):
    assert render_markdown(f"$x$ and {end}").startswith('<p><span class="pylq-math">x</span> and')


def test_displayed_mathematics():
    assert (
        render_markdown("$$\na \\\\\nb\n$$")
        == '<div class="pylq-math pylq-display">a \\\\\nb</div>'
    )
    aligned = render_markdown("\\begin{align}\na &= b\n\\end{align}")
    assert aligned.startswith('<div class="pylq-math pylq-display">\\begin{align}\na &amp;= b')


def test_displayed_mathematics_within_a_paragraph_do_not_end_it():
    assert (
        render_markdown("so $$x$$ it is")
        == '<p>so <span class="pylq-math pylq-display">x</span> it is</p>'
    )


def test_two_options_with_prices_stay_two_options():
    reading = read_cell("How much?\n\n- [x] $5\n- [ ] $6 or $7\n")
    assert reading.question is not None
    assert [option.text for option in reading.question.face.options] == ["$5", "$6 or $7"]


def test_html_is_shown_and_never_acts():
    assert render_markdown("<script>alert(1)</script>") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )
    assert "<b" not in render_markdown('<b class="jp-Button" onclick="x()">hm</b>')


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "other.ipynb", "//evil.org"]
)
def test_a_link_to_anything_but_the_web_or_mail_is_text(url):
    assert render_markdown(f"[click]({url})") == "<p>click</p>"


def test_a_link_opens_a_page_of_its_own():
    assert render_markdown("[a](https://x.org)") == (
        '<p><a href="https://x.org" target="_blank" rel="noopener noreferrer">a</a></p>'
    )
    assert 'href="mailto:a@b.org"' in render_markdown("<a@b.org>")


ASSET = f"asset:{'a' * 64}"


def test_only_an_image_has_an_assets_address_and_no_other():
    assert sanitise(f'<img src="{ASSET}" alt="x">') == f'<img src="{ASSET}" alt="x">'
    for address in ("https://x.org/a.png", "data:image/png,A", "a.png", "//x.org/a", ASSET[:-1]):
        assert sanitise(f'<img src="{address}" alt="x">') == '<img alt="x">'
    assert "asset" not in sanitise(f'<a href="{ASSET}">x</a>')
    assert render_markdown(f"[x]({ASSET})") == "<p>x</p>"
    assert sanitise('<img width="1" height="2" onload="x" style="y" class="z">') == (
        '<img width="1" height="2">'
    )
    assert sanitise('<img width="100%" height="-1">') == "<img>"


def test_an_image_that_nobody_found_is_left_out():
    assert render_markdown("see ![a plot](attachment:a.png) there") == "<p>see  there</p>"


def test_only_our_classes_pass_the_sanitiser():
    dirty = '<span class="jp-Cell k pylq-math evil">x</span><div class="pylq-code jp-x">y</div>'
    assert sanitise(dirty) == '<span class="k pylq-math">x</span><div class="pylq-code">y</div>'
    assert sanitise('<p class="pylq-code" id="i" style="x">z</p>') == "<p>z</p>"
    assert sanitise('<img src="data:x"><iframe></iframe><form>f</form>') == "<img>f"


def test_code_is_highlighted_by_classes():
    html = render_markdown('```python\nif x:  # <b>\n    print("a")\n```')
    assert html.startswith('<div class="pylq-code"><pre><code><span class="k">if</span>')
    assert "style=" not in html
    assert "&lt;b&gt;" in html


def test_code_of_no_known_language_is_plain():
    plain = '<div class="pylq-code"><pre><code>a &lt; b</code></pre></div>'
    assert render_markdown("```\na < b\n```") == plain
    assert render_markdown("```nosuch\na < b\n```") == plain
    assert render_markdown("    a < b") == plain


def test_tables_and_strikethrough():
    html = render_markdown("|a|b|\n|-:|-|\n|~~1~~|2|")
    assert '<th align="right">a</th>' in html
    assert "<s>1</s>" in html


def test_a_box_within_a_fence_is_code():
    reading = read_cell("Q\n\n```\n- [x] no\n```\n\n- [ ] a\n- [x] b")
    assert reading.question is not None
    assert "- [x] no" in reading.question.face.prompt
    assert len(reading.question.face.options) == 2


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


ALLOWED = set(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "em",
        "strong",
        "s",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
        "br",
        "hr",
        "span",
        "div",
    ]
)
OURS = {"pylq-math", "pylq-display", "pylq-code", *PYGMENTS_CLASSES}
PIECES = st.sampled_from(
    [
        "<script>",
        "</div>",
        "<a",
        "href=",
        '"',
        "'",
        ">",
        "``",
        "```",
        "$",
        "$$",
        "**",
        "_",
        "[x](",
        "javascript:",
        "data:",
        ")",
        "\\",
        "\n",
        "\n\n",
        "-",
        ">",
        "|",
        "```python",
        "class=",
        "onload=",
        "&lt;",
        "&#x3c;",
        "<!--",
        "-->",
        "<img",
        "src=x",
        "onerror=y>",
        "<svg/onload=z>",
        "x",
    ]
)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join))
def test_whatever_is_written_only_listed_elements_attributes_and_classes_come_out(text):
    elements = Elements()
    elements.feed(render_markdown(text.encode("utf-8", "replace").decode()))
    for tag, attributes in elements.found:
        assert tag in ALLOWED
        assert set(attributes) <= {"href", "title", "rel", "target", "class", "align", "start"}
        assert set((attributes.get("class") or "").split()) <= OURS
        assert re.match(r"(https?|mailto):", attributes.get("href") or "https:", re.I)


def test_the_stylesheet_of_code_is_scoped_and_current():
    css = code_styles()
    heads = re.findall(r"(?m)^\s*([^@{}/;]+?)\s*\{", css)
    selectors = [selector for head in heads for selector in head.split(",")]
    assert len(selectors) > 40
    assert all(".pylq-code" in selector for selector in selectors)
    committed = ROOT / "labextension" / "src" / "views" / "code.css"
    assert committed.read_text(encoding="utf-8") == css


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_of_code_can_be_read(scheme):
    colours = dict(SCHEMES[scheme])
    ground = luminance(colours.pop("background"))
    for part, colour in colours.items():
        lighter, darker = sorted((luminance(colour), ground), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, part
