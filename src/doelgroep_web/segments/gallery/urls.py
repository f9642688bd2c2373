"""Addresses of the gallery."""

from __future__ import annotations

from django.urls import path

from doelgroep_web.segments.gallery import views

app_name = "gallery"
urlpatterns = [
    path("", views.index, name="index"),
    path("sizes/", views.sizes, name="sizes"),
    path("<slug:key>/", views.template, name="template"),
    path("<slug:key>/preview/", views.preview, name="preview"),
    path("<slug:key>/make/", views.make, name="make"),
]
