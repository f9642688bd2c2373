"""A server of its own and a browser, for the tests that need them: the real policies, threads and files."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

from doelgroep.opening import open_workspace
from doelgroep.sampling import create_sample
from doelgroep.workspace import define, signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 60.0
PEOPLE = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from doelgroep_web.accounts.models import User
from doelgroep_web.accounts.roles import Role
call_command("migrate", verbosity=0)
found = {}
for language in ("en", "nl"):
    for theme in ("light", "dark"):
        user = User.objects.create_user(f"{language}-{theme}@example.com", "Fenna Huisman", Role.MARKETER)
        User.objects.filter(pk=user.pk).update(language=language, theme=theme)
        client = Client()
        client.force_login(user)
        found[f"{language}-{theme}"] = client.cookies[settings.SESSION_COOKIE_NAME].value
json.dump({"name": settings.SESSION_COOKIE_NAME, "sessions": found}, sys.stdout)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that runs, and the sessions of people who are signed in."""

    address: str
    cookie: str
    sessions: Mapping[str, str]
    """By language and theme: `en-light`."""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The web app in development, on a small shop with one segment, refreshed."""
    folder = tmp_path_factory.mktemp("browser") / "shop"
    create_sample(folder, customers=300, until=date(2026, 11, 21))
    with open_workspace(folder) as opened:
        opened.definitions.put({"delft": define("city = 'Delft'", name="People of Delft")}, signature(author="Test"))
        opened.refresh()
    environment = os.environ | {
        "DOELGROEP_WORKSPACE": str(folder),
        "DOELGROEP_WEB_DEVELOPMENT": "true",
        "DJANGO_SETTINGS_MODULE": "doelgroep_web.settings",
    }
    said = subprocess.run([sys.executable, "-c", PEOPLE], env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - our own text
    people = json.loads(said.stdout)
    port = _free_port()
    process = subprocess.Popen(  # noqa: S603 - our own server
        [sys.executable, "-m", "django", "runserver", "--noreload", f"127.0.0.1:{port}"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        yield Server(address=address, cookie=people["name"], sessions=people["sessions"])
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(f"{address}/health", timeout=5):  # noqa: S310 - the server above
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail("the server did not start")
