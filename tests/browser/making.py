"""Makes what the server of the browser tests serves: the shop of the demo, small, with somebody for every language.

Run as a program, because a process has one workspace; prints links and addresses as JSON:

    python -m tests.browser.making FOLDER [CUSTOMERS [plain]]

With a number of customers, it has all the history of the demo too; a plain one is nothing but the demo.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

CUSTOMERS = 800
HISTORY = (40, 15, 1)
"""Days before the last one on which data arrived: fewer than in the demo."""
LANGUAGES = ("nl", "en")
LINKS = 6
"""For each language: every journey signs in anew."""


def main(folder: Path, customers: str = "", kind: str = "") -> None:
    """Make it, and tell where to begin."""
    os.environ |= {"DOELGROEP_WORKSPACE": str(folder), "DJANGO_SETTINGS_MODULE": "doelgroep_web.settings"}
    from doelgroep_web import demo  # noqa: PLC0415 - after the environment is set

    if not customers:
        demo.HISTORY = HISTORY  # type: ignore[assignment]  # fewer days
    demo.make_demo(folder, customers=int(customers or CUSTOMERS), say=lambda _: None)
    has_pages = kind != "plain"
    if has_pages:
        _refreshed()
    sys.stdout.write(json.dumps({language: _person(language, has_pages=has_pages) for language in LANGUAGES}))


def _refreshed() -> None:
    """The segment that the addresses are about, with two refreshes."""
    from doelgroep.workspace import define, signature  # noqa: PLC0415 - after the environment is set
    from doelgroep_web.place import workspace  # noqa: PLC0415 - after Django is set up
    from tests.web.every.things import REFRESHED  # noqa: PLC0415 - as above

    workspace().definitions.put({REFRESHED: define("number_of_orders >= 3", name="Three or more", name_nl="Drie of meer")}, signature(author="Test"))
    for _ in range(2):
        workspace().refresh([REFRESHED])


def _person(language: str, *, has_pages: bool) -> dict[str, object]:
    """A marketer who signs in by links, and an administrator with one of everything."""
    from django.db import transaction  # noqa: PLC0415 - after Django is set up
    from django.urls import reverse  # noqa: PLC0415 - as above
    from django.utils.http import urlencode  # noqa: PLC0415 - as above

    from doelgroep_web.accounts.links import make_link  # noqa: PLC0415 - as above
    from doelgroep_web.accounts.models import User  # noqa: PLC0415 - as above
    from doelgroep_web.accounts.roles import Role  # noqa: PLC0415 - as above
    from tests.web.every.addresses import ADDRESSES, ANYBODY, FRAGMENTS, PAGES  # noqa: PLC0415 - as above
    from tests.web.every.things import QUESTIONS, THINGS  # noqa: PLC0415 - as above

    people = [User.objects.create_user(f"{role}-{language}@example.com", "Fenna Hoekstra", role) for role in (Role.MARKETER, Role.ADMINISTRATOR)]
    User.objects.filter(pk__in=[each.pk for each in people]).update(language=language)
    pages = {}
    with transaction.atomic():
        for name in PAGES if has_pages else ():
            about = ADDRESSES[name].about
            question = urlencode(QUESTIONS.get(about, {}))
            pages[name] = reverse(name, kwargs=THINGS[about](people[1])) + (f"?{question}" if question else "")
    return {
        "links": [make_link(people[0]) for _ in range(LINKS)],
        "administrator": make_link(people[1]),
        "pages": {name: each for name, each in pages.items() if ADDRESSES[name].needs is not ANYBODY and name not in FRAGMENTS},
        "entrance": [each for name, each in pages.items() if ADDRESSES[name].needs is ANYBODY],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
