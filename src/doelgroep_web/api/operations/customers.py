"""One customer: the segments that he is in, and why or why not."""
# ruff: noqa: TC003 - ninja reads the annotations of views when the module loads

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Schema
from pydantic import Field

from doelgroep_web.accounts.roles import Right
from doelgroep_web.api.access import Bearer, KeyRequest, find, may_know_members, tests_of
from doelgroep_web.api.describing import operation
from doelgroep_web.api.schemas.customers import CustomerSegments, Why
from doelgroep_web.api.values import plain
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.privacy import require_fields

router = Router(tags=["customers"])
CUSTOMER = Bearer("customers:read", Right.FIND_CUSTOMER, Right.SEE_SEGMENTS)


class WhenAsked(Schema):
    """As of when."""

    at: Annotated[datetime | None, Field(description=_("As the last refresh before this moment recorded it."))] = None


@operation(
    router,
    "GET /customers/{path:customer}/segments",
    _("Segments of a customer"),
    _("The segments that a customer is in, and the groups of sets, as the last refresh recorded them."),
    needs=CUSTOMER,
    gives=CustomerSegments,
    fails=(409,),
)
def list_customer_segments(request: KeyRequest, customer: str, asked: Query[WhenAsked]) -> dict[str, object]:
    """Segments of a customer."""
    found = workspace().which(customer, at=asked.at, language=language())
    record(request.user, Action.CUSTOMER_SEEN, customer, what="segments", by="api")
    segments = [{"key": each.key, "name": each.title} for each in found.segments if may_know_members(request.user, each.key)]
    return {"customer": found.customer, "as_of": found.as_of, "segments": segments}


@operation(
    router,
    "GET /customers/{path:customer}/segments/{key}",
    _("Why a customer is in a segment or not"),
    _(
        "Each condition with what was found, and what would turn the answer around; of now. The reasons show values of "
        "the customer: a segment with fields that the owner of the key may not see is refused (403)."
    ),
    needs=CUSTOMER,
    gives=Why,
)
def explain_customer_segment(request: KeyRequest, customer: str, key: str) -> dict[str, Any]:
    """Why a customer is in a segment or not."""
    find(key)
    for each in tests_of(key):
        require_fields(request.user, each, workspace().catalog)
    found = workspace().segment(key).why(customer, language=language()).to_data()
    record(request.user, Action.CUSTOMER_SEEN, customer, what="why", segment=key, by="api")
    conditions = plain(found["conditions"])
    return {"customer": customer, "segment": key, "member": found["member"], "conditions": conditions, "change": found["change"]}
