"""The demo: a sample shop with people, segments and ninety days of history, so that every page has something to show."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from doelgroep.catalog import Label
from doelgroep.opening import open_workspace
from doelgroep.store.catalog_file import FILE_NAME
from doelgroep.store.definitions import Definition, ManagedBy, Signature

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from doelgroep.workspace import Workspace

NAME = "Zeepstraat"
HISTORY = (90, 75, 60, 45, 30, 22, 15, 8, 4, 2, 1)
"""How many days before the last one rows arrived and segments were refreshed."""
PEOPLE = (
    ("fenna@example.com", "Fenna Hoekstra", "marketer"),
    ("yara@example.com", "Yara Aydin", "analyst"),
    ("lars@example.com", "Lars Brouwer", "administrator"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A segment of the demo."""

    key: str
    query: str
    nl: str
    en: str
    purpose: str
    tags: tuple[str, ...] = ()
    owner: int = 0
    state: str = "published"
    script: str = ""


EXAMPLES = (
    Example(
        key="shampoo-zonder-conditioner",
        query="orders MATCHES (category = 'Shampoo', date >= -12m)\n  AND orders NOT MATCHES (category = 'Conditioner')\n  AND email_consent = true",
        nl="Shampoo zonder conditioner",
        en="Shampoo without conditioner",
        purpose="Meer per klant",
        tags=("haar", "aanvullen"),
    ),
    Example(
        key="trouwe-klanten",
        query="orders MATCHES (date >= -12m, distinct_months >= 6)",
        nl="Trouwe klanten",
        en="Loyal customers",
        purpose="Behoud",
        tags=("waarde",),
        script="Bedank voor de trouw. Bij een klacht: stuur gratis een vervangend product.",
    ),
    Example(
        key="dreigen-te-vertrekken",
        query="number_of_orders >= 3\n  AND orders MATCHES (date >= -12m)\n  AND orders NOT MATCHES (date >= -120d)",
        nl="Dreigen te vertrekken",
        en="About to leave",
        purpose="Behoud",
        tags=("terugwinnen",),
        owner=1,
        script="Vraag wat er beter kan, en noteer het.",
    ),
    Example(
        key="kortingskopers",
        query="orders MATCHES (date >= -12m, count >= 2)\n  AND orders NOT MATCHES (date >= -12m, discount = 0)",
        nl="Kortingskopers",
        en="Discount buyers",
        purpose="Marge",
        tags=("korting",),
        owner=1,
    ),
    Example(
        key="veelbelovend",
        query="first_order_date >= -90d AND number_of_orders >= 2",
        nl="Veelbelovend",
        en="Promising",
        purpose="Tweede aankoop",
        tags=("welkom",),
    ),
    Example(
        key="nieuwe-klanten-30d",
        query="signup_date >= -30d",
        nl="Nieuwe klanten (30 dagen)",
        en="New customers (30 days)",
        purpose="Tweede aankoop",
        tags=("welkom",),
        owner=2,
    ),
    Example(
        key="elke-maand-hetzelfde",
        query="order_lines MATCHES (date >= -6m, distinct_months >= 6 PER product)",
        nl="Elke maand hetzelfde",
        en="The same every month",
        purpose="Behoud",
        tags=("abonnement",),
    ),
    Example(
        key="grote-klanten", query="amount_spent_last_year > 250", nl="Grote klanten", en="Big spenders", purpose="Behoud", tags=("waarde",), owner=1
    ),
    Example(key="gezinnen", query="children_at_home >= 1", nl="Gezinnen", en="Families", purpose="Meer per klant", tags=("gezin",), owner=2),
    Example(
        key="salons", query="is_business = true", nl="Salons en kappers", en="Salons and hairdressers", purpose="Marge", tags=("zakelijk",), owner=2
    ),
    Example(
        key="veel-retour",
        query="return_share > 0.3 AND number_of_returns >= 2",
        nl="Veel retour",
        en="Many returns",
        purpose="Marge",
        tags=("kosten",),
        owner=1,
    ),
    Example(
        key="klikt-in-mail",
        query="emails_clicked MATCHES (date >= -90d)",
        nl="Klikt in onze mail",
        en="Clicks in our mail",
        purpose="Meer per klant",
        tags=("e-mail",),
    ),
    Example(
        key="ambassadeurs",
        query="IN SEGMENT 'trouwe-klanten' AND last_satisfaction_score >= 9",
        nl="Ambassadeurs",
        en="Ambassadors",
        purpose="Behoud",
        tags=("aanbevelen",),
        state="draft",
    ),
)


def make_demo(folder: Path, *, customers: int, say: Callable[[str], None]) -> None:
    """Make the demo in a new or empty folder; one that is there already is left as it is.

    Args:
        folder: where.
        customers: how many.
        say: told what is being done.
    """
    from doelgroep.sampling import create_sample  # noqa: PLC0415 - only needed the first time

    if not (folder / FILE_NAME).is_file():
        say(f"Making a shop of {customers:,} customers with a year of activity, and following {len(EXAMPLES)} segments for ninety days")
        until = (datetime.now(UTC) - timedelta(days=1)).date()
        arrivals = [until - timedelta(days=each) for each in HISTORY]
        create_sample(folder, name=NAME, customers=customers, until=until, arrivals=arrivals, arrived=_arrived)
    _people(folder)


def _arrived(opened: Workspace, day: date) -> None:
    """Refresh as of the end of the last day of which there are rows; the definitions come with the first."""
    if not opened.definitions.keys():
        definitions = {each.key: Definition(query=each.query, name=Label(each.en, each.nl), tags=each.tags) for each in EXAMPLES}
        opened.definitions.put(definitions, Signature(author=PEOPLE[0][1], by=ManagedBy.APP))
    keys = [each.key for each in EXAMPLES if each.state == "published"]
    midnight = datetime.combine(day + timedelta(days=1), time(), opened.settings.zone)
    opened.refresh(keys, as_of=min(midnight, datetime.now(UTC)))


def _people(folder: Path) -> None:
    """People and cards in the app's database, when it has none."""
    os.environ["DOELGROEP_WORKSPACE"] = str(folder.expanduser().resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "doelgroep_web.settings"
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after Django is set up

    from doelgroep_web.accounts.models import User  # noqa: PLC0415 - as above
    from doelgroep_web.accounts.roles import Role  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0, interactive=False)
    if not User.objects.exists():
        _cards(folder, [User.objects.create_user(email, name, Role(role)) for email, name, role in PEOPLE])


def _cards(folder: Path, people: list[object]) -> None:
    from doelgroep_web.segments.models import Card  # noqa: PLC0415 - as above

    with open_workspace(folder) as opened:
        numbers = {each.key: each.id for each in opened.definitions.list()}
    cards = [
        Card(
            segment=numbers[each.key],
            owner=people[each.owner],
            state=each.state,
            purpose=each.purpose,
            script=each.script,
            for_service=bool(each.script),
        )  # type: ignore[misc]  # people are users
        for each in EXAMPLES
        if each.key in numbers
    ]
    Card.objects.bulk_create(cards)
