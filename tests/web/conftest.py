"""People and a shop for the tests of the web app. Every view is tried by somebody who may, by a colleague with other rights, and by a stranger."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

FOLDER = Path(tempfile.mkdtemp(prefix="doelgroep-web-")) / "shop"
"""Where the workspace of this test process is made; Django's settings look there."""
os.environ["DOELGROEP_WORKSPACE"] = str(FOLDER)
os.environ["DOELGROEP_WEB_SECRET_KEY"] = "of-the-tests-and-nothing-else-of-the-tests-and-nothing-else"  # noqa: S105 - signs nothing of worth
os.environ["DJANGO_SETTINGS_MODULE"] = "doelgroep_web.settings"

import django  # noqa: E402 - after the settings are named

django.setup()

from django.test import Client  # noqa: E402 - after Django is set up

from doelgroep.opening import open_workspace  # noqa: E402 - as above
from doelgroep.sampling import create_sample  # noqa: E402 - as above
from doelgroep_web import place  # noqa: E402 - as above
from doelgroep_web.accounts.models import User  # noqa: E402 - as above
from doelgroep_web.accounts.roles import Role  # noqa: E402 - as above
from doelgroep_web.jobs.models import Job, State  # noqa: E402 - as above
from doelgroep_web.jobs.runner import run_now  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doelgroep.workspace import Workspace

PASSWORD = "zeer-geheim-woord"  # noqa: S105 - of people who do not exist
SEGMENTS = {
    "shampoo_only": (
        "orders MATCHES (category = 'Shampoo', date >= -12m) AND orders NOT MATCHES (category = 'Conditioner') AND email_consent = true",
        "Shampoo, no conditioner",
    ),
    "loyal": ("number_of_orders >= 3", "Loyal customers"),
    "delft": ("city = 'Delft'", "People of Delft"),
}


@pytest.fixture(scope="session")
def made_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of 600 customers with three segments, refreshed; only copied, never opened by a test."""
    from doelgroep.workspace import define, signature  # noqa: PLC0415 - as above

    folder = tmp_path_factory.mktemp("made") / "shop"
    create_sample(folder, customers=600, until=date(2026, 11, 21))
    with open_workspace(folder) as opened:
        opened.definitions.put({key: define(query, name=name) for key, (query, name) in SEGMENTS.items()}, signature(author="Test"))
        opened.refresh()
    return folder


@pytest.fixture(scope="module")
def sample_shop(made_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A copy of the shop for the tests of one file, so that what they leave behind is met by no other file."""
    folder = tmp_path_factory.mktemp("copied") / "shop"
    shutil.copytree(made_shop, folder)
    with open_workspace(folder) as opened:
        place.use(opened)
        yield opened
        place.use(None)


@pytest.fixture
def shop(sample_shop: Workspace, db: None) -> Workspace:
    """The shop, with the database of people and pages. What a test changes in the shop it takes back itself."""
    place.use(sample_shop)
    return sample_shop


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """Makes people: `person(Role.VIEWER, name="Bob")`."""

    def made(role: Role, name: str = "", **more: object) -> User:
        user = User.objects.create_user(f"{(name or role.value).lower()}@example.com", name or str(role.label), role)
        for key, value in more.items():
            setattr(user, key, value)
        user.save()
        return user

    return made


@pytest.fixture
def signed_in(person: Callable[..., User]) -> Callable[..., Client]:
    """Makes a client of somebody who is signed in: `signed_in(Role.VIEWER)`; the user is `client.person`."""

    def made(role: Role, name: str = "", language: str = "en", **more: object) -> Client:
        client = Client(headers={"accept-language": language})
        user = person(role, name, **more)
        client.force_login(user)
        client.person = user  # type: ignore[attr-defined]  # for tests that need it
        return client

    return made


@pytest.fixture
def viewer(signed_in: Callable[..., Client]) -> Client:
    """Somebody who may look at segments and data, not at persons."""
    return signed_in(Role.VIEWER)


@pytest.fixture
def service(signed_in: Callable[..., Client]) -> Client:
    """Somebody of the service desk."""
    return signed_in(Role.SERVICE)


@pytest.fixture
def marketer(signed_in: Callable[..., Client]) -> Client:
    """Somebody who makes segments."""
    return signed_in(Role.MARKETER)


@pytest.fixture
def analyst(signed_in: Callable[..., Client]) -> Client:
    """Somebody who makes segments and keeps the catalogue, without names of persons."""
    return signed_in(Role.ANALYST)


@pytest.fixture
def privacy_officer(signed_in: Callable[..., Client]) -> Client:
    """Somebody who sees everything and changes little."""
    return signed_in(Role.PRIVACY)


@pytest.fixture
def administrator(signed_in: Callable[..., Client]) -> Client:
    """Somebody who manages people and the workspace."""
    return signed_in(Role.ADMINISTRATOR)


@pytest.fixture
def stranger(db: None) -> Client:
    """Nobody who is signed in."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def run_jobs(db: None) -> Callable[[], list[Job]]:
    """Runs the jobs that wait, here and now, and gives them as they ended."""

    def run() -> list[Job]:
        waiting = list(Job.objects.filter(state=State.QUEUED).order_by("pk").values_list("pk", flat=True))
        for each in waiting:
            run_now(each)
        return list(Job.objects.filter(pk__in=waiting).order_by("pk"))

    return run
