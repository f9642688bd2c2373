"""Segments as they were: the definitions that a refresh evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.refresh.meaning import Reader
from doelgroep.store.segment_sets import tracked, tracked_at

if TYPE_CHECKING:
    from datetime import datetime

    from doelgroep.catalog import Catalog
    from doelgroep.model.node import Test
    from doelgroep.store.definitions import Definitions, StoredSegment
    from doelgroep.store.memberships.memberships import Memberships
    from doelgroep.store.memberships.values import RefreshRecord


def record_at(memberships: Memberships, at: datetime | None) -> RefreshRecord | None:
    """The refresh whose state answers questions about a moment; None before the first one."""
    records = memberships.refreshes()
    return next((each for each in reversed(records) if at is None or each.as_of <= at), None)


def meaning_then(definitions: Definitions, catalog: Catalog, zone: str, segment: StoredSegment, record: RefreshRecord) -> Test | None:
    """What a segment meant when a refresh evaluated it, in the catalogue of today; None when that can't be told any more."""
    stored = [tracked_at(definitions, each, record.started) for each in tracked(definitions)]
    try:
        return Reader([each for each in stored if each is not None], catalog, zone).meaning(segment.key)
    except UserError:
        return None
