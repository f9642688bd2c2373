"""Finding customers by what one has at hand: a number, a name, an e-mail address, a phone number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType, Role
from doelgroep.columns import CUSTOMER, KEY, fold, folded_column
from doelgroep.holding import at_holder
from doelgroep.store.customers import KEYS
from doelgroep.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doelgroep.catalog import Catalog, Field
    from doelgroep.workspace import Workspace

SEARCHED = (Role.NAME, Role.EMAIL, Role.PHONE)
"""The roles of fields in which is searched, if they may be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCustomer:
    """A customer who was found."""

    number: int
    """As memberships have it."""
    key: str


@at_holder
def find_customers(workspace: Workspace, text: str, *, fields: Iterable[str] | None = None, limit: int = 50) -> list[FoundCustomer]:
    """Customers in whom every word of a text occurs: in the key (as its beginning), a name, an e-mail address or a phone number.

    Capitals make no difference. The exact key comes first, then keys that begin with the text, then the rest by key.

    Args:
        workspace: with the customers.
        text: one or more words; nothing finds nobody.
        fields: the names of the fields that may be looked at; None is all. The key is always looked at.
        limit: at most so many.

    Source:
        One scan of the folded columns: about 40 ns for each customer and field.
    """
    words = text.split()
    if not words:
        return []
    columns = [_searched(each) for each in searched_fields(workspace.catalog) if fields is None or each.name in set(fields)]
    condition = " AND ".join(f"({_any_of(columns, place)})" for place in range(2, len(words) + 2))
    order = f"CASE WHEN {KEY} = $1 THEN 0 WHEN starts_with({KEY}, $1) THEN 1 ELSE 2 END, length({KEY}), {KEY}"
    sql = f"SELECT {CUSTOMER}, {KEY} FROM customers WHERE {condition} ORDER BY {order} LIMIT {int(limit)}"  # noqa: S608 - names are quoted, texts are parameters
    with workspace.store.reading() as cursor:
        found = cursor.execute(sql, [text.strip(), *(fold(each) for each in words)]).fetchall()
    return [FoundCustomer(number=number, key=key) for number, key in found]


@at_holder
def customer_with_key(workspace: Workspace, key: str) -> int | None:
    """The number of the customer whom a key means, also the key of one who was merged into him; None when nobody has it."""
    with workspace.store.reading() as cursor:
        found = cursor.execute(f"SELECT customer FROM {KEYS} WHERE _key = ?", [key]).fetchone()  # noqa: S608 - a constant of ours
    return int(found[0]) if found else None


def searched_fields(catalog: Catalog) -> Sequence[Field]:
    """The fields in which is searched."""
    return [each for each in catalog.fields if each.role in SEARCHED and each.type in {FieldType.TEXT, FieldType.CATEGORY}]


def _searched(field: Field) -> str:
    return quoted(folded_column(field.name)) if field.type is FieldType.TEXT else f"lower({quoted(field.name)})"


def _any_of(columns: Sequence[str], place: int) -> str:
    return " OR ".join((f"starts_with(lower({KEY}), ${place})", *(f"contains({each}, ${place})" for each in columns)))
