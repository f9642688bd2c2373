"""Friendly Python values as the values of fields."""

from __future__ import annotations

import math
import unicodedata
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from doelgroep.catalog import FieldType
from doelgroep.engine.reference_rows import Instant
from doelgroep.errors import InternalError
from doelgroep.zone import local_to_utc, utc_to_local

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from doelgroep.catalog import Field

_EPOCH_DAY = date(1970, 1, 1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INTEGERS = range(-(2**63), 2**63)


def stored_value(field: Field, value: object | None, zone: ZoneInfo) -> object | None:
    """A friendly value in the form of `engine.reference_rows`; None stays None.

    Texts become NFC. A datetime without a zone is wall-clock time in `zone`: an ambiguous one is the first of the two, one that the clock skips moves
    forward.

    Raises:
        InternalError: the value does not fit the field exactly.

    >>> from zoneinfo import ZoneInfo
    >>> from doelgroep.catalog import Field
    >>> stored_value(Field(name="price", type=FieldType.DECIMAL, scale=2), Decimal("12.5"), ZoneInfo("UTC"))
    1250
    """
    if value is None:
        return None
    found = _datetime(value, zone) if field.type is FieldType.DATETIME else _FORMS[field.type](field, value)
    if found is None:
        raise InternalError(f"{value!r} does not fit field {field.name!r} ({field.type}, {field.scale} digits behind the point)")
    return found


def days(day: date) -> int:
    """Days since 1970-01-01.

    >>> days(date(1970, 2, 1))
    31
    """
    return (day - _EPOCH_DAY).days


def instant(moment: datetime, zone: ZoneInfo) -> Instant:
    """The moment with its local day and hour in a zone."""
    utc = local_to_utc(moment, zone)[0] if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
    local = utc_to_local(utc, zone)
    return Instant((utc.replace(tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1), days(local.date()), local.hour)


def _datetime(value: object, zone: ZoneInfo) -> Instant | None:
    return instant(value, zone) if isinstance(value, datetime) else None


def _boolean(_field: Field, value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _integer(_field: Field, value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value in _INTEGERS else None


def _decimal(field: Field, value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    upper, lower = (Decimal(value)).as_integer_ratio()
    scaled, rest = divmod(upper * 10**field.scale, lower)
    return int(scaled) if rest == 0 and abs(scaled) < 10**18 else None


def _float(_field: Field, value: object) -> float | None:
    found = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    return found if math.isfinite(found) else None


def _text(_field: Field, value: object) -> str | None:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else None


def _date(_field: Field, value: object) -> int | None:
    return days(value) if isinstance(value, date) and not isinstance(value, datetime) else None


def _text_list(_field: Field, value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        return None
    return tuple(unicodedata.normalize("NFC", each) for each in value)


def _point(field: Field, value: object) -> tuple[float, float] | None:
    if not isinstance(value, tuple) or len(value) != 2:
        return None
    north, east = (_float(field, each) for each in value)
    return None if north is None or east is None else (north, east)


_FORMS: dict[FieldType, Callable[[Field, object], object | None]] = {
    FieldType.BOOLEAN: _boolean,
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.FLOAT: _float,
    FieldType.TEXT: _text,
    FieldType.CATEGORY: _text,
    FieldType.DATE: _date,
    FieldType.TEXT_LIST: _text_list,
    FieldType.POINT: _point,
}
