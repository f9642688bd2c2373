"""What goes wrong, as JSON: a code that stays the same, a sentence in the language of the reader, and what a program can go by."""

from __future__ import annotations

import logging
import uuid
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja.errors import AuthenticationError, HttpError, ValidationError

from doelgroep.errors import QueryError, UserError
from doelgroep.messages import Sentence, Spoken
from doelgroep.messages import sentence as said
from doelgroep_web.api.access import TooManyError
from doelgroep_web.api.values import what_is_wrong
from doelgroep_web.errors import language, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse
    from ninja import NinjaAPI

    from doelgroep.errors import Diagnostic

log = logging.getLogger("doelgroep.request")
_STATUS: Mapping[HTTPStatus, frozenset[str]] = {
    HTTPStatus.BAD_REQUEST: frozenset({"api_body_unreadable"}),
    HTTPStatus.UNAUTHORIZED: frozenset({"api_key_missing", "api_key_unknown"}),
    HTTPStatus.FORBIDDEN: frozenset(
        {"api_scope_missing", "api_owner_may_not", "api_rejected_refused", "web_field_protected", "web_column_protected", "web_members_protected"}
    ),
    HTTPStatus.NOT_FOUND: frozenset(
        {
            "api_address_unknown",
            "api_not_there",
            "segment_unknown",
            "segment_unknown_near",
            "customer_unknown",
            "customer_unknown_near",
            "import_unknown",
            "rejected_none_of",
        }
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: frozenset({"api_method_unknown"}),
    HTTPStatus.CONFLICT: frozenset(
        {
            "segment_exists",
            "segment_changed",
            "segment_in_use",
            "segment_in_set",
            "segment_managed_by_files",
            "membership_never_recorded",
            "which_never_recorded",
            "api_cursor_gone",
            "api_export_not_ready",
            "api_upload_busy",
            "api_repeat_busy",
        }
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: frozenset({"api_body_too_large", "upload_too_large", "upload_disk_full"}),
    HTTPStatus.TOO_MANY_REQUESTS: frozenset({"api_too_many"}),
}
"""Everything else is something in the request that can't be done as it was asked: 422."""


def handle_problems(api: NinjaAPI) -> None:
    """Let an API answer with these."""
    api.add_exception_handler(UserError, user_problem)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(AuthenticationError, lambda request, _: user_problem(request, UserError("api_key_missing")))
    api.add_exception_handler(RequestDataTooBig, _too_large)
    for unreadable in (HttpError, MultiPartParserError, SuspiciousOperation):
        api.add_exception_handler(unreadable, lambda request, _: user_problem(request, UserError("api_body_unreadable")))
    api.add_exception_handler(Http404, lambda request, _: user_problem(request, UserError("api_address_unknown")))
    api.add_exception_handler(Exception, broken)


def status_of(code: str) -> HTTPStatus:
    """The status of an answer about an error."""
    return next((status for status, codes in _STATUS.items() if code in codes), HTTPStatus.UNPROCESSABLE_ENTITY)


def user_problem(request: HttpRequest, error: UserError | type[UserError]) -> HttpResponse:
    """An error of the library or of ours."""
    if not isinstance(error, UserError):
        error = error("api_failed")
    found: dict[str, object] = {"code": error.code, "message": sentence(error), "params": plain_params(error.params)}
    if isinstance(error, QueryError):
        found["diagnostics"] = [told(each, error.text) for each in error.diagnostics]
    response = JsonResponse(found, status=status_of(error.code))
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="Doelgroep"'
    if isinstance(error, TooManyError):
        response["Retry-After"] = str(error.seconds)
    return response


def invalid(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    """Values that are not as the schema wants them; each with its place."""
    wrong = [what_is_wrong(each, language()) for each in getattr(error, "errors", [])]
    places = list(dict.fromkeys(".".join(map(str, each["place"])) for each in wrong))  # type: ignore[call-overload] # a list, as it was made
    summary = UserError("api_invalid", count=len(wrong), places=places)
    found = {"code": summary.code, "message": sentence(summary), "params": plain_params(summary.params), "problems": wrong}
    return JsonResponse(found, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def broken(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """A mistake of ours: it is in the log under a number; nothing of it is told."""
    number = getattr(request, "number", "") or uuid.uuid4().hex[:12]
    log.error("error", exc_info=error if isinstance(error, Exception) else True, extra={"number": number})
    failure = UserError("api_failed", number=number)
    return JsonResponse({"code": failure.code, "message": sentence(failure), "params": plain_params(failure.params)}, status=500)


def told(remark: Diagnostic, text: str) -> dict[str, object]:
    """A remark about a query: where it is and what mends it. Places count characters from 0; lines count from 1."""
    before = text[: remark.span.start]
    fix = remark.fix
    return {
        "code": remark.code,
        "message": said(remark.code, remark.params, language()),
        "severity": remark.severity.value,
        "start": remark.span.start,
        "end": remark.span.end,
        "line": before.count("\n") + 1,
        "column": len(before) - (before.rfind("\n") + 1),
        "params": plain_params(remark.params),
        "fix": None if fix is None else {"start": fix.span.start, "end": fix.span.end, "text": fix.text},
    }


def plain_params(params: Mapping[str, object]) -> dict[str, object]:
    """The parameters of an error as JSON can hold them."""
    return {name: _plain(value) for name, value in params.items()}


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case Sentence() | Spoken():
            return value.spoken(language())
        case list() | tuple() | set() | frozenset():
            return [_plain(each) for each in value]
        case _:
            return str(value)


def _too_large(request: HttpRequest, error: RequestDataTooBig | type[RequestDataTooBig]) -> HttpResponse:
    return user_problem(request, UserError("api_body_too_large", limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)))
