"""Conditions on rows as features behind the rows: "in the last 90 days with category 'Soap' and without ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.model.node import And, Constantly, Not, Or, RowPosition
from doelgroep.reading.constants import joined
from doelgroep.reading.leaves import Leaf, either, filled, leaf
from doelgroep.reading.words import Feature, Intro

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from doelgroep.model.node import Test
    from doelgroep.reading.reader import Reader

    type Single = Callable[[Test, Reader, bool], Feature]
    """The words for a single condition, or for its complement."""


def of_row(test: Test, reader: Reader, negated: bool) -> Feature:  # noqa: FBT001 - the polarity is what is asked
    """A single condition on a row."""
    rows = reader.words.rows
    match test:
        case RowPosition():
            which = rows.which_latest if test.last else rows.which_first
            return filled(rows.position.no if negated else rows.position.yes, {"which": which})
        case Constantly():
            logic = reader.words.logic
            return Feature(Intro.BARE, f"({logic.always if test.value is not negated else logic.never})")
        case _:
            return leaf(test, reader).of_rows(negated=negated)


def features(test: Test, reader: Reader, single: Single, *, negated: bool = False) -> list[Feature]:
    """A condition as features that all hold. Of "not one of these" every one is denied; what can't be taken apart stands in parentheses."""
    match test:
        case Not():
            return features(test.item, reader, single, negated=not negated)
        case Or() if single is of_row and (one := _as_one(test, reader)) is not None:
            return [one.of_rows(negated=negated)]
        case And() | Or() if isinstance(test, And) is not negated:
            return [each for item in test.items for each in features(item, reader, single, negated=negated)]
        case Or():
            return [Feature(Intro.EITHER, f"({alternatives(test, reader, single)})")]
        case And():
            inside = described([each for item in test.items for each in features(item, reader, single)], reader)
            return [Feature(Intro.EITHER, reader.words.rows.not_all.format(inside))]
        case _:
            return [single(test, reader, negated)]


def _as_one(test: Or, reader: Reader) -> Leaf | None:
    """Alternatives that ask the same of the same field as one condition: "product 'p1' or 'p2'"."""
    if any(isinstance(each, And | Or | Not | RowPosition | Constantly) for each in test.items):
        return None
    found: Leaf | None = leaf(test.items[0], reader)
    for each in test.items[1:]:
        found = None if found is None else either(found, leaf(each, reader), reader)
    return found


def alternatives(test: Or, reader: Reader, single: Single) -> str:
    """Features of which one must hold; behind one intro when they all have the same."""
    found = [features(each, reader, single) for each in test.items]
    or_ = f" {reader.words.logic.or_} "
    shared = {each[0].intro for each in found} if all(len(each) == 1 for each in found) else set()
    if len(shared) == 1 and shared <= {Intro.WITH, Intro.WHERE, Intro.THAT, Intro.TOGETHER}:
        return f"{reader.words.intros[shared.pop()]} {or_.join(each[0].text for each in found)}"
    return or_.join(described(each, reader) if len(each) == 1 else f"({described(each, reader)})" for each in found)


def described(found: Iterable[Feature], reader: Reader) -> str:
    """Features in a row, those with the same intro behind one: "in May with category 'Soap' and an amount of 5"."""
    return _spaced(when_and_rest(found, reader))


def when_and_rest(found: Iterable[Feature], reader: Reader) -> tuple[str, str]:
    """Features in a row, those that say when apart from the others."""
    by_intro: dict[Intro, list[str]] = {}
    for each in found:
        by_intro.setdefault(each.intro, []).append(each.text)
    limits = reader.words.times.and_but.join(by_intro.pop(Intro.LIMIT, []))
    times = " ".join(by_intro.pop(Intro.TIME, []))
    bare, either_ = by_intro.pop(Intro.BARE, []), by_intro.pop(Intro.EITHER, [])
    tied = f" {reader.words.logic.and_} ".join([*(_behind(intro, texts, reader) for intro, texts in by_intro.items()), *either_])
    return _spaced([limits, times]), _spaced([*bare, tied])


def _spaced(parts: Iterable[str]) -> str:
    return " ".join(each for each in parts if each)


def _behind(intro: Intro, texts: Sequence[str], reader: Reader) -> str:
    """Texts behind their intro; quotes come first, so that no "and" stands in front. What is denied, is denied one by one."""
    word, and_ = reader.words.intros[intro], reader.words.logic.and_
    texts = sorted(texts, key=lambda each: each[0] not in "'\"")
    if intro is Intro.WITHOUT:
        return joined([f"{word} {each}" for each in texts], and_)
    return f"{word} {joined(texts, and_)}"
