"""How the web app is served: the part `web:` of `doelgroep.yaml`, and environment variables, which go before it.

    web:
      port: 8000
      address: https://segments.example.com
      database: postgres://doelgroep@localhost/doelgroep
      mail: smtp://user@mail.example.com:587
      sender: segments@example.com
      refresh_every: 60

Every key is also an environment variable: `DOELGROEP_WEB_PORT`. Passwords belong in the environment, not in the file.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, get_type_hints
from urllib.parse import urlsplit

from ruamel.yaml import YAML

from doelgroep.errors import UserError
from doelgroep.model.names import nearest
from doelgroep.store.catalog_file import FILE_NAME
from doelgroep.store.settings import WEB

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PREFIX = "DOELGROEP_WEB_"
SECRET_FILE = "secret.key"  # noqa: S105 - the name of a file
_TRUE = {"true": True, "yes": True, "1": True, "on": True, "false": False, "no": False, "0": False, "off": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Everything about serving that a person may set."""

    host: str = "127.0.0.1"
    """The interface that the server listens on."""
    port: int = 8000
    """0 takes a free one."""
    address: str = ""
    """Where people find it, such as `https://segments.example.com`; empty is `http://host:port`. With https, cookies are sent over https only."""
    database: str = ""
    """Of people and pages: a PostgreSQL address; empty is `app.sqlite3` in the workspace."""
    mail: str = ""
    """The mail server, as `smtp://user:password@host:587` (STARTTLS) or `smtps://`; empty sends no mail."""
    sender: str = ""
    """The address that mail comes from."""
    refresh_every: int = 60
    """Minutes between refreshes; 0 refreshes when somebody asks."""
    export_days: int = 7
    """How long files made by an export can be fetched."""
    threads: int = 8
    """Requests that are answered at a time."""
    upload_limit: int = 2048
    """The largest upload, in megabytes (of 1,048,576 bytes)."""
    development: bool = False
    """Shows details of errors and the page of components. Never for others than developers."""

    @property
    def is_secure(self) -> bool:
        """Whether people come over https."""
        return self.address.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which the server may be called."""
        named = urlsplit(self.address).hostname
        return (*((named,) if named else ()), "127.0.0.1", "localhost", "[::1]", *(() if self.host in {"0.0.0.0", "::"} else (self.host,)))  # noqa: S104 - compared, not bound


def read_configuration(workspace: Path, environment: Mapping[str, str] | None = None) -> Configuration:
    """The configuration of a workspace.

    Args:
        workspace: its folder.
        environment: variables; those of the process when None.

    Raises:
        UserError: `web_setting_unknown` or `web_setting_wrong`, naming the key, what was found and what is allowed.
    """
    known = get_type_hints(Configuration)
    found = {**_of_file(workspace / FILE_NAME), **_of_environment(os.environ if environment is None else environment, known)}
    for key in found:
        if key not in known:
            raise UserError("web_setting_unknown", found=key, near=nearest(key, known) or "port", known=sorted(known))
    return _checked(Configuration(**{key: _typed(key, value, known[key]) for key, value in found.items()}))


def secret_key(workspace: Path) -> str:
    """The key that signs sessions: of `DOELGROEP_WEB_SECRET_KEY`, or of a file in the workspace, made when needed, that only its owner can read."""
    given = os.environ.get(f"{PREFIX}SECRET_KEY")
    if given:
        return given
    if not (workspace / FILE_NAME).is_file():
        return secrets.token_urlsafe(48)  # nothing is served there
    path = workspace / SECRET_FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _of_file(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    part = (YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) or {}).get(WEB) or {}
    if not isinstance(part, dict):
        raise UserError("web_setting_wrong", key=WEB, found=part, allowed="a list of keys with values")
    return {str(key): value for key, value in part.items()}


def _of_environment(environment: Mapping[str, str], known: Mapping[str, object]) -> dict[str, object]:
    return {key: environment[PREFIX + key.upper()] for key in known if PREFIX + key.upper() in environment}


def _typed(key: str, value: object, kind: type) -> Any:  # noqa: ANN401 - of the kind that the field has
    text = str(value).strip()
    if kind is bool:
        if text.lower() not in _TRUE:
            raise UserError("web_setting_wrong", key=key, found=text, allowed="true, false")
        return _TRUE[text.lower()]
    if kind is int:
        if not text.isdigit():
            raise UserError("web_setting_wrong", key=key, found=text, allowed="0, 1, 2 ...")
        return int(text)
    return text


def _checked(found: Configuration) -> Configuration:
    allowed = {"address": ("http://", "https://"), "database": ("postgres://", "postgresql://"), "mail": ("smtp://", "smtps://")}
    for each in fields(found):
        value = getattr(found, each.name)
        if value and each.name in allowed and not value.startswith(allowed[each.name]):
            raise UserError("web_setting_wrong", key=each.name, found=value.partition("@")[2] or value, allowed=" / ".join(allowed[each.name]))
    return found
