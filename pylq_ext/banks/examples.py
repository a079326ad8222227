"""One worked example of each kind of question, to begin a bank with."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pylq_ext.domain.question import Kind


@dataclass(frozen=True, slots=True)
class Example:
    """A question's cell, and the Markdown of the cell above it, which says what to change.

    `about` begins with a heading. Only `cell` is a question; `attachments` are its images, as a
    notebook has them.
    """

    about: str
    cell: str
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


#: An image to point at.
_LINE: Final = base64.b64encode(
    b'<svg xmlns="http://www.w3.org/2000/svg" width="480" height="300" viewBox="0 0 480 300">'
    b'<rect width="480" height="300" fill="#fff"/>'
    b'<path d="M40 20V270H460" fill="none" stroke="#444" stroke-width="2"/>'
    b'<path d="M40 250L178 78H317L442 216" fill="none" stroke="#1257b8" stroke-width="5"/>'
    b"</svg>"
).decode()


#: In the order in which a new bank has them; a test sees that no kind is missing.
EXAMPLES: Final[Mapping[Kind, Example]] = {
    Kind.SINGLE: Example(
        """\
## One right answer

**To change:** the prompt (heading, text, code, an image that you paste), and the text behind each
box. `[x]` is right, `[ ]` is not; two to five options are enough.

The quote below an option is its *note*: it tells those who picked it what they had in mind, so
write one for every wrong option. It is indented as far as the box. The quote after the options is
the *explanation*. Students see both with the feedback, never before.

For an opinion, tick nothing, and put `<!-- pylq: poll -->` on a line of its own above the options.
""",
        """\
### What does this print?

```python
a = [1, 2]
b = a
b.append(3)
print(len(a))
```

- [ ] `2`
  > That would be so if `b = a` made a copy of the list.
- [x] `3`
- [ ] an error: `AttributeError`
  > A tuple has no `append`; a list has.

> `b = a` gives the same list a second name, so what is done to `b` is seen in `a`. `a.copy()`
> makes a copy.
""",
    ),
    Kind.MULTIPLE: Example(
        """\
## Several right answers

**To change:** as above; tick every option that is right. `multiple` lets students pick several
even where only one is right, so that the number of ticks tells nothing.

`partial` gives a part of the points: right minus wrong. Without it, all points go to who ticks
exactly the right ones. `points=2` and `time=90` (seconds) may stand on that line as well, and
`tags=lists,copies` to find the question by.
""",
        """\
### Which of these change the list `numbers` itself?

<!-- pylq: multiple partial points=2 tags=lists -->

- [x] `numbers.sort()`
- [ ] `sorted(numbers)`
  > That gives a new list back, and `numbers` is as it was.
- [x] `numbers += [4]`
- [ ] `numbers[1:]`
  > A slice is a copy of a part; only `numbers[1:] = …` would change the list.

> A method like `sort` works on the list that it is called on, and returns `None`. A function like
> `sorted` makes another.
""",
    ),
    Kind.NUMBER: Example(
        """\
## A number

**To change:** the prompt, which says how exact the answer is to be, and the number behind `=`.
The answers are tried from above, and the first that fits counts: put the right one first, then
the mistakes that you expect, each with a note. `otherwise` is everything else.

`= 2 ± 0.01`, `= 2 ± 5 %`, `= 3.14159 to 3 digits` and `= 1 .. 2` say how near is near enough.
""",
        """\
### A fair die is thrown twice. How likely is at least one six?

Answer with a number from 0 to 1, to two decimals.

- [x] = 11/36 ± 0.01
- [ ] = 1/3 ± 0.01
  > The two chances are added here, so two sixes are counted twice.
- [ ] = 1/36 ± 0.005
  > That is the chance of two sixes.
- [ ] otherwise
  > Begin with the opposite: how likely is no six at all?

> No six in two throws has the chance $(5/6)^2 = 25/36$, and $1 - 25/36 = 11/36 \\approx 0.31$.
""",
    ),
    Kind.SHORT: Example(
        """\
## A short text

**To change:** the prompt, and the texts behind `=`. Several may be right. Case and blanks do not
count; `exactly` behind the text lets them. A pattern stands between slashes, and `within 1 edit`
forgives a wrong letter.

A note that begins with a share, as below, gives a part of the points.
""",
        """\
### Which method puts one more element at the end of a list?

- [x] = "append"
- [x] ~ /(\\w*\\.)?append(\\(.*\\))?/
- [ ] = "append" within 1 edit
  > **50 %.** Nearly: look at the spelling again.
- [ ] = "extend"
  > That adds each element of another list.
- [ ] = "add"
  > Sets have `add`, because they have no end to put something at.
- [ ] otherwise
  > `dir([])` shows the methods of lists.

> `numbers.append(4)` makes the list one element longer.
""",
    ),
    Kind.OPEN: Example(
        """\
## An answer in words

**To change:** the prompt, and the model answer, which has to begin as it does here. `open` stands
on the line that ends the prompt. There is no right or wrong: you read the answers in the panel,
and show one to everyone.
""",
        """\
### Why should a function have a name that says what it does?

One or two sentences.

<!-- pylq: open time=180 -->

> **Model answer.** Who reads the line that calls it need not read the function itself.

> Good answers speak of a reader. "It is good style" gives no reason yet.
""",
    ),
    Kind.ORDERING: Example(
        """\
## An order

**To change:** the prompt, and the items, which stand in the right order here; each student gets
them in another. A note below an item is shown with the feedback.

`partial` gives a part of the points for each two items that stand the right way round. `poll`
makes a ranking of it, without right or wrong.
""",
        """\
### In which order does Python do this in `print(2 + 3)`?

<!-- pylq: ordering partial -->

1. look up the name `print`
   > Python finds out what is called before it looks at what it is called with.
2. add 2 and 3
3. call the function

> Were the name unknown, nothing would be added.
""",
    ),
    Kind.MATCHING: Example(
        """\
## Pairs

**To change:** the prompt, and the pairs: what is asked about, an arrow with a blank on both sides,
and what belongs to it, on one line. Several may belong to the same. What belongs to nothing stands
behind an arrow alone. Each right pair earns its part of the points.
""",
        """\
### What does each of these give?

<!-- pylq: matching -->

- `7 / 2` → `3.5`
  > A slash gives a float, whatever it divides.
- `7 // 2` → `3`
  > Two slashes give the whole number below.
- `7 % 2` → `1`
  > The percent sign gives what is left over.
- → `0.5`

> Together: `7 // 2 * 2 + 7 % 2` is 7 again.
""",
    ),
    Kind.BLANKS: Example(
        """\
## Blanks

**To change:** the prompt, where three underscores are a blank, and the list below, with an item for
each blank in their order: a name for it, which students see, and what is accepted there, spelled as
for a number, a short text or a choice. Without the list there is no right or wrong.
""",
        """\
### Complete the program, which adds the numbers from 1 to 4.

```python
total = 0
for number in range(1, ___):
    total ___ number
```

<!-- pylq: blanks -->

1. end of the range
   - [x] = 5
   - [ ] = 4
     > `range` stops before its end, so 4 would be left out.
2. operator
   - [x] = "+="
   - [ ] = "="
     > That forgets what was added before.
   - [ ] otherwise
     > The number is to be added to what `total` is already.

> `sum(range(1, 5))` does the same.
""",
    ),
    Kind.SCALE: Example(
        """\
## A scale

**To change:** the prompt, the first and last step, and the labels: one for each step, or two for
the ends. Without `=1..5` each item of the list is a step. There is no right or wrong.
""",
        """\
### How well can you explain to a neighbour what a list is?

<!-- pylq: scale=1..5 -->

- not at all
- with an example of my own

> Whoever is at 4 or 5 has somebody to explain it to.
""",
    ),
    Kind.WORDS: Example(
        """\
## A word cloud

**To change:** the prompt, and how many words each student may give. There is no right or wrong.
""",
        """\
### What makes a program easy to read?

<!-- pylq: words=2 -->

> The words that most have given are the largest.
""",
    ),
    Kind.PLACE: Example(
        """\
## A place on an image

**To change:** the image (paste another one into the cell, on a line of its own), and the regions,
in percent of its width and height: `circle` has a centre and a radius, `box` two corners, `polygon`
any number of them. Without the list there is no right or wrong.
""",
        """\
### Where does the line begin to fall?

![A line that rises, stays level and falls, between two axes](attachment:line.svg)

<!-- pylq: place -->

- [x] = circle 66 26 9
- [ ] = circle 37 26 9
  > There it stops rising; it does not fall yet.
- [ ] = circle 92 72 9
  > That is where it ends: it has been falling for some time.
- [ ] otherwise
  > Follow the line from the left, and look at its slope.

> It rises, stays level, and falls.
""",
        {"line.svg": {"image/svg+xml": _LINE}},
    ),
}
