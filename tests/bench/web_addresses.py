"""What is asked of the web app: every page and fragment that people and programs look at, over and over."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from doelgroep.store.store import Store
from doelgroep.workspace import Workspace
from tests.bench.web_shop import SET
from tests.bench.web_visitor import Address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.bench.web_visitor import Visitor

SEARCH, LIVE = "customer search", "editor: count after typing"
"""The beginnings of names with a target of their own."""
TABS = ("", "chart/", "members/", "definition/", "used-by/", "refreshes/")
_QUERIES = (
    "orders MATCHES (category = '{category}', date >= -12m) AND amount_spent_last_year > {number}",
    "number_of_orders >= 2 AND orders NOT MATCHES (date >= -{days}d) AND email_consent = true",
    "orders MATCHES (date >= -{days}d, sum_amount >= {number}) OR return_share > 0.3",
    "order_lines MATCHES (date >= -12m, distinct_months >= 3 PER product) AND amount_spent_last_year > {number}",
)
"""As people write them; the number makes each one new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is there to be asked about."""

    segment: str
    customers: tuple[str, ...]
    emails: tuple[str, ...]
    category: str


def known_of(folder: Path) -> Known:
    """Of a workspace that nobody serves."""
    with Workspace(Store.open(folder)) as opened:
        segment = opened.definitions.list()[0].key
        with opened.store.reading() as cursor:
            found = cursor.execute("SELECT _key, email FROM customers WHERE email IS NOT NULL ORDER BY hash(_customer) LIMIT 200").fetchall()
            category = cursor.execute("SELECT mode(category) FROM lookup_products").fetchall()[0][0]
    return Known(segment=segment, customers=tuple(each for each, _ in found), emails=tuple(each for _, each in found), category=str(category))


def pages(known: Known, draft: int) -> Iterator[Address]:
    """The pages, and the fragments that they ask for."""
    for name, path in _places(known, draft):
        yield Address(name=name, path=path)
    segment, customer, editor = f"/segments/{known.segment}/", f"/customers/{known.customers[0]}/", f"/editor/{draft}/"
    fragments = {
        "segment: chart, a year": f"{segment}chart/?period=365",
        "templates: sizes": "/templates/sizes/",
        "template: preview": "/templates/one-time-buyers/preview/",
        "editor: result, known": f"{editor}result/",
        "editor: examples": f"{editor}examples/",
        "editor: choose a field": f"{editor}choose/?do=add:",
        "editor: choose, typed": f"{editor}choose/?do=add:&q=order",
        "editor: customers": f"{editor}customers/",
        "editor: why a customer": f"{editor}why/?customer={known.customers[0]}",
        "editor: publish": f"{editor}publish/",
        "editor: rules": "/editor/help/",
        "customer: time line": f"{customer}time-line/",
        "customer: why": f"{customer}why/?segment={known.segment}",
        "customer: just not": f"{customer}just-not/",
        "customer: value": f"{customer}value/",
    }
    for name, path in fragments.items():
        yield Address(name=name, path=path, is_fragment=True)
    text = f"orders MATCHES (category = '{known.category}', da"
    yield Address(name="editor: complete", path=f"{editor}complete/", body={"text": text, "position": str(len(text))}, is_fragment=True)
    yield Address(name="editor: check", path=f"{editor}check/", body={"text": "number_of_orders >= 2 AND nothing = 1"}, is_fragment=True)


def _places(known: Known, draft: int) -> Iterator[tuple[str, str]]:
    """Pages by name."""
    segment = f"/segments/{known.segment}/"
    yield from {"start": "/", "search": "/search/?q=order", "segments": "/segments/", "segments, searched": "/segments/?q=gift"}.items()
    for each in TABS:
        yield f"segment: {each.strip('/') or 'overview'}", f"{segment}{each}"
    yield "segment: members, page 3", f"{segment}members/?page=3"
    yield "segment: members, searched", f"{segment}members/?q=jan"
    yield from {"segment: export": f"{segment}export/", "exports": "/segments/exports/", "segment from a file": "/segments/from-file/"}.items()
    yield from {"drafts": "/editor/", "editor": f"/editor/{draft}/"}.items()
    yield from {"templates": "/templates/", "template": "/templates/one-time-buyers/"}.items()
    yield from {"sets": "/sets/", "set": f"/sets/{SET}/", "set: edit": f"/sets/{SET}/edit/", "set: versions": f"/sets/{SET}/versions/"}.items()
    yield from {"data": "/data/", "import": "/data/imports/1/", "catalogue": "/data/catalogue/", "quality": "/data/quality/"}.items()
    yield from {"field": "/data/catalogue/customers/email/", "field, computed": "/data/catalogue/customers/amount_spent_last_year/"}.items()
    yield from {"customers": "/customers/", "customer": f"/customers/{known.customers[0]}/"}.items()
    yield from {"settings": "/settings/", "people": "/settings/people/", "keys": "/settings/keys/", "audit": "/settings/audit/"}.items()
    yield from {"storage": "/settings/storage/", "account": "/account/", "jobs": "/jobs/"}.items()


def programs(known: Known, key: str) -> Iterator[Address]:
    """What programs ask of the API."""
    segment, headers = f"/api/v1/segments/{known.segment}", {"Authorization": f"Bearer {key}"}
    asked = {
        "segments": "/api/v1/segments",
        "segment": segment,
        "members": f"{segment}/members",
        "members, 1,000": f"{segment}/members?limit=1000",
        "history": f"{segment}/history",
        "count": f"{segment}/count",
        "catalogue": "/api/v1/catalogue",
        "segments of a customer": f"/api/v1/customers/{known.customers[0]}/segments",
        "why": f"/api/v1/customers/{known.customers[0]}/segments/{known.segment}",
    }
    for name, path in asked.items():
        yield Address(name=f"API: {name}", path=path, headers=headers)


def searches(known: Known) -> Iterator[Address]:
    """Searches for customers, none twice."""
    words = (lambda each: each, lambda each: each.split("@")[0][:7], lambda each: each[:4])
    for place, email in enumerate(known.emails):
        yield Address(name=SEARCH, path=f"/customers/?q={words[place % len(words)](email)}")


def typed(known: Known, first: int = 30) -> Iterator[str]:
    """Texts of segments that nobody has counted yet, with numbers from the first one."""
    for number in count(first):
        yield _QUERIES[number % len(_QUERIES)].format(category=known.category, number=number, days=30 + number % 300)


def new_draft(visitor: Visitor, text: str) -> int:
    """Begin a segment in the editor."""
    answer = visitor.ask(Address(name="editor: new", path="/editor/new/", body={"text": text}))
    assert answer.status == 302, answer
    return int(answer.location.strip("/").rsplit("/", 1)[-1])


def typing(draft: int, text: str) -> tuple[Address, Address]:
    """What the browser sends when somebody has stopped typing: the text, then the question how many there are."""
    return (
        Address(name="editor: text", path=f"/editor/{draft}/text/", body={"text": text, "revision": ""}, is_fragment=True),
        Address(name=LIVE, path=f"/editor/{draft}/result/", is_fragment=True),
    )
