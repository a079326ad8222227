"""One question cannot be read, and the others can."""

from __future__ import annotations


class Unfit(Exception):
    """Why a question cannot be read, as a sentence; it becomes the record's `problem`."""
