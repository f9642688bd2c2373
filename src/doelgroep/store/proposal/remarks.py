"""Remarks about columns that follow from what was counted: empty ones, blanks around texts, words for missing values, values that look alike."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import fold
from doelgroep.store.proposal.facts import Form
from doelgroep.store.source import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.store.proposal.facts import ColumnFacts
    from doelgroep.store.proposal.table import Table

_SHOWN, _MOST_LISTED = 3, 20


def of_columns(table: Table) -> Iterator[Problem]:
    """Remarks that follow from what was counted: empty columns, blanks around texts, words for missing values, values that look alike."""
    for column in table.facts.columns:
        if not column.filled and column.rows:
            yield _remark(table, "import_column_empty", column, column.rows)
    for column in table.columns:
        if column.padded:
            yield _remark(table, "import_blanks_around", column, column.padded)
        yield from _words_for_missing(table, column)
        yield from _dust(table, column)
        if table.readings[column.name].kind is FieldType.CATEGORY:
            yield from _alike(table, column)


def _remark(table: Table, code: str, column: ColumnFacts, count: int, **params: object) -> Problem:
    return Problem(code=code, params={"column": column.name, "count": count, **params}, file=table.label, count=count)


def _words_for_missing(table: Table, column: ColumnFacts) -> Iterator[Problem]:
    found = column.forms.get(Form.TOKEN)
    if found is not None and table.readings[column.name].format.missing_texts != ("",):
        words = ", ".join(f"'{each}'" for each in found.texts[:_MOST_LISTED])
        problem = _remark(table, "import_words_for_missing", column, found.rows, words=words)
        yield replace(problem, examples=((found.line, found.example),))


def _dust(table: Table, column: ColumnFacts) -> Iterator[Problem]:
    rows = sum(each.dust for each in column.forms.values())
    if rows and table.readings[column.name].kind is FieldType.DECIMAL:
        yield _remark(table, "import_dust", column, rows, scale=table.readings[column.name].scale)


def _alike(table: Table, column: ColumnFacts) -> Iterator[Problem]:
    """Values of a category that differ only in capitals and blanks."""
    groups: dict[str, list[str]] = defaultdict(list)
    for value in column.values:
        groups[re.sub(r"\s+", " ", fold(value)).strip(" .,;")].append(value)
    alike = [each for each in groups.values() if len(each) > 1]
    if alike:
        rows = sum(column.values[value] for each in alike for value in each[1:])
        values = "; ".join(" / ".join(f"'{value}'" for value in each) for each in alike[:_SHOWN])
        yield _remark(table, "import_values_alike", column, rows, groups=len(alike), values=values)
