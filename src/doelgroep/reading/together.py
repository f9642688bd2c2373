"""Conditions on rows together: "together having a total amount of more than 100", "of which the first is before 2020"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.model.aggregates import COUNT
from doelgroep.model.node import (
    Between,
    Comparison,
    Constantly,
    GroupAggregate,
    IsMissing,
    OneOf,
    Statistic,
)
from doelgroep.reading.amounts import amount
from doelgroep.reading.leaves import filled, leaf, slots_of
from doelgroep.reading.times import Timed, timed
from doelgroep.reading.values import averaged_value, is_month_of_row, is_row_time, noun
from doelgroep.reading.words import Feature, Intro

if TYPE_CHECKING:
    from doelgroep.model.node import Test, Value
    from doelgroep.reading.amounts import Amount
    from doelgroep.reading.reader import Reader
    from doelgroep.reading.words import Pair, Together


def of_group(test: Test, reader: Reader, negated: bool) -> Feature:  # noqa: FBT001 - the polarity is what is asked
    """A single condition on a group of rows."""
    said = reader.words.together
    found = timed(test, reader)
    if found is not None:
        return _dated(found, reader, negated=negated)
    match test:
        case Comparison(left=value) | Between(value=value) | OneOf(value=value) if value.type.kind in {
            FieldType.INTEGER,
            FieldType.DECIMAL,
            FieldType.FLOAT,
        }:
            return _amounted(test, value, reader, negated=negated)
        case IsMissing():
            return _of(said.missing, {"label": noun(test.value, reader)}, negated=negated)
        case Comparison():
            return _of(
                said.same,
                {"label": noun(test.left, reader), "value": reader.words.their.format(noun(test.right, reader))},
                negated=negated,
            )
        case Constantly():
            logic = reader.words.logic
            return Feature(Intro.BARE, f"({logic.always if test.value is not negated else logic.never})")
        case _:
            return leaf(test, reader).of_rows(negated=negated)


def _of(pair: Pair, slots: dict[str, str], *, negated: bool) -> Feature:
    return filled(pair.no if negated else pair.yes, slots)


def _dated(found: Timed, reader: Reader, *, negated: bool) -> Feature:
    """When the first or the latest of the rows is; or the earliest or latest of another date of theirs."""
    said, value = reader.words.together, found.value
    slots = {"when": found.when, "is": reader.words.verbs["was" if found.past else "is"][0]}
    if isinstance(value, GroupAggregate) and value.value is not None and is_row_time(value.value, reader):
        pair = {Statistic.MIN: said.first, Statistic.MAX: said.latest}.get(value.statistic)
        if pair is not None:
            return _of(pair, slots, negated=negated)
    return _of(said.dated, {**slots, "label": noun(value, reader)}, negated=negated)


def _amounted(test: Comparison | Between | OneOf, value: Value, reader: Reader, *, negated: bool) -> Feature:
    said = reader.words.together
    if value == COUNT:
        return _filled(said.number, amount(test, reader, counted=False), {}, negated=negated)
    inner = averaged_value(value)
    if inner is not None:
        return _statistic(test, inner, (said.average, said.average_count), reader, negated=negated)
    match value:
        case GroupAggregate(statistic=Statistic.SUM, value=summed) if summed is not None:
            return _statistic(test, summed, (said.total, said.total_count), reader, negated=negated)
        case GroupAggregate(statistic=Statistic.MIN | Statistic.MAX, value=ordered) if ordered is not None:
            pair = said.lowest if value.statistic is Statistic.MIN else said.highest
            return _filled(pair, amount(test, reader, counted=False), slots_of(ordered, reader), negated=negated)
        case GroupAggregate(statistic=Statistic.DISTINCT, value=counted) if counted is not None:
            return _different(test, counted, reader, negated=negated)
        case _:
            return leaf(test, reader).of_rows(negated=negated)


def _statistic(test: Comparison | Between | OneOf, value: Value, pairs: tuple[Pair, Pair], reader: Reader, *, negated: bool) -> Feature:
    """A sum or an average, of an amount or of things that are counted."""
    slots = slots_of(value, reader)
    counted = value.type.kind is FieldType.INTEGER and reader.words.nouns.is_plural(slots["label"])
    found = amount(test, reader, counted=counted)
    if counted and not found.ends_in_one:
        return _filled(pairs[1], found, slots, negated=negated)
    return _filled(pairs[0], amount(test, reader, counted=False), slots, negated=negated)


def _different(test: Comparison | Between | OneOf, value: Value, reader: Reader, *, negated: bool) -> Feature:
    """How many different values, days or months."""
    found, said = amount(test, reader, counted=True), reader.words.together
    pair, unit = _calendar(value, reader, said)
    names = reader.words.value_names if unit is None else (reader.words.times.units[unit].one, reader.words.times.units[unit].many)
    names_of = names[0] if found.ends_in_one else reader.words.different.format(names[1])
    return _filled(pair, found, {**slots_of(value, reader), "noun": names_of}, negated=negated)


def _calendar(value: Value, reader: Reader, said: Together) -> tuple[Pair, str | None]:
    if is_month_of_row(value, reader):
        return said.months, "months"
    return (said.days, "days") if is_row_time(value, reader) else (said.different, None)


def _filled(pair: Pair, found: Amount, slots: dict[str, str], *, negated: bool) -> Feature:
    return _of(pair, {**slots, "amount": found.yes, "other": found.no}, negated=negated)
