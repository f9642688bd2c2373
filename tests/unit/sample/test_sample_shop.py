"""The shop as a whole: always the same, complete, in range, and of the catalogue's shape."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from doelgroep.errors import UserError
from doelgroep.messages import sentence
from doelgroep.model.resolve import understand
from doelgroep.sample import UNTIL, chunk, generate
from doelgroep.sample.products import SURPRISE, assortment
from doelgroep.store.catalog_file import parse_workspace
from tests.unit.sample.duck import Shop, shop

if TYPE_CHECKING:
    from pathlib import Path

    from doelgroep.catalog import Catalog

ACTIVITIES = (
    "order_lines",
    "returns",
    "visits",
    "emails",
    "support_contacts",
    "reviews",
    "satisfaction",
    "survey_answers",
    "events_attended",
    "downloads",
    "campaign_assignments",
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return parse_workspace(files("doelgroep.catalogs").joinpath("shop.yaml").read_text(encoding="utf-8")).catalog


@pytest.fixture(params=[(2000, 1), (20_000, 4)], ids=lambda each: f"{each[0]} customers", scope="module")
def made(request: pytest.FixtureRequest) -> Shop:
    return shop(*request.param)


# ---------------------------------------------------------------- always the same


def test_the_same_arguments_give_the_same_shop() -> None:
    first, second = generate(1500, seed=5), generate(1500, seed=5)
    assert first.tables() == second.tables()
    assert [each.customers for each in first.truths] == [each.customers for each in second.truths]


def test_the_state_of_numpy_does_not_matter() -> None:
    np.random.seed(1)
    first = generate(300, seed=5).tables()
    np.random.seed(2)
    assert generate(300, seed=5).tables() == first


def test_another_seed_gives_another_shop() -> None:
    assert generate(300, seed=5).tables()["order_lines"] != generate(300, seed=6).tables()["order_lines"]


def test_chunks_do_not_depend_on_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunk, "CHUNK", 400)
    made = generate(1000, seed=3)
    parts = [each for each in made.batches() if "customers" in each]
    assert [each["customers"].num_rows for each in parts] == [400, 400, 200]
    alone = chunk.make_chunk(made._plan, made._companies, 1)
    assert all(alone[name].equals(batch) for name, batch in parts[1].items())


def test_truths_stay_exact_over_several_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunk, "CHUNK", 700)
    made = generate(2000, seed=3)
    table = made.tables()["campaign_assignments"].to_pandas()
    found = table[(table["campaign"] == "Zacht haar 2026") & (table["arm"] == "control")]["customer_id"]
    assert list(found) == made.truth("campaign_control").customers.to_pylist()


def test_fixed_values_of_a_small_seed() -> None:
    made = generate(200, seed=42)
    tables = made.tables()
    assert made.truth("shampoo_without_conditioner").customers.to_pylist() == [
        "100001",
        "100008",
        "100020",
        "100022",
        "100041",
        "100115",
        "100117",
        "100134",
        "100144",
        "100169",
    ]
    assert {name: tables[name].num_rows for name in ("order_lines", "returns", "visits", "emails")} == {
        "order_lines": 1277,
        "returns": 94,
        "visits": 634,
        "emails": 1515,
    }
    first = tables["customers"].select(["first_name", "last_name", "birth_date", "postcode", "signup_date"]).slice(0, 1).to_pylist()
    assert [list(each.values()) for each in first] == [
        ["Marco", "van der Heijden", date(1973, 8, 16), "2901 CC", datetime(2025, 4, 8, 10, 13, 55)]  # noqa: DTZ001 - times have no zone
    ]
    assert tables["order_lines"].slice(0, 1).to_pylist() == [
        {
            "customer_id": "100001",
            "date": datetime(2026, 5, 7, 21, 12, 27),  # noqa: DTZ001 - times have no zone
            "order": "100001-1",
            "line": 1,
            "product": "P0112",
            "quantity": 1,
            "unit_price": Decimal("9.90"),
            "discount": Decimal("0.00"),
            "shipping_cost": Decimal("4.25"),
            "order_channel": "web",
        }
    ]


# ---------------------------------------------------------------- the shape of the catalogue


def test_columns_are_those_of_the_catalogue(made: Shop, catalog: Catalog) -> None:
    expected = {"customers": [each.name for each in catalog.fields if each.name != "location"]}
    expected |= {each.name: [field.name for field in each.stored_fields] for each in catalog.activities if each.derivation is None}
    expected |= {each.name: [field.name for field in each.fields] for each in catalog.lookups}
    own_columns = {"customer_id", "latitude", "longitude"} | {each.key for each in catalog.lookups}
    found = {name: [each for each in table.column_names if each not in own_columns] for name, table in made.tables.items()}
    found["customers"].insert(found["customers"].index("is_business"), "company")
    for name in ("order_lines", "returns", "reviews"):
        found[name] = made.tables[name].column_names[1:]
    assert found == expected


def test_values_are_those_that_the_catalogue_allows(made: Shop, catalog: Catalog) -> None:
    for activity in catalog.activities:
        for field in activity.stored_fields if activity.derivation is None else ():
            if field.values:
                found = made.tables[activity.name][field.name].unique().to_pylist()
                assert set(found) <= set(field.values), f"{activity.name}.{field.name}"


@pytest.mark.parametrize("name", [each.name for each in generate(10).truths if each.query])
def test_queries_of_truths_are_understood(catalog: Catalog, name: str) -> None:
    assert not understand(generate(10).truth(name).query or "", catalog).warnings


def test_amounts_are_decimals_and_times_have_no_zone(made: Shop) -> None:
    lines = made.tables["order_lines"].schema
    assert lines.field("unit_price").type == pa.decimal128(18, 2)
    assert lines.field("date").type == pa.timestamp("us")


def test_descriptions_speak_both_languages(made: Shop) -> None:
    assert all(each.description.en and each.description.nl and each.description.en != each.description.nl for each in made.shop.truths)


def test_an_unknown_truth_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        generate(1).truth("nonsense")


# ---------------------------------------------------------------- nothing hangs in the air


@pytest.mark.parametrize("name", ACTIVITIES)
def test_every_row_has_a_customer(made: Shop, name: str) -> None:
    assert made.value(f"SELECT count(*) FROM {name} ANTI JOIN customers USING (customer_id)") == 0


@pytest.mark.parametrize("name", ["order_lines", "returns", "reviews"])
def test_every_product_exists(made: Shop, name: str) -> None:
    assert made.value(f"SELECT count(*) FROM {name} ANTI JOIN products USING (product)") == 0


def test_every_company_exists_and_only_businesses_have_one(made: Shop) -> None:
    assert made.value("SELECT count(*) FROM customers ANTI JOIN companies USING (company) WHERE company IS NOT NULL") == 0
    assert made.value("SELECT count(*) FROM customers WHERE is_business <> (company IS NOT NULL)") == 0
    assert made.value("SELECT count(*) FROM customers WHERE is_business") > 0


def test_keys_are_unique(made: Shop) -> None:
    for table, key in (("customers", "customer_id"), ("products", "product"), ("companies", "company"), ("order_lines", '("order", line)')):
        assert made.value(f"SELECT count(*) - count(DISTINCT {key}) FROM {table}") == 0, table
    assert made.value("SELECT count(email) - count(DISTINCT email) FROM customers") == 0


def test_an_order_has_one_customer_one_moment_and_one_channel(made: Shop) -> None:
    differing = "count(DISTINCT customer_id) > 1 OR count(DISTINCT date) > 1 OR count(DISTINCT order_channel) > 1 OR max(line) <> count(*)"
    assert made.rows(f'SELECT "order" FROM order_lines GROUP BY 1 HAVING {differing}') == []


def test_returns_come_after_their_order_and_are_part_of_it(made: Shop) -> None:
    bought = """SELECT "order", product, min(date) AS bought, sum(quantity) AS pieces, sum(quantity * unit_price - discount) AS paid
        FROM order_lines GROUP BY ALL"""
    sent = 'SELECT "order", product, min(date) AS back, sum(quantity) AS returned, sum(amount) AS amount FROM returns GROUP BY ALL'
    joined = f'({sent}) LEFT JOIN ({bought}) USING ("order", product)'
    assert (
        made.value(f"SELECT count(*) FROM {joined} WHERE bought IS NULL OR back <= bought OR returned > pieces OR amount > paid OR amount < 0") == 0
    )
    assert made.value("SELECT count(*) FROM returns") > 0


def test_mails_are_sent_before_they_are_opened_and_opened_before_they_are_clicked(made: Shop) -> None:
    times = ", ".join(f"min(date) FILTER (event = '{event}') AS {event}" for event in ("sent", "opened", "clicked", "unsubscribed"))
    events = f"SELECT customer_id, campaign, {times} FROM emails GROUP BY ALL"
    wrong = "sent IS NULL OR opened <= sent OR (clicked IS NOT NULL AND opened IS NULL) OR clicked <= opened OR unsubscribed <= opened"
    assert made.value(f"SELECT count(*) FROM ({events}) WHERE {wrong}") == 0


def test_nobody_is_mailed_after_unsubscribing_and_consent_is_withdrawn(made: Shop) -> None:
    left = "SELECT customer_id, max(date) AS gone FROM emails WHERE event = 'unsubscribed' GROUP BY 1"
    assert made.value(f"SELECT count(*) FROM emails JOIN ({left}) USING (customer_id) WHERE event = 'sent' AND date > gone") == 0
    assert made.value(f"SELECT count(*) FROM customers JOIN ({left}) USING (customer_id) WHERE email_consent") == 0


def test_only_the_message_arm_got_the_mail_of_the_campaign(made: Shop) -> None:
    sent = "SELECT DISTINCT customer_id FROM emails WHERE campaign = 'Zacht haar 2026' AND event = 'sent'"
    assert made.keys(sent) == made.shop.truth("campaign_message").customers.to_pylist()


def test_households_share_their_place(made: Shop) -> None:
    known = "SELECT household_id FROM customers WHERE postcode IS NOT NULL AND household_id IS NOT NULL GROUP BY 1"
    assert made.rows(f"{known} HAVING count(DISTINCT postcode) > 1 OR count(DISTINCT last_name) > 1") == []
    assert made.rows(f"{known} HAVING count(*) > 1") != []


def test_reviews_and_scores_come_after_an_order(made: Shop) -> None:
    for name in ("reviews", "satisfaction"):
        early = f"date < (SELECT min(date) FROM order_lines o WHERE o.customer_id = {name}.customer_id)"
        assert made.value(f"SELECT count(*) FROM {name} WHERE {early}") == 0


def test_dictionaries_have_no_text_twice(made: Shop) -> None:
    for name, table in made.tables.items():
        for column in table.column_names:
            if pa.types.is_dictionary(table.schema.field(column).type):
                texts = table[column].chunk(0).dictionary.to_pylist()
                assert len(set(texts)) == len(texts), f"{name}.{column}"


# ---------------------------------------------------------------- in range


@pytest.mark.parametrize("name", ACTIVITIES)
@pytest.mark.parametrize("days", [365, 1095])
def test_rows_lie_in_the_history_and_after_the_sign_up(name: str, days: int) -> None:
    made = shop(2000, 3, days)
    first = UNTIL - timedelta(days=days - 1)
    outside = f"a.date < DATE '{first}' OR a.date >= DATE '{UNTIL + timedelta(days=1)}' OR a.date::DATE < c.signup_date::DATE"
    assert made.value(f"SELECT count(*) FROM {name} a JOIN customers c USING (customer_id) WHERE {outside}") == 0


def test_a_long_history_begins_at_its_first_day() -> None:
    made = shop(20_000, 5, 1095)
    assert made.rows("SELECT min(date)::DATE, max(date)::DATE FROM visits") == [(UNTIL - timedelta(days=1094), UNTIL)]


WRONG = {
    "order_lines": "quantity < 1 OR unit_price <= 0 OR discount < 0 OR discount > 0.25 * quantity * unit_price OR shipping_cost < 0 OR line < 1",
    "returns": "quantity < 1",
    "visits": "seconds NOT BETWEEN 1 AND 7200 OR page_category IS NULL",
    "support_contacts": "minutes NOT BETWEEN 1 AND 100",
    "reviews": "stars NOT BETWEEN 1 AND 5",
    "satisfaction": "score NOT BETWEEN 0 AND 10",
    "survey_answers": "value NOT BETWEEN 1 AND 5 OR answer IS NULL OR (value IS NULL) <> (question = 'Wat telt het zwaarst?')",
    "products": "unit_cost <= 0 OR unit_cost >= 0.6 * list_price",
    "companies": "employees < 1 OR credit_score NOT BETWEEN 1 AND 100 OR payment_delay_days < 0",
    "customers": """
        birth_date NOT BETWEEN DATE '1930-01-01' AND DATE '2008-11-22' OR latitude NOT BETWEEN 49 AND 54 OR longitude NOT BETWEEN 2 AND 8
        OR children_at_home NOT BETWEEN 0 AND 3 OR loyalty_points < 0 OR signup_date > DATE '2026-11-22' OR country IS NULL
        OR NOT regexp_full_match(coalesce(postcode, '1000'), CASE country WHEN 'NL' THEN '[1-9][0-9]{3} [A-Z]{2}|1000' WHEN 'BE' THEN '[1-9][0-9]{3}'
            ELSE '[0-9]{5}|1000' END)
        OR NOT regexp_full_match(coalesce(email, 'a.b1@c.example'), '(?i)[a-z]+\\.[a-z]+[0-9]+@[a-z]+\\.example')
        OR NOT regexp_full_match(coalesce(phone, '+31601234567'), '\\+3160[0-9]{7}') OR customer_tags IS NULL OR newsletter_topics IS NULL""",
}


@pytest.mark.parametrize("name", WRONG)
def test_no_value_is_out_of_range(made: Shop, name: str) -> None:
    assert made.rows(f"FROM {name} WHERE {WRONG[name]} LIMIT 3") == []


def test_whoever_takes_part_can_be_reached(made: Shop) -> None:
    assigned = "customer_id IN (SELECT customer_id FROM campaign_assignments WHERE campaign = '{}')"
    mailed = assigned.format("Zacht haar 2026")
    tried = assigned.format("Kanaalproef 2026")
    assert made.value(f"SELECT count(*) FROM customers WHERE {mailed} AND (email IS NULL OR NOT email_consent)") == 0
    unreachable = "email IS NULL OR phone IS NULL OR postcode IS NULL OR NOT (email_consent AND sms_consent AND post_consent)"
    assert made.value(f"SELECT count(*) FROM customers WHERE {tried} AND ({unreachable})") == 0


def test_nothing_is_sold_below_its_cost(made: Shop) -> None:
    assert (
        made.value("SELECT count(*) FROM order_lines JOIN products USING (product) WHERE quantity * unit_price - discount <= quantity * unit_cost")
        == 0
    )


def test_the_assortment_has_every_product_once() -> None:
    products = assortment().products
    assert len({each.key for each in products}) == len(products) > 150
    assert len({each.name for each in products}) == len(products)
    assert assortment().product(SURPRISE) < len(products)


# ---------------------------------------------------------------- small, wrong, and on disk


@pytest.mark.parametrize("customers", [1, 2, 10, 99])
def test_tiny_shops_have_all_tables(customers: int) -> None:
    made = generate(customers, seed=0)
    tables = made.tables()
    assert tuple(tables) == made.table_names
    assert tables["customers"].num_rows == customers
    assert tables["companies"].num_rows == 1
    assert sum(each.size for each in made.truths if each.name.startswith("reacts_to")) == customers


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"customers": 0}, "sample_customers"),
        ({"customers": -5}, "sample_customers"),
        ({"customers": 20_000_001}, "sample_customers"),
        ({"customers": 10, "seed": -1}, "sample_seed"),
        ({"customers": 10, "days": 364}, "sample_days"),
        ({"customers": 10, "days": 4000}, "sample_days"),
        ({"customers": 10, "until": date(1999, 12, 31)}, "sample_until"),
        ({"customers": 10, "until": date(2101, 1, 1)}, "sample_until"),
    ],
)
def test_impossible_shops_are_refused_with_what_was_found(arguments: dict[str, int | date], code: str) -> None:
    with pytest.raises(UserError) as caught:
        generate(**arguments)  # type: ignore[arg-type]  # the arguments of each case differ
    assert caught.value.code == code
    for language in ("en", "nl"):
        assert str(list(arguments.values())[-1]) in sentence(code, caught.value.params, language)


def test_parquet_files_hold_the_tables(tmp_path: Path) -> None:
    made = generate(500, seed=8)
    rows = made.write_parquet(tmp_path / "new" / "shop")
    tables = made.tables()
    assert rows == {name: table.num_rows for name, table in tables.items()}
    assert sorted(each.name for each in (tmp_path / "new" / "shop").iterdir()) == sorted(f"{name}.parquet" for name in made.table_names)
    for name, table in tables.items():
        assert pq.read_table(tmp_path / "new" / "shop" / f"{name}.parquet").to_pylist() == table.to_pylist(), name


def test_a_failed_write_leaves_the_old_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate(20, seed=1).write_parquet(tmp_path)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("doelgroep.sample.shop.make_chunk", fail)
    with pytest.raises(OSError, match="disk full"):
        generate(20, seed=2).write_parquet(tmp_path)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_tables_go_to_pandas(made: Shop) -> None:
    frame = made.tables["customers"].slice(0, 50).to_pandas()
    assert len(frame) == 50
    assert isinstance(frame["signup_date"].iloc[0].to_pydatetime(), datetime)
