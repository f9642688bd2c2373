"""Django's settings. The workspace is named by DOELGROEP_WORKSPACE; all that a person may set stands in `configuration.py`."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import django_stubs_ext
from django.utils.csp import CSP

from doelgroep_web.configuration import read_configuration, secret_key

# Forms and managers name what they are about (`ModelForm[User]`), which Django itself does not understand yet.
django_stubs_ext.monkeypatch()

BASE = Path(__file__).resolve().parent
WORKSPACE = Path(os.environ.get("DOELGROEP_WORKSPACE", ".")).expanduser().resolve()
CONFIGURATION = read_configuration(WORKSPACE)

SECRET_KEY = secret_key(WORKSPACE)
DEBUG = CONFIGURATION.development
ALLOWED_HOSTS = list(CONFIGURATION.hosts)
ROOT_URLCONF = "doelgroep_web.urls"
WSGI_APPLICATION = "doelgroep_web.wsgi.application"
SILENCED_SYSTEM_CHECKS: list[str] = []
if not CONFIGURATION.is_secure:
    # Served over plain http on the machine itself: what only https can keep is left to the server in front of it.
    SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

SLICES = (
    "ui",
    "accounts",
    "audit",
    "jobs",
    "start",
    "data",
    "segments",
    "segments.editor",
    "segments.gallery",
    "segments.sets",
    "customers",
    "administration",
    "api",
)
"""A slice that is taken out of the folder is taken out of the app."""
HERE = [f"doelgroep_web.{name}" for name in SLICES if (BASE / name.replace(".", "/") / "__init__.py").exists()]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    *HERE,
]
MIDDLEWARE = [
    "doelgroep_web.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "doelgroep_web.accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "doelgroep_web.errors.UserErrorMiddleware",
    "doelgroep_web.log.RequestLogMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                *(["doelgroep_web.ui.frame.frame_context"] if (BASE / "ui" / "frame.py").exists() else []),
            ],
        },
    }
]


def _database(address: str) -> dict[str, object]:
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": WORKSPACE / "app.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
            },
        }
    parts = urlsplit(address)
    more = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or os.environ.get("PGPASSWORD", "")),
        "HOST": more.pop("host", unquote(parts.hostname or "")),
        "PORT": parts.port or "",
        "OPTIONS": more,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(CONFIGURATION.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:login"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIGURATION.is_secure
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "doelgroep_session", "doelgroep_csrf", "doelgroep_language"
CSRF_TRUSTED_ORIGINS = [CONFIGURATION.address] if CONFIGURATION.address else []
PASSWORD_RESET_TIMEOUT = 3600

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if CONFIGURATION.is_secure:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

USE_I18N = USE_TZ = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("nl", "Nederlands")]
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH: list[str] = []

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": WORKSPACE / "web-files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
WHITENOISE_IMMUTABLE_FILE_TEST = r"/doelgroep/[\w-]+-[A-Z0-9]{8}\.\w+$"  # the build puts a hash of the content into the name
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_TEMP_DIR = WORKSPACE / "uploads" if (WORKSPACE / "uploads").is_dir() else None
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000


def _mailer(address: str) -> dict[str, object]:
    if not address:
        return {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(address)
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": unquote(parts.hostname or ""),
            "port": parts.port or (465 if parts.scheme == "smtps" else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or os.environ.get("DOELGROEP_WEB_MAIL_PASSWORD", "")),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp" and parts.port == 587,
            "timeout": 20,
        },
    }


MAILERS = {"default": _mailer(CONFIGURATION.mail)}
DEFAULT_FROM_EMAIL = CONFIGURATION.sender or "doelgroep@localhost"

TASKS = {"default": {"BACKEND": "doelgroep_web.jobs.backend.ThreadBackend"}}
LOGGING_CONFIG = None
