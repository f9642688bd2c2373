"""A reason in words: each condition, what was found, and what would change the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.engine.reference_rows import Instant
from doelgroep.engine.why_tree import Wanted
from doelgroep.model.node import And, Literal, Matches, Not, Or
from doelgroep.reading.conditions import clause, phrase
from doelgroep.reading.values import day_words, literal_words, value_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from doelgroep.engine.why_tree import Evidence, Known, Lack, Reason
    from doelgroep.reading.values import Reader

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonLine:
    """One condition of an explanation."""

    depth: int
    condition: str
    holds: bool
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrases:
    all_of: str
    any_of: str
    none_of: str
    missing: str
    rows: str
    rows_and_last: str
    best_group: str
    needs: str
    needs_missing: str
    join_to_enter: str
    join_to_leave: str
    never: str
    wanted: dict[Wanted, str]


_ENGLISH = _Phrases(
    all_of="all of these",
    any_of="at least one of these",
    none_of="not this",
    missing="missing",
    rows="{count} of {total} rows",
    rows_and_last="{count} of {total} rows, the latest {last}",
    best_group="{key}: {count} rows",
    needs="{subject} is {has} and should be {wanted}",
    needs_missing="{subject} is missing and should be {wanted}",
    join_to_enter="To become a member: {changes}.",
    join_to_leave="Would no longer be a member if: {changes}.",
    never="No change of these conditions would turn the answer around.",
    wanted={
        Wanted.EQUAL: "{0}",
        Wanted.OTHER_THAN: "other than {0}",
        Wanted.BELOW: "less than {0}",
        Wanted.AT_LEAST: "at least {0}",
        Wanted.AT_MOST: "at most {0}",
        Wanted.ABOVE: "more than {0}",
        Wanted.BETWEEN: "between {0} and {1}",
        Wanted.OUTSIDE: "outside {0} to {1}",
        Wanted.ONE_OF: "one of {all}",
        Wanted.NONE_OF: "none of {all}",
        Wanted.CONTAINS: "with {0} in it",
        Wanted.NOT_CONTAINS: "without {0} in it",
        Wanted.STARTS_WITH: "beginning with {0}",
        Wanted.NOT_STARTS_WITH: "not beginning with {0}",
        Wanted.ENDS_WITH: "ending with {0}",
        Wanted.NOT_ENDS_WITH: "not ending with {0}",
        Wanted.PATTERN: "fitting the pattern {0}",
        Wanted.NOT_PATTERN: "not fitting the pattern {0}",
        Wanted.MISSING: "missing",
        Wanted.KNOWN: "known",
        Wanted.TRUE: "yes",
        Wanted.NOT_TRUE: "no or missing",
        Wanted.IN_SEASON: "on a day of the year that was asked for",
        Wanted.OUT_OF_SEASON: "on another day of the year",
        Wanted.WITHIN: "at most {0} metres away",
        Wanted.BEYOND: "more than {0} metres away",
        Wanted.FIRST_ROW: "the first row",
        Wanted.NOT_FIRST_ROW: "another than the first row",
        Wanted.LAST_ROW: "the latest row",
        Wanted.NOT_LAST_ROW: "another than the latest row",
    },
)

_DUTCH = _Phrases(
    all_of="al deze voorwaarden",
    any_of="minstens één hiervan",
    none_of="dit niet",
    missing="ontbreekt",
    rows="{count} van {total} rijen",
    rows_and_last="{count} van {total} rijen, de laatste {last}",
    best_group="{key}: {count} rijen",
    needs="{subject} is {has} en zou {wanted} moeten zijn",
    needs_missing="{subject} ontbreekt en zou {wanted} moeten zijn",
    join_to_enter="Om lid te worden: {changes}.",
    join_to_leave="Valt eruit als: {changes}.",
    never="Geen verandering van deze voorwaarden keert het antwoord om.",
    wanted={
        Wanted.EQUAL: "{0}",
        Wanted.OTHER_THAN: "anders dan {0}",
        Wanted.BELOW: "minder dan {0}",
        Wanted.AT_LEAST: "minstens {0}",
        Wanted.AT_MOST: "hoogstens {0}",
        Wanted.ABOVE: "meer dan {0}",
        Wanted.BETWEEN: "tussen {0} en {1}",
        Wanted.OUTSIDE: "buiten {0} tot {1}",
        Wanted.ONE_OF: "een van {all}",
        Wanted.NONE_OF: "geen van {all}",
        Wanted.CONTAINS: "met {0} erin",
        Wanted.NOT_CONTAINS: "zonder {0} erin",
        Wanted.STARTS_WITH: "beginnend met {0}",
        Wanted.NOT_STARTS_WITH: "niet beginnend met {0}",
        Wanted.ENDS_WITH: "eindigend op {0}",
        Wanted.NOT_ENDS_WITH: "niet eindigend op {0}",
        Wanted.PATTERN: "passend bij het patroon {0}",
        Wanted.NOT_PATTERN: "niet passend bij het patroon {0}",
        Wanted.MISSING: "leeg",
        Wanted.KNOWN: "bekend",
        Wanted.TRUE: "ja",
        Wanted.NOT_TRUE: "nee of leeg",
        Wanted.IN_SEASON: "op een gevraagde dag van het jaar",
        Wanted.OUT_OF_SEASON: "op een andere dag van het jaar",
        Wanted.WITHIN: "hoogstens {0} meter ver",
        Wanted.BEYOND: "meer dan {0} meter ver",
        Wanted.FIRST_ROW: "de eerste rij",
        Wanted.NOT_FIRST_ROW: "een andere dan de eerste rij",
        Wanted.LAST_ROW: "de laatste rij",
        Wanted.NOT_LAST_ROW: "een andere dan de laatste rij",
    },
)

_PHRASES = {"en": _ENGLISH, "nl": _DUTCH}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonReader:
    """Puts reasons into words."""

    reader: Reader
    zone: ZoneInfo

    @property
    def phrases(self) -> _Phrases:
        """The phrases of the language."""
        return _PHRASES[self.reader.language]


def lines(reason: Reason, reading: ReasonReader, depth: int = 0) -> Iterator[ReasonLine]:
    """A reason as lines: a condition, whether it holds, and what was found."""
    if isinstance(reason.test, And | Or):
        word = reading.phrases.all_of if isinstance(reason.test, And) else reading.phrases.any_of
        yield ReasonLine(depth=depth, condition=word, holds=reason.holds, found="")
        for each in reason.items:
            yield from lines(each, reading, depth + 1)
    elif isinstance(reason.test, Not) and isinstance(reason.test.item, And | Or):
        yield ReasonLine(depth=depth, condition=reading.phrases.none_of, holds=reason.holds, found="")
        yield from lines(reason.items[0], reading, depth + 1)
    else:
        single = reason.items[0] if isinstance(reason.test, Not) else reason
        yield ReasonLine(depth=depth, condition=_condition(reason, reading), holds=reason.holds, found=_found(single, reading))


def changes(reason: Reason, reading: ReasonReader) -> str:
    """What would turn the answer around, as a sentence."""
    found = reason.changes
    if found is None:
        return reading.phrases.never
    said = f" {reading.reader.words.and_} ".join(text for each in found for text in _lacks(each, reading))
    return (reading.phrases.join_to_leave if reason.holds else reading.phrases.join_to_enter).format(changes=said)


def _condition(reason: Reason, reading: ReasonReader) -> str:
    inner = reason.test.item if isinstance(reason.test, Not) else reason.test
    if isinstance(inner, Matches):
        return clause(reason.test, reading.reader)
    return phrase(reason.test, reading.reader)


def _found(single: Reason, reading: ReasonReader) -> str:
    if single.evidence is not None:
        return _rows(single.evidence, reading)
    if single.splits:
        best = single.splits[0]
        return reading.phrases.best_group.format(key=best.key, count=best.evidence.count)
    return known_words(single.values[0], reading) if single.values else ""


def _rows(evidence: Evidence, reading: ReasonReader) -> str:
    activity = reading.reader.catalog.activity(evidence.activity)
    last = evidence.rows[-1].get(activity.time) if evidence.rows and activity is not None and activity.time else None
    said = reading.phrases.rows if last is None else reading.phrases.rows_and_last
    return said.format(count=evidence.count, total=evidence.total, last=plain_words(last, reading))


def _lacks(reason: Reason, reading: ReasonReader) -> Iterator[str]:
    inner = reason.test.item if isinstance(reason.test, Not) else reason.test
    at = _inside(inner, reading)
    for lack in reason.lacks:
        yield _lack(lack, inner, at)


def _inside(test: object, reading: ReasonReader) -> ReasonReader:
    """Names inside MATCHES are those of the activity."""
    if not isinstance(test, Matches):
        return reading
    activity = reading.reader.catalog.activity(test.activity)
    return replace(reading, reader=replace(reading.reader, activity=activity))


def _lack(lack: Lack, test: object, reading: ReasonReader) -> str:
    needs = [known_words(each, reading) for each in lack.needs]
    wanted = reading.phrases.wanted[lack.wanted].format(*needs, all=", ".join(needs))
    if lack.has is None:
        return wanted
    subject = value_words(lack.has.node, reading.reader)
    if isinstance(test, Matches) and reading.reader.activity is not None:
        subject = f"{subject} ({reading.reader.activity.title(reading.reader.language)})"
    if lack.has.value is None:
        return reading.phrases.needs_missing.format(subject=subject, wanted=wanted)
    return reading.phrases.needs.format(subject=subject, has=known_words(lack.has, reading), wanted=wanted)


def known_words(known: Known, reading: ReasonReader) -> str:
    """A value that was found, as the language writes it."""
    value = known.value
    if value is None or isinstance(value, Instant | tuple | float):
        return plain_words(value, reading)
    return literal_words(Literal(value, known.node.type), reading.reader) if isinstance(value, bool | int | str) else str(value)


def plain_words(value: object, reading: ReasonReader) -> str:
    """A value of the reference engine without its type: moments in local time, lists with commas."""
    match value:
        case None:
            return reading.phrases.missing
        case Instant():
            local = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=value.micros)).astimezone(reading.zone)
            return f"{day_words(local.date(), reading.reader.words)} {local:%H:%M}"
        case tuple():
            return ", ".join(str(each) for each in value)
        case float():
            return f"{value:.6g}".replace(".", reading.reader.words.decimal_point)
        case _:
            return str(value)


def data(value: object, kind: FieldType, scale: int = 0) -> object:
    """A value of the reference engine for programs: ISO dates, decimals as numbers."""
    match value:
        case Instant():
            return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=value.micros)).isoformat()
        case int() if kind is FieldType.DATE and not isinstance(value, bool):
            return (_EPOCH + timedelta(days=value)).isoformat()
        case int() if kind is FieldType.DECIMAL:
            return value / 10**scale
        case tuple():
            return list(value)
        case _:
            return value
