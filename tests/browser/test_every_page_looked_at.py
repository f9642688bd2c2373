"""Every page in a browser, in both languages and both themes: nothing that axe objects to, no sideways scrolling on a telephone, no complaint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import AXE, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, StorageState

    from tests.browser.conftest import Served

RULES = "{preload: false, resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
COLOURS = "{preload: false, resultTypes: ['violations'], runOnly: {type: 'rule', values: ['color-contrast']}}"
TELEPHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def objections(page: Page, rules: str) -> list[str]:
    """What axe says of the page as it is now."""
    say = "each => each.id + ': ' + each.nodes.slice(0, 3).map(node => node.html + node.failureSummary).join(' | ')"
    found: list[str] = page.evaluate(f"axe.run(document, {rules}).then(all => all.violations.map({say}))")
    return found


def still(page: Page) -> None:
    """Wait until nothing moves: colours change softly."""
    for _ in range(100):
        page.wait_for_timeout(50)
        if not page.evaluate("document.getAnimations().length"):
            return


def look(page: Page) -> list[str]:
    """A page in both themes and both widths. Only colours differ by theme, only places by width."""
    found = []
    for theme, rules in (("light", RULES), ("dark", COLOURS)):
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        still(page)
        found += [f"{theme}: {each}" for each in objections(page, rules)]
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]  # a size
    still(page)
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    found += [f"{sideways} pixels too wide on a telephone"] if sideways > 0 else []
    found += [f"telephone: {each}" for each in objections(page, RULES)]
    page.set_viewport_size(DESK)  # type: ignore[arg-type]  # a size
    return found


@pytest.mark.skipif(not AXE.exists(), reason="the packages of the front end are not there: `make front` fetches them")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_is_for_everybody(
    visit: Callable[..., Page], served: Served, inside: Callable[[str], StorageState], troubles: list[str], language: str
) -> None:
    page, found = visit(language, storage_state=inside(language)), {}
    page.add_init_script(path=AXE)
    for name, address in served.people[language]["pages"].items():
        page.goto(served.address + address)
        settled(page)
        found[name] = look(page)
    told = [f"{name}: {each}" for name, all_of in found.items() for each in all_of]
    assert not told, "\n".join(told)
    assert troubles == []


@pytest.mark.skipif(not AXE.exists(), reason="the packages of the front end are not there: `make front` fetches them")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_way_in_is_for_everybody(visit: Callable[..., Page], served: Served, troubles: list[str], language: str) -> None:
    page, found = visit(language), {}
    page.add_init_script(path=AXE)
    for address in [*served.people[language]["entrance"], "/nothing/"]:
        page.goto(served.address + address)
        found[address] = look(page)
    told = [f"{name}: {each}" for name, all_of in found.items() for each in all_of]
    assert not told, "\n".join(told)
    assert troubles == []
