"""Addresses of customers. The first part is a customer's key, so that no other word may stand there."""

from __future__ import annotations

from django.urls import path, register_converter

from doelgroep_web.customers import note_views, views
from doelgroep_web.customers.keys import KeyConverter

register_converter(KeyConverter, "customer")

app_name = "customers"
urlpatterns = [
    path("", views.index, name="index"),
    path("<customer:key>/", views.customer, name="customer"),
    path("<customer:key>/time-line/", views.time_line, name="time_line"),
    path("<customer:key>/why/", views.why, name="why"),
    path("<customer:key>/just-not/", views.just_not, name="just_not"),
    path("<customer:key>/value/", views.value, name="value"),
    path("<customer:key>/notes/", note_views.add, name="add_note"),
    path("<customer:key>/notes/<int:number>/delete/", note_views.delete, name="delete_note"),
]
