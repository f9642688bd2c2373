"""Addresses of the editor."""

from __future__ import annotations

from django.urls import path

from doelgroep_web.segments.editor import dialogs, views

app_name = "editor"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("help/", dialogs.rules, name="rules"),
    path("of/<slug:key>/", views.edit, name="edit"),
    path("<int:number>/", views.draft, name="draft"),
    path("<int:number>/text/", views.text, name="text"),
    path("<int:number>/result/", views.result, name="result"),
    path("<int:number>/examples/", views.examples, name="examples"),
    path("<int:number>/values/", views.values, name="values"),
    path("<int:number>/complete/", views.complete, name="complete"),
    path("<int:number>/check/", views.check, name="check"),
    path("<int:number>/choose/", dialogs.choose, name="choose"),
    path("<int:number>/why/", dialogs.why, name="why"),
    path("<int:number>/versions/", dialogs.versions, name="versions"),
    path("<int:number>/customers/", dialogs.customers, name="customers"),
    path("<int:number>/publish/", dialogs.publish, name="publish"),
    path("<int:number>/discard/", views.discard, name="discard"),
]
