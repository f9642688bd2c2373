"""Values as JSON and back: what calls and their results are made of.

Texts, numbers, truth values and lists are themselves in JSON; everything else is an object whose `$` says what it is. Only the value classes of this
library are made anew from it, so that nobody can have anything else done by what he sends. What JSON can't hold travels beside it: tables as Arrow,
functions as numbers that the other side calls back by.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import import_module
from numbers import Integral, Real
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from doelgroep.errors import InternalError, UserError
from doelgroep.sharing.failures import error_from, error_parts
from doelgroep.workspace import Workspace

type Json = str | int | float | bool | list[Json] | dict[str, Json] | None

_PLAIN = {str, int, bool, type(None)}
_CLOSED = {"cli", "sharing", "testing", "benchmark"}
"""Parts of the library whose classes do not travel."""


class Here:
    """Stands for the workspace that the other side has."""


class Encoder:
    """Makes JSON of values, and keeps what goes beside it."""

    def __init__(self, folder: Path | None = None) -> None:
        """For one message. Relative paths begin at a folder; None leaves them as they are."""
        self._folder = folder
        self.tables: list[pa.Table] = []
        self.functions: list[Callable[..., object]] = []
        self.paths: dict[str, str] = {}
        """Absolute paths by which relative ones were replaced, and what those were."""

    def encode(self, value: object) -> Json:
        """A value as JSON.

        Raises:
            InternalError: it is none that travels.
        """
        if type(value) in _PLAIN:
            return value  # type: ignore[return-value] # of one of these types
        match value:
            case Workspace() | Here():
                return {"$": "workspace"}
            case Enum():
                return {"$": "choice", "of": _class_name(type(value)), "name": value.name}
            case BaseException():
                return self._error(value)
            case pa.Table():
                self.tables.append(value)
                return {"$": "table"}
            case _ if is_dataclass(value) and not isinstance(value, type):
                named: list[Json] = [[each.name, self.encode(getattr(value, each.name))] for each in fields(value) if each.init]
                return {"$": "value", "of": _class_name(type(value)), "fields": named}
            case _:
                return self._simple(value)

    def _simple(self, value: object) -> Json:
        match value:
            case str():
                return str(value)
            case Integral():
                return int(value)
            case Real():
                return float(value) if math.isfinite(value) else {"$": "float", "is": str(float(value))}
            case Decimal():
                return {"$": "decimal", "is": str(value)}
            case bytes():
                return {"$": "bytes", "is": base64.b64encode(value).decode()}
            case Path():
                return {"$": "path", "is": self._path(value)}
            case datetime() | date() | timedelta() | tzinfo():
                return self._time(value)
            case _:
                return self._several(value)

    def _time(self, value: date | timedelta | tzinfo) -> Json:
        match value:
            case datetime():
                naive = value.replace(tzinfo=None).isoformat()
                return {"$": "moment", "is": naive, "fold": value.fold, "zone": self.encode(value.tzinfo)}
            case date():
                return {"$": "day", "is": value.isoformat()}
            case timedelta():
                return {"$": "span", "is": [value.days, value.seconds, value.microseconds]}
            case ZoneInfo():
                return {"$": "zone", "is": value.key}
            case _:
                return {"$": "offset", "is": self.encode(value.utcoffset(None))}

    def _several(self, value: object) -> Json:
        match value:
            case tuple() | set() | frozenset():
                return {"$": type(value).__name__, "is": [self.encode(each) for each in value]}
            case Mapping():
                return {"$": "dict", "is": [[self.encode(key), self.encode(each)] for key, each in value.items()]}
            case Callable() if not isinstance(value, type):
                self.functions.append(value)
                return {"$": "function", "is": len(self.functions) - 1}
            case Iterable():
                return [self.encode(each) for each in value]
            case _:
                raise InternalError(f"{type(value).__qualname__} does not travel between processes")

    def _error(self, error: BaseException) -> Json:
        """Parameters of errors that do not travel are told as text, which is what becomes of them in sentences."""
        name, parts = error_parts(error)
        return {"$": "error", "of": name, "parts": [self._lenient(each) for each in parts]}

    def _lenient(self, value: object) -> Json:
        match value:
            case Mapping():
                return {"$": "dict", "is": [[str(name), self._lenient(each)] for name, each in value.items()]}
            case BaseException() if not isinstance(value, UserError):
                return str(value)
            case _:
                try:
                    return self.encode(value)
                except InternalError:
                    return str(value)

    def _path(self, path: Path) -> str:
        if self._folder is None or path.is_absolute():
            return str(path)
        absolute = str(self._folder / path)
        self.paths[absolute] = str(path)
        return absolute


class Decoder:
    """Makes values of JSON."""

    def __init__(
        self,
        workspace: Workspace | None = None,
        *,
        table: Callable[[], pa.Table] | None = None,
        function: Callable[[int], Callable[..., object]] | None = None,
        paths: Mapping[str, str] | None = None,
    ) -> None:
        """For one message.

        Args:
            workspace: the one that the other side means.
            table: gives the table that came beside the JSON.
            function: stands for a function of the other side.
            paths: absolute paths, and what they were before they were sent.
        """
        self._workspace = workspace
        self._table = table
        self._function = function
        self._paths = paths or {}

    def decode(self, data: Json) -> Any:  # noqa: ANN401 - whatever was encoded
        """The value.

        Raises:
            InternalError: the JSON does not stand for a value.
        """
        match data:
            case str():
                return self._as_given(data) if self._paths else data
            case list():
                return [self.decode(each) for each in data]
            case dict():
                return self._tagged(str(data.get("$")), data)
            case _:
                return data

    def _tagged(self, kind: str, rest: Mapping[str, Json]) -> Any:  # noqa: ANN401 - as above
        match kind:
            case "workspace" if self._workspace is not None:
                return self._workspace
            case "table" if self._table is not None:
                return self._table()
            case "path":
                return Path(str(rest["is"]))
            case "function" if self._function is not None:
                return self._function(_number(rest["is"]))
            case "value":
                return _value_class(str(rest["of"]))(**{name: self.decode(each) for name, each in _pairs(rest["fields"])})
            case "choice":
                return _choice_class(str(rest["of"]))[str(rest["name"])]
            case "error":
                return error_from(str(rest["of"]), self.decode(rest["parts"]))
            case "dict":
                return {self.decode(key): self.decode(each) for key, each in _pairs(rest["is"])}
            case "moment":
                zone = self.decode(rest["zone"])
                return datetime.fromisoformat(str(rest["is"])).replace(tzinfo=zone, fold=_number(rest["fold"]))
            case _:
                return _made(kind, self.decode(rest.get("is")))

    def _as_given(self, text: str) -> str:
        """A path in a text, such as a parameter of an error, begins again as it was given."""
        for absolute, given in self._paths.items():
            if text == absolute or text.startswith(f"{absolute}/"):
                return given + text[len(absolute) :]
        return text


def _made(kind: str, parts: Any) -> object:  # noqa: ANN401 - as above
    if kind not in _MADE_OF:
        raise InternalError(f"{kind!r} is no kind of value")
    return _MADE_OF[kind](parts)


_MADE_OF: Mapping[str, Callable[[Any], object]] = {
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "float": float,
    "decimal": Decimal,
    "bytes": base64.b64decode,
    "day": date.fromisoformat,
    "span": lambda parts: timedelta(*parts),
    "zone": ZoneInfo,
    "offset": timezone,
}


def _number(data: Json) -> int:
    if not isinstance(data, int):
        raise InternalError(f"{data!r} is no number")
    return data


def _pairs(data: Json) -> Iterable[tuple[Any, Any]]:
    if not isinstance(data, list):
        raise InternalError(f"{data!r} is no list of pairs")
    return ((each[0], each[1]) for each in data if isinstance(each, list))


def _class_name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


@cache
def _class(name: str) -> type:
    """A class of the library by its name."""
    module, _, path = name.partition(":")
    parts = module.split(".")
    if parts[0] != "doelgroep" or len(parts) < 2 or parts[1] in _CLOSED:
        raise InternalError(f"{name} is no class that travels")
    found: Any = import_module(module)
    for each in path.split("."):
        found = vars(found).get(each)
    if not isinstance(found, type) or found.__module__ != module:
        raise InternalError(f"{name} is no class that travels")
    return found


@cache
def _value_class(name: str) -> Callable[..., object]:
    found = _class(name)
    if not is_dataclass(found) or not getattr(found, "__dataclass_params__").frozen:  # noqa: B009 - dataclasses have it, their types do not tell
        raise InternalError(f"{name} is no class of values")
    return found


@cache
def _choice_class(name: str) -> type[Enum]:
    found = _class(name)
    if not issubclass(found, Enum):
        raise InternalError(f"{name} is no class of choices")
    return found
