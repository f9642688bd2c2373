"""The editor's dialogs: choosing a condition, versions, why somebody is in, the customers behind a number, publishing. Each is a page too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from doelgroep.errors import QueryError, UserError
from doelgroep_web.accounts.roles import Right
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.errors import sentence
from doelgroep_web.http import requires
from doelgroep_web.segments.editor import drafts
from doelgroep_web.segments.editor.access import find_draft, hold_draft
from doelgroep_web.segments.editor.finding import customers_page, why_page
from doelgroep_web.segments.editor.forms import PublishForm
from doelgroep_web.segments.editor.pages import ChoosePage, publish_page, versions_page
from doelgroep_web.segments.editor.picking import sections
from doelgroep_web.segments.editor.publishing import publish as put
from doelgroep_web.segments.models import State

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doelgroep_web.http import SignedInRequest
    from doelgroep_web.segments.editor.models import Draft


def _shown(request: SignedInRequest, name: str, page: object, *, status: int = 200) -> HttpResponse:
    """A dialog for a script, a page for everybody else."""
    base = "editor/dialog.html" if request.htmx else "editor/page.html"
    return render(request, f"editor/{name}.html", {"page": page, "base": base}, status=status)


@requires(Right.EDIT_SEGMENTS)
@require_GET
def choose(request: SignedInRequest, number: int) -> HttpResponse:
    """What a condition can be about; `do` is the command that a choice completes, such as `add:2` or `group:2:any`."""
    draft = find_draft(request.user, number)
    command, typed = request.GET.get("do", "add:"), request.GET.get("q", "")
    name, _colon, rest = command.partition(":")
    address = rest.partition(":")[0]
    built = drafts.opened(draft)
    try:
        into = built.above(address).address if name == "exchange" else address
        found = sections(built, into, request.user, typed)
    except KeyError:
        raise Http404 from None
    titles = {"add": _("What is the condition about?"), "group": _("First condition of the group"), "exchange": _("Another condition in its place")}
    if name not in titles:
        raise Http404
    page = ChoosePage(draft=draft, into=into, command=command, title=titles[name], typed=typed, sections=found)
    if request.htmx and request.htmx.target == "choices":
        return render(request, "editor/choices.html", {"page": page})
    return _shown(request, "choose", page)


@requires(Right.EDIT_SEGMENTS)
@require_GET
def versions(request: SignedInRequest, number: int) -> HttpResponse:
    """The versions of the published segment, with what differs in the draft."""
    return _shown(request, "versions", versions_page(find_draft(request.user, number)))


@requires(Right.EDIT_SEGMENTS)
@require_GET
def rules(request: SignedInRequest) -> HttpResponse:
    """Precedence, missing values and days, in short."""
    return _shown(request, "rules", None)


@requires(Right.SEE_MEMBERS)
@require_GET
def why(request: SignedInRequest, number: int) -> HttpResponse:
    """Why a customer is in the draft or not."""
    draft = find_draft(request.user, number)
    page = why_page(draft, request.user, request.GET.get("customer", "").strip())
    if page.why is not None:
        record(request.user, Action.CUSTOMER_SEEN, page.why.customer, place="editor")
    return _shown(request, "why", page)


@requires(Right.SEE_MEMBERS)
@require_GET
def customers(request: SignedInRequest, number: int) -> HttpResponse:
    """The customers behind a number of the draft."""
    draft = find_draft(request.user, number)
    try:
        page = customers_page(draft, request.user, request.GET.get("who", "now"))
    except KeyError:
        raise Http404 from None
    except QueryError:
        return redirect("editor:draft", draft.pk)
    record(request.user, Action.MEMBERS_SEEN, draft.key or f"draft {draft.pk}", columns=list(page.columns), rows=len(page.rows))
    return _shown(request, "customers", page)


@requires(Right.EDIT_SEGMENTS)
@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest, number: int) -> HttpResponse:
    """Make the draft the present version, or a new segment."""
    draft = find_draft(request.user, number)
    form = PublishForm(draft, request.POST or None, initial=_initial(draft, request))
    if request.method == "GET":
        return _shown(request, "publish", publish_page(draft, form))
    if not form.is_valid():
        return _shown(request, "publish", publish_page(draft, form), status=422)
    try:
        with transaction.atomic():
            found = put(hold_draft(request.user, number), form, request.user, _state(request))
    except UserError as error:
        return _shown(request, "publish", publish_page(draft, form, sentence(error)), status=422)
    messages.success(request, _("Version %(number)s is published.") % {"number": found.version.number})
    address = redirect("segments:segment", found.key)
    return HttpResponseClientRedirect(address["Location"]) if request.htmx else address


def _state(request: SignedInRequest) -> State:
    wanted = request.POST.get("state", State.PUBLISHED)
    if wanted not in {State.PUBLISHED, State.DRAFT}:
        raise SuspiciousOperation(wanted)
    return State(wanted)


def _initial(draft: Draft, request: SignedInRequest) -> dict[str, object]:
    return {"name": draft.name, "key": draft.key, "description": draft.description, "tags": ", ".join(draft.tags), "owner": request.user.pk}
