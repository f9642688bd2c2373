"""The bar of a set: all customers as one line, divided into its groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join

from doelgroep_web.ui.figures import number, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.utils.safestring import SafeString

COLOURS = 5
"""So many groups have a colour of their own; later ones are grey, lighter and darker in turns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A group in the bar."""

    title: str
    count: int
    colour: int
    """1 for the first; 0 for the rest."""

    @property
    def look(self) -> str:
        """The class of its colour."""
        return look(self.colour)


def look(place: int) -> str:
    """The class of the colour of a place; 0 is the rest.

    >>> look(2), look(7), look(0)
    ('part-2', 'part-odd', 'part-rest')
    """
    if not place:
        return "part-rest"
    return f"part-{place}" if place <= COLOURS else ("part-odd" if place % 2 else "part-even")


def partition_bar(parts: Sequence[Part], total: int) -> SafeString:
    """The bar, with a title on each part; the table below it has the same numbers."""
    spoken = ", ".join(f"{each.title} {share(each.count, total)}" for each in parts)
    inside = format_html_join(
        "",
        '<rect class="{}" x="{}%" width="{}%" height="100%"><title>{}: {} ({})</title></rect>',
        (
            (each.look, f"{start:.3f}", f"{width:.3f}", each.title, number(each.count), share(each.count, total))
            for each, start, width in _placed(parts, total)
        ),
    )
    return format_html('<svg class="partition" role="img" aria-label="{}">{}</svg>', spoken, inside)


def _placed(parts: Sequence[Part], total: int) -> Iterator[tuple[Part, float, float]]:
    start = 0.0
    for each in parts:
        width = 100 * each.count / total if total else 0.0
        if width:
            yield each, start, width
        start += width
