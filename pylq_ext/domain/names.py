"""Names of rooms and people: text that can be shown in one line."""

from __future__ import annotations

import unicodedata

from pylq_ext.domain.errors import InvalidName

MAX_NAME = 80

#: Unicode categories that a line of text does not need: controls, formats (among them the marks
#: that turn the writing direction of what follows), surrogates, private use, unassigned.
_UNSHOWABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})

#: Formats that writing needs: the joiners of Arabic, Indic scripts and emoji.
_JOINERS = frozenset({"\u200c", "\u200d"})

#: Letters and symbols that show nothing, and are used to have no name.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def clean_name(typed: str, what: str) -> str:
    """Return a name in its one normal form, without white space around it and runs within.

    `what` says whose name it is, for the message. Raises InvalidName if nothing is left, if it is
    longer than MAX_NAME characters, or has characters that cannot be shown.
    """
    typed = typed.strip()
    if len(typed) > 8 * MAX_NAME:
        # Before it is normalised, which takes long for a long run of accents.
        raise InvalidName(
            f"{what}'s name is {len(typed)} characters long; {MAX_NAME} is the most.",
            length=len(typed),
            most=MAX_NAME,
        )
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    if not any(_shows(sign) for sign in name):
        raise InvalidName(f"{what} needs a name.")
    if len(name) > MAX_NAME:
        raise InvalidName(
            f"{what}'s name is {len(name)} characters long; {MAX_NAME} is the most.",
            length=len(name),
            most=MAX_NAME,
        )
    for sign in name:
        if unicodedata.category(sign) in _UNSHOWABLE and sign not in _JOINERS:
            raise InvalidName(
                f"{what}'s name has a character that cannot be shown (U+{ord(sign):04X}).",
                character=f"U+{ord(sign):04X}",
            )
    return name


def _shows(sign: str) -> bool:
    return sign.isprintable() and not sign.isspace() and sign not in _JOINERS | _BLANK
