"""One line of JSON for each request and event on the error stream: what was asked and how it went, nothing about persons.

Addresses of pages can hold the number of a customer, so the pattern of the address is written and not the address.
"""

from __future__ import annotations

import json
import logging
import logging.config
import time
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

log = logging.getLogger("doelgroep.request")
FACTS = ("number", "method", "route", "status", "milliseconds", "user", "job", "kind")


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        line |= {"logger": record.name, "message": record.getMessage()}
        line |= {each: getattr(record, each) for each in FACTS if hasattr(record, each)}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def set_up(level: str = "INFO") -> None:
    """Send all logs of this process to the error stream, as JSON."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": {"()": JsonFormatter}},
            "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stream"], "level": level},
            "loggers": {
                # Both write addresses with what stands behind them, which may be about a person.
                "django.request": {"level": "CRITICAL"},
                "django.security": {"level": "ERROR"},
            },
        }
    )


class RequestLogMiddleware:
    """Gives each request a number, which error pages show and the log holds, and writes how it went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        begun = time.perf_counter()
        request.number = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]  # ours
        response = self.get_response(request)
        log.info("request", extra=self._facts(request, response.status_code, begun))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Write what nobody expected, with its trace but without the request's contents."""
        log.error("error", exc_info=exception, extra={"number": getattr(request, "number", ""), "route": _route(request)})

    def _facts(self, request: HttpRequest, status: int, begun: float) -> dict[str, object]:
        user = getattr(request, "user", None)
        took = round((time.perf_counter() - begun) * 1000, 1)
        number = getattr(request, "number", "")
        return {
            "number": number,
            "method": request.method,
            "route": _route(request),
            "status": status,
            "milliseconds": took,
            "user": getattr(user, "pk", None),
        }


def _route(request: HttpRequest) -> str:
    match = getattr(request, "resolver_match", None)
    return match.route if match else ""
