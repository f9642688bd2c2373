"""Addresses of jobs."""

from __future__ import annotations

from django.urls import path

from doelgroep_web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:number>/", views.job, name="job"),
    path("<int:number>/cancel/", views.cancel, name="cancel"),
]
