"""SQL of texts: without blanks around them, in NFC, folded; and the Python function that folds what DuckDB can't."""

from __future__ import annotations

import re
import weakref
from typing import TYPE_CHECKING

from doelgroep.columns import fold
from doelgroep.store.sql import literal, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from doelgroep.store.source import RawColumn, ValueFormat
    from doelgroep.store.typing.steps import Steps

_FOLD = "doelgroep_fold"
_PREPARED: weakref.WeakSet[duckdb.DuckDBPyConnection] = weakref.WeakSet()
"""Looking through DuckDB's list of functions takes 20 ms, which is done once, not for every column."""
BLANKS = " \t\r\n\f\v\u00a0\u2007\u202f\ufeff"
"""Characters that are taken away before and behind a text."""
_BLANK = r"[\s\v\x{00a0}\x{2007}\x{202f}\x{feff}]"
JSON_LIST = "json"
"""The list separator that means: the text is a JSON array."""


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the connection the function that the SQL of this package calls. Doing it again changes nothing.

    Close the connection in the end: DuckDB complains of leaked functions otherwise.
    """
    if connection in _PREPARED:
        return
    found = connection.execute("SELECT 1 FROM duckdb_functions() WHERE function_name = ?", [_FOLD]).fetchall()
    if not found:
        connection.create_function(_FOLD, _fold, ["VARCHAR"], "VARCHAR")
    _PREPARED.add(connection)


def _fold(text: str) -> str:
    return fold(text)


def _ascii(expression: str) -> str:
    return f"strlen({expression}) = length({expression})"


def nfc_sql(expression: str) -> str:
    """A text in NFC. DuckDB's own function says the same as Python's (a test compares them)."""
    return f"CASE WHEN {_ascii(expression)} THEN {expression} ELSE nfc_normalize({expression}) END"


def fold_sql(expression: str) -> str:
    """`columns.fold` of a text. DuckDB's `lower` is no full case folding, so only pure ASCII goes there."""
    return f"CASE WHEN {_ascii(expression)} THEN lower({expression}) ELSE {_FOLD}({expression}) END"


def stripped_sql(expression: str) -> str:
    """A text without blanks (also tabs, no-break spaces and stray byte order marks) before and behind it."""
    around = literal(rf"(?s){_BLANK}.*|.*{_BLANK}")
    # Most texts are ASCII and have no blank or sign at their ends, which is seen in a quarter of the time that the pattern takes.
    suspect = f"{expression} < '!' OR ({expression})[-1] < '!' OR NOT {_ascii(expression)}"
    padded = f"CASE WHEN {suspect} THEN regexp_full_match({expression}, {around}) END"
    return f"CASE WHEN {padded} THEN trim({expression}, {literal(BLANKS)}) ELSE {expression} END"


def text_sql(column: RawColumn) -> str:
    """A raw column as text; missing for NaN, as which many programs write missing numbers."""
    name = quoted(column.name)
    if column.type in {"DOUBLE", "FLOAT"}:
        return f"CASE WHEN NOT isnan({name}) THEN CAST({name} AS VARCHAR) END"
    return name if column.type == "VARCHAR" else f"CAST({name} AS VARCHAR)"


def joined_sql(expressions: Sequence[str]) -> str:
    """Texts behind one another, with commas between; NULL when all are missing."""
    return expressions[0] if len(expressions) == 1 else f"nullif(concat_ws(', ', {', '.join(expressions)}), '')"


def found_sql(steps: Steps, column: RawColumn, form: ValueFormat) -> str:
    """A raw column as text without blanks around it; NULL when it is one of the texts that stand for a missing value."""
    text = text_sql(column)
    if column.type != "VARCHAR":
        return steps.add(text)
    stripped = steps.add(stripped_sql(text))
    return steps.add(f"CASE WHEN {one_of_sql(stripped, ('', *form.missing_texts))} THEN NULL ELSE {stripped} END")


def one_of_sql(expression: str, words: Iterable[str]) -> str:
    """Whether a text is one of several. Not by IN: of more than a few constants DuckDB makes a join, which loses the order of the rows.

    Comparing with each takes a tenth of the time of a pattern: most texts differ in their length or first letters already.
    """
    return "(" + (" OR ".join(f"{expression} = {literal(each)}" for each in dict.fromkeys(words)) or "false") + ")"


def escaped(text: str) -> str:
    """A text as a pattern that matches only itself (RE2)."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def split_sql(expression: str, separator: str) -> str:
    """The texts of a list written in one text; empty ones are left out. NULL for a text that should be a JSON array and is none."""
    if separator == JSON_LIST:
        parsed = normal_list_sql(f"""from_json({expression}, '["VARCHAR"]')""")
        return f"CASE WHEN json_valid({expression}) AND json_type({expression}) = 'ARRAY' THEN {parsed} END"
    parts = f"list_transform(string_split({expression}, {literal(separator)}), lambda each: trim(each, {literal(BLANKS)}))"
    return normal_list_sql(f"list_filter({parts}, lambda each: each <> '')")


def normal_list_sql(expression: str) -> str:
    """The texts of a list in NFC, missing ones left out."""
    return f"list_transform(list_filter({expression}, lambda each: each IS NOT NULL), lambda each: {nfc_sql('each')})"


def fold_list_sql(expression: str) -> str:
    """`columns.fold` of every text of a list."""
    return f"list_transform({expression}, lambda each: {fold_sql('each')})"
