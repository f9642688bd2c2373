"""What the data say about parameters: the values that a field has, and the first value of each parameter."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from doelgroep.catalog import Field, FieldType, Privacy
from doelgroep.columns import CUSTOMERS_TABLE, latitude_column, longitude_column
from doelgroep.engine.duckdb import member_sql
from doelgroep.engine.row_values import row_value_counts
from doelgroep.gallery.binding import Bound, bind
from doelgroep.gallery.filling import expression_text
from doelgroep.gallery.reading import templates
from doelgroep.gallery.template import ANY_CHANNEL, Kind
from doelgroep.holding import at_holder
from doelgroep.model.node import Constantly
from doelgroep.model.resolve import row_value_named, trait_value, value_named
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb

    from doelgroep.gallery.template import Parameter
    from doelgroep.model.node import Value
    from doelgroep.workspace import Workspace

MOST = 100
"""So many of the most frequent values are offered."""
_EVERYBODY = Constantly(value=True)
_PREFIX = 2
"""So many letters of a text are its beginning."""

type Counted = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What the data hold for the parameters of several templates, at one moment."""

    values: Mapping[tuple[str, str], Counted] = field(default_factory=dict)
    """By activity (empty for the customer) and column the most frequent values, with the number of rows."""
    numbers: Mapping[tuple[str, float], str] = field(default_factory=dict)
    """By expression and share the number below which that part of the customers stays."""
    places: Mapping[str, str] = field(default_factory=dict)
    """By field the middle of all customers."""

    def of(self, parameter: Parameter, bound: Bound) -> Counted:
        """The values to offer for a parameter, the most frequent one first."""
        return self.values.get(_place(parameter.of, bound), ()) if parameter.kind in {Kind.VALUE, Kind.TEXT} else ()

    def first(self, parameter: Parameter, bound: Bound) -> str:
        """The first value of a parameter; empty when the data have none and the template names none."""
        match parameter.kind:
            case Kind.VALUE:
                return _chosen(self.of(parameter, bound), parameter) or parameter.default
            case Kind.TEXT:
                return next((value[:_PREFIX] for value, _ in self.of(parameter, bound)), parameter.default)
            case Kind.CHANNEL:
                return bound.channel_names()[0] if parameter.default != ANY_CHANNEL else ANY_CHANNEL
            case Kind.PLACE:
                return self.places.get(bound.column(parameter.of).name, parameter.default)
            case _:
                # Nothing is what most customers have whose data end long ago: then the template knows better.
                found = self.numbers.get((expression_text(parameter.of, bound), parameter.share)) if parameter.of else None
                return _within(found, parameter) if found is not None and Decimal(found) else parameter.default


def first_values(bound: Bound, found: Suggestions) -> dict[str, str]:
    """A first value for each parameter of a template, from the data where they say something."""
    return {each.name: found.first(each, bound) for each in bound.template.parameters}


@at_holder
def suggestions(workspace: Workspace, keys: Sequence[str] | None = None) -> Suggestions:
    """What the data of a workspace hold for the parameters of templates: all numbers in one query, each list of values in one.

    Of direct identifiers no values are given.

    Args:
        workspace: the data.
        keys: of the templates that fit; None is all of them.
    """
    bounds = [bind(each, workspace.catalog) for each in templates() if keys is None or each.key in keys]
    parameters = [(each, bound) for bound in bounds if isinstance(bound, Bound) for each in bound.template.parameters if each.of]
    with workspace.store.reading() as cursor:
        return Suggestions(
            values=_values(cursor, workspace, [each for each in parameters if each[0].kind in {Kind.VALUE, Kind.TEXT}]),
            numbers=_numbers(cursor, workspace, [each for each in parameters if each[0].kind in {Kind.NUMBER, Kind.MONEY, Kind.DECIMAL}]),
            places=_places(cursor, [each for each in parameters if each[0].kind is Kind.PLACE]),
        )


# ---------------------------------------------------------------- values of fields


def _place(of: str, bound: Bound) -> tuple[str, str]:
    first, dot, _ = of.partition(".")
    return (bound.activities[first].activity.name if dot else "", bound.column(of).name)


def _values(cursor: duckdb.DuckDBPyConnection, workspace: Workspace, asked: Iterable[tuple[Parameter, Bound]]) -> dict[tuple[str, str], Counted]:
    places = {_place(parameter.of, bound) for parameter, bound in asked if bound.column(parameter.of).field.privacy is Privacy.NONE}
    return {each: _counted(cursor, workspace, *each) for each in sorted(places)}


def _counted(cursor: duckdb.DuckDBPyConnection, workspace: Workspace, activity: str, column: str) -> Counted:
    catalog = workspace.catalog
    rows = catalog.activity(activity) if activity else None
    value = value_named(column, catalog) if rows is None else row_value_named(column, rows, catalog)
    planned = workspace.planned_value(value, workspace.context())
    found = row_value_counts(cursor, None if rows is None else rows.name, planned, catalog, limit=MOST)
    return tuple((_text(each), times) for each, times in found if _text(each).strip())


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _chosen(values: Counted, parameter: Parameter) -> str:
    """The value in which a word stands that the template would like, else the one of its rank."""
    for word in parameter.like:
        liked = next((value for value, _ in values if word in value.casefold()), None)
        if liked is not None:
            return liked
    return values[min(parameter.rank, len(values)) - 1][0] if values else ""


# ---------------------------------------------------------------- numbers over customers


def _numbers(cursor: duckdb.DuckDBPyConnection, workspace: Workspace, asked: Iterable[tuple[Parameter, Bound]]) -> dict[tuple[str, float], str]:
    wanted = list(dict.fromkeys((expression_text(parameter.of, bound), parameter.share) for parameter, bound in asked))
    if not wanted:
        return {}
    columns = {text: f"n{place}" for place, text in enumerate(dict.fromkeys(text for text, _ in wanted))}
    values = {name: _planned(workspace, text) for text, name in columns.items()}
    quantiles = ", ".join(f"quantile_disc({quoted(columns[text])}, {share:f})" for text, share in wanted)
    table = member_sql(_EVERYBODY, workspace.catalog, values)
    row = cursor.execute(f"SELECT {quantiles} FROM ({table})").fetchone() or ()  # noqa: S608 - names and numbers of ours
    return {each: _round(value) for each, value in zip(wanted, row, strict=True) if value is not None}


def _planned(workspace: Workspace, text: str) -> Value:
    expressed = Field(name="number", type=FieldType.FLOAT, expression=text)
    return workspace.planned_value(trait_value(expressed, workspace.catalog), workspace.context())


def _round(value: object) -> str:
    """A number of two digits that a person might have chosen: 1,234.56 is 1200."""
    number = Decimal(str(value))
    if not number:
        return "0"
    rounded = number.quantize(Decimal(1).scaleb(number.adjusted() - 1)).normalize()
    return f"{rounded:f}"


def _within(text: str, parameter: Parameter) -> str:
    """The number in the limits of its parameter, whole where it must be."""
    number = Decimal(text)
    if parameter.kind is Kind.NUMBER:
        number = Decimal(round(number))
    number = max(number, Decimal(parameter.low)) if parameter.low else number
    number = min(number, Decimal(parameter.high)) if parameter.high else number
    return f"{number.normalize() if number else number:f}"


# ---------------------------------------------------------------- places


def _places(cursor: duckdb.DuckDBPyConnection, asked: Iterable[tuple[Parameter, Bound]]) -> dict[str, str]:
    return {name: each for name in {bound.column(parameter.of).name for parameter, bound in asked} if (each := _middle(cursor, name))}


def _middle(cursor: duckdb.DuckDBPyConnection, name: str) -> str:
    latitude, longitude = quoted(latitude_column(name)), quoted(longitude_column(name))
    sql = f"SELECT round(median({latitude}), 3), round(median({longitude}), 3) FROM {quoted(CUSTOMERS_TABLE)}"  # noqa: S608 - names are quoted
    row = cursor.execute(sql).fetchone()
    return "" if row is None or row[0] is None else f"{row[0]}, {row[1]}"
