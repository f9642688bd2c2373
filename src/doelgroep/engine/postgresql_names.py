"""Names in PostgreSQL, which tells only the first 63 bytes of them apart."""

from __future__ import annotations

import hashlib

LONGEST_NAME = 63
"""Bytes; PostgreSQL drops the others without a word."""
_DIGEST = 10


def short_name(name: str) -> str:
    """The name itself, or when PostgreSQL would cut it off: its beginning and a digest of the whole.

    >>> short_name("city")
    'city'
    >>> short_name("a" * 80)
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_0f45e858fb'
    """
    encoded = name.encode()
    if len(encoded) <= LONGEST_NAME:
        return name
    digest = hashlib.sha256(encoded).hexdigest()[:_DIGEST]
    return encoded[: LONGEST_NAME - _DIGEST - 1].decode(errors="ignore") + "_" + digest
