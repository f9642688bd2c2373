"""Template tags of segment sets: `{% load sets %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from doelgroep_web.segments.sets.drawing import look

if TYPE_CHECKING:
    from doelgroep_web.segments.sets.counting import GroupLine, Partition

register = template.Library()


@register.simple_tag
def part_look(group: GroupLine) -> str:
    """The class of the colour of a group, as in the bar."""
    return look(group.place if group.key else 0)


@register.simple_tag
def part_at(partition: Partition | None, place: int) -> GroupLine | None:
    """The group at a place, counted from 0; None when nothing is counted."""
    return None if partition is None else partition.groups[place]


@register.simple_tag
def focus_id(button: str, place: int) -> str:
    """The id of a button of the order."""
    return f"{button}-{place}"
