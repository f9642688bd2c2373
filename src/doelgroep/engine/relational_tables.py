"""The tables of `doelgroep.columns` as unbound Ibis tables: names and types, no connection."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import ibis

from doelgroep.catalog import FieldType
from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, KEY, ROW, activity_table, columns, lookup_table
from doelgroep.engine.reference_data import stored_customer_fields, stored_lookup_fields
from doelgroep.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import ibis.expr.types as ir

    from doelgroep.catalog import Activity, Catalog, Field, Lookup
    from doelgroep.model.node import ValueType

_TYPES = {
    "BOOLEAN": "boolean",
    "BIGINT": "int64",
    "DOUBLE": "float64",
    "VARCHAR": "string",
    "VARCHAR[]": "array<string>",
    "DATE": "date",
    "TIMESTAMP": "timestamp(6)",
    "UTINYINT": "uint8",
}
_VALUE_TYPES = {
    FieldType.BOOLEAN: "boolean",
    FieldType.INTEGER: "int64",
    FieldType.FLOAT: "float64",
    FieldType.TEXT: "string",
    FieldType.CATEGORY: "string",
    FieldType.DATE: "date",
    FieldType.DATETIME: "timestamp(6)",
    FieldType.TEXT_LIST: "array<string>",
    FieldType.POINT: "struct<latitude: float64, longitude: float64>",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where an expression reads, and what the database can do that changes its form."""

    catalog: Catalog
    ordered: bool = True
    """The database finds the row in an extreme place as DuckDB does; else rows are numbered by window functions."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Other names of tables, by their own name."""

    def customers(self) -> ir.Table:
        """All customers."""
        return self._table(CUSTOMERS_TABLE, {CUSTOMER: "!int32", KEY: "!string"}, stored_customer_fields(self.catalog))

    def rows(self, activity: str) -> ir.Table:
        """All rows of an activity."""
        return self._table(activity_table(activity), {CUSTOMER: "!int32", ROW: "!int64"}, self.activity(activity).stored_fields)

    def entries(self, lookup: str) -> ir.Table:
        """All rows of a lookup."""
        return self._table(lookup_table(lookup), {}, stored_lookup_fields(self.lookup(lookup)))

    def activity(self, name: str) -> Activity:
        """The activity of that name."""
        found = self.catalog.activity(name)
        if found is None:
            raise InternalError(f"no activity {name!r} in the catalogue")
        return found

    def lookup(self, name: str) -> Lookup:
        """The lookup of that name."""
        found = self.catalog.lookup(name)
        if found is None:
            raise InternalError(f"no lookup {name!r} in the catalogue")
        return found

    def _table(self, name: str, own: Mapping[str, str], fields: Iterable[Field]) -> ir.Table:
        stored = {column: _wide(column_type(kind)) for each in fields for column, kind in columns(each)}
        return ibis.table({**own, **stored}, name=self.names.get(name, name))


def column_type(kind: str) -> str:
    """The Ibis type of a column of `doelgroep.columns`, by its DuckDB type."""
    return kind.lower() if kind.startswith("DECIMAL") else _TYPES[kind]


def _wide(kind: str) -> str:
    """Ibis joins decimals of different scale only when their precision is the same; no conversion is printed for what it takes a column to be."""
    return kind.replace("decimal(18,", "decimal(38,")


def ibis_type(kind: ValueType) -> str:
    """The Ibis type of values of a type; decimals in the width of sums."""
    return f"decimal(38, {kind.scale})" if kind.kind is FieldType.DECIMAL else _VALUE_TYPES[kind.kind]
