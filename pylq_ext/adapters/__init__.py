"""The world outside: one technology a file, each behind a port."""
