"""What a query may name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _
from ninja import Router

from doelgroep.catalog import Label
from doelgroep_web.accounts.roles import Right
from doelgroep_web.api.access import Bearer, KeyRequest
from doelgroep_web.api.describing import operation
from doelgroep_web.api.schemas.catalogue import Catalogue
from doelgroep_web.api.telling import label
from doelgroep_web.place import workspace
from doelgroep_web.privacy import may_see

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doelgroep.catalog import Catalog, Field
    from doelgroep_web.accounts.models import User

router = Router(tags=["catalogue"])
SEE = Bearer("catalog:read", Right.SEE_DATA)


@operation(
    router,
    "GET /catalogue",
    _("Read the catalogue"),
    _("The fields of customers, activities and lookups: type, labels, role, privacy, and whether the owner of the key may use them."),
    needs=SEE,
    gives=Catalogue,
)
def get_catalogue(request: KeyRequest) -> dict[str, object]:
    """Read the catalogue."""
    ws = workspace()
    catalog = ws.catalog
    return {
        "name": ws.settings.name,
        "entity": catalog.entity,
        "key": catalog.key,
        "zone": ws.settings.zone.key,
        "currency": ws.settings.currency,
        "tables": list(_tables(request.user, catalog)),
    }


def _tables(user: User, catalog: Catalog) -> Iterator[dict[str, object]]:
    yield _table(user, "customers", "customers", Label("Customers", "Klanten"), None, catalog.customer_fields())
    for activity in catalog.activities:
        yield _table(user, activity.name, "activity", activity.label, activity.time, activity.fields)
    for lookup in catalog.lookups:
        yield _table(user, f"lookup:{lookup.name}", "lookup", lookup.label, None, lookup.fields)


def _table(user: User, name: str, kind: str, title: Label, time: str | None, fields: Iterable[Field]) -> dict[str, object]:
    return {"name": name, "kind": kind, "label": label(title), "time": time, "fields": [_field(user, each) for each in fields]}


def _field(user: User, field: Field) -> dict[str, object]:
    return {
        "name": field.name,
        "type": field.type.value,
        "scale": field.scale,
        "label": label(field.label),
        "description": label(field.description),
        "base": field.base,
        "role": field.role,
        "privacy": field.privacy.value,
        "allowed": may_see(user, field),
        "values": list(field.values),
        "expression": field.expression,
    }
