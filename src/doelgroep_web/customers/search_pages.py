"""What searching for a customer shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.catalog import Role
from doelgroep.customer_search import find_customers, searched_fields
from doelgroep.known_customer import stored_values
from doelgroep_web.customers.people import name_of, place_field, seen_fields, since_field, text_of
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.privacy import may_see
from doelgroep_web.ui.addresses import address_of
from doelgroep_web.ui.figures import day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from doelgroep_web.accounts.models import User

MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A customer who was found."""

    key: str
    name: str
    """Empty when it is not known, or not for this person."""
    place: str
    since: str
    email: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The search page."""

    text: str
    found: tuple[Found, ...]
    is_cut: bool
    """Whether there may be more than are shown."""
    customers: int
    """Of the workspace."""
    fields: tuple[str, ...]
    """In which is searched, besides the number."""
    shows_names: bool
    shows_email: bool


def search_page(user: User, text: str) -> SearchPage:
    """Customers in whom all words of a text occur, in what this person may see."""
    opened = workspace()
    fields = [each for each in searched_fields(opened.catalog) if may_see(user, each)]
    with opened.store.reading() as cursor:
        customers = opened.total(cursor)
    found = tuple(_found(user, text, [each.name for each in fields])) if text else ()
    return SearchPage(
        text=text,
        found=found,
        is_cut=len(found) == MOST,
        customers=customers,
        fields=tuple(each.title(language()) for each in fields),
        shows_names=any(each.role is Role.NAME for each in fields),
        shows_email=any(each.role is Role.EMAIL for each in fields),
    )


def _found(user: User, text: str, names: list[str]) -> Iterator[Found]:
    numbers = [each.number for each in find_customers(workspace(), text, fields=names, limit=MOST)]
    fields = seen_fields(user)
    place, since = place_field(fields), since_field(fields)
    email = next((each for each in fields if each.role is Role.EMAIL), None)
    wanted = [each.name for each in (*(each for each in fields if each.role is Role.NAME), place, since, email) if each is not None]
    for values in stored_values(workspace(), numbers, wanted) if numbers else ():
        key = str(values["=key"])
        yield Found(
            key=key,
            name=name_of(user, values),
            place=text_of(values, place),
            since=_day(values.get(since.name)) if since else "",
            email=text_of(values, email),
            address=address_of("customers:customer", key),
        )


def _day(value: object) -> str:
    moment: date | None = value  # type: ignore[assignment]  # a field of days or moments
    return day(moment) if moment is not None else ""
