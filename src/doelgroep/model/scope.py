"""Where a name is looked up: the customer, a row of an activity, a group of rows; and what has been remarked on the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.errors import Diagnostic, Fix, Severity, Span
from doelgroep.messages import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from doelgroep.catalog import Activity, Catalog, Lookup
    from doelgroep.lang import tree
    from doelgroep.model.node import Test, Trait, Value, ValueType


class Level(Enum):
    """What a condition speaks about."""

    CUSTOMER = "customer"
    ROW = "row"
    GROUP = "group"


class RefusedError(Exception):
    """One error found; caught at the nearest condition, so that the others are looked at too."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


def refuse(code: str, span: Span, fix: str | None = None, **params: object) -> RefusedError:
    """The error to raise; `fix` is the text that would stand well in the place of the span."""
    offered = None if fix is None else Fix(span=span, text=fix)
    return RefusedError(Diagnostic(code=code, span=span, params=params, fix=offered))


_TYPE_NAMES = {
    FieldType.BOOLEAN: Sentence("type_boolean"),
    FieldType.INTEGER: Sentence("type_integer"),
    FieldType.DECIMAL: Sentence("type_decimal"),
    FieldType.FLOAT: Sentence("type_float"),
    FieldType.TEXT: Sentence("type_text"),
    FieldType.CATEGORY: Sentence("type_category"),
    FieldType.DATE: Sentence("type_date"),
    FieldType.DATETIME: Sentence("type_datetime"),
    FieldType.TEXT_LIST: Sentence("type_text_list"),
    FieldType.POINT: Sentence("type_point"),
}


def type_name(kind: FieldType) -> Sentence:
    """The name of a type for messages, in the reader's language."""
    return _TYPE_NAMES[kind]


@dataclass(slots=True)
class Report:
    """The remarks of one resolution, collected."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def warn(self, code: str, span: Span, **params: object) -> None:
        """Add a warning."""
        self.diagnostics.append(Diagnostic(code=code, span=span, params=params, severity=Severity.WARNING))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is known at one place of a query."""

    catalog: Catalog
    report: Report
    condition: Callable[[tree.Condition, Scope], Test]
    """Resolves a condition (set by `model.resolve`; keeps the modules free of a circle)."""
    expression: Callable[[str, Scope], Value]
    """Resolves an expression of the catalogue."""
    level: Level = Level.CUSTOMER
    activity: Activity | None = None
    lookup: Lookup | None = None
    strict: bool = False
    segments: Collection[str] | None = None
    open_traits: tuple[str, ...] = ()
    """Names of the traits being resolved, outermost first: a repeated one is a circle."""
    traits: dict[tuple[str, str], Trait] = field(default_factory=dict)
    """Traits and computed fields resolved before, by (activity or empty, name)."""

    def rows_of(self, activity: Activity) -> Scope:
        """The scope of the row conditions of an activity."""
        return replace(self, level=Level.ROW, activity=activity)

    def groups_of(self, activity: Activity) -> Scope:
        """The scope of the aggregate conditions of an activity."""
        return replace(self, level=Level.GROUP, activity=activity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A value that a name stands for, and what the catalogue says of it."""

    value: Value
    type: ValueType
    name: str
    any_value: bool = False
    is_id: bool = False
    values: tuple[str, ...] = ()
    is_open: bool = False
    """Of an open namespace: the type follows from what it is compared with."""
