"""Roles and what each may. A role is a set of rights; a view asks for a right, never for a role."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping


class Right(StrEnum):
    """Something that a person may do."""

    SEE_SEGMENTS = auto()
    """Names, sizes, definitions and history of segments; no persons."""
    EDIT_SEGMENTS = auto()
    """Make, change, publish, archive and delete them."""
    SEE_MEMBERS = auto()
    """Lists of customers."""
    EXPORT_MEMBERS = auto()
    FIND_CUSTOMER = auto()
    """Search for one customer and open his page."""
    SEE_DIRECT = auto()
    """Fields that name a person, such as name and e-mail address; also in conditions and exports."""
    SEE_SPECIAL = auto()
    """Special categories of personal data; also in conditions and exports."""
    SEE_DATA = auto()
    """Sources, catalogue and quality."""
    IMPORT_DATA = auto()
    EDIT_CATALOG = auto()
    REFRESH = auto()
    USE_API = auto()
    """Make API keys for oneself."""
    SEE_AUDIT = auto()
    MANAGE_USERS = auto()
    MANAGE_WORKSPACE = auto()


class Role(TextChoices):
    """What somebody is in this workspace."""

    VIEWER = "viewer", _("Viewer")
    SERVICE = "service", _("Service desk")
    MARKETER = "marketer", _("Marketer")
    ANALYST = "analyst", _("Analyst")
    PRIVACY = "privacy", _("Privacy officer")
    ADMINISTRATOR = "administrator", _("Administrator")


_LOOK = {Right.SEE_SEGMENTS, Right.SEE_DATA}
_WORK = _LOOK | {Right.EDIT_SEGMENTS, Right.SEE_MEMBERS, Right.EXPORT_MEMBERS, Right.FIND_CUSTOMER, Right.IMPORT_DATA, Right.REFRESH}
RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset(_LOOK),
    Role.SERVICE: frozenset({Right.FIND_CUSTOMER, Right.SEE_DIRECT}),
    Role.MARKETER: frozenset(_WORK | {Right.SEE_DIRECT}),
    Role.ANALYST: frozenset(_WORK | {Right.EDIT_CATALOG, Right.USE_API}),
    Role.PRIVACY: frozenset(_LOOK | {Right.SEE_MEMBERS, Right.FIND_CUSTOMER, Right.SEE_DIRECT, Right.SEE_SPECIAL, Right.SEE_AUDIT}),
    Role.ADMINISTRATOR: frozenset(
        _WORK | {Right.SEE_DIRECT, Right.EDIT_CATALOG, Right.USE_API, Right.SEE_AUDIT, Right.MANAGE_USERS, Right.MANAGE_WORKSPACE}
    ),
}
"""Nobody but the privacy officer sees special categories by his role; others get it one by one, which the audit log holds."""
