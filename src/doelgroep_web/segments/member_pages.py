"""The members of a segment, a page at a time, with chosen columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Role
from doelgroep.customer_search import find_customers
from doelgroep.customer_values import customer_values
from doelgroep_web.accounts.roles import Right
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.privacy import visible_fields
from doelgroep_web.segments.segment_pages import Head, head_of
from doelgroep_web.ui.addresses import address_of
from doelgroep_web.ui.paging import Pages, pages_of
from doelgroep_web.ui.values import NUMBERS, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict
    from pyroaring import BitMap

    from doelgroep.catalog import Field
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.access import Known

PER_PAGE = 50
MOST_FOUND = 200
USUAL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the list, or one that could be chosen."""

    name: str
    title: str
    is_chosen: bool
    is_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value."""

    text: str
    """As a reader of the page's language writes it; missing is empty."""
    is_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A member."""

    address: str
    """Of the customer's page; empty for readers who may not open it."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersPage:
    """The list of members."""

    head: Head
    columns: tuple[Column, ...]
    offered: tuple[Column, ...]
    rows: tuple[Row, ...]
    pages: Pages | None
    text: str
    found: int | None
    """How many were found by the text; None when nobody was searched for."""
    is_recorded: bool
    """Whether a refresh has recorded the members; else there is no list yet."""


def members_page(user: User, known: Known, query: QueryDict) -> MembersPage:
    """The page that the address asks for."""
    opened = workspace()
    members = opened.store.memberships.members(known.stored.id) if known.stored.id in opened.store.memberships.present_sizes() else None
    offered = visible_fields(user, opened.catalog)
    chosen = _chosen(offered, query.getlist("column"), opened.segment(known.key).fields_used())
    text = query.get("q", "").strip()
    found = _found(user, text, members) if members is not None and text else None
    pages = pages_of(query, len(members) if members is not None else 0, PER_PAGE) if found is None else None
    numbers = found if found is not None else _part(members, pages)
    return MembersPage(
        head=head_of(user, known, "members"),
        columns=tuple(_column(each, chosen) for each in chosen),
        offered=tuple(_column(each, chosen) for each in offered),
        rows=tuple(_rows(numbers, chosen, links=user.has_right(Right.FIND_CUSTOMER))),
        pages=pages,
        text=text,
        found=None if found is None else len(found),
        is_recorded=members is not None,
    )


def _chosen(offered: Sequence[Field], wanted: Sequence[str], used: Iterable[str]) -> list[Field]:
    """The columns that were asked for; else the key, names where they may be seen, and what the query is about."""
    names = wanted or [offered[0].name, *(each.name for each in offered if each.role is Role.NAME), *used]
    found = [each for each in offered if each.name in set(names)][: 20 if wanted else USUAL + 1]
    return found if found and found[0] is offered[0] else [offered[0], *found]


def _found(user: User, text: str, members: BitMap) -> list[int]:
    names = [each.name for each in visible_fields(user, workspace().catalog)]
    return [each.number for each in find_customers(workspace(), text, fields=names, limit=MOST_FOUND * 5) if each.number in members][:MOST_FOUND]


def _part(members: BitMap | None, pages: Pages | None) -> list[int]:
    if members is None or pages is None or not len(members):
        return []
    return list(members[pages.first - 1 : pages.last])


def _rows(numbers: Sequence[int], chosen: Sequence[Field], *, links: bool) -> Iterable[Row]:
    if not numbers:
        return
    table = customer_values(workspace(), numbers, [each.name for each in chosen])
    columns = [table.column(each.name).to_pylist() for each in chosen]
    for values in zip(*columns, strict=True):
        cells = tuple(Cell(text=shown(value, field), is_number=field.type in NUMBERS) for value, field in zip(values, chosen, strict=True))
        yield Row(address=address_of("customers:customer", str(values[0])) if links else "", cells=cells)


def _column(field: Field, chosen: Sequence[Field]) -> Column:
    return Column(name=field.name, title=field.title(language()), is_chosen=field in chosen, is_number=field.type in NUMBERS)
