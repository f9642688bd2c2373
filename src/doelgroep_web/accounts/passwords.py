"""New passwords, and the mail with which one asks for them."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from doelgroep_web.accounts.models import User
from doelgroep_web.audit.models import Action
from doelgroep_web.audit.record import record

if TYPE_CHECKING:
    from django.http import HttpRequest

log = logging.getLogger("doelgroep.web")


def can_send() -> bool:
    """Whether a mail server is set."""
    return bool(settings.CONFIGURATION.mail)


def send_reset(request: HttpRequest, email: str) -> None:
    """Send the link to the user with that address, if there is one. In a thread, so that the time it takes tells nothing."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None or not can_send():
        return
    place = reverse("accounts:new_password", args=[urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)])
    with translation.override(user.language or translation.get_language()):
        facts = {"name": user.name, "address": (settings.CONFIGURATION.address.rstrip("/") or request.build_absolute_uri("/").rstrip("/")) + place}
        text = render_to_string("accounts/reset_mail.txt", facts)
    subject, _, body = text.strip().partition("\n")
    threading.Thread(target=_send, args=(EmailMessage(subject, body.strip(), None, [user.email]),), name="mail").start()


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError as error:
        log.exception("a mail could not be sent", exc_info=error)


def user_of(code: str) -> User | None:
    """The user whom a code in a link means."""
    try:
        return User.objects.filter(pk=int(urlsafe_base64_decode(code)), is_active=True).first()
    except (ValueError, OverflowError):
        return None


def change(user: User, password: str) -> None:
    """Set a new password; sessions elsewhere end with it."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(user, Action.PASSWORD_CHANGED, subject=str(user.pk))
