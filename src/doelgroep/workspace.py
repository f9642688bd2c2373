"""The library's front door: a workspace, opened.

import doelgroep as dg

with dg.open("shop") as ws:
    ws.segment("number_of_orders >= 3 AND city = 'Delft'").count()
"""

from __future__ import annotations

import getpass
import weakref
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from doelgroep.errors import UserError
from doelgroep.holding import Holder, at_holder
from doelgroep.model.meanings import Meanings
from doelgroep.segment import Segment
from doelgroep.store.definitions import Definition, Definitions, ManagedBy, Signature, is_key
from doelgroep.store.segment_sets import SegmentSets, tracked_by_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from types import TracebackType

    import duckdb

    from doelgroep.catalog import Catalog
    from doelgroep.fields import FieldTable
    from doelgroep.history import ImportList, RejectedList
    from doelgroep.live.live import Live
    from doelgroep.messages import Language
    from doelgroep.model.complete import Proposal as Completion
    from doelgroep.model.node import Test, Value
    from doelgroep.overview import Overview
    from doelgroep.plan.context import Context
    from doelgroep.plan.plan import Planner
    from doelgroep.publishing import Published
    from doelgroep.quality.report import QualityReport
    from doelgroep.refresh.turnover import Turnover
    from doelgroep.refresh.values import RefreshResult
    from doelgroep.refresh.which import Which
    from doelgroep.renaming import RenameResult
    from doelgroep.segment_set import SegmentSet
    from doelgroep.store.loading.result import ImportResult
    from doelgroep.store.progress import Report
    from doelgroep.store.removal import Removed, Undone
    from doelgroep.store.settings import Settings
    from doelgroep.store.source import Proposal, ReadOptions
    from doelgroep.store.store import Store


type Paths = str | Path | Sequence[str | Path]
"""One file or folder, or several."""

DIALECTS = ("doelgroep", "shopify")
"""Of queries: ours, and Shopify's, which has less."""


class Workspace:
    """A folder with customers, activities and segments. Close it, or use it in a `with`."""

    def __init__(self, place: Store | Holder) -> None:
        """Work with the data of this process, or with those that another process holds."""
        self._place = place
        self.holder = place if isinstance(place, Holder) else None
        """The way to the process that holds the data; None when it is this one."""
        self._end = weakref.finalize(self, place.close)
        self.definitions = Definitions(place.state, lambda query: references(query, self.catalog))
        """The stored segments and their versions."""
        self._meanings = Meanings()
        self.sets = SegmentSets(self.definitions)
        """The stored segment sets and their versions."""

    @property
    def store(self) -> Store:
        """The data.

        Raises:
            UserError: another process holds them; says which one.
        """
        if isinstance(self._place, Holder):
            raise self._place.refusal()
        return self._place

    @property
    def path(self) -> Path:
        """The folder."""
        return self._place.path

    @property
    def catalog(self) -> Catalog:
        """What exists: fields, activities, lookups, traits."""
        return self._place.file.catalog

    @property
    def settings(self) -> Settings:
        """Name, time zone, currency, country."""
        return self._place.file.settings

    # ------------------------------------------------------------ segments

    def segment(self, query: str, *, as_of: datetime | None = None, dialect: str = "doelgroep") -> Segment:
        """A segment by its query text, or by the key of a stored one.

        Args:
            query: a query such as `city = 'Delft'`, the key of a segment such as `vip`, or that of a group of a set such as `loyalty/silver`.
            as_of: the moment that windows are counted from; without a zone it is the workspace's time. None is now.
            dialect: "doelgroep", or "shopify" to refuse what Shopify would refuse.

        Raises:
            QueryError: every error in the text.
            UserError: there is no such dialect, or the query is a single word that is neither a stored segment nor a name of the catalogue.
        """
        if dialect not in DIALECTS:
            raise UserError("query_dialect", found=dialect, known=DIALECTS)
        keys = self.definitions.keys()
        key = query.strip() if self._means_segment(query.strip(), keys) else None
        text = query if key is None else tracked_by_key(self.definitions, key).query
        found = self._meanings.understand(text, self.catalog, keys, dialect)
        return Segment(workspace=self, query=text, test=found.test, key=key, warnings=found.warnings, as_of=as_of)

    def set(self, key: str, *, as_of: datetime | None = None) -> SegmentSet:
        """A stored segment set: segments in an order, in which each customer belongs to the first that he is in, or to the rest.

        Args:
            key: of the set.
            as_of: the moment that windows are counted from; without a zone it is the workspace's time. None is now.

        Raises:
            UserError: there is no such set.
        """
        from doelgroep.segment_set import SegmentSet

        return SegmentSet(workspace=self, stored=self.sets.get(key), as_of=as_of)

    def rewrite_segments(self, queries: Mapping[str, str], catalog: Catalog, *, note: str) -> None:
        """Give stored segments other query texts, each as a new version, all or none; they are judged by the catalogue as it becomes."""
        changed = {key: replace(self.definitions.get(key).version.definition, query=query) for key, query in queries.items()}
        Definitions(self.definitions.state, lambda query: references(query, catalog)).put(changed, signature(note=note))

    @at_holder
    def complete(self, text: str, position: int) -> tuple[Completion, ...]:
        """What can be typed at a position of a half-written query: names, operators, values with their counts."""
        from doelgroep.fields import value_source
        from doelgroep.model.complete import complete

        with self.store.reading() as cursor:
            values = value_source(cursor, self.catalog)
            return complete(text, position, self.catalog, segments=sorted(self.definitions.keys()), values=values)

    # ------------------------------------------------------------ data

    def propose(self, paths: Paths, options: ReadOptions | None = None) -> Proposal:
        """What an import of files (or folders) would do, and what is wrong with them. Changes nothing."""
        from doelgroep.importing import proposed

        return proposed(self, _listed(paths), options)

    def import_files(self, paths: Paths, options: ReadOptions | None = None, report: Report | None = None) -> ImportResult:
        """Import files (or folders), all or nothing.

        Args:
            paths: CSV, Excel, Parquet, JSON lines, also with gzip; folders are walked.
            options: what is known of the files; the rest is found out.
            report: told how far it is.

        Raises:
            UserError: files that can't be read or understood, among them those about which the proposal has an error. Nothing has changed then.
        """
        from doelgroep.importing import imported

        return imported(self, _listed(paths), options, report)

    def remove_rows(self, paths: Paths, options: ReadOptions) -> Removed:
        """Take the rows out whose ids stand in files. `options.target` names the activity, which must have a row id.

        Raises:
            UserError: the activity has no row id, or the files have no column with it.
        """
        from doelgroep.importing import removed

        return removed(self, _listed(paths), options)

    @at_holder
    def undo_import(self, number: int, *, dry_run: bool = False) -> Undone:
        """Take an import back: its rows leave the activities that have no row ids, and its files count as new.

        Customers stay, and so do the values given to customers, lookups and rows with an id: import the right ones over them.

        Args:
            number: of the import, as `imports` lists it.
            dry_run: only tell what would be taken out.

        Raises:
            UserError: there is no such import, or it has no such rows (any more).
        """
        from doelgroep.store.removal import undo_import, undo_preview

        return undo_preview(self.store, number) if dry_run else undo_import(self.store, number)

    @at_holder
    def imports(self) -> ImportList:
        """What was imported, the latest last."""
        from doelgroep.history import import_list

        with self.store.reading() as cursor:
            return import_list(cursor)

    @at_holder
    def rejected(self, number: int | None = None, *, limit: int | None = None, language: Language = "en") -> RejectedList:
        """Rows that were set aside: of one import or of all."""
        from doelgroep.history import rejected_list

        with self.store.reading() as cursor:
            return rejected_list(cursor, number, limit=limit, language=language)

    def export_rejected(self, path: str | Path, number: int | None = None) -> int:
        """Write the rows that were set aside as CSV, to be mended and imported again; gives their number."""
        from doelgroep.importing import export_rejected

        return export_rejected(self, Path(path), number)

    @at_holder
    def merge(self, survivor: str, other: str) -> None:
        """Make one customer an alias of another: its rows move there, now and in later imports. `unmerge` undoes it."""
        from doelgroep.store.identity import merge

        merge(self.store, survivor, other)

    @at_holder
    def unmerge(self, other: str) -> None:
        """Undo a merge exactly."""
        from doelgroep.store.identity import unmerge

        unmerge(self.store, other)

    def publish(self, to: str | Path | None = None, report: Callable[[str], None] = lambda _: None) -> Published:
        """Write the tables to a PostgreSQL database, where segments can be counted, or to a folder. See `doelgroep.publishing.publish`."""
        from doelgroep.publishing import publish

        return publish(self, to, report)

    # ------------------------------------------------------------ memberships

    def refresh(
        self, keys: Iterable[str] | None = None, *, as_of: datetime | None = None, full: bool = False, report: Report | None = None
    ) -> RefreshResult:
        """Evaluate stored segments together and record who is in which. See `doelgroep.refresh.run.refresh`."""
        from doelgroep.refresh.run import refresh

        return refresh(self, keys, as_of=as_of, full=full, report=report)

    def which(self, customer: str, *, at: datetime | None = None, reasons: bool = False, language: Language = "en") -> Which:
        """The segments that a customer is in, as recorded. See `doelgroep.refresh.which.which`."""
        from doelgroep.refresh.which import which

        return which(self, customer, at=at, reasons=reasons, language=language)

    def turnover(self, key: str, earlier: datetime, later: datetime | None = None, *, language: Language = "en") -> Turnover:
        """Who joined and left a segment between two moments, and why. See `doelgroep.refresh.turnover.turnover`."""
        from doelgroep.refresh.turnover import turnover

        return turnover(self, key, earlier, later, language=language)

    # ------------------------------------------------------------ catalogue

    def overview(self, language: Language = "en") -> Overview:
        """The catalogue as a table."""
        from doelgroep.overview import Overview

        return Overview(catalog=self.catalog, language=language)

    def fields(self, table: str | None = None, language: Language = "en") -> FieldTable:
        """The fields with their fill rate and most frequent values: of all tables, or of "customers", an activity, or `lookup:NAME`."""
        from doelgroep.fields import field_table

        return field_table(self, table, language)

    def rename(self, old: str, new: str, *, dry_run: bool = False) -> RenameResult:
        """Give something in the catalogue another name; segments and expressions follow."""
        from doelgroep.renaming import rename

        return rename(self, old, new, dry_run=dry_run)

    # ------------------------------------------------------------ quality

    def quality(self, language: Language = "en", *, anew: bool = False, report: Report | None = None) -> QualityReport:
        """What is wrong with the data, and what is late. See `doelgroep.quality.report.quality`."""
        from doelgroep.quality.report import quality

        return quality(self, language, anew=anew, report=report)

    # ------------------------------------------------------------ counts while somebody writes

    def live(self) -> Live:
        """Counts in a small part of the time, for a process that stays. See `doelgroep.live.live.Live`."""
        from doelgroep.live.live import Live

        return Live(self)

    # ------------------------------------------------------------ evaluation

    def context(self, as_of: datetime | None = None) -> Context:
        """The moment and zone of an evaluation."""
        from doelgroep.plan.context import Context

        moment = datetime.now(UTC) if as_of is None else as_of
        return Context(as_of=moment if moment.tzinfo else moment.replace(tzinfo=self.settings.zone), zone=self.settings.zone)

    def planner(self, context: Context) -> Planner:
        """Makes many tests ready for an engine; faster than one by one."""
        from doelgroep.plan.plan import Planner

        return Planner(context, self._definition)

    def planned(self, test: Test, context: Context) -> Test:
        """A test ready for an engine: windows are constants, other segments are put in."""
        from doelgroep.plan.plan import plan

        return plan(test, context, self._definition)

    def planned_value(self, value: Value, context: Context) -> Value:
        """A value ready for an engine."""
        from doelgroep.plan.plan import plan_value

        return plan_value(value, context, self._definition)

    def total(self, cursor: duckdb.DuckDBPyConnection) -> int:
        """The number of all customers."""
        (row,) = cursor.execute("SELECT count(*) FROM customers").fetchall()
        return int(row[0])

    def close(self) -> None:
        """Give the workspace back. A second time does nothing."""
        self._end()

    def _means_segment(self, text: str, keys: Collection[str]) -> bool:
        """Whether a text is the key of a segment or group, or looks like one and names nothing else: a single word is no query."""
        return text in keys or (is_key(text) and self.catalog.find(text) is None) or text.partition("/")[0] in self._sets_in(text)

    def _sets_in(self, text: str) -> Collection[str]:
        """The keys of sets, for a text that can be the key of a group."""
        return self.sets.keys() if "/" in text and is_key(text.replace("/", "-", 1)) else ()

    def _definition(self, key: str) -> Test:
        return self._meanings.understand(self.definitions.get(key).query, self.catalog, self.definitions.keys(), DIALECTS[0]).test

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Workspace({str(self.path)!r})"


def _listed(paths: Paths) -> list[Path]:
    return [Path(paths)] if isinstance(paths, str | Path) else [Path(each) for each in paths]


def references(query: str, catalog: Catalog) -> Collection[str]:
    """The keys of the segments that a query refers to; the query is judged on the way.

    Raises:
        QueryError: the query can't be used.
    """
    from doelgroep.model.node import InSegment
    from doelgroep.model.resolve import understand
    from doelgroep.model.walk import walk

    return {each.key for each in walk(understand(query, catalog).test) if isinstance(each, InSegment)}


def signature(*, by: ManagedBy = ManagedBy.LIBRARY, note: str = "", author: str | None = None) -> Signature:
    """Who changes something: the user of the system, when nobody else is named."""
    return Signature(author=author or _user(), by=by, note=note)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def define(query: str, *, name: str = "", name_nl: str = "", description: str = "", tags: Iterable[str] = ()) -> Definition:
    """What a segment is, from plain texts."""
    from doelgroep.catalog import Label

    return Definition(query=query, name=Label(name, name_nl), description=description, tags=tuple(tags))
