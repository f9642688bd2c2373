"""Tables of `doelgroep.columns` as Spark has them: found, checked, and brought together by customer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE
from doelgroep.engine.spark_layout import ORDER, TAG, spark_type
from doelgroep.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyspark.sql import DataFrame, SparkSession

    from doelgroep.engine.spark_layout import Cell, Layout

_WIDER = {
    "bigint": {"tinyint", "smallint", "int"},
    "int": {"tinyint", "smallint", "bigint"},
    "smallint": {"tinyint", "int", "bigint"},
    "double": {"float"},
    "timestamp_ntz": {"timestamp"},
}
"""Types that may stand for another one; a number that does not fit stops the job, also where Spark itself would let it pass."""
_BOUNDS = {"int": (-(2**31), 2**31 - 1), "smallint": (0, 255)}
_DECIMAL = re.compile(r"decimal\((\d+),(\d+)\)")
_NO_LETTERS = re.compile(r"\W")
_EPOCH = "TIMESTAMP_NTZ '1970-01-01 00:00:00'"


@dataclass(frozen=True, slots=True)
class Tables:
    """Where the tables are: folders of Parquet files in a folder, or tables of a catalogue."""

    spark: SparkSession
    place: str
    """A folder, or the name of a schema (`catalogue.schema`)."""
    in_catalog: bool = False

    def read(self, name: str) -> DataFrame:
        """One of the tables.

        Raises:
            UserError: it is not there.
        """
        try:
            if self.in_catalog:
                return self.spark.table(f"{self.place}.{quoted(name)}")
            return self.spark.read.parquet(f"{self.place.rstrip('/')}/{name}")
        except spark_errors() as error:
            raise UserError("spark_table_missing", table=name, place=self.place, detail=first_line(error)) from error


def spark_errors() -> tuple[type[Exception], ...]:
    """What Spark raises: errors of its own, and those of Java that it passes on as they are."""
    from pyspark.errors import PySparkException  # noqa: PLC0415 - an extra

    try:
        from py4j.protocol import Py4JJavaError  # noqa: PLC0415 - comes with Spark, but not with a client of Spark Connect
    except ImportError:
        return (PySparkException,)
    return (PySparkException, Py4JJavaError)


def first_line(error: Exception) -> str:
    """What Spark says in its first line that says something."""
    lines = [each.strip(" :") for each in str(error).splitlines() if each.strip() and not each.startswith("An error occurred while calling")]
    return lines[0].rstrip(".") if lines else type(error).__name__


def together(tables: Tables, layout: Layout, partitions: int) -> DataFrame:
    """The rows of all tables, those of a customer in one partition and one behind the other, in the order of the language.

    Raises:
        UserError: a table or column is not there, or a column has another type.
    """
    places = layout.places()
    parts = [_part(tables.read(name), name, tag, cells, places) for tag, (name, cells) in enumerate(layout.tables.items())]
    united = parts[0]
    for each in parts[1:]:
        united = united.unionAll(each)
    return united.repartition(partitions, CUSTOMER).sortWithinPartitions(*ORDER)


def _part(frame: DataFrame, table: str, tag: int, cells: Iterable[Cell], places: Mapping[str, str]) -> DataFrame:
    filled = {each.place: each for each in cells}
    found = columns_of(frame, table, {each.column: each.kind for each in cells})
    chosen = [
        f"{found[filled[place].column]} AS {quoted(place)}" if place in filled else f"CAST(NULL AS {spark_type(kind)}) AS {quoted(place)}"
        for place, kind in places.items()
    ]
    return frame.where(f"{quoted(CUSTOMER)} IS NOT NULL").selectExpr(f"{tag} AS {TAG}", *chosen)


def columns_of(frame: DataFrame, table: str, kinds: Mapping[str, str]) -> dict[str, str]:
    """SQL of columns in the types that they have in a workspace, by name.

    Raises:
        UserError: one is not there, or has a type that could not hold the same values.
    """
    types = {each.name.lower(): each.dataType.simpleString() for each in frame.schema.fields}
    return {name: _column(table, name, spark_type(kind), types) for name, kind in kinds.items()}


def _column(table: str, name: str, wanted: str, types: Mapping[str, str]) -> str:
    found = types.get(name.lower())
    if found is None:
        raise UserError("spark_column_missing", table=table, column=name, type=wanted)
    if found == wanted:
        return quoted(name)
    if found not in _WIDER.get(wanted, ()) and not _is_narrower_decimal(found, wanted):
        raise UserError("spark_column_type", table=table, column=name, found=found, type=wanted)
    if found == "timestamp":
        # By way of microseconds: a cast would go by the clock of the session's zone, on which an hour comes twice in autumn.
        return f"({_EPOCH} + make_dt_interval(0, 0, 0, CAST(unix_micros({quoted(name)}) AS DECIMAL(38, 6)) / 1000000))"
    return _bounded(name, wanted) if wanted in _BOUNDS else f"CAST({quoted(name)} AS {wanted})"


def _bounded(name: str, wanted: str) -> str:
    low, high = _BOUNDS[wanted]
    refusal = f"raise_error('a number in column {_NO_LETTERS.sub('?', name)} does not fit in {wanted}')"
    return f"IF({quoted(name)} NOT BETWEEN {low} AND {high}, {refusal}, CAST({quoted(name)} AS {wanted}))"


def _is_narrower_decimal(found: str, wanted: str) -> bool:
    """Fewer digits, as many of them behind the point.

    >>> _is_narrower_decimal("decimal(10,2)", "decimal(18,2)"), _is_narrower_decimal("decimal(10,3)", "decimal(18,2)")
    (True, False)
    >>> _is_narrower_decimal("decimal(38,2)", "decimal(18,2)")
    False
    """
    parts, asked = _DECIMAL.fullmatch(found), _DECIMAL.fullmatch(wanted)
    return parts is not None and asked is not None and int(parts[1]) <= int(asked[1]) and parts[2] == asked[2]


def quoted(name: str) -> str:
    """A name as SQL of Spark has it."""
    return "`" + name.replace("`", "``") + "`"


def customers_total(tables: Tables) -> int:
    """The number of all customers."""
    return tables.read(CUSTOMERS_TABLE).count()
