"""What the library made of files, kept with the upload as JSON: what each file is, what its columns become, what is wrong."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from doelgroep.catalog import Role
from doelgroep.errors import Severity
from doelgroep.messages import codes, sentence
from doelgroep.store.catalog_form import type_text
from doelgroep.store.loading.arrival import file_label
from doelgroep.store.source import Target
from doelgroep_web.data.words import type_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doelgroep.catalog import Activity, Catalog, Field
    from doelgroep.store.source import ColumnPlan, Preview, Problem, Proposal, TablePlan

_EXAMPLES = 5
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSummary:
    """A column and the field that it becomes."""

    column: str
    """Its name in the file; of two that become one field the first."""
    also: str = ""
    """The other one."""
    field: str
    type: str
    label_en: str
    label_nl: str
    base: str
    role: str
    privacy: str
    is_known: bool
    """The catalogue had the field before."""

    @property
    def type_name(self) -> str:
        """The type in words."""
        return type_name(self.type)

    def label(self, language: str) -> str:
        """The label in a language, or the name made readable."""
        own, other = (self.label_nl, self.label_en) if language == "nl" else (self.label_en, self.label_nl)
        return own or other or self.field.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSummary:
    """A file (or a sheet) and what it is."""

    label: str
    file: str
    """The name of the file without the sheet."""
    target: str
    """"customers", an activity's name, `lookup:NAME`, or empty when it has no place."""
    is_new: bool
    """The activity or lookup comes with this import."""
    rows: int
    customer: str
    """The column with the customer's key, or of a lookup with its key."""
    time: str
    amount: str
    computed_amount: str
    """The expression of the amount where no column holds it; empty when one does, or nothing is an amount."""
    row_id: str
    columns: tuple[ColumnSummary, ...]
    names: tuple[str, ...]
    """All columns of the file."""
    preview: tuple[tuple[str | None, ...], ...]
    """The first rows, in the order of `names`."""

    @property
    def is_lookup(self) -> bool:
        """Its key is of things, not of customers."""
        return self.target.startswith("lookup:")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemSummary:
    """Something wrong or doubtful, in both languages."""

    code: str
    en: str
    nl: str
    is_error: bool
    file: str
    count: int
    examples: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A proposal, as the pages need it."""

    files: tuple[FileSummary, ...]
    problems: tuple[ProblemSummary, ...]
    activities: tuple[str, ...]
    """Derived activities that come with it."""
    traits: tuple[str, ...]
    """Names of the traits that come with it."""

    @property
    def errors(self) -> tuple[ProblemSummary, ...]:
        """What must be mended before anything is imported."""
        return tuple(each for each in self.problems if each.is_error)

    @property
    def remarks(self) -> tuple[ProblemSummary, ...]:
        """What stops nothing."""
        return tuple(each for each in self.problems if not each.is_error)

    def to_json(self) -> dict[str, object]:
        """The form in which it is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Summary:
        """The summary that was kept."""
        problems = tuple(ProblemSummary(**each | {"examples": tuple((line, text) for line, text in each["examples"])}) for each in found["problems"])
        files = tuple(_file(each) for each in found["files"])
        return cls(files=files, problems=problems, activities=tuple(found["activities"]), traits=tuple(found["traits"]))


def _file(found: Mapping[str, Any]) -> FileSummary:
    return FileSummary(
        **dict(found)
        | {
            "columns": tuple(ColumnSummary(**each) for each in found["columns"]),
            "names": tuple(found["names"]),
            "preview": tuple(tuple(each) for each in found["preview"]),
        }
    )


def summary_of(proposal: Proposal, before: Catalog) -> Summary:
    """A proposal as the pages need it; `before` is the catalogue without it."""
    plans = {file_label(each.file): each for each in proposal.tables}
    return Summary(
        files=tuple(_summary(each, plans.get(each.file), proposal.catalog, before) for each in proposal.previews),
        problems=tuple(problem_summary(each) for each in proposal.problems),
        activities=tuple(each.name for each in proposal.catalog.activities if each.derivation is not None and before.activity(each.name) is None),
        traits=tuple(each.name for each in proposal.catalog.traits if each.name not in before.names),
    )


def for_forms(code: str) -> str:
    """The code of the sentence for somebody who sees a form, where the library's own names an option of the command line."""
    own = f"web_{code}"
    return own if own in codes() else code


def problem_summary(problem: Problem) -> ProblemSummary:
    """A problem in both languages."""
    return ProblemSummary(
        code=problem.code,
        en=sentence(for_forms(problem.code), problem.params, "en"),
        nl=sentence(for_forms(problem.code), problem.params, "nl"),
        is_error=problem.severity is Severity.ERROR,
        file=problem.file,
        count=problem.count,
        examples=tuple((line, text[:_LONGEST]) for line, text in problem.examples[:_EXAMPLES]),
    )


def _summary(preview: Preview, plan: TablePlan | None, catalog: Catalog, before: Catalog) -> FileSummary:
    target = "" if plan is None else f"lookup:{plan.name}" if plan.target is Target.LOOKUP else plan.name
    known = {} if plan is None else {each.name: each for each in _fields(before, plan)}
    now = {} if plan is None else {each.name: each for each in _fields(catalog, plan)}
    columns = () if plan is None else tuple(_column(each, now.get(each.field.name, each.field), each.field.name in known) for each in plan.columns)
    activity = None if plan is None or plan.target is not Target.ACTIVITY else catalog.activity(plan.name)
    return FileSummary(
        label=preview.file,
        file=preview.file.rpartition("#")[0] or preview.file,
        target=target,
        is_new=plan is not None and target != "customers" and not _is_there(before, plan),
        rows=0 if plan is None else plan.file.rows,
        customer="" if plan is None else plan.key_column or "",
        time=_column_of(columns, None if activity is None else activity.time),
        amount=next((each.column for each in columns if each.role == Role.REVENUE), ""),
        computed_amount=_computed_amount(activity),
        row_id=_column_of(columns, None if activity is None else activity.row_id),
        columns=columns,
        names=preview.columns,
        preview=preview.rows,
    )


def _computed_amount(activity: Activity | None) -> str:
    fields = () if activity is None else activity.fields
    return next((each.expression for each in fields if each.role is Role.REVENUE and each.expression is not None), "")


def _is_there(before: Catalog, plan: TablePlan) -> bool:
    return before.lookup(plan.name) is not None if plan.target is Target.LOOKUP else before.activity(plan.name) is not None


def _fields(catalog: Catalog, plan: TablePlan) -> tuple[Field, ...]:
    match plan.target:
        case Target.CUSTOMERS:
            return catalog.fields
        case Target.ACTIVITY:
            activity = catalog.activity(plan.name)
            return () if activity is None else activity.fields
        case Target.LOOKUP:
            lookup = catalog.lookup(plan.name)
            return () if lookup is None else lookup.fields


def _column(plan: ColumnPlan, field: Field, is_known: bool) -> ColumnSummary:  # noqa: FBT001 - called once, beside the place where it is worked out
    return ColumnSummary(
        column=plan.columns[0],
        also=plan.columns[1] if len(plan.columns) > 1 else "",
        field=field.name,
        type=type_text(field),
        label_en=field.label.en,
        label_nl=field.label.nl,
        base=field.base or "",
        role=field.role or "",
        privacy=field.privacy,
        is_known=is_known,
    )


def _column_of(columns: tuple[ColumnSummary, ...], field: str | None) -> str:
    return next((each.column for each in columns if each.field == field), "")
