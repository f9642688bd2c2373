"""What the quality page shows."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from doelgroep.quality.arrivals import arrivals
from doelgroep.quality.kept import kept
from doelgroep.quality.told import find_field, table_title, told
from doelgroep.quality.values import Trouble
from doelgroep_web.accounts.roles import Right
from doelgroep_web.data.access import own_imports
from doelgroep_web.data.catalogue.pages import field_address
from doelgroep_web.data.tabs import Tabs, tabs_of
from doelgroep_web.data.values import visible_blanks
from doelgroep_web.data.words import RHYTHMS, punctuality
from doelgroep_web.errors import language
from doelgroep_web.jobs.models import OPEN, Job
from doelgroep_web.privacy import may_see

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.utils.functional import _StrPromise

    from doelgroep.quality.values import Example, Finding, Measures
    from doelgroep.workspace import Workspace
    from doelgroep_web.accounts.models import User

_GROUPS: tuple[tuple[str, _StrPromise, frozenset[Trouble]], ...] = (
    ("missing", gettext_lazy("Missing"), frozenset({Trouble.MISSING_KEY, Trouble.MISSING_TIME, Trouble.BARE_CUSTOMERS, Trouble.SET_ASIDE})),
    ("duplicates", gettext_lazy("Twice"), frozenset({Trouble.REPEATED_ROWS, Trouble.SHARED_CONTACT})),
    ("dates", gettext_lazy("Impossible dates"), frozenset({Trouble.TOO_EARLY, Trouble.TOO_LATE})),
    ("orphans", gettext_lazy("Leads nowhere"), frozenset({Trouble.UNKNOWN_KEY})),
    ("variants", gettext_lazy("Spelt in several ways"), frozenset({Trouble.VARIANTS})),
    ("drops", gettext_lazy("Suddenly fewer rows"), frozenset({Trouble.FEW_ROWS})),
    ("idle", gettext_lazy("Says nothing"), frozenset({Trouble.EMPTY, Trouble.CONSTANT})),
)
"""The sections of the page: what each is called and which findings are in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleLine:
    """A case."""

    text: str
    count: int
    address: str
    """The page of the customer; empty where it is about none, or the person may not open it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """Something wrong."""

    what: str
    advice: str
    count: int
    of: int
    table_title: str
    field_title: str
    address: str
    """The page of the field; empty when it is about the whole table."""
    examples: tuple[ExampleLine, ...]
    is_hidden: bool
    """There are examples, and this person may not see them."""
    rejected: str
    """Where the rows can be fetched; empty for other troubles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingGroup:
    """Findings of one sort."""

    name: str
    title: str
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLine:
    """A table that should have come."""

    title: str
    state_name: str
    last: date | None
    due: date | None
    rhythm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityPage:
    """What is wrong, and what is late."""

    tabs: Tabs
    measured: datetime | None
    is_measuring: bool
    may_measure: bool
    table: str
    """The title of the table that the page is narrowed to; empty for all."""
    late: tuple[LateLine, ...]
    groups: tuple[FindingGroup, ...]
    tables: int
    fields: int


def quality_page(user: User, workspace: Workspace, table: str) -> QualityPage:
    """What is wrong and late, of all tables or of one.

    Args:
        user: who looks; examples from protected fields are left out for those who may not see them.
        workspace: where.
        table: narrows the page; empty for all.
    """
    measures = kept(workspace.path)
    found = [each for each in (() if measures is None else measures.findings) if not table or each.table == table]
    mine = own_imports(user)
    lines = {id(each): _line(user, workspace, each, mine) for each in found}
    groups = (
        FindingGroup(name=name, title=str(title), lines=tuple(lines[id(each)] for each in found if each.trouble in troubles))
        for name, title, troubles in _GROUPS
    )
    return QualityPage(
        tabs=tabs_of("quality", measures),
        measured=None if measures is None else measures.at.replace(tzinfo=UTC),
        is_measuring=Job.objects.filter(kind="quality", state__in=OPEN).exists(),
        may_measure=user.has_right(Right.IMPORT_DATA),
        table=table_title(workspace.catalog, table, language()) if table else "",
        late=tuple(_late(workspace)) if not table else (),
        groups=tuple(each for each in groups if each.lines),
        tables=_count_tables(measures),
        fields=0 if measures is None else sum(len(each.fields) for each in measures.tables),
    )


def _count_tables(measures: Measures | None) -> int:
    return 0 if measures is None else sum(each.name != "traits" for each in measures.tables)


def _late(workspace: Workspace) -> Iterator[LateLine]:
    for each in arrivals(workspace):
        if each.is_late and each.derived_from is None:
            yield LateLine(
                title=table_title(workspace.catalog, each.table, language()),
                state_name=punctuality(each.timing)[1],
                last=each.timing.last,
                due=each.timing.due,
                rhythm=str(RHYTHMS[each.timing.rhythm]),
            )


def _line(user: User, workspace: Workspace, finding: Finding, mine: frozenset[int]) -> FindingLine:
    catalog = workspace.catalog
    what, advice = told(finding, catalog, language())
    field = None if finding.field is None else find_field(catalog, finding.table, finding.field)
    visible = _examples_visible(user, finding, workspace)
    number = finding.details.get("number")
    may_fetch = number in mine or (user.has_right(Right.SEE_DIRECT) and user.has_right(Right.IMPORT_DATA))
    return FindingLine(
        what=what,
        advice=advice,
        count=finding.count,
        of=finding.of,
        table_title=table_title(catalog, finding.table, language()),
        field_title="" if field is None else field.title(language()),
        address="" if field is None else field_address(finding.table, field.name),
        examples=tuple(_example(user, each) for each in finding.examples) if visible else (),
        is_hidden=bool(finding.examples) and not visible,
        rejected=f"{reverse('data:rejected', args=[number])}?{urlencode({'file': str(finding.details['file'])})}"
        if number is not None and may_fetch
        else "",
    )


def _examples_visible(user: User, finding: Finding, workspace: Workspace) -> bool:
    if finding.trouble is Trouble.SET_ASIDE:
        return user.has_right(Right.SEE_DIRECT)
    if any(each.customer for each in finding.examples):
        return user.has_right(Right.FIND_CUSTOMER) or user.has_right(Right.SEE_MEMBERS)
    field = None if finding.field is None else find_field(workspace.catalog, finding.table, finding.field)
    return field is None or may_see(user, field)


def _example(user: User, example: Example) -> ExampleLine:
    """A case; the page of a customer belongs to another slice, which may not be there."""
    address = ""
    if example.customer and user.has_right(Right.FIND_CUSTOMER):
        with contextlib.suppress(NoReverseMatch):
            address = reverse("customers:customer", args=[example.customer])
    return ExampleLine(text=visible_blanks(example.text), count=example.count, address=address)
