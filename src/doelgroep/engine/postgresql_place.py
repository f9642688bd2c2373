"""Where a PostgreSQL database is, and the way in. What is told of it never holds the password."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from doelgroep.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

DEFAULT_SCHEMA = "doelgroep"
FORM = "postgresql://USER@HOST:PORT/DATABASE?schema=NAME"
_SCHEMES = {"postgresql", "postgres"}
_SCHEMA = "schema"
_PATIENCE = 10
"""Seconds until a server that does not answer is given up."""


@dataclass(frozen=True, slots=True)
class Place:
    """A schema of a database."""

    conninfo: str = field(repr=False)
    """For libpq; may hold a password."""
    schema: str
    shown: str
    """The address as it may be told."""


def place(url: str) -> Place:
    """The place that an address names: `postgresql://USER@HOST:PORT/DATABASE?schema=NAME`, parts left out as libpq knows them, with its own options.

    Raises:
        UserError: it is no such address.

    >>> place("postgresql://ann:secret@db.example/crm?schema=shop&sslmode=require")
    Place(schema='shop', shown='postgresql://ann@db.example/crm?schema=shop')
    """
    try:
        parts = urlsplit(url.strip())
        _ = parts.port  # raises when it is no number
        options = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        raise UserError("postgresql_address", form=FORM) from None
    schema = dict(options).get(_SCHEMA, DEFAULT_SCHEMA)
    # An @ behind the host is that of a password with a / or ? in it, which would be told as a part of the address.
    if parts.scheme not in _SCHEMES or not schema or parts.fragment or "@" in parts.path + parts.query:
        raise UserError("postgresql_address", form=FORM)
    query = urlencode([(name, value) for name, value in options if name != _SCHEMA])
    bare = parts.netloc.rpartition("@")
    shown = f"{bare[0].partition(':')[0]}{bare[1]}{bare[2]}"
    return Place(
        urlunsplit(("postgresql", parts.netloc, parts.path, query, "")),
        schema,
        f"postgresql://{shown}{parts.path}?{urlencode({_SCHEMA: schema})}",
    )


def require_driver() -> None:
    """Nothing, when the extra `postgres` is installed.

    Raises:
        UserError: it is not.
    """
    if find_spec("psycopg") is None:
        raise UserError("postgresql_extra")


@contextmanager
def connected(where: Place) -> Iterator[psycopg.Connection]:
    """A connection in a transaction: committed at the end, rolled back when anything is raised. Names of tables lead to the schema.

    Raises:
        UserError: the extra `postgres` is not installed, or the server can't be reached or does not let us in.
    """
    require_driver()
    from psycopg import sql  # noqa: PLC0415 - an extra

    from doelgroep.engine.postgresql import errors_told  # noqa: PLC0415 - needs the extra

    connection = _opened(where)
    with errors_told(), connection:
        setting = sql.SQL("SET search_path TO {}").format(sql.Identifier(where.schema))
        connection.execute(setting)
        connection.execute("SET standard_conforming_strings TO on")
        yield connection


def _opened(where: Place) -> psycopg.Connection:
    import psycopg  # noqa: PLC0415 - an extra

    try:
        return psycopg.connect(where.conninfo, connect_timeout=_PATIENCE, client_encoding="utf8", application_name="doelgroep")
    except psycopg.ProgrammingError:
        # Its message may quote the address, and with it the password.
        raise UserError("postgresql_address", form=FORM) from None
    except psycopg.OperationalError as error:
        raise UserError("postgresql_unreachable", place=where.shown, detail=_reason(error)) from None


def _reason(error: Exception) -> str:
    """What the driver says, without its question whether the server is running."""
    lines = [each.strip(" -\t") for each in str(error).splitlines() if each.strip() and not each.strip().endswith("?")]
    return lines[-1].rstrip(".") if lines else type(error).__name__
