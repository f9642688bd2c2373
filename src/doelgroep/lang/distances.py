"""`location WITHIN 25 km OF (52.37, 4.89)`: the part behind WITHIN."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doelgroep.lang import literals, operands
from doelgroep.lang.reader import Expect, shortened
from doelgroep.lang.tokens import Kind
from doelgroep.lang.tree import Missing, Number
from doelgroep.lang.words import UNITS_OF_DISTANCE

if TYPE_CHECKING:
    from doelgroep.lang.reader import Reader
    from doelgroep.lang.tree import Operand

_JOINED = re.compile(r"(\d+(?:\.\d+)?)(km|mi|m)\Z", re.IGNORECASE)
_OTHER_UNITS = {
    "KILOMETER": "km",
    "KILOMETERS": "km",
    "KILOMETRE": "km",
    "KILOMETRES": "km",
    "KMS": "km",
    "MILE": "mi",
    "MILES": "mi",
    "MIJL": "mi",
    "METER": "m",
    "METERS": "m",
    "METRE": "m",
    "METRES": "m",
}


def distance(reader: Reader, field: str | None) -> tuple[Operand, str, Operand]:
    """The distance, its unit, and the place that it is measured from."""
    number, unit = _length(reader, field)
    if reader.lost or not _of(reader):
        return number, unit, Missing("value", span=reader.here)
    reader.expect(Expect.CENTER, field=field)
    return number, unit, operands.value(reader, "OF")


def _length(reader: Reader, field: str | None) -> tuple[Operand, str]:
    reader.expect(Expect.DISTANCE, field=field)
    token = reader.token
    if (joined := _JOINED.match(token.text)) is not None:
        return _joined_length(reader, joined)
    if token.kind is Kind.NUMBER:
        return literals.literal(reader), _unit(reader)
    if not reader.refuse_odd_token():
        reader.refuse("distance_missing", reader.here if reader.at_end else token.span)
    reader.lost = True
    return Missing("value", span=reader.here), "km"


def _joined_length(reader: Reader, joined: re.Match[str]) -> tuple[Number, str]:
    """`25km`: `25m` looks like an offset of months, so the token itself is not asked."""
    token = reader.token
    apart = f"{joined[1]} {joined[2].lower()}"
    reader.refuse("distance_space", token.span, apart, found=token.text, meant=apart)
    reader.leave_out()
    return Number(joined[1], span=token.span), joined[2].lower()


def _unit(reader: Reader) -> str:
    reader.expect(Expect.UNIT, UNITS_OF_DISTANCE)
    token = reader.token
    if token.text.lower() in UNITS_OF_DISTANCE:
        return reader.advance().text.lower()
    if token.kind is not Kind.NAME or token.word == "OF":
        reader.refuse("unit_missing", reader.here)
        return "km"
    meant = _OTHER_UNITS.get(token.word)
    reader.leave_out()
    reader.refuse("unit_unknown", token.span, meant, found=shortened(token.text))
    return meant or "km"


def _of(reader: Reader) -> bool:
    reader.expect(Expect.KEYWORD, ("OF",))
    if reader.take("OF"):
        return True
    if not reader.refuse_odd_token():
        reader.refuse("of_missing", reader.here)
    reader.lost = True
    return False
