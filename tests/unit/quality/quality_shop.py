"""A small workspace with everything wrong in it that quality looks for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import doelgroep as dg

if TYPE_CHECKING:
    from pathlib import Path

    from doelgroep.workspace import Workspace

ZONE = "Europe/Amsterdam"
TODAY = datetime.now(ZoneInfo(ZONE)).date()

CUSTOMERS = """customer_id,email,city,birth_date,score,newsletter
c01,ann@example.org,Delft,1980-05-01,3,yes
c02,Ann@Example.org,delft,1850-01-01,4,yes
c03,bob@example.org,Delft,1990-07-12,4,no
c04,cas@example.org,Utrecht,2099-01-01,5,yes
c05,dee@example.org,Utrecht,1975-03-03,1,no
c06,eva@example.org,,1988-02-29,,yes
"""

PRODUCTS = """product_id,category
p1,Shampoo
p2,Soap
"""


def order_lines() -> str:
    """Rows of seventy days before the day of asking, with a customer that no file knows, a product that nobody sells, a row twice."""
    lines = ["customer_id,product_id,amount,date"]
    for back in range(70, 0, -1):
        day = TODAY - timedelta(days=back)
        times = 2 if back == 5 else 25
        lines += [f"c0{number % 5 + 1},p{number % 2 + 1},{10 + number}.50,{day}" for number in range(times)]
    lines += [f"x99,p1,20.00,{TODAY - timedelta(days=3)}", f"c01,p9,30.00,{TODAY - timedelta(days=3)}"]
    lines += [f",p1,12.00,{TODAY - timedelta(days=2)}"] * 3
    lines += [f"c03,p2,77.77,{TODAY - timedelta(days=2)}"] * 2
    return "\n".join(lines) + "\n"


def quality_shop(folder: Path) -> Workspace:
    """The workspace, with its files imported."""
    files = {"customers.csv": CUSTOMERS, "products.csv": PRODUCTS, "order_lines.csv": order_lines()}
    source = folder / "files"
    source.mkdir()
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    workspace = dg.create(folder / "shop", timezone=ZONE)
    workspace.import_files(source)
    return workspace
