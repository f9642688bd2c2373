"""What is said about wrong queries, in query_errors.txt and expression_errors.txt: under each query the place, the sentence and the mended text.

A line of `^` marks a stretch, `|` a place where something is missing. `=>` is the whole text with that one fix.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from doelgroep.errors import Diagnostic, QueryError
from doelgroep.lang.parse import parse, parse_expression, require
from doelgroep.messages import query, render, sentence

HERE = Path(__file__).parent
QUERIES = (HERE / "query_errors.txt").read_text(encoding="utf-8")
EXPRESSIONS = (HERE / "expression_errors.txt").read_text(encoding="utf-8")


def blocks(table: str) -> list[str]:
    return table.strip("\n").split("\n\n")


def shown(text: str, diagnostics: tuple[Diagnostic, ...]) -> str:
    """The text with what is said about it, in the form of the tables."""
    lines = [text]
    for each in diagnostics:
        start, end = each.span.start, each.span.end
        lines.append(" " * start + ("^" * (end - start) or "|") + " " + sentence(each.code, each.params))
        if each.fix is not None:
            lines.append(f"{' ' * start}=> {mended(text, each)}")
    return "\n".join(lines)


def mended(text: str, diagnostic: Diagnostic) -> str:
    fix = diagnostic.fix
    return text if fix is None else text[: fix.span.start] + fix.text + text[fix.span.end :]


@pytest.mark.parametrize("block", blocks(QUERIES), ids=lambda each: each.partition("\n")[0])
def test_a_wrong_query_is_explained(block: str) -> None:
    text = block.partition("\n")[0]
    assert shown(text, parse(text).diagnostics) == block


@pytest.mark.parametrize("block", blocks(EXPRESSIONS), ids=lambda each: each.partition("\n")[0])
def test_a_wrong_expression_is_explained(block: str) -> None:
    text = block.partition("\n")[0]
    assert shown(text, parse_expression(text).diagnostics) == block


@pytest.mark.parametrize("text", ["", "   ", "\n", "-- only a comment", "/* and */ -- more"])
def test_a_query_that_says_nothing_is_blank(text: str) -> None:
    parsed = parse(text)
    assert parsed.root is None
    assert [render(each, text) for each in parsed.diagnostics] == ["Line 1 Column 0: Query can't be blank."]


def test_an_expression_that_says_nothing_is_blank() -> None:
    assert [each.code for each in parse_expression(" ").diagnostics] == ["expression_blank"]


def test_places_are_given_as_lines_and_columns() -> None:
    text = "a = 1\nAND b =\n  OR c ? 3"
    assert [render(each, text).partition(": ")[0] for each in parse(text).diagnostics] == ["Line 3 Column 2", "Line 3 Column 7"]
    assert render(parse(text).diagnostics[0], text, "nl").startswith("Regel 3 kolom 2: 'OR' wordt hier niet verwacht.")


def test_require_raises_every_error_of_the_text() -> None:
    with pytest.raises(QueryError) as caught:
        require(parse("a == 1 AND b = 1,000"))
    assert [each.code for each in caught.value.diagnostics] == ["equals_twice", "thousands"]
    assert str(caught.value).count("\n") == 1


def test_errors_beyond_a_sensible_number_are_not_told() -> None:
    assert len(parse("a == 1 AND " * 100 + "a = 1").diagnostics) == 25


def test_nesting_has_a_limit() -> None:
    for deep in ("(" * 101 + "a = 1" + ")" * 101, "NOT " * 101 + "a = 1", "o MATCHES (" * 51 + "a = 1" + ")" * 51):
        assert [each.code for each in parse(deep).diagnostics] == ["too_deep"]
    assert [each.code for each in parse_expression("(" * 51 + "a" + ")" * 51).diagnostics] == ["too_deep"]


def test_expressions_have_a_longest_chain() -> None:
    assert parse_expression("+".join("a" * 151)).diagnostics == ()
    assert [each.code for each in parse_expression("+".join("a" * 152)).diagnostics] == ["expression_long"]


@pytest.mark.parametrize("table", [QUERIES, EXPRESSIONS])
def test_the_dutch_sentences_have_their_parameters(table: str) -> None:
    for text in (each.partition("\n")[0] for each in blocks(table)):
        diagnostics = parse(text).diagnostics if table is QUERIES else parse_expression(text).diagnostics
        assert all(re.search(r"[.:]\Z", sentence(each.code, each.params, "nl")) for each in diagnostics)


def test_every_sentence_is_shown_in_these_tables() -> None:
    texts = [each.partition("\n")[0] for each in blocks(QUERIES)]
    seen = {each.code for text in texts for each in parse(text).diagnostics}
    seen |= {each.code for block in blocks(EXPRESSIONS) for each in parse_expression(block.partition("\n")[0]).diagnostics}
    assert query.SENTENCES.keys() - seen == {"expression_blank", "expression_long", "too_deep"}


def test_fixes_of_a_text_mend_it_when_every_error_has_one() -> None:
    for text in (each.partition("\n")[0] for each in blocks(QUERIES)):
        before = parse(text).diagnostics
        if all(each.fix for each in before):
            mending = text
            for _ in range(10):
                found = [each for each in parse(mending).diagnostics if each.fix]
                mending = mended(mending, found[-1]) if found else mending
            assert not any(each.fix for each in parse(mending).diagnostics), text
