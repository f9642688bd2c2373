"""Where the user wants the rows of the files: `--as customers`, `--as orders`, `--as lookup:products`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity
from doelgroep.errors import UserError
from doelgroep.store.catalog_names import name_problem, usable_name
from doelgroep.store.source import Target

if TYPE_CHECKING:
    from doelgroep.catalog import Catalog
    from doelgroep.store.source import ReadOptions

CUSTOMERS = "customers"
_LOOKUP = "lookup"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTarget:
    """The table that the user named: one of the catalogue, or a new one."""

    target: Target
    name: str
    """"customers", or the name of the activity or lookup."""


def told_target(options: ReadOptions, catalog: Catalog) -> ToldTarget | None:
    """The table that the user named; None when the files have to show it.

    Raises:
        UserError: the name can't be one of a table, or something else has it.
    """
    if options.target is None:
        return None
    prefix, sign, rest = options.target.partition(":")
    if prefix == _LOOKUP and sign:
        return ToldTarget(target=Target.LOOKUP, name=_usable(rest, f"{_LOOKUP}:"))
    if options.target == CUSTOMERS:
        return ToldTarget(target=Target.CUSTOMERS, name=CUSTOMERS)
    return ToldTarget(target=Target.ACTIVITY, name=_activity(options.target, catalog))


def _usable(name: str, prefix: str = "") -> str:
    if name_problem(name) is not None:
        raise UserError("import_as_name", found=prefix + name, near=prefix + usable_name(name or "orders"))
    return name


def _activity(name: str, catalog: Catalog) -> str:
    found = catalog.find(name)
    if isinstance(found, Activity):
        if found.derivation is not None:
            raise UserError("import_as_derived", activity=found.name, source=found.derivation.source)
        return found.name
    if catalog.lookup(name) is not None:
        raise UserError("import_as_lookup", found=name)
    if found is not None:
        activities = [each.name for each in catalog.activities if each.derivation is None]
        raise UserError("import_as_taken", found=name, allowed=[CUSTOMERS, *activities])
    return _usable(name)
