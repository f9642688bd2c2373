"""What would turn the answer around: the conditions that would have to become the opposite of what they are, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.model import node
from doelgroep.model.aggregates import COUNT
from doelgroep.reading import rows
from doelgroep.reading.amounts import amount
from doelgroep.reading.conditions import line
from doelgroep.reading.findings import count_words, found_words
from doelgroep.reading.leaves import Leaf, leaf, slots_of
from doelgroep.reading.reasons import key_words
from doelgroep.reading.times import timed
from doelgroep.reading.values import is_row_time, noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doelgroep.engine.why_tree import Evidence, Reason
    from doelgroep.model.node import Test, Value
    from doelgroep.reading.findings import Finder
    from doelgroep.reading.reader import Reader
    from doelgroep.reading.reasons import Step

SHOWN_WAYS = 8
"""How many alternatives are told."""


class Kind(StrEnum):
    """What a change is made of."""

    ONE = "one"
    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What would have to become so: one thing, all of several, or any one of several (those with the fewest changes first)."""

    kind: Kind
    text: str = ""
    parts: tuple[Change, ...] = ()

    @property
    def size(self) -> int:
        """How many single things would have to change, at least."""
        sizes = [each.size for each in self.parts]
        return 1 if self.kind is Kind.ONE else sum(sizes) if self.kind is Kind.ALL else min(sizes)

    def to_data(self) -> dict[str, object]:
        """For programs."""
        if self.kind is Kind.ONE:
            return {"kind": self.kind.value, "text": self.text}
        return {"kind": self.kind.value, "parts": [each.to_data() for each in self.parts]}


def changes(step: Step, whole: Reason, finder: Finder) -> Change | None:
    """What would turn the answer around; None when nothing that the query asks would.

    Where a condition stands in the query more than once, the fewest changes that `whole` (the reason for the whole query) has found, for taken one by
    one they might work against each other.
    """
    singles = list(_singles(step))
    asked = [each.reason.test for each in singles if each.reason is not None]
    if len(set(asked)) == len(asked):
        return _turned(step, finder)
    if whole.changes is None:
        return None
    wanted = {each.test for each in whole.changes}
    chosen = {each.reason.test: each for each in singles if each.reason is not None and each.reason.test in wanted}
    return _all(_single(each, finder) for each in chosen.values())


def change_lines(change: Change | None, finder: Finder, *, member: bool) -> list[str]:
    """A change as lines of text, alternatives and what belongs together indented below each other."""
    words = finder.words
    if change is None:
        return [words.never]
    if change.kind is Kind.ONE:
        return [(words.leave_one if member else words.enter_one).format(change.text)]
    if change.kind is Kind.ALL:
        return [words.leave_all if member else words.enter_all, *_bullets(change, finder, 1)]
    return [words.leave_any if member else words.enter_any, *_bullets(change, finder, 1)]


def _bullets(change: Change, finder: Finder, depth: int) -> Iterator[str]:
    indent = "  " * (depth - 1)
    shown = change.parts[:SHOWN_WAYS] if change.kind is Kind.ANY else change.parts
    for each in shown:
        if each.kind is Kind.ONE:
            yield f"{indent}- {each.text}"
        else:
            yield f"{indent}- {finder.words.all_of if each.kind is Kind.ALL else finder.words.any_of}"
            yield from _bullets(each, finder, depth + 1)
    if len(change.parts) > len(shown):
        yield f"{indent}- {finder.words.more_ways.format(len(change.parts) - len(shown))}"


def _singles(step: Step) -> Iterator[Step]:
    if not step.steps:
        yield step
    for each in step.steps:
        yield from _singles(each)


# ---------------------------------------------------------------- combinations


def _turned(step: Step, finder: Finder) -> Change | None:
    """What would make a step the opposite of what it is."""
    if not step.steps:
        return _single(step, finder)
    if isinstance(step.test, node.InSegment):
        return _turned(step.steps[0], finder)
    now = step.holds is not step.negated
    in_the_way = [each for each in step.steps if each.holds is now]
    found = [_turned(each, finder) for each in in_the_way]
    if isinstance(step.test, node.And) is not now:
        return _all(found)
    return _any(found)


def _all(found: Iterable[Change | None]) -> Change | None:
    """All of them; None when one of them can't be."""
    parts = list(found)
    known = [each for each in parts if each is not None]
    if not parts or len(known) < len(parts):
        return None
    flat = tuple(inner for each in known for inner in (each.parts if each.kind is Kind.ALL else (each,)))
    return flat[0] if len(flat) == 1 else Change(kind=Kind.ALL, parts=flat)


def _any(found: Iterable[Change | None]) -> Change | None:
    """One of those that can be, the easiest first."""
    flat = [inner for each in found if each is not None for inner in (each.parts if each.kind is Kind.ANY else (each,))]
    if len(flat) < 2:
        return flat[0] if flat else None
    return Change(kind=Kind.ANY, parts=tuple(sorted(flat, key=lambda each: each.size)))


# ---------------------------------------------------------------- single conditions


def _single(step: Step, finder: Finder) -> Change | None:
    reason = step.reason
    if reason is None or reason.changes is None:
        return None
    if isinstance(step.test, node.Matches) and isinstance(reason.test, node.Matches):
        return _of_rows(step.test, reason, finder)
    wanted = line(step.test, finder.reader, negated=reason.holds)
    return _one(wanted, found_words(reason, finder), finder)


def _one(wanted: str, found: str, finder: Finder) -> Change:
    return Change(kind=Kind.ONE, text=finder.words.now.format(wanted, found) if found else wanted)


def _of_rows(test: node.Matches, reason: Reason, finder: Finder) -> Change | None:
    """`test` is the condition as it was asked, `reason` is about its planned form."""
    if reason.evidence is None:
        return None
    if test.per is None:
        return _of_group(_Group(test, reason.group, reason.evidence), finder, holds=reason.holds)
    if not reason.splits:
        return _one(line(test, finder.reader), count_words(reason.evidence, finder), finder)
    inside = finder.within(test.activity)
    label = noun(test.per, inside.reader)
    groups = [_Group(test, each.group, each.evidence, label, key_words(each, test.per, inside)) for each in reason.splits]
    return _all(_of_group(each, finder, holds=reason.holds) for each in groups)


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows together, and the reason for what is asked of them; of PER with what they have in common."""

    test: node.Matches
    reason: Reason | None
    evidence: Evidence
    label: str = ""
    key: str = ""


def _of_group(group: _Group, finder: Finder, *, holds: bool) -> Change | None:
    reason = group.reason
    relevant = reason is not None and reason.holds is holds
    found = reason.changes if reason is not None and relevant else ()
    if found is None:
        return _only_rows(group, finder) if holds and group.evidence.count else None
    said = [_statistic(each, group, finder) for each in found]
    if holds:
        return _all(said) if said else _only_rows(group, finder)
    enough = group.evidence.count > 0 or group.test.admits_none
    if not enough and not any(_is_count(each) for each in found):
        said.insert(0, _rows(group, None, finder, negated=False))
    return _all(said)


def _only_rows(group: _Group, finder: Finder) -> Change | None:
    """That there are no such rows any more."""
    return _rows(group, None, finder, negated=True) if group.evidence.count else None


def _rows(group: _Group, counted: Test | None, finder: Finder, *, negated: bool) -> Change:
    """That there are so many rows."""
    plain = replace(group.test, group=counted, per=None, admits_none=counted is not None)
    return _one(_of_key(rows.line(plain, finder.reader, negated=negated), group, finder), count_words(group.evidence, finder), finder)


def _statistic(reason: Reason, group: _Group, finder: Finder) -> Change:
    """The opposite of what a single condition on the group is now."""
    if _is_count(reason):
        return _rows(group, node.Not(reason.test) if reason.holds else reason.test, finder, negated=False)
    inside = finder.within(group.test.activity)
    of_rows = rows.rows_words(replace(group.test, per=None), finder.reader)
    wanted = _of_statistic(reason.test, of_rows, inside).line(negated=reason.holds)
    return _one(_of_key(wanted, group, finder), found_words(reason, inside), finder)


def _of_key(said: str, group: _Group, finder: Finder) -> str:
    return finder.words.group.format(label=group.label, key=group.key, found=said) if group.label else said


def _is_count(reason: Reason) -> bool:
    """Whether a condition is on the number of rows alone, so that the number can stand in front of them."""
    against = reason.values[1:]
    return bool(against) and reason.values[0].node == COUNT and all(isinstance(each.node, node.Literal) for each in against)


def _of_statistic(test: Test, of_rows: str, finder: Finder) -> Leaf:
    """A condition on a statistic, with the rows that it is of in its name."""
    reader, words = finder.reader, finder.words
    found = timed(test, reader)
    if found is not None:
        label = _end_of_rows(found.value, reader, of_rows, finder) or words.statistic_of.format(noun(found.value, reader), of_rows)
        return Leaf(reader.words.forms.dated, {**slots_of(found.value, reader, past=found.past), "label": label, "when": found.when})
    match test:
        case node.Comparison(left=value) | node.Between(value=value) | node.OneOf(value=value):
            said = amount(test, reader, counted=False)
            slots = {**slots_of(value, reader), "label": words.statistic_of.format(noun(value, reader), of_rows)}
            return Leaf(reader.words.forms.number, {**slots, "amount": said.yes, "other": said.no})
        case _:
            plain = leaf(test, reader)
            return replace(plain, slots={**plain.slots, "label": words.statistic_of.format(plain.slots["label"], of_rows)})


def _end_of_rows(value: Value, reader: Reader, of_rows: str, finder: Finder) -> str | None:
    """The first or the latest of the rows, when it is their own moment that is asked for."""
    if not isinstance(value, node.GroupAggregate) or value.value is None or not is_row_time(value.value, reader):
        return None
    words = {node.Statistic.MIN: finder.words.first_of, node.Statistic.MAX: finder.words.latest_of}.get(value.statistic)
    return None if words is None else words.format(of_rows)
