"""Values of parameters: what a form gives, what is refused, and that nothing gets out of its quotes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doelgroep.errors import UserError
from doelgroep.gallery import ANY_CHANNEL, Bound, bind, draft, template
from doelgroep.gallery.firsts import Suggestions
from doelgroep.lang.parse import parse, require
from doelgroep.lang.tree import Text
from doelgroep.lang.walk import walk
from doelgroep.store.ready_catalogs import ready

GOOD = {"bought": "Shampoo", "never": "Conditioner", "since": "12m", "channel": "email"}


def bound(key: str, catalogue: str = "shop") -> Bound:
    found = bind(template(key), ready(catalogue).catalog)
    assert isinstance(found, Bound)
    return found


@given(value=st.text(min_size=1, max_size=60).filter(lambda each: "\0" not in each))
def test_a_value_stays_a_value_whatever_stands_in_it(value: str) -> None:
    made = draft(bound("bought-a-never-b"), GOOD | {"bought": value})
    texts = [each.value for each in walk(require(parse(made.query))) if isinstance(each, Text)]
    assert texts == [unicodedata.normalize("NFC", value), "Conditioner"]


@pytest.mark.parametrize("value", ["' OR 1 = 1 --", "\\", "'; DROP", "x') OR order_lines MATCHES (", "a\nb", "-- no comment"])
def test_nothing_gets_out_of_its_quotes(value: str) -> None:
    made = draft(bound("in-a-city"), {"place": value, "channel": ANY_CHANNEL})
    (text,) = [each.value for each in walk(require(parse(made.query))) if isinstance(each, Text)]
    assert text == value


@pytest.mark.parametrize(
    ("key", "values", "code"),
    [
        ("bought-a-never-b", GOOD | {"bought": ""}, "template_value_empty"),
        ("bought-a-never-b", GOOD | {"since": "a year"}, "template_duration"),
        ("bought-a-never-b", GOOD | {"since": "99y"}, "template_range"),
        ("bought-a-never-b", GOOD | {"since": "0d"}, "template_range"),
        ("bought-a-never-b", GOOD | {"channel": "pigeon"}, "template_choice"),
        ("bought-a-never-b", GOOD | {"never": "x" * 501}, "template_text_long"),
        ("returns-often", {"times": "2.5", "since": "12m"}, "template_number"),
        ("returns-often", {"times": "0", "since": "12m"}, "template_range"),
        ("top-spenders", {"least": "much", "since": "12m"}, "template_decimal"),
        ("top-spenders", {"least": "NaN", "since": "12m"}, "template_decimal"),
        ("top-spenders", {"least": "1e40", "since": "12m"}, "template_decimal"),
        ("top-spenders", {"least": "-1", "since": "12m"}, "template_range"),
        ("near-a-place", {"distance": "25", "center": "Delft", "channel": "any"}, "template_place"),
        ("near-a-place", {"distance": "25", "center": "95, 4", "channel": "any"}, "template_place"),
        ("season-buyers", {"chosen": "monsoon", "since": "1y"}, "template_choice"),
    ],
)
def test_values_that_can_not_be_used_are_refused(key: str, values: dict[str, str], code: str) -> None:
    with pytest.raises(UserError) as error:
        draft(bound(key), values)
    assert error.value.code == code


def test_a_channel_asks_for_consent_and_any_for_none() -> None:
    assert draft(bound("in-a-city"), {"place": "Delft", "channel": "sms"}).query == "city = 'Delft'\nAND sms_consent = true"
    assert draft(bound("in-a-city"), {"place": "Delft", "channel": ANY_CHANNEL}).query == "city = 'Delft'"


def test_consent_has_the_form_of_the_catalogue() -> None:
    values = {"bought": "Soap", "never": "Bread", "since": "1y", "channel": "email"}
    assert draft(bound("bought-a-never-b", "shopify"), values).query.endswith("AND email_subscription_status = 'SUBSCRIBED'")
    assert draft(bound("bought-a-never-b", "b2b"), values).query.endswith("AND contacts MATCHES (email_consent = true)")


def test_lists_are_looked_into() -> None:
    assert draft(bound("with-tag"), {"tag": "vip"}).query == "customer_tags CONTAINS 'vip'"
    assert draft(bound("abroad", "shopify"), {"home": "NL"}).query == "customer_countries IS NOT NULL\nAND customer_countries NOT CONTAINS 'NL'"


def test_facts_have_opposites() -> None:
    assert "is_business != true" in draft(bound("hidden-business"), {"least": "100", "since": "1y"}).query
    assert draft(bound("no-children-elder"), {"from": "50"}).query == "age >= 50\nAND NOT children_at_home >= 1"


def test_a_place_and_a_distance() -> None:
    made = draft(bound("near-a-place"), {"distance": "10", "center": "51.92, 4.48", "channel": ANY_CHANNEL})
    assert made.query == "location WITHIN 10 km OF (51.92, 4.48)"


def test_an_unknown_template_is_said_with_what_is_near() -> None:
    with pytest.raises(UserError) as error:
        template("one-time-buyer")
    assert (error.value.code, error.value.params["near"]) == ("template_unknown_near", "one-time-buyers")


def test_without_data_the_template_knows_a_value(tmp_path: object) -> None:
    assert tmp_path
    found = Suggestions()
    top = bound("top-spenders")
    assert {each.name: found.first(each, top) for each in top.template.parameters} == {"least": "500", "since": "12m"}
