"""The API for programs, under `/api/v1`: what people do in the pages, with a key."""

from __future__ import annotations

from doelgroep.messages import register

register("doelgroep_web.api.messages")
