"""What a draft finds: the exact count, each rule alone, who can be reached, who joins and who leaves; all in one evaluation."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType, Role
from doelgroep.errors import QueryError, Severity
from doelgroep.lang.printer import written
from doelgroep.model.node import And, Constantly, Not
from doelgroep.model.resolve import understand
from doelgroep_web.place import workspace
from doelgroep_web.privacy import require_fields
from doelgroep_web.segments.editor.builder.closing import closed
from doelgroep_web.segments.editor.builder.tree import Group, inside, is_half_filled
from doelgroep_web.segments.editor.remarks import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doelgroep.catalog import Field
    from doelgroep.model.node import Test
    from doelgroep_web.accounts.models import User
    from doelgroep_web.segments.editor.builder.tree import Built, Rule

NOW, JOINED, LEFT = "now", "joined", "left"
CONSENTED = "SUBSCRIBED"
"""The value of a consent that is kept as a text, as shops of Shopify do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The numbers of a draft."""

    total: int
    counts: Mapping[str, int]
    """By name: "now", "joined", "left", "rule:2.1", "channel:email_consent"."""
    milliseconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What of a draft can be counted, as meanings."""

    whole: Test
    rules: Mapping[str, Test]
    left_out: int
    """Rules that are half filled or wrong, and so not in it."""


def meant(built: Built, user: User) -> Meant:
    """What a draft means as far as it goes: rules that are half filled or wrong are left out.

    Raises:
        QueryError: the text can't be read at all.
        UserError: it uses fields that this person may not use.
    """
    if not isinstance(built.top, Group):
        raise QueryError(built.parsed.text, [each for each in built.diagnostics if each.severity is Severity.ERROR])
    whole = _understood(built.top, built) or Constantly(value=True)
    require_fields(user, whole, built.catalog)
    rules = {each.address: test for each in rules_of(built.top) if not _is_omitted(each, built) and (test := _understood(each, built)) is not None}
    return Meant(whole=whole, rules=rules, left_out=sum(_is_omitted(each, built) for each in rules_of(built.top)))


def rules_of(rule: Rule) -> Iterator[Rule]:
    """The rules, without groups and without the conditions of activities."""
    if isinstance(rule, Group):
        for each in inside(rule):
            yield from rules_of(each)
    else:
        yield rule


def _is_omitted(rule: Rule, built: Built) -> bool:
    return is_half_filled(rule) or _is_wrong(rule, built)


def _is_wrong(rule: Rule, built: Built) -> bool:
    span = rule.node.span
    errors = (each for each in built.diagnostics if each.severity is Severity.ERROR and each.code not in BLANK)
    return any(span.start <= each.span.start and each.span.end <= span.end for each in errors)


def _understood(rule: Rule, built: Built) -> Test | None:
    condition = closed(rule, lambda each: _is_omitted(each, built))
    return None if condition is None else understand(written(condition), built.catalog, segments=built.segments).test


def old_meaning(query: str) -> Test | None:
    """What the published version means; None when the catalogue no longer has what it names."""
    ws = workspace()
    try:
        return understand(query, ws.catalog, segments=ws.definitions.keys()).test
    except QueryError:
        return None


def channel_fields() -> Iterator[Field]:
    """The consents of the catalogue: who gave one can be reached over its channel."""
    for field in workspace().catalog.fields:
        if field.role is Role.CONSENT and field.type in {FieldType.BOOLEAN, FieldType.TEXT, FieldType.CATEGORY}:
            yield field


def count(meaning: Meant, old: Test | None) -> Found:
    """All numbers at once: what the conditions have in common is looked at once.

    Raises:
        UserError: it can't be counted, with the reason.
    """
    asked: dict[str, Test] = {NOW: meaning.whole}
    asked |= {f"channel:{each.name}": And((meaning.whole, _consented(each))) for each in channel_fields()}
    asked |= {f"rule:{address}": test for address, test in meaning.rules.items()}
    if old is not None:
        asked |= {JOINED: And((meaning.whole, Not(old))), LEFT: And((old, Not(meaning.whole))), "before": old}
    begun = time.perf_counter()
    counted = workspace().live().counts(list(asked.values()))
    took = round((time.perf_counter() - begun) * 1000)
    return Found(total=counted.total, counts=dict(zip(asked, counted.counts, strict=True)), milliseconds=took)


def _consented(field: Field) -> Test:
    given = "true" if field.type is FieldType.BOOLEAN else f"'{CONSENTED}'"
    return understand(f"{field.name} = {given}", workspace().catalog).test


def chosen_test(meaning: Meant, old: Test | None, who: str) -> Test:
    """The customers behind one of the numbers.

    Raises:
        KeyError: there is no such number.
    """
    if who == NOW:
        return meaning.whole
    if who in {JOINED, LEFT} and old is not None:
        return And((meaning.whole, Not(old))) if who == JOINED else And((old, Not(meaning.whole)))
    kind, _, name = who.partition(":")
    if kind == "rule":
        return meaning.rules[name]
    field = next((each for each in channel_fields() if kind == "channel" and each.name == name), None)
    if field is None:
        raise KeyError(who)
    return And((meaning.whole, _consented(field)))
