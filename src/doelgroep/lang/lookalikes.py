"""Stretches of text that look like a token of the language and are not quite one: what is wrong with them, and what was meant.

They are what people paste from documents, remember from SQL and other query languages, or write as their country does.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from doelgroep.lang.words import DEPRECATED_DAYS, UNITS_OF_DISTANCE, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

CURLY_QUOTES = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u00b4"
"""Quotation marks of word processors, for use inside a character class."""


class Guess(NamedTuple):
    """A kind of token, what is wrong with the text, and what should stand there."""

    kind: str
    problem: str | None = None
    meant: str | None = None
    word: str = ""
    text: str | None = None
    """The part of the text that the token takes; None for all of it."""


# ---------------------------------------------------------------- numbers, offsets, times

_UNIT_WORDS = {
    "min": "min minute minutes minuut minuten mins",
    "h": "h hour hours hr hrs uur uren",
    "d": "d day days dag dagen",
    "w": "w week weeks weken wk",
    "m": "m month months maand maanden mnd mo",
    "q": "q quarter quarters kwartaal kwartalen",
    "y": "y year years jaar jaren yr j",
}
UNIT_OF_WORD = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()}
"""Names of units of time, and how the language writes them: `days` is `d`."""

_TIME = re.compile(r"\d{1,2}(?::\d\d(?::\d\d)?)?(?:[ap]m?)?\Z", re.IGNORECASE)
_AGO = re.compile(r"(\d{1,9})_([a-z]+)_ago\Z", re.IGNORECASE)
_OFFSET = re.compile(r"([+-]?)(\d{1,9})([^\W\d_]+)\Z")
_PART_OFFSET = re.compile(r"[+-]?\d+\.\d+([^\W\d_]+)\Z")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([._])\d{3})(?:\1\d{3})*\Z")
_BARE_POINT = re.compile(r"([+-]?)(\d*)\.(\d*)\Z")
_EXPONENT = re.compile(r"[+-]?\d+(?:\.\d+)?[eE]\d{1,2}\Z")
_WORDLIKE = re.compile(r"\d[\w.]*\Z")


def odd_number(text: str) -> Guess:
    """Something that begins with a digit, a sign or a point: `7d`, `1pm`, `1.000.000`, `.5`, `7_days_ago`, `1012AB`."""
    if text.lower() in DEPRECATED_DAYS:
        return Guess("named_date")
    for attempt in (_ago, _time, _offset, _grouped, _bare_point, _exponent):
        if (guess := attempt(text)) is not None:
            return guess
    if _WORDLIKE.match(text):
        return Guess("text", "number_letters", quoted(text))
    return Guess("bad", "number_unclear")


def _ago(text: str) -> Guess | None:
    found = _AGO.match(text)
    unit = UNIT_OF_WORD.get(found[2].lower()) if found else None
    return Guess("offset", "ago_unknown", f"-{found[1]}{unit}") if found and unit else None


def _time(text: str) -> Guess | None:
    found = ":" in text or text[-1:] in "mM"
    return Guess("bad", "time_alone") if found and _TIME.match(text) else None


def _offset(text: str) -> Guess | None:
    found = _OFFSET.match(text)
    part = _PART_OFFSET.match(text)
    if part is not None and part[1].lower() in UNIT_OF_WORD:
        return Guess("bad", "offset_whole")
    if found is None:
        return None
    sign, digits, word = found.groups()
    unit = UNIT_OF_WORD.get(word.lower())
    if unit is None:
        if word.lower() in UNITS_OF_DISTANCE and not sign:
            return Guess("bad", "distance_space", f"{digits} {word.lower()}")
        return Guess("bad", "offset_unit") if sign else None
    return Guess("offset", "offset_unit" if sign else "offset_sign", f"{sign or '-'}{digits}{unit}")


def _grouped(text: str) -> Guess | None:
    return Guess("number", "thousands", re.sub(r"[._]", "", text)) if _GROUPED.match(text) else None


def _bare_point(text: str) -> Guess | None:
    found = _BARE_POINT.match(text)
    if found is None:
        return None
    sign, whole, fraction = found.groups()
    return Guess("number", "number_point", f"{sign}{whole or 0}" + (f".{fraction}" if fraction else ""))


def _exponent(text: str) -> Guess | None:
    found = _EXPONENT.match(text)
    return Guess("number", "number_exponent", f"{Decimal(text):f}") if found else None


# ---------------------------------------------------------------- dates

_DATE_PARTS = re.compile(r"(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}))(?:[Tt ]([\d:.]+))?(Z|z|[+-]\d\d:?\d\d)?\Z")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d)(?:[:.](\d\d)(?:\.\d+)?)?)?\Z")


def odd_date(text: str) -> Guess:
    """A date in another order or with other signs, a moment with a zone or without seconds."""
    found = _DATE_PARTS.match(text)
    if found is None:
        return Guess("bad", "date_form")
    year, month, day = (int(each) for each in (found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)))
    if not is_day(year, month, day):
        return Guess("bad", "day_impossible", _last_of_month(year, month, day))
    written = f"{year:04}-{month:02}-{day:02}"
    if found[7] is None:
        return Guess("date", "datetime_zone" if found[8] else "date_form", written)
    clock = _clock(found[7])
    if clock is None:
        return Guess("bad", "time_impossible")
    return Guess("datetime", "datetime_zone" if found[8] else "datetime_form", f"{written}T{clock}")


def _clock(text: str) -> str | None:
    found = _CLOCK.match(text)
    if found is None:
        return None
    hour, minute, second = (int(each or 0) for each in found.groups())
    return f"{hour:02}:{minute:02}:{second:02}" if hour < 24 and minute < 60 and second < 60 else None


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _last_of_month(year: int, month: int, day: int) -> str | None:
    """What to offer for 30 February: its last day."""
    if year < 1 or not 1 <= month <= 12 or not 28 < day <= 31:
        return None
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def impossible_day(text: str) -> Guess:
    """What to say of a well-formed date or moment that does not exist."""
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    if is_day(year, month, day):
        return Guess("bad", "time_impossible")
    last = _last_of_month(year, month, day)
    return Guess("bad", "day_impossible", last + text[10:] if last else None)


# ---------------------------------------------------------------- symbols

_SYMBOLS = {
    "==": ("=", "equals_twice"),
    "===": ("=", "equals_twice"),
    "<>": ("!=", "not_equal_spelling"),
    "=!": ("!=", "not_equal_spelling"),
    "!==": ("!=", "not_equal_spelling"),
    "≠": ("!=", "not_equal_spelling"),
    "=>": (">=", "comparison_spelling"),
    "=<": ("<=", "comparison_spelling"),
    "≥": (">=", "comparison_spelling"),
    "≤": ("<=", "comparison_spelling"),
    "<<": ("<", "comparison_spelling"),
    ">>": (">", "comparison_spelling"),
    "!<": (">=", "comparison_spelling"),
    "!>": ("<=", "comparison_spelling"),
    "!": ("NOT", "not_sign"),
    "~": ("REGEX", "regex_sign"),
    "=~": ("REGEX", "regex_sign"),
    "&": ("AND", "and_sign"),
    "&&": ("AND", "and_sign"),
    "|": ("OR", "or_sign"),
    "||": ("OR", "or_sign"),
}
_COMPARISONS = {"=", "!=", "<", "<=", ">", ">="}


def odd_symbol(text: str) -> Guess:
    """A run of comparison signs, with the HTML entities of copied documentation read as the signs that they stand for."""
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if plain in _COMPARISONS:
        return Guess("symbol", word=plain)
    if plain not in _SYMBOLS:
        return Guess("bad", "comparison_unknown")
    word, problem = _SYMBOLS[plain]
    return Guess("symbol", problem, word, word)


# ---------------------------------------------------------------- quotes


def odd_text(text: str) -> Guess:
    """A text in double or curly quotes."""
    value = re.sub(r'\\(["\\])', r"\1", text[1:-1]) if text[0] == '"' else text[1:-1]
    return Guess("text", "quotes_double" if text[0] == '"' else "quotes_curly", quoted(value))


_NAME_END = re.compile(r"[=<>!(),]|\s(?:NOT|IN|IS|BETWEEN|CONTAINS|MATCHES)\s", re.IGNORECASE)
_CONNECTOR = re.compile(r"(?<=\S)\s+(?:AND|OR)\s")


def open_text(text: str) -> Guess:
    """A quote that is not closed on its line: takes the line up to AND or OR, but no outer parentheses; a name goes up to an operator."""
    text = _CONNECTOR.split(text, maxsplit=1)[0].rstrip()
    if text[0] == "`":
        name = text[:1] + _NAME_END.split(text[1:], maxsplit=1)[0].rstrip()
        return Guess("quoted_name", "name_open", name + "`" if len(name) > 1 else None, text=name)
    text = _without_outer_parentheses(text)
    if text[0] == "'":
        dangling = (len(text) - len(text.rstrip("\\"))) % 2
        return Guess("text", "quote_open", text + "\\" * dangling + "'", text=text)
    return Guess("text", "quote_open", quoted(text[1:]), text=text)


def _without_outer_parentheses(text: str) -> str:
    excess = text.count(")") - text.count("(")
    while excess > 0 and len(text) > 1 and text[-1] == ")":
        text = text[:-1].rstrip()
        excess -= 1
    return text


def odd_name(text: str) -> Guess:
    """A name with a point at its end or two points in a row."""
    parts = [each for each in text.split(".") if each]
    return Guess("name", "name_points", ".".join(parts), text.upper())


def open_comment(text: str) -> Guess:
    """`/*` without `*/`."""
    return Guess("comment", "comment_open", text + " */")


_CYRILLIC_AND_GREEK = "асеорхуіјѕАВЕКМНОРСТХІЈЅοαενρτυχικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_ALIKE = str.maketrans(_CYRILLIC_AND_GREEK, "aceopxyijsABEKMHOPCTXIJSoaevptuxikABEZHIKMNOPTYX")


def latin(text: str) -> str:
    r"""A text with letters of other alphabets that look like ours, and broad ones, as ours.

    >>> latin("\u0441ity"), latin("\uff24elft")
    ('city', 'Delft')
    """
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_ALIKE)


def odd_minus(text: str) -> Guess:
    """A number or an offset behind a dash of a word processor."""
    meant = "-" + text[1:]
    kind = "offset" if meant[-1:].isalpha() else "number"
    return Guess(kind, "minus_sign", meant)


def odd_digits(text: str) -> Guess:
    """Digits of another script: those of a broad Latin font, of Arabic, ..."""
    return Guess("number", "digits_other", "".join(each if each == "." else str(unicodedata.digit(each)) for each in text))


def bad(text: str) -> Guess:
    """Characters that the language does not use."""
    plain = unicodedata.normalize("NFKC", text)
    if plain != text and plain in {*_COMPARISONS, "(", ")", ","}:
        return Guess("symbol", "sign_broad", plain, plain)
    return Guess("bad", "character_unknown")


GUESSES: dict[str, Callable[[str], Guess]] = {
    "odd_number": odd_number,
    "odd_date": odd_date,
    "odd_symbol": odd_symbol,
    "odd_text": odd_text,
    "odd_name": odd_name,
    "open_text": open_text,
    "open_comment": open_comment,
    "odd_minus": odd_minus,
    "odd_digits": odd_digits,
    "bad": bad,
}
"""What to make of each group of the tokenizer's pattern."""
