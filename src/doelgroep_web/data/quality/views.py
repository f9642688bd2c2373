"""The quality page, and measuring anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from doelgroep_web.accounts.roles import Right
from doelgroep_web.data.quality.pages import quality_page
from doelgroep_web.data.tasks import measure_soon
from doelgroep_web.http import requires
from doelgroep_web.place import workspace

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doelgroep_web.http import SignedInRequest


@requires(Right.SEE_DATA)
@require_safe
def quality(request: SignedInRequest) -> HttpResponse:
    """What is wrong with the data, and what is late; with `table` in the address of one table."""
    page = quality_page(request.user, workspace(), request.GET.get("table", ""))
    return render(request, "data/quality.html", {"page": page})


@requires(Right.IMPORT_DATA)
@require_POST
def measure(request: SignedInRequest) -> HttpResponse:
    """Have the data measured."""
    job = measure_soon(request.user)
    messages.info(request, _("The data are being measured. This page shows it when that is done."))
    return redirect("jobs:job", job.pk)
