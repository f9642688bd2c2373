"""What is said of a field in the catalogue: its labels, description, base, role and privacy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.holding import at_holder
from doelgroep.model.names import nearest
from doelgroep.store.catalog_file import workspace_text
from doelgroep.store.proposal.wishes import as_wished

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doelgroep.catalog import Catalog, Field
    from doelgroep.store.source import FieldWish
    from doelgroep.workspace import Workspace


@at_holder
def describe(workspace: Workspace, table: str, name: str, wish: FieldWish) -> Field:
    """Say something else of a field; comments and order of `doelgroep.yaml` stay.

    Args:
        workspace: where.
        table: "customers" (its traits too), an activity, or `lookup:NAME`.
        name: the field.
        wish: what is said; what is None stays.

    Returns:
        The field as it is now.

    Raises:
        UserError: `describe_unknown` when the table has no such field; `catalog_invalid` when it can't be said, such as a second field of a role
            that only one may have.
    """
    store = workspace.store
    before = _found(store.catalog, table, name)
    after = as_wished(before, wish)
    if after != before:
        file = store.file
        with store.transaction(workspace_text(file.settings, _with(file.catalog, table, after), file.text)):
            pass
    return after


def _found(catalog: Catalog, table: str, name: str) -> Field:
    known = {each.name: each for each in _fields(catalog, table)}
    if name not in known:
        raise UserError("describe_unknown", name=name, table=table, near=nearest(name, known) or "-")
    return known[name]


def _fields(catalog: Catalog, table: str) -> Iterable[Field]:
    if table == "customers":
        return (*catalog.fields, *catalog.traits)
    activity, lookup = catalog.activity(table), catalog.lookup(table.removeprefix("lookup:"))
    return activity.fields if activity is not None else lookup.fields if lookup is not None else ()


def _with(catalog: Catalog, table: str, field: Field) -> Catalog:
    """The catalogue with this field in the place of the one of the same name."""

    def changed(fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple(field if each.name == field.name else each for each in fields)

    if table == "customers":
        return replace(catalog, fields=changed(catalog.fields), traits=changed(catalog.traits))
    return replace(
        catalog,
        activities=tuple(replace(each, fields=changed(each.fields)) if each.name == table else each for each in catalog.activities),
        lookups=tuple(replace(each, fields=changed(each.fields)) if f"lookup:{each.name}" == table else each for each in catalog.lookups),
    )
