"""Trying: values that their field can't hold, hours that do not exist, days that can't be. Columns that surely fit are left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from doelgroep import zone as zones
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
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    import duckdb

    from doelgroep.store.proposal.fields import Drafted
    from doelgroep.store.source import StagedFile
    from doelgroep.store.typing import Conversion

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
    source = stepped_sql(rows.table, [found.steps])
    tests = [("import_values_fail", found.failed), ("import_hours_shifted", found.shifted), ("import_hours_ambiguous", found.ambiguous)]
    if drafted.field.type in _DATES and drafted.sense in {Sense.TIME, Sense.BIRTH_DATE}:
        tests += _odd_days(found, zone)
    counts = ", ".join(f'sum("=n") FILTER (WHERE {test})' for _, test in tests)
    answers = connection.execute(f"SELECT {counts} FROM {source}").fetchall()[0]
    for (code, test), count in zip(tests, answers, strict=True):
        if count:
            shown = connection.execute(f"SELECT {LINE}, {found.text} FROM {source} WHERE {test} ORDER BY {LINE} LIMIT {SHOWN}").fetchall()
            params = {"column": found.params["column"], "type": drafted.field.type.value, "count": int(count)}
            yield Problem(code=code, params=params, file=label, count=int(count), examples=tuple(shown))


def _odd_days(found: Conversion, zone: ZoneInfo) -> list[tuple[str, str]]:
    """Days before 1900, and days in the future where there should be none: of what happened, and of birth."""
    tomorrow = datetime.now(zone).replace(tzinfo=None, hour=0, minute=0) + timedelta(days=1)
    if found.span is not None and found.span[0] >= zones.FIRST and found.span[1] < tomorrow:
        return []
    day = f"CAST({found.columns[0][1]} AS DATE)"
    tests = (("import_days_early", f"< DATE '{zones.FIRST.date()}'"), ("import_days_future", f"> DATE '{tomorrow.date()}'"))
    return [(code, f"coalesce({day} {test}, false)") for code, test in tests]


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
