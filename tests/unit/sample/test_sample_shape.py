"""The shop looks like one: who buys how often, what goes together, when, and what is missing."""

from __future__ import annotations

import pytest

from tests.unit.sample.duck import Shop, shop


@pytest.fixture(scope="module")
def made() -> Shop:
    return shop(20_000, 4)


def test_there_are_some_twenty_rows_of_activity_for_each_customer(made: Shop) -> None:
    rows = sum(table.num_rows for name, table in made.tables.items() if name not in {"customers", "products", "companies"})
    assert 19 < rows / 20_000 < 23


def test_about_half_of_the_customers_buy_in_a_year_and_most_of_those_again(made: Shop) -> None:
    orders = 'SELECT customer_id, count(DISTINCT "order") AS n FROM order_lines GROUP BY 1'
    assert 0.45 < made.value(f"SELECT count(*) / 20000 FROM ({orders})") < 0.65
    assert 0.65 < made.value(f"SELECT avg((n > 1)::INT) FROM ({orders})") < 0.85


def test_purchases_are_heavy_tailed(made: Shop) -> None:
    spent = "SELECT sum(quantity * unit_price - discount) AS paid FROM order_lines GROUP BY customer_id"
    top = f"SELECT sum(paid) FILTER (rank <= 0.2) / sum(paid) FROM (SELECT paid, percent_rank() OVER (ORDER BY paid DESC) AS rank FROM ({spent}))"
    assert 0.45 < made.value(top) < 0.75


def test_some_ordinary_customers_lose_money_too(made: Shop) -> None:
    margin = """SELECT customer_id, sum(quantity * (unit_price - unit_cost) - discount - shipping_cost) AS margin
        FROM order_lines JOIN products USING (product) GROUP BY 1"""
    back = "SELECT customer_id, sum(amount) AS back FROM returns GROUP BY 1"
    share = made.value(f"SELECT avg((margin < coalesce(back, 0))::INT) FROM ({margin}) LEFT JOIN ({back}) USING (customer_id)")
    assert 0.03 < share < 0.2


def test_conditioner_goes_with_shampoo(made: Shop) -> None:
    orders = """SELECT "order", bool_or(category = 'Shampoo') AS shampoo, bool_or(category = 'Conditioner') AS conditioner
        FROM order_lines JOIN products USING (product) GROUP BY 1 HAVING count(*) > 1"""
    lift = "avg(conditioner::INT) FILTER (shampoo) / avg(conditioner::INT)"
    assert made.value(f"SELECT {lift} FROM ({orders})") > 1.5


def test_customers_come_back_for_their_favourite_product(made: Shop) -> None:
    pairs = "SELECT count(*) AS n FROM order_lines GROUP BY customer_id, product"
    assert made.value(f"SELECT sum(n) FILTER (n > 1) / sum(n) FROM ({pairs})") > 0.2


def test_premium_customers_buy_dearer_products_than_the_thrifty(made: Shop) -> None:
    price = "SELECT avg(list_price) FROM order_lines JOIN products USING (product) JOIN customers USING (customer_id) WHERE lifestyle = '{}'"
    assert made.value(price.format("luxury")) > 1.5 * made.value(price.format("thrifty"))


def test_evenings_are_busy_and_nights_are_not(made: Shop) -> None:
    hour = "SELECT count(*) FROM visits WHERE hour(date) BETWEEN {} AND {}"
    assert made.value(hour.format(19, 21)) > 10 * made.value(hour.format(3, 5))


def test_the_till_is_closed_at_night(made: Shop) -> None:
    assert made.value("SELECT count(*) FROM order_lines WHERE order_channel = 'till' AND hour(date) NOT BETWEEN 8 AND 21") < 20


def test_december_is_busier_than_july(made: Shop) -> None:
    month = 'SELECT count(DISTINCT "order") FROM order_lines WHERE month(date) = {}'
    assert made.value(month.format(12)) > 1.3 * made.value(month.format(7))


def test_some_rows_fall_in_the_hours_in_which_the_clock_changes(made: Shop) -> None:
    for day in ("2026-03-29", "2026-10-25"):
        assert made.value(f"SELECT count(*) FROM visits WHERE date::DATE = DATE '{day}' AND hour(date) = 2") > 0


def test_mails_go_down_the_funnel(made: Shop) -> None:
    counts = {str(event): float(str(number)) for event, number in made.rows("SELECT event, count(*) FROM emails GROUP BY 1")}
    assert 0.15 < counts["opened"] / counts["sent"] < 0.4
    assert 0.1 < counts["clicked"] / counts["opened"] < 0.3
    assert 0 < counts["unsubscribed"] / counts["sent"] < 0.01


def test_the_channel_they_react_to_shows_in_the_mails_they_open(made: Shop) -> None:
    shares = {}
    for reach in ("email", "sms", "post"):
        members = made.shop.truth(f"reacts_to_{reach}").customers.to_pylist()
        share = "SELECT count(*) FILTER (event = 'opened') / count(*) FILTER (event = 'sent') FROM emails"
        shares[reach] = made.value(f"{share} WHERE customer_id IN (SELECT unnest({members}))")
    assert shares == pytest.approx({"email": 0.36, "sms": 0.12, "post": 0.10}, abs=0.03)


@pytest.mark.parametrize(
    ("field", "share"),
    [
        ("birth_date", 0.12),
        ("gender", 0.06),
        ("email", 0.03),
        ("phone", 0.20),
        ("education", 0.55),
        ("income_band", 0.60),
        ("lifestyle", 0.45),
        ("loyalty_points", 0.30),
        ("phone_consent", 0.45),
        ("preferred_channel", 0.35),
        ("city", 0.03),
    ],
)
def test_fields_are_missing_at_their_own_rate(made: Shop, field: str, share: float) -> None:
    assert made.value(f"SELECT avg(({field} IS NULL)::INT) FROM customers") == pytest.approx(share, abs=0.02)


def test_places_are_those_of_the_netherlands_mostly(made: Shop) -> None:
    assert made.value("SELECT avg((country = 'NL')::INT) FROM customers") == pytest.approx(0.93, abs=0.02)
    assert made.value("SELECT count(DISTINCT city) FROM customers") > 150
    near = "SELECT count(*) FROM customers WHERE city = 'Utrecht' AND (abs(latitude - 52.09) > 0.1 OR abs(longitude - 5.12) > 0.15)"
    assert made.value(near) == 0


def test_the_old_react_to_post_and_have_old_names(made: Shop) -> None:
    age = "SELECT median(date_diff('year', birth_date, DATE '2026-11-22')) FROM customers WHERE customer_id IN (SELECT unnest({}))"
    old, young = (made.value(age.format(made.shop.truth(f"reacts_to_{each}").customers.to_pylist())) for each in ("post", "sms"))
    assert old > young + 25


def test_business_customers_buy_in_bulk(made: Shop) -> None:
    pieces = "SELECT avg(quantity) FROM order_lines JOIN customers USING (customer_id) WHERE is_business = {}"
    assert made.value(pieces.format("true")) > 2 * made.value(pieces.format("false"))


def test_a_few_addresses_are_typed_in_capitals(made: Shop) -> None:
    assert 50 < made.value("SELECT count(*) FROM customers WHERE email = upper(email)") < 400
