"""The editor without a mouse, and without scripts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_main_job_in_browser import EVER, come_in, customers_of, publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Served

type Spoken = Callable[[str, str], str]

WORDS = {"nl": ("Orderregels", "Categorie", "Toestemming voor e-mail"), "en": ("Order lines", "Category", "Consent for e-mail")}
"""Of the catalogue of the sample: the activity, its field, and the consent."""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus, as somebody without a mouse does."""
    for _ in range(150):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not get to {selector}")


def choose(page: Page, opener: str, words: str) -> None:
    """Open the list of fields and activities, search it, and take what is named exactly so."""
    tab_to(page, opener)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("searchbox")).to_be_focused()
    page.keyboard.type(words)
    expect(page.locator("#choices button b").first).to_have_text(words)
    tab_to(page, "#choices button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def result(page: Page) -> Locator:
    """How many customers the draft has."""
    return page.locator("main a[href^='/editor/'][href$='/customers/']").first


def category(page: Page, rule: int, value: str, words: tuple[str, ...]) -> None:
    """A rule over order lines of one category."""
    choose(page, "#add-", words[0])
    expect(page.locator(f"#often-{rule}")).to_be_focused()
    choose(page, f"#add-{rule}", words[1])
    expect(page.locator(f"#v-{rule}-0-0")).to_be_focused()
    page.keyboard.type(value)
    page.keyboard.press("Tab")
    expect(page.locator(f"#count-{rule} .figure")).to_be_visible()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_builder_by_keyboard_only(visit: Callable[..., Page], served: Served, troubles: list[str], language: str) -> None:
    page, words = visit(language), WORDS[language]
    come_in(page, served, language)
    page.goto(f"{served.address}/editor/new/")
    category(page, 0, "Shampoo", words)
    category(page, 1, "Conditioner", words)
    tab_to(page, "#often-1")
    page.keyboard.press("n")  # nooit, never
    both = "order_lines MATCHES (category = 'Shampoo') AND order_lines NOT MATCHES (category = 'Conditioner')"
    expect(page.locator("textarea[name=text]")).to_have_value(both)
    choose(page, "#add-", words[2])
    expect(result(page)).to_have_text(str(len(customers_of(served, EVER))))
    page.keyboard.press("Control+z")
    expect(page.locator("#rule-2")).to_have_count(0)
    assert troubles == []


def test_the_text_by_keyboard_only(visit: Callable[..., Page], served: Served, troubles: list[str]) -> None:
    page = visit("en")
    come_in(page, served, "en")
    page.goto(f"{served.address}/editor/new/")
    tab_to(page, ".cm-content")
    page.keyboard.type(EVER)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator("#rule-2")).to_be_visible()
    expect(result(page)).to_have_text(str(len(customers_of(served, EVER))))
    assert troubles == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_simple_segment_without_scripts(visit: Callable[..., Page], served: Served, spoken: Spoken, language: str) -> None:
    page, words = visit(language, java_script_enabled=False), WORDS[language]
    come_in(page, served, language)
    page.goto(f"{served.address}/editor/new/")
    page.locator("#add-").click()
    page.get_by_role("searchbox").last.fill(words[2])
    page.keyboard.press("Enter")
    page.locator("#choices button").filter(has_text=words[2]).first.click()
    page.wait_for_url("**/editor/*/*")
    publish(page, f"Zonder {language}", partial(spoken, language), page.locator("body"))
    expect(page.locator("main h1")).to_have_text(f"Zonder {language}")
