"""Addresses of segments."""

from __future__ import annotations

from django.urls import path

from doelgroep_web.segments import actions, export_views, segment_views, static_views, views

app_name = "segments"
urlpatterns = [
    path("", views.index, name="index"),
    path("bulk/", actions.bulk, name="bulk"),
    path("refresh/", actions.refresh, name="refresh"),
    path("from-file/", static_views.static, name="static"),
    path("exports/", export_views.exports, name="exports"),
    path("exports/<int:number>/", export_views.export, name="export"),
    path("exports/<int:number>/file/", export_views.fetch, name="fetch"),
    path("<slug:key>/", segment_views.overview, name="segment"),
    path("<slug:key>/chart/", segment_views.chart, name="chart"),
    path("<slug:key>/members/", segment_views.members, name="members"),
    path("<slug:key>/export/", export_views.ask, name="ask_export"),
    path("<slug:key>/definition/", segment_views.definition, name="definition"),
    path("<slug:key>/definition/restore/", actions.restore, name="restore"),
    path("<slug:key>/used-by/", segment_views.used_by, name="used_by"),
    path("<slug:key>/refreshes/", segment_views.refreshes, name="refreshes"),
    path("<slug:key>/about/", actions.about, name="about"),
    path("<slug:key>/state/", actions.state, name="state"),
    path("<slug:key>/delete/", actions.delete, name="delete"),
]
