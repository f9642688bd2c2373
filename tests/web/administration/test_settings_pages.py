"""Settings: who may change what, and what is never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep_web.accounts.models import ApiKey, User
from doelgroep_web.accounts.roles import Role
from doelgroep_web.administration.keys import find_key
from doelgroep_web.audit.models import Action, Entry
from doelgroep_web.audit.record import record

if TYPE_CHECKING:
    from django.test import Client

    from doelgroep.workspace import Workspace

PAGES = ("", "people/", "people/new/", "keys/", "audit/", "audit/file/", "storage/")


@pytest.mark.parametrize("page", PAGES)
def test_an_administrator_sees_every_part(shop: Workspace, administrator: Client, page: str) -> None:
    assert administrator.get(f"/settings/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_viewer_and_a_stranger_see_none(shop: Workspace, viewer: Client, stranger: Client, page: str) -> None:
    assert viewer.get(f"/settings/{page}").status_code == 403
    assert stranger.get(f"/settings/{page}").status_code == 302


def test_the_privacy_officer_sees_the_audit_log_and_nothing_else(shop: Workspace, privacy_officer: Client) -> None:
    assert privacy_officer.get("/settings/")["Location"] == "/settings/audit/"
    assert privacy_officer.get("/settings/audit/").status_code == 200
    assert privacy_officer.get("/settings/people/").status_code == 403


def test_the_workspace_gets_another_name_and_keeps_its_time_zone(shop: Workspace, administrator: Client) -> None:
    before = shop.settings
    administrator.post("/settings/", {"name": "Zeepstraat", "currency": "EUR", "country": "nl", "timezone": "Asia/Tokyo"})
    try:
        assert (shop.settings.name, shop.settings.country, shop.settings.zone) == ("Zeepstraat", "NL", before.zone)
    finally:
        administrator.post("/settings/", {"name": before.name, "currency": before.currency, "country": before.country})


def test_a_country_that_is_none_changes_nothing(shop: Workspace, administrator: Client) -> None:
    before = shop.settings
    answer = administrator.post("/settings/", {"name": "Other", "currency": "EUR", "country": "QQ"})
    assert answer.status_code == 422
    assert shop.settings == before


def test_somebody_new_gets_a_link_that_works_once(shop: Workspace, administrator: Client, stranger: Client) -> None:
    answer = administrator.post("/settings/people/new/", {"name": "Noor", "email": "Noor@Example.com", "role": Role.MARKETER, "is_active": "on"})
    link = answer.context["page"].link
    assert User.objects.get(email="noor@example.com").role == Role.MARKETER
    assert stranger.post(link.partition("testserver")[2]).status_code == 302
    assert {each.action for each in Entry.objects.all()} == {Action.USER_CHANGED, Action.LINK_MADE, Action.SIGNED_IN}


def test_the_last_administrator_stays_one(shop: Workspace, administrator: Client) -> None:
    me = User.objects.get(role=Role.ADMINISTRATOR)
    answer = administrator.post(f"/settings/people/{me.pk}/", {"name": me.name, "email": me.email, "role": Role.VIEWER, "is_active": "on"})
    assert answer.status_code == 422
    assert User.objects.get(pk=me.pk).role == Role.ADMINISTRATOR


def test_two_people_do_not_share_an_address(shop: Workspace, administrator: Client, viewer: Client) -> None:
    answer = administrator.post("/settings/people/new/", {"name": "X", "email": "VIEWER@example.com", "role": Role.VIEWER, "is_active": "on"})
    assert answer.status_code == 422


def test_a_key_is_shown_once_kept_as_a_hash_and_can_be_revoked(shop: Workspace, analyst: Client) -> None:
    made = analyst.post("/settings/keys/", {"name": "nightly", "scopes": ["segments:read"], "days": 30}).context["page"].made
    key = find_key(made)
    assert key is not None
    assert key.scopes == ["segments:read"]
    assert made.encode() not in analyst.get("/settings/keys/").content
    assert made.rpartition("_")[2] not in str(list(ApiKey.objects.values()))
    analyst.post(f"/settings/keys/{key.pk}/revoke/")
    assert find_key(made) is None


def test_nobody_revokes_the_key_of_somebody_else(shop: Workspace, analyst: Client, administrator: Client, marketer: Client) -> None:
    administrator.post("/settings/keys/", {"name": "mine", "scopes": ["segments:read"], "days": 30})
    number = ApiKey.objects.get().pk
    assert analyst.post(f"/settings/keys/{number}/revoke/").status_code == 404
    assert marketer.post(f"/settings/keys/{number}/revoke/").status_code == 403
    assert ApiKey.objects.get().revoked is None


def test_the_log_is_filtered_and_harmless_in_a_spreadsheet(shop: Workspace, administrator: Client) -> None:
    record(None, Action.SEGMENT_CHANGED, "=cmd()")
    record(None, Action.SIGNED_OUT, "other")
    page = administrator.get("/settings/audit/?action=segment_changed").context["page"]
    assert [each.subject for each in page.lines] == ["=cmd()"]
    text = b"".join(administrator.get("/settings/audit/file/?q=cmd").streaming_content).decode()  # type: ignore[attr-defined]  # a response in pieces
    assert "'=cmd()" in text
    assert "other" not in text
