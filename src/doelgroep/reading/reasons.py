"""Reasons in words: each condition of a query as it was asked, whether it holds, and what was found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doelgroep.model.node import TEXT, TEXT_LIST, Aggregate, And, Constantly, InSegment, Matches, MissingField, Not, Or, RowPosition
from doelgroep.model.walk import walk
from doelgroep.reading.conditions import line
from doelgroep.reading.findings import count_words, found_words, plain_row, row_values, row_words, said_of, statistics_words, value_words
from doelgroep.reading.leaves import leaf
from doelgroep.reading.values import noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doelgroep.engine.why_tree import Evidence, Known, Reason, Split
    from doelgroep.model.node import Test, Value
    from doelgroep.reading.findings import Finder

    type Ask = Callable[[Test], Reason]
    """Why the customer meets a condition or not; the condition is as it was asked, not yet planned."""
    type Definition = Callable[[str], Test]
    """What a segment asks, by its key."""

SHOWN_ROWS = 3
"""How many of the rows that decided are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A condition as it was asked, with the reason for its answer. Combinations and segments have the steps that they are made of."""

    test: Test
    """Without a NOT around it."""
    negated: bool
    holds: bool
    """Whether it holds as it was asked, with the NOT."""
    reason: Reason | None = None
    """Of a single condition, without the NOT; of its planned form."""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonLine:
    """One condition of an explanation."""

    depth: int
    condition: str
    holds: bool
    found: str
    notes: tuple[str, ...] = ()
    """The rows that decided, the row that came nearest, the groups of a PER."""
    rows: tuple[dict[str, object], ...] = ()
    """The rows that decided, for programs."""


def steps_of(test: Test, ask: Ask, definition: Definition, *, negated: bool = False) -> Step:
    """A condition as steps: its combinations as they were asked, segments with what they ask."""
    match test:
        case Not():
            return steps_of(test.item, ask, definition, negated=not negated)
        case And() | Or():
            steps = tuple(steps_of(each, ask, definition) for each in _flat(test, type(test)))
            together = all if isinstance(test, And) else any
            return Step(test=test, negated=negated, holds=together(each.holds for each in steps) is not negated, steps=steps)
        case InSegment():
            inside = steps_of(definition(test.key), ask, definition)
            return Step(test=test, negated=negated, holds=inside.holds is not negated, steps=(inside,))
        case _:
            reason = ask(test)
            while isinstance(reason.test, Not):
                reason, negated = reason.items[0], not negated
            return Step(test=test, negated=negated, holds=reason.holds is not negated, reason=reason)


def _flat(test: Test, kind: type[And | Or]) -> Iterator[Test]:
    """The items of a combination, those of equal combinations inside it among them."""
    if isinstance(test, kind):
        for each in test.items:
            yield from _flat(each, kind)
    else:
        yield test


def lines(step: Step, finder: Finder, depth: int = 0) -> Iterator[ReasonLine]:
    """An explanation from the outside in."""
    yield _line(step, finder, depth)
    for each in step.steps:
        yield from lines(each, finder, depth + 1)


def _line(step: Step, finder: Finder, depth: int) -> ReasonLine:
    if isinstance(step.test, And | Or):
        return ReasonLine(depth=depth, condition=_heading(step, finder), holds=step.holds, found="")
    condition = line(step.test, finder.reader, negated=step.negated)
    reason = step.reason
    if reason is None:
        return ReasonLine(depth=depth, condition=condition, holds=step.holds, found="")
    if isinstance(reason.test, Constantly):
        found = finder.words.missing if any(isinstance(each, MissingField) for each in walk(step.test)) else ""
        return ReasonLine(depth=depth, condition=condition, holds=step.holds, found=found)
    return ReasonLine(
        depth=depth,
        condition=condition,
        holds=step.holds,
        found=_found(reason, finder),
        notes=tuple(_notes(reason, finder)),
        rows=tuple(_rows(reason, finder)),
    )


def _heading(step: Step, finder: Finder) -> str:
    logic = finder.reader.words.logic
    if isinstance(step.test, And):
        return logic.not_all_of if step.negated else logic.all_of
    return logic.none_of if step.negated else logic.any_of


def _found(reason: Reason, finder: Finder) -> str:
    """What was found; of PER how many of the groups hold."""
    if not isinstance(reason.test, Matches) or reason.test.per is None:
        return found_words(reason, finder)
    words, inside = finder.words, finder.within(reason.test.activity)
    label = noun(reason.test.per, inside.reader)
    if not reason.groups:
        return words.no_group.format(label=label) if reason.evidence and reason.evidence.count else found_words(reason, finder)
    holding = sum(each.holds for each in reason.splits)
    return (words.groups if holding else words.best_group).format(count=holding, total=reason.groups, label=label)


# ---------------------------------------------------------------- rows


def _notes(reason: Reason, finder: Finder) -> Iterator[str]:
    if reason.splits:
        yield from (split_words(each, reason.test, finder) for each in reason.splits[:SHOWN_ROWS])
    else:
        for evidence, values in _deciding(reason, finder):
            yield from _row_notes(evidence, values, finder)
    if reason.nearest is not None and isinstance(reason.test, Matches):
        inside = finder.within(reason.test.activity)
        changes = reason.nearest.reason.changes or ()
        lacks = f", {finder.reader.words.logic.and_} ".join(turned(each, inside) for each in changes)
        if lacks:
            yield finder.words.nearest.format(row_words(reason.nearest.row, row_values(reason.test.rows, inside), inside), lacks)


def _row_notes(evidence: Evidence, values: tuple[Value, ...], finder: Finder) -> Iterator[str]:
    inside = finder.within(evidence.activity)
    shown = evidence.rows[: -SHOWN_ROWS - 1 : -1]
    said = [each for row in shown if (each := row_words(row, values, inside))]
    yield from said
    if said and evidence.count > len(shown) and len(evidence.rows) > SHOWN_ROWS:
        yield finder.words.more_rows.format(evidence.count - len(shown))


def _rows(reason: Reason, finder: Finder) -> Iterator[dict[str, object]]:
    for evidence, values in _deciding(reason, finder):
        inside = finder.within(evidence.activity)
        yield from ({"activity": evidence.activity, **plain_row(row, values, inside)} for row in evidence.rows)


def _deciding(reason: Reason, finder: Finder) -> list[tuple[Evidence, tuple[Value, ...]]]:
    """The rows that decided, with the values that the condition is about; those of an average once, not for its sum and its number."""
    found: list[tuple[Evidence, tuple[Value, ...]]] = []
    found.extend(each for each in _all_deciding(reason, finder) if each not in found)
    return found


def _all_deciding(reason: Reason, finder: Finder) -> Iterator[tuple[Evidence, tuple[Value, ...]]]:
    test = reason.test
    if isinstance(test, Matches) and reason.evidence is not None:
        inside = finder.within(test.activity)
        asked = [value for part in (test.per, test.rows, test.group) for value in row_values(part, inside)]
        yield reason.evidence, tuple(dict.fromkeys(asked))
    for known in reason.values:
        yield from _behind(known, finder)


def _behind(known: Known, finder: Finder) -> Iterator[tuple[Evidence, tuple[Value, ...]]]:
    """The rows behind a statistic, which may stand inside a trait."""
    if known.evidence is not None and isinstance(known.node, Aggregate):
        inside = finder.within(known.evidence.activity)
        yield known.evidence, (*row_values(known.node.rows, inside), *row_values(known.node.value, inside))
    for each in known.parts:
        yield from _behind(each, finder)


def split_words(split: Split, test: Test, finder: Finder) -> str:
    """One group of PER: "product 'P1': 7 of 12 orders; number of different months 7"."""
    if not isinstance(test, Matches) or test.per is None:
        return ""
    inside = finder.within(test.activity)
    said = count_words(replace(split.evidence, total=split.evidence.count), finder)
    statistics = statistics_words(split.group, inside)
    found = finder.words.statistics.format(said, ", ".join(statistics)) if statistics else said
    return finder.words.group.format(label=noun(test.per, inside.reader), key=key_words(split, test.per, inside), found=found)


def key_words(split: Split, per: Value, finder: Finder) -> str:
    """What the rows of a group of PER have in common."""
    if per.type == TEXT_LIST:
        return value_words(split.key, TEXT, finder)
    return said_of(per, split.key, finder)


def turned(reason: Reason, finder: Finder) -> str:
    """The opposite of what a single condition on a row is now, and what was found: "amount is more than 5, now 4"."""
    if isinstance(reason.test, RowPosition):
        words = finder.reader.words.rows
        place = words.which_latest if reason.test.last else words.which_first
        return (finder.words.is_not_first if reason.holds else finder.words.is_first).format(place)
    wanted = leaf(reason.test, finder.reader).line(negated=reason.holds)
    found = found_words(reason, finder)
    return finder.words.now.format(wanted, found) if found else wanted
