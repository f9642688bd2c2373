"""Special categories of personal data: not seen, not used in conditions and not told by memberships, but to who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.catalog import Privacy
from doelgroep.describing import describe
from doelgroep.store.source import FieldWish
from doelgroep.workspace import define, signature
from doelgroep_web.accounts.roles import Role
from doelgroep_web.segments.models import Export

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from doelgroep.workspace import Workspace
    from doelgroep_web.jobs.models import Job


@pytest.fixture
def clinic(shop: Workspace) -> Iterator[Workspace]:
    """The shop, in which `gender` is a special category; a segment asks for it, and another builds on that."""
    describe(shop, "customers", "gender", FieldWish(privacy=Privacy.SPECIAL))
    made = {
        "secret": define("gender = 'female' OR gender = 'vrouw' OR gender IS NOT NULL"),
        "outer": define("IN SEGMENT 'secret' AND city IS NOT NULL"),
    }
    shop.definitions.put(made, signature(author="Test"))
    shop.refresh(["secret", "outer"])
    yield shop
    shop.definitions.remove(["outer", "secret"], signature(author="Test"))
    describe(shop, "customers", "gender", FieldWish(privacy=Privacy.NONE))


@pytest.mark.parametrize("key", ["secret", "outer"])
def test_a_membership_tells_nobody_who_may_not_see_it(clinic: Workspace, marketer: Client, key: str) -> None:
    assert marketer.get(f"/segments/{key}/members/").status_code == 400
    assert marketer.post(f"/segments/{key}/export/", {"columns": ["customer_id"], "file_format": "csv"}).status_code == 400
    assert not Export.objects.exists()
    assert marketer.get(f"/segments/{key}/").status_code == 200, "its size may be seen"


def test_who_was_given_the_right_sees_it(clinic: Workspace, signed_in: Callable[..., Client]) -> None:
    allowed = signed_in(Role.MARKETER, "Noor", sees_special=True)
    assert allowed.get("/segments/outer/members/?column=customer_id&column=gender").status_code == 200


def test_the_field_is_no_column_for_others(clinic: Workspace, marketer: Client, privacy_officer: Client) -> None:
    names = [each.name for each in marketer.get("/segments/delft/members/").context["page"].offered]
    assert "gender" not in names
    assert "gender" in [each.name for each in privacy_officer.get("/segments/delft/members/").context["page"].offered]


def test_an_old_version_with_it_is_not_restored_by_others(clinic: Workspace, marketer: Client) -> None:
    clinic.definitions.put({"secret": define("city = 'Delft'")}, signature(author="Test"))
    assert marketer.post("/segments/secret/definition/restore/", {"version": "1"}).status_code == 400
    assert clinic.definitions.get("secret").query == "city = 'Delft'"


def test_the_right_is_looked_at_again_when_the_file_is_made(
    clinic: Workspace, signed_in: Callable[..., Client], run_jobs: Callable[[], list[Job]]
) -> None:
    allowed = signed_in(Role.MARKETER, "Noor", sees_special=True)
    allowed.post("/segments/secret/export/", {"columns": ["customer_id"], "file_format": "csv"})
    person = allowed.person  # type: ignore[attr-defined]  # set by the fixture
    person.sees_special = False
    person.save()
    (ended,) = run_jobs()
    assert ended.error_code == "web_members_protected"


def test_members_recorded_by_an_earlier_definition_stay_untold_until_the_next_refresh(clinic: Workspace, marketer: Client) -> None:
    clinic.definitions.put({"secret": define("city = 'Delft'")}, signature(author="Test"))
    assert marketer.get("/segments/secret/members/").status_code == 400
    clinic.refresh(["secret"])
    assert marketer.get("/segments/secret/members/").status_code == 200
