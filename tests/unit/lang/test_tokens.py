"""How a text is cut into tokens."""

from __future__ import annotations

import pytest

from doelgroep.lang.tokens import TRIVIA, Kind, tokenize


def kinds(text: str) -> list[tuple[Kind, str]]:
    return [(each.kind, each.text) for each in tokenize(text) if each.kind not in TRIVIA]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("amount_spent", Kind.NAME),
        ("customer.metafields.ns.key", Kind.NAME),
        ("naïef", Kind.NAME),
        ("nai\u0308ef", Kind.NAME),
        ("_x1", Kind.NAME),
        ("`Net Amount`", Kind.QUOTED_NAME),
        ("`a``b`", Kind.QUOTED_NAME),
        ("'Delft'", Kind.TEXT),
        ("''", Kind.TEXT),
        (r"'\'s-Gravenhage'", Kind.TEXT),
        ("'''s-Gravenhage'", Kind.TEXT),
        (r"'\\'", Kind.TEXT),
        ("'a -- b /* c'", Kind.TEXT),
        ("12", Kind.NUMBER),
        ("-3.50", Kind.NUMBER),
        ("2024-03-31", Kind.DATE),
        ("2024-03-31T09:00:00", Kind.DATETIME),
        ("-7d", Kind.OFFSET),
        ("+30D", Kind.OFFSET),
        ("-30min", Kind.OFFSET),
        ("-2q", Kind.OFFSET),
        ("7_days_ago", Kind.NAMED_DATE),
        ("12_MONTHS_AGO", Kind.NAMED_DATE),
        (">=", Kind.SYMBOL),
        ("-- to the end", Kind.COMMENT),
        ("/* over\nlines */", Kind.COMMENT),
        ("\u00a0\t\n\u200b", Kind.SPACE),
    ],
)
def test_one_token(text: str, kind: Kind) -> None:
    tokens = tokenize(text)
    assert [(each.kind, each.text, each.problem) for each in tokens] == [(kind, text, None)]


def test_signs_belong_to_numbers_and_comparisons_do_not() -> None:
    assert kinds("a>=-7d") == [(Kind.NAME, "a"), (Kind.SYMBOL, ">="), (Kind.OFFSET, "-7d")]
    assert kinds("a<-7.5") == [(Kind.NAME, "a"), (Kind.SYMBOL, "<"), (Kind.NUMBER, "-7.5")]


def test_html_entities_outside_quotes_are_the_signs_they_stand_for() -> None:
    tokens = [each for each in tokenize("a &lt;= 5 b &gt; '&lt;'") if each.kind not in TRIVIA]
    assert [each.word for each in tokens] == ["A", "<=", "", "B", ">", ""]
    assert tokens[-1].text == "'&lt;'"
    assert all(each.problem is None for each in tokens)


def test_words_have_their_upper_case_form_and_quoted_names_have_none() -> None:
    assert [each.word for each in tokenize("and `and` 'and'") if each.kind not in TRIVIA] == ["AND", "", ""]


@pytest.mark.parametrize(
    ("text", "problem", "meant"),
    [
        ("'open", "quote_open", "'open'"),
        ("'ends with \\", "quote_open", "'ends with \\\\'"),
        ('"double"', "quotes_double", "'double'"),
        ('"it\'s"', "quotes_double", r"'it\'s'"),
        ("\u201cx\u201d", "quotes_curly", "'x'"),
        ("\u2018x'", "quotes_curly", "'x'"),
        ("`open", "name_open", "`open`"),
        ("/* open", "comment_open", "/* open */"),
        ("7d", "offset_sign", "-7d"),
        ("-7dagen", "offset_unit", "-7d"),
        ("-7s", "offset_unit", None),
        ("8_days_ago", "ago_unknown", "-8d"),
        ("1pm", "time_alone", None),
        ("13:00", "time_alone", None),
        ("1.000.000", "thousands", "1000000"),
        ("1_000", "thousands", "1000"),
        ("31-03-2024", "date_form", "2024-03-31"),
        ("2024-3-1", "date_form", "2024-03-01"),
        ("31.03.2024", "date_form", "2024-03-31"),
        ("2024-03-31T9:00", "datetime_form", "2024-03-31T09:00:00"),
        ("2024-03-31T09:00:00Z", "datetime_zone", "2024-03-31T09:00:00"),
        ("2024-02-30T10:00", "day_impossible", "2024-02-29"),
        ("1012AB", "number_letters", "'1012AB'"),
        ("==", "equals_twice", "="),
        ("<>", "not_equal_spelling", "!="),
        ("&&", "and_sign", "AND"),
        ("&amp;&amp;", "and_sign", "AND"),
        ("||", "or_sign", "OR"),
        ("\u2265", "comparison_spelling", ">="),
        ("a..b.", "name_points", "a.b"),
        ("???", "character_unknown", None),
    ],
)
def test_what_is_no_token_says_what_was_meant(text: str, problem: str, meant: str | None) -> None:
    (token,) = tokenize(text)
    assert (token.text, token.problem, token.meant) == (text, problem, meant)
    assert (token.fix is None) == (meant is None)


def test_an_open_quote_ends_with_its_line() -> None:
    assert kinds("a = 'x\nAND b = 'y'")[2:4] == [(Kind.TEXT, "'x"), (Kind.NAME, "AND")]


def test_an_open_quote_ends_before_and_and_outer_parentheses() -> None:
    assert kinds("(a = 'Den Haag) AND b = 2")[3:6] == [(Kind.TEXT, "'Den Haag"), (Kind.SYMBOL, ")"), (Kind.NAME, "AND")]


def test_a_text_of_nothing_but_open_quotes_is_cut_a_few_times_only() -> None:
    text = "\\' AND " * 200
    tokens = tokenize(text)
    assert "".join(each.text for each in tokens) == text
    assert sum(each.problem == "quote_open" for each in tokens) == 21
