"""Segments in segments."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from doelgroep.errors import UserError
from doelgroep.model.node import BOOLEAN, INTEGER, And, Branch, Case, Constantly, CustomerField, InSegment, IsMissing, IsTrue, Literal, Not, Or, Test
from doelgroep.plan.context import Context
from doelgroep.plan.plan import plan, plan_value

NOW = Context(datetime(2024, 5, 15, 12, tzinfo=UTC), ZoneInfo("Europe/Amsterdam"))
VIP = IsTrue(CustomerField("vip", BOOLEAN))
UNKNOWN = IsMissing(CustomerField("city", BOOLEAN))


def test_a_segment_becomes_its_definition() -> None:
    assert plan(Not(InSegment("vip")), NOW, {"vip": VIP}.__getitem__) == Not(VIP)


def test_definitions_are_put_in_at_any_depth() -> None:
    definitions: dict[str, Test] = {"outer": Or((InSegment("inner"), UNKNOWN)), "inner": VIP}
    assert plan(And((InSegment("outer"), Not(UNKNOWN))), NOW, definitions.__getitem__) == And((Or((VIP, UNKNOWN)), Not(UNKNOWN)))


def test_a_segment_inside_a_value_becomes_its_definition() -> None:
    value = Case((Branch(InSegment("vip"), Literal(1, INTEGER)),), None, INTEGER)
    assert plan_value(value, NOW, {"vip": VIP}.__getitem__) == Case((Branch(VIP, Literal(1, INTEGER)),), None, INTEGER)


def test_a_definition_is_asked_for_once() -> None:
    asked: list[str] = []
    definitions: dict[str, Test] = {"a": And((InSegment("b"), InSegment("c"))), "b": Or((InSegment("c"), UNKNOWN)), "c": VIP}

    def define(key: str) -> Test:
        asked.append(key)
        return definitions[key]

    plan(And((InSegment("a"), InSegment("b"))), NOW, define)
    assert sorted(asked) == ["a", "b", "c"]


def test_a_circle_is_refused_with_its_path() -> None:
    definitions: dict[str, Test] = {"start": InSegment("a"), "a": Not(InSegment("b")), "b": Or((InSegment("a"), VIP))}
    with pytest.raises(UserError, match="a -> b -> a") as refused:
        plan(InSegment("start"), NOW, definitions.__getitem__)
    assert refused.value.code == "segment_cycle"


def test_a_segment_that_is_itself_is_a_circle() -> None:
    with pytest.raises(UserError, match="me -> me"):
        plan(InSegment("me"), NOW, {"me": InSegment("me")}.__getitem__)


def test_what_definitions_raise_passes_through() -> None:
    def unknown(key: str) -> Constantly:
        raise UserError("segment_unknown", key=key)

    with pytest.raises(UserError) as refused:
        plan(InSegment("gone"), NOW, unknown)
    assert refused.value.code == "segment_unknown"
