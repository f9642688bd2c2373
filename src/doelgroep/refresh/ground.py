"""The data as they are at one moment: what both ways of evaluating, of everybody and of a few, ask about them."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from doelgroep.columns import CUSTOMERS_TABLE
from doelgroep.engine import duckdb as relational
from doelgroep.errors import UserError
from doelgroep.store.arrays.stored import StoredArrays
from doelgroep.store.sql import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb
    from numpy.typing import NDArray

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Test


class Ground:
    """What a reading connection sees. Not for several threads, but for what says so."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, workspace: Path, catalog: Catalog) -> None:
        self.connection = connection
        self.workspace = workspace
        self.catalog = catalog
        self.arrays = StoredArrays(connection, workspace, catalog)
        self._members: dict[Test, NDArray[np.uint8]] = {}
        self.troubles: dict[Test, UserError] = {}
        """Conditions that turned out not to be answerable, such as sums too large to be exact; nobody meets them."""

    @property
    def numbers(self) -> int:
        """One more than the highest customer number."""
        return self.arrays.numbers

    @cached_property
    def present(self) -> NDArray[np.bool_]:
        """By customer number: whether somebody has it."""
        return self.arrays.present()

    @cached_property
    def customers(self) -> int:
        """How many customers there are."""
        return scalar(self.connection, f"SELECT count(*) FROM {CUSTOMERS_TABLE}")  # noqa: S608 - a name of ours

    def prepare(self, condition: Test) -> None:
        """Find the members of a condition by the relational engine, once; they are kept as one bit for each customer."""
        if condition not in self._members:
            self._members[condition] = np.packbits(self._asked(condition))

    def _asked(self, condition: Test) -> NDArray[np.bool_]:
        found = np.zeros(self.numbers, np.bool_)
        with self._troubled(condition):
            found[relational.members(self.connection, condition, self.catalog).to_numpy()] = True
        return found

    @contextmanager
    def _troubled(self, condition: Test) -> Iterator[None]:
        """Note that a condition can't be answered."""
        try:
            yield
        except UserError as error:
            if error.code == "query_interrupted":
                raise
            self.troubles[condition] = error

    def meeting(self, condition: Test, first: int, size: int) -> NDArray[np.bool_]:
        """Which of the customers from a number (a multiple of 8) on meet a condition that was prepared. For several threads."""
        bits = self._members[condition][first // 8 : (first + size + 7) // 8]
        return np.unpackbits(bits, count=size).view(np.bool_)

    def meeting_among(self, condition: Test, customers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of some customers, in ascending order, meet a condition, by the relational engine; the others are not looked at."""
        if condition in self._members:
            known = self._members[condition][customers >> 3]
            return np.asarray(known >> (7 - (customers & 7)).astype(np.uint8) & 1, np.bool_)
        found = np.zeros(len(customers), np.bool_)
        with self._troubled(condition):
            among = relational.members_among(self.connection, condition, self.catalog, pa.array(customers, pa.int32()))
            found[np.searchsorted(customers, among.to_numpy())] = True
        return found
