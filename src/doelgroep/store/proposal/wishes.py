"""What the user sees of the files, and wants besides: columns that stay out, other words, roles and privacy for the fields of columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.store.loading.arrival import file_label
from doelgroep.store.source import LINE, Preview, Target
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from doelgroep.catalog import Catalog, Field
    from doelgroep.store.source import FieldWish, Proposal, ReadOptions, StagedFile, TablePlan

_PREVIEWED = 6
_WIDEST = 80
"""Rows and characters that are shown of a file."""


def without_left_out(staged: StagedFile, options: ReadOptions) -> StagedFile:
    """The file without the columns that are to be left out."""
    left_out = options.of(staged.path.name).leave_out
    return replace(staged, columns=tuple(each for each in staged.columns if each.name not in left_out)) if left_out else staged


def preview(connection: duckdb.DuckDBPyConnection, staged: StagedFile) -> Preview:
    """The first rows of a staged file."""
    names = tuple(each.name for each in staged.columns)
    values = ", ".join(f"left(CAST({quoted(each)} AS VARCHAR), {_WIDEST})" for each in names) or "NULL"
    rows = connection.execute(f"SELECT {values} FROM {quoted(staged.table)} ORDER BY {LINE} LIMIT {_PREVIEWED}").fetchall()
    return Preview(file=file_label(staged), columns=names, rows=tuple(rows))


def with_wishes(proposed: Proposal, options: ReadOptions) -> Proposal:
    """The proposal in which fields have the labels, roles and privacy that the user gave them."""
    catalog, tables = proposed.catalog, []
    for plan in proposed.tables:
        wishes = options.of(plan.file.path.name).fields
        columns = tuple(replace(each, field=as_wished(each.field, wishes.get(each.columns[0]))) for each in plan.columns)
        changed = {new.field.name: new.field for old, new in zip(plan.columns, columns, strict=True) if new != old}
        if changed:
            catalog = _with_fields(catalog, plan, changed)
        tables.append(replace(plan, columns=columns))
    return replace(proposed, catalog=catalog, tables=tuple(tables))


def as_wished(field: Field, wish: FieldWish | None) -> Field:
    """The field with what the user wants said of it."""
    if wish is None:
        return field
    role = field.role if wish.role is None else wish.role or None
    return replace(
        field,
        label=wish.label or field.label,
        description=wish.description or field.description,
        base=wish.base or field.base,
        role=role,
        privacy=wish.privacy or field.privacy,
    )


def _with_fields(catalog: Catalog, plan: TablePlan, changed: Mapping[str, Field]) -> Catalog:
    """The catalogue with other words about fields of one table. Their types stay."""

    def told(fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple(_told(each, changed.get(each.name)) for each in fields)

    match plan.target:
        case Target.CUSTOMERS:
            return replace(catalog, fields=told(catalog.fields))
        case Target.ACTIVITY:
            activities = (replace(each, fields=told(each.fields)) if each.name == plan.name else each for each in catalog.activities)
            return replace(catalog, activities=tuple(activities))
        case Target.LOOKUP:
            lookups = (replace(each, fields=told(each.fields)) if each.name == plan.name else each for each in catalog.lookups)
            return replace(catalog, lookups=tuple(lookups))


def _told(field: Field, wished: Field | None) -> Field:
    if wished is None:
        return field
    return replace(field, label=wished.label, description=wished.description, base=wished.base, role=wished.role, privacy=wished.privacy)
