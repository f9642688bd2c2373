"""`doelgroep tour`: a sample shop, and a walk through the main job."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

QUERY = "orders MATCHES (category = 'Shampoo', date >= -12m) AND orders NOT MATCHES (category = 'Conditioner') AND email_consent = true"
COLUMNS = "customer_id,city,number_of_orders,amount_spent,last_order_date"


def tour(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the sample workspace is made; an earlier one there is used again.")] = Path(
        "demo"
    ),
    customers: Annotated[int, typer.Option(min=100, help="How many customers.")] = 50_000,
) -> None:
    """Make a sample shop and walk through the main job on the command line.

    Count, read back, list, explain, store, print as SQL.

    Example: doelgroep tour demo --customers 5000
    """
    from doelgroep.cli import check, console, count, members, sample, segments, sql, why

    def step(title: str, words: list[str], run: Callable[[], None]) -> None:
        console.say(f"\n{title}", style="bold green")
        console.say(f"$ {console.program()} {' '.join(map(_quoted, [*words, '-w', str(folder)]))}", style="dim")
        run()

    if not (folder / "doelgroep.yaml").is_file():
        console.say("A simulated Dutch web shop", style="bold green")
        console.say(f"$ {console.program()} sample {folder} --customers {customers}", style="dim")
        sample.sample(folder, customers=customers)
    step("Who bought shampoo this year, never conditioner, and may be e-mailed?", ["count", QUERY], lambda: count.count(QUERY, workspace=folder))
    step("The same in plain Dutch", ["check", QUERY, "--language", "nl"], lambda: check.check(QUERY, workspace=folder, language="nl"))
    listing = ["members", QUERY, "--columns", COLUMNS, "--limit", "5"]
    step("Who are they?", listing, lambda: members.members(QUERY, columns=COLUMNS, limit=5, workspace=folder))
    customer = _first_member(folder)
    step("Why is this customer in it?", ["why", QUERY, customer], lambda: why.why(QUERY, customer, workspace=folder))
    _store(folder, step, segments.add)
    step("The same question for a warehouse", ["sql", QUERY, "--dialect", "snowflake"], lambda: sql.sql(QUERY, dialect="snowflake", workspace=folder))
    own = ["count", "number_of_orders >= 5 AND city = 'Utrecht'", "-w", str(folder)]
    console.say(f"\nThe workspace is in {folder}. Try your own:", style="bold")
    console.say(f"$ {console.program()} {' '.join(map(_quoted, own))}")


def _quoted(word: str) -> str:
    """A word as one types it in a shell; queries with their single quotes stand in double ones."""
    return f'"{word}"' if "'" in word and not set(word) & set('"$`\\!') else shlex.quote(word)


def _first_member(folder: Path) -> str:
    from doelgroep.cli import opening

    with opening.workspace(folder) as opened:
        return str(opened.segment(QUERY).members([opened.catalog.key], limit=1).table.column(0)[0].as_py())


def _store(folder: Path, step: Callable[[str, list[str], Callable[[], None]], None], add: Callable[..., None]) -> None:
    from doelgroep.cli import opening

    with opening.workspace(folder) as opened:
        known = "shampoo_only" in opened.definitions.keys()  # noqa: SIM118 - a method of ours, not a dict
    if not known:
        words = ["segments", "add", "shampoo_only", QUERY, "--name", "Shampoo, no conditioner"]
        step("Keep it as a segment", words, lambda: add("shampoo_only", QUERY, name="Shampoo, no conditioner", workspace=folder))
