"""Columns of dates and moments: their formats, and whether they are days or moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.store.proposal.facts import Form
from doelgroep.store.proposal.numerals import tokens
from doelgroep.store.proposal.shapes import Order, evidence, format_of, open_shapes, shape_of, usual_order
from doelgroep.store.proposal.words import Sense, possible
from doelgroep.store.source import Problem, ValueFormat

if TYPE_CHECKING:
    from doelgroep.store.proposal.facts import ColumnFacts
    from doelgroep.store.proposal.habits import Habits

_TYPED = {Form.DAY: FieldType.DATE, Form.MIDNIGHT: FieldType.DATE, Form.MOMENT: FieldType.DATETIME, Form.ZONED: FieldType.DATETIME}
_COMPACT = "%Y%m%d"
_MANY_DAYS = 50
"""So many different numbers that are all days can be no accident, whatever the name."""
_SECONDS = (600_000_000, 4_200_000_000)
"""Seconds since 1970 of moments from 1989 to 2103."""
_EPOCHS = {"epoch_s": 1, "epoch_ms": 1_000, "epoch_us": 1_000_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """How a column of dates is read."""

    kind: FieldType
    formats: tuple[str, ...]
    rows: int
    """Rows whose text has the shape of a date."""
    problems: tuple[Problem, ...] = ()

    def format_for(self, column: ColumnFacts) -> ValueFormat:
        """How the texts are to be understood."""
        return ValueFormat(dates=self.formats, missing_texts=("", *tokens(column)))


def days_of(column: ColumnFacts, habits: Habits, *, told: bool = False) -> Days | None:
    """How the dates of a column are read, or None when it has none. `told` means that the user has said that it has."""
    return _typed(column) or _numbered(column, told=told) or _written(column, habits)


def _typed(column: ColumnFacts) -> Days | None:
    kinds = {_TYPED[form] for form in _TYPED if form in column.forms}
    if not kinds:
        return None
    kind = FieldType.DATETIME if FieldType.DATETIME in kinds else FieldType.DATE
    return Days(kind=kind, formats=(), rows=column.count(*_TYPED))


def _numbered(column: ColumnFacts, *, told: bool) -> Days | None:
    """Days such as 20240131, and numbers of seconds since 1970."""
    found = column.forms.get(Form.INTEGER)
    if found is None or (column.count(Form.INTEGER, Form.TOKEN) < column.present and not told):
        return None
    timely = told or any(each.sense is Sense.TIME or each.sense is Sense.BIRTH_DATE for each in possible(column.name))
    if found.days == found.rows and (timely or column.distinct >= _MANY_DAYS):
        return Days(kind=FieldType.DATE, formats=(_COMPACT,), rows=found.rows)
    if timely and found.low is not None and found.high is not None:
        for form, factor in _EPOCHS.items():
            if found.low >= _SECONDS[0] * factor and found.high <= _SECONDS[1] * factor:
                return Days(kind=FieldType.DATETIME, formats=(form,), rows=found.rows)
    return None


def _written(column: ColumnFacts, habits: Habits) -> Days | None:
    shapes = {text: shape for text in column.forms if (shape := shape_of(text)) is not None}
    if not shapes:
        return None
    order, problems = _order(column, habits)
    by_rows = sorted(shapes, key=lambda text: -column.forms[text].rows)
    formats = tuple(dict.fromkeys(format_of(text, order) for text in by_rows))
    whole_days = all(not shape.has_time or (shape.midnight and not shape.zoned) for shape in shapes.values())
    days = {each.partition("T")[0].partition(" %H")[0].partition(" %I")[0] for each in formats}
    if len(days) > 1:
        problems.append(_problem("import_date_formats_mixed", column, by_rows, formats=sorted(days)))
    short = [text for text, shape in shapes.items() if shape.short_year]
    if short:
        problems.append(_problem("import_short_years", column, short))
    return Days(
        kind=FieldType.DATE if whole_days else FieldType.DATETIME,
        formats=formats,
        rows=column.count(*shapes),
        problems=tuple(problems),
    )


def _order(column: ColumnFacts, habits: Habits) -> tuple[Order, list[Problem]]:
    """What comes first, by what the user told, the column proves, the file proves, or is usual."""
    shapes = open_shapes(column)
    proved = evidence(shapes)
    if habits.told_order and habits.order is not None:
        return habits.order, []
    if len(proved) == 1:
        return proved.pop(), []
    usual = usual_order(shapes, habits.zone)
    if proved:
        return usual, [_problem("import_date_orders_mixed", column, list(shapes), order=usual.value)]
    if habits.order is not None:
        return habits.order, []
    return usual, [_problem("import_date_order_unclear", column, list(shapes), order=usual.value)] if shapes else []


def _problem(code: str, column: ColumnFacts, shapes: list[str], **params: object) -> Problem:
    found = [column.forms[each] for each in shapes]
    count = sum(each.rows for each in found)
    return Problem(
        code=code,
        params={"column": column.name, "example": found[0].example, "count": count, **params},
        count=count,
        examples=tuple((each.line, each.example) for each in found[:3]),
    )
