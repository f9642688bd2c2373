"""Conditions on customers in words: behind "Customers", or alone in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.model.node import And, Constantly, InSegment, Matches, Not, Or
from doelgroep.reading import rows
from doelgroep.reading.constants import quoted
from doelgroep.reading.leaves import Leaf, both, either, leaf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doelgroep.model.node import Test
    from doelgroep.reading.reader import Reader


def clause(test: Test, reader: Reader) -> str:
    """A condition as clauses behind "Customers": "whose city is 'Delft' and who have at least 2 orders"."""
    return _clause(test, reader, negated=False)


def line(test: Test, reader: Reader, *, negated: bool = False) -> str:
    """A single condition, or its complement, by itself: "city is 'Delft'", "at least 2 orders"."""
    logic = reader.words.logic
    match test:
        case Not():
            return line(test.item, reader, negated=not negated)
        case InSegment():
            return (logic.segment_line_not if negated else logic.segment_line).format(_segment(test, reader))
        case Matches():
            return rows.line(test, reader, negated=negated)
        case And() | Or() | Constantly():
            return _clause(test, reader, negated=negated)
        case _:
            return leaf(test, reader).line(negated=negated)


def _clause(test: Test, reader: Reader, *, negated: bool) -> str:
    logic = reader.words.logic
    match test:
        case Not():
            return _clause(test.item, reader, negated=not negated)
        case And() if negated:
            return logic.among_those.format(_clause(test, reader, negated=False))
        case And() | Or():
            return _joined(test, reader, negated=negated)
        case Constantly():
            return logic.always if test.value is not negated else logic.never
        case InSegment():
            return (logic.segment_not if negated else logic.segment).format(_segment(test, reader))
        case Matches():
            return rows.clause(test, reader, negated=negated)
        case _:
            return leaf(test, reader).clause(negated=negated)


def _segment(test: InSegment, reader: Reader) -> str:
    """The key of a segment, and its name where that is known and another one."""
    title = test.key if reader.titles is None else reader.titles(test.key)
    return quoted(test.key) if title == test.key else reader.words.logic.segment_named.format(quoted(test.key), title)


def _joined(test: And | Or, reader: Reader, *, negated: bool) -> str:
    """All or one of several clauses; those that are made of the other kind stand in parentheses, behind the others. "Not one" is "all not"."""
    every = isinstance(test, And) or negated
    items = list(_items(test, negated=negated, every=every))
    plain = [each for each in items if not _is_joined(*each, every=not every)]
    nested = [f"({_clause(each, reader, negated=deny)})" for each, deny in items if _is_joined(each, deny, every=not every)]
    return _row([*_gathered(plain, reader, every=every), *nested], reader, every=every)


def _gathered(items: Iterable[tuple[Test, bool]], reader: Reader, *, every: bool) -> list[str]:
    """Clauses, those that ask the same of the same field put together: "whose city is 'A' or 'B'"."""
    found: list[tuple[Leaf | str, bool]] = []
    for test, deny in items:
        if isinstance(test, Constantly | InSegment | Matches | And):
            found.append((_clause(test, reader, negated=deny), deny))
        else:
            _gather(found, leaf(test, reader), reader, deny=deny, every=every)
    return [each if isinstance(each, str) else each.clause(negated=deny) for each, deny in found]


def _gather(found: list[tuple[Leaf | str, bool]], new: Leaf, reader: Reader, *, deny: bool, every: bool) -> None:
    """Put a condition with an earlier one that it can be said together with, or behind all."""
    together = either if every is deny else both if every else None
    for place, (earlier, denied) in enumerate(found):
        one = together(earlier, new, reader) if together is not None and isinstance(earlier, Leaf) and denied is deny else None
        if one is not None:
            found[place] = (one, deny)
            return
    found.append((new, deny))


def _items(test: Test, *, negated: bool, every: bool) -> Iterable[tuple[Test, bool]]:
    """The items of a combination, with those of equal combinations inside it, and whether each is denied."""
    match test:
        case Not():
            yield from _items(test.item, negated=not negated, every=every)
        case And() if every and not negated:
            for each in test.items:
                yield from _items(each, negated=False, every=True)
        case Or() if every is negated:
            for each in test.items:
                yield from _items(each, negated=negated, every=every)
        case _:
            yield test, negated


def _is_joined(test: Test, negated: bool, *, every: bool) -> bool:  # noqa: FBT001 - the polarity of the item
    """Whether an item reads as clauses joined by "and" (`every`) or "or"."""
    if isinstance(test, Or):
        return negated is every
    return isinstance(test, And) and every and not negated


def _row(parts: Sequence[str], reader: Reader, *, every: bool) -> str:
    logic = reader.words.logic
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        return f"{parts[0]} {logic.and_ if every else logic.or_} {parts[1]}"
    return f"{', '.join(parts[:-1])}{logic.last_and if every else logic.last_or}{parts[-1]}"
