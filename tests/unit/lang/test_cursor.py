"""What can stand at a place in half-written text. `|` is the cursor."""

from __future__ import annotations

import pytest

from doelgroep.lang.complete import Cursor, cursor
from doelgroep.lang.reader import Expect
from tests.unit.lang.test_parse import cases


def at(marked: str) -> Cursor:
    return cursor(marked.replace("|", ""), marked.index("|"))


def replaced(marked: str) -> str:
    """The stretch that a choice replaces."""
    found = at(marked).span
    return marked.replace("|", "")[found.start : found.end]


@pytest.mark.parametrize(
    ("marked", "kind", "prefix"),
    [
        ("|", Expect.CONDITION, ""),
        ("am|", Expect.CONDITION, "am"),
        ("shopify_email.|", Expect.CONDITION, "shopify_email."),
        ("`Net A|", Expect.CONDITION, "Net A"),
        ("a = 1 AND |", Expect.CONDITION, ""),
        ("NOT |", Expect.CONDITION, ""),
        ("(|", Expect.CONDITION, ""),
        ("a = 1 AND |b = 2", Expect.CONDITION, ""),
        ("a |", Expect.OPERATOR, ""),
        ("a >|", Expect.OPERATOR, ">"),
        ("a not  con|", Expect.OPERATOR, "NOT CON"),
        ("a NOT |", Expect.OPERATOR, "NOT "),
        ("a STARTS |", Expect.OPERATOR, "STARTS "),
        ("a IS N|", Expect.OPERATOR, "IS N"),
        ("a IS NOT |", Expect.OPERATOR, "IS NOT "),
        ("anniversary('b') |", Expect.OPERATOR, ""),
        ("a > |", Expect.VALUE, ""),
        ("a > 1|", Expect.VALUE, "1"),
        ("a > -7|", Expect.VALUE, "-7"),
        ("a >= 2024-|", Expect.VALUE, "2024-"),
        ("a >= 2024-03-3|", Expect.VALUE, "2024-03-3"),
        ("a = 'De|", Expect.VALUE, "De"),
        ("a = 's \\'t|", Expect.VALUE, "s 't"),
        ("a = b|", Expect.VALUE, "b"),
        ("a IN (|", Expect.VALUE, ""),
        ("a IN ('x', |", Expect.VALUE, ""),
        ("a BETWEEN |", Expect.VALUE, ""),
        ("a BETWEEN 1 AND |", Expect.VALUE, ""),
        ("a MATCHES '^|", Expect.VALUE, "^"),
        ("f(tag: |", Expect.VALUE, ""),
        ("a BETWEEN 1 A|", Expect.KEYWORD, "A"),
        ("a IN |", Expect.KEYWORD, ""),
        ("orders MATCHES |", Expect.KEYWORD, ""),
        ("a IN ('x' |", Expect.KEYWORD, ""),
        ("IN |", Expect.KEYWORD, ""),
        ("f(tag: 'x') |", Expect.KEYWORD, ""),
        ("f(tag: 'x') = t|", Expect.KEYWORD, "t"),
        ("x WITHIN 25 km |", Expect.KEYWORD, ""),
        ("x WITHIN |", Expect.DISTANCE, ""),
        ("x WITHIN 25 k|", Expect.UNIT, "k"),
        ("x WITHIN 25 km OF |", Expect.CENTER, ""),
        ("IN SEGMENT 'v|", Expect.SEGMENT, "v"),
        ("NOT IN SEGMENT |", Expect.SEGMENT, ""),
        ("orders MATCHES (|", Expect.PARAMETER, ""),
        ("orders MATCHES (a = 1, ca|", Expect.PARAMETER, "ca"),
        ("orders MATCHES (NOT (|", Expect.PARAMETER, ""),
        ("f(|", Expect.PARAMETER, ""),
        ("f(tag: 'x', |", Expect.PARAMETER, ""),
        ("orders MATCHES (a = 1 PER |", Expect.PER, ""),
        ("anniversary('b|", Expect.DATE_FIELD, "b"),
        ("a = 1 |", Expect.CONNECTOR, ""),
        ("a = 1 O|", Expect.CONNECTOR, "O"),
        ("a = 'x'|", Expect.CONNECTOR, ""),
        ("orders MATCHES (FIRST |", Expect.CONNECTOR, ""),
        ("a = 1 -- com|", Expect.NOTHING, ""),
        ("a = 1 /* com|", Expect.NOTHING, ""),
        ("a = 1 -- com\n|", Expect.CONNECTOR, ""),
    ],
)
def test_what_is_expected(marked: str, kind: Expect, prefix: str) -> None:
    found = at(marked)
    assert (found.kind, found.prefix) == (kind, prefix)


@pytest.mark.parametrize(
    ("marked", "field", "operator", "activity"),
    [
        ("city NOT IN (|", "city", "NOT IN", None),
        ("orders MATCHES (category = |", "category", "=", "orders"),
        ("`Net Amount` > |", "Net Amount", ">", None),
        ("anniversary('birth_date') BETWEEN |", "birth_date", "BETWEEN", None),
        ("f(tag: |", "tag", ":", "f"),
        ("email REGEX |", "email", "REGEX", None),
        ("email MATCHES '|", "email", "REGEX", None),
        ("orders MATCHES (a = 1) AND city = |", "city", "=", None),
        ("f(|", None, ":", "f"),
    ],
)
def test_the_surroundings_are_told(marked: str, field: str | None, operator: str, activity: str | None) -> None:
    found = at(marked)
    assert (found.field, found.operator, found.activity) == (field, operator, activity)


@pytest.mark.parametrize(
    ("marked", "stretch"),
    [
        ("am|ount > 5", "amount"),
        ("a = 'De|n Haag' AND b = 1", "'Den Haag'"),
        ("a = 'De| AND b = 1", "'De"),
        ("a = '|  AND country = 'NL'", "'"),
        ("a NOT CON| 'x'", "NOT CON"),
        ("a | = 5", ""),
        ("a >= 2024-|", "2024-"),
        ("a = 1 AND |", ""),
        ("`Net A|mount` = 1", "`Net Amount`"),
    ],
)
def test_what_a_choice_replaces(marked: str, stretch: str) -> None:
    assert replaced(marked) == stretch


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("|", ("NOT", "IN SEGMENT", "NOT IN SEGMENT", "(")),
        ("a = 1 |", ("AND", "OR")),
        ("(a = 1 |", ("AND", "OR", ")")),
        ("orders MATCHES (a = 1 |", ("AND", "OR", ")", ",", "PER")),
        ("orders MATCHES (|", ("NOT", "FIRST", "LAST", "(", "PER", ")")),
        ("x WITHIN 5 |", ("km", "mi", "m")),
        ("a BETWEEN 1 |", ("AND",)),
    ],
)
def test_words_of_the_grammar_are_told(marked: str, words: tuple[str, ...]) -> None:
    assert at(marked).words == words


def test_inside_quotes_is_told() -> None:
    assert [at(each).quoted for each in ("a = '|", "`a|", "a = |", "a = 'x'|")] == ["'", "`", "", ""]


def test_positions_outside_the_text_are_its_ends() -> None:
    assert cursor("a ", 99) == cursor("a ", 2)
    assert cursor("a ", -1) == cursor("a ", 0)


@pytest.mark.parametrize(("number", "text"), cases("valid", "legacy", "template", "invalid"))
def test_every_place_of_every_case_has_an_answer(number: str, text: str) -> None:
    del number
    assert all(isinstance(cursor(text, each), Cursor) for each in range(len(text) + 1))
