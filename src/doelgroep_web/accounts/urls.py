"""Addresses of signing in and of one's own account."""

from __future__ import annotations

from django.urls import path

from doelgroep_web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.login, name="login"),
    path("sign-in/<str:token>/", views.login_by_link, name="login_by_link"),
    path("sign-out/", views.logout, name="logout"),
    path("forgotten/", views.forgotten, name="forgotten"),
    path("forgotten/<str:code>/<str:token>/", views.new_password, name="new_password"),
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("", views.account, name="account"),
]
