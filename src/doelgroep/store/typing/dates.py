"""SQL of dates and moments written as texts or as numbers of seconds.

A format is a `strptime` format and is taken at its word: DuckDB reads `2020012` as `%Y%m%d` and `97` as `%Y`, so every text must also have the shape
of the format. Fractions of seconds are kept to the microsecond; what is behind it is dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doelgroep.store.sql import literal
from doelgroep.store.typing.texts import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

EPOCHS = {"epoch_s": 0, "epoch_ms": 3, "epoch_us": 6}
"""Numbers since 1970 in UTC: how many digits of a second they have before the point."""

_PARTS = {
    "d": r"\d{1,2}",
    "m": r"\d{1,2}",
    "Y": r"\d{4}",
    "y": r"\d{2}",
    "H": r"\d{1,2}",
    "I": r"\d{1,2}",
    "M": r"\d{2}",
    "S": r"\d{2}",
    "f": r"\d{1,9}",
    "p": "[AaPp][Mm]",
    "b": r"\pL{3,10}\.?",
    "z": r"(?:\s?(?:Z|z|UTC|GMT)|\s?[-+](?:0\d|1[0-4])(?::?[0-5]\d)?)",
}
_DIGITS = {"d": r"\d{2}", "m": r"\d{2}", "H": r"\d{2}"}
"""Without a sign between them, days and months always have two digits."""

_MONTHS = (("mrt|maart", "Mar"), ("mei", "May"), ("okt|oktober", "Oct"))
_ENGLISH_MONTHS = r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\pL*\.?"


def is_zoned(form: str) -> bool:
    """Whether texts of a format say which moment they mean wherever one is."""
    return "%z" in form or form in EPOCHS


def shape(form: str) -> str:
    r"""The pattern of the texts that a format describes, as RE2.

    >>> shape("%Y/%m/%d")
    '\\d{4}\\/\\d{1,2}\\/\\d{1,2}'
    """
    parts = _PARTS | _DIGITS if re.search(r"%[Ymd]%[Ymd]", form) else _PARTS
    pieces = re.split(r"%(\w)", form)
    return "".join(parts[piece] if number % 2 else escaped(piece) for number, piece in enumerate(pieces))


def moment_sql(expression: str, formats: Sequence[str]) -> str:
    """SQL of a text as a TIMESTAMP: local, or UTC for formats that say the zone. NULL when no format fits or there is no such day."""
    if not formats:
        return "NULL::TIMESTAMP"
    branches = " ".join(f"WHEN regexp_full_match({expression}, {literal(shape(each))}) THEN {_parsed(expression, each)}" for each in formats)
    return f"CASE {branches} END"


def _parsed(expression: str, form: str) -> str:
    text = expression
    for code, adapt in _ADAPTED:
        if code in form:
            text = adapt(text)
    parsed = f"try_strptime({text}, {literal(form)})"
    return f"make_timestamp(epoch_us({parsed}))" if is_zoned(form) else parsed


def _without_nanoseconds(expression: str) -> str:
    return _replaced(expression, r"([.,]\d{6})\d+", r"\1")


def _with_offset(expression: str) -> str:
    """Z, UTC and GMT are +00:00; no blank before the sign."""
    return _replaced(_replaced(expression, r"\s?(?:Z|z|UTC|GMT)$", "+00:00"), r"\s([-+][0-9:]+)$", r"\1")


def _with_english_months(expression: str) -> str:
    for dutch, english in _MONTHS:
        expression = _replaced(expression, rf"(?i)\b(?:{dutch})\b\.?", english)
    return _replaced(expression, _ENGLISH_MONTHS, r"\1")


def _replaced(expression: str, pattern: str, by: str) -> str:
    return f"regexp_replace({expression}, {literal(pattern)}, {literal(by)})"


_ADAPTED: tuple[tuple[str, Callable[[str], str]], ...] = (("%f", _without_nanoseconds), ("%z", _with_offset), ("%b", _with_english_months))


def epoch_sql(expression: str, form: str) -> str:
    """SQL of a text with a number since 1970 as a UTC TIMESTAMP; NULL when it is no such number or lies beyond the year 5000."""
    digits = EPOCHS[form]
    pattern = rf"-?\d{{1,{10 + digits}}}(?:\.\d{{1,9}})?"
    micros = f"trunc(TRY_CAST({expression} AS DECIMAL(38, 9)) * {10 ** (6 - digits)})::BIGINT"
    return f"CASE WHEN regexp_full_match({expression}, {literal(pattern)}) THEN make_timestamp({micros}) END"


def day_sql(expression: str) -> str:
    """SQL of a TIMESTAMP as a DATE; NULL when it is not midnight."""
    return f"CASE WHEN {expression} = date_trunc('day', {expression}) THEN CAST({expression} AS DATE) END"
