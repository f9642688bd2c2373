"""Errors in parts and back: those of the library as they are, those of Python by name and text, all others as an error of ours."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

from doelgroep.errors import InternalError, QueryError, UserError

if TYPE_CHECKING:
    from collections.abc import Sequence


def error_parts(error: BaseException) -> tuple[str, tuple[object, ...]]:
    """What an error is called, and what it is made of."""
    match error:
        case QueryError():
            return "QueryError", (error.text, error.diagnostics)
        case UserError():
            return "UserError", (error.code, error.params)
        case InternalError():
            return "InternalError", error.args
        case OSError() if error.errno is not None:
            return type(error).__name__, (error.errno, error.strerror, error.filename)
        case _ if _of_python(type(error).__name__) is type(error):
            return type(error).__name__, error.args
        case _:
            return "InternalError", (f"{type(error).__name__}: {error}",)


def error_from(name: str, parts: Sequence[Any]) -> BaseException:
    """The error that was taken apart.

    >>> error_from(*error_parts(UserError("limit_negative", found=-1)))
    UserError('limit_negative')
    >>> error_from("SystemExit", [1])
    InternalError('SystemExit')
    """
    match name:
        case "QueryError":
            return QueryError(parts[0], parts[1])
        case "UserError":
            return UserError(parts[0], **parts[1])
        case _:
            kind = _of_python(name)
            return InternalError(*(parts if name == "InternalError" else [name])) if kind is None else kind(*parts)


def _of_python(name: str) -> type[Exception] | None:
    found = getattr(builtins, name, None)
    return found if isinstance(found, type) and issubclass(found, Exception) else None
