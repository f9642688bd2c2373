"""Which segments and traits name a field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.lang.edit import rename as rename_query
from doelgroep.renaming import Renaming, find_path
from doelgroep.store.catalog_formulas import Formula
from doelgroep_web.data.catalogue.names import full_name

if TYPE_CHECKING:
    from doelgroep.catalog import Catalog
    from doelgroep.messages import Language
    from doelgroep.workspace import Workspace

_ELSE = "another_name_of_it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A segment or trait that names a field."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """Everything that names a field."""

    segments: tuple[Use, ...]
    traits: tuple[Use, ...]


def uses_of(workspace: Workspace, table: str, name: str, language: Language) -> Uses:
    """What names a field: whatever would change if it were called differently."""
    catalog = workspace.catalog
    try:
        renaming = Renaming(catalog=catalog, path=find_path(catalog, full_name(table, name)), new=_ELSE)
    except UserError:
        return Uses(segments=(), traits=())
    words = _words(catalog, name)
    segments = tuple(
        Use(key=each.key, title=each.version.definition.name.get(language) or each.key)
        for each in workspace.definitions.list()
        # Most texts do not hold the name at all, and need not be parsed.
        if any(word in each.query for word in words) and rename_query(each.query, renaming.in_query) != each.query
    )
    traits = tuple(
        Use(key=each.name, title=each.title(language))
        for each in catalog.traits
        if each.expression and each.name != name and name in each.expression and _named_in(renaming, each.name, each.expression)
    )
    return Uses(segments=segments, traits=traits)


def _words(catalog: Catalog, name: str) -> tuple[str, ...]:
    return (name, *(other for other, meant in catalog.aliases if meant == name))


def _named_in(renaming: Renaming, trait: str, expression: str) -> bool:
    return renaming.formula(Formula(text=expression, path=("traits", trait))) != expression
