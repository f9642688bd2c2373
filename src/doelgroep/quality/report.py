"""Data quality as a table: what is wrong, and what is late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Privacy
from doelgroep.quality.arrivals import arrivals
from doelgroep.quality.measuring import measure
from doelgroep.quality.told import find_field, table_title, told
from doelgroep.show import Grid, Shown

if TYPE_CHECKING:
    from doelgroep.catalog import Catalog
    from doelgroep.messages import Language
    from doelgroep.quality.arrivals import Arrival
    from doelgroep.quality.values import Example, Finding, Measures
    from doelgroep.store.progress import Report
    from doelgroep.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityReport(Shown):
    """What is wrong with the data of a workspace, and what is late."""

    catalog: Catalog
    measures: Measures
    arrivals: tuple[Arrival, ...]
    language: Language = "en"

    def grid(self) -> Grid:
        """A row per finding, and a line for each table that is late."""
        rows = tuple(self._row(each) for each in self.measures.findings)
        late = tuple(self._late(each) for each in self.arrivals if each.is_late)
        nothing = () if rows else ("Nothing wrong was found." if self.language == "en" else "Er is niets mis gevonden.",)
        headers = ("table", "found", "to do", "examples") if self.language == "en" else ("tabel", "gevonden", "te doen", "voorbeelden")
        return Grid(headers=headers if rows else (), rows=rows, notes=(*nothing, *late))

    def to_data(self) -> dict[str, object]:
        """For programs: measures, findings in words, arrivals."""
        return {
            "measured_at": self.measures.at,
            "tables": [
                {
                    "table": table.name,
                    "rows": table.rows,
                    "anonymous": table.anonymous,
                    "fields": [
                        {"field": each.name, "type": each.type, "filled": each.filled, "fill_rate": each.fill_rate}
                        | {"distinct": each.distinct, "distinct_is_estimate": each.about}
                        for each in table.fields
                    ],
                }
                for table in self.measures.tables
            ],
            "findings": [self._data(each) for each in self.measures.findings],
            "arrivals": [_arrival_data(each) for each in self.arrivals],
        }

    def _row(self, finding: Finding) -> tuple[object, ...]:
        what, advice = told(finding, self.catalog, self.language)
        shown = ", ".join(each.text for each in self._examples(finding))
        return (table_title(self.catalog, finding.table, self.language), what, advice, shown)

    def _data(self, finding: Finding) -> dict[str, object]:
        what, advice = told(finding, self.catalog, self.language)
        found = {"trouble": finding.trouble.value, "table": finding.table, "field": finding.field, "count": finding.count, "of": finding.of}
        examples = [{"text": each.text, "count": each.count, "customer": each.customer} for each in self._examples(finding)]
        return found | {"message": what, "to_do": advice, "examples": examples}

    def _examples(self, finding: Finding) -> tuple[Example, ...]:
        return finding.examples if shows_examples(finding, self.catalog, direct=False) else ()

    def _late(self, arrival: Arrival) -> str:
        title, days, last = table_title(self.catalog, arrival.table, self.language), arrival.timing.days_late, arrival.timing.last
        if self.language == "nl":
            return f"{title}: {days} {'dag' if days == 1 else 'dagen'} te laat, laatst op {last}."
        return f"{title}: {days} {'day' if days == 1 else 'days'} late, last on {last}."


def shows_examples(finding: Finding, catalog: Catalog, *, direct: bool) -> bool:
    """Whether the examples of a finding may be shown to somebody who may see direct identifiers (`direct`) or not.

    Rows that were set aside hold whatever stood in the file, so they count as direct identifiers.
    """
    if direct or finding.field is None:
        return direct or finding.trouble.value != "set_aside"
    field = find_field(catalog, finding.table, finding.field)
    return field is not None and field.privacy is Privacy.NONE


def quality(workspace: Workspace, language: Language = "en", *, anew: bool = False, report: Report | None = None) -> QualityReport:
    """What is wrong with the data of a workspace, and what is late; measured where that was not done since the data changed."""
    measures = measure(workspace, anew=anew, report=report)
    return QualityReport(catalog=workspace.catalog, measures=measures, arrivals=arrivals(workspace), language=language)


def _arrival_data(arrival: Arrival) -> dict[str, object]:
    timing = arrival.timing
    return {
        "table": arrival.table,
        "rows": arrival.rows,
        "last_import": arrival.last_import,
        "last_row": arrival.last_row,
        "rhythm": timing.rhythm.value,
        "state": timing.punctuality.value,
        "due": timing.due,
        "days_late": timing.days_late,
    }
