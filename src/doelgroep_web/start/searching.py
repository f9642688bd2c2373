"""Searching everything that a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.customer_search import find_customers, searched_fields
from doelgroep.customer_values import customer_values
from doelgroep_web.accounts.roles import Right
from doelgroep_web.errors import language
from doelgroep_web.place import workspace
from doelgroep_web.privacy import may_see, visible_fields
from doelgroep_web.segments.access import all_segments
from doelgroep_web.ui.addresses import address_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doelgroep.catalog import Field
    from doelgroep_web.accounts.models import User

MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that was found."""

    title: str
    note: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What was found; None for a kind that this person may not see."""

    text: str
    segments: tuple[Hit, ...] | None
    customers: tuple[Hit, ...] | None
    fields: tuple[Hit, ...] | None

    @property
    def only(self) -> str:
        """The address of the only thing that was found; empty when there is more, or nothing."""
        found = [each for part in (self.segments, self.customers, self.fields) for each in part or ()]
        return found[0].address if len(found) == 1 else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.segments or self.customers or self.fields)


def search_page(user: User, text: str) -> SearchPage:
    """Everything in which all words of a text occur."""
    words = text.casefold().split()
    return SearchPage(
        text=text.strip(),
        segments=tuple(_segments(words)) if user.has_right(Right.SEE_SEGMENTS) else None,
        customers=tuple(_customers(user, text)) if user.has_right(Right.FIND_CUSTOMER) else None,
        fields=tuple(_fields(words)) if user.has_right(Right.SEE_DATA) else None,
    )


def _matches(words: Sequence[str], *texts: str) -> bool:
    whole = " ".join(texts).casefold()
    return bool(words) and all(each in whole for each in words)


def _segments(words: Sequence[str]) -> Iterator[Hit]:
    found = [each for each in all_segments() if _matches(words, each.title, each.key, *each.stored.definition.tags)]
    for each in found[:MOST]:
        yield Hit(title=each.title, note=each.key, address=address_of("segments:segment", each.key))


def _customers(user: User, text: str) -> Iterator[Hit]:
    opened = workspace()
    names = [each.name for each in searched_fields(opened.catalog) if may_see(user, each)]
    found = find_customers(opened, text, fields=names, limit=MOST)
    if not found:
        return
    shown = _shown(user)
    table = customer_values(opened, [each.number for each in found], [each.name for each in shown])
    for values in zip(*(column.to_pylist() for column in table.columns), strict=True):
        key, *others = (str(each) if each is not None else "" for each in values)
        title = " ".join(each for each in others if each) or key
        yield Hit(title=title, note=key, address=address_of("customers:customer", key))


def _shown(user: User) -> list[Field]:
    """The key and what names a person, as far as it may be seen."""
    named = {each.name for each in searched_fields(workspace().catalog) if each.role is not None and each.role.value == "name"}
    key, *others = visible_fields(user, workspace().catalog)
    return [key, *(each for each in others if each.name in named)]


def _fields(words: Sequence[str]) -> Iterator[Hit]:
    catalog = workspace().catalog
    tables = [("customers", "", catalog.fields), *((each.name, each.title(language()), each.fields) for each in catalog.activities)]
    found = [(table, where, each) for table, where, fields in [*tables, ("traits", "", catalog.traits)] for each in fields]
    hits = [(table, where, each) for table, where, each in found if _matches(words, each.title(language()), each.name, where)]
    for table, where, each in hits[:MOST]:
        address = address_of("data:field", table, each.name)
        if address:
            yield Hit(title=each.title(language()), note=where or each.name, address=address)
