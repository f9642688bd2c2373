"""What the pages of this slice show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doelgroep_web.accounts.forms import AccountForm, ForgottenForm, LoginForm, NewPasswordForm


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginPage:
    """Signing in."""

    form: LoginForm
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage:
    """Signing in with a link."""

    token: str
    is_fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgottenPage:
    """Asking for a new password."""

    form: ForgottenForm
    is_sent: bool
    can_send: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasswordPage:
    """Choosing a new password; without a form the link is no longer good."""

    form: NewPasswordForm | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """One's own account."""

    form: AccountForm
    password: NewPasswordForm
    has_password: bool
