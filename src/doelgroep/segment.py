"""A segment in hand: a query, understood, on the data of a workspace."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.holding import at_holder, here_when, streamed_at_holder
from doelgroep.show import Grid, Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from doelgroep.errors import Diagnostic
    from doelgroep.explanation import Why
    from doelgroep.messages import Language
    from doelgroep.model.node import Test, Value
    from doelgroep.plan.context import Context
    from doelgroep.workspace import Workspace

SHOWN_ROWS = 20
"""How many members are shown when a list is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size(Shown):
    """How many customers a segment has, of how many."""

    count: int
    total: int

    @property
    def share(self) -> float:
        """Share of all customers, 0 to 1; 0 when there are none."""
        return self.count / self.total if self.total else 0.0

    def grid(self) -> Grid:
        """Count, total and share in a row."""
        return Grid(headers=("count", "total", "share"), rows=((self.count, self.total, f"{self.share:.2%}"),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Members(Shown):
    """Members of a segment with the columns asked for, in the order of the customer key."""

    table: pa.Table
    count: int
    """Size of the whole segment; the table has fewer rows when it was limited."""

    def to_pandas(self) -> pd.DataFrame:
        """The members as a pandas data frame (with Arrow types, so that integers with missing values stay integers)."""
        import pandas as pd

        frame: pd.DataFrame = self.table.to_pandas(types_mapper=pd.ArrowDtype)
        return frame

    def to_polars(self) -> pl.DataFrame:
        """The members as a Polars data frame."""
        import polars as pl

        frame = pl.from_arrow(self.table)
        if not isinstance(frame, pl.DataFrame):
            raise TypeError(frame)
        return frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def grid(self) -> Grid:
        """The first members."""
        shown = self.table.slice(0, SHOWN_ROWS).to_pylist()
        names = tuple(self.table.column_names)
        more = self.count - len(shown)
        notes = (f"… and {more:,} more customers",) if more > 0 else ()
        return Grid(headers=names, rows=tuple(tuple(row[name] for name in names) for row in shown), notes=notes)


def _in_a_database(segment: Segment, *_: object, engine: str | None = None, **__: object) -> bool:
    """Whether a question goes to what was published, which the caller reaches himself."""
    from doelgroep.evaluation import engine_name

    return engine_name(engine, segment.workspace.settings) == "postgresql"


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A query on a workspace. Nothing is computed before it is asked for.

    `as_of` is the moment that windows are counted from; None is the moment of each question. An earlier moment looks at the rows and fields of today.
    """

    workspace: Workspace
    query: str
    test: Test
    key: str | None = None
    warnings: tuple[Diagnostic, ...] = ()
    as_of: datetime | None = None

    def count(self, *, engine: str | None = None) -> int:
        """The exact number of customers. `engine` as for `size`."""
        return self.size(engine=engine).count

    @here_when(_in_a_database)
    @at_holder
    def size(self, *, engine: str | None = None) -> Size:
        """The exact number of customers, of how many.

        Args:
            engine: "duckdb" for the workspace itself, "postgresql" for what was published of it; None is the one that the settings name.
        """
        from doelgroep.evaluation import evaluator

        planned = self.planned()
        with evaluator(self.workspace, engine) as on:
            return Size(count=on.count(planned), total=on.total())

    @here_when(_in_a_database)
    @at_holder
    def members(self, columns: Sequence[str] | None = None, *, limit: int | None = None, engine: str | None = None) -> Members:
        """The customers.

        Args:
            columns: names of fields and traits, of parts of dates (`birth_date.month`), paths over lookups; else the key and what the query names.
            limit: at most so many, the first by key.
            engine: as for `size`.

        Raises:
            QueryError: there is no such field.
            UserError: the limit is below nothing.
        """
        from doelgroep.evaluation import evaluator

        _require_limit(limit)
        planned, values = self.planned(), self.columns(columns)
        with evaluator(self.workspace, engine) as on:
            table = on.table(planned, values, limit)
            whole = limit is None or table.num_rows < limit
            count = table.num_rows if whole else on.count(planned)
        return Members(table=table.cast(in_zone(table.schema, self.workspace.settings.zone)), count=count)

    @here_when(_in_a_database)
    @streamed_at_holder
    @contextmanager
    def reader(self, columns: Sequence[str] | None = None, *, limit: int | None = None, engine: str | None = None) -> Iterator[pa.RecordBatchReader]:
        """The customers in pieces, for lists of any length: columns, engine and errors as for `members`."""
        from doelgroep.evaluation import evaluator

        _require_limit(limit)
        planned, values = self.planned(), self.columns(columns)
        with evaluator(self.workspace, engine) as on:
            batches = on.batches(planned, values, limit)
            yield batches.cast(in_zone(batches.schema, self.workspace.settings.zone))

    def columns(self, names: Sequence[str] | None) -> Mapping[str, Value]:
        """The planned values of columns by name; the key comes first when no names are given."""
        from doelgroep.model.resolve import value_named

        named = [names] if isinstance(names, str) else names
        chosen = named if named is not None else [self.workspace.catalog.key, *self.fields_used()]
        if not chosen:
            raise UserError("columns_empty")
        return {name: self.workspace.planned_value(value_named(name, self.workspace.catalog), self.context()) for name in chosen}

    def fields_used(self) -> list[str]:
        """The customer fields and traits that the query names, in the order of the catalogue, direct identifiers left out."""
        from doelgroep.catalog import Privacy
        from doelgroep.model.names import KEY_FIELD
        from doelgroep.model.node import CustomerField, Trait
        from doelgroep.model.walk import walk

        used = {each.name for each in walk(self.test) if isinstance(each, CustomerField | Trait) and each.name != KEY_FIELD}
        known = [*self.workspace.catalog.fields, *self.workspace.catalog.traits]
        return [each.name for each in known if each.name in used and each.privacy is Privacy.NONE]

    def explain(self, language: Language = "en") -> str:
        """Whom the query finds, in a sentence."""
        from doelgroep.reading import read

        definitions = self.workspace.definitions
        return read(self.test, self.workspace.catalog, language, titles=lambda key: definitions.get(key).title(language))

    def sql(self, dialect: str = "duckdb") -> str:
        """The query as SQL of a dialect. That of duckdb and postgres is what is executed; the others are printed, not executed."""
        from doelgroep.engine.sql import members_sql

        return members_sql(self.planned(), self.workspace.catalog, dialect)

    def why(self, customer: str, *, language: Language = "en") -> Why:
        """Why a customer is in the segment or not: each condition with what decided it, and what would change the answer.

        Raises:
            UserError: there is no such customer.
        """
        from doelgroep.explanation import explain_membership

        return explain_membership(self, customer, language)

    def at(self, as_of: datetime) -> Segment:
        """The same segment, its windows counted from another moment."""
        return replace(self, as_of=as_of)

    def context(self) -> Context:
        """The moment and zone of an evaluation that begins now."""
        return self.workspace.context(self.as_of)

    def planned(self) -> Test:
        """The test with its windows as constants and other segments put in."""
        return self.workspace.planned(self.test, self.context())

    def __str__(self) -> str:
        return self.query

    def __repr__(self) -> str:
        return f"Segment({self.query!r})"

    def _repr_html_(self) -> str:
        return Described(segment=self).to_html()


def _require_limit(limit: int | None) -> None:
    if limit is not None and limit < 0:
        raise UserError("limit_negative", found=limit)


def in_zone(schema: pa.Schema, zone: ZoneInfo) -> pa.Schema:
    """The schema with moments shown in the workspace's zone; they are stored in UTC."""
    import pyarrow as pa

    local = pa.timestamp("us", tz=zone.key)
    return pa.schema([each.with_type(local) if pa.types.is_timestamp(each.type) else each for each in schema])


@dataclass(frozen=True, kw_only=True)
class Described(Shown):
    """A segment with its size and reading, for a notebook."""

    segment: Segment

    @cached_property
    def size(self) -> Size:
        """Its size at the moment of showing."""
        return self.segment.size()

    def grid(self) -> Grid:
        """Query and size."""
        size = self.size
        title = f"{size.count:,} of {size.total:,} customers ({size.share:.1%})"
        return Grid(title=title, headers=("query",), rows=((self.segment.query,),), notes=(self.segment.explain(),))
