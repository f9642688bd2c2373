"""The migrations of people and pages, on SQLite and on PostgreSQL; and that the models have them all."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests import postgresql_server

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
call_command("makemigrations", check=True, dry_run=True, verbosity=1)
from doelgroep_web.accounts.models import User
from doelgroep_web.accounts.roles import Role
from doelgroep_web.accounts.links import make_link, use_link
from doelgroep_web.jobs.models import Job
from django.db import connection, IntegrityError, transaction
user = User.objects.create_user("A@Example.com", "A", Role.MARKETER, "zeer-geheim-woord")
assert use_link(make_link(user)) == user
try:
    with transaction.atomic():
        User.objects.bulk_create([User(email="a@EXAMPLE.com", name="B", role=Role.VIEWER)])
    raise SystemExit("an address was taken twice")
except IntegrityError:
    pass
Job.objects.create(kind="refresh", user=user, parameters={"keys": ["é", None]})
assert Job.objects.filter(parameters__keys__0="é").exists()
print(connection.vendor)
"""


def _run(folder: Path, database: str) -> str:
    (folder / "doelgroep.yaml").write_text("format_version: 3\nname: Shop\ntimezone: Europe/Amsterdam\n")
    more = {"DOELGROEP_WORKSPACE": str(folder), "DJANGO_SETTINGS_MODULE": "doelgroep_web.settings", "DOELGROEP_WEB_DATABASE": database}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env={**os.environ, **more}, capture_output=True, text=True, check=False)  # noqa: S603 - our own interpreter
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip().splitlines()[-1]


def test_on_sqlite(tmp_path: Path) -> None:
    assert _run(tmp_path, "") == "sqlite"
    assert (tmp_path / "app.sqlite3").exists()


def test_on_postgresql(tmp_path: Path) -> None:
    if postgresql_server.absent():
        pytest.skip(postgresql_server.absent())
    assert _run(tmp_path, postgresql_server.server().url) == "postgresql"
