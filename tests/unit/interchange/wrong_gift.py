"""Files of GIFT and Aiken that are wrong in every way, the same ones for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

GIFT = (
    """// [id:1] [tag:loops]
$CATEGORY: $course$/top/For loops

::Ends::[html]<p>Which ends\\: <b>this</b> &amp; that\\n</p>{
  =<code>for</code>#Yes \\= right
  ~%-50%[markdown]`while` *True*#No
  ~%33.333%[plain]a < b
  ####[moodle]Because.
}
""",
    "Is it $$x^2$$ or \\\\(y\\\\)?{FALSE#No#Yes}\n\nTwo and two are {=four =%50%4* =%0%*#No}.",
    "How many?{#\n=3.14:0.01#Yes\n=%50%3..4#Nearly\n~#No}\n\nWhy?{}\n\nA text.",
    "Match.{\n=[html]<i>a</i> -> b\n=c -> d\n= -> e\n}\n// the end",
    "::C::In {1:SHORTANSWER:=Paris#Yes~%50%Lut\\~} it is {2:MULTICHOICE:=day~night} at"
    " {:NM:=5:0.1}.",
)
AIKEN = (
    "What is it?\nA. one\nB) two\nC. three\nANSWER: B\n\n",
    "One\n\ntwo?\nA. $$x$$\n  and more\nB. `b`\nAnswer: a, b\n",
    "No key\nA. a\nB. b\n\nNo answers\nANSWER: C\nA. x\nC. y\n",
)
SIGNS = (
    ":: { } ~ = # #### -> %50% %-33.3% %1e9% [html] [markdown] [plain] [moodle] \\ \\n \\\\ \\{ "
    "\\} // $CATEGORY: .. : * 1822 3,14 -1 1e999 TRUE F <b> </b> <p> <pre> <img> &lt; < <!-- --> "
    "$$ $ \\( ` ``` _____ [x] > 1. | |-|-| ![a](b) [a]: A. B) C. Z. a. ANSWER: answer: A,B \ud800 "
    "\ufdd0 \ufdd9 \ufdda \u202e \0 {1:SA:"
)
BLANKS = ["\n", "\n\n", "\r\n", " ", "    ", "\t", "\u2028"]
TOKENS = [*re.findall(r"\S+", SIGNS), *BLANKS, "- ", "- [x] a\n", "<!-- pylq: open -->"]


def wrong(seeds: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """Texts that are wrong in every way; the same ones for the same arguments."""
    source = random.Random(seed)
    for number in range(count):
        if number % 4 == 0:
            yield "".join(source.choices(TOKENS, k=source.randrange(60)))
        elif number % 10 == 1:
            yield source.randbytes(source.randrange(300)).decode("utf-8", "surrogateescape")
        else:
            yield mutated(source.choice(seeds), seeds, source)


def mutated(text: str, seeds: Sequence[str], source: random.Random) -> str:
    for _ in range(source.choice((1, 2, 5, 20))):
        start = source.randrange(len(text) + 1)
        end = start + source.choice((1, 3, 20, 100))
        other = source.choice(seeds)
        text = source.choice(
            (
                text[:start] + text[end:],
                text[:start] + source.choice(TOKENS) + text[start:],
                text[:end] + text[start:end] * source.choice((1, 2, 65)) + text[end:],
                text[:start] + other[source.randrange(len(other)) :] + text[end:],
                text[:start] + chr(source.randrange(0x3000)) + text[start + 1 :],
            )
        )
    return text
