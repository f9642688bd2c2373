"""What the page of a field shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from doelgroep.quality.kept import kept
from doelgroep.quality.tables import CUSTOMERS
from doelgroep.quality.told import table_title, told
from doelgroep.quality.values import Spread
from doelgroep.store.catalog_form import type_text
from doelgroep_web.accounts.roles import Right
from doelgroep_web.data import drawing
from doelgroep_web.data.catalogue.names import full_name
from doelgroep_web.data.catalogue.pages import measure_of
from doelgroep_web.data.catalogue.uses import Uses, uses_of
from doelgroep_web.data.values import bar_title, shown
from doelgroep_web.data.words import BASES, PRIVACY, ROLES, type_name
from doelgroep_web.errors import language
from doelgroep_web.privacy import may_see
from doelgroep_web.ui.figures import number, share

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from doelgroep.catalog import Field
    from doelgroep.quality.values import Bar, Distribution, FieldMeasure, Measures
    from doelgroep.renaming import RenameResult
    from doelgroep.workspace import Workspace
    from doelgroep_web.accounts.models import User
    from doelgroep_web.data.catalogue.forms import FieldForm, RenameForm

_SINGLE = 12
"""So many values at most each have their own words below the columns."""
_PARTS = (4, 3, 5, 2)
"""Into so many equal parts the columns are divided by the words below them, if they can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarLine:
    """A bar in numbers."""

    title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A distribution, drawn and in numbers."""

    title: str
    picture: SafeString | None
    """Columns; None where a list of bars says it better."""
    ticks: tuple[str, ...]
    highest: int
    lines: tuple[BarLine, ...]
    beside: tuple[BarLine, ...]
    """Rows that have no bar: below, above, other values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A key figure."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPage:
    """One field."""

    table: str
    name: str
    full_name: str
    title: str
    description: str
    table_title: str
    type_name: str
    base: str
    role: str
    privacy: str
    """Empty for an ordinary one."""
    expression: str
    lookup: str
    figures: tuple[Figure, ...]
    rows: int
    filled: int
    chart: Chart | None
    frequent: tuple[BarLine, ...]
    most: int
    """The count of the most frequent value."""
    findings: tuple[tuple[str, str], ...]
    uses: Uses
    is_hidden: bool
    is_measured: bool
    may_edit: bool
    may_rename: bool
    forms: FieldForms


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldForms:
    """What can be changed of a field."""

    form: FieldForm
    rename_form: RenameForm
    renamed: RenameResult | None = None
    """What another name would change; None until one was given."""


def field_page(user: User, workspace: Workspace, table: str, field: Field, forms: FieldForms) -> FieldPage:
    """One field, its values as far as the person may see them."""
    catalog, measures, currency = workspace.catalog, kept(workspace.path), workspace.settings.currency
    measure, visible = measure_of(measures, catalog, table, field.name), may_see(user, field)
    open_measure = measure if visible else None
    may_edit = user.has_right(Right.EDIT_CATALOG)
    is_key = table == CUSTOMERS and field.name == catalog.key
    return FieldPage(
        table=table,
        name=field.name,
        full_name=full_name(table, field.name),
        title=field.title(language()),
        description=field.description.get(language()),
        table_title=capfirst(table_title(catalog, table, language())),
        type_name=type_name(type_text(field)),
        base=str(BASES[field.base]) if field.base else "",
        role=str(ROLES[field.role]) if field.role else "",
        privacy=str(PRIVACY[field.privacy]) if field.privacy != "none" else "",
        expression=field.expression or "",
        lookup=table_title(catalog, f"lookup:{field.lookup}", language()) if field.lookup else "",
        figures=() if measure is None else _figures(measure, field, currency, visible=visible),
        rows=0 if measure is None else measure.rows,
        filled=0 if measure is None else measure.filled,
        chart=None if open_measure is None else _chart(open_measure.distribution, field, currency),
        frequent=() if open_measure is None else tuple(_line(each, Spread.VALUES, field, currency) for each in open_measure.frequent),
        most=max((each.count for each in open_measure.frequent), default=0) if open_measure else 0,
        findings=_findings(measures, workspace, table, field.name),
        uses=uses_of(workspace, table, field.name, language()),
        is_hidden=not visible,
        is_measured=measure is not None,
        may_edit=may_edit and not is_key,
        may_rename=may_edit,
        forms=forms,
    )


def _figures(measure: FieldMeasure, field: Field, currency: str, *, visible: bool) -> tuple[Figure, ...]:
    about = "± " if measure.about else ""
    note = _("%(filled)s of %(rows)s rows") % {"filled": number(measure.filled), "rows": number(measure.rows)}
    found = [
        Figure(label=_("Filled"), value=share(measure.filled, measure.rows), note=note),
        Figure(label=_("Different values"), value=about + number(measure.distinct)),
    ]
    if not visible or measure.lowest is None or field.type in {"category", "text", "boolean", "point"}:
        return tuple(found)
    if measure.quartiles is not None:
        low, middle, high = (shown(round(each, 2), field, currency) for each in measure.quartiles)
        found.append(Figure(label=_("Middle value"), value=middle, note=_("half lies between %(low)s and %(high)s") % {"low": low, "high": high}))
    ends = shown(measure.lowest, field, currency), shown(measure.highest, field, currency)
    is_day = field.type in {"date", "datetime"}
    found.append(Figure(label=_("First day") if is_day else _("Lowest"), value=ends[0]))
    found.append(Figure(label=_("Last day") if is_day else _("Highest"), value=ends[1]))
    return tuple(found)


def _chart(distribution: Distribution, field: Field, currency: str) -> Chart | None:
    if distribution.spread is Spread.NONE:
        return None
    lines = tuple(_line(each, distribution.spread, field, currency) for each in distribution.bars)
    as_list = distribution.spread is Spread.VALUES and not isinstance(distribution.bars[0].low, int)
    titles = [f"{each.title}: {number(each.count)}" for each in lines]
    beside = [(_("lower"), distribution.below), (_("higher"), distribution.above), (_("other values"), distribution.other)]
    return Chart(
        title=_TITLES[distribution.spread]() if not as_list else _("Most frequent values"),
        picture=None if as_list else drawing.large(distribution, titles),
        ticks=() if as_list else _ticks(distribution, lines),
        highest=distribution.highest,
        lines=lines,
        beside=tuple(BarLine(title=title, count=count) for title, count in beside if count),
    )


def _line(bar: Bar, spread: Spread, field: Field, currency: str) -> BarLine:
    return BarLine(title=bar_title(bar, spread, field, currency), count=bar.count)


def _ticks(distribution: Distribution, lines: tuple[BarLine, ...]) -> tuple[str, ...]:
    """A few words below the columns, at even distances."""
    if len(lines) <= _SINGLE and distribution.spread is Spread.VALUES:
        return tuple(each.title for each in lines)
    parts = next((each for each in _PARTS if len(lines) % each == 0), 1)
    chosen = [place * len(lines) // parts for place in range(parts)]
    if distribution.spread in {Spread.NUMBERS, Spread.LENGTHS}:
        return (*(shown(distribution.bars[each].low) for each in chosen), shown(distribution.bars[-1].high))
    return (*(lines[each].title for each in chosen), lines[-1].title) if len(lines) > 1 else (lines[0].title,)


_TITLES = {
    Spread.VALUES: lambda: _("Rows per value"),
    Spread.NUMBERS: lambda: _("How the values are spread"),
    Spread.LENGTHS: lambda: _("How long the texts are"),
    Spread.DAYS: lambda: _("Rows per day"),
    Spread.MONTHS: lambda: _("Rows per month"),
    Spread.YEARS: lambda: _("Rows per year"),
}


def _findings(measures: Measures | None, workspace: Workspace, table: str, name: str) -> tuple[tuple[str, str], ...]:
    found = () if measures is None else measures.findings
    return tuple(told(each, workspace.catalog, language()) for each in found if (each.table, each.field) == (table, name))
