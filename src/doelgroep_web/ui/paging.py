"""Lists that are shown a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import QueryDict


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Where in a list one is, for `ui/pagination.html`."""

    number: int
    count: int
    """Pages."""
    first: int
    """Of the page, counted from 1; 0 for an empty list."""
    last: int
    total: int
    previous: str
    """The address of the page before; empty when there is none."""
    next: str


def pages_of(query: QueryDict, total: int, size: int) -> Pages:
    """The page that an address asks for by `page`; the nearest one that there is."""
    count = max(1, -(-total // size))
    wanted = query.get("page", "1")
    number = min(max(int(wanted) if wanted.isdigit() and len(wanted) < 10 else 1, 1), count)
    first = (number - 1) * size + 1
    return Pages(
        number=number,
        count=count,
        first=first if total else 0,
        last=min(number * size, total),
        total=total,
        previous=_address(query, number - 1) if number > 1 else "",
        next=_address(query, number + 1) if number < count else "",
    )


def _address(query: QueryDict, number: int) -> str:
    changed = query.copy()
    changed["page"] = str(number)
    return f"?{changed.urlencode()}"
