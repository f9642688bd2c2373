"""What a field is called where names of all tables stand beside each other."""

from __future__ import annotations

from doelgroep.quality.tables import CUSTOMERS


def full_name(table: str, name: str) -> str:
    """`city`, `orders.amount`, `lookup:products.category`."""
    return name if table == CUSTOMERS else f"{table}.{name}"
