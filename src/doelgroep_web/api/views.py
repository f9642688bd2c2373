"""The document and the page about the API, and what is said where there is nothing."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.http import HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from doelgroep.errors import UserError
from doelgroep_web.api.pages import reference_page
from doelgroep_web.api.problems import user_problem
from doelgroep_web.api.whole import api

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document. It tells what the program can do and nothing of this workspace."""
    return JsonResponse(api.document())


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The page about the API, made of the document."""
    return render(request, "api/reference.html", {"page": reference_page(api.document(), request.build_absolute_uri("/"))})


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    """An address where nothing is."""
    return user_problem(request, UserError("api_address_unknown"))


def answering(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """An operation's view: what it tells is kept by nobody, and a method that it does not know is refused as any problem is."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            allowed = sorted(response["Allow"].split(", "))
            response = user_problem(request, UserError("api_method_unknown", found=request.method, allowed=allowed))
            response["Allow"] = ", ".join(allowed)
        add_never_cache_headers(response)
        patch_vary_headers(response, ("Authorization", "Accept-Language"))
        return response

    return csrf_exempt(answered)
