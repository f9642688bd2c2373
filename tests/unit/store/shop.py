"""A small workspace and files by hand, put into it as an import does."""

from __future__ import annotations

import hashlib
import itertools
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from doelgroep.catalog import Activity, Catalog, Derivation, Field, FieldType, Lookup
from doelgroep.columns import activity_table
from doelgroep.store.loading import ImportResult, load
from doelgroep.store.settings import Settings
from doelgroep.store.source import ColumnPlan, Proposal, RawColumn, StagedFile, TablePlan, Target, ValueFormat
from doelgroep.store.sql import quoted
from doelgroep.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from doelgroep.store.progress import Report

type Row = Mapping[str, str | None]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FORMAT = ValueFormat(dates=("%Y-%m-%d %H:%M", "%Y-%m-%d"), true_texts=("yes",), false_texts=("no",), list_separator=";")
ZONED_FORMAT = ValueFormat(dates=("%Y-%m-%d %H:%M%z",))


def clock(text: str) -> datetime:
    """A moment without a zone, as DuckDB gives it."""
    return datetime.fromisoformat(text)


def field(name: str, kind: str, **more: object) -> Field:
    return Field(name=name, type=FieldType(kind), **more)  # type: ignore[arg-type] # as Field has them


CITY, NAME, TAGS = field("city", "category"), field("name", "text"), field("tags", "text_list")
LINES = Activity(
    name="lines",
    time="time",
    fields=(field("time", "datetime"), field("invoice", "category"), field("product", "category"), field("amount", "decimal", scale=2)),
)
ORDERS = Activity(
    name="orders",
    time="date",
    fields=(
        field("invoice", "category", expression="first(invoice)"),
        field("date", "datetime", expression="min(time)"),
        field("amount", "decimal", scale=2, expression="sum(amount)"),
    ),
    derivation=Derivation(source="lines", group="invoice"),
)
VISITS = Activity(name="visits", time="day", row_id="visit", fields=(field("visit", "category"), field("day", "date"), field("pages", "integer")))
PRODUCTS = Lookup(name="products", key="product", fields=(field("kind", "category"), field("cost", "decimal", scale=2)))
CATALOG = Catalog(
    fields=(CITY, NAME, TAGS, field("born", "date"), field("home", "point"), field("seen", "datetime"), field("vip", "boolean")),
    activities=(LINES, ORDERS, VISITS),
    lookups=(PRODUCTS,),
)

_numbers = itertools.count(1)


def new_store(folder: Path, catalog: Catalog = CATALOG) -> Store:
    return Store.create(folder / "shop", Settings(name="Shop", zone=AMSTERDAM), catalog)


def staged(connection: duckdb.DuckDBPyConnection, rows: Sequence[Row], name: str | None = None) -> StagedFile:
    """A file with a header and these rows."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    table = f"by_hand_{next(_numbers)}"
    described = ", ".join(f"{quoted(each)} VARCHAR" for each in columns)
    connection.execute(f"CREATE TEMP TABLE {table} (_line BIGINT, {described})")
    values = [[line, *(row.get(each) for each in columns)] for line, row in enumerate(rows, start=2)]
    if values:
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' for _ in values[0])})", values)
    digest = hashlib.blake2b(json.dumps(rows).encode()).hexdigest()
    raw = tuple(RawColumn(name=each, type="VARCHAR") for each in columns)
    return StagedFile(path=Path(name or f"{table}.csv"), digest=digest, table=table, columns=raw, rows=len(rows))


def planned(catalog: Catalog, file: StagedFile, target: str, form: ValueFormat = FORMAT) -> TablePlan:
    """A plan for "customers", an activity, or a lookup; columns have the names of fields, points two (`home lat`, `home lon`)."""
    names = [each.name for each in file.columns]
    lookup, activity = catalog.lookup(target), catalog.activity(target)
    fields = lookup.fields if lookup else activity.fields if activity else catalog.fields
    plans = []
    for each in fields:
        columns = (f"{each.name} lat", f"{each.name} lon") if each.type is FieldType.POINT else (each.name,)
        if columns[0] in names:
            plans.append(ColumnPlan(columns=columns, field=each, format=form))
    key = lookup.key if lookup else "customer"
    kind = Target.LOOKUP if lookup else Target.ACTIVITY if activity else Target.CUSTOMERS
    return TablePlan(file=file, target=kind, name=target, key_column=key if key in names else None, columns=tuple(plans))


def put(
    store: Store,
    *files: tuple[str, Sequence[Row]],
    catalog: Catalog | None = None,
    at: datetime | None = None,
    report: Report | None = None,
    form: ValueFormat = FORMAT,
) -> ImportResult:
    """Import files: pairs of the target and the rows."""
    wanted = catalog or store.catalog
    with store.importing() as connection:
        plans = tuple(
            planned(wanted, staged(connection, rows, f"{target}-{number}.csv"), target, form) for number, (target, rows) in enumerate(files)
        )
        return load(store, Proposal(catalog=wanted, tables=plans), at=at, report=report)


def line(customer: str | None, time: str, invoice: str, amount: str, product: str = "tea") -> Row:
    return {"customer": customer, "time": time, "invoice": invoice, "product": product, "amount": amount}


def ask(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.reading() as cursor:
        return cursor.execute(sql).fetchall()


def rows_of(store: Store, activity: str = "lines", columns: str = "invoice, amount::DOUBLE") -> list[tuple[Any, ...]]:
    """Rows with their customer's key, sorted."""
    return ask(store, f"SELECT _key, {columns} FROM {quoted(activity_table(activity))} JOIN customers USING (_customer) ORDER BY ALL")


def people(store: Store, columns: str = "city, name") -> list[tuple[Any, ...]]:
    """Customers by key."""
    return ask(store, f"SELECT _key, {columns} FROM customers ORDER BY _key")
