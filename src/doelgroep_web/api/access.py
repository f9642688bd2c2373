"""Who may do what: the key of a request, what it was allowed, and what its owner may."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from doelgroep.errors import UserError
from doelgroep.model.resolve import understand
from doelgroep.segment import Segment
from doelgroep_web.accounts.models import ApiKey, User
from doelgroep_web.accounts.roles import Right
from doelgroep_web.administration.keys import BEGINNING, find_key
from doelgroep_web.api import limits
from doelgroep_web.place import workspace
from doelgroep_web.privacy import require_members
from doelgroep_web.segments.access import Known
from doelgroep_web.segments.models import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep.model.node import Test

NOTED_EVERY = timedelta(minutes=1)


class KeyRequest(HttpRequest):
    """A request with a good key. `user` is the key's owner."""

    user: User
    auth: ApiKey


class TooManyError(UserError):
    """More requests than a key may send."""

    def __init__(self, seconds: int) -> None:
        super().__init__("api_too_many", limit=limits.requests.per_minute, seconds=seconds)
        self.seconds = seconds


class Bearer(HttpBearer):
    """Lets a request through whose key was allowed a scope, and whose owner has the rights for it. There are no other ways in: no cookies."""

    openapi_bearerFormat = "dg_…"  # noqa: N815 - the name of the OpenAPI standard
    openapi_description = "A key of the app: Settings, API keys."

    def __init__(self, scope: str, *rights: Right) -> None:
        super().__init__()
        self.scope = scope
        """Empty where any key will do."""
        self.rights = rights
        """All of them are needed."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey:
        """The key, or the reason why not.

        Raises:
            UserError: `api_key_unknown`, `api_too_many`, `api_scope_missing`, `api_owner_may_not`.
        """
        key = find_key(token) if token.startswith(BEGINNING) else None
        if key is None:
            raise UserError("api_key_unknown")
        seconds = limits.requests.wait(key.pk)
        if seconds:
            raise TooManyError(seconds)
        _note_use(key)
        request.user = key.user
        self._require(key)
        return key

    def _require(self, key: ApiKey) -> None:
        if self.scope and self.scope not in key.scopes:
            raise UserError("api_scope_missing", needed=self.scope, found=key.scopes)
        if not all(key.user.has_right(each) for each in (Right.USE_API, *self.rights)):
            raise UserError("api_owner_may_not")


def _note_use(key: ApiKey) -> None:
    """Remember when a key was used, once a minute at most: many requests at once write nothing."""
    now = timezone.now()
    if key.last_used is None or key.last_used < now - NOTED_EVERY:
        unnoted = Q(last_used=None) | Q(last_used__lt=now - NOTED_EVERY)
        ApiKey.objects.filter(unnoted, pk=key.pk).update(last_used=now)


def find(key: str) -> Known:
    """A segment with its card.

    Raises:
        UserError: there is no such segment; names the nearest.
    """
    stored = workspace().definitions.get(key)
    return Known(stored=stored, card=Card.objects.select_related("owner").filter(segment=stored.id).first())


def asked_query(text: str, dialect: str = "doelgroep") -> Segment:
    """What a query text means; a single word is not taken for the key of a segment.

    Raises:
        QueryError: every error in the text.
    """
    ws = workspace()
    found = understand(text, ws.catalog, segments=ws.definitions.keys(), dialect=dialect)
    return Segment(workspace=ws, query=text, test=found.test, warnings=found.warnings)


def may_know_members(user: User, key: str) -> bool:
    """Whether somebody may know who is in a segment: of those that special categories decide, not everybody may."""
    try:
        require_members(user, key)
    except UserError:
        return False
    return True


def tests_of(key: str) -> Sequence[Test]:
    """What a segment asks, with what the segments ask on which it builds: a reason shows all of it."""
    ws = workspace()
    found: dict[str, Test] = {}
    waiting = [key]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found[each] = ws.segment(each).test
            waiting.extend(ws.definitions.uses(each))
    return tuple(found.values())
