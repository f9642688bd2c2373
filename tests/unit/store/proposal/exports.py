"""Files as other programs export them, made up: each with habits of its own. Numbers follow from the place of a row, so that tests know them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import TYPE_CHECKING

import openpyxl
import xlwt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAMES = ("Daniëlle de Vries", "Jan Jansen", "José García", "Anna Smit", "Zoë van Dijk", "Piet Puk", "Maaike Bakker")
PLACES = ("Utrecht", "Amsterdam", "Den Haag", "Zwolle", "'s-Hertogenbosch")
PRODUCTS = (("00123", "Shampoo mild", "Verzorging", 495), ("00124", "Conditioner", "Verzorging", 550), ("10200", 'Doek "blauw"', "Keuken", 225))
DEAR = ("10333", "Pan; groot", "Keuken", 104900)
START = dt.datetime(2024, 1, 1, 8, 5)  # noqa: DTZ001 - exports have no zone


def moment(number: int) -> dt.datetime:
    """A moment of the first nine months of 2024, none of them in an hour that was left out."""
    return START + dt.timedelta(minutes=(number * 7919) % 380_000)


def comma(cents: int) -> str:
    """`1.234,50`."""
    return f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02}"


def point(cents: int) -> str:
    """`1234.50`."""
    return f"{cents // 100}.{cents % 100:02}"


def delimited(rows: Sequence[Sequence[object]], sign: str = ",", end: str = "\n") -> str:
    """Rows as a text, quoted where needed."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sign, lineterminator=end).writerows(rows)
    return text.getvalue()


def dutch_web_shop(folder: Path) -> Path:
    """Lines of 300 orders of 60 customers: Windows-1252, semicolons, decimal commas, euro signs, days before months, leading zeros."""
    rows: list[Sequence[object]] = [
        (
            "Ordernummer",
            "Klantnummer",
            "Naam",
            "E-mailadres",
            "Besteldatum",
            "Artikelnummer",
            "Aantal",
            "Stuksprijs",
            "Regelbedrag",
            "Betaalwijze",
            "Land",
        )
    ]
    for order in range(300):
        customer = order % 60
        for line in range(1 + order % 3):
            key, _, _, price = (*PRODUCTS, DEAR)[(order + line) % 4]
            amount = 1 + line % 2
            when = moment(order).strftime("%d-%m-%Y %H:%M")
            money = (f"€ {comma(price)}", comma(price * amount))
            who = (f"{customer:05}", NAMES[customer % 7], f"k{customer}@voorbeeld.nl")
            rows.append((2000 + order, *who, when, key, amount, *money, ("iDEAL", "PayPal")[order % 2], ("Nederland", "België")[customer % 9 == 0]))
    path = folder / "bestellingen_2024.csv"
    path.write_bytes(delimited(rows, ";", "\r\n").encode("cp1252"))
    return path


def shop_orders_with_gaps(folder: Path) -> Path:
    """399 lines of 200 orders; customer, moment and total stand on the first line of an order only; moments with offsets, notes with line breaks."""
    names = "Name,Email,Financial Status,Paid at,Accepts Marketing,Currency,Subtotal,Shipping,Total,Created at,Lineitem quantity,Lineitem name"
    rows: list[Sequence[object]] = [
        [*names.split(","), "Lineitem price", "Lineitem sku", "Billing Name", "Billing City", "Notes", "Cancelled at", "Tags"]
    ]
    for order in range(200):
        lines = [(*PRODUCTS, DEAR)[(order + line) % 4] for line in range(1 + order % 3)]
        total = sum(price for *_, price in lines)
        when = f"{moment(order):%Y-%m-%d %H:%M:%S} +0100"
        head = [f"c{order % 50}@example.com", ("paid", "refunded")[order % 5 == 0], when, ("yes", "no")[order % 2], "EUR"]
        head += [point(total), "4.95", point(total + 495), when]
        tail = [NAMES[order % 7], PLACES[order % 5], "bel voor\nlevering" if order % 30 == 0 else "", "", ("vip, nieuw", "", "nieuw")[order % 3]]
        for place, (key, name, _, price) in enumerate(lines):
            first = place == 0
            rows.append((f"#{1001 + order}", *(head if first else [""] * 9), 1, name, point(price), key, *(tail if first else [""] * 5)))
    path = folder / "orders_export_1.csv"
    path.write_text(delimited(rows), encoding="utf-8")
    return path


def contacts(folder: Path) -> Path:
    """300 contacts of a marketing system: a record number, and all that is known of a person."""
    names = "Record ID,First Name,Last Name,Email,Phone Number,Company name,Lifecycle Stage,Create Date,City,Country/Region,Email opt-in,Birthday"
    rows: list[Sequence[object]] = [names.split(",")]
    for number in range(300):
        first, _, last = NAMES[number % 7].partition(" ")
        person = (5_000_001 + number * 37, first, last, f"p{number}@firma{number % 40}.nl", f"+31 6 {number:08}", f"Firma {number % 40}")
        stage = ("lead", "customer", "subscriber")[number % 3]
        created, birthday = f"{moment(number):%Y-%m-%d %H:%M}", f"{1950 + number % 50}-0{1 + number % 9}-1{number % 9}"
        rows.append((*person, stage, created, PLACES[number % 5], "Netherlands", ("true", "false")[number % 2], birthday))
    path = folder / "crm-exports-all-contacts-2024-10-10.csv"
    path.write_text("\ufeff" + delimited(rows), encoding="utf-8")
    return path


def debtors(folder: Path) -> Path:
    """An old workbook: 120 companies with leading zeros under a title, and a sheet with 500 invoices."""
    book = xlwt.Workbook()
    date = xlwt.XFStyle()
    date.num_format_str = "DD-MM-YYYY"
    companies, invoices = book.add_sheet("Debiteuren"), book.add_sheet("Facturen")
    companies.write(0, 0, "Debiteurenlijst per 01-10-2024")
    names = (
        "Debiteurnummer",
        "Bedrijfsnaam",
        "Branche",
        "Aantal medewerkers",
        "Postcode",
        "Plaats",
        "KvK-nummer",
        "Kredietlimiet",
        "Klant sinds",
        "Geblokkeerd",
    )
    _write(companies, 2, names, date)
    for number in range(120):
        facts = (("Bouw", "Horeca", "Zorg")[number % 3], 1 + number * 4, f"{1000 + number * 13} AB", PLACES[number % 5], f"{30_000_000 + number}")
        money = (1000, 5000, 25_000.5)[number % 3]
        since = dt.date(2010 + number % 14, 1 + number % 12, 1 + number % 28)
        _write(companies, 3 + number, (f"{number * 7 + 12:06}", f"Bedrijf {number} B.V.", *facts, money, since, ("J", "N")[number % 2]), date)
    _write(invoices, 0, ("Factuurnr", "Debiteur", "Factuurdatum", "Vervaldatum", "Bedrag", "Status"), date)
    for number in range(500):
        day = dt.date(2024, 1 + number % 9, 1 + number % 28)
        row = (
            f"F2024-{number:05}",
            f"{(number % 120) * 7 + 12:06}",
            day,
            day + dt.timedelta(days=30),
            10 + number / 4,
            ("Betaald", "Open")[number % 3 == 0],
        )
        _write(invoices, 1 + number, row, date)
    path = folder / "ERP_export.xls"
    book.save(str(path))
    return path


def _write(sheet: xlwt.Worksheet, line: int, row: Sequence[object], date: xlwt.XFStyle) -> None:
    for place, value in enumerate(row):
        sheet.write(line, place, value, date) if isinstance(value, dt.date) else sheet.write(line, place, value)


def till_receipts(folder: Path) -> Path:
    """Lines of 400 receipts: day and time in two columns, days before months with slashes, no card on every fourth receipt."""
    rows: list[Sequence[object]] = [("filiaal", "datum", "tijd", "bonnr", "klantenkaart", "ean", "artikel", "aantal", "bedrag", "korting")]
    for receipt in range(400):
        when, card = moment(receipt), "" if receipt % 4 == 0 else f"26100{receipt % 80:07}"
        for line in range(1 + receipt % 3):
            key, name, _, price = PRODUCTS[(receipt + line) % 3]
            head = (("012", "014")[receipt % 2], f"{when:%d/%m/%Y}", f"{when:%H:%M}", receipt + 1, card)
            rows.append((*head, f"87100{key}0012", name, 1, comma(price), "0,00"))
    path = folder / "kassabonnen.txt"
    path.write_text(delimited(rows, ";"), encoding="utf-8")
    return path


def event_log(folder: Path) -> Path:
    """1,500 events as JSON lines: moments in milliseconds since 1970, nested objects, lists; every fifth of nobody."""
    lines = []
    for number in range(1500):
        event = {"event_id": f"e{number}", "user_id": f"u_{number % 90}" if number % 5 else None, "event": ("view", "cart", "search")[number % 3]}
        device = {"device": {"type": ("mobile", "desktop")[number % 2], "os": "iOS"}}
        more = {"ts": 1_717_200_000_000 + number * 6_000_123, "url": f"/p/{number % 40}", "labels": ["a", "b"][: number % 3], "value": number / 8}
        lines.append(json.dumps(event | device | more))
    path = folder / "events.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def american_till(folder: Path) -> Path:
    """500 lines of 250 sales: months before days with half days, dollar signs, thousands with commas."""
    rows: list[Sequence[object]] = [("Transaction ID", "Member #", "Transaction Date", "Store", "SKU", "Qty", "Unit Price", "Line Total")]
    for line in range(500):
        key, _, _, price = (*PRODUCTS, DEAR)[line % 4]
        amount, when = 1 + line % 3, moment(line // 2).strftime("%m/%d/%Y %I:%M %p")
        money = (f"${price / 100:,.2f}", f"${price * amount / 100:,.2f}")
        rows.append((90_000 + line // 2, (line // 2) % 70 + 100, when, ("NY-01", "NJ-02")[line % 2], key, amount, *money))
    path = folder / "pos_sales.csv"
    path.write_text(delimited(rows), encoding="utf-8")
    return path


def database(folder: Path) -> list[Path]:
    """Four tables of a database: customers, orders, lines that know only their order, products. Every table has its `id`."""
    products = [
        ("id", "name", "category", "price", "cost"),
        *((key, name, group, point(price), point(price * 6 // 10)) for key, name, group, price in PRODUCTS),
    ]
    customers: list[Sequence[object]] = [
        ("id", "first_name", "last_name", "email", "date_of_birth", "gender", "postcode", "city", "newsletter", "religion")
    ]
    for number in range(150):
        first, _, last = NAMES[number % 7].partition(" ")
        born = f"{1950 + number % 50}-0{1 + number % 9}-1{number % 9}"
        more = (f"{1000 + number} AB", PLACES[number % 5], ("true", "false")[number % 2], ("none", "catholic", "")[number % 3])
        customers.append((number + 1, first, last, f"q{number}@x.nl", born, "MF"[number % 2], *more))
    orders: list[Sequence[object]] = [("id", "customer_id", "order_date", "status", "total")]
    lines: list[Sequence[object]] = [("order_id", "product_id", "quantity", "unit_price")]
    for number in range(600):
        orders.append(
            (7000 + number, 1 + number % 150, f"{moment(number):%Y-%m-%d}", ("shipped", "open")[number % 7 == 0], point(495 * (1 + number % 3)))
        )
        lines += [(7000 + number, PRODUCTS[(number + line) % 3][0], 1, "4.95") for line in range(1 + number % 2)]
    tables: dict[str, Sequence[Sequence[object]]] = {"products": products, "customers": customers, "orders": orders, "order_items": lines}
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(delimited(rows), encoding="utf-8")
    return [folder / f"{name}.csv" for name in sorted(tables)]


def marketplace(folder: Path) -> list[Path]:
    """Five tables of a marketplace with long keys: what happened later than the order has moments of its own; reviews may lack a title."""
    keys = [f"{number * 2_654_435_761 % 2**64:016x}" for number in range(1, 301)]
    orders: list[Sequence[object]] = [
        ("order_id", "customer_id", "order_status", "order_purchase_timestamp", "order_approved_at", "order_delivered_date")
    ]
    items: list[Sequence[object]] = [("order_id", "order_item_id", "product_id", "shipping_limit_date", "price", "freight_value")]
    reviews: list[Sequence[object]] = [
        ("review_id", "order_id", "review_score", "review_comment_title", "review_creation_date", "review_answer_timestamp")
    ]
    for number, key in enumerate(keys):
        when = [f"{moment(number) + dt.timedelta(days=days):%Y-%m-%d %H:%M:%S}" for days in (0, 1, 9)]
        orders.append((key, f"c{number % 200:015}", "delivered", *when))
        items += [(key, line + 1, f"p{(number + line) % 40:015}", when[1], point(500 + number), "1.25") for line in range(1 + number % 2)]
        reviews.append((f"r{number:015}", key, 1 + number % 5, "", f"{when[2][:10]} 00:00:00", when[2]))
    customers: list[Sequence[object]] = [("customer_id", "customer_city", "customer_state")]
    customers += [(f"c{number:015}", PLACES[number % 5], "UT") for number in range(200)]
    products: list[Sequence[object]] = [
        ("product_id", "product_category_name", "product_weight_g"),
        *((f"p{number:015}", ("art", "toys")[number % 2], number) for number in range(40)),
    ]
    names = ("orders_dataset", "order_items_dataset", "order_reviews_dataset", "customers_dataset", "products_dataset")
    for name, rows in zip(names, (orders, items, reviews, customers, products), strict=True):
        (folder / f"market_{name}.csv").write_text(delimited(rows), encoding="utf-8")
    return sorted(folder.glob("market_*.csv"))


def groceries(folder: Path) -> list[Path]:
    """Four tables of a grocer without any date: products have an aisle, and aisles a table of their own."""
    orders: list[Sequence[object]] = [("order_id", "user_id", "order_number", "order_hour_of_day")]
    orders += [(2_539_329 + number, 1 + number // 8, 1 + number % 8, f"{number % 24:02}") for number in range(400)]
    lines: list[Sequence[object]] = [("order_id", "product_id", "add_to_cart_order", "reordered")]
    lines += [(2_539_329 + number % 400, 1 + number % 60, 1 + number // 400, number % 2) for number in range(1200)]
    products: list[Sequence[object]] = [
        ("product_id", "product_name", "aisle_id"),
        *((number, f"Koek {number}", 1 + number % 9) for number in range(1, 61)),
    ]
    aisles: list[Sequence[object]] = [("aisle_id", "aisle"), *((number, f"gang {number}") for number in range(1, 10))]
    for name, rows in {"orders": orders, "order_products__prior": lines, "products": products, "aisles": aisles}.items():
        (folder / f"{name}.csv").write_text(delimited(rows), encoding="utf-8")
    return sorted(folder.glob("*.csv"))


def months(folder: Path) -> list[Path]:
    """The same export of three months; only in the last one amounts have cents, and only there a day is beyond the twelfth."""
    paths = []
    for number, (name, day, cents) in enumerate((("jan", 3, "00"), ("feb", 4, "00"), ("mrt", 25, "95"))):
        rows: list[Sequence[object]] = [("klantnummer", "datum", "bedrag")]
        rows += [(f"{1 + (line + number) % 40:04}", f"{day:02}/{1 + number:02}/2024", f"{10 + line},{cents}") for line in range(80)]
        path = folder / f"verkopen_{name}_2024.csv"
        path.write_text(delimited(rows, ";"), encoding="utf-8")
        paths.append(path)
    return paths


def survey(folder: Path) -> Path:
    """A workbook of 90 answers by e-mail address: grades, tags in one cell, consent, and a column that nobody filled in."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["E-mail", "Ingevuld op", "Cijfer", "Interesses", "Nieuwsbrief", "Gezondheid", "Leeg"])
    for number in range(90):
        interests = ("koken; sport", "sport", "reizen;koken;lezen")[number % 3]
        sheet.append(
            [f"k{number}@voorbeeld.nl", moment(number), 1 + number % 10, interests, ("ja", "nee")[number % 2], ("goed", "matig")[number % 2], None]
        )
    path = folder / "enquete.xlsx"
    book.save(path)
    return path
