"""HTML as the Markdown of a bank: the text stays, and what has no counterpart is told."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pylq_ext.banks.cell import is_question
from pylq_ext.banks.render import render_markdown
from pylq_ext.interchange.markup import from_html
from pylq_ext.interchange.markup_plain import cleaned
from pylq_ext.interchange.markup_tree import parse_html
from tests.unit.interchange.images import GIF, PNG

TAGS = re.findall(
    r"\S+", "p div b i strong em s code span ul ol li blockquote h3 pre table tr td th br a font"
)
SIGNS = re.findall(
    r"\S+",
    "* ** _ ` ``` ~~ # > - + = | 1. [ ] ]( ![ [x] ]: &lt; &amp; &quot; &lt;!-- $ \\ a b1 1 é ( ) "
    ". ! &nbsp; --- |---|",
)
OPENING = st.sampled_from(
    [*(f"<{tag}>" for tag in TAGS), '<a href="http://a.b/c_(d)">', "<p class=x>"]
)
CLOSING = st.sampled_from([f"</{tag}>" for tag in TAGS])
PIECES = st.one_of(
    OPENING, CLOSING, st.sampled_from([*SIGNS, " ", "\n", "<br>"]), st.text("ab <>&\n")
)
SOURCES = st.lists(PIECES, max_size=30).map("".join)


def shown(markdown: str) -> str:
    """All that a reader sees, without blanks."""
    page = render_markdown(markdown)
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


@given(SOURCES)
@settings(max_examples=400, deadline=None)
def test_a_bank_shows_exactly_the_text_of_the_html(source):
    tree = parse_html(source)
    assert tree is not None
    # Two dollars are a formula's signs, and not shown.
    meant = "".join(cleaned(tree.text()).split()).replace("$", "")
    assert shown(from_html(source).text).replace("$", "") == meant


@given(SOURCES)
@settings(deadline=None)
def test_no_html_is_taken_for_a_question(source):
    assert not is_question(from_html(source).text)


@given(st.text())
@settings(deadline=None)
def test_any_text_may_be_given(text):
    from_html(text)


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p dir='ltr' style='text-align: left;'>one<br></p>", "one"),
        ("one<br>two<br><br>three", "one\\\ntwo\n\nthree"),
        ("a <b> bold </b>word and <i>this</i>", "a **bold** word and *this*"),
        ('<span style="font-weight: bold; font-style: italic">x</span>', "***x***"),
        ("<b><b>once</b></b><b></b>", "**once**"),
        ("<b>one</b><b>word</b> <i><b>a</b></i><i><b>b</b>c</i>", "**oneword** ***ab**c*"),
        ("<del>no</del> <s>no</s>", "~~no~~ ~~no~~"),
        ("<h4>Topic</h4>text", "#### Topic\n\ntext"),
        ("<h2>C #</h2>", "## C \\#"),
        ("a<hr>b", "a\n\n---\n\nb"),
        ("<blockquote>a<p>b</p></blockquote>", "> a\n>\n> b"),
        ("x<sup>2</sup> + a<sub>10</sub>", "x² + a₁₀"),
        ("He says <q>no</q>", "He says “no”"),
        ("<p>&nbsp;</p><p>text&nbsp;</p>", "text"),
        ("a&lt;b", "a\\<b"),
        ("&lt;!-- pylq: open --&gt;", "\\<!-- pylq: open -->"),
        ("<a href='https://x.org/a_(b)'>here</a>", "[here](https://x.org/a_%28b%29)"),
        ("<a href='https://x.org' title='a \"b\"'>c</a>", '[c](https://x.org "a \\"b\\"")'),
        ("a <span class='tex2jax_ignore'>\\</span>(b\\)", "a \\\\(b\\\\)"),
        ("<pre>if a:\n\tb</pre>", "```\nif a:\n\tb\n```"),
        ("Hi!<a href='https://x.org'>here</a>", "Hi\\![here](https://x.org)"),
        ("", ""),
    ],
)
def test_texts_are_written_as_one_would_write_them(source, markdown):
    made = from_html(source)
    assert made.text == markdown
    assert made.notes == ()


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("use <code>print(x)</code>", "use `print(x)`"),
        ("<code>a`b</code>", "``a`b``"),
        ("<code>a</code><code>b</code> <code>c</code>", "`ab` `c`"),
        ("<tt>`</tt>", "`` ` ``"),
        ('<span style="font-family: Courier New">x_1</span>', "`x_1`"),
        ("<pre>\nfor x in y:\n    print(x)\n</pre>", "```\nfor x in y:\n    print(x)\n```"),
        ('<pre class="language-python"><code>x = 1</code></pre>', "```python\nx = 1\n```"),
        ('<pre><code class="lang-js">x</code></pre>', "```js\nx\n```"),
        ("see <code>if x:<br>&nbsp;&nbsp;y()</code>", "see\n\n```\nif x:\n  y()\n```"),
        ("<code><p>a = 1</p><p>b = 2</p></code>", "```\na = 1\nb = 2\n```"),
        ("<pre>```</pre>", "````\n```\n````"),
    ],
)
def test_code_is_code(source, markdown):
    assert from_html(source).text == markdown


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("<ul><li>a</li><li>b</li></ul>", "* a\n* b"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<ul><li>a<ul><li>b</ul></ul>", "* a\n  * b"),
        ("<ul><li><p>a</p><ul><li>b</ul></ul>", "* a\n\n  * b"),
        ("<ul><li>a</ul><ul><li>b</ul>", "* a\n\n+ b"),
        ("<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b"),
        ("<ul><li>[x] a</ul>", "* \\[x] a"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "* a\n\n  b"),
        ("<ul><li>a</li><ul><li>b</ul></ul>", "* a\n  * b"),
        ("<ul> a <li>b</ul>", "* a\n* b"),
        ("<ul><li>[1, 2]<li><a href='http://a.b'>x</a></ul>", "* [1, 2]\n* [&#120;](http://a.b)"),
    ],
)
def test_a_list_never_has_the_bullets_of_options(source, markdown):
    assert from_html(source).text == markdown


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("if \\(x_1 &lt; 2\\)", "if $x_1 < 2$"),
        ("so $$\\frac{a}{b}$$", "so $$\\frac{a}{b}$$"),
        ("\\[a\\]", "$$a$$"),
        ("5\\(y\\)", "$5y$"),
        ("\\(a\\)\\(b\\)", "$a$ $b$"),
        ("from $5 to $6", "from \\$5 to \\$6"),
        ("<script type='math/tex'>x^2</script>", "$x^2$"),
        ("<script type='math/tex; mode=display'>x</script>", "$$x$$"),
        ('<img class="texrender" alt="x^2" src="http://m/filter/tex/pix.php/1.gif">', "$x^2$"),
        ('<img class="equation_image" data-equation-content="\\sqrt{2}" src="/e">', "$\\sqrt{2}$"),
        (
            '<img class="Wirisformula" src="/w" data-mathml="«math»«msup»«mi»x«/mi»'
            '«mn»2«/mn»«/msup»«/math»">',
            "$x^{2}$",
        ),
        (
            '<span class="katex"><math><semantics><mi>x</mi><annotation '
            'encoding="application/x-tex">\\xi</annotation></semantics></math>'
            '<span class="katex-html">x</span></span>',
            "$\\xi$",
        ),
    ],
)
def test_mathematics_stay_mathematics(source, markdown):
    made = from_html(source)
    assert made.text == markdown
    assert made.notes == ()


def test_single_dollars_are_mathematics_on_request():
    assert from_html("$a_1$ costs $5", dollars=True).text == "$a_1$ costs \\$5"
    assert from_html("$a_1$").text == "\\$a_1\\$"


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        (
            "<table><tr><th>a|b</th><th>c</th></tr><tr><td>1<br>2<td align=right><b>x</b></table>",
            "| a\\|b | c |\n| --- | ---: |\n| 1 2 | **x** |",
        ),
        ("<table><tr><td>1<td>2</table>", "|  |  |\n| --- | --- |\n| 1 | 2 |"),
        ("<table><caption>T</caption><tr><td>all</table>", "T\n\nall"),
    ],
)
def test_simple_tables_are_tables(source, markdown):
    made = from_html(source)
    assert made.text == markdown
    assert made.notes == ()


def test_a_cell_that_spans_others_is_followed_by_empty_ones_and_told():
    made = from_html(
        "<table><tr><th>a<th>b<th>c</tr><tr><td colspan=2 rowspan=2>x<td>y</tr><tr><td>z</table>"
    )
    assert made.text == "| a | b | c |\n| --- | --- | --- |\n| x |  | y |\n|  |  | z |"
    assert any("span" in note for note in made.notes)


def test_a_table_with_blocks_in_it_is_written_cell_by_cell_and_told():
    made = from_html("<table><tr><td>a<td><pre>x = 1</pre></tr></table>")
    assert made.text == "a\n\n```\nx = 1\n```"
    assert any("cell by cell" in note for note in made.notes)


def test_tables_in_tables_are_written_once():
    source = "<table><tr><td>a<td>b</tr><tr><td>" * 12 + "<table><tr>" + "<td>c" * 6_000
    assert from_html(source).text.split().count("a") == 12


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<iframe src='https://video.example/1'></iframe>", "https://video.example/1"),
        ("<audio src='a.mp3' controls></audio>", "sound"),
        ("<video><source src='a.mp4'></video>", "video"),
        ("<svg><text>hm</text></svg>", "drawing"),
        ("<form>Name <input type=text></form>", "field"),
        ("<span style='color: #ef4540'>red</span>", "Colours"),
        ("<font color=red>red</font>", "Colours"),
        ("<mark>m</mark>", "Colours"),
        ("<u>u</u>", "Underlining"),
        ("<a href='javascript:alert(1)'>x</a><a href='/course/view.php'>x</a>", "link"),
        ("x<sup>∂</sup>", "Raised"),
        ("a<i>(b)</i>c", "plain"),
    ],
)
def test_what_has_no_counterpart_is_dropped_and_told(source, word):
    made = from_html(source)
    assert any(word in note for note in made.notes)
    assert "alert" not in made.text
    assert "<" not in made.text


@pytest.mark.parametrize("colour", ["rgb(29, 33, 37)", "#000", "black", "inherit", "#333333ff"])
def test_the_greys_that_editors_write_by_themselves_are_not_told(colour):
    assert from_html(f'<span style="color: {colour}; font-size: 1rem">x</span>').notes == ()


def test_images_among_the_files_are_attached():
    made = from_html(
        '<img src="@@PLUGINFILE@@/my%20plot%20(1).png" alt="A plot [blue]">'
        '<img src="icons/a.gif" alt="An arrow">',
        {"my plot (1).png": PNG, "a.gif": GIF},
    )
    assert made.text == (
        "![A plot \\[blue\\]](attachment:my%20plot%20%281%29.png)![An arrow](attachment:a.gif)"
    )
    assert made.images == {"my plot (1).png": PNG, "a.gif": GIF}
    assert made.notes == ()


def test_an_image_without_words_gets_its_name_and_a_note_asks_for_a_description():
    made = from_html('<img src="@@PLUGINFILE@@/plot.png" alt="">', {"plot.png": PNG})
    assert made.text == "![Image plot.png](attachment:plot.png)"
    assert any("write between its brackets what it shows" in note for note in made.notes)


def test_an_image_inside_the_text_is_attached():
    encoded = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    made = from_html(f'<img alt="dot" src="data:image/png;base64,{encoded}">')
    (name,) = made.images
    assert made.text == f"![dot](attachment:{name})"
    assert name.endswith(".png")


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ('<img src="https://x.org/a.png" alt="A map">', "[A map](https://x.org/a.png)"),
        ('<img src="//x.org/a.png">', "[image](https://x.org/a.png)"),
        ('<img src="@@PLUGINFILE@@/gone.png" alt="A map">', "(A map)"),
        ('<img src="no.png" alt="A map">', "(A map)"),
        ('<img src="data:image/png;base64,!!" alt="A map">', "(A map)"),
        ('<img alt="A map">', "(A map)"),
    ],
)
def test_an_image_that_cannot_be_attached_is_told(source, markdown):
    made = from_html(source, {"no.png": b"no image at all"})
    assert made.text == markdown
    assert len(made.notes) == 1
    assert made.images == {}


def test_a_file_behind_a_link_is_told():
    made = from_html('<a href="@@PLUGINFILE@@/data.csv">the data</a>')
    assert made.text == "the data"
    assert "data.csv" in made.notes[0]


def test_lists_are_not_nested_endlessly():
    made = from_html("<ul><li>x" * 30)
    assert made.text.count("x") == 30
    assert any("nested" in note for note in made.notes)
    assert "x" in render_markdown(made.text)


@pytest.mark.parametrize(
    "source",
    ["<div>" * 100_000, "<b><i>" * 5_000, "&#" * 500_000, "<" * 1_000_000, "<p title='" * 50_000],
)
def test_html_beyond_all_bounds_is_plain_text_and_told(source):
    made = from_html("the text " + source)
    assert made.text.startswith("the text")
    assert "plain text" in made.notes[0]


def test_a_text_that_no_cell_can_hold_is_cut_and_told():
    made = from_html("x" * 2_000_000)
    assert len(made.text) == 300_000
    assert "cut" in made.notes[1]


def test_half_a_character_becomes_a_mark_and_raises_nothing():
    assert from_html("a \ud800 <b>x</b>").text == "a ? **x**"
