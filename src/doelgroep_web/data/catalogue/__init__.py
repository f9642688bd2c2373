"""Every field: what it is called and what it holds."""

from __future__ import annotations
