"""What was found at a customer, in words and for programs: values, rows, statistics."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.engine.reference_rows import Instant
from doelgroep.model import node
from doelgroep.model.aggregates import COUNT
from doelgroep.model.walk import children
from doelgroep.reading.constants import constant_words, day_words, quoted, real
from doelgroep.reading.leaves import distance_words
from doelgroep.reading.reason_words import REASON_WORDS
from doelgroep.reading.rows import rows_name
from doelgroep.reading.times import part_name
from doelgroep.reading.values import is_row_time, noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from zoneinfo import ZoneInfo

    from doelgroep.engine.reference_rows import Fields
    from doelgroep.engine.why_tree import Evidence, Known, Reason
    from doelgroep.model.node import ModelNode, Value, ValueType
    from doelgroep.reading.reader import Reader
    from doelgroep.reading.reason_words import ReasonWords

_EPOCH = date(1970, 1, 1)
_MIDNIGHT = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """Puts what was found into words."""

    reader: Reader
    zone: ZoneInfo
    """In which moments are told."""
    value_of: Callable[[Value, Fields], object]
    """Gives a planned value of a row: of a computed field, of a lookup."""

    @property
    def words(self) -> ReasonWords:
        """The phrases of the language."""
        return REASON_WORDS[self.reader.language]

    def within(self, activity: str) -> Finder:
        """A finder whose names are those of an activity."""
        return replace(self, reader=self.reader.within(activity))


def known_words(known: Known, finder: Finder) -> str:
    """A value that took part in the answer; behind a statistic of rows how many they are."""
    said = said_of(known.node, known.value, finder)
    evidence = _evidence_of(known)
    if evidence is None or evidence.count == 0 or known.value is None or _is_count(known.node):
        return said
    return finder.words.over_rows.format(said, count_words(evidence, finder))


def said_of(value: Value, found: object, finder: Finder) -> str:
    """What was found for a value: of a part of a date by its name."""
    named = part_name(value, found, finder.reader) if isinstance(value, node.DatePart | node.Season) and found is not None else None
    return named or value_words(found, value.type, finder)


def value_words(value: object, kind: ValueType, finder: Finder) -> str:
    """A value of the reference engine as the language writes it; moments on the clock of the zone."""
    words = finder.reader.words
    match value:
        case None:
            return finder.words.missing
        case Instant():
            local = _local(value, finder.zone)
            return words.times.at_time.format(day_words(local.date(), words), f"{local:%H:%M}")
        case (float(), float()) if kind.kind is FieldType.POINT:
            return f"({value[0]:.6g}, {value[1]:.6g})"
        case tuple():
            return ", ".join(quoted(str(each)) for each in value) or finder.words.nothing
        case bool():
            return words.yes if value else words.no
        case float():
            return real(round(value, 6), words)
        case int() | str():
            return constant_words(node.Literal(value, kind), finder.reader)
        case _:
            return str(value)


def found_words(reason: Reason, finder: Finder) -> str:
    """What was found for a single condition on a customer or a row."""
    match reason.test:
        case node.Matches():
            return _of_rows(reason, finder)
        case node.WithinDistance():
            away = reason.values[-1].value
            return finder.words.away.format(distance_words(round(away, -2), finder.reader.words)) if isinstance(away, float) else finder.words.missing
        case node.Comparison(right=right) if not isinstance(right, node.Literal):
            beside = f"{noun(right, finder.reader)} {known_words(reason.values[1], finder)}"
            return finder.words.statistics.format(known_words(reason.values[0], finder), beside)
        case _:
            return known_words(reason.values[0], finder) if reason.values else ""


def count_words(evidence: Evidence, finder: Finder) -> str:
    """How many rows there are of how many: "3 of 12 orders"."""
    rows, words = rows_name(evidence.activity, finder.reader), finder.words
    if evidence.total == 0:
        return words.no_rows_at_all.format(rows=rows)
    if evidence.total == 1:
        one = finder.reader.words.nouns.singular(rows) or finder.reader.words.rows.once.format("", rows).strip()
        return (words.all_rows if evidence.count else words.not_the_row).format(count=1, rows=one)
    template = words.no_rows if evidence.count == 0 else words.all_rows if evidence.count == evidence.total else words.some_rows
    return template.format(count=evidence.count, total=evidence.total, rows=rows)


def statistics_words(group: Reason | None, finder: Finder) -> list[str]:
    """The statistics that conditions on a group are about, each once; not the number of rows."""
    found = [each for each in singles(group) if each.values and each.values[0].node != COUNT] if group is not None else []
    said = [f"{noun(each.values[0].node, finder.reader)} {known_words(each.values[0], finder)}" for each in found]
    return list(dict.fromkeys(said))


def singles(reason: Reason) -> Iterator[Reason]:
    """The single conditions of a reason, in order."""
    if not reason.items:
        yield reason
    for each in reason.items:
        yield from singles(each)


def row_words(row: Fields, values: tuple[Value, ...], finder: Finder) -> str:
    """A row: its moment, and the values that a condition is about."""
    activity = finder.reader.activity
    time = row.get(activity.time) if activity is not None and activity.time is not None else None
    kind = node.DATE if isinstance(time, int) else node.DATETIME
    fields = ", ".join(f"{noun(each, finder.reader)} {value_words(finder.value_of(each, row), each.type, finder)}" for each in values)
    if time is None:
        return fields
    said = value_words(time, kind, finder)
    return finder.words.row.format(said, fields) if fields else said


def row_values(part: ModelNode | None, finder: Finder) -> tuple[Value, ...]:
    """The values of a row that a condition is about, each once, in order; the moment of the row itself left out."""
    found = [] if part is None else list(_values_of_row(part))
    return tuple(dict.fromkeys(each for each in found if not is_row_time(each, finder.reader)))


def _values_of_row(part: ModelNode) -> Iterator[Value]:
    if isinstance(part, node.RowField | node.LookupField | node.Trait):
        yield part
    elif isinstance(part, node.Season):
        yield from _values_of_row(part.value)
    else:
        for each in children(part):
            yield from _values_of_row(each)


def _of_rows(reason: Reason, finder: Finder) -> str:
    evidence = reason.evidence
    if evidence is None:
        return ""
    said = count_words(evidence, finder)
    statistics = statistics_words(reason.group, finder.within(evidence.activity)) if evidence.count else []
    return finder.words.statistics.format(said, ", ".join(statistics)) if statistics else said


def _evidence_of(known: Known) -> Evidence | None:
    """The rows behind a statistic, also where it stands inside a trait; None when there are several statistics or none."""
    found = [known.evidence] if known.evidence is not None else [each for part in known.parts if (each := _evidence_of(part)) is not None]
    return found[0] if found and all(each == found[0] for each in found) else None


def _inner(value: Value) -> Value:
    return _inner(value.value) if isinstance(value, node.Trait) else value


def _is_count(value: Value) -> bool:
    inner = _inner(value)
    return isinstance(inner, node.Aggregate) and inner.statistic is node.Statistic.COUNT


def _local(moment: Instant, zone: ZoneInfo) -> datetime:
    return (_MIDNIGHT + timedelta(microseconds=moment.micros)).astimezone(zone)


# ---------------------------------------------------------------- for programs


def plain(value: object, kind: ValueType, zone: ZoneInfo) -> object:
    """A value of the reference engine for programs: ISO dates and local moments, decimals, lists."""
    match value:
        case Instant():
            return _local(value, zone).isoformat()
        case int() if kind.kind is FieldType.DATE and not isinstance(value, bool):
            return (_EPOCH + timedelta(days=value)).isoformat()
        case int() if kind.kind is FieldType.DECIMAL:
            return Decimal(value).scaleb(-kind.scale)
        case tuple():
            return list(value)
        case _:
            return value


def plain_row(row: Fields, values: tuple[Value, ...], finder: Finder) -> dict[str, object]:
    """A row for programs: its stored moment, and the values that the condition is about, by name."""
    activity = finder.reader.activity
    found: dict[str, object] = {}
    if activity is not None and activity.time is not None:
        time = row.get(activity.time)
        found[activity.time] = plain(time, node.DATE if isinstance(time, int) else node.DATETIME, finder.zone)
    for each in values:
        name = each.name if isinstance(each, node.RowField | node.LookupField | node.Trait) else noun(each, finder.reader)
        found[name] = plain(finder.value_of(each, row), each.type, finder.zone)
    return found
