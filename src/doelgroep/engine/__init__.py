"""Doing: planned tests in, members out, several ways to the same answer. `reference` says what is right; `why` says why."""
