"""Join codes: short enough to be called across a room."""

from __future__ import annotations

import random
from typing import Final

#: Common, short, told apart by ear, and none of them rude in the larger languages.
WORDS: Final = tuple(
    """
    ANT APE BAT BEE BOX BUS CAR CAT COW CUP DOG EAR EEL EGG
    ELK EMU EYE FAN FIG FOX GEM HAT HEN HUT ICE INK JAM JAR
    JET KEY KIT LEG LID LIP MAP MUG NET NUT OAK OWL PAN PEA
    PEN PIG POT RAM RAT RUG SEA SKY SUN TEA TOE TOY VAN WEB
    YAK ZOO
    """.split()  # noqa: SIM905 - a list of sixty quoted words is harder to read
)


def new_code(source: random.Random) -> str:
    """Return a code like `DOG-427`; about 60,000 are possible."""
    return f"{source.choice(WORDS)}-{source.randrange(100, 1000)}"


def normalised(typed: str) -> str:
    """Return a code as it is stored, however it was typed: `dog 427`, `DOG427`."""
    letters = "".join(sign for sign in typed.upper() if sign.isalnum())
    return f"{letters[:-3]}-{letters[-3:]}" if len(letters) > 3 else letters
