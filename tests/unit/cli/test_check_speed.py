"""A teacher's whole collection is checked while she waits, and she sees how far it is."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

from pylq_ext.banks.notebook import open_bank

ROOT = Path(__file__).parents[3]
QUESTIONS = 1_000
SECONDS = 5.0


def shown_on(terminal: int) -> Iterator[bytes]:
    """Yield what is written to the terminal, until nobody has it open any more."""
    try:
        while part := os.read(terminal, 4096):
            yield part
    except OSError:
        # That is how Linux says that it was closed.
        return


def test_a_folder_of_a_thousand_questions_takes_less_than_five_seconds(tmp_path: Path):
    banks = sorted((ROOT / "question_banks").glob("*.ipynb"))
    written = 0
    for number, bank in enumerate(cycle(banks)):
        if written >= QUESTIONS:
            break
        (tmp_path / f"{number}.ipynb").write_bytes(bank.read_bytes())
        written += len(open_bank(bank))
    ours, theirs = os.openpty()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with ThreadPoolExecutor(1) as pool, os.fdopen(ours, "rb", 0):
        shown = pool.submit(lambda: b"".join(shown_on(ours)))
        with os.fdopen(theirs, "wb", 0) as terminal:
            done = subprocess.run(
                [sys.executable, "-m", "pylq_ext.cli", "check", "--json", str(tmp_path)],
                stdout=subprocess.PIPE,
                stderr=terminal,
                cwd=ROOT,
            )
        bar = shown.result().decode()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    report = json.loads(done.stdout)
    assert (done.returncode, report["problems"]) == (0, [])
    assert report["summary"]["questions"] >= QUESTIONS
    # The processor's, start included: what else the machine does at the time does not count.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS
    assert "Checking [##" in bar
    assert bar.rsplit("\r", 2)[1].isspace()
    assert bar.endswith("\r")
    assert "\n" not in bar
