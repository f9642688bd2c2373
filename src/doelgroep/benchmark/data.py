"""Made-up customers with purchases and visits, of any size: written straight into the tables of a workspace, as an import would leave them.

Customers differ in how much they do (a few do much), rows crowd towards the present, categories are skewed, and values are missing now and then. The
same seed gives the same data, whatever the memory or the number of processors.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from doelgroep.columns import CUSTOMER, CUSTOMERS_TABLE, KEY, ROW
from doelgroep.store.catalog_file import parse_workspace
from doelgroep.store.store import Store
from doelgroep.store.tables import ActivityNames, refresh_view, row_counter, take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb
    from numpy.typing import NDArray

LAST_DAY = date(2026, 1, 1)
"""The day after the last one with rows: the moment that the benchmark's windows are counted from."""
DAYS = 730
CHUNK = 100_000
"""Customers that are made at a time."""
_PURCHASES_SHARE = 0.6
"""Of all rows; the others are visits."""
_DAY = 86_400
_MICROS = 1_000_000
_MISSING_DISCOUNT = 0.7

COUNTRIES = ("NL", "BE", "DE", "FR", "GB", "ES", "IT", "PL", "SE", "DK", "AT", "IE")
LANGUAGES = ("nl", "en", "de", "fr")
CHANNELS = ("web", "app", "shop", "phone")
DEVICES = ("mobile", "desktop", "tablet")
CITIES = tuple(f"city {number}" for number in range(400))
CATEGORIES = tuple(f"category {number}" for number in range(30))
PRODUCTS = tuple(f"product {number}" for number in range(1500))
PAGES = tuple(f"page {number}" for number in range(60))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """How much data."""

    customers: int
    rows: int
    """Of both activities together."""
    seed: int

    @property
    def purchases(self) -> int:
        """Rows of purchases."""
        return round(self.rows * _PURCHASES_SHARE)


def make_workspace(folder: Path, amounts: Amounts, report: Callable[[int], None] = lambda _: None) -> Store:
    """A new workspace with that data, opened; `report` is told how many rows are there."""
    file = parse_workspace(files("doelgroep.benchmark").joinpath("catalog.yaml").read_text(encoding="utf-8"))
    store = Store.create(folder, file.settings, file.catalog)
    with store.transaction() as connection:
        _make_customers(connection, amounts)
        done = 0
        for activity, rows, columns in (("purchases", amounts.purchases, _purchases), ("visits", amounts.rows - amounts.purchases, _visits)):
            for batch in _rows(amounts, activity, rows, columns):
                names = ActivityNames(activity)
                connection.execute(f"INSERT INTO {names.base} BY NAME FROM batch")
                done += batch.num_rows
                report(done)
            take(connection, row_counter(activity), max(1, rows))
            refresh_view(connection, next(each for each in file.catalog.activities if each.name == activity))
    store.checkpoint()
    return store


def _make_customers(connection: duckdb.DuckDBPyConnection, amounts: Amounts) -> None:
    start = take(connection, "customer", amounts.customers)
    for first in range(0, amounts.customers, CHUNK):
        size = min(CHUNK, amounts.customers - first)
        batch = _customers(np.random.default_rng([amounts.seed, 0, first]), start + first, size)
        connection.execute(f"INSERT INTO {CUSTOMERS_TABLE} BY NAME FROM batch")
        del batch


def _customers(rng: np.random.Generator, first: int, size: int) -> pa.Table:
    last = _day_number(LAST_DAY)
    return pa.table(
        {
            CUSTOMER: pa.array(np.arange(first, first + size, dtype=np.int32)),
            KEY: pa.array([f"C{number:09}" for number in range(first, first + size)]),
            "country": _chosen(rng, COUNTRIES, size, missing=0.02),
            "city": _chosen(rng, CITIES, size, missing=0.05),
            "language": _chosen(rng, LANGUAGES, size),
            "birth_date": _dates(rng.integers(last - 80 * 365, last - 18 * 365, size), _hidden(rng, size, 0.25)),
            "joined": _dates(last - 1 - (rng.random(size) ** 1.5 * 3000).astype(np.int64), None),
            "accepts_email": pa.array(rng.random(size) < 0.6, mask=_hidden(rng, size, 0.1)),
            "loyalty_points": pa.array(rng.geometric(0.004, size).astype(np.int64)),
            "credit": _money(rng.integers(-50_000, 50_000, size), _hidden(rng, size, 0.4)),
        }
    )


def _rows(amounts: Amounts, activity: str, rows: int, columns: Callable[[np.random.Generator, int], dict[str, pa.Array]]) -> Iterator[pa.Table]:
    """Rows of an activity in the order of the base: by customer, then time."""
    place = 1 if activity == "purchases" else 2
    ends = _ends(np.random.default_rng([amounts.seed, place]), amounts.customers, rows)
    for first in range(0, amounts.customers, CHUNK):
        last = min(first + CHUNK, amounts.customers)
        start = int(ends[first - 1]) if first else 0
        owners = np.repeat(np.arange(first, last), np.diff(ends[first:last], prepend=start))
        rng = np.random.default_rng([amounts.seed, place, first])
        seconds = _moments(rng, owners)
        yield pa.table(
            {
                CUSTOMER: pa.array((owners + 1).astype(np.int32)),
                ROW: pa.array(np.arange(start, start + len(owners))),
                "date": pa.array(seconds * _MICROS, pa.timestamp("us")),
                "date__day": _dates(seconds // _DAY, None),
                "date__hour": pa.array((seconds % _DAY // 3600).astype(np.uint8)),
                **columns(rng, len(owners)),
            }
        )


def _ends(rng: np.random.Generator, customers: int, rows: int) -> NDArray[np.int64]:
    """For each customer the number of rows up to and with its own: a few have many, a tenth has none."""
    weights = rng.gamma(0.8, size=customers) * (rng.random(customers) > 0.1)
    total = np.cumsum(weights)
    return np.asarray(np.rint(total / total[-1] * rows), np.int64)


def _moments(rng: np.random.Generator, owners: NDArray[np.int64]) -> NDArray[np.int64]:
    """Seconds since 1970, ascending within each customer, twice as dense today as two years ago."""
    ago = (1 - np.sqrt(1 - 0.75 * rng.random(len(owners)))) / 0.5 * DAYS * _DAY
    within = np.sort(owners * (DAYS * _DAY) + (DAYS * _DAY - 1 - np.minimum(ago, DAYS * _DAY - 1).astype(np.int64)))
    return within % (DAYS * _DAY) + (_day_number(LAST_DAY) - DAYS) * _DAY


def _purchases(rng: np.random.Generator, size: int) -> dict[str, pa.Array]:
    return {
        "category": _chosen(rng, CATEGORIES, size, missing=0.01),
        "product": _chosen(rng, PRODUCTS, size),
        "channel": _chosen(rng, CHANNELS, size),
        "amount": _money((rng.gamma(1.2, 4000, size)).astype(np.int64) + 99, None),
        "discount": _money(rng.integers(50, 2000, size), _hidden(rng, size, _MISSING_DISCOUNT)),
        "quantity": pa.array(rng.geometric(0.6, size).astype(np.int64)),
    }


def _visits(rng: np.random.Generator, size: int) -> dict[str, pa.Array]:
    return {
        "page": _chosen(rng, PAGES, size),
        "device": _chosen(rng, DEVICES, size, missing=0.03),
        "seconds": pa.array(rng.geometric(0.01, size).astype(np.int64)),
    }


def _chosen(rng: np.random.Generator, values: tuple[str, ...], size: int, *, missing: float = 0.0) -> pa.Array:
    """Values, the first ones more often."""
    codes = (rng.random(size) ** 2 * len(values)).astype(np.int16)
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=_hidden(rng, size, missing)), pa.array(values))


def _hidden(rng: np.random.Generator, size: int, share: float) -> NDArray[np.bool_] | None:
    return rng.random(size) < share if share else None


def _money(cents: NDArray[np.int64], mask: NDArray[np.bool_] | None) -> pa.Array:
    return pa.array(cents / 100, mask=mask)


def _dates(days: NDArray[np.int64], mask: NDArray[np.bool_] | None) -> pa.Array:
    return pa.array(days.astype(np.int32), mask=mask).cast(pa.date32())


def _day_number(day: date) -> int:
    return day.toordinal() - date(1970, 1, 1).toordinal()
