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
MORE = {
    "example-editor": "/editor/of/shampoo-zonder-conditioner/",
    "example-segment": "/segments/trouwe-klanten/",
    "example-template": "/templates/bought-a-never-b/",
}
"""Pages of the demo's own segments, beside one of every address."""
SHOWN = {"start": "start-index", "segments": "segments-index", "editor": "example-editor", "segment": "example-segment"}
"""Pictures of the documents: English, light, wide."""
LARGEST = 300_000
"""Bytes of a picture that is committed."""


def main(folder: Path) -> None:
    """Make the shop, serve it, and take the pictures."""
    with tempfile.TemporaryDirectory() as place, served(Path(place) / "shop") as (address, people), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for language, person in people.items():
            take(browser, address, language, person, folder)
        browser.close()
    for name, source in SHOWN.items():
        picture = folder / f"{source}-en-light-1280.png"
        if picture.stat().st_size > LARGEST:
            sys.exit(f"{picture} is larger than {LARGEST} bytes")
        shutil.copyfile(picture, IMAGES / f"{name}.png")


@contextmanager
def served(shop: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The address of a server on the shop of the demo, and who may come in."""
    made = subprocess.run([sys.executable, "-m", "tests.browser.making", shop, CUSTOMERS], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    server = subprocess.Popen([DOELGROEP, "serve", "-w", shop, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        found = next(address[0] for line in server.stdout or () if (address := re.search(r"http://[\w.:]+", line)))
        yield found, json.loads(made.stdout)
    finally:
        server.terminate()
        server.communicate()


def take(browser: Browser, address: str, language: str, person: dict[str, Any], folder: Path) -> None:
    """All pages for one person."""
    folder.mkdir(exist_ok=True)
    page = browser.new_context(locale=language, reduced_motion="reduce").new_page()
    page.goto(f"{address}/account/sign-in/{person['administrator']}/")
    page.locator("main form button").click()
    pages = {name.replace(":", "-"): where for name, where in person["pages"].items()} | MORE
    for name, where in pages.items():
        page.goto(address + where)
        page.wait_for_load_state("networkidle")
        for theme in THEMES:
            for width in SIZES:
                picture(page, theme, width, folder / f"{name}-{language}-{theme}-{width}.png")


def picture(page: Page, theme: str, width: str, path: Path) -> None:
    """One picture of the page as it is."""
    page.set_viewport_size(SIZES[width])  # type: ignore[arg-type]  # a size
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    page.wait_for_timeout(150)
    page.screenshot(path=path)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
