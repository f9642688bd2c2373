"""Each person gets the pages in his own language, and moments as the clock of the workspace showed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone, translation

from doelgroep.errors import UserError
from doelgroep_web.accounts.models import User
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class PersonMiddleware:
    """The language that a person chose goes before that of the browser and the cookie; the zone is the workspace's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if isinstance(request.user, User) and request.user.language and request.user.language != translation.get_language():
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        try:
            timezone.activate(workspace().settings.zone)
        except UserError:
            timezone.deactivate()
        return self.get_response(request)
