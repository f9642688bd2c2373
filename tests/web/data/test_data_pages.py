"""What the pages about sources, catalogue and quality show, in how many queries, and to whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doelgroep.quality.measuring import measure
from doelgroep_web.accounts.roles import Role
from doelgroep_web.audit.models import Action, Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from doelgroep.workspace import Workspace
    from doelgroep_web.jobs.models import Job


@pytest.fixture
def measured(shop: Workspace) -> Workspace:
    measure(shop)
    return shop


def text(client: Client, address: str) -> str:
    found = re.sub(r"<[^>]+>", " ", client.get(address).content.decode())
    return re.sub(r"\s+", " ", found)


def test_sources_have_their_rows_and_their_last_arrival(measured: Workspace, viewer: Client) -> None:
    found = text(viewer, "/data/")
    assert "600 customers" in found
    assert "follows from Order lines" in found
    assert "Import 1" in found


def test_data_that_is_late_is_said(measured: Workspace, viewer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date  # noqa: PLC0415 - only here

    from doelgroep.quality import arrivals  # noqa: PLC0415 - as above

    late = arrivals.arrivals(measured, date(2026, 11, 25))
    monkeypatch.setattr("doelgroep_web.data.sources.pages.arrivals", lambda _: late)
    found = text(viewer, "/data/")
    assert re.search(r"Late: .*Visits \(\d+ days late\)", found)


def test_the_catalogue_is_ordered_by_base(measured: Workspace, viewer: Client) -> None:
    found = text(viewer, "/data/catalogue/")
    assert found.index("Where customers live") < found.index("Who they are") < found.index("What they do")
    assert "97" in found


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [("q=postcode", "Postcode", "Gender"), ("base=needs", "Needs", "Where customers live"), ("table=visits", "Visits", "Gender")],
)
def test_the_catalogue_can_be_narrowed(query: str, there: str, gone: str, measured: Workspace, viewer: Client) -> None:
    found = text(viewer, f"/data/catalogue/?{query}")
    assert there in found
    assert gone not in found.partition("All tables")[2].partition("Field Of")[2]


def test_a_filter_that_finds_nothing_says_so(measured: Workspace, viewer: Client) -> None:
    assert "No field is called that" in text(viewer, "/data/catalogue/?q=qqqq")
    assert viewer.get("/data/catalogue/?page=99&base=nonsense&table=nonsense").status_code == 200


def test_a_field_has_its_values_and_the_segments_that_use_it(measured: Workspace, viewer: Client) -> None:
    found = text(viewer, "/data/catalogue/customers/city/")
    assert "Most frequent values" in found
    assert "People of Delft" in found
    assert "1 segment " in found


def test_values_of_protected_fields_are_not_for_everybody(measured: Workspace, viewer: Client, marketer: Client) -> None:
    hidden, shown = text(viewer, "/data/catalogue/customers/birth_date/"), text(marketer, "/data/catalogue/customers/birth_date/")
    assert "not for your role" in hidden
    assert "Rows per year" not in hidden
    assert "Rows per year" in shown
    seen = Entry.objects.filter(action=Action.VALUES_SEEN)
    assert [(each.subject, each.user) for each in seen] == [("birth_date", marketer.person)]  # type: ignore[attr-defined]  # the fixture gives clients a person


def test_no_page_shows_a_protected_value(measured: Workspace, viewer: Client) -> None:
    with measured.store.reading() as cursor:
        emails = [row[0] for row in cursor.execute("SELECT email FROM customers WHERE email IS NOT NULL LIMIT 300").fetchall()]
    for address in ("/data/", "/data/catalogue/", "/data/catalogue/customers/email/", "/data/quality/"):
        page = viewer.get(address).content.decode()
        assert not [each for each in emails if each in page]


def test_quality_says_what_is_wrong_and_what_to_do(measured: Workspace, viewer: Client) -> None:
    found = text(viewer, "/data/quality/")
    assert "is spelt in several ways" in found
    assert "Choose one in the source" in found


def test_measuring_is_a_job(shop: Workspace, marketer: Client, run_jobs: Callable[[], list[Job]]) -> None:
    assert marketer.post("/data/quality/measure/").status_code == 302
    (job,) = run_jobs()
    assert (job.kind, job.state, job.result["address"]) == ("quality", "done", "/data/quality/")


@pytest.mark.parametrize("address", ["/data/", "/data/catalogue/", "/data/catalogue/customers/city/", "/data/quality/", "/data/imports/1/"])
def test_pages_need_few_queries_and_always_as_many(address: str, measured: Workspace, marketer: Client) -> None:
    marketer.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        marketer.get(address)
    assert len(queries) <= 6, [each["sql"] for each in queries]


@pytest.mark.parametrize("address", ["/data/", "/data/catalogue/", "/data/catalogue/customers/city/", "/data/quality/", "/data/imports/1/"])
def test_pages_are_dutch_for_who_reads_dutch(address: str, measured: Workspace, signed_in: Callable[..., Client]) -> None:
    reader = signed_in(Role.VIEWER, name="Fenna", language="nl")
    found = text(reader, address)
    assert " the " not in found
    assert "Werkruimte" in found


def test_no_page_has_a_style_or_a_script_of_its_own(measured: Workspace, marketer: Client) -> None:
    for address in ("/data/", "/data/catalogue/", "/data/catalogue/customers/city/", "/data/catalogue/visits/date/", "/data/quality/"):
        page = marketer.get(address).content.decode()
        assert not re.search(r"\sstyle=|<style|<script(?![^>]*\bsrc=)", page), address


def test_what_is_said_of_a_field_can_be_changed(measured: Workspace, analyst: Client) -> None:
    address = "/data/catalogue/customers/city/"
    said = {
        "label_nl": "Woonplaats",
        "label_en": "Home town",
        "description_nl": "",
        "description_en": "",
        "base": "geographic",
        "role": "",
        "privacy": "none",
    }
    before = next(each for each in measured.catalog.fields if each.name == "city")
    try:
        assert analyst.post(f"{address}edit/", said).status_code == 302
        assert "Home town" in text(analyst, address)
        assert Entry.objects.filter(action=Action.CATALOG_CHANGED, subject="city").count() == 1
        refused = analyst.post(f"{address}edit/", said | {"privacy": "nonsense"})
        assert refused.status_code == 422
    finally:
        said |= {
            "label_nl": before.label.nl,
            "label_en": before.label.en,
            "description_nl": before.description.nl,
            "description_en": before.description.en,
        }
        analyst.post(f"{address}edit/", said)
    assert measured.catalog.find("city") == before


def test_another_name_is_shown_with_its_segments_before_it_is_given(measured: Workspace, analyst: Client) -> None:
    address = "/data/catalogue/customers/city/"
    found = text(analyst, f"{address}?to=town")
    assert "1 segment follows" in found
    assert "town = &#x27;Delft&#x27;" in found or "town = 'Delft'" in found
    assert "can't" in text(analyst, f"{address}?to=9x") or "9x" in text(analyst, f"{address}?to=9x")
    try:
        assert analyst.post(f"{address}rename/", {"to": "town"})["Location"] == "/data/catalogue/customers/town/"
        assert measured.definitions.get("delft").query == "town = 'Delft'"
    finally:
        measured.rename("town", "city")


def test_the_catalogue_is_not_changed_during_an_import(measured: Workspace, analyst: Client) -> None:
    from doelgroep_web.jobs.models import Job as Row  # noqa: PLC0415 - only here

    Row.objects.create(kind="import", state="running")
    refused = analyst.post("/data/catalogue/customers/city/edit/", {"privacy": "none", "label_en": "X", "base": "geographic"})
    assert refused.status_code == 422
    assert "being imported" in refused.content.decode()
