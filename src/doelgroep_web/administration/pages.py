"""What the settings show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from doelgroep_web.accounts.models import ApiKey, User
    from doelgroep_web.administration.forms import KeyForm, PersonForm, WorkspaceForm
    from doelgroep_web.administration.tabs import Tab
    from doelgroep_web.ui.paging import Pages


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspacePage:
    """The workspace."""

    tabs: tuple[Tab, ...]
    form: WorkspaceForm
    path: str
    serving: tuple[tuple[str, str], ...]
    """How it is served: what and how. Changed in `doelgroep.yaml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """Everybody who can sign in, and who could."""

    tabs: tuple[Tab, ...]
    people: tuple[User, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One person."""

    tabs: tuple[Tab, ...]
    form: PersonForm
    person: User | None
    link: str
    """A link that was just made; empty otherwise."""
    roles: tuple[tuple[str, str], ...]
    """Each role with what it may, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysPage:
    """One's own API keys; an administrator sees all."""

    tabs: tuple[Tab, ...]
    keys: tuple[ApiKey, ...]
    form: KeyForm
    made: str
    """The key that was just made, shown this once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """An entry of the audit log."""

    at: datetime
    person: str
    action: str
    subject: str
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """The audit log."""

    tabs: tuple[Tab, ...]
    lines: tuple[AuditLine, ...]
    pages: Pages
    people: tuple[tuple[str, str], ...]
    actions: tuple[tuple[str, str], ...]
    person: str
    action: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the workspace's folder."""

    name: str
    what: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoragePage:
    """What the workspace takes."""

    tabs: tuple[Tab, ...]
    parts: tuple[Part, ...]
    total: int
    free: int
    path: str
