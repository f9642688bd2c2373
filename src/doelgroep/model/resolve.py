"""Syntax tree and catalogue in, meaning out. The only place where the two meet.

>>> from doelgroep.catalog import Catalog, Field, FieldType
>>> shop = Catalog(fields=(Field(name="vip", type=FieldType.BOOLEAN),))
>>> understand("vip != true", shop).test
Not(item=IsTrue(value=CustomerField(name='vip', type=ValueType(kind=<FieldType.BOOLEAN: 'boolean'>, scale=0))))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.errors import Diagnostic, InternalError, QueryError, Severity, Span
from doelgroep.lang import tree
from doelgroep.lang.legacy import modern
from doelgroep.lang.parse import parse, parse_expression
from doelgroep.model import conditions, shopify
from doelgroep.model.expressions import evaluate
from doelgroep.model.matches import conjuncts, matches
from doelgroep.model.names import lookup_name
from doelgroep.model.node import And, Constantly, Not, Or
from doelgroep.model.scope import RefusedError, Report, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from doelgroep.catalog import Activity, Catalog, Derivation, Field
    from doelgroep.lang.parse import Parsed
    from doelgroep.model.node import Test, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a query means, and the warnings about it."""

    test: Test
    warnings: tuple[Diagnostic, ...] = ()


def understand(text: str, catalog: Catalog, *, segments: Collection[str] | None = None, dialect: str = "doelgroep") -> Resolved:
    """The meaning of a query text.

    Args:
        text: the query.
        catalog: what its names may stand for.
        segments: keys of the segments that exist; None leaves references unchecked.
        dialect: "doelgroep", or "shopify" to refuse also what Shopify itself would refuse.

    Raises:
        QueryError: with every error in the text, each with its place.
    """
    return resolve(parse(text), catalog, segments=segments, dialect=dialect)


def resolve(parsed: Parsed, catalog: Catalog, *, segments: Collection[str] | None = None, dialect: str = "doelgroep") -> Resolved:
    """The meaning of a parsed query. Syntax errors and errors of meaning are reported together."""
    report = Report()
    test: Test = Constantly(value=False)
    if parsed.root is not None:
        scope = root_scope(catalog, report, segments=segments, strict=dialect == "shopify")
        test = condition(parsed.root, scope)
        if scope.strict:
            report.diagnostics.extend(shopify.refusals(parsed))
    diagnostics = _together(parsed.diagnostics, report.diagnostics)
    if any(each.severity is Severity.ERROR for each in diagnostics):
        raise QueryError(parsed.text, diagnostics)
    return Resolved(test=test, warnings=tuple(diagnostics))


def root_scope(catalog: Catalog, report: Report, *, segments: Collection[str] | None = None, strict: bool = False) -> Scope:
    """The scope at the top of a query: the customer."""
    return Scope(catalog=catalog, report=report, condition=condition, expression=_expression, segments=segments, strict=strict)


def condition(node: tree.Condition, scope: Scope) -> Test:
    """The meaning of a condition; an error in it is reported and it counts as false, so that the rest is looked at too."""
    try:
        return _condition(node, scope)
    except RefusedError as refused:
        scope.report.diagnostics.append(refused.diagnostic)
        return Constantly(value=False)


_SIMPLE: dict[type[tree.Node], Callable[..., Test]] = {
    tree.Comparison: conditions.comparison,
    tree.Between: conditions.between,
    tree.In: conditions.one_of,
    tree.TextTest: conditions.text_test,
    tree.IsNull: conditions.is_null,
    tree.Within: conditions.within,
    tree.InSegment: conditions.in_segment,
    tree.RowPosition: conditions.row_position,
    tree.Matches: matches,
}


def _condition(node: tree.Condition, scope: Scope) -> Test:
    match node:
        case tree.And():
            return And(tuple(condition(each, scope) for each in conjuncts(node)))
        case tree.Or():
            return Or(tuple(condition(each, scope) for each in node.items))
        case tree.Not():
            return Not(condition(node.item, scope))
        case tree.Group():
            return condition(node.item, scope)
        case tree.LegacyCall():
            return condition(modern(node), scope)
        case tree.Incomplete():
            return Constantly(value=False)
        case _:
            return _SIMPLE[type(node)](node, scope)


def _expression(text: str, scope: Scope) -> Value:
    parsed = parse_expression(text)
    if parsed.root is None or parsed.diagnostics:
        raise RefusedError(parsed.diagnostics[0])
    known = len(scope.report.diagnostics)
    value = evaluate(parsed.root, scope)
    errors = [each for each in scope.report.diagnostics[known:] if each.severity is Severity.ERROR]
    if errors:
        raise RefusedError(errors[0])
    return value


def _together(syntax: Iterable[Diagnostic], meaning: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Syntax errors, and those errors of meaning that do not follow from one of them: what can't be read has no meaning to be wrong."""
    unreadable = [each.span for each in syntax if each.severity is Severity.ERROR]
    kept = [*syntax, *(each for each in meaning if not _follows(each.span, unreadable))]
    return list({(each.span, each.code): each for each in kept}.values())


def _follows(span: Span, unreadable: list[Span]) -> bool:
    """Whether something follows from a syntax error: it is about what is missing there (an empty place), or inside what can't be read."""
    return bool(unreadable) and (span.start == span.end or any(each.start <= span.start and span.end <= each.end for each in unreadable))


def trait_value(field: Field, catalog: Catalog) -> Value:
    """The meaning of a trait of the catalogue.

    Raises:
        QueryError: its expression is wrong; the text is the expression.
    """
    return _checked(field.expression or "", root_scope(catalog, Report()))


def computed_value(field: Field, activity: Activity, catalog: Catalog) -> Value:
    """The meaning of a computed field of an activity, over its rows."""
    return _checked(field.expression or "", root_scope(catalog, Report()).rows_of(activity))


def derived_value(field: Field, activity: Activity, catalog: Catalog) -> Value:
    """The meaning of a field of a derived activity, over the group's rows of the source."""
    source, _ = _derivation(activity, catalog)
    return _checked(field.expression or "", root_scope(catalog, Report()).groups_of(source))


def derived_group(activity: Activity, catalog: Catalog) -> Value:
    """The value on a row of the source that makes the rows of a derived activity."""
    source, derivation = _derivation(activity, catalog)
    return _named(derivation.group, root_scope(catalog, Report()).rows_of(source))


def derived_rows(activity: Activity, catalog: Catalog) -> Test | None:
    """The condition on the source's rows that take part in a derived activity; None when all do."""
    source, derivation = _derivation(activity, catalog)
    if derivation.where is None:
        return None
    report = Report()
    parsed = parse(derivation.where)
    report.diagnostics.extend(parsed.diagnostics)
    test = condition(parsed.root or tree.Incomplete("condition"), root_scope(catalog, report).rows_of(source))
    if report.diagnostics:
        raise QueryError(parsed.text, report.diagnostics)
    return test


def _derivation(activity: Activity, catalog: Catalog) -> tuple[Activity, Derivation]:
    """The source of a derived activity, and how it is derived: the check of the catalogue has seen to both."""
    source = catalog.activity(activity.derivation.source) if activity.derivation else None
    if source is None or activity.derivation is None:
        raise InternalError(f"activity {activity.name!r} is derived from nothing")
    return source, activity.derivation


def value_named(name: str, catalog: Catalog) -> Value:
    """The value of a field, trait, part of a date or path over a lookup, by name; used to list members with chosen columns.

    Raises:
        QueryError: there is nothing of that name; says what is near.
    """
    return _named(name, root_scope(catalog, Report()))


def row_value_named(name: str, activity: Activity, catalog: Catalog) -> Value:
    """The value of a field of an activity's rows, or of a path over a lookup from there, by name.

    Raises:
        QueryError: there is nothing of that name; says what is near.
    """
    return _named(name, root_scope(catalog, Report()).rows_of(activity))


def _named(name: str, scope: Scope) -> Value:
    try:
        return lookup_name(name, Span(0, len(name)), scope).value
    except RefusedError as refused:
        raise QueryError(name, [refused.diagnostic]) from None


def _checked(text: str, scope: Scope) -> Value:
    try:
        return _expression(text, scope)
    except RefusedError as refused:
        raise QueryError(text, [*scope.report.diagnostics, refused.diagnostic]) from None
