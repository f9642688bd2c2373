"""What the gallery knows of the data: which templates fit, what they propose, whom they find. Kept in memory until the data change."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from doelgroep.errors import UserError
from doelgroep.gallery import Bound, Suggestions, bind, draft, first_values, suggestions, templates
from doelgroep.live.moment import edition_of
from doelgroep_web.place import workspace
from doelgroep_web.privacy import NEEDED, refused_fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doelgroep.catalog import Catalog
    from doelgroep.gallery import Missing
    from doelgroep.model.node import Test
    from doelgroep_web.accounts.models import User
    from doelgroep_web.accounts.roles import Right

type Mark = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """All templates that fit, with the values that the data propose and the customers whom they find with those."""

    mark: Mark
    suggestions: Suggestions
    counts: Mapping[str, int | None]
    """None for those that the person has to give a value first."""
    total: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was found for the data as they are."""

    mark: Mark = ()
    counted: Counted | None = None
    single: Mapping[str, Suggestions] | None = None


_counting = threading.Lock()
_kept = [_Kept()]


def fitted(catalog: Catalog) -> Mapping[str, Bound | Missing]:
    """By key what each template stands for in a catalogue, or what is missing there."""
    return _fitted(_Same(catalog))


class _Same:
    """A catalogue as a key of what is kept: the very one."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.catalog is self.catalog

    def __hash__(self) -> int:
        return id(self.catalog)


@dataclass(frozen=True, slots=True)
class _Without:
    """Stands for somebody who has every right but one."""

    lacks: Right

    def has_right(self, right: Right) -> bool:
        """Whether he has it."""
        return right is not self.lacks


@lru_cache(maxsize=4)
def _protected(same: _Same) -> Mapping[str, Mapping[Right, list[str]]]:
    """By template and right the fields that only those with the right may use."""
    bounds = {key: each for key, each in _fitted(same).items() if isinstance(each, Bound)}
    tests = {key: _test(each, Suggestions()) for key, each in bounds.items()}
    return {key: {right: _of_right(right, test, same.catalog) for right in NEEDED.values()} for key, test in tests.items()}


def _of_right(right: Right, test: Test, catalog: Catalog) -> list[str]:
    return refused_fields(_Without(right), test, catalog)  # type: ignore[arg-type]  # it is asked for rights only


@lru_cache(maxsize=4)
def _fitted(same: _Same) -> Mapping[str, Bound | Missing]:
    return {each.key: bind(each, same.catalog) for each in templates()}


def refused(user: User, bound: Bound) -> list[str]:
    """The fields that a template would use and this person may not."""
    return [name for right, names in _protected(_Same(bound.catalog))[bound.template.key].items() if not user.has_right(right) for name in names]


def already_counted() -> Counted | None:
    """What was counted for the data as they are; None when nothing was yet."""
    found = _kept[0]
    return found.counted if found.mark == _mark() else None


def counted() -> Counted:
    """The same, counted now when it has to be: all templates in one evaluation. Who asks meanwhile waits for the same answer."""
    with _counting:
        found = already_counted()
        if found is None:
            found = _count(_mark())
            _kept[0] = _Kept(mark=found.mark, counted=found)
        return found


def suggestions_of(key: str) -> Suggestions:
    """What the data propose for one template."""
    mark, found = _mark(), _kept[0]
    if found.mark != mark:
        found = _Kept(mark=mark)
    if found.counted is not None:
        return found.counted.suggestions
    single = dict(found.single or {})
    if key not in single:
        single[key] = suggestions(workspace(), [key])
        _kept[0] = _Kept(mark=mark, single=single)
    return single[key]


def _mark() -> Mark:
    """What the counts hang on: the workspace, the state of its data, and the day from which windows are counted."""
    opened = workspace()
    with opened.store.snapshot() as (connection, file):
        edition = edition_of(connection, file)
    return (opened.path, edition, datetime.now(opened.settings.zone).date())


def _count(mark: Mark) -> Counted:
    opened = workspace()
    found = suggestions(opened)
    bounds = {key: each for key, each in fitted(opened.catalog).items() if isinstance(each, Bound)}
    tests = {key: _test(each, found) for key, each in bounds.items() if all(first_values(each, found).values())}
    numbers, total = _counts(list(tests.values()))
    counts: dict[str, int | None] = dict.fromkeys(bounds)
    return Counted(mark=mark, suggestions=found, counts=counts | dict(zip(tests, numbers, strict=True)), total=total)


def _counts(tests: Sequence[Test]) -> tuple[list[int | None], int]:
    """All at once; one by one when a number of one of them became too large to be exact."""
    live = workspace().live()
    try:
        found = live.counts(tests)
    except UserError:
        return [_one(each) for each in tests], live.counts([]).total
    return list(found.counts), found.total


def _one(test: Test) -> int | None:
    try:
        return workspace().live().counts([test]).counts[0]
    except UserError:
        return None


def _test(bound: Bound, found: Suggestions) -> Test:
    """What a template asks with the values that the data propose; where they propose none, any value does to see its fields."""
    values = {name: text or "1" for name, text in first_values(bound, found).items()}
    return workspace().segment(draft(bound, values).query).test
