"""Something in the catalogue gets another name: expressions and stored segments that name it follow, by their trees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, Catalog, Field
from doelgroep.errors import UserError
from doelgroep.holding import at_holder
from doelgroep.lang.edit import rename as rename_query
from doelgroep.lang.edit import rename_expression
from doelgroep.lang.parse import parse
from doelgroep.lang.tree import InSegment, Text
from doelgroep.lang.walk import walk
from doelgroep.lang.words import quoted
from doelgroep.messages import Sentence
from doelgroep.model.names import FIELD_AGGREGATES, nearest
from doelgroep.show import Grid, Shown
from doelgroep.store.catalog_file import parse_workspace
from doelgroep.store.catalog_rename import renamed_text
from doelgroep.store.file_problems import ProblemList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep.lang.tree import Name
    from doelgroep.store.catalog_formulas import Formula
    from doelgroep.workspace import Workspace

type Path = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameResult(Shown):
    """What a renaming touches."""

    old: str
    new: str
    segments: tuple[tuple[str, str, str], ...]
    """Key, query before, query after."""
    done: bool

    def grid(self) -> Grid:
        """A row per segment that names it."""
        title = f"{self.old} is now called {self.new}." if self.done else f"{self.old} would be called {self.new}."
        return Grid(title=title, headers=("segment", "before", "after"), rows=self.segments)


@at_holder
def rename(workspace: Workspace, old: str, new: str, *, dry_run: bool = False) -> RenameResult:
    """Give a field, trait, activity or lookup another name.

    Args:
        workspace: where.
        old: its name; a field of an activity as `activity.field`, of a lookup as `lookup:NAME.field`.
        new: the new name, without the activity.
        dry_run: only say what would change.

    Raises:
        UserError: there is nothing of that name, or the new name can't be used; then nothing has changed.
    """
    renaming = Renaming(catalog=workspace.catalog, path=find_path(workspace.catalog, old), new=new)
    text = _catalog_text(workspace, old, renaming)
    touched = tuple(_touched(workspace, renaming))
    if not dry_run:
        with workspace.store.transaction(text):
            queries = {key: after for key, _, after in touched}
            workspace.rewrite_segments(queries, parse_workspace(text).catalog, note=f"{old} -> {new}")
    return RenameResult(old=old, new=new, segments=touched, done=not dry_run)


def _catalog_text(workspace: Workspace, old: str, renaming: Renaming) -> str:
    """The catalogue's file as it becomes; what would be wrong with it is wrong with the new name."""
    try:
        return renamed_text(workspace.store.file, renaming.path, renaming.new, renaming.formula)
    except UserError as error:
        problems = error.params.get("problems")
        if not isinstance(problems, ProblemList):
            raise
        first = problems.items[0]
        raise UserError("rename_refused", old=old, new=renaming.new, reason=Sentence(first.code, first.params)) from error


def _touched(workspace: Workspace, renaming: Renaming) -> Iterator[tuple[str, str, str]]:
    for segment in workspace.definitions.list():
        after = rename_query(segment.query, renaming.in_query)
        if after != segment.query:
            yield segment.key, segment.query, after


def find_path(catalog: Catalog, name: str) -> Path:
    """Where a thing stands in the catalogue: `("activities", "orders", "fields", "amount")`."""
    places = dict(_places(catalog))
    if name not in places:
        near = nearest(name, places)
        raise UserError("rename_unknown_near", name=name, near=near) if near else UserError("rename_unknown", name=name)
    return places[name]


def _places(catalog: Catalog) -> Iterator[tuple[str, Path]]:
    for lookup in catalog.lookups:
        yield f"lookup:{lookup.name}", ("lookups", lookup.name)
        yield from ((f"lookup:{lookup.name}.{each.name}", ("lookups", lookup.name, "fields", each.name)) for each in lookup.fields)
    for activity in catalog.activities:
        yield from ((f"{activity.name}.{each.name}", ("activities", activity.name, "fields", each.name)) for each in activity.fields)
    yield from ((each.name, ("places", each.name)) for each in catalog.places)
    yield from ((each.name, ("activities", each.name)) for each in catalog.activities)
    yield from ((each.name, ("traits", each.name)) for each in catalog.traits)
    yield from ((each.name, ("customers", "fields", each.name)) for each in catalog.fields)
    yield catalog.key, ("customers", "key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """One renaming, and what it makes of every name."""

    catalog: Catalog
    path: Path
    new: str

    def in_query(self, name: Name, activity: str | None) -> str | None:
        """The new text of a name in a query; None where it stays."""
        return self._in_rows(name.text, activity) if activity is not None else self._of_customer(name.text)

    def formula(self, formula: Formula) -> str:
        """An expression or condition of the catalogue, brought up to date."""
        rows = self._rows_of(formula.path)
        if rows is not None and formula.is_condition:
            return rename_query(formula.text, lambda name, activity: self._in_rows(name.text, activity or rows))
        if rows is not None:
            return rename_expression(formula.text, lambda name, _: self._in_rows(name.text, rows))
        return rename_expression(formula.text, lambda name, activity: self._in_trait(name.text, activity))

    def _rows_of(self, path: Path) -> str | None:
        """The activity whose rows a formula speaks about; None for a trait."""
        if path[0] != "activities":
            return None
        activity = self.catalog.activity(path[1])
        return activity.derivation.source if activity is not None and activity.derivation is not None else path[1]

    def _in_trait(self, text: str, argument: str | None) -> str | None:
        if argument is None:
            return self._of_customer(text)
        head = next((each for each in _heads(argument) if self.catalog.activity(each)), argument)
        return self._in_rows(text, head)

    def _of_customer(self, text: str) -> str | None:
        """`city`, `birth_date.month`, `company.sector`, and in traits `orders`, `orders.amount`."""
        for head in _heads(text):
            rest = text[len(head) :]
            if self.path in self._top_paths(head):
                return f"{self.new}{rest}"
            found = self.catalog.names.get(head)
            if isinstance(found, Activity) and rest:
                inner = self._in_rows(rest[1:], head)
                return None if inner is None else f"{head}.{inner}"
            if isinstance(found, Field) and found.lookup and rest:
                return self._over_lookup(head, found.lookup, rest[1:])
        return None

    def _top_paths(self, head: str) -> tuple[Path, ...]:
        key: tuple[Path, ...] = (("customers", "key"),) if head == self.catalog.key else ()
        return (("customers", "fields", head), ("traits", head), ("activities", head), ("places", head), *key)

    def _in_rows(self, text: str, activity_name: str) -> str | None:
        activity = self.catalog.activity(activity_name)
        if activity is None:
            return None
        for head in _heads(text):
            found = next((each for each in activity.fields if each.name == head), None)
            rest = text[len(head) :]
            if found is not None and self.path == ("activities", activity.name, "fields", head):
                return f"{self.new}{rest}"
            if found is not None and found.lookup and rest:
                return self._over_lookup(head, found.lookup, rest[1:])
        return self._in_aggregate(text, activity)

    def _in_aggregate(self, text: str, activity: Activity) -> str | None:
        """`sum_amount` follows `amount`."""
        prefix, line, field = text.partition("_")
        if prefix not in FIELD_AGGREGATES or not line or activity.field(text) is not None:
            return None
        inner = self._in_rows(field, activity.name) if field else None
        return None if inner is None else f"{prefix}_{inner}"

    def _over_lookup(self, key: str, lookup: str, rest: str) -> str | None:
        found = self.catalog.lookup(lookup)
        first, dot, further = rest.partition(".")
        if self.path == ("lookups", lookup, "fields", first):
            return f"{key}.{self.new}{dot}{further}"
        via = found.field(first) if found is not None else None
        if via is not None and via.lookup and further:
            return self._over_lookup(f"{key}.{first}", via.lookup, further)
        return None


def rename_segment(query: str, old: str, new: str) -> str:
    """The query with its references to one segment changed to another key; the rest stays as it is.

    >>> rename_segment("IN SEGMENT 'vip' AND city = 'vip'", "vip", "best")
    "IN SEGMENT 'best' AND city = 'vip'"
    """
    root = parse(query).root
    nodes = [] if root is None else [each for each in walk(root) if isinstance(each, InSegment) and isinstance(each.key, Text)]
    for node in sorted(nodes, key=lambda each: each.key.span, reverse=True):
        if isinstance(node.key, Text) and node.key.value == old:
            query = query[: node.key.span.start] + quoted(new) + query[node.key.span.end :]
    return query


def _heads(text: str) -> Iterator[str]:
    """`a.b.c`, `a.b`, `a`: the longest first."""
    while text:
        yield text
        text = text.rpartition(".")[0]
