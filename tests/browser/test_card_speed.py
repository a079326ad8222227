"""How soon a picked question is on a student's screen, and what it costs on the wire.

Figures are printed (`pytest -s`). The page's processor is slowed down four times, as on a phone.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tests.browser.bare_card import bare_card
from tests.support.host_process import HostProcess
from tests.support.raw_client import owner_of

PICKS = 50
SLOWER = 4

#: Seconds: from the owner's command to the paint on a slow device, for 19 of 20 picks.
SOON = 0.3

#: What one question in words may cost each student, from the pick to the feedback.
BYTES = 10_000


def a_question(number: int) -> str:
    return f"""\
### Question number {number}

What does this print, if $n = {number}$?

```python
def steps(n: int) -> list[int]:
    \"\"\"Count how often each digit occurs.\"\"\"
    return [str(n).count(digit) for digit in "0123456789"]

print(steps({number}))
```

- [ ] `[{number}]`
  > That is the number itself.
- [x] $\\sum_{{i=0}}^{{9}} n_i$ digits, counted
- [ ] nothing
- [ ] an error

> One figure for each digit.
"""


IN_WORDS = """\
### Why can a tuple be a key of a dictionary, and a list not?

Say it in one or two sentences.

<!-- pylq: open -->

> **Model answer.** A tuple cannot change, so its hash cannot either. A list can.

> A key must keep its hash as long as it is a key.
"""


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.timeout(300)
async def test_a_pick_is_painted_soon_on_a_slow_device(tmp_path: Path, capsys: Any) -> None:
    with HostProcess(tmp_path) as host:
        room = host.open_room()
        questions = [host.put_question(room["id"], a_question(one)) for one in range(PICKS)]
        joined = host.join(room["code"], "Ada")
        async with owner_of(host, room["id"]) as owner, bare_card(host, joined) as card:
            await card.slow_down(SLOWER)
            delays = []
            for number, question in enumerate(questions):
                picked_at = time.time()
                await owner.pick(question)
                delays.append(await card.painted(f"Question number {number}") - picked_at)
    delays.sort()
    p50, p95 = delays[PICKS // 2], delays[PICKS * 95 // 100]
    with capsys.disabled():
        figures = f"median {p50 * 1000:.0f}, p95 {p95 * 1000:.0f}, longest {delays[-1] * 1000:.0f}"
        print(f"\n  pick → painted at {SLOWER}-fold slowness (ms): {figures}")  # noqa: T201
    assert delays[0] > 0, "nothing is painted before it is picked"
    assert p95 <= SOON


@pytest.mark.browser
async def test_a_question_in_words_costs_each_student_little(tmp_path: Path, capsys: Any) -> None:
    with HostProcess(tmp_path) as host:
        room = host.open_room()
        question = host.put_question(room["id"], IN_WORDS)
        joined = host.join(room["code"], "Ada")
        async with owner_of(host, room["id"]) as owner, bare_card(host, joined) as card:
            before = len(card.received)
            await owner.pick(question)
            field = card.page.get_by_role("textbox")
            await field.fill("Because a tuple never changes.")
            await card.page.get_by_role("button", name="Send").click()
            await card.says("Saved")
            # Not sent by hand: the card does it before the announced lock.
            await field.fill("Because a tuple never changes, and its hash neither.")
            await owner.move("lock")
            await card.says("About to lock.")
            await card.says("Locked. Your text was sent at the lock.")
            await owner.move("show_feedback")
            await card.says("Here is the feedback.")
            frames = card.received[before:]
    size = sum(len(frame.encode()) for frame in frames)
    with capsys.disabled():
        print(f"\n  a question in words: {size} bytes in {len(frames)} frames")  # noqa: T201
    # The control: the frames that were counted are those of the whole round.
    assert any('"feedback"' in frame for frame in frames)
    assert any("Why can a tuple" in frame for frame in frames)
    assert size <= BYTES
