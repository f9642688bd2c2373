"""A small shop whose data change in every way that they can, and segments that ask about all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from doelgroep.columns import activity_table
from doelgroep.store import compaction
from doelgroep.store.identity import merge, unmerge
from doelgroep.store.removal import remove_by_id
from doelgroep.testing.strategies import queries
from tests.unit.store.shop import AMSTERDAM, CATALOG, LINES, ask, put

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doelgroep.store.store import Store

    type Row = Mapping[str, str | None]
    type Step = Callable[[Store], None]
    """Changes the data."""

_LINES = replace(LINES, fields=tuple(replace(each, lookup="products") if each.name == "product" else each for each in LINES.fields))
SHOP = replace(CATALOG, activities=tuple(_LINES if each is LINES else each for each in CATALOG.activities))
"""Products have fields of their own."""
CUSTOMERS = 24
START = datetime(2024, 3, 30, 12, tzinfo=AMSTERDAM)
"""Half a day before the clocks are set forward."""
PASSING = ("0 s", "90 s", "3600 s", "21600 s", "1 d", "1 d", "2 d", "7 d", "31 d", "211 d", "-1 d", "-3600 s")
"""How time goes on between two refreshes; 211 days lead over the day in October on which the clocks are set back."""

WINDOWS = (
    "lines MATCHES (time >= -7d, count >= 2)",
    "lines MATCHES (time >= -1m, sum_amount > 3)",
    "lines MATCHES (time >= -36h)",
    "lines MATCHES (time >= -1h, count >= 1)",
    "NOT lines MATCHES (time >= -30d)",
    "lines MATCHES (time BETWEEN -60d AND -7d, distinct_product >= 2)",
    "lines MATCHES (time <= -1y, count = 0)",
    "lines MATCHES (last_date >= -7d)",
    "lines MATCHES (product = 'tea', last_date < -30d)",
    "lines MATCHES (first_date >= -2m, count >= 2)",
    "lines MATCHES (time >= -90d, LAST, product = 'soap')",
    "lines MATCHES (time >= -1m, count >= 2 PER product)",
    "lines MATCHES (last_date >= -7d PER product)",
    "lines MATCHES (product.kind = 'drink', time >= -1y, avg_amount >= 1.5)",
    "lines MATCHES (product.cost > 1)",
    "orders MATCHES (date >= -14d, sum_amount > 2)",
    "orders MATCHES (count >= 2)",
    "visits MATCHES (day >= -7d, max_pages >= 3)",
    "visits MATCHES (day = today)",
    "visits IS NULL",
    "born >= -30y",
    "anniversary('born') = today",
    "seen >= -2d",
    "seen < -36h OR seen IS NULL",
    "city = 'Delft' AND seen >= -7d",
    "name CONTAINS 'a' OR tags CONTAINS 'new'",
    "NOT tags CONTAINS 'OLD' AND tags IS NOT NULL",
    "vip = true AND city != 'Delft'",
    "home IS NOT NULL",
)
"""Queries whose members change as time passes, and some whose members do not."""


def keys() -> st.SearchStrategy[str]:
    """A customer, now and then one that nobody knew."""
    return st.integers(0, CUSTOMERS + 2).map(lambda each: f"c{each}")


def moments() -> st.SearchStrategy[str]:
    """Moments around the present: often at an edge, also late ones and ones to come."""
    days = st.sampled_from((0, 0, 1, 2, 6, 7, 8, 29, 30, 31, 59, 60, 61, 90, 365, 366, -1, -2, -211, -210, -209))
    clock = st.sampled_from(((0, 0), (0, 30), (1, 59), (2, 0), (2, 30), (3, 0), (11, 0), (12, 0), (13, 30), (23, 59)))
    return st.builds(lambda back, at: f"{(START - timedelta(days=back)).replace(hour=at[0], minute=at[1]):%Y-%m-%d %H:%M}", days, clock)


def days() -> st.SearchStrategy[str]:
    """The days of these moments."""
    return moments().map(lambda each: each[:10])


def lines(most: int) -> st.SearchStrategy[list[Row]]:
    """Lines of orders."""
    fields: dict[str, st.SearchStrategy[str | None]] = {
        "customer": keys(),
        "time": moments(),
        "invoice": st.integers(0, 9).map(lambda each: f"i{each}"),
        "product": st.sampled_from(("tea", "soap", "rice", None)),
        "amount": st.sampled_from(("0.50", "1.50", "2", "7.25", None)),
    }
    return st.lists(st.fixed_dictionaries(fields), min_size=1, max_size=most)


def visits(most: int) -> st.SearchStrategy[list[Row]]:
    """Visits; one with an id that is there takes its place."""
    fields: dict[str, st.SearchStrategy[str | None]] = {
        "customer": keys(),
        "visit": st.integers(0, 30).map(lambda each: f"v{each}"),
        "day": days(),
        "pages": st.integers(0, 5).map(str),
    }
    return st.lists(st.fixed_dictionaries(fields), min_size=1, max_size=most, unique_by=lambda each: each["visit"])


def people(most: int) -> st.SearchStrategy[list[Row]]:
    """Customers with fields."""
    fields: dict[str, st.SearchStrategy[str | None]] = {
        "customer": keys(),
        "city": st.sampled_from(("Delft", "Gent", None)),
        "name": st.sampled_from(("Ann", "bob", None)),
        "tags": st.sampled_from(("new;old", "old", None)),
        "born": st.sampled_from(("1994-03-30", "1994-03-31", "1994-04-01", "2000-02-29", "1994-10-27", None)),
        "seen": st.one_of(st.none(), moments()),
        "vip": st.sampled_from(("yes", "no", None)),
        "home lat": st.sampled_from(("52.01", "51.05")),
        "home lon": st.just("4.36"),
    }
    return st.lists(st.fixed_dictionaries(fields), min_size=1, max_size=most, unique_by=lambda each: each["customer"])


def products() -> st.SearchStrategy[list[Row]]:
    """The lookup."""
    fields: dict[str, st.SearchStrategy[str | None]] = {
        "product": st.sampled_from(("tea", "soap", "rice")),
        "kind": st.sampled_from(("drink", "food", None)),
        "cost": st.sampled_from(("0.50", "1.50", None)),
    }
    return st.lists(st.fixed_dictionaries(fields), min_size=1, max_size=3, unique_by=lambda each: each["product"])


def beginnings() -> st.SearchStrategy[tuple[tuple[str, list[Row]], ...]]:
    """What the shop has at first."""
    return st.tuples(
        st.tuples(st.just("customers"), people(CUSTOMERS)),
        st.tuples(st.just("lines"), lines(40)),
        st.tuples(st.just("visits"), visits(20)),
        st.tuples(st.just("products"), products()),
    )


def asked() -> st.SearchStrategy[list[str]]:
    """Queries: those with windows, and some of the whole language."""
    some = st.lists(queries(SHOP), min_size=4, max_size=8)
    return some.map(lambda each: [*WINDOWS, *each])


# ---------------------------------------------------------------- changes


def steps() -> st.SearchStrategy[tuple[str, object]]:
    """A change, as the word and what is needed for it."""
    return st.one_of(
        st.tuples(st.just("lines"), lines(3)),
        st.tuples(st.just("lines"), lines(3)),
        st.tuples(st.just("visits"), visits(3)),
        st.tuples(st.just("customers"), people(3)),
        st.tuples(st.just("products"), products()),
        st.tuples(st.just("remove"), st.lists(st.integers(0, 30).map(lambda each: f"v{each}"), min_size=1, max_size=3)),
        st.tuples(st.just("merge"), st.tuples(keys(), keys())),
        st.tuples(st.just("unmerge"), st.none()),
        st.tuples(st.just("compact"), st.none()),
        st.tuples(st.just("nothing"), st.none()),
    )


def change(store: Store, word: str, given: object) -> None:
    """Make a change; one that can't be made, such as a merge of a customer with itself, is none."""
    match word, given:
        case (("lines" | "visits" | "customers" | "products"), list()):
            put(store, (word, given))
        case "remove", list():
            remove_by_id(store, "visits", given)
        case "merge", (str() as one, str() as other):
            if one != other and {one, other} <= _unmerged(store):
                merge(store, one, other)
        case "unmerge", _:
            for (key,) in ask(store, "SELECT _key FROM aliases ORDER BY 1 LIMIT 1"):
                unmerge(store, key)
        case "compact", _:
            compaction.compact(store)
        case _:
            pass


def _unmerged(store: Store) -> set[str]:
    return {key for (key,) in ask(store, "SELECT _key FROM customers")}


def passing(text: str) -> timedelta:
    """The time that goes by."""
    amount, unit = text.split()
    return timedelta(days=int(amount)) if unit == "d" else timedelta(seconds=int(amount))


def rows(store: Store, activity: str) -> int:
    """How many rows there are."""
    return int(ask(store, f'SELECT count(*) FROM "{activity_table(activity)}"')[0][0])
