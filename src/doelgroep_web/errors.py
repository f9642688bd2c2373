"""What goes wrong, as people see it: the library's errors in the reader's language, and pages for the rest."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation

from doelgroep.errors import QueryError, UserError
from doelgroep.messages import render as rendered
from doelgroep.messages import sentence as sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from doelgroep.messages import Language

log = logging.getLogger("doelgroep.web")


def language() -> Language:
    """The language of the reader."""
    return "nl" if (translation.get_language() or "en").startswith("nl") else "en"


def sentence(error: UserError) -> str:
    """An error of the library in the reader's language; for a query, every remark on a line of its own."""
    if isinstance(error, QueryError):
        return "\n".join(rendered(each, error.text, language()) for each in error.diagnostics)
    return sentence_of(error.code, error.params, language())


class UserErrorMiddleware:
    """A `UserError` that no view has caught becomes a page (400) with its sentence; an address that only takes changes has a page too (405)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.path.startswith("/api/"):
            return response
        page = render(request, "404.html", {}, status=response.status_code)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this when a view raises."""
        if not isinstance(exception, UserError):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse({"code": exception.code, "message": sentence(exception)}, status=400)
        if getattr(request, "htmx", False):
            return render(request, "ui/problem.html", {"sentence": sentence(exception)}, status=422)
        messages.error(request, sentence(exception))
        return render(request, "400.html", {"sentence": sentence(exception)}, status=400)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that no form of ours sends."""
    return render(request, "400.html", {"sentence": ""}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Somebody without the right."""
    return render(request, "403.html", {}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing is there, or it is not for this person."""
    return render(request, "404.html", {}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A mistake of ours. The page needs nothing that could be broken too."""
    return render(None, "500.html", {"number": getattr(request, "number", "")}, status=500)
