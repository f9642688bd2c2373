"""The audit log as it is shown and written."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from doelgroep.export import harmless
from doelgroep_web.accounts.models import User
from doelgroep_web.administration.facts import told
from doelgroep_web.administration.pages import AuditLine, AuditPage
from doelgroep_web.administration.tabs import tabs_of
from doelgroep_web.audit.models import Action, Entry
from doelgroep_web.ui.paging import pages_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import QueryDict

PER_PAGE = 100


def audit_page(user: User, query: QueryDict) -> AuditPage:
    """The part of the log that the address asks for."""
    entries = entries_of(query)
    pages = pages_of(query, entries.count(), PER_PAGE)
    return AuditPage(
        tabs=tabs_of(user, "audit"),
        lines=tuple(_line(each) for each in entries[max(pages.first - 1, 0) : pages.last]),
        pages=pages,
        people=tuple((str(number), name) for number, name in User.objects.values_list("pk", "name")),
        actions=tuple((each.value, str(each.label)) for each in Action),
        person=query.get("person", ""),
        action=query.get("action", ""),
        text=query.get("q", ""),
    )


def entries_of(query: QueryDict) -> QuerySet[Entry]:
    """The entries that the address asks for, the latest first."""
    entries = Entry.objects.all()
    person, action, text = (str(query.get(each, "")) for each in ("person", "action", "q"))
    if person.isdigit() and len(person) < 10:
        entries = entries.filter(user=int(person))
    if action in Action.values:
        entries = entries.filter(action=action)
    return entries.filter(subject__icontains=text) if text else entries


def _line(entry: Entry) -> AuditLine:
    return AuditLine(at=entry.at, person=entry.user_name, action=str(entry.get_action_display()), subject=entry.subject, facts=told(entry.facts))


def csv_lines(entries: QuerySet[Entry]) -> Iterator[str]:
    """The entries as lines of CSV, with a header; harmless in a spreadsheet."""
    yield _csv(["at", "person", "action", "subject", "facts"])
    for entry in entries.iterator(chunk_size=2000):
        line = _line(entry)
        yield _csv([entry.at.isoformat(), line.person, entry.action, line.subject, line.facts])


def _csv(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([harmless(each) for each in cells])
    return out.getvalue()
