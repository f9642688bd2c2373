"""Charts of a segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from doelgroep.chart import size_chart
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.segments.segment_pages import SHOWN_DAYS, history

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from doelgroep_web.segments.access import Known


def size_definition(known: Known) -> Mapping[str, object]:
    """The size over 90 days: the last refresh of each day, with all who came and went on it, and the days of new definitions.

    404 for a segment that was never refreshed.
    """
    zone = workspace().settings.zone
    days: dict[object, tuple[datetime, int, int, int]] = {}
    versions: list[tuple[datetime, str]] = []
    before = None
    for each in history(known, SHOWN_DAYS):
        if each.size is None:
            continue
        if before is not None and each.version != before:
            versions.append((each.as_of, f"v{each.version}"))
        before = each.version
        _, _, joined, left = days.get(each.as_of.astimezone(zone).date(), (each.as_of, 0, 0, 0))
        days[each.as_of.astimezone(zone).date()] = (each.as_of, each.size, joined + each.joined, left + each.left)
    if not days:
        raise Http404
    definition: Mapping[str, object] = size_chart(list(days.values()), versions, language()).to_dict()
    return definition
