"""Why a customer is in a segment or not: the reference engine's reason on the stored rows of that one customer, in words."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, FieldType
from doelgroep.engine.reference_data import load
from doelgroep.engine.why import why
from doelgroep.errors import UserError
from doelgroep.reading.reasons import ReasonLine, ReasonReader, changes, data, lines
from doelgroep.reading.values import Reader
from doelgroep.reading.words import WORDS
from doelgroep.show import Grid, Shown

if TYPE_CHECKING:
    import duckdb

    from doelgroep.catalog import Catalog
    from doelgroep.engine.why_tree import Evidence, Reason
    from doelgroep.messages import Language
    from doelgroep.segment import Segment


@dataclass(frozen=True, kw_only=True)
class Why(Shown):
    """Why a customer is or is not in a segment. `reason` has the values and rows themselves; the lines and `change` say it in words."""

    customer: str
    member: bool
    reason: Reason
    lines: tuple[ReasonLine, ...]
    change: str
    """What would turn the answer around."""
    catalog: Catalog
    language: Language = "en"

    def grid(self) -> Grid:
        """One row per condition, nested ones indented."""
        dutch = self.language == "nl"
        title = f"Klant {self.customer} zit {'' if self.member else 'niet '}in het segment." if dutch else None
        title = title or f"Customer {self.customer} is {'' if self.member else 'not '}in the segment."
        headers = ("voorwaarde", "klopt", "gevonden") if dutch else ("condition", "holds", "found")
        words = WORDS[self.language]
        rows = tuple(("  " * each.depth + each.condition, words.yes if each.holds else words.no, each.found) for each in self.lines)
        return Grid(title=title, headers=headers, rows=rows, notes=(self.change,))

    def to_data(self) -> dict[str, object]:
        """For programs: the conditions in words, and the rows that decided."""
        conditions = [{"depth": each.depth, "condition": each.condition, "holds": each.holds, "found": each.found} for each in self.lines]
        rows = [found for evidence in evidences(self.reason) for found in _rows(evidence, self.catalog)]
        return {"customer": self.customer, "member": self.member, "conditions": conditions, "change": self.change, "rows": rows}


def explain_membership(segment: Segment, customer: str, language: Language = "en") -> Why:
    """Why a customer is in a segment or not.

    Raises:
        UserError: there is no such customer; names similar keys.
    """
    workspace = segment.workspace
    planned = segment.planned()
    with workspace.store.reading() as cursor:
        number = _number(cursor, customer)
        dataset = load(cursor, workspace.catalog, [number])
    reason = why(planned, dataset.customers[0], dataset)
    reader = Reader(words=WORDS[language], language=language, catalog=workspace.catalog)
    reading = ReasonReader(reader=reader, zone=workspace.settings.zone)
    return Why(
        customer=customer,
        member=reason.holds,
        reason=reason,
        lines=tuple(lines(reason, reading)),
        change=changes(reason, reading),
        catalog=workspace.catalog,
        language=language,
    )


def evidences(reason: Reason) -> list[Evidence]:
    """The rows that decided, of all conditions."""
    own = [reason.evidence] if reason.evidence is not None else []
    split = [each.evidence for each in reason.splits]
    return [*own, *split, *(found for each in reason.items for found in evidences(each))]


def _rows(evidence: Evidence, catalog: Catalog) -> list[dict[str, object]]:
    activity = catalog.activity(evidence.activity)
    return [{"activity": evidence.activity, **_row(row, activity)} for row in evidence.rows] if activity else []


def _row(row: object, activity: Activity) -> dict[str, object]:
    if not isinstance(row, dict):
        return {}
    kinds = {each.name: (each.type, each.scale) for each in activity.fields}
    return {name: data(value, *kinds.get(name, (FieldType.TEXT, 0))) for name, value in row.items() if not name.startswith("_")}


def _number(cursor: duckdb.DuckDBPyConnection, key: str) -> int:
    found = cursor.execute("SELECT _customer FROM customers WHERE _key = ?", [key]).fetchall()
    if found:
        return int(found[0][0])
    likely = cursor.execute("SELECT _key FROM customers WHERE abs(length(_key) - length(?)) <= 1 ORDER BY levenshtein(_key, ?) LIMIT 50", [key, key])
    near = get_close_matches(key, [each[0] for each in likely.fetchall()], n=3)
    raise UserError("customer_unknown_near" if near else "customer_unknown", customer=key, near=near)
