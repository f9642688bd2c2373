"""How many members of a segment may be addressed, by channel: those whose consent is recorded. Kept in memory until the next refresh."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
from pyroaring import BitMap

from doelgroep.catalog import FieldType, Role
from doelgroep.refresh.trends import last_refresh
from doelgroep_web.errors import language
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doelgroep.catalog import Field
    from doelgroep_web.segments.access import Known

_lock = threading.Lock()
_kept: dict[tuple[str, int], Mapping[str, BitMap]] = {}


def reach(known: Known) -> Sequence[tuple[str, int]]:
    """For each consent of the catalogue its title, and how many members gave it; empty when the segment was never refreshed."""
    opened = workspace()
    if known.stored.id not in opened.store.memberships.present_sizes():
        return ()
    members, given = opened.store.memberships.members(known.stored.id), agreed()
    return [(each.title(language()), members.intersection_cardinality(given[each.name])) for each in consents()]


def consents() -> list[Field]:
    """The fields that hold a consent as yes or no."""
    return [each for each in workspace().catalog.fields if each.role is Role.CONSENT and each.type is FieldType.BOOLEAN]


def agreed() -> Mapping[str, BitMap]:
    """Who gave each consent: one scan for all segments between two refreshes."""
    opened = workspace()
    last = last_refresh(opened)
    mark = (str(opened.path), last.id if last else 0)
    with _lock:
        if mark not in _kept:
            _kept.clear()
            _kept[mark] = {each.name: _who(each) for each in consents()}
        return _kept[mark]


def _who(field: Field) -> BitMap:
    opened = workspace()
    quoted = '"' + field.name.replace('"', '""') + '"'
    with opened.store.reading() as cursor:
        found = cursor.sql(f"SELECT _customer FROM customers WHERE {quoted}").to_arrow_table().column(0).to_numpy()  # noqa: S608 - the name is quoted
    return BitMap(found.astype(np.uint32))
