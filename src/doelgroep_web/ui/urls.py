"""The addresses of the page of components; they answer only where `development` is on."""

from __future__ import annotations

from django.urls import path

from doelgroep_web.ui import views

app_name = "ui"
urlpatterns = [
    path("components/", views.components, name="components"),
    path("components/complete/", views.complete, name="complete"),
    path("components/check/", views.check, name="check"),
    path("components/options/", views.options, name="options"),
    path("components/count/", views.count, name="count"),
]
