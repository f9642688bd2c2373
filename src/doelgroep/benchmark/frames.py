"""The forms of `doelgroep.benchmark.forms` in Polars (lazy) and in pandas, over the same rows as Parquet files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import duckdb
    from pandas.core.groupby import DataFrameGroupBy

_TABLES = ("customers", "activity_purchases", "activity_visits")
_CUSTOMER = "_customer"
_DAY = "date__day"


def export(cursor: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the tables that the forms read as Parquet files, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in _TABLES:
        cursor.sql(f"FROM {table}").write_parquet(str(folder / f"{table}.parquet"))


class PolarsForms:
    """Numbers of customers, computed by Polars; each call reads what it needs from the files."""

    def __init__(self, folder: Path) -> None:
        self._customers, self._purchases, self._visits = (pl.scan_parquet(folder / f"{table}.parquet") for table in _TABLES)

    def forms(self) -> Mapping[str, Callable[[], int]]:
        """The forms by name."""
        return {
            "fields": self._fields,
            "any row": lambda: _size(self._bought("2025-12-02").filter(pl.col("category") == "category 3").select(_CUSTOMER).unique()),
            "no row": lambda: _size(self._customers.join(self._visited("2025-10-03"), on=_CUSTOMER, how="anti")),
            "count": lambda: self._held(self._bought("2025-10-03"), pl.len() >= 3),
            "sum": lambda: self._held(self._bought("2025-01-01").filter(pl.col("channel") == "web"), pl.col("amount").sum() > 250),
            "average of all rows": lambda: self._held(self._purchases, pl.col("amount").sum() >= 60 * pl.col("amount").count()),
            "distinct products": lambda: self._held(self._bought("2025-01-01"), pl.col("product").drop_nulls().n_unique() >= 4),
            "last date": lambda: self._held(self._purchases, pl.col(_DAY).max() < date(2025, 7, 5)),
            "two windows of one activity": self._two_windows,
            "fields and two activities": self._two_activities,
        }

    def _bought(self, first: str) -> pl.LazyFrame:
        return self._purchases.filter(pl.col(_DAY) >= date.fromisoformat(first))

    def _visited(self, first: str) -> pl.LazyFrame:
        return self._visits.filter(pl.col(_DAY) >= date.fromisoformat(first))

    def _fields(self) -> int:
        tests = (pl.col("country").is_in(["NL", "BE"]), pl.col("loyalty_points") >= 250, pl.col("birth_date").is_not_null())
        return _size(self._customers.filter(*tests))

    @staticmethod
    def _held(rows: pl.LazyFrame, test: pl.Expr) -> int:
        return _size(rows.group_by(_CUSTOMER).agg(held=test).filter(pl.col("held")))

    def _two_windows(self) -> int:
        late = pl.col(_DAY) >= date(2025, 10, 3)
        sums = {"late": pl.col("amount").filter(late).sum(), "early": pl.col("amount").filter(~late).sum()}
        grouped = self._bought("2025-07-05").group_by(_CUSTOMER).agg(**sums)
        return _size(grouped.filter(pl.col("late") >= 100, pl.col("early") < 100))

    def _two_activities(self) -> int:
        bought = self._bought("2025-07-05").group_by(_CUSTOMER).len().filter(pl.col("len") >= 2)
        seen = self._visited("2025-11-02").filter(pl.col("device") == "mobile")
        dutch = self._customers.filter(pl.col("country") == "NL")
        return _size(dutch.join(bought, on=_CUSTOMER, how="semi").join(seen, on=_CUSTOMER, how="semi"))


class PandasForms:
    """Numbers of customers, computed by pandas on frames that are in memory already: reading them is not counted."""

    def __init__(self, folder: Path) -> None:
        self._customers, self._purchases, self._visits = (pd.read_parquet(folder / f"{table}.parquet", dtype_backend="pyarrow") for table in _TABLES)

    def forms(self) -> Mapping[str, Callable[[], int]]:
        """The forms by name."""
        return {
            "fields": self._fields,
            "any row": lambda: int(_since(self._purchases, "2025-12-02").query("category == 'category 3'")[_CUSTOMER].nunique()),
            "no row": lambda: len(self._customers) - int(_since(self._visits, "2025-10-03")[_CUSTOMER].nunique()),
            "count": lambda: int((_grouped(_since(self._purchases, "2025-10-03")).size() >= 3).sum()),
            "sum": lambda: int((_grouped(_since(self._purchases, "2025-01-01").query("channel == 'web'"))["amount"].sum() > 250).sum()),
            "average of all rows": self._average,
            "distinct products": lambda: int((_grouped(_since(self._purchases, "2025-01-01"))["product"].nunique() >= 4).sum()),
            "last date": lambda: int((_grouped(self._purchases)[_DAY].max() < date(2025, 7, 5)).sum()),
            "two windows of one activity": self._two_windows,
            "fields and two activities": self._two_activities,
        }

    def _fields(self) -> int:
        customers = self._customers
        held = customers["country"].isin(["NL", "BE"]) & (customers["loyalty_points"] >= 250) & customers["birth_date"].notna()
        return int(held.sum())

    def _average(self) -> int:
        amounts = _grouped(self._purchases)["amount"]
        return int((amounts.sum() >= 60 * amounts.count()).sum())

    def _two_windows(self) -> int:
        rows = _since(self._purchases, "2025-07-05")
        late = rows[_DAY] >= date(2025, 10, 3)
        early = _grouped(rows[~late])["amount"].sum()
        sums = _grouped(rows[late])["amount"].sum()
        high = sums[sums >= 100].index
        return len(high) - int(high.isin(early[early >= 100].index).sum())

    def _two_activities(self) -> int:
        sizes = _grouped(_since(self._purchases, "2025-07-05")).size()
        seen = _since(self._visits, "2025-11-02").query("device == 'mobile'")[_CUSTOMER]
        numbers = self._customers.query("country == 'NL'")[_CUSTOMER]
        return int((numbers.isin(sizes[sizes >= 2].index) & numbers.isin(seen)).sum())


def _size(frame: pl.LazyFrame) -> int:
    return int(frame.select(pl.len()).collect().item())


def _since(rows: pd.DataFrame, first: str) -> pd.DataFrame:
    return rows[rows[_DAY] >= date.fromisoformat(first)]


def _grouped(rows: pd.DataFrame) -> DataFrameGroupBy[Any, Literal[True]]:
    return rows.groupby(_CUSTOMER, sort=False)
