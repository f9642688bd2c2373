"""Data: where it came from, bringing in more, what each field holds, what is wrong."""

from __future__ import annotations

from doelgroep.messages import register

register("doelgroep_web.data.messages")
