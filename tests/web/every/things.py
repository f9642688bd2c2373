"""One of everything that an address can be about, and of each that belongs to a person one for everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from doelgroep.catalog import Label
from doelgroep.customer_search import customer_with_key
from doelgroep.store.segment_sets import SetDefinition
from doelgroep.workspace import define, signature
from doelgroep_web.accounts.models import ApiKey
from doelgroep_web.customers.models import Note
from doelgroep_web.data.models import Upload
from doelgroep_web.jobs.models import Job, State
from doelgroep_web.place import workspace
from doelgroep_web.segments.editor.models import Draft
from doelgroep_web.segments.models import Export

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doelgroep_web.accounts.models import User

type Place = dict[str, object]

QUERY = "city = 'Delft'\n  AND orders MATCHES (category = 'Shampoo')"
SEGMENT, SET = "spare", "spare-set"
REFRESHED = "loyal"


def _segment(_owner: User) -> Place:
    known = workspace().definitions
    if SEGMENT not in known.keys():  # noqa: SIM118 - no dictionary
        known.put({SEGMENT: define(QUERY, name="Spare")}, signature(author="Test"))
    return {"key": SEGMENT}


def _set(owner: User) -> Place:
    _segment(owner)
    known = workspace().sets
    if SET not in known.keys():  # noqa: SIM118 - as above
        words = SetDefinition(segments=(REFRESHED, SEGMENT), name=Label("Spare set", "Reserve"), rest=Label("Others", "Overige"))
        known.add(SET, words, signature(author="Test"))
    return {"key": SET}


def _draft(owner: User) -> Place:
    return {"number": Draft.objects.create(user=owner, name="Mine", text=QUERY, steps=[[QUERY, []]]).pk}


def _job(owner: User) -> Place:
    return {"number": Job.objects.create(kind="refresh", user=owner, state=State.DONE, finished=timezone.now(), started=timezone.now()).pk}


def _upload(owner: User) -> Place:
    return {"number": Upload.objects.create(user=owner).pk}


def _export(owner: User) -> Place:
    folder = workspace().path / "exports"
    folder.mkdir(exist_ok=True)
    made = Export.objects.create(
        segment=workspace().definitions.get(REFRESHED).id,
        key=REFRESHED,
        user=owner,
        columns=["customer_id"],
        file_format="csv",
        rows=1,
        expires=timezone.now() + timedelta(days=1),
    )
    made.file_name = f"{made.pk}-{REFRESHED}.csv"
    (folder / made.file_name).write_text("customer_id\n1\n")
    made.save()
    return {"number": made.pk}


def _key(owner: User) -> Place:
    made = ApiKey.objects.create(
        user=owner, name="Mine", prefix=f"k{ApiKey.objects.count()}", digest="0" * 64, expires=timezone.now() + timedelta(days=1)
    )
    return {"number": made.pk}


def _customer(_owner: User) -> Place:
    with workspace().segment(REFRESHED).reader(["customer_id"]) as rows:
        return {"key": rows.read_next_batch()["customer_id"][0].as_py()}


def _note(owner: User) -> Place:
    key = _customer(owner)["key"]
    number = customer_with_key(workspace(), str(key)) or 0
    return {"key": key, "number": Note.objects.create(customer=number, author=owner, author_name=owner.name, text="Rang twice").pk}


THINGS: Mapping[str, Callable[[User], Place]] = {
    "": lambda _owner: {},
    "development": lambda _owner: {},
    "token": lambda _owner: {"token": "unknown"},
    "reset": lambda _owner: {"code": "MQ", "token": "unknown"},
    "segment": _segment,
    "refreshed": lambda _owner: {"key": REFRESHED},
    "set": _set,
    "template": lambda _owner: {"key": "bought-a-never-b"},
    "field": lambda _owner: {"table": "customers", "name": "city"},
    "import": lambda _owner: {"number": 1},
    "person": lambda owner: {"number": owner.pk},
    "draft": _draft,
    "draft_rule": _draft,
    "job": _job,
    "upload": _upload,
    "export": _export,
    "key": _key,
    "customer": _customer,
    "customer_and_segment": _customer,
    "note": _note,
}
"""What an address is about, and how to get the number or key of one."""
QUESTIONS: Mapping[str, Mapping[str, str]] = {"draft_rule": {"rule": "1"}, "customer_and_segment": {"segment": REFRESHED}}
"""What an address about such a thing must be asked."""
OWN = ("draft", "draft_rule", "upload", "export", "job", "key", "note")
"""What belongs to a person: nobody else finds it."""
SEEN_BY_ADMINISTRATORS = ("job", "key")
"""Except these, which those who look after the workspace see too."""
NOTHING: Mapping[str, Place] = {
    "segment": {"key": "nothing"},
    "refreshed": {"key": "nothing"},
    "set": {"key": "nothing"},
    "template": {"key": "nothing"},
    "field": {"table": "customers", "name": "nothing"},
    "customer": {"key": "nothing"},
    "customer_and_segment": {"key": "nothing"},
    "note": {"key": "nothing", "number": 987_654_321},
    **{each: {"number": 987_654_321} for each in ("import", "person", *OWN) if each != "note"},
}
"""Of what is not there."""
