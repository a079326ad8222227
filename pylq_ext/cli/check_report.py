"""What `pylq check --json` prints."""

from __future__ import annotations

import json
from typing import Final

from pylq_ext.cli.checked import Checked, CheckedFile, Mistake

#: Raised when a key changes its meaning or goes; keys may be added without.
VERSION: Final = 1


def report(checked: Checked) -> str:
    """Return all that was found as JSON; FORMAT.md documents its keys.

    It is ASCII, because nobody knows what the encoding of a pipe is.
    """
    return json.dumps(
        {
            "version": VERSION,
            "summary": {
                "files": len(checked.files),
                "questions": checked.questions,
                "problems": checked.mistakes,
                "fixed": sum(bool(file.fixed) for file in checked.files),
                "unusable": len(checked.unusable),
                "exit_status": checked.exit_status,
            },
            "files": [_file(file) for file in checked.files],
            "problems": [
                _problem(file, mistake) for file in checked.files for mistake in file.mistakes
            ],
            "unusable": [{"file": one.path, "message": one.message} for one in checked.unusable],
        },
        indent=1,
    )


def _file(file: CheckedFile) -> dict[str, object]:
    return {
        "file": str(file.path),
        "bank": file.bank_id,
        "questions": file.questions,
        "problems": len(file.mistakes),
        "fixed": list(file.fixed),
    }


def _problem(file: CheckedFile, mistake: Mistake) -> dict[str, object]:
    problem, question = mistake.problem, mistake.question
    return {
        "file": str(file.path),
        "question": question.number if question else None,
        "title": question.title if question else None,
        "cell": mistake.cell_number,
        "id": mistake.cell_id,
        "line": problem.line,
        "code": problem.code,
        "message": problem.message,
        "mended": problem.mended,
        "replaces": list(problem.lines) if problem.mended is not None else None,
    }
