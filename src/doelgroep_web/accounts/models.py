"""Users, the ways in, and what guards them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from doelgroep_web.accounts.roles import RIGHTS, Right, Role


class Theme(models.TextChoices):
    """Light or dark."""

    SYSTEM = "system", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Language(models.TextChoices):
    """Of the interface."""

    DUTCH = "nl", "Nederlands"
    ENGLISH = "en", "English"


class UserManager(BaseUserManager["User"]):
    """Makes users; addresses are compared without regard to case."""

    def create_user(self, email: str, name: str, role: Role, password: str | None = None) -> User:
        """A user who can sign in; without a password only by a link."""
        user = self.model(email=email.strip().lower(), name=name.strip(), role=role)
        user.set_password(password) if password else user.set_unusable_password()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The user with that address."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who uses the web app."""

    email = models.EmailField(_("E-mail address"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    role = models.CharField(_("Role"), max_length=16, choices=Role, default=Role.VIEWER)
    sees_special = models.BooleanField(_("May see special categories of personal data"), default=False)
    language = models.CharField(_("Language"), max_length=2, choices=Language, blank=True)
    theme = models.CharField(_("Appearance"), max_length=8, choices=Theme, default=Theme.SYSTEM)
    is_active = models.BooleanField(_("May sign in"), default=True)
    joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """How the table is kept."""

        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="email_without_case")]
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """One or two letters, as on the round badge."""
        words = self.name.split() or [self.email]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    @property
    def rights(self) -> frozenset[Right]:
        """Everything that this person may."""
        found = RIGHTS[Role(self.role)]
        return found | {Right.SEE_SPECIAL} if self.sees_special else found

    def has_right(self, right: Right) -> bool:
        """Whether this person may do something."""
        return self.is_active and right in self.rights


class LoginLink(models.Model):
    """A link that signs somebody in once. Only a hash of it is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)


class LoginFailure(models.Model):
    """A sign-in that failed, kept for a quarter of an hour to slow down guessing. Names and network addresses are kept as keyed hashes."""

    who = models.CharField(max_length=64, db_index=True)
    where = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)


class ApiKey(models.Model):
    """A key for programs. Only a hash of it is kept; its first characters tell it from others."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(_("Name"), max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    made = models.DateTimeField(auto_now_add=True)
    last_used = models.DateTimeField(null=True)
    expires = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        """How the table is kept."""

        ordering: ClassVar = ["-made"]
