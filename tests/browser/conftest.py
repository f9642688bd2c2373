"""The real server, as `doelgroep serve` starts it, and Debian's Chromium. Made once for all browser tests of a process."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Error, expect, sync_playwright

import doelgroep_web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 30_000
"""Milliseconds; the machine may be busy with other tests."""
expect.set_options(timeout=PATIENCE)
AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
NO_TROUBLE = re.compile(r"^htmx:(sendAbort|afterRequest)|status of 4(03|04|10|22)|^No form state found")
"""Said by htmx of a question that a newer one replaced, and by the browser of answers that are meant to be refusals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A server that runs on a shop of its own."""

    address: str
    folder: Path
    people: Mapping[str, Mapping[str, Any]]
    """By language; see `making.py`."""

    def link(self, language: str) -> str:
        """An address that signs a marketer in, once."""
        return self._entrance(self.people[language]["links"].pop())

    def administrator(self, language: str) -> str:
        """The same for somebody who may see every page."""
        return self._entrance(self.people[language]["administrator"])

    def _entrance(self, token: str) -> str:
        return f"{self.address}/account/sign-in/{token}/"


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The web app on a small shop, in a process of its own."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    folder = tmp_path_factory.mktemp("served") / "shop"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DOELGROEP_", "DJANGO_"))}
    making = subprocess.run([sys.executable, "-m", "tests.browser.making", str(folder)], env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert making.returncode == 0, making.stderr
    command = [str(Path(sys.executable).with_name("doelgroep")), "serve", "-w", str(folder), "--port", "0"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603 - our own program
    try:
        yield Served(address=_address(process), folder=folder, people=json.loads(making.stdout))
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _address(process: subprocess.Popen[str]) -> str:
    for line in process.stdout or ():
        if found := re.search(r"http://[\w.:]+", line):
            return found[0]
    raise RuntimeError("the server did not start")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def troubles() -> list[str]:
    """What browsers complained about: broken policies, errors in scripts, things that did not arrive."""
    return []


@pytest.fixture
def visit(chromium: Browser, troubles: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens a browser of somebody's own: `visit("nl", width=390)`."""
    opened: list[BrowserContext] = []

    def made(language: str, *, width: int = 1280, **more: Any) -> Page:  # noqa: ANN401 - handed on
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale=language, reduced_motion="reduce", **more)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: _heard(message, troubles))
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        return page

    yield made
    for each in opened:
        each.close()


def _heard(message: ConsoleMessage, troubles: list[str]) -> None:
    if message.type == "error" and not NO_TROUBLE.search(message.text):
        troubles.append(f"{message.location['url']}: {message.text}")


@pytest.fixture(scope="session")
def inside(chromium: Browser, served: Served) -> Callable[[str], StorageState]:
    """How a browser remembers that the administrator of a language is signed in."""
    known: dict[str, StorageState] = {}

    def remembered(language: str) -> StorageState:
        if language not in known:
            context = chromium.new_context(locale=language)
            page = context.new_page()
            page.goto(served.administrator(language))
            page.locator("main form button").click()
            page.wait_for_url(f"{served.address}/**")
            known[language] = context.storage_state()
            context.close()
        return known[language]

    return remembered


@pytest.fixture(scope="session")
def spoken() -> Callable[[str, str], str]:
    """What the app says in a language: `spoken("nl", "Publish")`."""
    dutch: dict[str, str] = {}
    for path in Path(doelgroep_web.__file__).parent.rglob("locale/nl/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            dutch |= {str(each.id): str(each.string) for each in read_po(file, locale="nl") if isinstance(each.id, str)}
    return lambda language, text: dutch[text] if language == "nl" else text


def settled(page: Page) -> None:
    """Wait until the parts that a page asks for are there."""
    page.wait_for_load_state("load")
    for _ in range(100):
        try:
            if not page.evaluate("document.querySelectorAll('.htmx-request').length || document.readyState !== 'complete'"):
                return
        except Error:
            page.wait_for_load_state("load")
        page.wait_for_timeout(50)
