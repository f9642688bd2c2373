"""The committed manual of the language is what the specification prints."""

from __future__ import annotations

from tests.spec.manual import PAGE, manual


def test_manual_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == manual(), "run: make docs"
