"""The tiny shop with enough customers and orders to tell conditions apart; in DuckDB, where hand-written SQL can judge."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb

from doelgroep.testing.tables import PlainData, write_tables
from tests.unit.engine.tiny_shop import CATALOG, clock

if TYPE_CHECKING:
    from doelgroep.engine.reference import Dataset
    from doelgroep.testing.tables import PlainRow


def _order(at: datetime | None, amount: str | None, quantity: int | None, product: str | None, **more: object) -> PlainRow:
    return {"at": at, "amount": None if amount is None else Decimal(amount), "quantity": quantity, "product": product, **more}


DATA = PlainData(
    customers={
        "ann": {
            "vip": True,
            "points": 3,
            "credit": Decimal("10.50"),
            "score": 0.5,
            "city": "Delft",
            "tier": "Gold",
            "born": date(1990, 2, 28),
            "seen": clock(2024, 3, 31, 2, 30),
            "tags": ["VIP", "new"],
            "home": (52.01, 4.36),
            "country": "NL",
            "favourite": "soap",
        },
        "ben": {
            "vip": False,
            "points": -2,
            "credit": Decimal("0.00"),
            "score": 2.0,
            "city": "Den Haag",
            "tier": "gold",
            "born": date(2000, 2, 29),
            "seen": clock(2024, 10, 27, 2, 30),
            "tags": [],
            "home": (52.08, 4.31),
            "country": "Australië",
            "favourite": "brush",
        },
        "cas": {"city": "STRASSE", "tier": "Maß", "points": 0, "credit": Decimal("99.99"), "born": date(1969, 12, 31), "country": "de"},
        "dee": {},
        "eve": {
            "vip": True,
            "points": 10,
            "city": "it's 50%_\\",
            "tier": "",
            "tags": ["Straße"],
            "home": (-33.9, 151.2),
            "country": "AU",
            "favourite": "gone",
        },
        "fay": {"vip": False, "score": -1.5, "city": "delft", "seen": clock(2023, 12, 25, 23, 59), "born": date(2023, 12, 25)},
    },
    activities={
        "orders": [
            ("ann", _order(clock(2024, 1, 10), "10.00", 1, "soap", channel="web", labels=["a", "b"], gift=True, weight=0.5, day=date(2024, 1, 10))),
            ("ann", _order(clock(2024, 2, 10), "20.00", 2, "soap", channel="shop", labels=["a", "a"], gift=False, weight=1.5, day=date(2024, 2, 10))),
            ("ann", _order(clock(2024, 2, 10), "5.01", None, "brush", channel="Web", labels=[], day=date(2024, 2, 11))),
            ("ben", _order(clock(2024, 7, 6, 0, 30), "0.00", 0, "brush", channel=None, place=(52.0, 4.3))),
            ("ben", _order(None, "7.50", 3, None, channel="shop", labels=["c"])),
            ("cas", _order(clock(2023, 7, 1), "-3.00", 1, "gone", channel="web", gift=True)),
            ("eve", _order(clock(2024, 1, 15), "10.00", 1, "soap", channel="web", labels=["b"])),
            ("eve", _order(clock(2024, 1, 15), None, 5, "soap", channel="web")),
            ("eve", _order(clock(2024, 8, 15), "30.00", 1, "brush", channel="shop", gift=False)),
        ],
        "notes": [("ann", {"text": "first"}), ("ann", {"text": "second"}), ("dee", {"text": None})],
    },
    lookups={
        "products": {
            "soap": {"category": "care", "brand": "acme", "price": Decimal("4.00")},
            "brush": {"category": "tools", "brand": "zeta", "price": None},
        },
        "brands": {"acme": {"owner": "Ann"}},
    },
)


def shop() -> tuple[duckdb.DuckDBPyConnection, Dataset]:
    """A connection with the tables, and the same data for the reference engine."""
    connection = duckdb.connect()
    return connection, write_tables(connection, CATALOG, DATA)
