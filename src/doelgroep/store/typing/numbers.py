"""SQL of numbers written as texts. Exact: no decimal number goes through a floating-point one, and what doesn't fit is NULL, never rounded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.store.sql import literal

if TYPE_CHECKING:
    from doelgroep.store.source import ValueFormat
    from doelgroep.store.typing.steps import Steps

CURRENCY = r"(?:€|\$|£|¥|EUR|USD|GBP|CHF|euro)"
"""Signs that may stand before or behind an amount."""
GROUP_SIGNS = {" ": r"[ \x{00a0}\x{2009}\x{202f}]", ".": r"\.", ",": ",", "'": "['\u2019]"}
"""Signs between thousands, as patterns."""

DUSTY = 13
"""From so many digits behind the decimal sign on, six zeros or nines are followed by nothing but dust."""
_LARGEST = 18
_NEGATIVE = r"[-(\x{2212}]"
_FRACTIONS = {FieldType.INTEGER: "0*", FieldType.FLOAT: r"\d*"}


def number_sql(steps: Steps, found: str, kind: FieldType, scale: int, form: ValueFormat) -> str:
    """SQL of a text as an integer, decimal or float; NULL when it is none, is too large or has more decimals than the scale."""
    text = steps.add(_plain_sql(found, form, _fraction(kind, scale), exponent=kind is FieldType.FLOAT))
    match kind:
        case FieldType.INTEGER:
            return steps.add(f"TRY_CAST(split_part({text}, '.', 1) AS BIGINT)")
        case FieldType.DECIMAL:
            return steps.add(f"TRY_CAST({text} AS DECIMAL({_LARGEST}, {scale}))")
        case _:
            return finite_sql(steps, f"TRY_CAST({text} AS DOUBLE)")


def finite_sql(steps: Steps, expression: str) -> str:
    """A DOUBLE; NULL when it is infinite or no number."""
    number = steps.add(expression)
    return steps.add(f"CASE WHEN isfinite({number}) THEN {number} END")


def _fraction(kind: FieldType, scale: int) -> str:
    """The digits that may stand behind the decimal sign: zeros may always follow, and the dust of floating point (12.600000000000001)."""
    if kind is not FieldType.DECIMAL:
        return _FRACTIONS[kind]
    dust = rf"\d{{{scale}}}(?:0{{6}}|9{{6}})\d{{{max(0, DUSTY - 6 - scale)},}}"
    return rf"(?:\d{{0,{scale}}}0*|{dust})"


def _plain_sql(expression: str, form: ValueFormat, fraction: str, *, exponent: bool) -> str:
    """The number as `-1234.56`; NULL for any other text. Nearly all numbers match the first pattern, which is cheap."""
    sign = "," if form.decimal_comma else "."
    point = expression if sign == "." else f"replace({expression}, ',', '.')"
    simple = rf"[-+]?\d+(?:{re.escape(sign)}{fraction})?" + (r"(?:[eE][-+]?\d{1,3})?" if exponent else "")
    digits = f"regexp_replace({expression}, {literal(f'[^0-9{sign}]')}, '', 'g')"
    negative = f"CASE WHEN regexp_matches({expression}, {literal(_NEGATIVE)}) THEN '-' ELSE '' END"
    full = number_pattern(sign, form.grouping, fraction)
    return (
        f"CASE WHEN regexp_full_match({expression}, {literal(simple)}) THEN {point} "
        f"WHEN regexp_full_match({expression}, {literal(_round_pattern(sign, form.grouping))}) THEN replace({digits}, ',', '.') "
        f"WHEN regexp_full_match({expression}, {literal(full)}) THEN {negative} || replace({digits}, ',', '.') END"
    )


def _round_pattern(sign: str, grouping: str) -> str:
    """The pattern of a round price: `€ 8,-`, where the stroke stands for no cents and is no minus."""
    return rf"(?:{CURRENCY}[\s\x{{00a0}}]*)?{_whole(grouping)}{re.escape(sign)}[-\x{{2013}}]{{1,2}}"


def _whole(grouping: str) -> str:
    return r"\d+" if not grouping else rf"(?:\d{{1,3}}(?:{GROUP_SIGNS[grouping]}\d{{3}})+|\d+)"


def number_pattern(sign: str, grouping: str = "", fraction: str = r"\d*") -> str:
    """The pattern of a number with a decimal sign and a sign between thousands: with currency, minus before or behind, or in brackets.

    >>> import re2
    >>> [bool(re2.fullmatch(number_pattern(",", "."), each)) for each in ("€ 1.234,50-", "(12,5)", "1.23,4")]
    [True, True, False]
    """
    whole = _whole(grouping)
    return decorated(rf"(?:{whole}(?:{re.escape(sign)}{fraction})?|{re.escape(sign)}{fraction})")


def decorated(number: str) -> str:
    """The pattern of a number with all that may stand around it: a sign before or behind it, a currency, brackets for a negative amount."""
    blank = r"[\s\x{00a0}]*"
    minus = r"[-\x{2212}]"
    before, behind = rf"(?:{CURRENCY}{blank})?", rf"(?:{blank}{CURRENCY})?"
    forms = (
        rf"(?:(?:\+|{minus}){blank})?{before}{number}{behind}",
        rf"{CURRENCY}{blank}(?:\+|{minus}){blank}{number}",
        rf"{before}{number}{blank}{minus}{behind}",
        rf"{before}\({before}{number}{behind}\)",
    )
    return f"(?:{'|'.join(forms)})"
