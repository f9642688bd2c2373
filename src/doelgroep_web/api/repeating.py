"""Requests that may be sent again: with the same `Idempotency-Key` a thing is made once, and the first answer is given again for a day."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Concatenate

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import timezone

from doelgroep.errors import UserError
from doelgroep_web.api.models import Repeat

if TYPE_CHECKING:
    from collections.abc import Callable

    from doelgroep_web.api.access import KeyRequest

type Answer = dict[str, object]

KEPT = timedelta(hours=24)
LONGEST = 200


def once[**P](view: Callable[Concatenate[KeyRequest, P], Answer]) -> Callable[Concatenate[KeyRequest, P], Answer]:
    """Let a view that makes something do so once for each Idempotency-Key of an API key. Without that header it is as before.

    Raises:
        UserError: `api_repeat_other` when the header was used for another request, `api_repeat_busy` while the first one is being answered.
    """

    @wraps(view)
    def guarded(request: KeyRequest, /, *args: P.args, **kwargs: P.kwargs) -> Answer:
        name = request.headers.get("Idempotency-Key", "").strip()[:LONGEST]
        if not name:
            return view(request, *args, **kwargs)
        mine, earlier = _claim(request, name)
        if earlier is not None:
            return earlier
        try:
            answer = view(request, *args, **kwargs)
        except BaseException:
            mine.delete()
            raise
        mine.answer = json.loads(json.dumps(answer, cls=DjangoJSONEncoder))
        mine.save(update_fields=["answer"])
        return answer

    return guarded


def _claim(request: KeyRequest, name: str) -> tuple[Repeat, Answer | None]:
    """The place for the answer, and the answer when there is one."""
    Repeat.objects.filter(at__lt=timezone.now() - KEPT).delete()
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).hexdigest()
    try:
        with transaction.atomic():
            return Repeat.objects.create(key=request.auth, name=name, digest=digest), None
    except IntegrityError:
        found = Repeat.objects.get(key=request.auth, name=name)
    if found.digest != digest:
        raise UserError("api_repeat_other", key=name)
    if found.answer is None:
        raise UserError("api_repeat_busy", key=name)
    return found, found.answer
