"""Takes pictures of all pages of the web app, in both languages, themes and widths: for looking at them critically, and a few for the documents.

    .venv/bin/python scripts/make_screenshots.py [FOLDER]

All go to FOLDER (`screenshots`, not committed); those that the documents show also to docs/images. The shop is the demo's, with 5,000 customers.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
DOELGROEP = Path(sys.executable).with_name("doelgroep")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CUSTOMERS = "5000"
SIZES = {"1280": {"width": 1280, "height": 900}, "390": {"width": 390, "height": 844}}
THEMES = ("light", "dark")
SHOWN = {
    "start": "/",
    "segments": "/segments/",
    "editor": "/editor/of/shampoo-zonder-conditioner/",
    "segment": "/segments/trouwe-klanten/",
}
"""Pictures of the documents, of nothing but the demo: English, light, wide."""
LARGEST = 300_000
"""Bytes of a picture that is committed."""


def main(folder: Path) -> None:
    """Take the pictures of all pages, and those of the documents."""
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        with served(CUSTOMERS) as (address, people):
            for language, person in people.items():
                take(signed_in(browser, address, language, person), address, language, person["pages"], folder)
        with served(CUSTOMERS, "plain") as (address, people):
            take_for_documents(signed_in(browser, address, "en", people["en"]), address)
        browser.close()


@contextmanager
def served(*wanted: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The address of a server on the shop of the demo, and who may come in."""
    with tempfile.TemporaryDirectory() as place:
        shop = Path(place) / "shop"
        made = subprocess.run([sys.executable, "-m", "tests.browser.making", shop, *wanted], cwd=ROOT, stdout=subprocess.PIPE, check=True)
        server = subprocess.Popen([DOELGROEP, "serve", "-w", shop, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            found = next(address[0] for line in server.stdout or () if (address := re.search(r"http://[\w.:]+", line)))
            yield found, json.loads(made.stdout)
        finally:
            server.terminate()
            server.communicate()


def signed_in(browser: Browser, address: str, language: str, person: dict[str, Any]) -> Page:
    """A page of somebody who may see everything."""
    page = browser.new_context(locale=language, reduced_motion="reduce").new_page()
    page.goto(f"{address}/account/sign-in/{person['administrator']}/")
    page.locator("main form button").click()
    return page


def take(page: Page, address: str, language: str, pages: dict[str, str], folder: Path) -> None:
    """All pages, in both themes and widths."""
    for name, where in pages.items():
        page.goto(address + where)
        page.wait_for_load_state("networkidle")
        for theme in THEMES:
            for width in SIZES:
                picture(page, theme, width, folder / f"{name.replace(':', '-')}-{language}-{theme}-{width}.png")


def take_for_documents(page: Page, address: str) -> None:
    """The few that the documents show."""
    for name, where in SHOWN.items():
        page.set_viewport_size(SIZES["1280"])  # type: ignore[arg-type]  # a size
        page.goto(address + where)
        if name == "editor":
            change(page)
        page.wait_for_load_state("networkidle")
        path = IMAGES / f"{name}.png"
        picture(page, "light", "1280", path)
        if path.stat().st_size > LARGEST:
            sys.exit(f"{path} is larger than {LARGEST} bytes")


def change(page: Page) -> None:
    """Half a year in the place of a whole one, so that the editor tells who joins and who leaves."""
    page.locator("#builder-form input[value='12']").fill("6")
    page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement.blur()")


def picture(page: Page, theme: str, width: str, path: Path) -> None:
    """One picture of the page as it is."""
    page.set_viewport_size(SIZES[width])  # type: ignore[arg-type]  # a size
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    page.wait_for_timeout(150)
    page.screenshot(path=path)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
