"""Vega-Lite definitions as the page needs them: with the numbers and days of the reader's language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from babel.core import Locale

from doelgroep_web.ui import figures

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAYS = (6, 0, 1, 2, 3, 4, 5)
"""Babel's weeks begin on Monday, Vega's on Sunday."""


def definition(spec: Mapping[str, object], currency: str = "€") -> str:
    """A definition as JSON, with the locale of the reader. Safe inside a <script> of data."""
    given = spec.get("config")
    config = {**(given if isinstance(given, dict) else {}), "locale": locale(figures.reader(), currency)}
    return json.dumps({**spec, "config": config}, ensure_ascii=False).replace("<", "\\u003c")


def locale(language: str, currency: str) -> dict[str, object]:
    """How Vega writes numbers and days in a language.

    >>> locale("nl", "€")["number"]["decimal"]
    ','
    """
    found = Locale.parse(language)
    symbols = found.number_symbols["latn"]
    space = figures.SPACE if language == "nl" else ""
    return {
        "number": {
            "decimal": symbols["decimal"],
            "thousands": symbols["group"],
            "grouping": [3],
            "currency": [f"{currency}{space}", ""],
            "percent": f"{space}%",
            "minus": figures.MINUS,
        },
        "time": {
            "dateTime": "%-d %b %Y %H:%M",
            "date": "%-d %b %Y",
            "time": "%H:%M",
            "periods": ["", ""],
            **_names(found),
        },
    }


def _names(found: Locale) -> dict[str, list[str]]:
    days, months = found.days["format"], found.months["format"]
    return {
        "days": [days["wide"][each] for each in _DAYS],
        "shortDays": [days["abbreviated"][each] for each in _DAYS],
        "months": [months["wide"][each] for each in range(1, 13)],
        "shortMonths": [months["abbreviated"][each].rstrip(".") for each in range(1, 13)],
    }
