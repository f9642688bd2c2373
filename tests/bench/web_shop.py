"""A shop for the benchmarks of the web app: a workspace of its own with segments that have been refreshed, a set of them, and people who sign in."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from doelgroep.gallery import Bound, bind, draft, first_values, suggestions, templates
from doelgroep.store.definitions import key_for
from doelgroep.store.segment_sets import SetDefinition
from doelgroep.store.store import Store
from doelgroep.workspace import Workspace, define, signature
from tests.bench.data import fresh, sample_workspace
from tests.bench.report import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doelgroep.store.definitions import Definition
    from doelgroep_web.accounts.models import User
    from tests.bench.setting import Setting

CUSTOMERS = 1_000_000
SEGMENTS = 200
DAYS = (60, 30, 14, 7, 3, 2, 1)
"""How many days before now the segments were refreshed, so that there is a history to show."""
SET = "priority"
_GROUPS = 12


def web_shop(setting: Setting) -> Path:
    """The workspace; made when it is not there yet, from the sample shop of `python -m tests.bench sample`, which stays as it is."""
    customers = setting.sized(CUSTOMERS)
    path = setting.path(f"web_{customers}")
    if not path.exists():
        unfinished = fresh(path.with_suffix(".part"))
        say(f"Preparing {path}")
        shutil.copytree(sample_workspace(setting, customers), unfinished, ignore=shutil.ignore_patterns("workspace.lock"))
        with Workspace(Store.open(unfinished)) as opened:
            _follow(opened, max(8, setting.sized(SEGMENTS)))
        unfinished.rename(path)
    return path


def sign_in_links(folder: Path, people: int) -> list[str]:
    """Tokens that sign so many administrators in, once each."""
    _use(folder)
    from doelgroep_web.accounts.links import make_link  # noqa: PLC0415 - after Django is set up

    return [make_link(_person(number)) for number in range(people)]


def api_key(folder: Path) -> str:
    """A key for the API that may everything."""
    _use(folder)
    from doelgroep_web.administration.keys import SCOPES, make_key  # noqa: PLC0415 - after Django is set up

    return make_key(_person(0), "bench", SCOPES, days=1)


def _use(folder: Path) -> None:
    """The web app of this process is that of the folder from now on."""
    os.environ["DOELGROEP_WORKSPACE"], os.environ["DJANGO_SETTINGS_MODULE"] = str(folder.resolve()), "doelgroep_web.settings"
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after Django is set up

    call_command("migrate", verbosity=0, interactive=False)


def _person(number: int) -> User:
    from doelgroep_web.accounts.models import User  # noqa: PLC0415 - after Django is set up
    from doelgroep_web.accounts.roles import Role  # noqa: PLC0415 - as above

    email = f"person{number}@example.com"
    return User.objects.filter(email=email).first() or User.objects.create_user(email, email, Role.ADMINISTRATOR)


def _follow(opened: Workspace, number: int) -> None:
    """Segments, refreshed now and on earlier days, and a set."""
    definitions = dict(zip((f"segment-{place:03}" for place in range(1, number + 1)), _definitions(opened), strict=False))
    opened.definitions.put(definitions, signature())
    now = datetime.now(UTC)
    for days in (*DAYS, 0):
        opened.refresh(list(definitions), as_of=now - timedelta(days=days))
    opened.sets.add(SET, SetDefinition(segments=tuple(definitions)[:_GROUPS]), signature())


def _definitions(opened: Workspace) -> Iterator[Definition]:
    """The templates that fit, with the values that the data propose; then each two of them together."""
    found = suggestions(opened)
    bounds = [each for template in templates() if isinstance(each := bind(template, opened.catalog), Bound)]
    alone = [draft(each, values) for each in bounds if all((values := first_values(each, found)).values())]
    for made in alone:
        yield define(made.query, name=made.name, tags=[key_for(made.name)[:12]])
    for one, other in combinations(alone, 2):
        yield define(f"({one.query})\nAND ({other.query})", name=f"{one.name} + {other.name}", tags=["both"])
