"""The elements in a real browser, with the real Content-Security-Policy: keyboard, stale answers, the editor, charts, accessibility, widths."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Request

    from tests.web.ui.conftest import Server

AXE = Path(__file__).resolve().parents[3] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PATH = "/ui/components/"

type Opened = Callable[..., Page]


@pytest.fixture
def troubles() -> list[str]:
    """What the browser complained about: broken policies, errors in scripts, things that did not arrive."""
    return []


@pytest.fixture
def opened(browser: Browser, server: Server, troubles: list[str]) -> Iterator[Opened]:
    """Opens the page of components for somebody: `opened(language="nl", theme="dark", width=390)`."""
    contexts = []

    def made(path: str = PATH, *, language: str = "en", theme: str = "light", width: int = 1280, **more: Any) -> Page:  # noqa: ANN401 - handed on
        context = browser.new_context(viewport={"width": width, "height": 900}, locale=language, **more)
        context.add_cookies([{"name": server.cookie, "value": server.sessions[f"{language}-{theme}"], "url": server.address}])
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"{server.address}{path}")
        return page

    yield made
    for each in contexts:
        each.close()


def until(page: Page, expression: str) -> None:
    """Wait until something is true in the page. Playwright's own way makes code from text, which the policy forbids."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {expression}")


def editor(page: Page) -> None:
    """The editor, ready, with the cursor at its end."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")


def test_everything_runs_under_the_strict_policy(opened: Opened, troubles: list[str]) -> None:
    page = opened()
    page.wait_for_selector("dg-query-editor .cm-content")
    page.locator("dg-chart").first.scroll_into_view_if_needed()
    page.wait_for_selector("dg-chart svg path")
    assert troubles == []
    assert page.locator("[style]").evaluate_all("all => all.filter(each => !each.closest('.cm-editor, dg-chart')).length") == 0


def test_the_editor_completes_and_the_form_gets_the_text(opened: Opened) -> None:
    page = opened()
    editor(page)
    page.keyboard.type(" AND cit")
    page.locator(".cm-tooltip-autocomplete li[aria-selected=true]").wait_for()
    page.wait_for_timeout(150)  # the editor takes no key for a choice just after the list appeared
    page.keyboard.press("Enter")
    assert page.locator("textarea[name=query]").input_value().endswith("email_consent = true AND city")


def test_the_editor_mends_what_is_wrong(opened: Opened) -> None:
    page = opened()
    editor(page)
    page.keyboard.type(" AND citty = 'Delft'")
    page.locator(".cm-lintRange-error").first.hover()
    page.get_by_role("button", name="Change into city").click()
    assert page.locator("textarea[name=query]").input_value().endswith("AND city = 'Delft'")


def test_the_keyboard_gets_out_of_the_editor(opened: Opened) -> None:
    page = opened()
    editor(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.cm-content')") is None


def test_a_live_count_follows_the_text_and_is_spoken(opened: Opened) -> None:
    page = opened()
    editor(page)
    page.keyboard.press("Control+a")
    page.keyboard.type("city = 'Delft'")
    page.wait_for_selector("dg-live-count [data-say]")
    assert "customers" in page.locator("#live").inner_text()
    assert page.locator("dg-live-count").get_attribute("aria-busy") is None


def test_a_stale_count_is_dropped_and_the_old_number_stays_while_counting(opened: Opened) -> None:
    page = opened()
    held: list[Any] = []

    def answer(route: Any, request: Request) -> None:  # noqa: ANN401 - Playwright's own
        if "slow" in (request.post_data or ""):
            held.append(route)
        else:
            route.fulfill(body="<p>fresh</p>", content_type="text/html")

    page.route("**/components/count/", answer)
    count = page.locator("dg-live-count")
    before = count.inner_text()
    area = "document.querySelector('textarea[name=query]')"
    say = "(text) => { const area = %s; area.value = text; area.dispatchEvent(new Event('input', {bubbles: true})) }" % area  # noqa: UP031 - braces of JavaScript
    page.evaluate(say, "slow")
    until(page, "document.querySelector('dg-live-count').number === 1")
    assert count.get_attribute("aria-busy") == "true"
    assert count.inner_text() == before
    page.evaluate(say, "quick")
    count.get_by_text("fresh").wait_for()
    for each in held:
        each.abort()
    page.wait_for_timeout(100)
    assert (count.inner_text(), count.get_attribute("aria-busy")) == ("fresh", None)


def test_a_menu_is_walked_and_left_with_the_keyboard(opened: Opened) -> None:
    page = opened()
    summary = page.locator("main dg-menu summary").first
    summary.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "From a template" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.locator("main dg-menu details[open]").count() == 0


def test_a_list_is_searched_and_chosen_from_with_the_keyboard(opened: Opened) -> None:
    page = opened()
    box = page.get_by_role("combobox", name="Field")
    box.focus()
    page.keyboard.type("post")
    page.wait_for_selector("[role=option]")
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    assert page.locator("input[name=field]").input_value() == "postcode"
    assert box.get_attribute("aria-expanded") == "false"


def test_a_dialog_opens_and_closes(opened: Opened) -> None:
    page = opened()
    page.get_by_role("button", name="Delete").first.click()
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()


def test_the_slash_finds_the_search_field_but_not_while_typing(opened: Opened) -> None:
    page = opened()
    page.keyboard.press("/")
    first = page.evaluate("document.activeElement.id")
    page.locator("#good_name").fill("")
    page.locator("#good_name").press("/")
    assert page.locator("#good_name").input_value() == "/"
    assert first in {"top-search", ""}


def test_checked_rows_bring_the_bar(opened: Opened) -> None:
    page = opened()
    bar = page.locator(".bulk")
    assert not bar.is_visible()
    page.get_by_label("Select all").check()
    assert "4 selected" in bar.inner_text()
    page.get_by_label("Select Ambassadeurs").uncheck()
    assert "3 selected" in bar.inner_text()


def test_the_theme_changes_at_once_and_the_charts_with_it(opened: Opened) -> None:
    page = opened()
    page.locator("dg-chart").first.scroll_into_view_if_needed()
    line = page.locator("dg-chart svg path[stroke]").first
    line.wait_for()
    colour = "document.querySelector('dg-chart .mark-line path').getAttribute('stroke')"
    light = page.evaluate(colour)
    page.locator(".top dg-menu summary").click()
    page.get_by_role("button", name="Dark").click()
    until(page, f"{colour} !== '{light}'")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("width", [390, 768, 1280, 1920])
def test_no_page_scrolls_sideways(opened: Opened, width: int) -> None:
    page = opened(width=width)
    page.wait_for_selector(".cm-content")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.skipif(not AXE.exists(), reason="the packages of the front end are not fetched")
@pytest.mark.parametrize(("language", "theme", "width"), [("en", "light", 1280), ("nl", "dark", 1280), ("nl", "light", 390)])
def test_axe_finds_nothing(opened: Opened, language: str, theme: str, width: int) -> None:
    page = opened(language=language, theme=theme, width=width, bypass_csp=True)
    page.wait_for_selector(".cm-content")
    page.add_script_tag(path=AXE)
    options = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
    found = page.evaluate(f"axe.run(document, {options}).then(all => all.violations.map(each => [each.id, each.nodes.map(node => node.html)]))")
    assert found == []
