"""The whole main job, from signing in to the file: whoever bought shampoo but never conditioner and may be e-mailed."""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from doelgroep.opening import open_workspace
from tests.browser.conftest import settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Served

type Spoken = Callable[[str, str], str]

QUERY = "order_lines MATCHES (category = 'Shampoo', date >= -12m) AND order_lines NOT MATCHES (category = 'Conditioner') AND email_consent = true"
EVER = QUERY.replace(", date >= -12m", "")


def customers_of(served: Served, query: str) -> list[str]:
    """The customers of a query as the library gives them, by their own numbers. The server holds the workspace, and answers."""
    with open_workspace(served.folder) as opened, opened.segment(query).reader(["customer_id"]) as rows:
        return sorted(str(each) for each in rows.read_all()["customer_id"].to_pylist())


def come_in(page: Page, served: Served, language: str) -> None:
    page.goto(served.link(language))
    page.locator("main form button").click()
    page.wait_for_url(f"{served.address}/")


def publish(page: Page, name: str, spoken: Callable[[str], str], where: Locator | None = None) -> None:
    """From the editor to the page of the published segment; by a dialog, unless the form is elsewhere."""
    page.locator("main a[href$='/publish/']").first.click()
    dialog = where or page.get_by_role("dialog")
    dialog.locator("input[name=name]").fill(name)
    dialog.get_by_role("button", name=spoken("Publish"), exact=True).click()
    page.wait_for_url("**/segments/*/")


def see_members(page: Page, size: int, spoken: Callable[[str], str]) -> None:
    """The list of members, when the first refresh is done: publishing asks for one."""
    page.locator("main nav").get_by_role("link", name=spoken("Members")).click()
    for _ in range(120):
        settled(page)
        if page.locator("main tbody tr").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("main nav").get_by_role("link", name=spoken("Members"))).to_contain_text(str(size))


def see_why(page: Page, name: str) -> None:
    """The first member, and the reason that he is in the segment."""
    page.locator("main tbody th a").first.click()
    page.wait_for_url("**/customers/*/")
    reasons = page.locator("main").get_by_text(name)
    expect(reasons.first).to_be_attached()
    page.go_back()


def fetch(page: Page, spoken: Callable[[str], str]) -> list[str]:
    """The exported file's customer numbers."""
    page.get_by_role("link", name=spoken("Export")).first.click()
    page.get_by_role("button", name=spoken("Make the file")).click()
    page.wait_for_url("**/segments/exports/*/")  # the task leads on to its file when it is done
    with page.expect_download() as waiting:
        page.get_by_role("link", name=spoken("Fetch the file")).click()
    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as file:
        return sorted(each["customer_id"] for each in csv.DictReader(file))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_by_a_template(visit: Callable[..., Page], served: Served, spoken: Spoken, troubles: list[str], language: str) -> None:
    page, said = visit(language, accept_downloads=True), partial(spoken, language)
    come_in(page, served, language)
    page.locator("main").get_by_role("link", name=said("From a template")).click()
    page.locator("a[href='/templates/bought-a-never-b/']").first.click()
    page.locator("select[name=bought]").select_option("Shampoo")
    page.locator("select[name=never]").select_option("Conditioner")
    expected = customers_of(served, QUERY)
    expect(page.locator("main")).to_contain_text(str(len(expected)))
    page.get_by_role("button", name=said("Make segment")).click()
    page.wait_for_url("**/editor/*/")
    publish(page, f"Haar {language}", said)
    see_members(page, len(expected), said)
    see_why(page, f"Haar {language}")
    assert fetch(page, said) == expected
    assert troubles == []
