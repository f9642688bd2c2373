"""The files of concepts and templates, read into values. They are part of the package: what is wrong in them is an error of ours."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from doelgroep.catalog import Base, Label, Role
from doelgroep.gallery.concept import ActivityConcept, Concepts, FactConcept, FieldConcept, Marks, Shape, Way, Within
from doelgroep.gallery.template import Business, Goal, Kind, Option, Parameter, Template
from doelgroep.lang.parse import parse, require

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep.lang.tree import Condition

type Table = Mapping[str, Any]

FILES = ("geographic", "demographic", "firmographic", "behavioural", "regularity", "psychographic", "technographic", "needs", "value")
"""The files of templates, in the order of the gallery."""


@cache
def concepts() -> Concepts:
    """All concepts."""
    table = _toml("concepts.toml")
    return Concepts(
        activities={name: _activity(name, each) for name, each in table["activities"].items()},
        fields={name: _field(name, each) for name, each in table["fields"].items()},
        facts={name: _fact(name, each) for name, each in table["facts"].items()},
        channels={each["channel"]: name for name, each in table["facts"].items() if "channel" in each},
    )


@cache
def templates() -> tuple[Template, ...]:
    """All templates, in the order of the gallery.

    >>> templates()[0].key
    'in-a-region'
    """
    return tuple(_template(each) for name in FILES for each in _toml(f"templates/{name}.toml")["template"])


def _toml(name: str) -> Table:
    return tomllib.loads(files("doelgroep.gallery").joinpath(name).read_text(encoding="utf-8"))


def condition(text: str) -> Condition:
    """A query text of ours as a tree."""
    return require(parse(text))


# ---------------------------------------------------------------- concepts


def _activity(name: str, table: Table) -> ActivityConcept:
    fields = {each: _field(each, inner) for each, inner in table.get("fields", {}).items()}
    within = table.get("within")
    return ActivityConcept(
        name=name,
        label=Label(*table["label"]),
        marks=_marks(table),
        timed=table.get("timed", True),
        fields=fields,
        within=None if within is None else Within(marks=_marks(within), test=condition(within["test"])),
    )


def _field(name: str, table: Table) -> FieldConcept:
    return FieldConcept(name=name, label=Label(*table["label"]), shape=Shape(table["shape"]), marks=_marks(table))


def _fact(name: str, table: Table) -> FactConcept:
    return FactConcept(name=name, label=Label(*table["label"]), ways=tuple(_way(each) for each in table["ways"]))


def _way(table: Table) -> Way:
    rows = table.get("rows")
    return Way(
        shape=Shape(table["shape"]), marks=_marks(table), test=condition(table["test"]), rows=None if rows is None else Marks(names=_pattern(rows))
    )


def _marks(table: Table) -> Marks:
    roles, otherwise = (tuple(Role(each) for each in table.get(name, ())) for name in ("roles", "otherwise"))
    return Marks(roles=roles, names=_pattern(table.get("names")), parts=_pattern(table.get("parts")), otherwise=otherwise)


def _pattern(texts: str | None) -> re.Pattern[str] | None:
    return None if texts is None else re.compile("|".join(f"(?:{each})" for each in texts.split()))


# ---------------------------------------------------------------- templates


def _template(table: Table) -> Template:
    return Template(
        key=table["key"],
        name=_label(table, "name"),
        what=_label(table, "what"),
        use=_label(table, "use"),
        title=_label(table, "title") if "title_en" in table else Label(),
        goal=Goal(table["goal"]),
        bases=tuple(Base(each) for each in table["bases"]),
        business=tuple(Business(each) for each in table["business"]),
        query=table["query"].strip(),
        condition=condition(table["query"]),
        parameters=tuple(_parameter(name, each) for name, each in table.get("parameters", {}).items()),
    )


def _label(table: Table, name: str) -> Label:
    return Label(table[f"{name}_en"], table[f"{name}_nl"])


def _parameter(name: str, table: Table) -> Parameter:
    options = tuple(Option(value=value, label=Label(*label)) for value, label in table.get("options", {}).items())
    plain: dict[str, Any] = {each: str(table[each]) for each in ("default", "of", "low", "high") if each in table}
    plain |= {each: table[each] for each in ("rank", "share") if each in table}
    return Parameter(name=name, kind=Kind(table["type"]), label=Label(*table["label"]), like=tuple(table.get("like", ())), options=options, **plain)
