"""Addresses of segment sets."""

from __future__ import annotations

from django.urls import path

from doelgroep_web.segments.sets import views

app_name = "sets"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<slug:key>/", views.overview, name="set"),
    path("<slug:key>/edit/", views.edit, name="edit"),
    path("<slug:key>/versions/", views.versions, name="versions"),
    path("<slug:key>/versions/restore/", views.restore, name="restore"),
    path("<slug:key>/delete/", views.delete, name="delete"),
]
