"""Who may see and do what with data: roles, strangers, and another person's uploads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep_web.accounts.roles import Role
from doelgroep_web.data.models import Step, Upload

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from doelgroep.workspace import Workspace
    from doelgroep_web.accounts.models import User

PAGES = ("/data/", "/data/catalogue/", "/data/catalogue/customers/city/", "/data/quality/", "/data/imports/1/")
CHANGES = (
    "/data/import/",
    "/data/import/{upload}/files/",
    "/data/import/{upload}/remove/",
    "/data/import/{upload}/read/",
    "/data/import/{upload}/meaning/",
    "/data/import/{upload}/back/",
    "/data/import/{upload}/now/",
    "/data/import/{upload}/stop/",
    "/data/import/{upload}/discard/",
    "/data/imports/1/undo/",
    "/data/quality/measure/",
)
EDITS = ("/data/catalogue/customers/city/edit/", "/data/catalogue/customers/city/rename/")


@pytest.fixture
def uploaded(shop: Workspace, person: Callable[..., User]) -> Upload:
    return Upload.objects.create(user=person(Role.MARKETER, name="Owner"))


@pytest.mark.parametrize("page", PAGES)
def test_everybody_but_the_service_desk_sees_data(page: str, shop: Workspace, signed_in: Callable[..., Client], stranger: Client) -> None:
    allowed = {role: signed_in(role).get(page).status_code for role in Role}
    assert allowed == {role: 403 if role is Role.SERVICE else 200 for role in Role}
    assert stranger.get(page)["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("address", CHANGES)
def test_only_some_import(address: str, uploaded: Upload, viewer: Client, privacy_officer: Client, stranger: Client) -> None:
    where = address.format(upload=uploaded.pk)
    assert [each.post(where).status_code for each in (viewer, privacy_officer)] == [403, 403]
    assert stranger.post(where)["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("address", [each for each in CHANGES if "{upload}" in each])
def test_an_upload_is_nobody_elses(address: str, uploaded: Upload, marketer: Client, administrator: Client) -> None:
    where = address.format(upload=uploaded.pk)
    assert [each.post(where).status_code for each in (marketer, administrator)] == [404, 404]
    assert marketer.get(f"/data/import/{uploaded.pk}/").status_code == 404
    assert Upload.objects.filter(pk=uploaded.pk).exists()


@pytest.mark.parametrize("address", EDITS)
def test_only_those_who_keep_the_catalogue_change_it(address: str, shop: Workspace, viewer: Client, marketer: Client, stranger: Client) -> None:
    assert [each.post(address, {"to": "town"}).status_code for each in (viewer, marketer)] == [403, 403]
    assert stranger.post(address)["Location"].startswith("/account/sign-in/")
    assert shop.catalog.find("city") is not None


@pytest.mark.parametrize("address", ["/data/catalogue/customers/nothing/", "/data/catalogue/nothing/city/", "/data/imports/99/", "/data/import/99/"])
def test_what_is_not_there_is_not_found(address: str, shop: Workspace, marketer: Client) -> None:
    assert marketer.get(address).status_code == 404


def test_rejected_rows_are_for_those_who_see_names_and_for_who_brought_the_file(
    shop: Workspace, marketer: Client, analyst: Client, viewer: Client
) -> None:
    where = "/data/imports/1/rejected/"
    assert viewer.get(where).status_code == 403
    assert analyst.get(where).status_code == 403
    # There are none, which is said.
    assert marketer.get(where).status_code == 400
    Upload.objects.create(user=analyst.person, step=Step.DONE, import_number=1)  # type: ignore[attr-defined]  # the fixture gives clients a person
    assert analyst.get(where).status_code == 400
