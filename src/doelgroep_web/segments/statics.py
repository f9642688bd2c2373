"""Segments made of an uploaded list of customers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.urls import reverse

from doelgroep.catalog import Label
from doelgroep.static_lists import add_static_list
from doelgroep.store.definitions import Definition, ManagedBy, Signature
from doelgroep_web.accounts.models import User
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.jobs.work import start
from doelgroep_web.place import workspace
from doelgroep_web.segments.access import card_of
from doelgroep_web.segments.keys import free_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doelgroep_web.jobs.models import Job
    from doelgroep_web.jobs.work import Running

MOST = 1_000_000
SHOWN = 20


def ask_list(user: User, name: str, data: bytes) -> Job:
    """Start the job that makes the segment."""
    return start("static_list", user, name=name, keys=list(keys_of(data, workspace().catalog.key)), person=user.pk, subject=name)


def keys_of(data: bytes, key: str) -> Iterator[str]:
    r"""The customer numbers in a file: of the column with the key's name, else of the first one. A header is left out.

    >>> list(keys_of(b"customer_id;name\n17;Jan\n18;An\n", "customer_id"))
    ['17', '18']
    """
    text = _text(data)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    header = [each.strip().casefold() for each in rows[0]] if rows else []
    column = header.index(key.casefold()) if key.casefold() in header else 0
    named = {key.casefold(), "id", "customer", "klant", "klantnummer", "customer_id", "customer number"}
    for row in rows[1 if header and header[column] in named else 0 :]:
        if len(row) > column and row[column].strip():
            yield row[column].strip()


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def make_list(running: Running, *, name: str, keys: list[str], person: int) -> dict[str, object]:
    """Keep the list and make the segment; a second run finds the list there and makes only what is missing."""
    user = User.objects.get(pk=person)
    key = running.job.result.get("key") or free_key(name)
    found = add_static_list(workspace(), key, keys, report=running.report)
    definition = Definition(query=found.query, name=Label(name, name))
    stored = workspace().definitions.put({key: definition}, Signature(author=user.name, by=ManagedBy.APP))[0]
    card = card_of(stored)
    card.owner = user
    card.save()
    workspace().refresh([key])
    record(user, Action.SEGMENT_CHANGED, key, what="list", rows=found.found)
    address = reverse("segments:segment", args=[key])
    return {"key": key, "found": found.found, "unknown": len(found.unknown), "examples": list(found.unknown[:SHOWN]), "address": address}
