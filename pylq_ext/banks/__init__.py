"""Question banks: a notebook cell's Markdown becomes a `Question` (question_banks/FORMAT.md)."""
