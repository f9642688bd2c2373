"""What stands around every page: the menu, the search field, how fresh the data is, running tasks, language and person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from doelgroep.errors import UserError
from doelgroep_web.accounts.models import Theme, User
from doelgroep_web.accounts.roles import Right
from doelgroep_web.jobs.models import OPEN, Job
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from doelgroep.workspace import Workspace

FRAMED, PLAIN = "ui/base.html", "ui/plain.html"
LATE_AFTER = 2
"""Data is late when this many refreshes should have come and did not."""
THEME_ICONS = {Theme.SYSTEM: "device-desktop", Theme.LIGHT: "sun", Theme.DARK: "moon"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place that the menu could show: the first page of a slice."""

    slice: str
    label: str | Promise
    icon: str
    rights: frozenset[Right] = frozenset()
    """Any of them opens it; none are needed when empty."""


FIRST = (Link(slice="start", label=_("Start"), icon="home"),)
STEPS = (
    Link(slice="data", label=_("Data"), icon="database", rights=frozenset({Right.SEE_DATA})),
    Link(slice="segments", label=_("Segments"), icon="chart-pie", rights=frozenset({Right.SEE_SEGMENTS})),
)
OTHERS = (
    Link(slice="customers", label=_("Customers"), icon="users", rights=frozenset({Right.FIND_CUSTOMER})),
    Link(
        slice="administration",
        label=_("Settings"),
        icon="settings",
        rights=frozenset({Right.MANAGE_WORKSPACE, Right.MANAGE_USERS, Right.SEE_AUDIT, Right.USE_API}),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line of the menu."""

    label: str
    icon: str
    address: str
    is_current: bool
    count: int | None = None
    attention: str = ""
    """What is late or waits there; empty for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """When the segments were refreshed."""

    at: datetime
    next_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is signed in."""

    name: str
    initials: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Everything around a page. Addresses of slices that are not there are empty."""

    workspace: str
    currency: str
    first: tuple[Place, ...]
    steps: tuple[Place, ...]
    others: tuple[Place, ...]
    freshness: Freshness | None
    running: int
    person: Person | None
    theme: str
    themes: tuple[tuple[str, str, str], ...]
    """Code, name, icon."""
    language: str
    languages: tuple[tuple[str, str], ...]
    home: str
    search: str
    jobs: str
    account: str
    sign_out: str
    theme_address: str
    language_address: str
    version: str

    @property
    def layout(self) -> str:
        """The template that pages for anybody extend: with the frame for those who are signed in."""
        return FRAMED if self.person else PLAIN


def frame_context(request: HttpRequest) -> dict[str, object]:
    """The context processor: `frame`, made when a template first asks for it."""
    return {"frame": SimpleLazyObject(partial(frame_of, request))}


def frame_of(request: HttpRequest) -> Frame:
    """The frame of a page. Costs one query, for the running tasks; it holds even where the workspace can't be opened, for the page that says so."""
    user = _user(request)
    opened = _workspace()
    return Frame(
        workspace=opened.settings.name if opened else "",
        currency=opened.settings.currency if opened else "EUR",
        first=_places(FIRST, request, user),
        steps=_places(STEPS, request, user),
        others=_places(OTHERS, request, user),
        freshness=_freshness(opened) if opened and user else None,
        running=Job.objects.filter(state__in=OPEN).count() if user else 0,
        person=Person(name=user.name, initials=user.initials, role=user.get_role_display()) if user else None,
        theme=user.theme if user else Theme.SYSTEM,
        themes=tuple((each.value, str(each.label), THEME_ICONS[each]) for each in Theme),
        language=translation.get_language() or settings.LANGUAGE_CODE,
        languages=tuple((code, str(name)) for code, name in settings.LANGUAGES),
        home=address("start:index") or "/",
        search=address("start:search") if user else "",
        jobs=address("jobs:index") if user else "",
        account=address("accounts:account"),
        sign_out=address("accounts:logout"),
        theme_address=address("accounts:theme"),
        language_address=address("accounts:language"),
        version=_version(),
    )


def address(name: str) -> str:
    """The address of a page by its name; empty when its slice is not there, because a slice can be taken out."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _user(request: HttpRequest) -> User | None:
    found: object = getattr(request, "user", None)
    return found if isinstance(found, User) else None


def _places(links: tuple[Link, ...], request: HttpRequest, user: User | None) -> tuple[Place, ...]:
    if user is None:
        return ()
    here = request.resolver_match.namespaces[:1] if request.resolver_match else []
    allowed = [each for each in links if not each.rights or each.rights & user.rights]
    found = [(each, address(f"{each.slice}:index")) for each in allowed]
    return tuple(Place(label=str(link.label), icon=link.icon, address=where, is_current=here == [link.slice]) for link, where in found if where)


def _workspace() -> Workspace | None:
    try:
        return workspace()
    except UserError:
        return None


def _freshness(opened: Workspace, now: datetime | None = None) -> Freshness | None:
    records = opened.store.memberships.refreshes()
    if not records:
        return None
    at = records[-1].finished
    every = timedelta(minutes=settings.CONFIGURATION.refresh_every)
    late = bool(every) and (now or datetime.now(UTC)) > at + LATE_AFTER * every
    return Freshness(at=at, next_at=at + every if every and not late else None, is_late=late)


def _version() -> str:
    try:
        return version("doelgroep")
    except PackageNotFoundError:
        return ""
