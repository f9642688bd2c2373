"""Queries that are not stored: judged and counted; and exact counts of stored ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _
from ninja import Router

from doelgroep.errors import QueryError
from doelgroep.workspace import references
from doelgroep_web.api.access import KeyRequest, asked_query, find
from doelgroep_web.api.describing import operation
from doelgroep_web.api.operations.segments import READ
from doelgroep_web.api.problems import told
from doelgroep_web.api.schemas.segments import Counted, Judged, QueryGiven
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.privacy import refused_fields, require_fields

if TYPE_CHECKING:
    from doelgroep.segment import Segment

router = Router(tags=["queries"])


@operation(
    router,
    "POST /queries/validate",
    _("Judge a query"),
    _("Every error and warning with its place and what mends it, and whom the query finds in words. Nothing is counted or stored."),
    needs=READ,
    gives=Judged,
    fails=(413,),
)
def validate_query(request: KeyRequest, asked: QueryGiven) -> dict[str, object]:
    """Judge a query."""
    ws = workspace()
    try:
        found = asked_query(asked.query, asked.dialect)
    except QueryError as error:
        return {
            "valid": False,
            "reading": "",
            "diagnostics": [told(each, error.text) for each in error.diagnostics],
            "refused_fields": [],
            "uses": [],
        }
    return {
        "valid": True,
        "reading": found.explain(language()),
        "diagnostics": [told(each, found.query) for each in found.warnings],
        "refused_fields": refused_fields(request.user, found.test, ws.catalog),
        "uses": sorted(references(found.query, ws.catalog)),
    }


@operation(router, "POST /queries/count", _("Count a query"), _("The exact number of customers of now."), needs=READ, gives=Counted, fails=(413,))
def count_query(request: KeyRequest, asked: QueryGiven) -> dict[str, int]:
    """Count a query."""
    found = asked_query(asked.query, asked.dialect)
    require_fields(request.user, found.test, workspace().catalog)
    return _counted(found)


@operation(
    router,
    "GET /segments/{key}/count",
    _("Count a segment"),
    _("The exact number of now, which may differ from the size that the last refresh found."),
    needs=READ,
    gives=Counted,
)
def count_segment(request: KeyRequest, key: str) -> dict[str, int]:
    """Count a segment."""
    find(key)
    return _counted(workspace().segment(key))


def _counted(found: Segment) -> dict[str, int]:
    """Counted on the arrays where they are warm, which the library knows, else by SQL."""
    size = found.size()
    return {"count": size.count, "total": size.total}
