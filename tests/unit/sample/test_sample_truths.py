"""Every planted truth is found again, customer for customer, by SQL written by hand."""

from __future__ import annotations

import pytest

from tests.unit.sample.duck import Shop, shop

YEAR, QUIET = "DATE '2025-11-23'", "DATE '2026-07-26'"
LINES = "order_lines JOIN products USING (product)"

FINDERS = {
    "shampoo_without_conditioner": f"""
        SELECT customer_id FROM {LINES} GROUP BY 1
        HAVING count(*) FILTER (category = 'Shampoo') > 0 AND count(*) FILTER (category = 'Conditioner') = 0""",
    "same_product_every_month": """
        SELECT DISTINCT customer_id FROM (
            SELECT customer_id, product FROM order_lines WHERE date >= DATE '2026-05-01' AND date < DATE '2026-11-01'
            GROUP BY ALL HAVING count(DISTINCT date_trunc('month', date)) >= 6)""",
    "ambassadors": f"""
        SELECT customer_id FROM order_lines WHERE date >= {YEAR} GROUP BY 1 HAVING count(DISTINCT "order") >= 10
        INTERSECT SELECT customer_id FROM satisfaction WHERE score >= 9
        INTERSECT SELECT customer_id FROM reviews WHERE recommends""",
    "big_buyers_who_lose_money": f"""
        WITH bought AS (
            SELECT customer_id, sum(quantity * unit_price - discount) AS revenue, sum(quantity * unit_cost + shipping_cost) AS cost
            FROM {LINES} WHERE date >= {YEAR} GROUP BY 1),
        back AS (SELECT customer_id, sum(amount) AS returned FROM returns WHERE date >= {YEAR} GROUP BY 1),
        service AS (SELECT customer_id, 0.80 * sum(minutes) AS service FROM support_contacts WHERE date >= {YEAR} GROUP BY 1)
        SELECT customer_id FROM bought LEFT JOIN back USING (customer_id) LEFT JOIN service USING (customer_id)
        WHERE revenue >= 600 AND revenue - cost - coalesce(returned, 0) - coalesce(service, 0) < 0""",
    "quietly_stopped": f"""
        SELECT customer_id FROM order_lines WHERE date >= {YEAR} AND date < {QUIET}
        GROUP BY 1 HAVING count(DISTINCT date_trunc('month', date)) >= 6
        EXCEPT SELECT customer_id FROM order_lines WHERE date >= {QUIET}
        EXCEPT SELECT customer_id FROM visits WHERE date >= {QUIET}
        EXCEPT SELECT customer_id FROM emails WHERE date >= {QUIET} AND event = 'opened'""",
    "no_activity": """
        SELECT customer_id FROM customers EXCEPT SELECT customer_id FROM order_lines
        EXCEPT SELECT customer_id FROM visits EXCEPT SELECT customer_id FROM emails""",
    "misspelt_at_till": f"SELECT DISTINCT customer_id FROM {LINES} WHERE category = 'shampoo '",
    "campaign_message": "SELECT customer_id FROM campaign_assignments WHERE campaign = 'Zacht haar 2026' AND arm = 'message'",
    "campaign_control": "SELECT customer_id FROM campaign_assignments WHERE campaign = 'Zacht haar 2026' AND arm = 'control'",
    "campaign_buyers": """
        SELECT customer_id FROM campaign_assignments WHERE campaign = 'Zacht haar 2026'
        INTERSECT SELECT customer_id FROM order_lines WHERE date >= DATE '2026-09-23' AND date < DATE '2026-10-21'""",
    "channel_trial_buyers": """
        SELECT customer_id FROM campaign_assignments WHERE campaign = 'Kanaalproef 2026'
        INTERSECT SELECT customer_id FROM order_lines WHERE date >= DATE '2026-08-04' AND date < DATE '2026-08-18'""",
}
"""How each truth is found with the default last day, 22 November 2026."""
SIZES = {
    "shampoo_without_conditioner": 50,
    "same_product_every_month": 20,
    "ambassadors": 30,
    "big_buyers_who_lose_money": 10,
    "quietly_stopped": 40,
    "no_activity": 100,
    "misspelt_at_till": 1,
    "reacts_to_sms": 250,
    "reacts_to_post": 200,
}
"""Customers per thousand."""

SHOPS = [(1, 1, 365), (10, 1, 365), (2000, 1, 365), (2000, 2, 365), (2000, 3, 1095), (20_000, 4, 365), (20_000, 5, 1095)]


@pytest.fixture(params=SHOPS, ids=lambda each: "{} customers, seed {}, {} days".format(*each), scope="module")
def made(request: pytest.FixtureRequest) -> Shop:
    return shop(*request.param)


@pytest.mark.parametrize("name", FINDERS)
def test_sql_finds_exactly_the_customers_of_the_truth(made: Shop, name: str) -> None:
    assert made.keys(FINDERS[name]) == sorted(made.shop.truth(name).customers.to_pylist())


def test_every_truth_with_a_query_has_a_finder() -> None:
    assert {each.name for each in shop(10, 1).shop.truths if each.query} == FINDERS.keys()


@pytest.mark.parametrize("name", SIZES)
def test_sizes_are_fixed_shares_of_the_customers(made: Shop, name: str) -> None:
    assert made.shop.truth(name).size == made.tables["customers"].num_rows * SIZES[name] // 1000


def test_the_costly_meet_the_simple_query_too(made: Shop) -> None:
    simple = f"""
        SELECT customer_id FROM returns WHERE date >= {YEAR} GROUP BY 1 HAVING sum(amount) >= 200
        INTERSECT SELECT customer_id FROM support_contacts WHERE date >= {YEAR} GROUP BY 1 HAVING sum(minutes) >= 60"""
    assert made.keys(simple) == sorted(made.shop.truth("big_buyers_who_lose_money").customers.to_pylist())


def test_the_silent_have_no_row_in_any_activity(made: Shop) -> None:
    silent = set(made.shop.truth("no_activity").customers.to_pylist())
    for name in made.shop.table_names:
        if name not in {"customers", "products", "companies"}:
            assert silent.isdisjoint(made.tables[name]["customer_id"].unique().to_pylist()), name


def test_spelling_matters_for_those_at_the_till(made: Shop) -> None:
    cleaned = FINDERS["shampoo_without_conditioner"].replace("category =", "trim(lower(category)) =").replace("Shampoo", "shampoo")
    more = made.keys(cleaned.replace("Conditioner", "conditioner"))
    both = [*made.shop.truth("shampoo_without_conditioner").customers.to_pylist(), *made.shop.truth("misspelt_at_till").customers.to_pylist()]
    assert more == sorted(both)


def test_roles_do_not_overlap(made: Shop) -> None:
    names = list(SIZES)[:7]
    members = [key for name in names for key in made.shop.truth(name).customers.to_pylist()]
    assert len(members) == len(set(members))


def test_needs_groups_are_the_respondents_in_the_stated_shares(made: Shop) -> None:
    price, service, reliability = (made.shop.truth(f"needs_{each}") for each in ("price", "service", "reliability"))
    respondents = made.tables["customers"].num_rows * 120 // 1000
    assert (price.size, service.size) == (respondents * 450 // 1000, respondents * 300 // 1000)
    assert price.size + service.size + reliability.size == respondents == price.figures["respondents"]
    groups = {key for each in (price, service, reliability) for key in each.customers.to_pylist()}
    assert len(groups) == respondents
    assert set(made.keys("SELECT DISTINCT customer_id FROM survey_answers")) <= groups


def test_reaches_partition_the_customers(made: Shop) -> None:
    keys = [key for each in ("email", "sms", "post") for key in made.shop.truth(f"reacts_to_{each}").customers.to_pylist()]
    assert sorted(keys) == sorted(made.tables["customers"]["customer_id"].to_pylist())


def test_campaign_figures_are_those_of_the_rows(made: Shop) -> None:
    truth = made.shop.truth("campaign_message")
    assigned = made.tables["customers"].num_rows * 100 // 1000
    assert truth.figures["assigned"] == assigned
    assert truth.figures["assigned_message"] == assigned // 2
    bought = f"SELECT count(*) FROM campaign_assignments WHERE campaign = 'Zacht haar 2026' AND customer_id IN ({FINDERS['campaign_buyers']})"
    for arm in ("message", "control"):
        assert made.value(f"{bought} AND arm = '{arm}'") == truth.figures[f"bought_{arm}"]


def test_trial_figures_are_those_of_the_rows(made: Shop) -> None:
    truth = made.shop.truth("channel_trial_buyers")
    bought = f"SELECT count(*) FROM campaign_assignments WHERE campaign = 'Kanaalproef 2026' AND customer_id IN ({FINDERS['channel_trial_buyers']})"
    for arm in ("email", "sms", "post", "control"):
        assert made.value(f"{bought} AND arm = '{arm}'") == truth.figures[f"bought_{arm}"]


def test_the_campaign_persuaded_five_in_a_hundred() -> None:
    figures = shop(20_000, 4).shop.truth("campaign_message").figures
    assert figures["true_uplift"] == 0.05
    sizes = {arm: (figures[f"bought_{arm}"], figures[f"assigned_{arm}"]) for arm in ("message", "control")}
    observed = {arm: bought / assigned for arm, (bought, assigned) in sizes.items()}  # type: ignore[operator]  # these figures are counts
    assert observed["control"] == pytest.approx(0.08, abs=0.03)
    assert observed["message"] - observed["control"] == pytest.approx(0.05, abs=0.04)


def test_each_channel_works_best_for_those_who_react_to_it() -> None:
    made = shop(20_000, 4)
    for arm in ("email", "sms", "post"):
        members = made.shop.truth(f"reacts_to_{arm}").customers.to_pylist()
        rows = f"""SELECT avg((customer_id IN ({FINDERS["channel_trial_buyers"]}))::INT) FROM campaign_assignments
            WHERE campaign = 'Kanaalproef 2026' AND arm = '{arm}' AND {{}} customer_id IN (SELECT unnest({members}))"""
        assert made.value(rows.format("")) > 2 * made.value(rows.format("NOT"))


def test_answers_of_the_survey_are_distributed_as_stated() -> None:
    made = shop(20_000, 4)
    for need in ("price", "service", "reliability"):
        truth = made.shop.truth(f"needs_{need}")
        for question, percent in truth.figures.items():
            if isinstance(percent, tuple):
                shares = made.rows(f"""
                    SELECT answer, count(*) / sum(count(*)) OVER () FROM survey_answers
                    WHERE question = '{question}' AND customer_id IN (SELECT unnest({truth.customers.to_pylist()})) GROUP BY 1""")
                assert sorted(float(str(share)) for _, share in shares) == pytest.approx(sorted(each / 100 for each in percent), abs=0.06)


def test_stopped_customers_did_not_say_goodbye() -> None:
    made = shop(20_000, 4)
    stopped = f"customer_id IN (SELECT unnest({made.shop.truth('quietly_stopped').customers.to_pylist()}))"
    for name in ("order_lines", "returns", "visits", "support_contacts", "reviews", "satisfaction", "survey_answers", "events_attended", "downloads"):
        assert made.value(f"SELECT count(*) FROM {name} WHERE {stopped} AND date >= {QUIET}") == 0, name
    assert made.value(f"SELECT count(*) FROM emails WHERE {stopped} AND date >= {QUIET} AND event <> 'sent'") == 0
