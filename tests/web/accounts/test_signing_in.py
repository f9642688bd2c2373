"""Signing in: with a password, by a link, slowly when guessing, and back to where one wanted to be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import mail

from doelgroep_web.accounts.links import make_link
from doelgroep_web.accounts.models import LoginFailure, User
from doelgroep_web.accounts.roles import Role
from doelgroep_web.audit.models import Action, Entry
from tests.web.conftest import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from django.test import Client
    from pytest_django.fixtures import Settings

LOGIN = "/account/sign-in/"


def _fenna(person: Callable[..., User]) -> User:
    user = person(Role.MARKETER, "Fenna")
    user.set_password(PASSWORD)
    user.save()
    return user


def test_the_right_password_signs_in_and_goes_where_one_wanted_to_be(stranger: Client, person: Callable[..., User]) -> None:
    _fenna(person)
    answer = stranger.post(LOGIN, {"email": "FENNA@example.com", "password": PASSWORD, "next": "/segments/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/segments/"
    assert Entry.objects.get().action == Action.SIGNED_IN


def test_nobody_is_sent_to_another_site(stranger: Client, person: Callable[..., User]) -> None:
    _fenna(person)
    answer = stranger.post(LOGIN, {"email": "fenna@example.com", "password": PASSWORD, "next": "https://elsewhere.example.org/"})
    assert answer["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_read_the_same(stranger: Client, person: Callable[..., User]) -> None:
    _fenna(person)
    wrong = stranger.post(LOGIN, {"email": "fenna@example.com", "password": "x"}).content.decode()
    unknown = stranger.post(LOGIN, {"email": "nobody@example.com", "password": "x"}).content.decode()
    assert "do not belong together" in wrong
    assert "do not belong together" in unknown


def test_after_five_failures_the_right_password_has_to_wait(stranger: Client, person: Callable[..., User]) -> None:
    _fenna(person)
    for _ in range(5):
        stranger.post(LOGIN, {"email": "fenna@example.com", "password": "guess"})
    assert "Too many attempts" in stranger.post(LOGIN, {"email": "fenna@example.com", "password": PASSWORD}).content.decode()
    LoginFailure.objects.update(at=LoginFailure.objects.latest("at").at - timedelta(minutes=20))
    assert stranger.post(LOGIN, {"email": "fenna@example.com", "password": PASSWORD}).status_code == 302


def test_somebody_who_left_can_not_sign_in(stranger: Client, person: Callable[..., User]) -> None:
    user = _fenna(person)
    user.is_active = False
    user.save()
    assert stranger.post(LOGIN, {"email": "fenna@example.com", "password": PASSWORD}).status_code == 422


def test_a_link_signs_in_once_and_only_when_the_button_is_pressed(stranger: Client, person: Callable[..., User]) -> None:
    token = make_link(person(Role.MARKETER, "Fenna"))
    assert stranger.get(f"{LOGIN}{token}/").status_code == 200
    assert stranger.get(f"{LOGIN}{token}/").status_code == 200
    assert stranger.post(f"{LOGIN}{token}/").status_code == 302
    assert stranger.get(f"{LOGIN}{token}/").status_code == 410
    stranger.logout()
    assert stranger.post(f"{LOGIN}{token}/").status_code == 410


def test_a_link_that_is_too_old_signs_nobody_in(stranger: Client, person: Callable[..., User]) -> None:
    token = make_link(person(Role.MARKETER, "Fenna"), life=timedelta(seconds=-1))
    assert stranger.post(f"{LOGIN}{token}/").status_code == 410


def test_a_forgotten_password_is_chosen_anew_with_the_mail(
    stranger: Client, person: Callable[..., User], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CONFIGURATION = replace(settings.CONFIGURATION, mail="smtp://localhost")
    monkeypatch.setattr("doelgroep_web.accounts.passwords.threading.Thread.start", lambda thread: thread.run())
    _fenna(person)
    stranger.post("/account/forgotten/", {"email": "fenna@example.com"})
    place = next(word for word in mail.outbox[0].body.split() if "/account/forgotten/" in word).partition("//")[2].partition("/")[2]
    assert "too common" in stranger.post(f"/{place}", {"password": "password123"}).content.decode()
    assert stranger.post(f"/{place}", {"password": "een heel ander geheim"}).status_code == 302
    assert stranger.get(f"/{place}").status_code == 410
    assert User.objects.get().check_password("een heel ander geheim")


def test_asking_for_an_unknown_address_reads_the_same_and_sends_nothing(stranger: Client, settings: Settings, db: None) -> None:
    settings.CONFIGURATION = replace(settings.CONFIGURATION, mail="smtp://localhost")
    assert stranger.post("/account/forgotten/", {"email": "nobody@example.com"}).status_code == 200
    assert mail.outbox == []


def test_pages_need_somebody_who_is_signed_in(stranger: Client) -> None:
    answer = stranger.get("/account/")
    assert answer.status_code == 302
    assert answer["Location"] == "/account/sign-in/?next=/account/"


def test_the_language_is_remembered_with_the_person(marketer: Client) -> None:
    marketer.post("/account/language/", {"language": "nl"})
    assert 'lang="nl"' in marketer.get("/account/").content.decode()
    marketer.post("/account/language/", {"language": "xx"})
    assert 'lang="nl"' in marketer.get("/account/").content.decode()
