"""The parts of the settings that a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from doelgroep_web.accounts.roles import Right

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from doelgroep_web.accounts.models import User

PARTS: tuple[tuple[str, _StrPromise, Right], ...] = (
    ("index", _("Workspace"), Right.MANAGE_WORKSPACE),
    ("people", _("People"), Right.MANAGE_USERS),
    ("keys", _("API keys"), Right.USE_API),
    ("audit", _("Audit log"), Right.SEE_AUDIT),
    ("storage", _("Storage"), Right.MANAGE_WORKSPACE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A part of the settings."""

    title: str
    address: str
    is_current: bool


def tabs_of(user: User, current: str) -> tuple[Tab, ...]:
    """The tabs that somebody sees."""
    return tuple(
        Tab(title=str(title), address=reverse(f"administration:{name}"), is_current=name == current)
        for name, title, right in PARTS
        if user.has_right(right)
    )


def first_address(user: User) -> str:
    """The first part that somebody may see; empty when there is none."""
    found = tabs_of(user, "")
    return found[0].address if found else ""
