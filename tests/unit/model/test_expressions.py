from __future__ import annotations

import pytest

from doelgroep.catalog import Activity, Catalog, CatalogProblem, Derivation, Field, FieldType
from doelgroep.messages import Sentence
from doelgroep.model.check import check_catalog
from tests.unit.model.shop import CATALOG


def with_trait(expression: str, field_type: FieldType) -> Catalog:
    return Catalog(
        fields=CATALOG.fields,
        activities=CATALOG.activities,
        lookups=CATALOG.lookups,
        traits=(*CATALOG.traits, Field(name="it", type=field_type, expression=expression)),
    )


def test_a_good_catalogue_has_no_problems() -> None:
    assert check_catalog(CATALOG) == []


@pytest.mark.parametrize(
    ("expression", "field_type"),
    [
        ("count(orders WHERE amount > 5 AND date >= -365d)", FieldType.INTEGER),
        ("sum(order_lines.amount) - sum(order_lines.price)", FieldType.DECIMAL),
        ("sum(orders.amount) / count(orders)", FieldType.FLOAT),
        ("coalesce(children, 0) * 2 + 1", FieldType.INTEGER),
        ("least(first_date(orders), first_date(order_lines))", FieldType.DATETIME),
        ("greatest(birth_date, last_date(orders))", FieldType.DATE),
        ("CASE WHEN age < 30 THEN 'young' WHEN vip = true THEN 'vip' ELSE 'old' END", FieldType.TEXT),
        ("last(order_lines.product WHERE product IS NOT NULL)", FieldType.TEXT),
        ("distinct(order_lines.product)", FieldType.INTEGER),
        ("distinct_months(orders)", FieldType.INTEGER),
        ("days_since(last_order)", FieldType.INTEGER),
        ("month(birth_date)", FieldType.INTEGER),
        ("email_domain(city)", FieldType.TEXT),
        ("company.sector", FieldType.CATEGORY),
    ],
)
def test_an_expression_has_its_type(expression: str, field_type: FieldType) -> None:
    assert check_catalog(with_trait(expression, field_type)) == []


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("count(", None),
        ("sum(orders)", "expression_activity_expected"),
        ("count(orders.amount)", "expression_activity_expected"),
        ("sum(orders.category)", "expression_type"),
        ("magic(city)", "expression_function_unknown"),
        ("city + 1", "expression_not_number"),
        ("coalesce(city, 1)", "expression_types_differ"),
        ("years_since(city)", "expression_type"),
        ("coalesce()", "expression_arguments"),
        ("first_date(memberships)", "activity_without_time"),
        ("hour(last_order)", "expression_hour"),
        ("city", "expression_declared_type"),
        ("nothing * 2", "name_unknown"),
        ("count", "expression_call_expected"),
    ],
)
def test_a_wrong_expression_is_reported_with_its_place(expression: str, code: str | None) -> None:
    problems = check_catalog(with_trait(expression, FieldType.INTEGER))
    assert [each.path for each in problems] == [("traits", "it")]
    assert code is None or _reason(problems[0]).removesuffix("_near") == code


def _reason(problem: CatalogProblem) -> str:
    reason = problem.params.get("reason")
    return reason.code if isinstance(reason, Sentence) else problem.code


def test_the_condition_of_a_derived_activity_is_checked() -> None:
    paid = Activity(
        name="paid",
        derivation=Derivation(source="order_lines", group="invoice", where="colour = 'red'"),
        fields=(Field(name="n", type=FieldType.INTEGER, expression="count()"),),
    )
    problems = check_catalog(Catalog(activities=(*CATALOG.activities, paid)))
    assert [each.path for each in problems] == [("activities", "paid", "where")]


@pytest.mark.parametrize(
    ("expression", "call"),
    [
        ("count", "count()"),
        ("sum_amount", "sum(amount)"),
        ("first_date", "min(date)"),
        ("last_date", "max(date)"),
        ("distinct_days", "distinct(date)"),
        ("sum", "sum(FIELD)"),
    ],
)
def test_an_aggregate_named_as_in_matches_is_told_how_it_is_written(expression: str, call: str) -> None:
    problems = check_catalog(_with_derived(expression))
    reason = problems[0].params["reason"]
    assert isinstance(reason, Sentence)
    assert (reason.code, reason.params["call"]) == ("expression_call_expected", call)


@pytest.mark.parametrize("call", ["count()", "sum(amount)", "distinct(date)"])
def test_what_is_told_can_be_written(call: str) -> None:
    assert check_catalog(_with_derived(call, FieldType.DECIMAL if "sum" in call else FieldType.INTEGER)) == []


def test_a_field_misspelt_in_a_derived_field_is_not_taken_for_an_aggregate() -> None:
    reason = check_catalog(_with_derived("cont"))[0].params["reason"]
    assert isinstance(reason, Sentence)
    assert "count" not in str(reason.params)


def test_an_aggregate_in_a_field_of_one_row_is_refused() -> None:
    lines = Activity(name="lines", fields=(Field(name="n", type=FieldType.INTEGER, expression="count"),))
    assert [_reason(each) for each in check_catalog(Catalog(activities=(lines,)))] == ["expression_rows_in_row"]


def _with_derived(expression: str, kind: FieldType = FieldType.INTEGER) -> Catalog:
    field = Field(name="n", type=kind, scale=2 if kind is FieldType.DECIMAL else 0, expression=expression)
    paid = Activity(name="paid", derivation=Derivation(source="order_lines", group="invoice"), fields=(field,))
    return Catalog(activities=(*CATALOG.activities, paid))
