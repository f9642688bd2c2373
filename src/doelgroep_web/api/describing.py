"""How operations are declared, so that each says what it needs, what it gives and how it can fail; and the document about all of them."""

from __future__ import annotations

import inspect
from functools import cache, wraps
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from ninja import NinjaAPI, Status

from doelgroep_web.api.schemas.basics import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ninja import Router

    from doelgroep_web.api.access import Bearer

DESCRIPTION = "Segments, customers, catalogue, imports and refreshes of a workspace, for programs. Every request sends a key of the app."
BASE = "api/v1/"
"""Where the API is mounted."""
_ALWAYS = (401, 403, 422, 429)
_BINARY = {"schema": {"type": "string", "format": "binary"}}


def operation[**P, R](  # noqa: PLR0913 - keywords, each with a name
    router: Router,
    address: str,
    summary: str,
    about: str,
    *,
    needs: Bearer,
    gives: type | tuple[str, ...] | None,
    fails: Sequence[int] = (),
    status: int = 200,
    extra: dict[str, Any] | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a view as an operation. Its name is the operation's id.

    Args:
        router: of its group.
        address: method and path, such as `GET /segments/{key}`.
        summary: a few words.
        about: what it does, in sentences.
        needs: scope and rights.
        gives: the schema of the answer; None for an empty one; media types for a file.
        fails: statuses beyond those that any operation can have.
        status: of the answer.
        extra: more for the document.
    """
    method, _space, path = address.partition(" ")
    found = {*_ALWAYS, *fails, *([404] if "{" in path else []), *([400] if method in {"POST", "PATCH"} else [])}
    more = dict(extra or {}) | {"x-scope": needs.scope}
    if isinstance(gives, tuple):
        more["responses"] = {status: {"content": dict.fromkeys(gives, _BINARY)}}

    def declared(view: Callable[P, R]) -> Callable[P, R]:
        router.api_operation(
            [method],
            path,
            auth=needs,
            response={status: None if isinstance(gives, tuple) else gives, frozenset(sorted(found)): Problem},
            operation_id=view.__name__,
            summary=summary,
            description=about,
            openapi_extra=more,
        )(_with_status(view, status))
        return view

    return declared


def _with_status[**P, R](view: Callable[P, R], status: int) -> Callable[P, R | Status[R]]:
    """The view with the status of its answer; files bring their own."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> R | Status[R]:
        found = view(*args, **kwargs)
        return found if isinstance(found, HttpResponseBase) else Status(status, found)

    # Ninja reads the annotations; they are texts that mean something in the module of the view alone.
    answered.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]  # Python's own name for it
    return answered


class Api(NinjaAPI):
    """The API with a document that names the scope of each operation."""

    @cache  # noqa: B019 - there is one, which lives as long as the process
    def document(self) -> dict[str, Any]:
        """The OpenAPI document."""
        found: dict[str, Any] = dict(self.get_openapi_schema(path_prefix=BASE))
        found["components"]["securitySchemes"] = {"key": found["components"]["securitySchemes"]["Bearer"]}
        for methods in found["paths"].values():
            for each in methods.values():
                scope = each.pop("x-scope")
                each["security"] = [{"key": [scope] if scope else []}]
                each["responses"] = {str(status): _said(status, answer) for status, answer in each["responses"].items()}
                for one in each["parameters"]:
                    one["schema"].pop("description", None)
        return {name: _without_titles(each) for name, each in found.items()}


def _said(status: int | str, answer: dict[str, Any]) -> dict[str, Any]:
    if str(status) == "429":
        answer["headers"] = {"Retry-After": {"description": "Seconds to wait.", "required": True, "schema": {"type": "integer"}}}
    return answer


def _without_titles(part: object) -> object:
    """Titles that repeat the name of a property only make the document long."""
    match part:
        case dict():
            is_property_map = "properties" in part or "type" in part or "$ref" in part or "anyOf" in part
            return {name: _without_titles(each) for name, each in part.items() if not (is_property_map and name == "title" and isinstance(each, str))}
        case list():
            return [_without_titles(each) for each in part]
        case _:
            return part


def release() -> str:
    """The version of the program, which is that of the document."""
    try:
        return version("doelgroep")
    except PackageNotFoundError:
        return "0"
