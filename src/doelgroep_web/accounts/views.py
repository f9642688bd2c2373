"""Signing in and out, passwords, and one's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import auth, messages
from django.contrib.auth.tokens import default_token_generator
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from doelgroep_web.accounts import links, passwords, throttle
from doelgroep_web.accounts.forms import AccountForm, ForgottenForm, LoginForm, NewPasswordForm
from doelgroep_web.accounts.models import Language, Theme, User
from doelgroep_web.accounts.pages import AccountPage, ForgottenPage, LinkPage, LoginPage, NewPasswordPage
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record
from doelgroep_web.http import requires

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from doelgroep_web.http import SignedInRequest

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Sign in with address and password."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _signed_in(request, form)
        if user is not None:
            return redirect(_next(request))
    return render(request, "accounts/login.html", {"page": LoginPage(form=form, next=_next(request))}, status=422 if form.errors else 200)


def _signed_in(request: HttpRequest, form: LoginForm) -> User | None:
    """The user, signed in; or None with the error put on the form."""
    email, password = form.cleaned_data["email"], form.cleaned_data["password"]
    if throttle.is_blocked(request, email):
        form.add_error(None, _("Too many attempts failed. Wait a quarter of an hour, or ask for a new password."))
        return None
    user = auth.authenticate(request, username=email, password=password)
    if not isinstance(user, User):
        throttle.failed(request, email)
        record(None, Action.SIGN_IN_FAILED)
        form.add_error(None, _("This address and password do not belong together. Check both, or ask for a new password."))
        return None
    throttle.succeeded(email)
    auth.login(request, user)
    record(user, Action.SIGNED_IN)
    return user


@never_cache
@require_http_methods(["GET", "POST"])
def login_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in with a link: the first visit asks to go on, because programs that look at mail open links too."""
    if request.method == "GET":
        found = links.is_fresh(token)
        return render(request, "accounts/link.html", {"page": LinkPage(token=token, is_fresh=found)}, status=200 if found else 410)
    user = links.use_link(token)
    if user is None:
        return render(request, "accounts/link.html", {"page": LinkPage(token=token, is_fresh=False)}, status=410)
    auth.login(request, user, backend=BACKEND)
    record(user, Action.SIGNED_IN, how="link")
    return redirect("accounts:account" if not user.has_usable_password() and passwords.can_send() else "/")


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    if isinstance(request.user, User):
        record(request.user, Action.SIGNED_OUT)
    auth.logout(request)
    return redirect("accounts:login")


@never_cache
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link to choose a new password. The answer is the same for an address that nobody has."""
    form = ForgottenForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent:
        passwords.send_reset(request, form.cleaned_data["email"])
    page = ForgottenPage(form=form, is_sent=is_sent, can_send=passwords.can_send())
    return render(request, "accounts/forgotten.html", {"page": page}, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Choose a new password with the link from the mail."""
    user = passwords.user_of(code)
    if user is None or not default_token_generator.check_token(user, token):
        return render(request, "accounts/new_password.html", {"page": NewPasswordPage(form=None)}, status=410)
    form = NewPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        passwords.change(user, form.cleaned_data["password"])
        auth.login(request, user, backend=BACKEND)
        messages.success(request, _("Your new password is set."))
        return redirect("/")
    return render(request, "accounts/new_password.html", {"page": NewPasswordPage(form=form)}, status=422 if form.errors else 200)


@requires()
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def account(request: SignedInRequest) -> HttpResponse:
    """One's own name, language, appearance and password."""
    is_password = request.POST.get("do") == "password"
    form = AccountForm(request.POST if request.method == "POST" and not is_password else None, instance=User.objects.get(pk=request.user.pk))
    password = NewPasswordForm(request.POST if is_password else None, user=request.user)
    if is_password and password.is_valid():
        passwords.change(request.user, password.cleaned_data["password"])
        auth.update_session_auth_hash(request, request.user)
        messages.success(request, _("Your new password is set."))
        return redirect("accounts:account")
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts:account")
    page = AccountPage(form=form, password=password, has_password=request.user.has_usable_password())
    return render(request, "accounts/account.html", {"page": page}, status=422 if form.errors or password.errors else 200)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language; remembered with the person, or by a cookie when nobody is signed in."""
    chosen = request.POST.get("language", "")
    response = redirect(_next(request))
    if chosen in Language.values:
        if isinstance(request.user, User):
            User.objects.filter(pk=request.user.pk).update(language=chosen)
        response.set_cookie("doelgroep_language", chosen, max_age=31_536_000, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


@requires()
@require_POST
def theme(request: SignedInRequest) -> HttpResponse:
    """Switch between light and dark."""
    chosen = request.POST.get("theme", "")
    if chosen in Theme.values:
        User.objects.filter(pk=request.user.pk).update(theme=chosen)
    return redirect(_next(request))


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()) else "/"
