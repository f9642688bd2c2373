"""The public face of the sample shop."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from doelgroep.errors import UserError
from doelgroep.sample.calendar import SHORTEST, make_calendar
from doelgroep.sample.chunk import Batches, chunk_count, make_chunk, products_batch
from doelgroep.sample.companies import Companies, companies_batch, make_companies
from doelgroep.sample.plan import Plan, company_count, deal
from doelgroep.sample.rhythm import make_rhythm
from doelgroep.sample.schema import SCHEMAS
from doelgroep.sample.truths import Truth, make_truths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

UNTIL = date(2026, 11, 22)
"""The last day with data, unless another one is asked for: fixed, so that a seed always gives the same shop."""
MOST_CUSTOMERS = 20_000_000
LONGEST = 3653
"""Days of history: ten years."""
_THREADS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleShop:
    """A simulated shop: its truths at once, its rows when they are asked for, always the same.

    Tables are named as in the catalogue `shop`: `customers`, the activities, and the lookups `products` and `companies`. Times are wall-clock
    times in Amsterdam without a zone, amounts decimals with two digits, missing values null. Texts that come back often are dictionary-encoded.
    """

    truths: tuple[Truth, ...]
    """What was planted; see the docstring of `doelgroep.sample`."""
    _plan: Plan = field(repr=False)
    _companies: Companies = field(repr=False)

    @property
    def table_names(self) -> tuple[str, ...]:
        """All tables: customers, activities, lookups."""
        return tuple(SCHEMAS)

    def truth(self, name: str) -> Truth:
        """The truth of that name. KeyError when there is none."""
        return {each.name: each for each in self.truths}[name]

    def batches(self) -> Iterator[Batches]:
        """The rows in parts, each a record batch per table: the lookups first, then customers and activities, 50,000 customers at a time.

        Rows of a customer are together. At most two parts are in memory beside the one given.
        """
        yield {"products": products_batch(), "companies": companies_batch(self._plan.seed, self._companies)}
        numbers = iter(range(chunk_count(self._plan)))
        waiting: deque[Future[Batches]] = deque()
        with ThreadPoolExecutor(_THREADS) as pool:
            for number in numbers:
                waiting.append(pool.submit(make_chunk, self._plan, self._companies, number))
                if len(waiting) == _THREADS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def tables(self) -> dict[str, pa.Table]:
        """All tables in memory, by name.

        Example:
            >>> generate(100).tables()["customers"].num_rows
            100
        """
        parts: dict[str, list[pa.RecordBatch]] = {name: [] for name in SCHEMAS}
        for batches in self.batches():
            for name, batch in batches.items():
                parts[name].append(batch)
        return {name: pa.Table.from_batches(parts[name], schema) for name, schema in SCHEMAS.items()}

    def write_parquet(self, folder: str | Path) -> dict[str, int]:
        """Write a file `<table>.parquet` per table and return the number of rows of each; memory stays bounded whatever the size.

        The folder is made where it is missing; files of these names are replaced, one by one, when the whole shop has been written.
        """
        home = Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        unfinished = {name: home / f".{name}.parquet.unfinished" for name in SCHEMAS}
        try:
            rows = self._write(unfinished)
            for name, path in unfinished.items():
                path.replace(home / f"{name}.parquet")
        finally:
            for path in unfinished.values():
                path.unlink(missing_ok=True)
        return rows

    def _write(self, paths: dict[str, Path]) -> dict[str, int]:
        rows = dict.fromkeys(SCHEMAS, 0)
        writers = {name: pq.ParquetWriter(path, SCHEMAS[name], store_decimal_as_integer=True) for name, path in paths.items()}
        try:
            for batches in self.batches():
                for name, batch in batches.items():
                    writers[name].write_batch(batch)
                    rows[name] += batch.num_rows
        finally:
            for writer in writers.values():
                writer.close()
        return rows


def generate(customers: int, *, seed: int = 1, days: int = SHORTEST, until: date = UNTIL) -> SampleShop:
    """A Dutch web shop with that many customers and `days` days of history that end with `until`.

    The same arguments always give the same shop, whatever the number of threads and the state of NumPy. The history has at least 365 days, which the
    planted truths need, and at most ten years. Rows are made when they are asked for.

    Raises:
        UserError: a number of customers below 1 or above 20 million, a negative seed, a history too short or too long, a last day before 2000 or
            after 2100.

    Example:
        >>> shop = generate(1000, seed=7)
        >>> shop.truth("shampoo_without_conditioner").size
        50
    """
    if not 1 <= customers <= MOST_CUSTOMERS:
        raise UserError("sample_customers", found=customers, most=MOST_CUSTOMERS)
    if seed < 0:
        raise UserError("sample_seed", found=seed)
    if not SHORTEST <= days <= LONGEST:
        raise UserError("sample_days", found=days, least=SHORTEST, most=LONGEST)
    if not 2000 <= until.year <= 2100:
        raise UserError("sample_until", found=until.isoformat())
    calendar = make_calendar(days, until)
    plan = Plan(customers=customers, seed=seed, calendar=calendar, rhythm=make_rhythm(calendar), story=deal(seed, customers))
    return SampleShop(truths=make_truths(plan), _plan=plan, _companies=make_companies(seed, company_count(customers)))
