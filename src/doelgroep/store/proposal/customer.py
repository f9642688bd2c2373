"""Which column says whose row it is: every column gets points for its name and for its values, and the reasons are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doelgroep.store.proposal.facts import Form
from doelgroep.store.proposal.naming import says_customers
from doelgroep.store.proposal.table import KEY_TYPES
from doelgroep.store.proposal.words import Sense, name_parts
from doelgroep.store.source import Choice

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from doelgroep.store.proposal.facts import ColumnFacts
    from doelgroep.store.proposal.table import Table

_ID = "(?:id|ids|nr|no|num|nummer|number|code|key|ref|reference|uuid|guid)"
_NOISE = re.compile(
    f"{_ID}|crm|erp|ext|external|extern|internal|unique|primary|shop|web|main|master|new|old|sap|sf|hashed|hash|pseudo|anon|fk|pk|the|van|of|sample"
)
"""Parts of a name that may stand beside the word for a customer."""
_WORDS: tuple[tuple[int, str], ...] = (
    (10, "customers?|clients?|klant(?:en)?|cust|debiteur(?:en)?|debtors?|relaties?|afnemers?|households?|huishoudens?|kunden?|clientes?"),
    (8, "members?|lid|leden|users?|gebruikers?|subscribers?|abonnees?|contacts?|accounts?|patients?|shoppers?|consumers?|buyers?|kopers?"),
    (8, "persons?|persoon|people|donors?|donateurs?|guests?|gast|players?|tenants?|huurders?|profiles?|recipients?|visitors?|cardholders?"),
    (8, "loyalty|loyaltycard|klantenkaart|spaarkaart|card|kaart|uid|mitglied(?:er)?|benutzer|utilisateur"),
    (6, "company|companies|bedrijf|bedrijven|organisatie|organi[sz]ation"),
)
_LONE = {"id": 4, "uuid": 4, "guid": 4, "key": 3, "code": 3, "nr": 3, "nummer": 3, "number": 3}
_ENOUGH, _ENOUGH_WITHOUT_NAMES, _NEAR = 5, 3, 1
_CLEAR = 6
"""Points of a name that says customer by itself."""
_SURE = 10
"""Points of a name that says that it is a customer's key: so it is even where all rows are of one customer."""
_PEOPLE = frozenset(
    {
        *(Sense.EMAIL, Sense.PHONE, Sense.FIRST_NAME, Sense.LAST_NAME, Sense.NAME, Sense.COMPANY_NAME, Sense.DIRECT, Sense.BIRTH_DATE),
        *(Sense.PERSONAL, Sense.COMPANY, Sense.CONSENT, Sense.SPECIAL, Sense.CREDIT, Sense.LANGUAGE),
    }
)
_THINGS = frozenset({Sense.PRODUCT, Sense.PRODUCT_NAME, Sense.PRICE, Sense.COST, Sense.CATEGORY, Sense.BRAND, Sense.QUANTITY, Sense.ORDER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A column that may say whose row it is."""

    column: ColumnFacts
    reasons: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        """The sum of the points."""
        return sum(points for _, points in self.reasons)


def candidates(table: Table, shared: Mapping[str, int], known: Collection[str] = ()) -> list[Candidate]:
    """The columns that may be the customer's key, best first.

    `shared` says in how many tables of the import a column of that name stands, `known` which names the catalogue has for the customer's key.
    """
    possible = [each for each in table.columns if _possible(table, each, known)]
    found = [Candidate(column=each, reasons=tuple(_reasons(table, each, shared, known))) for each in possible]
    return sorted((each for each in found if each.score > 0), key=lambda each: -each.score)


def chosen(table: Table, found: Sequence[Candidate]) -> Candidate | None:
    """The best candidate, if it has enough points."""
    enough = _ENOUGH_WITHOUT_NAMES if table.nameless else _ENOUGH
    return found[0] if found and found[0].score >= enough else None


def rivals(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are about as good as the best."""
    return [each for each in found[1:] if each.score >= found[0].score - _NEAR]


def choice(table: Table, found: Sequence[Candidate]) -> Choice:
    """The decision for the best candidate, to be shown."""
    others = tuple((each.column.name, each.score) for each in found[1:4])
    return Choice(file=table.label, what="customer", chosen=found[0].column.name, score=found[0].score, reasons=found[0].reasons, others=others)


def people(table: Table) -> int:
    """How many columns speak of people or companies, less those that speak of things."""
    return sum(1 for _ in table.of_sense(*_PEOPLE)) - sum(1 for _ in table.of_sense(*_THINGS))


def _possible(table: Table, column: ColumnFacts, known: Collection[str]) -> bool:
    """Whether the values can be keys: whole or coded, and more than one unless the name is clear. `17850.0` is a key that a program has spoilt."""
    kind = table.readings[column.name].kind
    fractions = any(column.forms[each].fraction for each in (Form.POINT, Form.COMMA, Form.EXPONENT) if each in column.forms)
    several = column.distinct > 1 or column.rows == 1
    clear = "".join(name_parts(column.name)) in known or name_points(column.name) >= _SURE
    return kind in KEY_TYPES and not fractions and (several or clear)


def _reasons(table: Table, column: ColumnFacts, shared: Mapping[str, int], known: Collection[str]) -> list[tuple[str, float]]:
    name = "".join(name_parts(column.name))
    points = name_points(column.name)
    sense = table.sense(column)
    if not (points or name in known or table.nameless or sense in {Sense.EMAIL, Sense.KEY}):
        return []
    unique = column.distinct == column.present == column.rows
    reasons = [
        ("import_reason_name", points),
        ("import_reason_catalog", 6 if name in known else 0),
        ("import_reason_email", 5 if sense is Sense.EMAIL else 0),
        ("import_reason_shared", 2 if shared.get(name, 0) > 1 and not is_lone(column.name) else 0),
        ("import_reason_file", 3 if unique and says_customers(table.name) and sense is Sense.KEY else 0),
        ("import_reason_unique", 2 if unique else 0),
        *_of_values(table, column),
    ]
    if points < _CLEAR and sense is not Sense.EMAIL and not table.nameless:
        reasons.append(("import_reason_people", (4 if unique else 2) if people(table) >= 2 else -4))
    return [each for each in reasons if each[1]]


def _of_values(table: Table, column: ColumnFacts) -> list[tuple[str, float]]:
    missing = column.missing / max(1, column.rows)
    return [
        ("import_reason_first", 1 if column is table.facts.columns[0] else 0),
        ("import_reason_zeros", 2 if table.nameless and column.count(Form.ZEROS) else 0),
        ("import_reason_repeats", 1 if table.nameless and 1.2 <= column.present / column.distinct <= 1000 else 0),
        ("import_reason_few_values", -3 if column.distinct < 20 and column.rows >= 50 * column.distinct else 0),
        ("import_reason_missing", -4 if missing > 0.5 else 0),
    ]


def is_lone(name: str) -> bool:
    """Whether a name says that it is a key, but not of what: each file has its own `id`."""
    return "".join(name_parts(name)) in _LONE


def name_points(name: str) -> float:
    """Points for a name: ten for a word for a customer with a word for a key, less for weaker ones, none for anything else.

    >>> name_points("CustomerID"), name_points("klantnummer"), name_points("user"), name_points("customer_city"), name_points("id")
    (10, 10, 6, 0, 4)
    """
    parts = name_parts(name)
    whole = "".join(parts)
    if whole in _LONE:
        return _LONE[whole]
    for points, words in _WORDS:
        if re.fullmatch(f"(?:{words})s?{_ID}+", whole):
            return points
        named = [each for each in parts if re.fullmatch(words, each)]
        if named and all(_NOISE.fullmatch(each) for each in parts if each not in named):
            return points if any(re.fullmatch(_ID, each) for each in parts) else points - 2
    return 0
