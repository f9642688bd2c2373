"""Requests as views see them, and the decorator that stands before every view that needs a right."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from doelgroep_web.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase
    from django_htmx.middleware import HtmxDetails

    from doelgroep_web.accounts.roles import Right


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User
    htmx: HtmxDetails


def requires[**P](
    *rights: Right,
) -> Callable[[Callable[Concatenate[SignedInRequest, P], HttpResponseBase]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Let only those to a view who are signed in and have any of the rights; with no right named, everybody who is signed in.

    Nobody is sent to the page for signing in; somebody without the right gets the page that says so (403). What is shown is not kept by browsers or
    proxies.
    """

    def decorated(view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return _to_login(request)
            if rights and not any(request.user.has_right(each) for each in rights):
                raise PermissionDenied
            response = view(cast("SignedInRequest", request), *args, **kwargs)
            add_never_cache_headers(response)
            return response

        guarded.rights = rights  # type: ignore[attr-defined]  # read by the test that walks all addresses
        return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", guarded)

    return decorated


def _to_login(request: HttpRequest) -> HttpResponse:
    """A fragment can't show a page: the browser is told to go there."""
    redirect = redirect_to_login(request.get_full_path())
    return HttpResponseClientRedirect(redirect["Location"]) if getattr(request, "htmx", False) else redirect
