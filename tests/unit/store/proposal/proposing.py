"""Proposals for files in tests, and short forms of what they say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doelgroep import zone
from doelgroep.catalog import Catalog
from doelgroep.messages import sentence
from doelgroep.model.check import check_catalog
from doelgroep.store.catalog_check import structure_problems
from doelgroep.store.proposal import propose
from doelgroep.store.reading import stage
from doelgroep.store.source import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import duckdb

    from doelgroep.catalog import Field
    from doelgroep.store.source import Problem, Proposal, TablePlan


def proposed(
    connection: duckdb.DuckDBPyConnection,
    paths: Path | Iterable[Path],
    options: ReadOptions | None = None,
    catalog: Catalog | None = None,
    area: str = "Europe/Amsterdam",
) -> Proposal:
    """The proposal for files; its catalogue hangs together, keeps what was declared, and all that it says can be said in both languages."""
    options = options or ReadOptions()
    files = [paths] if not hasattr(paths, "__iter__") else list(paths)
    staged = [each for path in files for each in stage(connection, path, options)]
    found = propose(connection, staged, catalog or Catalog(), options, zone.find(area))
    assert [*structure_problems(found.catalog), *check_catalog(found.catalog)] == []
    assert _changed(catalog or Catalog(), found.catalog) == []
    for each in found.problems:
        assert sentence(each.code, each.params, "en") != sentence(each.code, each.params, "nl")
    for choice in found.choices:
        assert all(sentence(reason, {}, "nl") for reason, _ in choice.reasons)
    return found


def _changed(declared: Catalog, found: Catalog) -> list[Field]:
    """The fields of a catalogue that an import would change; that a field without a lookup gets one is no change."""
    now = _fields(found)
    return [field for path, field in _fields(declared).items() if field not in {now.get(path), _as_before(now.get(path), field)}]


def _as_before(now: Field | None, field: Field) -> Field | None:
    return now if now is None or field.lookup is not None else replace(now, lookup=None)


def _fields(catalog: Catalog) -> dict[tuple[str, str], Field]:
    tables = {"customers": catalog.fields, "traits": catalog.traits}
    tables |= {f"activities.{each.name}": each.fields for each in catalog.activities}
    tables |= {f"lookups.{each.name}": each.fields for each in catalog.lookups}
    return {(name, each.name): each for name, fields in tables.items() for each in fields}


def spelled(fields: Iterable[Field]) -> dict[str, str]:
    """Fields by name, as `decimal(2)`, with the lookup or expression behind it."""
    return {each.name: _spelled(each) for each in fields}


def _spelled(field: Field) -> str:
    kind = f"{field.type.value}({field.scale})" if field.scale else field.type.value
    return kind + (f" -> {field.lookup}" if field.lookup else "") + (f" = {field.expression}" if field.expression else "")


def roles(fields: Iterable[Field]) -> dict[str, str]:
    """Names of fields by role."""
    return {each.role.value: each.name for each in fields if each.role is not None}


def codes(found: Proposal) -> dict[str, int]:
    """Problems by code, with their counts."""
    return {each.code: each.count for each in found.problems}


def problem(found: Proposal, code: str, column: str | None = None) -> Problem:
    """The problem of that code (and column)."""
    return next(each for each in found.problems if each.code == code and column in {None, each.params.get("column")})


def plan(found: Proposal, name: str) -> TablePlan:
    """The plan for a table."""
    return next(each for each in found.tables if each.name == name)
