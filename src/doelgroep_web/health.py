"""Two addresses for those who watch the server: is the process alive, and can it answer people?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.http import HttpResponse, JsonResponse

from doelgroep.errors import UserError
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


class HealthMiddleware:
    """Answers `/health` and `/ready` before anything else, without a session and for any host name; nothing is told but yes or no."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        match request.path:
            case "/health":
                return JsonResponse({"alive": True})
            case "/ready":
                found = {"database": _database_answers(), "workspace": _workspace_is_open()}
                return JsonResponse(found, status=200 if all(found.values()) else 503)
            case _:
                return self.get_response(request)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001 - whatever it is, people can't be answered
        return False
    return True


def _workspace_is_open() -> bool:
    try:
        workspace()
    except (UserError, OSError):
        return False
    return True
