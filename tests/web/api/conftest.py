"""Programs with keys, for the tests of the API."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from doelgroep.opening import open_workspace
from doelgroep.sampling import create_sample
from doelgroep.workspace import define, signature
from doelgroep_web import place
from doelgroep_web.accounts.roles import Role
from doelgroep_web.administration.keys import SCOPES, make_key
from doelgroep_web.api import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from doelgroep.workspace import Workspace
    from doelgroep_web.accounts.models import User


@dataclass(frozen=True, slots=True)
class Program:
    """Somebody's program, with a key of his."""

    client: Client
    user: User | None

    def send(self, method: str, address: str, body: object = None, **headers: str) -> Answer:
        """An answer of `/api/v1`."""
        data = b"" if body is None else json.dumps(body).encode()
        more = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        return self.client.generic(method, f"/api/v1{address}", data, content_type="application/json", **more)  # type: ignore[arg-type]  # headers

    def get(self, address: str, **headers: str) -> dict[str, Any]:
        """What an address tells, which must go well."""
        return self._told(self.send("GET", address, **headers), 200)

    def post(self, address: str, body: object, status: int = 200, **headers: str) -> dict[str, Any]:
        """What sending something gives."""
        return self._told(self.send("POST", address, body, **headers), status)

    def problem(self, method: str, address: str, body: object = None, **headers: str) -> tuple[int, str]:
        """Status and code of a refusal."""
        answer = self.send(method, address, body, **headers)
        found = json.loads(answer.content)
        assert found["message"]
        return answer.status_code, found["code"]

    def _told(self, answer: Answer, status: int) -> dict[str, Any]:
        assert answer.status_code == status, answer.content
        found: dict[str, Any] = json.loads(answer.content)
        return found


@pytest.fixture(scope="module")
def small_shop(sample_shop: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A shop that tests of the API change as they like."""
    folder = tmp_path_factory.mktemp("api") / "shop"
    create_sample(folder, customers=60, until=date(2026, 11, 21))
    with open_workspace(folder) as opened:
        opened.definitions.put({"delft": define("city = 'Delft'"), "all": define("number_of_orders >= 0")}, signature(author="Test"))
        opened.refresh()
        yield opened


@pytest.fixture
def own_shop(small_shop: Workspace, sample_shop: Workspace, db: None) -> Iterator[Workspace]:
    """That shop as the one of the server."""
    place.use(small_shop)
    yield small_shop
    place.use(sample_shop)


@pytest.fixture(autouse=True)
def _no_limit() -> Iterator[None]:
    limits.requests.clear()
    yield
    limits.requests.clear()


@pytest.fixture
def program(person: Callable[..., User]) -> Callable[..., Program]:
    """Makes programs: `program(Role.ANALYST, "segments:read")`; without scopes with all of them."""

    def made(role: Role = Role.ADMINISTRATOR, *scopes: str, name: str = "", language: str = "en", **more: object) -> Program:
        user = person(role, name or f"owner-{role}", **more)
        text = make_key(user, "test", scopes or tuple(SCOPES), 30)
        return Program(Client(headers={"authorization": f"Bearer {text}", "accept-language": language}), user)

    return made


@pytest.fixture
def robot(program: Callable[..., Program]) -> Program:
    """A program that may everything that its owner, an administrator, may."""
    return program()


@pytest.fixture
def nobody(db: None) -> Program:
    """A program without a key."""
    return Program(Client(headers={"accept-language": "en"}), None)
