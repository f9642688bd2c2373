"""Values of conditions as fields of a form, and back. What is no value becomes a text, so that it is kept and the library says what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.lang.tree import Boolean, Coordinates, Date, DateTime, Name, NamedDate, Number, Offset, Placeholder, Text, Unit
from doelgroep_web.segments.editor.builder.choices import DATES, LAST, LONGER_AGO, NEXT, NUMBERS, TO_FILL, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doelgroep.lang.tree import Operand
    from doelgroep_web.segments.editor.builder.tree import FieldRule

SPAN, FIELD, YES_NO, DAY, NUMBER, DISTANCE, PLACE, TEXT = "span", "field", "yes_no", "day", "number", "distance", "place", "text"
IN_WORDS = frozenset({LAST, LONGER_AGO, NEXT})
_GROUPED = re.compile(r"-?\d{1,3}(?:[.,\s\u00a0\u202f]\d{3})+(?:[.,]\d+)?")
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_COORDINATES = re.compile(r"\s*\(?\s*(-?\d{1,3}(?:[.,]\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*\)?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One value in a form: of which kind, and what its fields hold. The name of a field is that of the part, the address and the place."""

    kind: str
    place: int
    parts: Mapping[str, str]
    prompt: str = ""
    """What is asked for, where nothing is given yet."""


def field_name(part: str, address: str, place: int | str) -> str:
    """The name of a field of a form."""
    return f"{part}_{address}_{place}"


def inputs_of(rule: FieldRule, language: str) -> tuple[Input, ...]:
    """The values of a rule as they stand in the form."""
    if key_of(rule) in IN_WORDS:
        return (_span(rule),)
    return tuple(_input(rule, place, value, language) for place, value in enumerate(rule.values))


def _span(rule: FieldRule) -> Input:
    offset = rule.values[-1]
    parts = {"n": str(abs(offset.amount)), "u": offset.unit.value} if isinstance(offset, Offset) else {}
    return Input(kind=SPAN, place=0, parts=parts)


def kind_of(rule: FieldRule, place: int, value: Operand) -> str:
    """Which fields a value has in the form."""
    kind = rule.named.type.kind
    if isinstance(value, Name):
        return FIELD
    if kind is FieldType.BOOLEAN:
        return YES_NO
    if kind in DATES:
        return DAY
    if kind is FieldType.POINT:
        return PLACE if place else DISTANCE
    return NUMBER if kind in NUMBERS else TEXT


def _input(rule: FieldRule, place: int, value: Operand, language: str) -> Input:
    kind = kind_of(rule, place, value)
    prompt = value.name.replace("_", " ") if isinstance(value, Placeholder) and value != TO_FILL else ""
    return Input(kind=kind, place=place, parts=_parts(kind, value, rule, language), prompt=prompt)


def _parts(kind: str, value: Operand, rule: FieldRule, language: str) -> dict[str, str]:
    if kind == DAY:
        return _day_parts(value)
    if kind == DISTANCE:
        return {"v": _shown(value, language), "u": rule.unit}
    return {"v": _shown(value, language)}


def _shown(value: Operand, language: str) -> str:
    match value:
        case Number():
            return value.text.replace(".", ",") if language == "nl" else value.text
        case Text():
            return value.value
        case Boolean():
            return "true" if value.value else "false"
        case Name():
            return value.text
        case Coordinates():
            return f"{value.latitude.text}, {value.longitude.text}"
        case Placeholder():
            return ""
        case _:
            return ""


def _day_parts(value: Operand) -> dict[str, str]:
    match value:
        case Date():
            return {"m": "date", "d": f"{value.year:04}-{value.month:02}-{value.day:02}"}
        case DateTime():
            return {"m": "datetime", "d": f"{value.year:04}-{value.month:02}-{value.day:02}T{value.hour:02}:{value.minute:02}:{value.second:02}"}
        case Offset():
            return {"m": "ago" if value.amount <= 0 else "ahead", "n": str(abs(value.amount)), "u": value.unit.value}
        case NamedDate():
            return {"m": value.name}
        case Text():
            return {"m": "date", "d": value.value}
        case _:
            return {"m": "date", "d": ""}


def named_value(name: str) -> Operand:
    """Another field as a value."""
    return Name(name)


def is_field(value: Operand) -> bool:
    """Whether a value is another field."""
    return isinstance(value, Name)


# ---------------------------------------------------------------- back


def read_value(given: Input, posted: Mapping[str, str], language: str, today: date) -> Operand:
    """The value that the fields of a form give.

    Args:
        given: the value as it stood in the form.
        posted: what the form has now, by part.
        language: the numbers are written in.
        today: stands in a day that is not given yet.
    """
    if given.kind == DAY:
        return _day(given, posted, today)
    return _READERS.get(given.kind, _text)(posted.get("v", ""), language)


def read_span(posted: Mapping[str, str], given: Input) -> Offset | None:
    """So many days or months; None when that is no number."""
    number = posted.get("n", "").strip()
    if not number.isdecimal() or not 0 < int(number) < 100_000:
        return None
    return Offset(int(number), _unit(posted.get("u", given.parts.get("u", "d"))))


def _unit(text: str) -> Unit:
    return Unit(text) if text in {each.value for each in Unit} else Unit.DAY


def _day(given: Input, posted: Mapping[str, str], today: date) -> Operand:
    mode = posted.get("m", given.parts.get("m", "date"))
    changed = mode != given.parts.get("m")
    if mode in {"ago", "ahead"}:
        offset = read_span({"n": "30", **({} if changed and not posted.get("n") else posted)}, given) or Offset(30, Unit.DAY)
        return Offset(-offset.amount if mode == "ago" else offset.amount, offset.unit)
    if mode in {"today", "yesterday", "tomorrow"}:
        return NamedDate(mode)
    return _calendar(mode, posted.get("d", ""), today if changed else None)


def _calendar(mode: str, text: str, usual: date | None) -> Operand:
    """A day or a moment of the calendar."""
    if usual is not None and not text.strip():
        return Date(usual.year, usual.month, usual.day) if mode == "date" else DateTime(usual.year, usual.month, usual.day, 0, 0, 0)
    if not text.strip():
        return TO_FILL
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return Text(text.strip())
    if mode == "date":
        return Date(found.year, found.month, found.day)
    return DateTime(found.year, found.month, found.day, found.hour, found.minute, found.second)


def _text(text: str, _language: str) -> Operand:
    return Text(text) if text else TO_FILL


def _yes_no(text: str, _language: str) -> Operand:
    return Boolean(value=text != "false")


def _name(text: str, _language: str) -> Operand:
    return Name(text) if text else TO_FILL


def _number(text: str, language: str) -> Operand:
    plain = digits(text, language)
    return TO_FILL if not text.strip() else Number(plain) if plain else Text(text.strip())


def _place(text: str, _language: str) -> Operand:
    found = _COORDINATES.fullmatch(text)
    if found is None:
        return Text(text.strip())
    return Coordinates(*(Number(each.replace(",", ".")) for each in found.groups()))


def digits(text: str, language: str) -> str:
    """A number as it is written in a query; empty when it is none.

    >>> digits("1.234,50", "nl"), digits("1,234.5", "en"), digits("12.5", "nl"), digits("€ 5", "nl"), digits("many", "en")
    ('1234.50', '1234.5', '12.5', '5', '')
    """
    bare = text.strip().lstrip("€$£").strip().replace("\N{MINUS SIGN}", "-")
    point, group = (",", ".") if language == "nl" else (".", ",")
    if _GROUPED.fullmatch(bare) and (group in bare or any(each.isspace() for each in bare)):
        bare = "".join(each for each in bare if each != group and not each.isspace())
    bare = bare.replace(point, ".")
    return bare.lstrip("+") if _PLAIN.fullmatch(bare) else ""


_READERS: Mapping[str, Callable[[str, str], Operand]] = {
    FIELD: _name,
    YES_NO: _yes_no,
    NUMBER: _number,
    DISTANCE: _number,
    PLACE: _place,
    TEXT: _text,
}
