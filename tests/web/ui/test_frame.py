"""What stands around a page, for each role."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from doelgroep_web import place
from doelgroep_web.accounts.roles import Role
from doelgroep_web.jobs.models import Job
from doelgroep_web.ui.frame import FRAMED, LATE_AFTER, PLAIN, Frame, _freshness, frame_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from django.http import HttpRequest
    from pytest_django import DjangoAssertNumQueries

    from doelgroep.workspace import Workspace
    from doelgroep_web.accounts.models import User

type People = Callable[..., User]


def request_of(user: User | AnonymousUser, path: str = "/account/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = user
    request.resolver_match = resolve(path)
    return request


def places(frame: Frame) -> set[str]:
    return {each.address for each in (*frame.first, *frame.steps, *frame.others)}


def test_a_stranger_sees_no_menu_and_no_search(shop: Workspace) -> None:
    frame = frame_of(request_of(AnonymousUser()))
    assert (frame.person, places(frame), frame.search, frame.freshness, frame.layout) == (None, set(), "", None, PLAIN)
    assert frame.workspace == shop.settings.name


def test_the_menu_holds_what_the_role_may_open(shop: Workspace, person: People) -> None:
    of_service = places(frame_of(request_of(person(Role.SERVICE))))
    assert not any("segments" in each or "data" in each for each in of_service)
    everything = places(frame_of(request_of(person(Role.ADMINISTRATOR))))
    assert of_service <= everything


def test_only_the_slice_of_the_page_is_current(shop: Workspace, person: People) -> None:
    frame = frame_of(request_of(person(Role.MARKETER), "/segments/"))
    assert [each.label for each in (*frame.first, *frame.steps, *frame.others) if each.is_current] == ["Segments"]


def test_the_frame_speaks_the_readers_language(shop: Workspace, person: People) -> None:
    with translation.override("nl"):
        frame = frame_of(request_of(person(Role.MARKETER)))
    assert "Segmenten" in {each.label for each in frame.steps}
    assert frame.language == "nl"


def test_the_frame_tells_the_theme_and_who_is_there(shop: Workspace, person: People) -> None:
    frame = frame_of(request_of(person(Role.MARKETER, "Fenna Huisman", theme="dark")))
    assert frame.person is not None
    assert (frame.person.initials, frame.theme, frame.layout) == ("FH", "dark", FRAMED)


def test_the_frame_costs_one_query(shop: Workspace, person: People, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    request = request_of(person(Role.MARKETER))
    with django_assert_num_queries(1):
        frame_of(request)


def test_tasks_that_run_are_counted(shop: Workspace, person: People) -> None:
    user = person(Role.MARKETER)
    Job.objects.create(kind="import", user=user)
    Job.objects.create(kind="import", user=user, state="done")
    assert frame_of(request_of(user)).running == 1


def test_fresh_data_tell_when_they_come_next(shop: Workspace) -> None:
    at = shop.store.memberships.refreshes()[-1].finished
    fresh = _freshness(shop, at + timedelta(minutes=5))
    assert fresh is not None
    assert (fresh.is_late, fresh.next_at) == (False, at + timedelta(minutes=60))


def test_data_that_miss_two_refreshes_are_late(shop: Workspace) -> None:
    at = shop.store.memberships.refreshes()[-1].finished
    late = _freshness(shop, at + timedelta(minutes=60 * LATE_AFTER + 1))
    assert late is not None
    assert (late.is_late, late.next_at) == (True, None)


def test_a_workspace_that_can_not_be_opened_leaves_a_frame(shop: Workspace, person: People, monkeypatch: pytest.MonkeyPatch) -> None:
    place.use(None)
    monkeypatch.setattr("django.conf.settings.WORKSPACE", shop.path.parent / "nothing-here")
    try:
        assert frame_of(request_of(person(Role.MARKETER))).workspace == ""
    finally:
        place.use(shop)


def test_moments_of_the_frame_have_a_zone(shop: Workspace, person: People) -> None:
    found = frame_of(request_of(person(Role.MARKETER))).freshness
    assert found is not None
    assert found.at <= datetime.now(UTC)
