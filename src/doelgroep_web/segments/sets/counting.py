"""How the customers are divided over the groups of a set, and whom a segment loses to those before it. All in one evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.errors import QueryError, UserError
from doelgroep.store.segment_sets import REST, group_query
from doelgroep_web.errors import language, sentence
from doelgroep_web.place import workspace
from doelgroep_web.segments.sets.drawing import Part, partition_bar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.utils.safestring import SafeString

MOST_DETAILED = 16
"""Of sets with more segments is told how many customers are lost, not to which segment."""

type Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Customers of a segment who belong to an earlier group."""

    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group of a set."""

    key: str
    """Of its segment; empty for the rest."""
    title: str
    place: int
    """1 for the first; also which colour it has."""
    count: int
    segment_count: int | None
    """Everybody in its segment; None for the rest."""
    lost: tuple[Lost, ...]
    """To whom the others went, most first."""
    lost_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """All customers, divided."""

    groups: tuple[GroupLine, ...]
    total: int
    bar: SafeString


def partition(keys: Sequence[str], rest: str) -> tuple[Partition | None, str]:
    """How an order of segments divides all customers; or why that can't be told.

    Args:
        keys: of the segments, the first match first.
        rest: what the customers in none of them are called; empty for the usual word.
    """
    try:
        return _partition(keys, rest or REST.get(language())), ""
    except (QueryError, UserError) as error:
        return None, sentence(error)


def _partition(keys: Sequence[str], rest: str) -> Partition:
    opened = workspace()
    pairs = _pairs(len(keys))
    queries = [group_query(keys, place) for place in range(len(keys) + 1)] if keys else []
    queries += [f"IN SEGMENT '{each}'" for each in keys]
    queries += [f"IN SEGMENT '{keys[later]}' AND {group_query(keys, earlier)}" for earlier, later in pairs]
    counted = opened.live().counts([opened.segment(each).test for each in queries])
    groups, segments = counted.counts[: len(keys) + 1] or (counted.total,), counted.counts[len(keys) + 1 : 2 * len(keys) + 1]
    lost = dict(zip(pairs, counted.counts[2 * len(keys) + 1 :], strict=True))
    titles = [*(opened.definitions.get(each).title(language()) for each in keys), rest]
    lines = tuple(_line(place, keys, titles, groups[place], segments, lost) for place in range(len(titles)))
    parts = [Part(title=each.title, count=each.count, colour=0 if not each.key else each.place) for each in lines]
    return Partition(groups=lines, total=counted.total, bar=partition_bar(parts, counted.total))


def _pairs(count: int) -> list[Pair]:
    """An earlier and a later place, for all of them."""
    return [(earlier, later) for later in range(count) for earlier in range(later)] if count <= MOST_DETAILED else []


def _line(place: int, keys: Sequence[str], titles: Sequence[str], count: int, segments: Sequence[int], lost: Mapping[Pair, int]) -> GroupLine:
    own = segments[place] if place < len(keys) else None
    return GroupLine(
        key=keys[place] if place < len(keys) else "",
        title=titles[place],
        place=place + 1,
        count=count,
        segment_count=own,
        lost=tuple(sorted(_lost(place, titles, lost), key=lambda each: -each.count)),
        lost_count=0 if own is None else own - count,
    )


def _lost(place: int, titles: Sequence[str], lost: Mapping[Pair, int]) -> Iterator[Lost]:
    for (earlier, later), count in lost.items():
        if later == place and count:
            yield Lost(title=titles[earlier], count=count)
