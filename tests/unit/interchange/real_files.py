"""Real question files by other people, which lie beside the repository where there are any."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[4] / "shared" / "data"

needs_real_files = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the real question files do not lie beside the repository"
)
