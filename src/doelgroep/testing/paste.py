"""Values as Python text that can be pasted into a test: enumerations by name, defaults left out, zones and moments as they are made."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from textwrap import indent
from zoneinfo import ZoneInfo

IMPORTS = """\
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from doelgroep.catalog import Activity, Base, Catalog, Derivation, Field, FieldType, Label, Lookup, Place, Privacy, Role
from doelgroep.plan.context import Context
from doelgroep.testing.strategies import World
from doelgroep.testing.tables import PlainData
"""
"""What the text needs."""


def as_code(value: object) -> str:
    """The value as an expression of Python.

    >>> from doelgroep.catalog import Field, FieldType
    >>> as_code(Field(name="age", type=FieldType.INTEGER))
    "Field(name='age', type=FieldType.INTEGER)"
    """
    match value:
        case Enum():
            return f"{type(value).__name__}.{value.name}"
        case ZoneInfo():
            return f"ZoneInfo({value.key!r})"
        case datetime():
            return _moment(value)
        case date():
            return f"date.fromisoformat({value.isoformat()!r})"
        case Mapping():
            return _many("{", [f"{as_code(key)}: {as_code(each)}" for key, each in value.items()], "}")
        case list():
            return _many("[", [as_code(each) for each in value], "]")
        case tuple():
            return _many("(", [as_code(each) for each in value], ",)" if len(value) == 1 else ")")
    if dataclasses.is_dataclass(value):
        return _many(f"{type(value).__name__}(", [f"{name}={as_code(each)}" for name, each in _given(value)], ")")
    return repr(value)


def _given(value: object) -> list[tuple[str, object]]:
    """The fields of a dataclass that differ from their defaults."""
    fields = [each for each in dataclasses.fields(value) if each.init]  # type: ignore[arg-type] # asked only of dataclasses
    return [(each.name, getattr(value, each.name)) for each in fields if getattr(value, each.name) != _default(each)]


def _default(field: dataclasses.Field[object]) -> object:
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default


def _moment(value: datetime) -> str:
    if isinstance(value.tzinfo, ZoneInfo):
        return f"{_moment(value.replace(tzinfo=None))}.replace(tzinfo={as_code(value.tzinfo)})"
    return f"datetime.fromisoformat({value.isoformat()!r})"


def _many(opening: str, items: list[str], closing: str) -> str:
    """On one line, or one item to a line when that is too long."""
    line = opening + ", ".join(items) + closing
    if len(line) <= 120 and "\n" not in line:
        return line
    return opening + "\n" + indent(",\n".join(items) + ("," if items else ""), "    ") + "\n" + closing.lstrip(",")
