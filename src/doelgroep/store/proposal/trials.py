"""Trying: values that their field can't hold, hours that do not exist, days that can't be. Columns that surely fit are left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import fold
from doelgroep.store.proposal.facts import Form
from doelgroep.store.proposal.habits import COMMA_FORMS, POINT_FORMS
from doelgroep.store.proposal.numerals import NUMBER_FORMS
from doelgroep.store.proposal.words import Sense
from doelgroep.store.source import LINE, Problem
from doelgroep.store.sql import quoted
from doelgroep.store.typing import conversion, stepped_sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from zoneinfo import ZoneInfo

    import duckdb

    from doelgroep.store.proposal.fields import Drafted
    from doelgroep.store.source import StagedFile

SHOWN = 3
"""Examples of a problem."""
_NEVER_FAIL = frozenset({FieldType.TEXT, FieldType.CATEGORY})
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT})
_DATES = frozenset({FieldType.DATE, FieldType.DATETIME})
_PLAIN = frozenset({Form.INTEGER, Form.ZEROS, Form.WHOLE, Form.POINT, Form.COMMA})
_MOST_DIGITS = 18
_TRIED = "doelgroep_tried_"


def try_values(
    connection: duckdb.DuckDBPyConnection, label: str, staged: StagedFile, drafted: Sequence[Drafted], zone: ZoneInfo
) -> Iterator[Problem]:
    """Remarks about the values of a staged file, all rows tried."""
    for each in drafted:
        happened = each.field.type in _DATES and each.sense in {Sense.TIME, Sense.BIRTH_DATE}
        if happened or each.field.type is FieldType.DATETIME or not _surely_fits(each):
            yield from _tried(label, connection, _different(connection, staged, each), each, zone)


def _different(connection: duckdb.DuckDBPyConnection, staged: StagedFile, drafted: Drafted) -> StagedFile:
    """The rows to be tried: every different value once, with its rows as `=n`, where that makes them fewer."""
    names = ", ".join(quoted(each) for each in drafted.plan.columns)
    few = len(drafted.columns) == 1 and drafted.columns[0].distinct * 2 < staged.rows
    rows = f'SELECT {names}, count(*) AS "=n", min({LINE}) AS {LINE} FROM {quoted(staged.table)} GROUP BY ALL'
    every = f'SELECT {names}, 1 AS "=n", {LINE} FROM {quoted(staged.table)}'
    connection.execute(f"CREATE OR REPLACE TEMP {'TABLE' if few else 'VIEW'} {_TRIED}{int(few)} AS {rows if few else every}")
    return replace(staged, table=f"{_TRIED}{int(few)}")


def _tried(label: str, connection: duckdb.DuckDBPyConnection, rows: StagedFile, drafted: Drafted, zone: ZoneInfo) -> Iterator[Problem]:
    found = conversion(connection, drafted.plan, rows, zone)
    tests = [
        ("import_values_fail", found.failed, found.text),
        ("import_hours_shifted", found.shifted, "NULL"),
        ("import_hours_ambiguous", found.ambiguous, "NULL"),
    ]
    if drafted.field.type in _DATES and drafted.sense in {Sense.TIME, Sense.BIRTH_DATE}:
        day = f"CAST({found.columns[0][1]} AS DATE)"
        tomorrow = datetime.now(zone).date() + timedelta(days=1)
        tests += [
            (code, f"coalesce({day} {test}, false)", found.text)
            for code, test in (("import_days_early", "< DATE '1900-01-01'"), ("import_days_future", f"> DATE '{tomorrow}'"))
        ]
    counts = ", ".join(f'sum("=n") FILTER (WHERE {test}), {_listed(test, text)}' for _, test, text in tests)
    answers = connection.execute(f"SELECT {counts} FROM {stepped_sql(rows.table, [found.steps])}").fetchall()[0]
    for (code, _, text), count, examples in zip(tests, answers[::2], answers[1::2], strict=True):
        if count:
            params = {"column": found.params["column"], "type": drafted.field.type.value, "scale": drafted.field.scale, "count": int(count)}
            shown = () if text == "NULL" else examples_of(examples)
            yield Problem(code=code, params=params, file=label, count=int(count), examples=shown)


def _listed(test: str, text: str) -> str:
    return f"list({{'line': {LINE}, 'text': {text}}} ORDER BY {LINE}) FILTER (WHERE {test})[:{SHOWN}]"


def examples_of(found: Sequence[Mapping[str, object]] | None) -> tuple[tuple[int, str], ...]:
    """Lines and texts, as a query lists them."""
    return tuple((int(str(each["line"])), str(each["text"])) for each in found or ())


def _surely_fits(drafted: Drafted) -> bool:
    """Whether the forms of all values show that none can fail."""
    kind, forms = drafted.field.type, set(drafted.columns[0].forms) - {Form.TOKEN}
    if kind in _NEVER_FAIL:
        return True
    if len(drafted.columns) > 1 or (Form.TOKEN in drafted.columns[0].forms and not drafted.plan.format.missing_texts[1:]):
        return False
    if kind in _NUMBERS:
        return forms <= _fitting_numbers(drafted)
    if kind is FieldType.BOOLEAN:
        words = {*drafted.plan.format.true_texts, *drafted.plan.format.false_texts}
        return forms == {Form.BOOLEAN} or (bool(drafted.columns[0].values) and {fold(each) for each in drafted.columns[0].values} <= words)
    return forms <= {Form.DAY, Form.MIDNIGHT, Form.TEXTS}


def _fitting_numbers(drafted: Drafted) -> set[str]:
    """The forms of numbers that an integer, decimal or float with this format takes, as far as its digits show."""
    field, form = drafted.field, drafted.plan.format
    fitting: set[str] = set()
    for name, facts in drafted.columns[0].forms.items():
        if name not in NUMBER_FORMS:
            continue
        signs = (name not in POINT_FORMS or not form.decimal_comma) and (name not in COMMA_FORMS or form.decimal_comma)
        plain = name in {Form.INTEGER, Form.ZEROS, Form.WHOLE, Form.POINT, Form.COMMA}
        small = facts.fraction <= field.scale and facts.digits + field.scale <= _MOST_DIGITS
        if signs and plain and (small or field.type is FieldType.FLOAT):
            fitting.add(name)
    return fitting
