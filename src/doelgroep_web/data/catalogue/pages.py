"""What the catalogue and the page of a field show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from doelgroep.quality.kept import kept
from doelgroep.quality.tables import CUSTOMERS, TRAITS
from doelgroep.quality.told import fields_of, table_title
from doelgroep.store.catalog_form import type_text
from doelgroep_web.data.tabs import Tabs, tabs_of
from doelgroep_web.data.words import BASE_MEANINGS, BASES, PRIVACY, ROLES, TYPE_ICONS, type_name
from doelgroep_web.errors import language
from doelgroep_web.privacy import may_see

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.core.paginator import Page

    from doelgroep.catalog import Catalog, Field
    from doelgroep.quality.values import Distribution, FieldMeasure, Measures
    from doelgroep.workspace import Workspace
    from doelgroep_web.accounts.models import User
    from doelgroep_web.data.catalogue.forms import FilterForm

PER_PAGE = 120
OTHER = "other"
"""Stands for fields without a base."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """A field, as it is listed."""

    name: str
    title: str
    table: str
    table_title: str
    address: str
    base: str
    type_name: str
    icon: str
    role: str
    privacy: str
    """Empty for an ordinary one."""
    is_computed: bool
    fill_rate: float | None
    distinct: int | None
    about: bool
    distribution: Distribution | None
    """None where it was not measured or may not be seen."""
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseGroup:
    """The fields of one base."""

    base: str
    title: str
    meaning: str
    lines: tuple[FieldLine, ...]
    count: int
    """In all, also on other pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A base that the list can be narrowed to."""

    value: str
    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguePages:
    """Which part of the fields is shown; see `ui/pagination.html`."""

    count: int
    first: int | None
    last: int | None
    total: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguePage:
    """All fields, by base."""

    tabs: Tabs
    form: FilterForm
    choices: tuple[Choice, ...]
    chosen: str
    groups: tuple[BaseGroup, ...]
    total: int
    found: int
    pages: CataloguePages
    is_measured: bool


def all_fields(catalog: Catalog) -> Iterator[tuple[str, Field]]:
    """Every field with its table; traits are among the customers' fields."""
    yield from ((CUSTOMERS, each) for each in (*fields_of(catalog, CUSTOMERS), *catalog.traits))
    for activity in catalog.activities:
        yield from ((activity.name, each) for each in activity.fields)
    for lookup in catalog.lookups:
        yield from ((f"lookup:{lookup.name}", each) for each in lookup.fields)


def measure_of(measures: Measures | None, catalog: Catalog, table: str, name: str) -> FieldMeasure | None:
    """What was measured of a field; None when it was not."""
    if measures is None:
        return None
    is_trait = table == CUSTOMERS and any(each.name == name for each in catalog.traits)
    found = measures.table(TRAITS if is_trait else table)
    return None if found is None else found.field(name)


def field_address(table: str, name: str) -> str:
    """The address of a field's page."""
    return reverse("data:field", args=[table, name])


def catalogue_page(user: User, workspace: Workspace, form: FilterForm, page: int, address: str) -> CataloguePage:
    """The fields that a filter leaves. `address` is that of the page with its filter, to which the number of another page is added."""
    catalog, measures = workspace.catalog, kept(workspace.path)
    everything = list(all_fields(catalog))
    matching = [each for each in everything if form.admits(catalog, *each)]
    counts = Counter(_base(field) for _, field in matching)
    chosen = form.base
    order = [*BASES, OTHER]
    found = sorted((each for each in matching if not chosen or _base(each[1]) == chosen), key=lambda each: order.index(_base(each[1])))
    part = Paginator(found, PER_PAGE).get_page(page)
    lines = [_line(user, catalog, measures, table, field) for table, field in part.object_list]
    return CataloguePage(
        tabs=tabs_of("catalogue", measures),
        form=form,
        choices=tuple(Choice(value=each, title=_title(each), count=counts[each]) for each in (*BASES, OTHER) if counts[each]),
        chosen=chosen,
        groups=_groups(lines, counts),
        total=len(everything),
        found=len(found),
        pages=_pages(part, len(found), address),
        is_measured=measures is not None,
    )


def _base(field: Field) -> str:
    return field.base or OTHER


def _title(base: str) -> str:
    return str(BASES[base]) if base in BASES else gettext("Without base")


def _groups(lines: Sequence[FieldLine], counts: Counter[str]) -> tuple[BaseGroup, ...]:
    return tuple(
        BaseGroup(
            base=base,
            title=_title(base),
            meaning=str(BASE_MEANINGS.get(base, "")),
            lines=tuple(each for each in lines if each.base == base),
            count=counts[base],
        )
        for base in (*BASES, OTHER)
        if any(each.base == base for each in lines)
    )


def _pages(part: Page[tuple[str, Field]], total: int, address: str) -> CataloguePages:
    def at(number: int) -> str:
        return f"?{address}&page={number}" if address else f"?page={number}"

    return CataloguePages(
        count=part.paginator.num_pages,
        first=part.start_index() if total else None,
        last=part.end_index() if total else None,
        total=total,
        previous=at(part.previous_page_number()) if part.has_previous() else "",
        next=at(part.next_page_number()) if part.has_next() else "",
    )


def _line(user: User, catalog: Catalog, measures: Measures | None, table: str, field: Field) -> FieldLine:
    measure, visible = measure_of(measures, catalog, table, field.name), may_see(user, field)
    return FieldLine(
        name=field.name,
        title=field.title(language()),
        table=table,
        table_title=capfirst(table_title(catalog, table, language())),
        address=field_address(table, field.name),
        base=_base(field),
        type_name=type_name(type_text(field)),
        icon=TYPE_ICONS[field.type],
        role=str(ROLES[field.role]) if field.role else "",
        privacy=str(PRIVACY[field.privacy]) if field.privacy != "none" else "",
        is_computed=field.expression is not None,
        fill_rate=None if measure is None else measure.fill_rate,
        distinct=None if measure is None else measure.distinct,
        about=measure is not None and measure.about,
        distribution=measure.distribution if measure is not None and visible else None,
        is_hidden=not visible,
    )
