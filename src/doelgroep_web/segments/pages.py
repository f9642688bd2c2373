"""What the list of segments shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep_web.accounts.roles import Right
from doelgroep_web.place import workspace
from doelgroep_web.segments.listing import ORDERS, Asked, Line, all_lines, chosen, owners, tags
from doelgroep_web.segments.models import State
from doelgroep_web.ui.frame import address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep_web.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to a new segment."""

    code: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """The list of segments."""

    lines: tuple[Line, ...]
    count: int
    """Of all segments that are not archived."""
    customers: int
    largest: int
    """The size of the largest segment shown: its bar is full."""
    asked: Asked
    order_now: str
    orders: tuple[tuple[str, str], ...]
    """For each order its parameter: pressed again it runs the other way."""
    tags: tuple[str, ...]
    owners: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    ways: tuple[Way, ...]
    may_edit: bool
    may_refresh: bool


def list_page(user: User, wanted: Asked) -> ListPage:
    """The list as somebody asked for it."""
    lines = all_lines()
    opened = workspace()
    with opened.store.reading() as cursor:
        customers = opened.total(cursor)
    may_edit = user.has_right(Right.EDIT_SEGMENTS)
    shown = tuple(chosen(lines, wanted))
    return ListPage(
        lines=shown,
        largest=max((each.size or 0 for each in shown), default=0) or 1,
        count=sum(each.state != State.ARCHIVED for each in lines),
        customers=customers,
        asked=wanted,
        order_now=f"{'-' if wanted.is_backward else ''}{wanted.order}",
        orders=tuple((each, _turned(each, wanted)) for each in ORDERS),
        tags=tuple(tags(lines)),
        owners=tuple(owners(lines)),
        states=tuple((each.value, str(each.label)) for each in State),
        ways=tuple(_ways()) if may_edit else (),
        may_edit=may_edit,
        may_refresh=user.has_right(Right.REFRESH),
    )


def _turned(order: str, wanted: Asked) -> str:
    backward = not wanted.is_backward if order == wanted.order else order != "name"
    return f"{'-' if backward else ''}{order}"


def _ways() -> Sequence[Way]:
    """The ways whose slices are there."""
    named = {"blank": "editor:new", "template": "gallery:index", "file": "segments:static", "set": "sets:index"}
    return [Way(code=code, address=found) for code, name in named.items() if (found := address(name))]
