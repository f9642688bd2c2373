"""Why a customer is in a segment or not: the reference engine's reason on the stored rows of that one customer, in words."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING

from doelgroep.engine.reference_data import load
from doelgroep.engine.reference_rows import Row
from doelgroep.engine.reference_scope import Scope, evaluate
from doelgroep.engine.why import why
from doelgroep.errors import UserError
from doelgroep.holding import at_holder
from doelgroep.model.resolve import understand
from doelgroep.reading.changes import Change, change_lines, changes
from doelgroep.reading.findings import Finder
from doelgroep.reading.reader import WORDS, reader
from doelgroep.reading.reason_words import REASON_WORDS
from doelgroep.reading.reasons import ReasonLine, lines, steps_of
from doelgroep.show import Grid, Shown
from doelgroep.store.customers import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from doelgroep.catalog import Catalog
    from doelgroep.engine.reference_rows import Dataset
    from doelgroep.engine.why_tree import Reason
    from doelgroep.messages import Language
    from doelgroep.model.node import Test
    from doelgroep.plan.context import Context
    from doelgroep.segment import Segment


@dataclass(frozen=True, kw_only=True)
class Why(Shown):
    """Why a customer is or is not in a segment. `reason` has the values and rows themselves; the lines and changes say it in words."""

    customer: str
    member: bool
    reason: Reason
    lines: tuple[ReasonLine, ...]
    """A line per condition, as it was asked, nested ones deeper."""
    change: Change | None
    """What would turn the answer around; None when nothing would."""
    change_lines: tuple[str, ...]
    """The same as lines of text."""
    language: Language = "en"

    @property
    def title(self) -> str:
        """The answer."""
        words = REASON_WORDS[self.language]
        return (words.member if self.member else words.not_member).format(self.customer)

    def grid(self) -> Grid:
        """One row per condition, nested ones indented; below it the rows that decided."""
        words = WORDS[self.language]
        rows: list[tuple[object, ...]] = []
        for each in self.lines:
            rows.append(("  " * each.depth + each.condition, words.yes if each.holds else words.no, each.found))
            rows.extend(("  " * each.depth + "    " + note, "", "") for note in each.notes)
        return Grid(title=self.title, headers=REASON_WORDS[self.language].headers, rows=tuple(rows), notes=self.change_lines)

    def to_text(self) -> str:
        """The conditions as an outline, nothing cut: the answer to each, the condition, what was found."""
        words, reasons = WORDS[self.language], REASON_WORDS[self.language]
        width = max(len(words.yes), len(words.no)) + 2
        said = [self.title, ""]
        for each in self.lines:
            text = reasons.found.format(each.condition, each.found) if each.found else each.condition
            said.append((words.yes if each.holds else words.no).ljust(width) + "  " * each.depth + text)
            said.extend(" " * width + "  " * each.depth + "    " + note for note in each.notes)
        return "\n".join([*said, "", *self.change_lines])

    def to_data(self) -> dict[str, object]:
        """For programs: the conditions in words with the rows that decided, and what would change the answer."""
        return {
            "customer": self.customer,
            "member": self.member,
            "conditions": [_line_data(each) for each in self.lines],
            "change": "\n".join(self.change_lines),
            "changes": None if self.change is None else self.change.to_data(),
        }


@at_holder
def explain_membership(segment: Segment, customer: str, language: Language = "en") -> Why:
    """Why a customer is in a segment or not.

    Raises:
        UserError: there is no such customer; names similar keys.
    """
    workspace = segment.workspace
    with workspace.store.reading() as cursor:
        number = customer_number(cursor, customer)
        dataset = load(cursor, workspace.catalog, [number])
    return explain(asked_of(segment, language), dataset, language)


def asked_of(segment: Segment, language: Language = "en") -> Asked:
    """The question that a segment is, ready to be answered for customers who are read already."""
    workspace, context = segment.workspace, segment.context()

    def definition(key: str) -> Test:
        known = workspace.definitions
        return understand(known.get(key).query, workspace.catalog, segments=known.keys()).test

    return Asked(
        test=segment.test,
        catalog=workspace.catalog,
        context=context,
        plan=partial(workspace.planned, context=context),
        definition=definition,
        title=lambda key: workspace.definitions.get(key).title(language),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query with what is needed to answer it at one moment."""

    test: Test
    """Its meaning, before it is planned."""
    catalog: Catalog
    context: Context
    plan: Callable[[Test], Test]
    definition: Callable[[str], Test]
    """What another segment asks, by its key."""
    title: Callable[[str], str] | None = None
    """What another segment is called, by its key."""


def explain(asked: Asked, dataset: Dataset, language: Language = "en") -> Why:
    """Why the first customer of a data set meets a query or not."""
    customer = dataset.customers[0]
    scope = Scope(dataset, customer)
    finder = Finder(
        reader=reader(language, asked.catalog, context=asked.context, titles=asked.title),
        zone=asked.context.zone,
        value_of=lambda value, row: evaluate(value, scope.at(Row(row, first=False, last=False))),
    )
    reason = why(asked.plan(asked.test), customer, dataset)
    step = steps_of(asked.test, lambda test: why(asked.plan(test), customer, dataset), asked.definition)
    change = changes(step, reason, finder)
    return Why(
        customer=customer.key,
        member=reason.holds,
        reason=reason,
        lines=tuple(lines(step, finder)),
        change=change,
        change_lines=tuple(change_lines(change, finder, member=reason.holds)),
        language=language,
    )


def _line_data(line: ReasonLine) -> dict[str, object]:
    return {
        "depth": line.depth,
        "condition": line.condition,
        "holds": line.holds,
        "found": line.found,
        "notes": list(line.notes),
        "rows": list(line.rows),
    }


def customer_number(cursor: duckdb.DuckDBPyConnection, key: str) -> int:
    """The number of the customer whom a key means.

    Raises:
        UserError: nobody has it; names similar keys.
    """
    found = cursor.execute(f"SELECT customer FROM {KEYS} WHERE _key = ?", [key]).fetchone()  # noqa: S608 - a constant of ours
    if found is not None:
        return int(found[0])
    likely = cursor.execute("SELECT _key FROM customers WHERE abs(length(_key) - length(?)) <= 1 ORDER BY levenshtein(_key, ?) LIMIT 50", [key, key])
    near = get_close_matches(key, [each[0] for each in likely.fetchall()], n=3)
    raise UserError("customer_unknown_near" if near else "customer_unknown", customer=key, near=near)
