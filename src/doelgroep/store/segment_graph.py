"""Segments that build on each other: no circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

type Graph = Mapping[str, Collection[str]]
"""Every segment with the segments that it uses."""


def circle(graph: Graph, start: str) -> list[str]:
    """The shortest way from a segment over what it uses back to itself, both ends included; empty when there is none.

    >>> circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}, "a")
    ['a', 'b', 'c', 'a']
    """
    came_from: dict[str, str] = {}
    waiting = [start]
    while waiting:
        at = waiting.pop(0)
        for used in sorted(graph.get(at, ())):
            if used == start:
                return _way(came_from, start, at)
            if used not in came_from:
                came_from[used] = at
                waiting.append(used)
    return []


def _way(came_from: dict[str, str], start: str, at: str) -> list[str]:
    way = [start]
    while at != start:
        way.insert(1, at)
        at = came_from[at]
    return [*way, start]
