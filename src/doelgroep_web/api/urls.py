"""Addresses of the API. All of them answer with JSON, also what is not there; the page about it is the only one for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import URLPattern, include, path, re_path

from doelgroep_web.api import views
from doelgroep_web.api.whole import api

if TYPE_CHECKING:
    from collections.abc import Iterator


def _answering() -> Iterator[URLPattern]:
    """The addresses of the operations, with answers of our own for methods that they do not know."""
    for each in api.urls[0]:
        if isinstance(each, URLPattern):
            each.callback = views.answering(each.callback)
            yield each


app_name = "api"
urlpatterns = [
    path("v1/openapi.json", views.document, name="document"),
    path("v1/docs", views.reference, name="reference"),
    path("v1/", include((list(_answering()), "v1"))),
    re_path(r"^", views.nothing),
]
