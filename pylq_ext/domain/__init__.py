"""The rules of a lesson, in plain Python: no I/O, no clock, nothing beyond the standard library."""
