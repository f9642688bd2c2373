"""What is wrong with a value of a request, in words; and values of customers as JSON can hold them."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from doelgroep.messages import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from doelgroep.messages import Language

type Plain = str | int | float | bool | list[Any] | dict[str, Any] | None

_TYPES: Mapping[str, str] = {
    "string": "api_type_text",
    "int": "api_type_integer",
    "bool": "api_type_boolean",
    "list": "api_type_list",
    "dict": "api_type_object",
    "model": "api_type_object",
    "datetime": "api_type_moment",
    "timezone": "api_type_moment",
}
_BOUNDS: Mapping[str, tuple[str, str, str]] = {
    "string_too_short": ("api_value_short", "least", "min_length"),
    "string_too_long": ("api_value_long", "most", "max_length"),
    "too_short": ("api_value_short", "least", "min_length"),
    "too_long": ("api_value_long", "most", "max_length"),
    "greater_than_equal": ("api_value_small", "least", "ge"),
    "less_than_equal": ("api_value_large", "most", "le"),
}


def what_is_wrong(error: Mapping[str, Any], language: Language) -> dict[str, object]:
    """One wrong value: its place in the request, a code and a sentence. The value itself is not repeated.

    >>> what_is_wrong({"type": "missing", "loc": ("body", "asked", "query")}, "en")
    {'place': ['body', 'query'], 'code': 'api_value_missing', 'message': 'This is missing.'}
    """
    code, params = _sentence(str(error.get("type", "")), error.get("ctx") or {})
    place = [each for number, each in enumerate(error.get("loc", ())) if not (number == 1 and each in {"asked", "body"})]
    return {"place": place, "code": code, "message": sentence(code, params, language)}


def _sentence(kind: str, context: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    if kind == "missing":
        return "api_value_missing", {}
    if kind == "extra_forbidden":
        return "api_value_unknown", {}
    if kind in {"literal_error", "enum"}:
        return "api_value_choice", {"allowed": context.get("expected", "")}
    if kind in _BOUNDS:
        code, param, name = _BOUNDS[kind]
        return code, {param: context.get(name, "")}
    expected = _TYPES.get(kind.partition("_")[0])
    return ("api_value_type", {"expected": Sentence(expected)}) if expected and kind != "string_pattern_mismatch" else ("api_value_form", {})


def plain(value: object) -> Plain:
    """A value of a customer: amounts as text, so that no cent is lost; moments and days as ISO 8601; what is no number is missing.

    >>> plain(Decimal("12.50")), plain(date(2026, 11, 22)), plain(float("nan"))
    ('12.50', '2026-11-22', None)
    """
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return [plain(each) for each in value]
        case dict():
            return {str(name): plain(each) for name, each in value.items()}
        case _:
            return str(value)
