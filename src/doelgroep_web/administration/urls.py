"""Addresses of the settings."""

from __future__ import annotations

from django.urls import path

from doelgroep_web.administration import key_views, people_views, views

app_name = "administration"
urlpatterns = [
    path("", views.index, name="index"),
    path("people/", people_views.people, name="people"),
    path("people/new/", people_views.new, name="new_person"),
    path("people/<int:number>/", people_views.person, name="person"),
    path("people/<int:number>/link/", people_views.link, name="link"),
    path("keys/", key_views.keys, name="keys"),
    path("keys/<int:number>/revoke/", key_views.revoke, name="revoke"),
    path("audit/", views.audit, name="audit"),
    path("audit/file/", views.audit_file, name="audit_file"),
    path("storage/", views.storage, name="storage"),
]
