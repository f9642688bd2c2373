"""What is said about queries that can be read and mean nothing, in meaning_errors.txt, on Shopify's own names: place, sentence and mended text.

The form is that of query_errors.txt; a warning begins with `!`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from doelgroep.errors import Diagnostic, QueryError, Severity
from doelgroep.messages import sentence
from doelgroep.model.resolve import understand
from doelgroep.store.ready_catalogs import ready

TABLE = Path(__file__).with_name("meaning_errors.txt").read_text(encoding="utf-8").strip("\n").split("\n\n")
CATALOG = ready("shopify").catalog
SEGMENTS = ("salons", "winback")


def remarks(text: str) -> tuple[Diagnostic, ...]:
    try:
        return understand(text, CATALOG, segments=SEGMENTS).warnings
    except QueryError as error:
        return error.diagnostics


def shown(text: str) -> str:
    """The text with what is said about it, in the form of the table."""
    lines = [text]
    for each in remarks(text):
        start, end = each.span.start, each.span.end
        mark = "! " if each.severity is Severity.WARNING else ""
        lines.append(" " * start + ("^" * (end - start) or "|") + f" {mark}{sentence(each.code, each.params)}")
        if each.fix is not None:
            lines.append(f"=> {text[: each.fix.span.start]}{each.fix.text}{text[each.fix.span.end :]}")
    return "\n".join(lines)


@pytest.mark.parametrize("block", TABLE, ids=lambda each: each.partition("\n")[0])
def test_a_query_without_meaning_is_explained(block: str) -> None:
    assert shown(block.partition("\n")[0]) == block


@pytest.mark.parametrize("block", TABLE, ids=lambda each: each.partition("\n")[0])
def test_the_dutch_sentence_is_whole(block: str) -> None:
    for each in remarks(block.partition("\n")[0]):
        assert re.search(r"[.:?]\Z", sentence(each.code, each.params, "nl"))
