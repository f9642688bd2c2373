"""SQL of customer keys and lookup keys: texts without blanks around them, in NFC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doelgroep.columns import KEY
from doelgroep.store.source import ValueFormat
from doelgroep.store.sql import literal
from doelgroep.store.typing import texts
from doelgroep.store.typing.conversion import Conversion
from doelgroep.store.typing.steps import Steps

if TYPE_CHECKING:
    from doelgroep.store.source import RawColumn

MISSING_KEYS = ("", "NULL", "null", "Null", "NaN", "nan", "NA", "N/A", "#N/A", "None", "<NA>", r"\N")
"""Texts that no customer has as a key: programs write them where there is none."""
DECIMAL_KEY = r"(\d+)\.0+"
"""A whole number that some program has written as a decimal one: `17850.0`."""

_FORM = ValueFormat(missing_texts=MISSING_KEYS)


def key_conversion(column: RawColumn, *, clean: bool) -> Conversion:
    """What turns a raw column into the column `_key`: text, NULL when missing. Leading zeros stay; `17850.0` becomes `17850` only with `clean`."""
    steps = Steps(KEY)
    found = steps.add(texts.nfc_sql(texts.found_sql(steps, column, _FORM)))
    cleaned = f"regexp_replace({found}, {literal(f'^{DECIMAL_KEY}$')}, {literal(chr(92) + '1')})" if clean else found
    return Conversion(columns=((KEY, cleaned),), steps=steps.collected(), text=texts.text_sql(column))
