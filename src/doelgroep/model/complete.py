"""Completion: what can be typed at a place of a half-written query, with the catalogue's names and the data's values.

`lang.complete` says what kind of thing can stand there; this module knows which ones there are. Values come from whoever holds the data
(`Values`), so nothing here reads any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from doelgroep.catalog import Activity, Catalog, Field, FieldType, Label, Place
from doelgroep.lang import tree
from doelgroep.lang.complete import cursor
from doelgroep.lang.reader import Expect
from doelgroep.lang.words import name_text, quoted
from doelgroep.model.aggregates import aggregate_of
from doelgroep.model.conditions import METRES
from doelgroep.model.dates import PART_TYPES, SEASONS, WEEKDAYS
from doelgroep.model.names import SEASON, aggregate_names, find_name
from doelgroep.model.node import Part
from doelgroep.model.operators import OPERATORS, Operator, operators_of
from doelgroep.model.resolve import root_scope
from doelgroep.model.scope import Report

if TYPE_CHECKING:
    from doelgroep.errors import Span
    from doelgroep.lang.complete import Cursor
    from doelgroep.model.scope import Named, Scope

type Values = Callable[[str, str | None, str, int], Iterable[tuple[object, int]]]
"""Most frequent values of a field: (field, activity or None, prefix, how many) gives (value, number of rows)."""

NO_LABEL = Label()
_YEARLY = (Operator.EQ, Operator.NE, Operator.BETWEEN, Operator.IS_NULL)
"""The operators behind anniversary(...)."""
_CALLED = frozenset({"MATCHES", "NOT", "NOT_MATCHES", "(", "IS"})
"""What stands behind the name of an activity in use: then only the name is changed."""
MOST = 50
"""Proposals given at most."""


class ProposalKind(StrEnum):
    """What is proposed; an editor shows an icon for it."""

    FIELD = "field"
    TRAIT = "trait"
    ACTIVITY = "activity"
    AGGREGATE = "aggregate"
    OPERATOR = "operator"
    VALUE = "value"
    SEGMENT = "segment"
    KEYWORD = "keyword"
    SNIPPET = "snippet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One thing that can be typed. Putting `text` in the place of `span` is the choice; the cursor goes to `caret` characters behind its start."""

    kind: ProposalKind
    text: str
    span: Span
    label: Label = NO_LABEL
    description: Label = NO_LABEL
    base: str = ""
    count: int | None = None
    """For values: on how many rows."""
    caret: int | None = None
    """None puts the cursor behind the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    at: Cursor
    catalog: Catalog
    segments: tuple[str, ...]
    values: Values
    scope: Scope
    activity: Activity | None


def no_values(field: str, activity: str | None, prefix: str, limit: int) -> Iterable[tuple[object, int]]:
    """Where no data are at hand."""
    del field, activity, prefix, limit
    return ()


def complete(text: str, position: int, catalog: Catalog, *, segments: Iterable[str] = (), values: Values = no_values) -> tuple[Proposal, ...]:
    """What can be typed at a position, best first.

    Args:
        text: the query as far as it is written, also behind the position.
        position: where the cursor is, in characters.
        catalog: names and types.
        segments: keys of the segments that exist.
        values: gives the most frequent values of a field.

    >>> from doelgroep.catalog import Field, FieldType
    >>> shop = Catalog(fields=(Field(name="city", type=FieldType.TEXT),))
    >>> [each.text for each in complete("ci", 2, shop)]
    ['city']
    """
    at = cursor(text, position)
    activity = catalog.activity(at.activity) if at.activity else None
    scope = root_scope(catalog, Report())
    asked = _Asked(
        at=at, catalog=catalog, segments=tuple(segments), values=values, scope=scope.rows_of(activity) if activity else scope, activity=activity
    )
    found = [each for source in _SOURCES.get(at.kind, ()) for each in source(asked)]
    return tuple(_best_first(found, at.prefix))[:MOST]


def _best_first(found: list[Proposal], prefix: str) -> list[Proposal]:
    """Those that begin with what was typed first, then those that have it elsewhere (also in their label); the order of the catalogue otherwise."""
    wanted = prefix.lower().strip("'`")
    if not wanted:
        return found
    begins = [each for each in found if each.text.lower().lstrip("'`").startswith(wanted)]
    holds = [each for each in found if each not in begins and wanted in f"{each.text} {each.label.en} {each.label.nl}".lower()]
    return [*begins, *holds]


def _customer_names(asked: _Asked) -> Iterator[Proposal]:
    for entry in asked.catalog.names.values():
        match entry:
            case Field():
                kind = ProposalKind.TRAIT if entry.expression is not None else ProposalKind.FIELD
                yield _named(asked, kind, entry)
            case Activity():
                rest = "" if asked.at.behind in _CALLED else " MATCHES ($)"
                yield _snippet(asked, ProposalKind.ACTIVITY, name_text(entry.name), rest, entry.label, entry.description)
            case Place():
                rest = "" if asked.at.behind in _CALLED else " MATCHES (coordinates = '$', distance_km = 25)"
                yield _snippet(asked, ProposalKind.ACTIVITY, name_text(entry.name), rest)
    for other, _ in asked.catalog.aliases:
        if asked.at.prefix and other.startswith(asked.at.prefix):
            yield Proposal(kind=ProposalKind.FIELD, text=name_text(other), span=asked.at.span)


def _anniversary(asked: _Asked) -> Iterator[Proposal]:
    if asked.at.activity is None and asked.at.behind != "(" and any(True for _ in _date_fields(asked)):
        yield _snippet(asked, ProposalKind.SNIPPET, "", "anniversary('$')")


def _place_parameters(asked: _Asked) -> Iterator[Proposal]:
    """`coordinates` and a distance, inside a distance filter: nothing else stands there."""
    colon = asked.at.operator == ":"
    for name, value in (("coordinates", "'$'"), *((f"distance_{unit}", "$") for unit in METRES)):
        yield _snippet(asked, ProposalKind.FIELD, name, f"{':' if colon else ' ='} {value}")


def _parameters(asked: _Asked) -> Iterator[Proposal]:
    if isinstance(asked.catalog.find(asked.at.activity or ""), Place):
        yield from _place_parameters(asked)
    else:
        for source in (_row_names, _over_lookups, _aggregates, _words):
            yield from source(asked)


def _row_names(asked: _Asked) -> Iterator[Proposal]:
    if asked.activity is None:
        return
    for field in asked.activity.fields:
        yield _named(asked, ProposalKind.FIELD, field)
    if asked.activity.time is not None:
        if asked.activity.field("date") is not None and all(each.name != "date" for each in asked.activity.fields):
            yield Proposal(kind=ProposalKind.FIELD, text="date", span=asked.at.span)
        for part in (*(each.value for each in PART_TYPES if each is not Part.DAY), SEASON):
            yield Proposal(kind=ProposalKind.FIELD, text=part, span=asked.at.span)


def _aggregates(asked: _Asked) -> Iterator[Proposal]:
    if asked.activity is not None and asked.at.kind is Expect.PARAMETER:
        for name in aggregate_names(asked.activity):
            yield Proposal(kind=ProposalKind.AGGREGATE, text=name_text(name), span=asked.at.span)


def _over_lookups(asked: _Asked) -> Iterator[Proposal]:
    """`product.category`, once `product` is typed."""
    fields = asked.activity.fields if asked.activity else asked.catalog.fields
    for field in fields:
        lookup = asked.catalog.lookup(field.lookup) if field.lookup else None
        if lookup is not None and (asked.at.prefix.startswith(field.name) or not asked.at.prefix):
            for each in lookup.fields:
                text = f"{name_text(field.name)}.{name_text(each.name)}"
                yield Proposal(kind=ProposalKind.FIELD, text=text, span=asked.at.span, label=each.label, description=each.description)


def _date_fields(asked: _Asked) -> Iterator[Proposal]:
    for field in asked.catalog.customer_fields():
        if field.type in {FieldType.DATE, FieldType.DATETIME}:
            yield Proposal(kind=ProposalKind.FIELD, text=quoted(field.name), span=asked.at.span, label=field.label, description=field.description)


def _operators(asked: _Asked) -> Iterator[Proposal]:
    name = asked.at.field or ""
    found = asked.catalog.find(name)
    if asked.activity is None and isinstance(found, Activity | Place):
        words = ("MATCHES ($)", "NOT MATCHES ($)") + (("IS NULL", "IS NOT NULL") if isinstance(found, Activity) else ())
        yield from (_snippet(asked, ProposalKind.OPERATOR, "", each) for each in words)
        return
    named = _named_at(asked)
    if named is None:
        return
    for operator in _YEARLY if asked.at.yearly else operators_of(named.type.kind, any_value=named.any_value):
        yield from _spellings(asked, operator)


def _spellings(asked: _Asked, operator: Operator) -> Iterator[Proposal]:
    info = OPERATORS[operator]
    yield _snippet(asked, ProposalKind.OPERATOR, "", info.snippet, info.label)
    if info.negated and info.negated not in {each.value for each in Operator}:
        negated = info.snippet.replace(info.written, info.negated, 1)
        yield _snippet(asked, ProposalKind.OPERATOR, "", negated, info.negated_label)


def _values(asked: _Asked) -> Iterator[Proposal]:
    named = _named_at(asked)
    if named is None:
        return
    kind = named.type.kind
    if kind is FieldType.BOOLEAN:
        yield from (_value(asked, each) for each in ("true", "false"))
    elif kind in {FieldType.DATE, FieldType.DATETIME}:
        days = ("today", "tomorrow", "+7d", "+30d") if asked.at.yearly else ("today", "yesterday", "-7d", "-30d", "-90d", "-12m", "-1y")
        yield from (_value(asked, each) for each in days)
    elif kind in {FieldType.TEXT, FieldType.CATEGORY, FieldType.TEXT_LIST}:
        yield from _texts(asked, named)


def _texts(asked: _Asked, named: Named) -> Iterator[Proposal]:
    last = named.name.rpartition(".")[2]
    fixed = {"weekday": WEEKDAYS, SEASON: SEASONS}.get(last, ())
    counted = list(asked.values(asked.at.field or "", asked.activity.name if asked.activity else None, asked.at.prefix, MOST))
    for value, count in counted:
        yield _value(asked, quoted(str(value)), count)
    seen = {str(value) for value, _ in counted}
    yield from (_value(asked, quoted(each)) for each in (*named.values, *fixed) if each not in seen)


def _segments(asked: _Asked) -> Iterator[Proposal]:
    yield from (Proposal(kind=ProposalKind.SEGMENT, text=quoted(each), span=asked.at.span) for each in asked.segments)


def _words(asked: _Asked) -> Iterator[Proposal]:
    yield from (Proposal(kind=ProposalKind.KEYWORD, text=each, span=asked.at.span) for each in asked.at.words)


def _distances(asked: _Asked) -> Iterator[Proposal]:
    yield from (_value(asked, each) for each in ("5", "10", "25", "50"))


def _centers(asked: _Asked) -> Iterator[Proposal]:
    yield _snippet(asked, ProposalKind.SNIPPET, "", "(52.37, 4.89)$")


_SOURCES: dict[Expect, tuple[Callable[[_Asked], Iterator[Proposal]], ...]] = {
    Expect.CONDITION: (_customer_names, _over_lookups, _anniversary, _words),
    Expect.PARAMETER: (_parameters,),
    Expect.OPERATOR: (_operators, _words),
    Expect.VALUE: (_values,),
    Expect.PER: (_row_names, _over_lookups),
    Expect.DATE_FIELD: (_date_fields,),
    Expect.CONNECTOR: (_words,),
    Expect.SEGMENT: (_segments,),
    Expect.DISTANCE: (_distances,),
    Expect.UNIT: (_words,),
    Expect.CENTER: (_centers,),
    Expect.KEYWORD: (_words,),
}


def _named_at(asked: _Asked) -> Named | None:
    """The field (or aggregate) on the left of the cursor."""
    name = asked.at.field
    if name is None:
        return None
    if asked.activity is not None:
        aggregate = aggregate_of(tree.Name(name), asked.activity, asked.scope)
        if aggregate is not None:
            return aggregate
    return find_name(name, asked.scope)


def _named(asked: _Asked, kind: ProposalKind, field: Field) -> Proposal:
    return Proposal(
        kind=kind,
        text=name_text(field.name),
        span=asked.at.span,
        label=field.label,
        description=field.description,
        base=field.base.value if field.base else "",
    )


def _snippet(asked: _Asked, kind: ProposalKind, head: str, rest: str, label: Label | None = None, description: Label | None = None) -> Proposal:
    """A text with `$` at the place for the cursor."""
    whole = f"{head}{rest}"
    return Proposal(
        kind=kind,
        text=whole.replace("$", "", 1),
        span=asked.at.span,
        label=label or NO_LABEL,
        description=description or NO_LABEL,
        caret=whole.index("$") if "$" in whole else None,
    )


def _value(asked: _Asked, text: str, count: int | None = None) -> Proposal:
    return Proposal(kind=ProposalKind.VALUE, text=text, span=asked.at.span, count=count)
