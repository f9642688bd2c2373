"""Names: of tables from file names, of fields from columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doelgroep.store.catalog_names import usable_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doelgroep.store.source import StagedFile

_MONTHS = (
    "jan(?:uari|uary)?|feb(?:ruari|ruary)?|mrt|maart|mar(?:ch)?|apr(?:il)?|mei|may|jun[ei]?|jul[iy]?|aug(?:ustus|ust)?|sept?(?:ember)?|"
    "okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_NO_NAME = re.compile(
    rf"\d+|q\d|{_MONTHS}|export(?:s|ed)?|copy|kopie|final|definitief|v\d+|new|nieuw|old|part|deel|full|data|dataset|dump|download|file|bestand|lijst|"
    "sheet\\d*|blad\\d*|worksheet|werkblad|tabel\\d*|table\\d*|report|rapport|overzicht|all|alle|sample|master|train|prior|test|tmp|temp|input|output|results?|query"
)
"""Parts of file names that say nothing about what is in the file."""
ACTIVITIES = re.compile(
    "(?:order|bestel|invoice|factuur|sales?|verkoop|purchase|transaction|receipt|bon|kassa)?_?(?:lines?|regels?|items?)|orders?|bestellingen|transact(?:ions?|ies?)|"
    "sales|verkopen|purchases|aankopen|invoices|facturen|receipts|(?:kassa)?bonnen|baskets|visits?|bezoeken|sessions?|sessies|page_?views?|events?|"
    "gebeurtenissen|clicks?|klikken|opens?|e?mails?|mailings?|campaigns?|campagnes?|tickets|calls|gesprekken|support|complaints|klachten|returns?|retouren|"
    "refunds|reviews?|beoordelingen|surveys?|enquetes?|answers|antwoorden|responses?|payments?|betalingen|subscriptions|abonnementen|downloads?|logins?|"
    "redemptions?|usage|verbruik|activity|activities|activiteiten|log|logs|bookings?|boekingen|reservations|donations?|giften|contactmoments?|contactmomenten"
)
"""Words for what customers do, several of which may follow each other."""
RETURNS = re.compile("returns?|returned|retour(?:en)?|refunds?|terugbetaling(?:en)?|chargebacks?|creditnotas?")
CUSTOMERS = re.compile(
    "customers?|klanten?|clients?|contacts?|contacten|contactpersonen|members?|leden|debiteuren|debtors?|relaties|users?|gebruikers|households?|huishoudens|"
    "accounts?|demographics?|profiles?|profielen|crm|people|personen|subscribers|abonnees|patients|donors|donateurs|companies|bedrijven|klantenbestand"
)


def stem(file: StagedFile) -> str:
    """The telling part of a file's or sheet's name: without dates, numbers and words such as "export". May be empty.

    Of a workbook it is the name of the sheet, unless that says nothing.
    """
    sheet = file.digest.partition("#")[2]
    name = re.sub(r"(\.(csv|txt|tsv|tab|psv|dat|jsonl?|ndjson|xlsx?|xlsm|parquet|pq|gz))+$", "", file.path.name, flags=re.IGNORECASE)
    return telling(sheet) or telling(name)


def telling(name: str) -> str:
    """The parts of a name that say something.

    >>> telling("export_Orders 2024-01 (2)"), telling("Sheet1"), telling("CouponRedemptions")
    ('orders', '', 'coupon_redemptions')
    """
    parts = re.split(r"[\W_]+", re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower())
    return "_".join(each for each in parts if each and not _NO_NAME.fullmatch(each))


def says_activity(name: str) -> bool:
    """Whether a table's name is a word for what customers do: its last part counts.

    >>> says_activity("order_lines"), says_activity("coupon_redemptions"), says_activity("products")
    (True, True, False)
    """
    return bool(ACTIVITIES.fullmatch(name) or ACTIVITIES.fullmatch(name.rpartition("_")[2]))


def says_customers(name: str) -> bool:
    """Whether a table's name is a word for customers.

    >>> says_customers("klanten"), says_customers("crm_contacts"), says_customers("orders")
    (True, True, False)
    """
    return any(CUSTOMERS.fullmatch(each) for each in name.split("_"))


def says_return(name: str) -> bool:
    """Whether a table's name is a word for what is given back: its amounts are not what customers spent.

    >>> says_return("returns"), says_return("order_refunds"), says_return("orders")
    (True, True, False)
    """
    return any(RETURNS.fullmatch(each) for each in name.split("_"))


def singular(name: str) -> str:
    """One of several: an English plural without its s; other words stay.

    >>> singular("order_lines"), singular("visits"), singular("activities"), singular("retouren")
    ('order_line', 'visit', 'activity', 'retouren')
    """
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def field_name(column: str, taken: Iterable[str]) -> str:
    """A name for the field of a column that queries can use, different from the taken ones, and no aggregate of theirs.

    >>> field_name("InvoiceNo", []), field_name("Sum amount", ["amount"]), field_name("Count", [])
    ('invoice_no', 'sum_amount_value', 'count_value')
    """
    used = list(taken)
    name = usable_name(_joined(column), used)
    prefix, _, rest = name.partition("_")
    return usable_name(f"{name}_value", used) if prefix in {"sum", "avg", "min", "max", "distinct"} and rest in used else name


def _joined(name: str) -> str:
    """Dutch abbreviations with a capital inside are one word."""
    return re.sub(r"KvK|BtW", lambda found: found[0].lower(), name)


def readable(name: str) -> str:
    """A column's or field's name as a label: words with blanks between them, the first with a capital.

    >>> readable("InvoiceNo"), readable("Dt_Customer"), readable("geo.plaats")
    ('Invoice no', 'Dt customer', 'Geo plaats')
    """
    spaced = re.sub(r"([a-z\d])([A-Z])", r"\1 \2", _joined(name))
    words = [each if each.isupper() and len(each) > 1 else each.lower() for each in re.split(r"[\s_.]+", spaced) if each]
    text = " ".join(words)
    return text[:1].upper() + text[1:]
