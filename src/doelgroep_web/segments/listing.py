"""The list of segments: what each line shows, and which lines in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doelgroep_web.place import workspace
from doelgroep_web.segments.access import all_segments
from doelgroep_web.segments.models import State
from doelgroep_web.segments.trends import present_trends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.http import QueryDict

    from doelgroep.refresh.trends import Trend
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.access import Known

ORDERS = ("name", "size", "joined", "left", "changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A segment in the list."""

    key: str
    title: str
    size: int | None
    """None when it was never refreshed."""
    sizes: tuple[int, ...]
    spoken: str
    """The trend in words."""
    joined: int | None
    left: int | None
    purpose: str
    tags: tuple[str, ...]
    owner: User | None
    state: str
    state_name: str
    is_of_files: bool
    changed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person wants to see of the list."""

    text: str = ""
    tag: str = ""
    owner: str = ""
    state: str = ""
    order: str = "size"
    is_backward: bool = False


def asked(query: QueryDict) -> Asked:
    """What the address asks for; what means nothing is left out."""
    order = query.get("sort", "")
    name = order.removeprefix("-")
    return Asked(
        text=query.get("q", "").strip(),
        tag=query.get("tag", ""),
        owner=query.get("owner", ""),
        state=query.get("state", "") if query.get("state", "") in State.values else "",
        order=name if name in ORDERS else "size",
        is_backward=order.startswith("-") if name in ORDERS else True,
    )


def all_lines() -> list[Line]:
    """Every segment."""
    sizes, found = workspace().store.memberships.present_sizes(), present_trends()
    return [_line(each, sizes.get(each.stored.id), found.get(each.stored.id)) for each in all_segments()]


def chosen(lines: Iterable[Line], wanted: Asked) -> list[Line]:
    """The lines that were asked for, in their order; archived ones only when they are asked for."""
    found = [each for each in lines if _matches(each, wanted)]
    return sorted(found, key=_ORDERS[wanted.order], reverse=wanted.is_backward)


def _line(known: Known, size: int | None, trend: Trend | None) -> Line:
    return Line(
        key=known.key,
        title=known.title,
        size=size,
        sizes=trend.sizes if trend else (),
        spoken=_spoken(known.title, trend),
        joined=trend.joined if trend else None,
        left=trend.left if trend else None,
        purpose=known.card.purpose if known.card else "",
        tags=known.stored.definition.tags,
        owner=known.owner,
        state=known.state,
        state_name=str(known.state.label),
        is_of_files=known.is_of_files,
        changed=known.stored.version.at.timestamp(),
    )


def _spoken(title: str, trend: Trend | None) -> str:
    if trend is None or len(trend.sizes) < 2:
        return ""
    days = (trend.days[-1] - trend.days[0]).days
    words = ngettext("{title}: from {first} to {last} customers in {days} day", "{title}: from {first} to {last} customers in {days} days", days)
    return words.format(title=title, first=trend.sizes[0], last=trend.sizes[-1], days=days)


def _matches(line: Line, wanted: Asked) -> bool:
    text = wanted.text.casefold()
    fits_text = not text or any(text in each.casefold() for each in (line.title, line.key, *line.tags))
    fits_owner = not wanted.owner or (str(line.owner.pk) if line.owner else "nobody") == wanted.owner
    fits_state = line.state == wanted.state if wanted.state else line.state != State.ARCHIVED
    return fits_text and fits_owner and fits_state and (not wanted.tag or wanted.tag in line.tags)


_ORDERS: Mapping[str, Callable[[Line], tuple[float, str]]] = {
    "name": lambda each: (0, each.title.casefold()),
    "size": lambda each: (-1 if each.size is None else each.size, each.title),
    "joined": lambda each: (each.joined or 0, each.title),
    "left": lambda each: (each.left or 0, each.title),
    "changed": lambda each: (each.changed, each.title),
}


def owners(lines: Iterable[Line]) -> list[tuple[str, str]]:
    """Everybody who owns a segment: number and name; and nobody, when some have no owner."""
    found = {str(each.owner.pk): each.owner.name for each in lines if each.owner}
    without = [("nobody", _("nobody"))] if any(each.owner is None for each in lines) else []
    return sorted(found.items(), key=lambda each: each[1].casefold()) + without


def tags(lines: Iterable[Line]) -> list[str]:
    """Every tag in use."""
    return sorted({tag for each in lines for tag in each.tags}, key=str.casefold)
