from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from doelgroep.show import Grid, Shown


@dataclass(frozen=True)
class _Result(Shown):
    def grid(self) -> Grid:
        rows = (("Delft <b>", Decimal("12.50"), None, True), ("a|b", 3, datetime(2026, 3, 31, 9, 30, 15), False))  # noqa: DTZ001 - a plain moment
        return Grid(title="Cities", headers=("city", "amount", "at", "vip"), rows=rows, notes=("Two rows.",))


def test_text_has_aligned_columns_with_numbers_to_the_right() -> None:
    assert _Result().to_text().splitlines() == [
        "Cities",
        "city       amount  at                   vip",
        "---------  ------  -------------------  ---",
        "Delft <b>   12.50                       yes",
        "a|b             3  2026-03-31 09:30:15  no",
        "Two rows.",
    ]


def test_html_escapes_everything() -> None:
    assert "<td>Delft &lt;b&gt;</td>" in _Result().to_html()
    assert _Result()._repr_html_() == _Result().to_html()


def test_markdown_escapes_pipes() -> None:
    assert "| a\\|b | 3 | 2026-03-31 09:30:15 | no |" in _Result().to_markdown()


def test_dicts_keep_the_values() -> None:
    assert _Result().to_dicts()[0] == {"city": "Delft <b>", "amount": Decimal("12.50"), "at": None, "vip": True}


def test_long_cells_are_cut_in_text_only() -> None:
    @dataclass(frozen=True)
    class Long(Shown):
        def grid(self) -> Grid:
            return Grid(headers=("text",), rows=(("x" * 100,),))

    assert "…" in Long().to_text()
    assert "x" * 100 in Long().to_html()
