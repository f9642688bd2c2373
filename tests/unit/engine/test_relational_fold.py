"""Folding in SQL says the same as folding in Python."""

from __future__ import annotations

from unicodedata import combining

import duckdb
import ibis

from doelgroep.columns import fold
from doelgroep.engine.relational_fold import folded, special_letters

TEXTS = ("", "Straße", "ﬁets", "İSTANBUL", "shampoo", "ΣΊΣΥΦΟΣ", "Crème Brûlée", "ÀÉÎÕÜ", "ŉ", "ẞ")


def in_sql(texts: list[str], needle: str | None) -> list[str]:
    table = ibis.table({"place": "int64", "text": "string"}, name="texts")
    sql = ibis.to_sql(table.select(table.place, folded=folded(table.text, needle)).order_by("place"), dialect="duckdb")
    with duckdb.connect() as connection:
        numbered = {"places": [*range(len(texts))], "texts": texts}
        connection.execute("CREATE TABLE texts AS SELECT unnest($places) AS place, unnest($texts) AS text", numbered)
        return [row[1] for row in connection.execute(sql).fetchall()]


def test_a_text_is_folded_as_python_does() -> None:
    assert in_sql([*TEXTS], None) == [fold(each) for each in TEXTS]


def test_every_letter_that_folding_changes_is_folded_inside_a_word() -> None:
    words = [f"A{each}z" for each in special_letters() if not combining(each)]
    assert in_sql(words, None) == [fold(each) for each in words]


def test_looking_for_a_text_finds_what_python_finds() -> None:
    for needle in ("ss", "fi", "i", "w", "n"):
        assert [needle in each for each in in_sql([*TEXTS], needle)] == [needle in fold(each) for each in TEXTS]
