"""Conditions on the rows of an activity: "who have at least 2 orders in the last 90 days with category 'Soap'"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.model.matches import admits_no_rows
from doelgroep.model.node import And, DatePart, Op, Or, RowPosition, Season
from doelgroep.reading.amounts import count_amount
from doelgroep.reading.features import alternatives, described, features, of_row, when_and_rest
from doelgroep.reading.together import of_group
from doelgroep.reading.values import is_row_time, noun, small
from doelgroep.reading.words import Feature, Intro

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doelgroep.model.node import Matches, Test, Value
    from doelgroep.reading.amounts import Amount
    from doelgroep.reading.reader import Reader
    from doelgroep.reading.words import Rows


_CLAUSES = {Intro.THAT, Intro.WHERE}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """The pieces of the sentence; all but `rows` begin with a space or are empty."""

    rows: str
    per: str = ""
    when: str = ""
    with_: str = ""
    after: str = ""

    def fill(self, template: str) -> str:
        return template.format(rows=self.rows, per=self.per, when=self.when, with_=self.with_, after=self.after)


def clause(test: Matches, reader: Reader, *, negated: bool) -> str:
    """Behind "Customers"."""
    rows = reader.words.rows
    return _sentence(test, reader, _Templates(rows.have, rows.have_none, rows.have_not, rows.first, rows.first_not), negated=negated)


def line(test: Matches, reader: Reader, *, negated: bool) -> str:
    """Alone."""
    rows = reader.words.rows
    return _sentence(test, reader, _Templates(rows.line, rows.line_none, rows.line_not, rows.line_first, rows.line_first_not), negated=negated)


def rows_words(test: Matches, reader: Reader) -> str:
    """The rows that a condition is about, without what it asks of them together: "orders in the last 90 days with category 'Soap'"."""
    inside = reader.within(test.activity)
    limits = _limits(test.rows, inside, alone=True)
    said = _Said(
        rows=rows_name(test.activity, reader),
        per=_per(test.per, inside),
        when=_spaced(limits.when),
        with_=_spaced(limits.with_),
        after=_spaced(described(limits.where, inside)),
    )
    return said.fill(reader.words.rows.line)


def rows_name(activity: str, reader: Reader) -> str:
    """What the rows of an activity are called, inside a sentence."""
    found = reader.catalog.activity(activity)
    return activity if found is None else small(found.title(reader.language))


@dataclass(frozen=True, slots=True)
class _Templates:
    have: str
    have_none: str
    have_not: str
    first: str
    first_not: str


def _sentence(test: Matches, reader: Reader, templates: _Templates, *, negated: bool) -> str:
    name, inside = rows_name(test.activity, reader), reader.within(test.activity)
    first = _of_first(test, inside, name, templates, negated=negated)
    if first is not None:
        return first
    counted, others = _counted(test.group, inside)
    invertible = counted is not None and not others and test.per is None
    limits = _limits(test.rows, inside, alone=not others)
    asked = [each for item in others for each in features(item, inside, of_group)]
    said = _Said(
        rows=_numbered(name, counted, test, inside, negated=negated and invertible),
        per=_per(test.per, inside),
        when=_spaced(limits.when),
        with_=_spaced(limits.with_),
        after=_spaced(described([*limits.where, *asked], inside)),
    )
    if said.rows == name and (negated or counted is not None):
        return said.fill(templates.have_none)
    return said.fill(templates.have_not if negated and not invertible else templates.have)


def _spaced(text: str) -> str:
    return f" {text}" if text else ""


@dataclass(frozen=True, slots=True)
class _Limits:
    """What is said of each of the rows: when it is, what it has, and in whole clauses."""

    when: str = ""
    with_: str = ""
    where: tuple[Feature, ...] = ()


def _limits(rows: Test | None, reader: Reader, *, alone: bool) -> _Limits:
    """`alone`: nothing more follows, so that alternatives need no parentheses."""
    if rows is None:
        return _Limits()
    found = features(rows, reader, of_row)
    if isinstance(rows, Or) and alone and found[0].intro is Intro.EITHER:
        return _Limits(with_=alternatives(rows, reader, of_row))
    when, with_ = when_and_rest([each for each in found if each.intro not in _CLAUSES], reader)
    return _Limits(when, with_, tuple(each for each in found if each.intro in _CLAUSES))


# ---------------------------------------------------------------- how many


def _counted(group: Test | None, reader: Reader) -> tuple[Amount | None, Sequence[Test]]:
    """The condition on the number of rows, to stand in front of them; and the other conditions on the group."""
    items = _flat(group)
    counts = [each for each in items if count_amount(each, reader) is not None]
    whole = counts[0] if len(counts) == 1 else And(tuple(counts)) if counts else None
    found = None if whole is None else count_amount(whole, reader)
    if found is None:
        return None, items
    return found, [each for each in items if each not in counts]


def _flat(test: Test | None) -> list[Test]:
    if test is None:
        return []
    return [inner for each in test.items for inner in _flat(each)] if isinstance(test, And) else [test]


def _numbered(name: str, counted: Amount | None, test: Matches, reader: Reader, *, negated: bool) -> str:
    """The rows with their number in front; the name alone when there are to be none."""
    rows = reader.words.rows
    if counted is None:
        return rows.zero_or_more.format(name) if test.admits_none else name
    said = counted.no if negated else counted.yes
    if said in _none(reader) and test.per is None:
        return name
    if test.per is not None and test.group is not None and admits_no_rows(test.group):
        said = rows.at_least_one_and.format(said)
    if not counted.ends_in_one:
        return f"{said} {name}"
    one = reader.words.nouns.singular(name)
    return f"{said} {one}" if one is not None else rows.once.format(said, name)


def _none(reader: Reader) -> tuple[str, str]:
    """Numbers of rows that mean that there are none."""
    compare = reader.words.counts.compare
    return compare[Op.EQ].format("0"), compare[Op.LT].format(reader.words.one)


# ---------------------------------------------------------------- first and latest row, groups


def _of_first(test: Matches, reader: Reader, name: str, templates: _Templates, *, negated: bool) -> str | None:
    """The customer's first (latest) row is one with ...; None when more is asked than that."""
    items = _flat(test.rows)
    places = [each for each in items if isinstance(each, RowPosition)]
    others = [each for each in items if not isinstance(each, RowPosition)]
    if len(places) != 1 or not others or test.group is not None or test.per is not None:
        return None
    words = reader.words.rows
    when, with_ = when_and_rest([each for item in others for each in features(item, reader, of_row)], reader)
    template = templates.first_not if negated else templates.first
    which = words.which_latest if places[0].last else words.which_first
    return template.format(which=which, rows=name, when=_spaced(when), with_=_spaced(with_))


def _per(per: Value | None, reader: Reader) -> str:
    """Which rows are taken together: " with one and the same product"."""
    words: Rows = reader.words.rows
    match per:
        case None:
            return ""
        case DatePart(part=part) if part in words.per_part and is_row_time(per.value, reader):
            return words.per_part[part]
        case Season() if is_row_time(per.value, reader):
            return words.per_season
        case _ if is_row_time(per, reader):
            return words.per_day
        case _:
            label = noun(per, reader)
            return (words.per_among if reader.words.nouns.is_plural(label) else words.per).format(label)
