"""Addresses of the first page and of searching."""

from __future__ import annotations

from django.urls import path

from doelgroep_web.start import views

app_name = "start"
urlpatterns = [
    path("", views.index, name="index"),
    path("search/", views.search, name="search"),
]
