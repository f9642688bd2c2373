"""The relational engine: one planned test as one Ibis expression, which prints as SQL of many databases.

The expression is two-valued by construction: a condition is TRUE exactly where the test holds, and nothing is negated before its NULLs have become
FALSE. Statistics of the same rows share one GROUP BY, joined to the customers; a condition on rows alone is a semi-join.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.columns import CUSTOMER, latitude_column, longitude_column

# The module is imported for its effect: it says what each test means, as `relational_values` does for values.
from doelgroep.engine import relational_tests  # noqa: F401
from doelgroep.engine.relational_frames import customer_frame, filtered, matching_rows, row_sets
from doelgroep.engine.relational_scope import RowSet, express
from doelgroep.engine.relational_tables import Source
from doelgroep.engine.relational_values import kept, kept_components
from doelgroep.model.node import And, Constantly, Matches
from doelgroep.plan.leaves import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import ibis.expr.types as ir

    from doelgroep.catalog import Catalog
    from doelgroep.engine.relational_scope import Expression, Frame
    from doelgroep.model.node import Test, Value

EVERYBODY = Constantly(value=True)


def members_expression(test: Test, catalog: Catalog, *, ordered: bool = True) -> ir.Table:
    """The numbers of all customers who meet a planned test, once each, in no particular order: a table with the one column `_customer`.

    Args:
        test: the planned test.
        catalog: what its names stand for.
        ordered: the database finds the row in an extreme place as DuckDB does; else rows are numbered by window functions.

    >>> from doelgroep.model.node import INTEGER, Comparison, CustomerField, Literal, Op
    >>> from doelgroep.catalog import Catalog, Field, FieldType
    >>> shop = Catalog(fields=(Field(name="age", type=FieldType.INTEGER),))
    >>> members_expression(Comparison(CustomerField("age", INTEGER), Op.GE, Literal(18, INTEGER)), shop).columns
    ('_customer',)
    """
    return _members(test, (), Source(catalog, ordered)).table.select(CUSTOMER)


def values_expression(
    values: Mapping[str, Value], catalog: Catalog, test: Test = EVERYBODY, *, ordered: bool = True, points_apart: bool = False
) -> ir.Table:
    """The customers who meet a planned test with planned values of each: `_customer`, and a column for each value under its name.

    Types as the model says them: integers of 64 bits, decimals DECIMAL(38, scale), moments in UTC without a zone, a point as a struct of latitude and
    longitude; with `points_apart` as two columns instead. Missing values are NULL.
    """
    frame = _members(test, tuple(values.values()), Source(catalog, ordered))
    cells = {column: cell for name, each in values.items() for column, cell in _cells(name, each, frame, points_apart)}
    return frame.table.select(frame.table[CUSTOMER], **cells)


def _cells(name: str, value: Value, frame: Frame, points_apart: bool) -> Iterator[tuple[str, Expression]]:  # noqa: FBT001 - of our own caller
    """The columns of a result that one value is."""
    if not points_apart or value.type.kind is not FieldType.POINT:
        yield name, kept(value, frame)
        return
    for component, column in zip(kept_components(value), (latitude_column(name), longitude_column(name)), strict=True):
        yield column, express(value, frame, component)


def _members(test: Test, values: Sequence[Value], source: Source) -> Frame:
    """The customers who meet the test, with columns for the values."""
    conditions = test.items if isinstance(test, And) else (test,)
    joined = _semi_joins(conditions, values)
    others = [each for each in conditions if each not in joined]
    asked = [leaf for each in others for leaf in leaves(each)]
    asked += [leaf for each in values for component in kept_components(each) for leaf in leaves(each, component)]
    frame = customer_frame(asked, source, [matching_rows(each, source) for each in joined])
    if not others:
        return frame
    return frame.on(filtered(frame, And(tuple(others)) if len(others) > 1 else others[0]))


def _semi_joins(conditions: Sequence[Test], values: Sequence[Value]) -> list[Matches]:
    """The conditions that are best met by a semi-join: those whose rows are not grouped for anything else."""
    candidates = [each for each in conditions if isinstance(each, Matches) and not each.admits_none and (each.group is None or each.per is not None)]
    others = [each for each in (*conditions, *values) if each not in candidates]
    grouped = row_sets(leaf for each in others for leaf in leaves(each))
    return [each for each in candidates if RowSet(each.activity, each.rows) not in grouped or each.per is not None]
